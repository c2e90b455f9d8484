// The order of documents by their stable keys, read range by range as it is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/columns.h"
#include "engine/model/ontology.h"
#include "engine/store/store.h"

namespace sarye {

class DocumentKeys {
 public:
  // Both are borrowed.
  DocumentKeys(const Snapshot& before, const Ontology& ontology);

  // A document that may not be in the views yet; its key without prefix.
  void set(std::uint32_t offset, const std::string& key);
  // < 0, 0 or > 0. After a failure, which `status` tells, 0.
  int compare(std::uint32_t a, std::uint32_t b);
  // Errors: Damaged; those of the store.
  Result<void> status() const;

 private:
  std::string_view key_of(std::uint32_t offset);

  const Snapshot& before_;
  TypeId type_;
  std::string prefix_;
  std::unordered_map<std::uint32_t, std::string> given_;
  std::vector<std::optional<Column>> ranges_;  // [range]; read when asked for
  Error error_;
  bool failed_ = false;
};

}  // namespace sarye
