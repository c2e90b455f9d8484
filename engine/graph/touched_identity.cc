#include "engine/graph/touched_identity.h"

#include <utility>

namespace sarye {

namespace {

Error differs() {
  return Error{ErrorCode::Damaged, "what documents add to an entity is more than it has",
               "run `sarye rebuild`"};
}

}  // namespace

Result<TouchedIdentity::State*> TouchedIdentity::state_of(const std::string& key) {
  const auto known = units_.find(key);
  if (known != units_.end()) return &known->second;
  auto before = before_->unit(key);
  if (!before) return before.error();
  State state;
  state.before = **before;
  state.after = **before;
  return &units_.emplace(key, std::move(state)).first->second;
}

Result<void> TouchedIdentity::subtract(const std::string& key, const IdentityUnit& share) {
  auto state = state_of(key);
  if (!state) return state.error();
  std::optional<IdentityUnit>& unit = (*state)->after;
  if (!unit || !unit->sums.subtract(share.sums)) return differs();
  if (unit->sums.members == 0) unit.reset();
  return {};
}

Result<void> TouchedIdentity::add(const std::string& key, const IdentityUnit& share) {
  auto state = state_of(key);
  if (!state) return state.error();
  std::optional<IdentityUnit>& unit = (*state)->after;
  if (unit) {
    unit->sums.add(share.sums);
  } else {
    unit = share;
  }
  return {};
}

Result<std::set<std::string>> TouchedIdentity::units_with(std::string_view type,
                                                          const std::string& token) {
  const IdentityRows::TypedToken place{std::string(type), token};
  auto known = before_->units_with(place);
  if (!known) return known.error();
  std::set<std::string> out = **known;
  const auto fresh = new_tokens_.find(place);
  if (fresh != new_tokens_.end()) out.insert(fresh->second.begin(), fresh->second.end());
  return out;
}

Result<void> TouchedIdentity::resolve(const std::set<std::string>& seeds) {
  new_tokens_.clear();
  for (const auto& [key, state] : units_) {
    if (!state.after || state.before == state.after) continue;
    for (const std::string& token : unit_tokens(*state.after)) {
      new_tokens_[{state.after->type, token}].insert(key);
    }
  }
  std::set<std::string> seen = seeds;
  std::set<std::string> open = seeds;
  std::set<IdentityRows::TypedToken> asked;
  while (!open.empty()) {  // a step further from the seeds each time
    if (auto done = before_->read_units(open); !done) return done;
    std::set<IdentityRows::TypedToken> tokens;
    for (const std::string& key : open) {
      auto state = state_of(key);
      if (!state) return state.error();
      const bool is_changed = (*state)->before != (*state)->after;
      for (const std::optional<IdentityUnit>* side : {&(*state)->before, &(*state)->after}) {
        if (!*side || (side == &(*state)->after && !is_changed)) continue;
        for (std::string& token : unit_tokens(**side)) {
          IdentityRows::TypedToken place{(*side)->type, std::move(token)};
          if (asked.insert(place).second) tokens.insert(std::move(place));
        }
      }
    }
    if (auto done = before_->read_tokens(tokens); !done) return done;
    open.clear();
    for (const IdentityRows::TypedToken& token : tokens) {
      auto units = units_with(token.first, token.second);
      if (!units) return units.error();
      for (const std::string& unit : *units) {
        if (seen.insert(unit).second) open.insert(unit);
      }
    }
  }
  std::vector<const IdentityUnit*> old_units;
  std::vector<const IdentityUnit*> new_units;
  std::vector<std::string> old_keys;
  std::vector<std::string> new_keys;
  for (const std::string& key : seen) {
    const State& state = units_.at(key);
    if (state.before) {
      old_units.push_back(&*state.before);
      old_keys.push_back(key);
    }
    if (state.after) {
      new_units.push_back(&*state.after);
      new_keys.push_back(key);
    }
  }
  resolve_side(old_units, old_keys, old_);
  resolve_side(new_units, new_keys, new_);
  return {};
}

void TouchedIdentity::resolve_side(const std::vector<const IdentityUnit*>& units,
                                   const std::vector<std::string>& keys, Entities& out) {
  Identity identity = resolve_units(units);
  out.all = std::move(identity.entities);
  out.of_unit.clear();
  for (std::size_t i = 0; i < keys.size(); ++i) out.of_unit[keys[i]] = identity.of_unit[i];
}

std::vector<std::string> TouchedIdentity::moved() const {
  std::vector<std::string> out;
  for (const auto& [unit, entity] : old_.of_unit) {
    const auto now = new_.of_unit.find(unit);
    if (now == new_.of_unit.end()) continue;
    const GlobalEntity& was = old_.all[entity];
    const GlobalEntity& is = new_.all[now->second];
    if (was.key != is.key || was.base_key != is.base_key) out.push_back(unit);
  }
  return out;
}

std::map<std::string, TouchedIdentity::Changed> TouchedIdentity::changed() const {
  std::map<std::string, Changed> out;
  for (const auto& [key, state] : units_) {
    if (state.before == state.after) continue;
    out[key] = {state.before ? &*state.before : nullptr, state.after ? &*state.after : nullptr};
  }
  return out;
}

}  // namespace sarye
