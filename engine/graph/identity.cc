#include "engine/graph/identity.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "engine/graph/stable_key.h"
#include "engine/graph/weak_links.h"
#include "engine/model/value.h"
#include "engine/text/name_key.h"

namespace sarye {

namespace {

constexpr std::string_view kMetric = "Metric";

struct Local {
  std::uint32_t document;
  std::uint32_t entity;
  const LocalEntity* data;
};

// How much two names that are equal say: what a resource lists more than what a text happens to
// use, and acronyms least, since they are shared most.
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

class Clusters {
 public:
  explicit Clusters(const std::vector<Local>& locals) : parent_(locals.size()) {
    for (std::size_t i = 0; i < locals.size(); ++i) {
      parent_[i] = static_cast<std::uint32_t>(i);
      resource_.push_back(locals[i].data->key);
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

class Resolver {
 public:
  explicit Resolver(std::span<const DocumentTruth> documents) : documents_(documents) {}

  Identity run() {
    out_.of.resize(documents_.size());
    for (std::uint32_t d = 0; d < documents_.size(); ++d) {
      out_.of[d].assign(documents_[d].entities.size(), 0);
      for (std::uint32_t e = 0; e < documents_[d].entities.size(); ++e) {
        const LocalEntity& entity = documents_[d].entities[e];
        (entity.type == kMetric ? metrics_ : locals_).push_back({d, e, &entity});
      }
    }
    count_surfaces();
    group(locals_, clustered(locals_));
    group(metrics_, observed(metrics_));
    number();
    return std::move(out_);
  }

 private:
  // What the members of one entity have in common, as a number.
  using Roots = std::vector<std::uint32_t>;

  const std::string& key_of_name(const std::string& text) {
    const auto [at, is_new] = name_keys_.try_emplace(text);
    if (is_new) at->second = name_key(text);
    return at->second;
  }

  void count_surfaces() {
    surfaces_.resize(documents_.size());
    mentions_.resize(documents_.size());
    for (std::size_t d = 0; d < documents_.size(); ++d) {
      surfaces_[d].resize(documents_[d].entities.size());
      mentions_[d].assign(documents_[d].entities.size(), 0);
      for (const Mention& mention : documents_[d].mentions) {
        ++mentions_[d][mention.entity];
        ++surfaces_[d][mention.entity]
                   [documents_[d].source.substr(mention.bytes.begin, mention.bytes.size())];
      }
    }
  }

  Roots clustered(const std::vector<Local>& locals) {
    struct Link {
      int weight;
      std::string_view key;
      std::uint32_t member;
      std::string_view type;
    };
    // Members of one name key of one type stand together; so do those of one resource key.
    std::map<std::pair<std::string_view, std::string_view>, std::vector<Link>> by_name;
    std::map<std::pair<std::string_view, std::string_view>, std::vector<std::uint32_t>> by_resource;
    for (std::uint32_t i = 0; i < locals.size(); ++i) {
      const LocalEntity& entity = *locals[i].data;
      if (!entity.key.empty()) by_resource[{entity.type, entity.key}].push_back(i);
      std::map<std::string_view, int> best;
      for (const EntityName& name : entity.names) {
        const std::string& key = key_of_name(name.text);
        if (key.empty()) continue;
        int& weight = best[key];
        weight = std::max(weight, weight_of(name.kind));
      }
      for (const auto& [key, weight] : best) {
        by_name[{entity.type, key}].push_back({weight, key, i, entity.type});
      }
    }
    Clusters clusters(locals);
    for (const auto& [name, members] : by_resource) {
      for (const std::uint32_t member : members) clusters.join(members.front(), member);
    }
    struct Pair {
      int weight;
      std::string_view type;
      std::string_view key;
      std::uint32_t a;
      std::uint32_t b;
    };
    std::vector<Pair> pairs;
    std::vector<const std::vector<Link>*> acronyms;
    for (auto& [name, members] : by_name) {
      const bool is_acronym = std::any_of(members.begin(), members.end(), [](const Link& link) {
        return link.weight == weight_of(NameKind::Acronym);
      });
      if (is_acronym) {
        acronyms.push_back(&members);
        continue;
      }
      std::set<std::string_view> resources;
      for (const Link& link : members) {
        if (!locals[link.member].data->key.empty()) resources.insert(locals[link.member].data->key);
      }
      const bool is_ambiguous = resources.size() > 1;
      std::stable_sort(members.begin(), members.end(),
                       [](const Link& a, const Link& b) { return a.weight > b.weight; });
      const Link* first = nullptr;
      for (const Link& link : members) {
        if (is_ambiguous && !locals[link.member].data->key.empty()) continue;
        if (first == nullptr) {
          first = &link;
        } else {
          pairs.push_back({std::min(first->weight, link.weight), name.first, name.second,
                           first->member, link.member});
        }
      }
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
      return std::tuple(-x.weight, x.type, x.key, x.a, x.b) <
             std::tuple(-y.weight, y.type, y.key, y.a, y.b);
    });
    for (const Pair& pair : pairs) clusters.join(pair.a, pair.b);
    // An acronym joins where all that explain it are one by now: CMA of two expansions joins none.
    for (const std::vector<Link>* members : acronyms) {
      std::set<std::uint32_t> senses;
      for (const Link& link : *members) {
        if (link.weight == weight_of(NameKind::Acronym)) senses.insert(clusters.root(link.member));
      }
      const Link* first = nullptr;
      for (const Link& link : *members) {
        if (senses.size() > 1 && link.weight == weight_of(NameKind::Acronym)) continue;
        if (first == nullptr) first = &link;
        clusters.join(first->member, link.member);
      }
    }
    join_weakly(locals, clusters);
    Roots roots;
    for (std::uint32_t i = 0; i < locals.size(); ++i) {
      roots.push_back(clusters.root(i));
      resource_of_root_[roots.back()] = clusters.resource(i);
    }
    return roots;
  }

  // Names that sound or read alike, each cluster once: nothing is joined through such a link.
  static void join_weakly(const std::vector<Local>& locals, Clusters& clusters) {
    std::vector<WeakName> names;
    for (std::uint32_t i = 0; i < locals.size(); ++i) {
      if (!locals[i].data->key.empty()) continue;
      for (const EntityName& name : locals[i].data->names) {
        names.push_back({locals[i].data->type, name.text, i});
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

  // Metrics: an observation is who, what, when, which part and how much. Texts that print the same
  // one are witnesses of one node; another value is another node.
  Roots observed(const std::vector<Local>& metrics) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> subjects;
    for (std::uint32_t d = 0; d < documents_.size(); ++d) {
      for (const LocalAssertion& assertion : documents_[d].assertions) {
        if (assertion.family != "OBSERVED_FOR") continue;
        const LocalEntity& subject = documents_[d].entities[assertion.object];
        if (subject.type == kMetric) continue;
        const std::string& key = drafts_[out_.of[d][assertion.object]].key;
        std::string& known = subjects[{d, assertion.subject}];
        if (known.empty() || key < known) known = key;
      }
    }
    resource_of_root_.clear();
    std::map<std::string, std::uint32_t> first;
    Roots roots;
    for (std::uint32_t i = 0; i < metrics.size(); ++i) {
      std::string key = subjects[{metrics[i].document, metrics[i].entity}];
      for (const char* name : {"measure", "period", "segment", "value", "unit", "currency"}) {
        key += '.';
        const auto property = metrics[i].data->properties.find(name);
        if (property != metrics[i].data->properties.end()) key += text_of(property->second);
      }
      const std::uint32_t root = first.try_emplace(key, i).first->second;
      roots.push_back(root);
      resource_of_root_[root] = key;
    }
    return roots;
  }

  static std::string text_of(const PropertyValue& value) {
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

  // Makes an entity of the members of each root.
  void group(const std::vector<Local>& locals, const Roots& roots) {
    std::map<std::uint32_t, std::vector<const Local*>> members;
    for (std::size_t i = 0; i < locals.size(); ++i) members[roots[i]].push_back(&locals[i]);
    for (const auto& [root, of] : members) {
      const auto number = static_cast<std::uint32_t>(drafts_.size());
      GlobalEntity& entity = drafts_.emplace_back();
      entity.type = of.front()->data->type;
      describe(of, resource_of_root_[root], entity);
      for (const Local* member : of) out_.of[member->document][member->entity] = number;
    }
  }

  void describe(const std::vector<const Local*>& members, const std::string& resource,
                GlobalEntity& entity) {
    std::map<std::string, std::uint64_t> counts;        // surfaces
    std::map<std::string, std::uint64_t> listed_first;  // the first listed name of each member
    std::map<std::string, EntityName> names;
    std::map<std::string, std::uint64_t> kinds;
    std::string smallest;
    for (const Local* member : members) {
      entity.mentions += mentions_[member->document][member->entity];
      for (const auto& [text, count] : surfaces_[member->document][member->entity]) {
        counts[text] += count;
      }
      if (!member->data->kind.empty()) ++kinds[member->data->kind];
      // What the resources show stands first among the names of their entries.
      if (!member->data->key.empty() && !member->data->names.empty() &&
          member->data->names.front().kind != NameKind::Surface) {
        ++listed_first[member->data->names.front().text];
      }
      for (const EntityName& name : member->data->names) {
        const std::string& key = key_of_name(name.text);
        if (!key.empty() && (smallest.empty() || key < smallest)) smallest = key;
        const auto [at, is_new] = names.try_emplace(name.text, name);
        if (!is_new &&
            std::pair(name.kind, name.tag) < std::pair(at->second.kind, at->second.tag)) {
          at->second = name;  // the more official reading of the same text
        }
      }
      for (const auto& [name, value] : member->data->properties) {
        entity.properties.try_emplace(name, value);
      }
    }
    entity.key = key_part(resource.empty() ? smallest : resource);
    entity.kind = most_frequent(kinds);
    entity.display = most_frequent(listed_first);
    std::map<std::string, std::uint64_t> shown;
    for (const auto& [text, name] : names) {
      const auto count = counts.find(text);
      shown[text] = count == counts.end() ? 0 : count->second;
      entity.names.push_back(name);
    }
    if (entity.display.empty()) entity.display = most_frequent(shown);
    entity.source = most_frequent(counts);
    std::stable_sort(entity.names.begin(), entity.names.end(),
                     [](const EntityName& a, const EntityName& b) { return a.kind < b.kind; });
  }

  static std::string most_frequent(const std::map<std::string, std::uint64_t>& counts) {
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

  // Sorts entities by type and key, and tells those apart whose keys are equal by chance.
  void number() {
    std::vector<std::uint32_t> order(drafts_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const GlobalEntity& x = drafts_[a];
      const GlobalEntity& y = drafts_[b];
      return std::tie(x.type, x.key, x.display, a) < std::tie(y.type, y.key, y.display, b);
    });
    std::vector<std::uint32_t> place(drafts_.size());
    int repeated = 1;
    std::string before;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      GlobalEntity& entity = drafts_[order[i]];
      const bool same = i > 0 && out_.entities.back().type == entity.type && before == entity.key;
      before = entity.key;
      repeated = same ? repeated + 1 : 1;
      if (same) entity.key += "." + std::to_string(repeated);
      place[order[i]] = i;
      out_.entities.push_back(std::move(entity));
    }
    for (std::vector<std::uint32_t>& of : out_.of) {
      for (std::uint32_t& entity : of) entity = place[entity];
    }
  }

  std::span<const DocumentTruth> documents_;
  std::vector<Local> locals_;
  std::vector<Local> metrics_;
  std::vector<std::vector<std::map<std::string, std::uint64_t>>> surfaces_;
  std::vector<std::vector<std::uint64_t>> mentions_;
  std::unordered_map<std::string, std::string> name_keys_;
  std::map<std::uint32_t, std::string> resource_of_root_;
  std::vector<GlobalEntity> drafts_;
  Identity out_;
};

}  // namespace

Identity resolve_identity(std::span<const DocumentTruth> documents) {
  return Resolver(documents).run();
}

}  // namespace sarye
