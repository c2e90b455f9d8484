#include "engine/graph/weak_links.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "engine/text/name_key.h"
#include "engine/text/script.h"
#include "engine/text/sino_korean.h"
#include "engine/text/sound_key.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

// Two characters have many homonyms; three and more hardly any.
constexpr std::size_t kShortestReading = 3;

bool is_name_type(std::string_view type) {
  return type == "Firm" || type == "Agency" || type == "Person" || type == "Product";
}

bool is_concept_type(std::string_view type) {
  return type == "Strategy" || type == "Resource" || type == "Policy" || type == "Mechanism" ||
         type == "EnvironmentFactor" || type == "Effect" || type == "Concept" || type == "Event";
}

// Which of the two scripts that a key may join a name is in; 2: neither.
int side_of(std::string_view type, std::string_view name) {
  const ScriptCounts counts = count_scripts(name);
  const bool hangul = counts[Script::Hangul] > 0;
  const bool latin = counts[Script::Latin] > 0;
  const bool han = counts[Script::Han] > 0;
  if (is_name_type(type)) return han || hangul == latin ? 2 : hangul ? 0 : 1;
  if (is_concept_type(type)) return latin || hangul == han ? 2 : hangul ? 0 : 1;
  return 2;
}

struct Side {
  std::set<std::string> spellings;  // name keys
  const WeakName* first = nullptr;
};

}  // namespace

std::vector<std::string> weak_keys(std::string_view type, std::string_view name) {
  std::vector<std::string> keys;
  const int side = side_of(type, name);
  if (side == 2) return keys;
  if (is_name_type(type)) {
    for (const std::string& key : sound_keys(name)) keys.push_back("~sound " + key);
  } else if (side == 0) {
    const std::string key = name_key(name);
    if (count_code_points(key) >= kShortestReading) keys.push_back("~reading " + key);
  } else {
    for (const std::string& reading : korean_readings(name)) {
      if (count_code_points(reading) >= kShortestReading) keys.push_back("~reading " + reading);
    }
  }
  return keys;
}

std::vector<WeakLink> weak_links(std::span<const WeakName> names) {
  // Each spelling once, with the first who has it; keys only where both sides have names.
  std::map<std::pair<std::string_view, std::string_view>, const WeakName*> spellings;
  std::map<std::string_view, std::array<bool, 2>> has_side;
  for (const WeakName& name : names) {
    const int side = side_of(name.type, name.name);
    if (side == 2) continue;
    has_side[name.type][static_cast<std::size_t>(side)] = true;
    const WeakName*& first = spellings[{name.type, name.name}];
    if (first == nullptr || name.member < first->member) first = &name;
  }
  std::map<std::pair<std::string_view, std::string>, std::array<Side, 2>> by_key;
  for (const auto& [spelling, name] : spellings) {
    const auto& sides = has_side[name->type];
    if (!sides[0] || !sides[1]) continue;
    const auto side = static_cast<std::size_t>(side_of(name->type, name->name));
    for (std::string& key : weak_keys(name->type, name->name)) {
      Side& at = by_key[{name->type, std::move(key)}][side];
      at.spellings.insert(name_key(name->name));
      if (at.first == nullptr || name->member < at.first->member) at.first = name;
    }
  }
  std::vector<WeakLink> links;
  std::map<std::uint32_t, std::set<std::uint32_t>> partners;
  for (const auto& [key, sides] : by_key) {
    if (sides[0].spellings.size() != 1 || sides[1].spellings.size() != 1) continue;
    const WeakName& hangul = *sides[0].first;
    const WeakName& other = *sides[1].first;
    if (hangul.member == other.member) continue;
    if (is_name_type(key.first) && !sounds_alike(hangul.name, other.name)) continue;
    partners[hangul.member].insert(other.member);
    partners[other.member].insert(hangul.member);
    links.push_back({key.second, hangul.member, other.member});
  }
  std::erase_if(links, [&](const WeakLink& link) {
    return partners[link.a].size() > 1 || partners[link.b].size() > 1;
  });
  return links;
}

}  // namespace sarye
