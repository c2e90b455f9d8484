// Makes Metric entities and their OBSERVED_FOR assertions; an observation that is made twice in one
// text is one entity with two assertions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "ingest/stage/annotated_text.h"

namespace sarye {

struct Observation {
  std::uint32_t subject = 0;                    // entity observed: a Firm, Product or Place
  std::optional<std::uint32_t> segment_entity;  // a Product or Firm that the segment names
  std::string measure;                          // display name: `operating income`
  double value = 0;                             // as read, scale included
  std::string unit;                             // USD, percent, people, ...
  bool money = false;
  std::string period;  // 2024-Q4; may be empty
  std::optional<DateSpan> time;
  std::string segment;  // as written; empty: the whole
  Modality modality = Modality::Stated;
  bool approximate = false;
  Span quote;
  Span cue;
  std::string rule;
  int confidence = 800;
};

class MetricWriter {
 public:
  explicit MetricWriter(AnnotatedText& text) : text_(text) {}
  void write(const Observation& observation);

 private:
  std::uint32_t entity_for(const Observation& observation);

  AnnotatedText& text_;
  std::map<std::string, std::uint32_t> by_key_;
};

// A number as people write it: 11955, 2.15, 0.000012. Never in exponent form.
std::string plain_number(double value);

}  // namespace sarye
