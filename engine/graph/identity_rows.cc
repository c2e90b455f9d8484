#include "engine/graph/identity_rows.h"

#include "engine/graph/identity_state.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"

namespace sarye {

Result<void> IdentityRows::read_units(const std::set<std::string>& keys) {
  std::vector<std::string> wanted;
  std::vector<std::string> rows;
  for (const std::string& key : keys) {
    if (units_.count(key) > 0) continue;
    wanted.push_back(key);
    rows.push_back(unit_row_key(key));
  }
  auto read = read_all_parts(before_, Table::Graph, rows);
  if (!read) return read.error();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::optional<IdentityUnit> unit;
    if ((*read)[i]) {
      ByteReader in(*(*read)[i]);
      unit = read_unit(in);
      if (auto whole = in.finish("a unit of identity"); !whole) return whole;
    }
    units_.emplace(std::move(wanted[i]), std::move(unit));
  }
  return {};
}

Result<void> IdentityRows::read_tokens(const std::set<TypedToken>& tokens) {
  std::vector<TypedToken> wanted;
  std::vector<std::string> prefixes;
  for (const TypedToken& token : tokens) {
    if (tokens_.count(token) > 0) continue;
    wanted.push_back(token);
    prefixes.push_back(token_prefix(token.first, token.second));
  }
  auto found = before_.multi_scan(Table::Graph, prefixes);
  if (!found) return found.error();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::set<std::string>& units = tokens_[std::move(wanted[i])];
    for (const Row& row : (*found)[i]) {
      units.emplace_hint(units.end(), row.key.substr(prefixes[i].size()));
    }
  }
  return {};
}

Result<const std::optional<IdentityUnit>*> IdentityRows::unit(const std::string& key) {
  auto known = units_.find(key);
  if (known == units_.end()) {
    if (auto done = read_units({key}); !done) return done.error();
    known = units_.find(key);
  }
  return &known->second;
}

Result<const std::set<std::string>*> IdentityRows::units_with(const TypedToken& token) {
  auto known = tokens_.find(token);
  if (known == tokens_.end()) {
    if (auto done = read_tokens({token}); !done) return done.error();
    known = tokens_.find(token);
  }
  return &known->second;
}

}  // namespace sarye
