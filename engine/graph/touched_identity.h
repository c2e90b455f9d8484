// Identity of what a few documents touch: the units that they add to or take from, all units that
// these may be joined with, and the entities that all of them were and become.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/identity.h"
#include "engine/graph/identity_rows.h"

namespace sarye {

class TouchedIdentity {
 public:
  // `before` is borrowed: units as they are in the views.
  explicit TouchedIdentity(IdentityRows& before) : before_(&before) {}

  // Changes by one document; read the units of many together before (IdentityRows::read_units).
  // Errors: Damaged; those of the store.
  Result<void> subtract(const std::string& key, const IdentityUnit& share);
  Result<void> add(const std::string& key, const IdentityUnit& share);

  // Resolves everything that may be joined with the units of `seeds`, as it was and as it is now.
  // Errors: the same.
  Result<void> resolve(const std::set<std::string>& seeds);

  struct Entities {
    std::vector<GlobalEntity> all;  // sorted by type, then key
    std::map<std::string, std::uint32_t> of_unit;
  };
  const Entities& old_entities() const { return old_; }
  const Entities& new_entities() const { return new_; }
  // Units of both whose entity has another key now.
  std::vector<std::string> moved() const;

  // Units whose sums changed, as they were and are; nullptr: there was none, or is none.
  struct Changed {
    const IdentityUnit* before;
    const IdentityUnit* after;
  };
  std::map<std::string, Changed> changed() const;

  // Units that have a token, as they were or as they are. Errors: the same.
  Result<std::set<std::string>> units_with(std::string_view type, const std::string& token);

 private:
  struct State {
    std::optional<IdentityUnit> before;
    std::optional<IdentityUnit> after;
  };
  Result<State*> state_of(const std::string& key);
  static void resolve_side(const std::vector<const IdentityUnit*>& units,
                           const std::vector<std::string>& keys, Entities& out);

  IdentityRows* before_;
  std::map<std::string, State> units_;
  std::map<IdentityRows::TypedToken, std::set<std::string>> new_tokens_;
  Entities old_;
  Entities new_;
};

}  // namespace sarye
