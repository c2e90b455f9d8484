#include "engine/graph/identity.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

#include "engine/graph/stable_key.h"
#include "engine/graph/weak_links.h"
#include "engine/text/name_key.h"

namespace sarye {

namespace {

class Clusters {
 public:
  explicit Clusters(const std::vector<const IdentityUnit*>& units) : parent_(units.size()) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      parent_[i] = static_cast<std::uint32_t>(i);
      resource_.push_back(units[i]->sort == IdentityUnit::Sort::Names ? std::string()
                                                                      : units[i]->resource);
    }
  }
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  const std::string& resource(std::uint32_t i) { return resource_[root(i)]; }
  // Joins the two, unless they are known to be different things.
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    if (!resource_[a].empty() && !resource_[b].empty() && resource_[a] != resource_[b]) return;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
    if (resource_[a].empty()) resource_[a] = resource_[b];
  }

 private:
  std::vector<std::uint32_t> parent_;
  std::vector<std::string> resource_;
};

std::string most_frequent(const Counted<std::string>& counts) {
  const std::string* best = nullptr;
  std::uint64_t most = 0;
  for (const auto& [text, count] : counts) {
    if (best == nullptr || count > most) {
      best = &text;
      most = count;
    }
  }
  return best == nullptr ? std::string() : *best;
}

