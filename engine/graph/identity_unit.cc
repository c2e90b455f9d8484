#include "engine/graph/identity_unit.h"

#include <algorithm>
#include <set>

#include "engine/graph/metric_key.h"
#include "engine/graph/stable_key.h"
#include "engine/graph/weak_links.h"
#include "engine/model/value.h"
#include "engine/store/sha256.h"
#include "engine/text/name_key.h"

namespace sarye {

namespace {

constexpr std::string_view kMetricType = "Metric";

template <typename Key>
void add_counts(Counted<Key>& into, const Counted<Key>& other) {
  for (const auto& [key, count] : other) into[key] += count;
}

template <typename Key>
bool subtract_counts(Counted<Key>& from, const Counted<Key>& other) {
  for (const auto& [key, count] : other) {
    const auto at = from.find(key);
    if (at == from.end() || at->second < count) return false;
    if ((at->second -= count) == 0) from.erase(at);
  }
  return true;
}

void write_text(ByteWriter& out, const std::string& text) {
  out.string(text);
}
void write_text(ByteWriter& out, const std::pair<std::string, std::string>& texts) {
  out.string(texts.first).string(texts.second);
}
void write_text(ByteWriter& out, const std::tuple<std::string, NameKind, NameTag>& name) {
  out.string(std::get<0>(name));
  out.u8(static_cast<std::uint8_t>(std::get<1>(name)));
  out.u8(static_cast<std::uint8_t>(std::get<2>(name)));
}

void read_text(ByteReader& in, std::string& text) {
  text = in.string();
}
void read_text(ByteReader& in, std::pair<std::string, std::string>& texts) {
  texts.first = in.string();
  texts.second = in.string();
}
void read_text(ByteReader& in, std::tuple<std::string, NameKind, NameTag>& name) {
  std::get<0>(name) = in.string();
  const std::uint8_t kind = in.u8();
  const std::uint8_t tag = in.u8();
  if (kind > static_cast<std::uint8_t>(NameKind::Surface) ||
      tag > static_cast<std::uint8_t>(NameTag::Ja)) {
    in.fail();
  }
  std::get<1>(name) = static_cast<NameKind>(kind);
  std::get<2>(name) = static_cast<NameTag>(tag);
}

template <typename Key>
void write_counts(ByteWriter& out, const Counted<Key>& counts) {
  out.varint(counts.size());
  for (const auto& [key, count] : counts) {
    write_text(out, key);
    out.varint(count);
  }
}

template <typename Key>
void read_counts(ByteReader& in, Counted<Key>& counts) {
  const std::size_t size = in.count(2);
  for (std::size_t i = 0; i < size && in.ok(); ++i) {
    Key key;
    read_text(in, key);
    counts.emplace_hint(counts.end(), std::move(key), in.varint());
  }
}

// Adds local entity `e` to the unit that its names or its resource key make it.
void add_local(const DocumentTruth& truth, std::uint32_t e, IdentityUnit unit,
               DocumentShare& share) {
  const LocalEntity& entity = truth.entities[e];
  unit.type = entity.type;
  std::string key = unit_key(unit);
  const auto at = share.units.try_emplace(key, std::move(unit)).first;
  UnitSums& sums = at->second.sums;
  ++sums.members;
  if (!entity.kind.empty()) ++sums.kinds[entity.kind];
  // What the resources show stands first among the names of their entries.
  if (!entity.key.empty() && !entity.names.empty() &&
      entity.names.front().kind != NameKind::Surface) {
    ++sums.listed_first[entity.names.front().text];
  }
  for (const EntityName& name : entity.names) ++sums.names[{name.text, name.kind, name.tag}];
  for (const auto& [name, value] : entity.properties) {
    ++sums.properties[{name, encode_property(value)}];
  }
  share.unit_of[e] = std::move(key);
}

void add_mentions(const DocumentTruth& truth, bool of_metrics, DocumentShare& share) {
  for (const Mention& mention : truth.mentions) {
    if ((truth.entities[mention.entity].type == kMetricType) != of_metrics) continue;
    UnitSums& sums = share.units.at(share.unit_of[mention.entity]).sums;
    ++sums.mentions;
    ++sums.surfaces[truth.source.substr(mention.bytes.begin, mention.bytes.size())];
  }
}

}  // namespace

std::string property_text(const PropertyValue& value) {
  switch (value.kind) {
    case PropertyValue::Kind::Integer:
      return std::to_string(value.integer);
    case PropertyValue::Kind::Float: {
      std::string text = format_float(value.number);
      if (text.ends_with(".0")) text.resize(text.size() - 2);
      return text;
    }
    case PropertyValue::Kind::Boolean:
      return value.integer != 0 ? "true" : "false";
    case PropertyValue::Kind::Date:
      return Date{static_cast<std::int32_t>(value.integer)}.to_string();
    case PropertyValue::Kind::String:
      break;
  }
  return value.text;
}

void UnitSums::add(const UnitSums& other) {
  members += other.members;
  mentions += other.mentions;
  add_counts(surfaces, other.surfaces);
  add_counts(kinds, other.kinds);
  add_counts(listed_first, other.listed_first);
  add_counts(names, other.names);
  add_counts(properties, other.properties);
}

bool UnitSums::subtract(const UnitSums& other) {
  if (members < other.members || mentions < other.mentions) return false;
  members -= other.members;
  mentions -= other.mentions;
  return subtract_counts(surfaces, other.surfaces) && subtract_counts(kinds, other.kinds) &&
         subtract_counts(listed_first, other.listed_first) && subtract_counts(names, other.names) &&
         subtract_counts(properties, other.properties);
}

std::string unit_key(const IdentityUnit& unit) {
  std::string bytes;
  ByteWriter out(bytes);
  out.string(unit.type).u8(static_cast<std::uint8_t>(unit.sort)).string(unit.resource);
  for (const auto& [name, weight] : unit.profile) {
    out.string(name).varint(static_cast<std::uint64_t>(weight));
  }
  const Sha256 hash = sha256(bytes);
  return std::string(reinterpret_cast<const char*>(hash.data()), 16);
}

// What a resource lists says more than what a text happens to use, and acronyms say least, since
// they are shared most.
int weight_of(NameKind kind) {
  switch (kind) {
    case NameKind::Official:
      return 950;
    case NameKind::Short:
      return 900;
    case NameKind::Transliteration:
      return 850;
    case NameKind::Former:
      return 850;
    case NameKind::Surface:
      return 800;
    case NameKind::Acronym:
      return 600;
  }
  return 0;
}

std::map<std::string, int> link_names(const IdentityUnit& unit) {
  std::map<std::string, int> best(unit.profile.begin(), unit.profile.end());
  if (unit.sort != IdentityUnit::Sort::Resource) return best;
  for (const auto& [name, count] : unit.sums.names) {
    std::string key = name_key(std::get<0>(name));
    if (key.empty()) continue;
    int& weight = best[std::move(key)];
    weight = std::max(weight, weight_of(std::get<1>(name)));
  }
  return best;
}

std::vector<std::string> unit_tokens(const IdentityUnit& unit) {
  std::set<std::string> tokens;
  if (unit.sort != IdentityUnit::Sort::Names) tokens.insert(key_part(unit.resource));
  if (unit.sort != IdentityUnit::Sort::Observation) {
    for (const auto& [name, weight] : link_names(unit)) tokens.insert(key_part(name));
  }
  if (unit.sort == IdentityUnit::Sort::Names) {
    for (const auto& [name, count] : unit.sums.names) {
      for (const std::string& key : weak_keys(unit.type, std::get<0>(name)))
        tokens.insert(key_part(key));
    }
  }
  if (tokens.empty()) tokens.insert(std::string());  // without a usable name: all have one key
  return {tokens.begin(), tokens.end()};
}

std::string encode_property(const PropertyValue& value) {
  std::string bytes;
  ByteWriter out(bytes);
  out.u8(static_cast<std::uint8_t>(value.kind));
  switch (value.kind) {
    case PropertyValue::Kind::Float:
      out.ordered_f64(value.number);
      break;
    case PropertyValue::Kind::String:
      out.raw(value.text);
      break;
    default:
      out.ordered_i64(value.integer);
  }
  return bytes;
}

Result<PropertyValue> decode_property(std::string_view bytes) {
  ByteReader in(bytes);
  PropertyValue value;
  const std::uint8_t kind = in.u8();
  if (kind > static_cast<std::uint8_t>(PropertyValue::Kind::Date)) in.fail();
  value.kind = static_cast<PropertyValue::Kind>(kind);
  switch (value.kind) {
    case PropertyValue::Kind::Float:
      value.number = in.ordered_f64();
      break;
    case PropertyValue::Kind::String:
      value.text = in.rest();
      break;
    default:
      value.integer = in.ordered_i64();
  }
  if (auto whole = in.finish("a property of an entity"); !whole) return whole.error();
  return value;
}

void write_unit(ByteWriter& out, const IdentityUnit& unit) {
  out.string(unit.type).u8(static_cast<std::uint8_t>(unit.sort)).string(unit.resource);
  out.varint(unit.profile.size());
  for (const auto& [name, weight] : unit.profile) {
    out.string(name).varint(static_cast<std::uint64_t>(weight));
  }
  out.varint(unit.sums.members).varint(unit.sums.mentions);
  write_counts(out, unit.sums.surfaces);
  write_counts(out, unit.sums.kinds);
  write_counts(out, unit.sums.listed_first);
  write_counts(out, unit.sums.names);
  write_counts(out, unit.sums.properties);
}

IdentityUnit read_unit(ByteReader& in) {
  IdentityUnit unit;
  unit.type = in.string();
  const std::uint8_t sort = in.u8();
  if (sort > static_cast<std::uint8_t>(IdentityUnit::Sort::Observation)) in.fail();
  unit.sort = static_cast<IdentityUnit::Sort>(sort);
  unit.resource = in.string();
  const std::size_t names = in.count(2);
  for (std::size_t i = 0; i < names && in.ok(); ++i) {
    std::string name(in.string());
    unit.profile.emplace_back(std::move(name), static_cast<int>(in.varint32()));
  }
  unit.sums.members = in.varint();
  unit.sums.mentions = in.varint();
  read_counts(in, unit.sums.surfaces);
  read_counts(in, unit.sums.kinds);
  read_counts(in, unit.sums.listed_first);
  read_counts(in, unit.sums.names);
  read_counts(in, unit.sums.properties);
  return unit;
}

DocumentShare share_of_names(const DocumentTruth& truth) {
  DocumentShare share;
  share.unit_of.resize(truth.entities.size());
  for (std::uint32_t e = 0; e < truth.entities.size(); ++e) {
    const LocalEntity& entity = truth.entities[e];
    if (entity.type == kMetricType) continue;
    IdentityUnit unit;
    unit.resource = entity.key;
    unit.sort = entity.key.empty() ? IdentityUnit::Sort::Names : IdentityUnit::Sort::Resource;
    if (entity.key.empty()) {
      std::map<std::string, int> best;
      for (const EntityName& name : entity.names) {
        std::string key = name_key(name.text);
        if (key.empty()) continue;
        int& weight = best[std::move(key)];
        weight = std::max(weight, weight_of(name.kind));
      }
      unit.profile.assign(best.begin(), best.end());
      // Nothing links an entity without a usable name; its texts tell it from others.
      if (best.empty()) {
        for (const EntityName& name : entity.names) unit.resource += name.text + '\n';
      }
    }
    add_local(truth, e, std::move(unit), share);
  }
  add_mentions(truth, false, share);
  return share;
}

void add_observations(const DocumentTruth& truth,
                      const std::function<const std::string&(std::uint32_t)>& key_of,
                      DocumentShare& share) {
  std::map<std::uint32_t, std::string> subjects;
  for (const LocalAssertion& assertion : truth.assertions) {
    if (assertion.family != "OBSERVED_FOR" ||
        truth.entities[assertion.object].type == kMetricType) {
      continue;
    }
    const std::string& key = key_of(assertion.object);
    std::string& known = subjects[assertion.subject];
    if (known.empty() || key < known) known = key;
  }
  for (std::uint32_t e = 0; e < truth.entities.size(); ++e) {
    const LocalEntity& entity = truth.entities[e];
    if (entity.type != kMetricType) continue;
    IdentityUnit unit;
    unit.sort = IdentityUnit::Sort::Observation;
    const auto subject = subjects.find(e);
    unit.resource =
        metric_key(subject == subjects.end() ? std::string() : subject->second, entity.properties);
    add_local(truth, e, std::move(unit), share);
  }
  add_mentions(truth, true, share);
}

}  // namespace sarye
