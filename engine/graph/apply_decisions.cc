#include "engine/graph/apply_decisions.h"

#include <algorithm>
#include <tuple>

#include "engine/graph/decision_applier.h"
#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"

namespace sarye {

std::string key_part_of_name(const std::string& name) {
  return key_part(name_key(name));
}

void DecisionApplier::run() {
  for (const LocalEntity& entity : t_.entities) origins_.push_back(origin_of(entity));
  dead_.assign(t_.assertions.size(), false);
  dead_about_.assign(t_.about.size(), false);
  if (!set_.stopwords_.empty()) stop_words();
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].kind == DecisionKind::Split) split(i);
  }
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].kind == DecisionKind::Distinct) distinct(i);
  }
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].kind == DecisionKind::Type) retype(i);
  }
  give_keys();
  find_names();
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].kind == DecisionKind::Set) set_values(i);
  }
  for (const DecisionKind kind : {DecisionKind::AcceptEdge, DecisionKind::RejectEdge}) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (all_[i].kind == kind && is_document(all_[i].document, t_.metadata, t_.sha256)) {
        kind == DecisionKind::AcceptEdge ? accept_edge(i) : reject_edge(i);
      }
    }
  }
  if (touched_) clean();
}

void DecisionApplier::use(std::size_t decision) {
  if (used_ != nullptr) (*used_)[decision] = true;
}

std::vector<std::string> DecisionApplier::parts_of(const LocalEntity& entity) const {
  std::vector<std::string> out;
  if (!entity.key.empty()) {
    out.push_back(key_part(entity.key));
  } else {
    for (const EntityName& name : entity.names) out.push_back(key_part_of_name(name.text));
  }
  return out;
}

DecisionApplier::Origin DecisionApplier::origin_of(const LocalEntity& entity) const {
  return {entity.type, parts_of(entity)};
}

bool DecisionApplier::is(std::uint32_t entity, const EntityRef& ref) const {
  const auto has = [&](const std::vector<std::string>& parts, const std::string& part) {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  };
  const Origin& origin = origins_[entity];
  if (origin.type == ref.type && has(origin.parts, ref.part)) return true;
  const LocalEntity& now = t_.entities[entity];
  const EntityRef final = set_.final_of(ref);
  if (now.type != ref.type && now.type != final.type) return false;
  const std::vector<std::string> parts = parts_of(now);
  return (now.type == ref.type && has(parts, ref.part)) ||
         (now.type == final.type && has(parts, final.part));
}

std::uint32_t DecisionApplier::add_entity(const EntityRef& ref, std::vector<EntityName> names) {
  LocalEntity& made = t_.entities.emplace_back();
  made.type = ref.type;
  made.key = name_of_key_part(ref.part);
  made.key_is_curated = true;
  made.names = std::move(names);
  origins_.push_back({ref.type, {ref.part}});
  touched_ = true;
  return static_cast<std::uint32_t>(t_.entities.size() - 1);
}

std::string DecisionApplier::surface_of(const Mention& mention) const {
  return t_.source.substr(mention.bytes.begin, mention.bytes.size());
}

bool DecisionApplier::can_stand(const LocalAssertion& stated) const {
  const LocalEntity& subject = t_.entities[stated.subject];
  const LocalEntity& object = t_.entities[stated.object];
  if (stated.subject == stated.object) return false;
  if (!subject.key.empty() && subject.type == object.type && subject.key == object.key) {
    return false;
  }
  const Relation* family = ontology_.find_relation(stated.family);
  const NodeType* from = ontology_.find_type(subject.type);
  const NodeType* to = ontology_.find_type(object.type);
  return ontology_.allows(family->id, from->id, to->id) ||
         (family->symmetric && ontology_.allows(family->id, to->id, from->id));
}

void DecisionApplier::clean() {
  for (std::size_t a = 0; a < t_.assertions.size(); ++a) {
    if (!dead_[a] && !can_stand(t_.assertions[a])) dead_[a] = true;
  }
  std::vector<bool> kept(t_.entities.size(), false);
  std::vector<bool> observed(t_.entities.size(), false);
  for (std::size_t a = 0; a < t_.assertions.size(); ++a) {
    if (!dead_[a] && t_.assertions[a].family == "OBSERVED_FOR") {
      observed[t_.assertions[a].subject] = true;
    }
  }
  // A figure of nothing says nothing.
  for (std::size_t a = 0; a < t_.assertions.size(); ++a) {
    const std::uint32_t subject = t_.assertions[a].subject;
    if (dead_[a] && t_.assertions[a].family == "OBSERVED_FOR" && !observed[subject]) {
      emptied_.insert(subject);
    }
  }
  const auto gone = [&](std::uint32_t entity) {
    return t_.entities[entity].type == kMetricType && emptied_.contains(entity);
  };
  for (std::size_t a = 0; a < t_.assertions.size(); ++a) {
    if (gone(t_.assertions[a].subject) || gone(t_.assertions[a].object)) dead_[a] = true;
    if (dead_[a]) continue;
    kept[t_.assertions[a].subject] = true;
    kept[t_.assertions[a].object] = true;
  }
  for (std::size_t m = 0; m < t_.mentions.size(); ++m) {
    if (gone(t_.mentions[m].entity)) dead_mentions_.insert(m);
    if (!dead_mentions_.contains(m)) kept[t_.mentions[m].entity] = true;
  }
  for (std::size_t a = 0; a < t_.about.size(); ++a) {
    if (!dead_about_[a]) kept[t_.about[a].object] = true;
  }
  std::vector<std::uint32_t> place(t_.entities.size(), 0);
  std::vector<LocalEntity> entities;
  for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
    if (!kept[e]) continue;
    place[e] = static_cast<std::uint32_t>(entities.size());
    entities.push_back(std::move(t_.entities[e]));
  }
  t_.entities = std::move(entities);
  keep(t_.assertions, [&](std::size_t a, LocalAssertion& stated) {
    stated.subject = place[stated.subject];
    stated.object = place[stated.object];
    return !dead_[a];
  });
  keep(t_.about, [&](std::size_t a, DocumentAssertion& stated) {
    stated.object = place[stated.object];
    return !dead_about_[a];
  });
  keep(t_.mentions, [&](std::size_t m, Mention& mention) {
    mention.entity = place[mention.entity];
    return !dead_mentions_.contains(m);
  });
  keep(t_.aliases, [&](std::size_t, AliasEvidence& alias) {
    const bool stays = kept[alias.entity];
    alias.entity = place[alias.entity];
    return stays;
  });
  std::stable_sort(t_.mentions.begin(), t_.mentions.end(), [](const Mention& a, const Mention& b) {
    return std::tie(a.bytes, a.entity) < std::tie(b.bytes, b.entity);
  });
}

void DecisionSet::apply(DocumentTruth& truth, std::vector<bool>* used) const {
  if (!empty()) DecisionApplier(*this, truth, used).run();
}

}  // namespace sarye
