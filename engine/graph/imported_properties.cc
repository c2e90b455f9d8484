#include "engine/graph/imported_properties.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sarye {

namespace {

void add_names(const PropertyList& properties, std::string_view property, NameKind kind,
               std::vector<EntityName>& names) {
  const Value* value = find_imported(properties, property);
  if (value == nullptr) return;
  if (value->type() == ValueType::String && !value->string().empty()) {
    names.push_back({NameTag::Unknown, kind, value->string()});
  } else if (value->type() == ValueType::List) {
    for (const Value& item : value->items()) {
      if (item.type() == ValueType::String && !item.string().empty()) {
        names.push_back({NameTag::Unknown, kind, item.string()});
      }
    }
  }
}

}  // namespace

PropertyKind imported_kind(ValueType type) {
  switch (type) {
    case ValueType::Integer:
      return PropertyKind::Integer;
    case ValueType::Float:
      return PropertyKind::Float;
    case ValueType::String:
      return PropertyKind::String;
    case ValueType::Boolean:
      return PropertyKind::Boolean;
    case ValueType::Date:
      return PropertyKind::Date;
    case ValueType::List:
      return PropertyKind::List;
    default:
      return PropertyKind::Any;
  }
}

bool is_left_out(std::string_view name, ValueType type) {
  return type == ValueType::Null || name.empty() || name.front() == '\t';
}

const Value* find_imported(const PropertyList& properties, std::string_view name) {
  for (const auto& [known, value] : properties) {
    if (known == name) return &value;
  }
  return nullptr;
}

void keep_imported(PropertyList& given, std::string_view type) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto end = given.begin() + static_cast<std::ptrdiff_t>(kept);
    if (is_left_out(given[i].first, given[i].second.type()) ||
        std::any_of(given.begin(), end,
                    [&](const auto& known) { return known.first == given[i].first; })) {
      continue;
    }
    if (i != kept) given[kept] = std::move(given[i]);
    ++kept;
  }
  given.resize(kept);
  if (type != "Document") return;
  const Value* language = find_imported(given, "lang");
  if (language != nullptr && find_imported(given, "language") == nullptr) {
    Value copy = *language;
    given.emplace_back("language", std::move(copy));
  }
}

void name_imported(BuildNode& node) {
  node.names.clear();
  add_names(node.properties, "name", NameKind::Official, node.names);
  add_names(node.properties, "alias", NameKind::Surface, node.names);
  add_names(node.properties, "aliases", NameKind::Surface, node.names);
  if (node.names.empty()) add_names(node.properties, "title", NameKind::Official, node.names);
  node.display = node.names.empty() ? node.key : node.names.front().text;
}

}  // namespace sarye
