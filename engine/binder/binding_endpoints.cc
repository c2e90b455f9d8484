// What the ontology says about a pattern: which types its nodes can have, and what can never match.
#include <algorithm>
#include <iterator>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

using TypeSet = std::vector<TypeId>;

bool has(const TypeSet& set, TypeId type) {
  return std::binary_search(set.begin(), set.end(), type);
}

void sort_unique(TypeSet& set) {
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
}

TypeSet only(const TypeSet& set, const TypeSet& allowed) {
  TypeSet out;
  std::set_intersection(set.begin(), set.end(), allowed.begin(), allowed.end(),
                        std::back_inserter(out));
  return out;
}

// The pairs (left, right) of one hop of the edge, as it is written.
std::vector<std::pair<TypeId, TypeId>> pairs_of(const PatternEdge& edge, const Ontology& ontology) {
  std::vector<std::pair<TypeId, TypeId>> out;
  for (const RelationId family : edge.families) {
    const Relation& relation = ontology.relation(family);
    const bool both = edge.direction == EdgeDirection::Either || relation.symmetric;
    for (const auto& [from, to] : relation.endpoints) {
      if (both || edge.direction == EdgeDirection::Right) out.emplace_back(from, to);
      if (both || edge.direction == EdgeDirection::Left) out.emplace_back(to, from);
    }
  }
  return out;
}

// Whether a Document or a Passage may stand at an end of one of the edge's relations.
bool joins_system_types(const PatternEdge& edge, const Ontology& ontology) {
  return std::any_of(edge.families.begin(), edge.families.end(), [&](RelationId family) {
    const auto& endpoints = ontology.relation(family).endpoints;
    return std::any_of(endpoints.begin(), endpoints.end(), [&](const auto& pair) {
      return ontology.type(pair.first).is_system || ontology.type(pair.second).is_system;
    });
  });
}

}  // namespace

// Gives every node the types that what was written and the endpoints of its edges leave.
// Errors: ImpossiblePattern, in a store with a closed ontology.
Result<void> Binding::narrow_types(BoundMatch& match) {
  for (PatternNode& node : match.nodes) {
    if (!node.any_type) continue;
    // A wildcard matches Document and Passage only where an edge names a relation of theirs.
    bool named_edge = node.bound_before || !ontology_.closed();
    for (const PatternEdge& edge : match.edges) {
      const bool touches = &match.nodes[edge.from] == &node || &match.nodes[edge.to] == &node;
      named_edge =
          named_edge || (touches && !edge.any_family && joins_system_types(edge, ontology_));
    }
    node.types = all_types(named_edge);
  }
  if (!ontology_.closed()) return {};
  const auto empty = [&](const PatternEdge& edge) {
    return match.nodes[edge.from].types.empty() || match.nodes[edge.to].types.empty();
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const PatternEdge& edge : match.edges) {
      if (edge.families.empty() || empty(edge)) continue;
      const TypeSet left = match.nodes[edge.from].types;
      const TypeSet right = match.nodes[edge.to].types;
      changed = narrow_by(edge, match) || changed;
      if (empty(edge) && options_.strict_names) return impossible(edge, left, right);
    }
  }
  for (const PatternNode& node : match.nodes) {
    if (!node.types.empty() || !options_.strict_names || node.bound_before) continue;
    return semantic("ImpossiblePattern", node.place, "no node can be of all these types at once",
                    "a node has one type; write A|B for either");
  }
  return {};
}

bool Binding::narrow_by(const PatternEdge& edge, BoundMatch& match) const {
  TypeSet& left = match.nodes[edge.from].types;
  TypeSet& right = match.nodes[edge.to].types;
  const bool one_hop = edge.min_hops == 1 && edge.max_hops == 1;
  if (!one_hop && edge.min_hops == 0) return false;
  TypeSet lefts;
  TypeSet rights;
  for (const auto& [from, to] : pairs_of(edge, ontology_)) {
    // Over several hops the ends are free of each other: only the first and the last hop speak.
    if (one_hop && (!has(left, from) || !has(right, to))) continue;
    lefts.push_back(from);
    rights.push_back(to);
  }
  sort_unique(lefts);
  sort_unique(rights);
  TypeSet new_left = only(left, lefts);
  TypeSet new_right = only(right, rights);
  if (edge.from == edge.to) new_left = new_right = only(new_left, new_right);
  const bool changed = new_left != left || new_right != right;
  left = std::move(new_left);
  if (edge.from != edge.to) right = std::move(new_right);
  return changed;
}

Error Binding::impossible(const PatternEdge& edge, const TypeSet& left,
                          const TypeSet& right) const {
  const bool turned = edge.direction == EdgeDirection::Left;
  const TypeSet& starts = turned ? right : left;
  const TypeSet& ends = turned ? left : right;
  const auto some = [&](const TypeSet& types) {
    std::vector<std::string> names;
    for (const TypeId type : types) names.push_back(with_article(ontology_.type(type).name));
    return names.size() > 3 ? std::string("such a node") : or_list(names);
  };
  std::vector<std::string> names;
  std::vector<std::string> joins;
  bool starts_fit = false;
  bool ends_fit = false;
  for (const RelationId family : edge.families) {
    const Relation& relation = ontology_.relation(family);
    names.push_back(relation.name);
    std::vector<std::string> from;
    std::vector<std::string> to;
    const auto add = [](std::vector<std::string>& list, const std::string& name) {
      if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    };
    for (const auto& [a, b] : relation.endpoints) {
      add(from, ontology_.type(a).name);
      add(to, ontology_.type(b).name);
      starts_fit = starts_fit || has(starts, a);
      ends_fit = ends_fit || has(ends, b);
    }
    joins.push_back(relation.name + " joins " + or_list(from) + " to " + or_list(to));
  }
  const std::string which = names.size() > 3 ? std::string("such an edge") : or_list(names);
  std::string message;
  if (edge.direction == EdgeDirection::Either) {
    message = which + " does not join " + some(left) + " and " + some(right);
  } else if (!starts_fit) {
    message = which + " cannot start at " + some(starts);
  } else if (!ends_fit) {
    message = which + " cannot end at " + some(ends);
  } else {
    message = which + " never leads from " + some(starts) + " to " + some(ends);
  }
  std::string hint;
  for (std::size_t i = 0; i < joins.size() && i < 3; ++i) hint += joins[i] + ". ";
  std::string others;
  for (const Relation& relation : ontology_.relations()) {
    if (relation.family != relation.id || starts.size() > 3 || ends.size() > 3) continue;
    const bool fits = std::any_of(
        relation.endpoints.begin(), relation.endpoints.end(),
        [&](const auto& pair) { return has(starts, pair.first) && has(ends, pair.second); });
    if (fits) others += (others.empty() ? "" : ", ") + relation.name;
  }
  if (!others.empty()) {
    std::string head = "from " + some(starts) + " to " + some(ends) + ": ";
    head[0] = 'F';
    hint += head + others + ".";
  } else if (!hint.empty()) {
    hint.pop_back();
  }
  return semantic("ImpossiblePattern", edge.place, std::move(message), std::move(hint));
}

}  // namespace sarye::binding
