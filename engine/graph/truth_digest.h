// What views were made of, in one short text: a base (ontology, format of the views) and a sum over
// documents, from which one can be taken and to which one can be added.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/strong_id.h"
#include "engine/model/document.h"

namespace sarye {

class TruthDigest {
 public:
  // `base` is any text that all views depend on.
  explicit TruthDigest(std::string_view base);
  // One that was written with `text()`. nullopt: of an earlier release, or of another base.
  static std::optional<TruthDigest> of_same_base(std::string_view text, std::string_view base);

  void add(DocumentId id, std::string_view key, std::string_view fingerprint, const Sha256& hash);
  void subtract(DocumentId id, std::string_view key, std::string_view fingerprint,
                const Sha256& hash);
  std::string text() const;

 private:
  std::string base_;
  std::array<std::uint64_t, 4> sum_{};
};

}  // namespace sarye
