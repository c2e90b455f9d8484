#include "engine/graph/whole_identity.h"

#include <utility>

namespace sarye {

WholeIdentity::WholeIdentity(std::span<const DocumentTruth* const> documents) {
  for (const DocumentTruth* document : documents) {
    shares_.push_back(share_of_names(*document));
    add(shares_.back());
  }
  resolve();
  for (std::size_t d = 0; d < documents.size(); ++d) {
    const DocumentShare& named = shares_[d];
    DocumentShare observed;
    observed.unit_of = named.unit_of;
    add_observations(
        *documents[d],
        [&](std::uint32_t local) -> const std::string& {
          return entities_[entity_of_.at(named.unit_of[local])].base_key;
        },
        observed);
    add(observed);
    shares_[d].unit_of = std::move(observed.unit_of);
    shares_[d].units.merge(observed.units);
  }
  resolve();
}

std::vector<std::uint32_t> WholeIdentity::entities_of(std::size_t d) const {
  std::vector<std::uint32_t> out;
  for (const std::string& unit : shares_[d].unit_of) out.push_back(entity_of_.at(unit));
  return out;
}

void WholeIdentity::add(const DocumentShare& share) {
  for (const auto& [key, unit] : share.units) {
    const auto [at, is_new] = units_.try_emplace(key, unit);
    if (!is_new) at->second.sums.add(unit.sums);
  }
}

void WholeIdentity::resolve() {
  std::vector<const IdentityUnit*> units;
  for (const auto& [key, unit] : units_) units.push_back(&unit);
  Identity identity = resolve_units(units);
  entities_ = std::move(identity.entities);
  std::size_t i = 0;
  for (const auto& [key, unit] : units_) entity_of_[key] = identity.of_unit[i++];
}

}  // namespace sarye
