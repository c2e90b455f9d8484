// GraphView: what a name stands for, and which names are like it.
#include <algorithm>
#include <set>

#include "engine/graph/graph_builder.h"
#include "engine/graph/graph_view_impl.h"
#include "engine/graph/name_index.h"
#include "engine/model/suggestion.h"
#include "engine/text/name_key.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

// How many name keys a search for similar ones looks at, at most.
constexpr std::size_t kMostCompared = 200'000;

class TypeFilter {
 public:
  TypeFilter(const Ontology& ontology, std::optional<TypeId> type) : any_(!type) {
    if (type) types_ = ontology.concrete_types(*type);
  }
  bool passes(NodeId node) const {
    return any_ || std::find(types_.begin(), types_.end(), node.type()) != types_.end();
  }

 private:
  bool any_;
  std::vector<TypeId> types_;
};

}  // namespace

Result<EntityMatch> GraphView::Impl::match(NodeId node) {
  EntityMatch out;
  out.node = node;
  auto key = text(node, internal_column::kKey);
  if (!key) return key.error();
  out.key = std::move(*key);
  auto shown = text(node, internal_column::kDisplay);
  if (!shown) return shown.error();
  out.name = shown->empty() ? out.key : std::move(*shown);
  auto mentions = integer(node, internal_column::kMentions, 0);
  if (!mentions) return mentions.error();
  out.mentions = static_cast<std::uint64_t>(*mentions);
  return out;
}

Result<std::vector<NodeId>> GraphView::Impl::nodes_named(std::string_view name_key) {
  if (auto known = asked_names.find(name_key)) return std::move(*known);
  auto nodes = sarye::nodes_named(*snapshot, name_key);
  if (nodes) asked_names.keep(name_key, *nodes);
  return nodes;
}

Result<std::vector<EntityMatch>> GraphView::find_entities(std::optional<TypeId> type,
                                                          std::string_view name) const {
  const std::string key = name_key(name);
  std::vector<EntityMatch> out;
  if (key.empty()) return out;
  auto nodes = impl_->nodes_named(key);
  if (!nodes) return nodes.error();
  const TypeFilter filter(ontology(), type);
  for (const NodeId node : *nodes) {
    if (!filter.passes(node)) continue;
    auto match = impl_->match(node);
    if (!match) return match.error();
    out.push_back(std::move(*match));
  }
  std::sort(out.begin(), out.end(),
            [](const EntityMatch& a, const EntityMatch& b) { return a.key < b.key; });
  return out;
}

Result<std::vector<EntityMatch>> GraphView::names_with_prefix(std::optional<TypeId> type,
                                                              std::string_view prefix,
                                                              std::size_t limit) const {
  std::vector<EntityMatch> out;
  const TypeFilter filter(ontology(), type);
  const std::string key = prefix.empty() ? std::string() : name_key(prefix);
  // Names of other types stand between: ask for more until there are enough.
  for (std::size_t rows_wanted = std::max<std::size_t>(64, limit * 4);; rows_wanted *= 4) {
    auto rows = names_starting_with(*impl_->snapshot, key, rows_wanted);
    if (!rows) return rows.error();
    std::vector<NodeId> nodes;
    std::set<NodeId> seen;
    for (const NameRow& row : *rows) {
      if (nodes.size() == limit) break;
      if (filter.passes(row.node) && seen.insert(row.node).second) nodes.push_back(row.node);
    }
    if (nodes.size() < limit && rows->size() == rows_wanted) continue;
    for (const NodeId node : nodes) {
      auto match = impl_->match(node);
      if (!match) return match.error();
      out.push_back(std::move(*match));
    }
    return out;
  }
}

Result<std::vector<EntityMatch>> GraphView::names_like(std::optional<TypeId> type,
                                                       std::string_view name,
                                                       std::size_t limit) const {
  struct Candidate {
    int distance;
    std::string key;
    NodeId node;
  };
  std::vector<EntityMatch> out;
  const std::string wanted = name_key(name);
  if (wanted.empty()) return out;
  const std::size_t size = count_code_points(wanted);
  const int most_edits = size <= 4 ? 1 : size <= 8 ? 2 : 3;
  const TypeFilter filter(ontology(), type);
  auto rows = names_starting_with(*impl_->snapshot, {}, kMostCompared);
  if (!rows) return rows.error();
  std::vector<Candidate> candidates;
  for (NameRow& row : *rows) {
    if (!filter.passes(row.node)) continue;
    // A part of the name, or a name that goes on, is as good as one slip.
    const bool part =
        size >= 2 &&
        (row.key.find(wanted) != std::string::npos ||
         (count_code_points(row.key) >= 2 && wanted.find(row.key) != std::string::npos));
    const std::size_t length = count_code_points(row.key);
    const std::size_t gap = length > size ? length - size : size - length;
    int distance = part ? 1 : most_edits + 1;
    if (gap <= static_cast<std::size_t>(most_edits)) {
      distance = std::min(distance, edit_distance(wanted, row.key));
    }
    if (distance <= most_edits) candidates.push_back({distance, std::move(row.key), row.node});
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.distance, a.key, a.node) < std::tie(b.distance, b.key, b.node);
  });
  std::set<NodeId> seen;
  for (const Candidate& candidate : candidates) {
    if (out.size() == limit) break;
    if (!seen.insert(candidate.node).second) continue;
    auto match = impl_->match(candidate.node);
    if (!match) return match.error();
    out.push_back(std::move(*match));
  }
  return out;
}

void GraphView::show_names(ShownNames which) {
  impl_->shown_names = which;
}

Result<std::string> GraphView::shown_name(NodeId node) const {
  std::vector<NameTag> wanted;  // the first that there is a name of
  switch (impl_->shown_names) {
    case ShownNames::Auto:
      return display_name(node);
    case ShownNames::Source: {
      auto source = impl_->text(node, internal_column::kSource);
      if (!source || !source->empty()) return source;
      return display_name(node);
    }
    case ShownNames::Korean:
      wanted = {NameTag::Ko};
      break;
    case ShownNames::Chinese:
      wanted = {NameTag::ZhHans, NameTag::ZhHant};
      break;
    case ShownNames::English:
      wanted = {NameTag::En};
      break;
  }
  auto shown = display_name(node);
  if (!shown) return shown;
  // TSMC needs no longer name in English.
  if (impl_->shown_names == ShownNames::English && is_ascii(*shown)) return shown;
  auto all = names(node);
  if (!all) return all.error();
  for (const NameTag tag : wanted) {
    // Official names stand first; the shown one is kept where it is of the language itself.
    const EntityName* first = nullptr;
    for (const EntityName& name : *all) {
      if (name.tag != tag) continue;
      if (name.text == *shown) return shown;
      if (first == nullptr) first = &name;
    }
    if (first != nullptr) return first->text;
  }
  return shown;
}

Result<std::optional<NodeId>> GraphView::node_by_key(std::string_view stable_key) const {
  return node_of_key(*impl_->snapshot, stable_key);
}

}  // namespace sarye
