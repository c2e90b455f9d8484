// Texts read with the resources of corpus/, which a test program loads once.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

#include "ingest/extractor.h"
#include "ingest/stage/resources.h"
#include "tests/support/catch.h"

namespace sarye::test {

inline const Resources& corpus_resources() {
  static const auto resources = Resources::load(std::filesystem::path(SARYE_SOURCE_DIR) / "corpus");
  REQUIRE(resources);
  return **resources;
}

inline const Extractor& corpus_extractor() {
  static const auto extractor = Extractor::make(corpus_resources());
  REQUIRE(extractor);
  return *extractor;
}

inline DocumentTruth extracted(const std::string& text, const std::string& file = "text.txt") {
  auto truth = corpus_extractor().extract_bytes(text, file);
  REQUIRE(truth);
  return std::move(*truth);
}

// "revenue 862100 CNY million"
inline std::string figure_text(const LocalEntity& metric) {
  const PropertyValue& number = metric.properties.at("value");
  char value[40];
  std::snprintf(value, sizeof value, " %.10g ",
                number.kind == PropertyValue::Kind::Integer ? static_cast<double>(number.integer)
                                                            : number.number);
  return metric.properties.at("measure").text + value + metric.properties.at("unit").text;
}

}  // namespace sarye::test