class Resolver {
 public:
  explicit Resolver(std::span<const IdentityUnit* const> units) : order_(units.size()) {
    for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto of = [](const IdentityUnit& unit) {
        return std::tie(unit.type, unit.sort, unit.resource, unit.profile);
      };
      return of(*units[a]) < of(*units[b]);
    });
    for (const std::uint32_t i : order_) units_.push_back(units[i]);
  }

  Identity run() {
    cluster();
    number();
    return std::move(out_);
  }

 private:
  struct Pair {
    int weight;
    std::string_view type;
    std::string_view key;
    std::uint32_t a;
    std::uint32_t b;
  };

  void cluster() {
    // Units with one name key of one type stand together.
    struct Link {
      int weight;
      std::uint32_t unit;
    };
    std::map<std::pair<std::string_view, std::string>, std::vector<Link>> by_name;
    for (std::uint32_t i = 0; i < units_.size(); ++i) {
      for (const auto& [key, weight] : link_names(*units_[i])) {
        by_name[{units_[i]->type, key}].push_back({weight, i});
      }
    }
    std::vector<Pair> pairs;
    std::vector<const std::vector<Link>*> acronyms;
    for (auto& [name, links] : by_name) {
      const bool is_acronym = std::any_of(links.begin(), links.end(), [](const Link& link) {
        return link.weight == weight_of(NameKind::Acronym);
      });
      if (is_acronym) {
        acronyms.push_back(&links);
        continue;
      }
      std::size_t resources = 0;  // there is one unit of each
      for (const Link& link : links) resources += has_resource(link.unit) ? 1 : 0;
      std::stable_sort(links.begin(), links.end(),
                       [](const Link& a, const Link& b) { return a.weight > b.weight; });
      const Link* first = nullptr;
      for (const Link& link : links) {
        if (resources > 1 && has_resource(link.unit)) continue;
        if (first == nullptr) {
          first = &link;
        } else {
          pairs.push_back({std::min(first->weight, link.weight), name.first, name.second,
                           first->unit, link.unit});
        }
      }
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
      return std::tuple(-x.weight, x.type, x.key, x.a, x.b) <
             std::tuple(-y.weight, y.type, y.key, y.a, y.b);
    });
    Clusters clusters(units_);
    for (const Pair& pair : pairs) clusters.join(pair.a, pair.b);
    // An acronym joins where all that explain it are one by now: CMA of two expansions joins none.
    for (const std::vector<Link>* links : acronyms) {
      std::set<std::uint32_t> senses;
      for (const Link& link : *links) {
        if (link.weight == weight_of(NameKind::Acronym)) senses.insert(clusters.root(link.unit));
      }
      const auto resources = std::count_if(
          links->begin(), links->end(), [&](const Link& link) { return has_resource(link.unit); });
      const Link* first = nullptr;
      for (const Link& link : *links) {
        if (resources > 1 && has_resource(link.unit)) continue;
        if (senses.size() > 1 && link.weight == weight_of(NameKind::Acronym)) continue;
        if (first == nullptr) first = &link;
        clusters.join(first->unit, link.unit);
      }
    }
    join_weakly(clusters);
    std::map<std::uint32_t, std::vector<std::uint32_t>> members;
    for (std::uint32_t i = 0; i < units_.size(); ++i) members[clusters.root(i)].push_back(i);
    for (auto& [root, of] : members) {
      describe(of, clusters.resource(root), drafts_.emplace_back());
      members_.push_back(std::move(of));
    }
  }

  // Names that sound or read alike, each cluster once: nothing is joined through such a link.
  void join_weakly(Clusters& clusters) const {
    std::vector<WeakName> names;
    for (std::uint32_t i = 0; i < units_.size(); ++i) {
      if (units_[i]->sort != IdentityUnit::Sort::Names) continue;
      for (const auto& [name, count] : units_[i]->sums.names) {
        names.push_back({units_[i]->type, std::get<0>(name), i});
      }
    }
    std::set<std::uint32_t> joined;
    for (const WeakLink& link : weak_links(names)) {
      const std::uint32_t a = clusters.root(link.a);
      const std::uint32_t b = clusters.root(link.b);
      if (joined.contains(a) || joined.contains(b)) continue;
      clusters.join(a, b);
      joined.insert(clusters.root(a));
    }
  }

  bool has_resource(std::uint32_t unit) const {
    return units_[unit]->sort == IdentityUnit::Sort::Resource;
  }

  void describe(const std::vector<std::uint32_t>& members, const std::string& resource,
                GlobalEntity& entity) {
    UnitSums sums;
    std::string smallest;
    for (const std::uint32_t member : members) {
      const IdentityUnit& unit = *units_[member];
      sums.add(unit.sums);
      if (!resource.empty()) continue;
      for (const auto& [name, weight] : unit.profile) {
        if (smallest.empty() || name < smallest) smallest = name;
      }
    }
    entity.type = units_[members.front()]->type;
    entity.mentions = sums.mentions;
    entity.base_key = key_part(resource.empty() ? smallest : resource);
    entity.kind = most_frequent(sums.kinds);
    entity.display = most_frequent(sums.listed_first);
    entity.source = most_frequent(sums.surfaces);
    Counted<std::string> shown;
    for (const auto& [name, count] : sums.names) {
      const auto& [text, kind, tag] = name;
      if (!entity.names.empty() && entity.names.back().text == text) continue;
      entity.names.push_back({tag, kind, text});  // the most official reading of the text
      const auto surface = sums.surfaces.find(text);
      shown[text] = surface == sums.surfaces.end() ? 0 : surface->second;
    }
    if (entity.display.empty()) entity.display = most_frequent(shown);
    std::stable_sort(entity.names.begin(), entity.names.end(),
                     [](const EntityName& a, const EntityName& b) { return a.kind < b.kind; });
    std::map<std::string, std::uint64_t> most;  // of each property's values
    for (const auto& [property, count] : sums.properties) {
      std::uint64_t& so_far = most[property.first];
      if (count <= so_far) continue;
      so_far = count;
      if (auto value = decode_property(property.second)) {
        entity.properties[property.first] = std::move(*value);
      }
    }
  }

  // Tells those apart whose keys are equal by chance, and sorts.
  void number() {
    std::vector<std::uint32_t> order(drafts_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    // Clusters stand in the order of their first units.
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const GlobalEntity& x = drafts_[a];
      const GlobalEntity& y = drafts_[b];
      return std::tie(x.type, x.base_key, x.display, a) <
             std::tie(y.type, y.base_key, y.display, b);
    });
    int repeated = 1;
    for (std::size_t i = 0; i < order.size(); ++i) {
      GlobalEntity& entity = drafts_[order[i]];
      const GlobalEntity* before = i == 0 ? nullptr : &drafts_[order[i - 1]];
      const bool same =
          before != nullptr && before->type == entity.type && before->base_key == entity.base_key;
      repeated = same ? repeated + 1 : 1;
      entity.key = entity.base_key;
      if (same) entity.key += "." + std::to_string(repeated);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tie(drafts_[a].type, drafts_[a].key) < std::tie(drafts_[b].type, drafts_[b].key);
    });
    out_.of_unit.resize(units_.size());
    for (const std::uint32_t draft : order) {
      for (const std::uint32_t member : members_[draft]) {
        out_.of_unit[order_[member]] = static_cast<std::uint32_t>(out_.entities.size());
      }
      out_.entities.push_back(std::move(drafts_[draft]));
    }
  }

  std::vector<std::uint32_t> order_;  // [place here] → place in what was given
  std::vector<const IdentityUnit*> units_;
  std::vector<GlobalEntity> drafts_;
  std::vector<std::vector<std::uint32_t>> members_;  // of drafts_
  Identity out_;
};

}  // namespace

Identity resolve_units(std::span<const IdentityUnit* const> units) {
  return Resolver(units).run();
}

}  // namespace sarye
