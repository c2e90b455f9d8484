// Units and tokens of identity as the views have them, read in batches and once each, however often
// an update asks for them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/identity_unit.h"
#include "engine/store/store.h"

namespace sarye {

class IdentityRows {
 public:
  using TypedToken = std::pair<std::string, std::string>;  // type of the entities, token

  // `before` is borrowed.
  explicit IdentityRows(const Snapshot& before) : before_(before) {}

  // Reads those that are not known yet, together. Errors: Damaged; those of the store.
  Result<void> read_units(const std::set<std::string>& keys);
  Result<void> read_tokens(const std::set<TypedToken>& tokens);

  // nullopt: there is no such unit. Lives with the rows. Errors: the same.
  Result<const std::optional<IdentityUnit>*> unit(const std::string& key);
  // The keys of the units that have a token. Lives with the rows. Errors: the same.
  Result<const std::set<std::string>*> units_with(const TypedToken& token);

 private:
  const Snapshot& before_;
  std::map<std::string, std::optional<IdentityUnit>, std::less<>> units_;
  std::map<TypedToken, std::set<std::string>> tokens_;
};

}  // namespace sarye
