// What decisions say about names: stopwords, splits, types, keys, and where accepted names stand.
#include <algorithm>
#include <map>

#include "engine/graph/decision_applier.h"
#include "engine/graph/quote_search.h"
#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"

namespace sarye {

void DecisionApplier::move_mentions(std::uint32_t from, const std::set<std::size_t>& moved,
                                    std::optional<std::uint32_t> to) {
  if (moved.empty()) return;
  touched_ = true;
  std::vector<ByteRange> gone;
  std::vector<ByteRange> left;
  for (std::size_t m = 0; m < t_.mentions.size(); ++m) {
    if (t_.mentions[m].entity != from) continue;
    (moved.contains(m) ? gone : left).push_back(t_.mentions[m].bytes);
  }
  const auto follows = [&](ByteRange quote) {
    const auto inside = [quote](ByteRange mention) { return quote.contains(mention); };
    if (std::any_of(left.begin(), left.end(), inside)) return false;
    return left.empty() || std::any_of(gone.begin(), gone.end(), inside);
  };
  for (std::size_t a = 0; a < t_.assertions.size(); ++a) {
    LocalAssertion& stated = t_.assertions[a];
    if ((stated.subject != from && stated.object != from) || !follows(stated.evidence.quote)) {
      continue;
    }
    if (!to) dead_[a] = true;
    if (to && stated.subject == from) stated.subject = *to;
    if (to && stated.object == from) stated.object = *to;
  }
  for (std::size_t a = 0; a < t_.about.size(); ++a) {
    if (t_.about[a].object != from || !follows(t_.about[a].evidence.quote)) continue;
    if (!to) dead_about_[a] = true;
    if (to) t_.about[a].object = *to;
  }
  for (const std::size_t m : moved) {
    if (to) {
      t_.mentions[m].entity = *to;
    } else {
      dead_mentions_.insert(m);
    }
  }
  if (left.empty()) emptied_.insert(from);
}

void DecisionApplier::stop_words() {
  for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
    std::set<std::size_t> moved;
    for (std::size_t m = 0; m < t_.mentions.size(); ++m) {
      if (t_.mentions[m].entity == e && stops(surface_of(t_.mentions[m]))) moved.insert(m);
    }
    auto& names = t_.entities[e].names;
    std::erase_if(names, [&](const EntityName& name) {
      if (!stops(name.text)) return false;
      touched_ = true;
      return true;
    });
    move_mentions(e, moved, std::nullopt);
  }
  if (used_ == nullptr) return;
  // A word that no rule took for a name is met where the text has it.
  for (const Passage& passage : t_.passages) {
    const FoldedText text(t_.source, passage.bytes);
    for (const auto& [key, decisions] : set_.stopwords_) {
      for (const std::size_t decision : decisions) {
        for (const EntityName& name : all_[decision].names) {
          if (!(*used_)[decision] && text.find(fold_quote(name.text))) use(decision);
        }
      }
    }
  }
}

bool DecisionApplier::stops(const std::string& word) {
  const auto found = set_.stopwords_.find(name_key(word));
  if (found == set_.stopwords_.end()) return false;
  for (const std::size_t decision : found->second) use(decision);
  return true;
}

void DecisionApplier::split(std::size_t number) {
  const Decision& d = all_[number];
  if (!is_document(d.document, t_.metadata, t_.sha256)) return;
  const std::string folded = fold_quote(d.quote.text);
  std::optional<std::uint32_t> made;
  for (std::uint32_t p = 0; p < t_.passages.size(); ++p) {
    const FoldedText text(t_.source, t_.passages[p].bytes);
    for (auto range = text.find(folded); range; range = text.find(folded, range->end)) {
      std::set<std::size_t> moved;
      std::optional<std::uint32_t> from;
      for (std::size_t m = 0; m < t_.mentions.size(); ++m) {
        const Mention& mention = t_.mentions[m];
        if (!range->overlaps(mention.bytes) || !is(mention.entity, d.entity)) continue;
        if (from && *from != mention.entity) continue;
        from = mention.entity;
        moved.insert(m);
      }
      if (!from) continue;
      use(number);
      if (!made) {
        made = add_entity(set_.final_of(d.other),
                          {{NameTag::Unknown, NameKind::Surface, d.quote.text}});
      }
      move_mentions(*from, moved, made);
      for (const std::size_t m : moved) t_.mentions[m].bytes = *range;
    }
  }
}

void DecisionApplier::distinct(std::size_t number) {
  const Decision& d = all_[number];
  const auto count = static_cast<std::uint32_t>(t_.entities.size());
  for (std::uint32_t e = 0; e < count; ++e) {
    const bool a = is(e, d.entity) || is_metric(e, d.entity.part);
    const bool b = is(e, d.other) || is_metric(e, d.other.part);
    if (a || b) use(number);
    if (t_.entities[e].type == kMetricType) continue;
    if (d.entity.type != d.other.type || t_.entities[e].type != d.entity.type) continue;
    if (a) part_from(e, d.other);
    if (b && !a) part_from(e, d.entity);
  }
}

