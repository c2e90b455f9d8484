// Who is who in a set of documents, decided at once: first what has names, then what is observed of
// it. What `touched_identity.h` brings up to date in parts.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/graph/identity.h"

namespace sarye {

class WholeIdentity {
 public:
  // The documents are borrowed for the call; their order says nothing.
  explicit WholeIdentity(std::span<const DocumentTruth* const> documents);

  // [local entity of document d] → index of entities().
  std::vector<std::uint32_t> entities_of(std::size_t d) const;
  DocumentShare& share(std::size_t d) { return shares_[d]; }
  const std::vector<GlobalEntity>& entities() const { return entities_; }

 private:
  void add(const DocumentShare& share);
  void resolve();

  std::vector<DocumentShare> shares_;
  std::map<std::string, IdentityUnit> units_;
  std::unordered_map<std::string, std::uint32_t> entity_of_;  // by unit
  std::vector<GlobalEntity> entities_;
};

}  // namespace sarye