void DecisionApplier::part_from(std::uint32_t entity, const EntityRef& other) {
  std::vector<EntityName> names;
  const auto is_other = [&](const std::string& name) {
    return key_part_of_name(name) == other.part;
  };
  for (const EntityName& name : t_.entities[entity].names) {
    if (is_other(name.text)) names.push_back(name);
  }
  if (names.empty()) return;
  touched_ = true;
  std::erase_if(t_.entities[entity].names,
                [&](const EntityName& name) { return is_other(name.text); });
  std::erase(origins_[entity].parts, other.part);
  std::set<std::size_t> moved;
  for (std::size_t m = 0; m < t_.mentions.size(); ++m) {
    if (t_.mentions[m].entity == entity && is_other(surface_of(t_.mentions[m]))) moved.insert(m);
  }
  if (moved.empty()) return;
  move_mentions(entity, moved, add_entity(other, std::move(names)));
}

void DecisionApplier::retype(std::size_t number) {
  const Decision& d = all_[number];
  std::set<std::string> keys;
  for (const EntityName& name : d.names) keys.insert(name_key(name.text));
  for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
    LocalEntity& entity = t_.entities[e];
    const bool meant = d.names.empty() ? is(e, d.entity)
                                       : std::any_of(entity.names.begin(), entity.names.end(),
                                                     [&](const EntityName& name) {
                                                       return keys.contains(name_key(name.text));
                                                     });
    if (!meant || entity.type == kMetricType) continue;
    use(number);
    change_type(entity, d.type);
  }
}

void DecisionApplier::change_type(LocalEntity& entity, const std::string& type) {
  if (entity.type == type) return;
  touched_ = true;
  entity.type = type;
  const std::vector<std::string>& kinds = ontology_.find_type(type)->kinds;
  if (std::find(kinds.begin(), kinds.end(), entity.kind) == kinds.end()) entity.kind.clear();
}

std::optional<EntityRef> DecisionApplier::named(std::uint32_t e) {
  const LocalEntity& entity = t_.entities[e];
  std::set<EntityRef> found;
  const auto look_up = [&](const std::string& type, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
      const auto at = set_.named_.find({type, part});
      if (at == set_.named_.end()) continue;
      for (const std::size_t decision : at->second) use(decision);
      found.insert(at->first);
    }
  };
  look_up(entity.type, parts_of(entity));
  if (found.empty()) look_up(origins_[e].type, origins_[e].parts);
  if (!found.empty()) return *found.begin();
  if (!entity.key.empty()) return std::nullopt;
  for (const EntityName& name : entity.names) {
    const auto given = set_.given_.find({entity.type, name_key(name.text)});
    if (given != set_.given_.end() && given->second) found.insert(*given->second);
  }
  if (found.empty()) return std::nullopt;
  return *found.begin();
}

void DecisionApplier::give_keys() {
  if (set_.named_.empty()) return;
  for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
    if (t_.entities[e].type == kMetricType) continue;
    const auto ref = named(e);
    if (!ref) continue;
    touched_ = true;
    LocalEntity& entity = t_.entities[e];
    const EntityRef final = set_.final_of(*ref);
    if (final != *ref) {
      // What stays shows its own names; the old key still leads to it.
      for (EntityName& name : entity.names) name.kind = NameKind::Surface;
      entity.names.push_back({NameTag::Unknown, NameKind::Former, to_key(*ref, ontology_)});
    }
    change_type(entity, final.type);
    entity.key = name_of_key_part(final.part);
    entity.key_is_curated = true;
    add_names(entity, final);
  }
}

void DecisionApplier::add_names(LocalEntity& entity, const EntityRef& ref) {
  for (const DecisionSet::SoughtName& sought : set_.sought_) {
    if (sought.entity != ref) continue;
    const bool known =
        std::any_of(entity.names.begin(), entity.names.end(),
                    [&](const EntityName& name) { return name.text == sought.name.text; });
    if (!known) entity.names.push_back(sought.name);
  }
}

std::uint32_t DecisionApplier::entity_of(const EntityRef& ref) {
  for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
    if (!emptied_.contains(e) && is(e, ref)) return e;
  }
  const std::uint32_t made = add_entity(set_.final_of(ref), {});
  LocalEntity& entity = t_.entities[made];
  add_names(entity, {entity.type, set_.final_of(ref).part});
  if (entity.names.empty()) {
    entity.names.push_back({NameTag::Unknown, NameKind::Surface, entity.key});
  }
  return made;
}

void DecisionApplier::find_names() {
  if (set_.sought_.empty()) return;
  for (std::uint32_t p = 0; p < t_.passages.size(); ++p) {
    if (t_.passages[p].kind == PassageKind::Reference) continue;
    const FoldedText text(t_.source, t_.passages[p].bytes);
    for (const DecisionSet::SoughtName& sought : set_.sought_) {
      for (auto at = text.find(sought.folded); at; at = text.find(sought.folded, at->end)) {
        if (!is_whole_name(t_.source, *at) || is_taken(*at, sought)) continue;
        use(sought.decision);
        t_.mentions.push_back({p, entity_of(sought.entity), *at, std::string(kCuratedRule)});
        touched_ = true;
      }
    }
  }
}

bool DecisionApplier::is_taken(ByteRange range, const DecisionSet::SoughtName& sought) {
  for (std::size_t m = 0; m < t_.mentions.size(); ++m) {
    if (dead_mentions_.contains(m) || !t_.mentions[m].bytes.overlaps(range)) continue;
    if (t_.mentions[m].bytes == range && is(t_.mentions[m].entity, sought.entity)) {
      use(sought.decision);
    }
    return true;
  }
  return false;
}

}  // namespace sarye
