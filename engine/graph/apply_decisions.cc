#include "engine/graph/apply_decisions.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>
#include <tuple>

#include "engine/graph/metric_key.h"
#include "engine/graph/quote_search.h"
#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr int kCertain = 1000;
constexpr std::string_view kCurated = "curated";
constexpr std::string_view kMetricType = "Metric";

std::string part_of_name(const std::string& name) {
  return key_part(name_key(name));
}

std::optional<PropertyValue> number_value(const std::string& text, PropertyKind kind) {
  PropertyValue out;
  char* end = nullptr;
  if (kind != PropertyKind::Float) {
    out.integer = std::strtoll(text.c_str(), &end, 10);
    if (end != text.c_str() && *end == '\0') {
      out.kind = PropertyValue::Kind::Integer;
      return out;
    }
  }
  out.number = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || *end != '\0') return std::nullopt;
  out.kind = PropertyValue::Kind::Float;
  return out;
}

PropertyValue property_value(const std::string& text, PropertyKind kind) {
  if (kind == PropertyKind::Integer || kind == PropertyKind::Float || kind == PropertyKind::Any) {
    if (auto number = number_value(text, kind)) return *number;
  }
  PropertyValue out;
  if (kind == PropertyKind::Date) {
    if (const auto date = Date::parse(text)) {
      out.kind = PropertyValue::Kind::Date;
      out.integer = date->days;
      return out;
    }
  }
  out.text = text;
  return out;
}

}  // namespace

void take_stance(const Decision& d, LocalAssertion& stated) {
  static constexpr std::string_view kModalities[] = {"stated",   "planned",  "forecast",
                                                     "possible", "required", "recommended"};
  for (const auto& [name, value] : d.values) {
    if (name == "polarity") {
      stated.polarity = value == "denied" ? Polarity::Denied : Polarity::Asserted;
    } else if (name == "modality") {
      const auto at = std::find(std::begin(kModalities), std::end(kModalities), value);
      stated.modality = static_cast<Modality>(at - std::begin(kModalities));
    } else if (name == "attribution") {
      stated.attribution = value;
    } else {
      stated.qualifiers[name] = value;
    }
  }
}

class DecisionApplier {
 public:
  DecisionApplier(const DecisionSet& set, DocumentTruth& truth, std::vector<bool>* used)
      : set_(set), all_(set.decisions_.all), ontology_(set.ontology_), t_(truth), used_(used) {}

  void run() {
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

 private:
  // What an entity was before any decision.
  struct Origin {
    std::string type;
    std::string kind;
    std::vector<std::string> parts;
  };

  void use(std::size_t decision) {
    if (used_ != nullptr) (*used_)[decision] = true;
  }

  std::vector<std::string> parts_of(const LocalEntity& entity) const {
    std::vector<std::string> out;
    if (!entity.key.empty()) {
      out.push_back(key_part(entity.key));
    } else {
      for (const EntityName& name : entity.names) out.push_back(part_of_name(name.text));
    }
    return out;
  }

  Origin origin_of(const LocalEntity& entity) const {
    return {entity.type, entity.kind, parts_of(entity)};
  }

  bool is(std::uint32_t entity, const EntityRef& ref) const {
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

  std::uint32_t add_entity(const EntityRef& ref, std::vector<EntityName> names) {
    LocalEntity& made = t_.entities.emplace_back();
    made.type = ref.type;
    made.key = name_of_key_part(ref.part);
    made.key_is_curated = true;
    made.names = std::move(names);
    origins_.push_back({ref.type, {}, {ref.part}});
    touched_ = true;
    return static_cast<std::uint32_t>(t_.entities.size() - 1);
  }

  std::string surface_of(const Mention& mention) const {
    return t_.source.substr(mention.bytes.begin, mention.bytes.size());
  }

  // Takes `moved` (indices of mentions of `from`) away from it, to `to` or for good; statements
  // follow whose words name `from` by these mentions alone.
  void move_mentions(std::uint32_t from, const std::set<std::size_t>& moved,
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

  // --- what names

  void stop_words() {
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
  }

  bool stops(const std::string& word) {
    const auto found = set_.stopwords_.find(name_key(word));
    if (found == set_.stopwords_.end()) return false;
    for (const std::size_t decision : found->second) use(decision);
    return true;
  }

  void split(std::size_t number) {
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

  void distinct(std::size_t number) {
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

  // Names and mentions of `entity` that are the other's become the other's.
  void part_from(std::uint32_t entity, const EntityRef& other) {
    std::vector<EntityName> names;
    const auto is_other = [&](const std::string& name) { return part_of_name(name) == other.part; };
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

  void retype(std::size_t number) {
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

  void change_type(LocalEntity& entity, const std::string& type) {
    if (entity.type == type) return;
    touched_ = true;
    entity.type = type;
    const std::vector<std::string>& kinds = ontology_.find_type(type)->kinds;
    if (std::find(kinds.begin(), kinds.end(), entity.kind) == kinds.end()) entity.kind.clear();
  }

  // The entity that people speak of when they speak of `e`, if they do.
  std::optional<EntityRef> named(std::uint32_t e) {
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

  void give_keys() {
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

  // The names that people gave to it.
  void add_names(LocalEntity& entity, const EntityRef& ref) {
    for (const DecisionSet::SoughtName& sought : set_.sought_) {
      if (sought.entity != ref) continue;
      const bool known =
          std::any_of(entity.names.begin(), entity.names.end(),
                      [&](const EntityName& name) { return name.text == sought.name.text; });
      if (!known) entity.names.push_back(sought.name);
    }
  }

  std::uint32_t entity_of(const EntityRef& ref) {
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

  // Mentions of the names that people gave, where no other stands.
  void find_names() {
    if (set_.sought_.empty()) return;
    for (std::uint32_t p = 0; p < t_.passages.size(); ++p) {
      if (t_.passages[p].kind == PassageKind::Reference) continue;
      const FoldedText text(t_.source, t_.passages[p].bytes);
      for (const DecisionSet::SoughtName& sought : set_.sought_) {
        for (auto at = text.find(sought.folded); at; at = text.find(sought.folded, at->end)) {
          if (!is_whole_name(t_.source, *at) || is_taken(*at, sought)) continue;
          use(sought.decision);
          t_.mentions.push_back({p, entity_of(sought.entity), *at, std::string(kCurated)});
          touched_ = true;
        }
      }
    }
  }

  bool is_taken(ByteRange range, const DecisionSet::SoughtName& sought) {
    for (std::size_t m = 0; m < t_.mentions.size(); ++m) {
      if (dead_mentions_.contains(m) || !t_.mentions[m].bytes.overlaps(range)) continue;
      if (t_.mentions[m].bytes == range && is(t_.mentions[m].entity, sought.entity)) {
        use(sought.decision);
      }
      return true;
    }
    return false;
  }

  // --- what properties and statements

  void set_values(std::size_t number) {
    const Decision& d = all_[number];
    for (std::uint32_t e = 0; e < t_.entities.size(); ++e) {
      const bool metric = d.entity.type == kMetricType;
      if (metric ? !is_metric(e, d.entity.part) : !is(e, d.entity)) continue;
      use(number);
      touched_ = true;
      LocalEntity& entity = t_.entities[e];
      const NodeType& type = *ontology_.find_type(entity.type);
      for (const auto& [name, value] : d.values) {
        if (name == "name") {
          std::erase_if(entity.names, [&](const EntityName& known) { return known.text == value; });
          entity.names.insert(entity.names.begin(), {NameTag::Unknown, NameKind::Official, value});
        } else if (name == "kind") {
          entity.kind = value;
        } else {
          const PropertyType* property = ontology_.find_property(type.id, name);
          entity.properties[name] =
              property_value(value, property == nullptr ? PropertyKind::Any : property->kind);
        }
      }
    }
  }

  // Whether it is the figure whose key has this part, as one of its things' own keys gives it.
  bool is_metric(std::uint32_t e, const std::string& part) const {
    const LocalEntity& entity = t_.entities[e];
    if (entity.type != kMetricType) return false;
    for (const LocalAssertion& stated : t_.assertions) {
      if (stated.family != "OBSERVED_FOR" || stated.subject != e) continue;
      const LocalEntity& subject = t_.entities[stated.object];
      for (const std::string& of : parts_of(subject)) {
        if (key_part(metric_key(of, entity.properties)) == part) return true;
      }
    }
    return false;
  }

  bool is_quote(const QuoteRef& ref, ByteRange quote) const {
    const std::string words = t_.source.substr(quote.begin, quote.size());
    if (!ref.hash.empty()) return quote_hash(words) == ref.hash;
    return fold_quote(words).find(fold_quote(ref.text)) != std::string::npos;
  }

  bool is_edge(const Decision& d, const std::string& family, const std::string& kind,
               ByteRange quote) const {
    return (d.relation == family || d.relation == kind) && is_quote(d.quote, quote);
  }

  bool has_ends(const Decision& d, const LocalAssertion& stated) const {
    const auto fits = [&](const EntityRef& ref, std::uint32_t entity) {
      if (ref.type.empty() || is(entity, ref)) return true;
      return ref.type == kMetricType && is_metric(entity, ref.part);
    };
    if (fits(d.from, stated.subject) && fits(d.to, stated.object)) return true;
    return ontology_.find_relation(stated.family)->symmetric && fits(d.from, stated.object) &&
           fits(d.to, stated.subject);
  }

  void accept_edge(std::size_t number) {
    const Decision& d = all_[number];
    bool met = false;
    for (std::size_t a = 0; a < t_.assertions.size(); ++a) {
      LocalAssertion& stated = t_.assertions[a];
      if (dead_[a] || !is_edge(d, stated.family, stated.kind, stated.evidence.quote) ||
          !has_ends(d, stated)) {
        continue;
      }
      met = true;
      stated.confidence = kCertain;
      take_stance(d, stated);
    }
    if (!met) met = state_edge(d);
    if (!met) return;
    use(number);
    touched_ = true;
  }

  // A statement that no rule found: the words must be there, and the ends be told.
  bool state_edge(const Decision& d) {
    if (d.quote.text.empty() || d.from.type.empty() || d.to.type.empty()) return false;
    const std::string folded = fold_quote(d.quote.text);
    for (std::uint32_t p = 0; p < t_.passages.size(); ++p) {
      const auto at = FoldedText(t_.source, t_.passages[p].bytes).find(folded);
      if (!at) continue;
      const Relation& kind = *ontology_.find_relation(d.relation);
      LocalAssertion stated;
      stated.family = ontology_.relation(kind.family).name;
      if (kind.name != stated.family) stated.kind = kind.name;
      stated.subject = entity_of(d.from);
      stated.object = entity_of(d.to);
      stated.confidence = kCertain;
      stated.evidence = {p, *at, {}, std::string(kCurated)};
      take_stance(d, stated);
      t_.assertions.push_back(std::move(stated));
      dead_.push_back(false);
      return true;
    }
    return false;
  }

  void reject_edge(std::size_t number) {
    const Decision& d = all_[number];
    for (std::size_t a = 0; a < t_.assertions.size(); ++a) {
      const LocalAssertion& stated = t_.assertions[a];
      if (!is_edge(d, stated.family, stated.kind, stated.evidence.quote) || !has_ends(d, stated)) {
        continue;
      }
      dead_[a] = true;
      touched_ = true;
      use(number);
    }
    for (std::size_t a = 0; a < t_.about.size(); ++a) {
      const DocumentAssertion& stated = t_.about[a];
      if (!is_edge(d, stated.family, {}, stated.evidence.quote)) continue;
      if (!d.to.type.empty() && !is(stated.object, d.to)) continue;
      dead_about_[a] = true;
      touched_ = true;
      use(number);
    }
  }

  // --- what is left

  bool can_stand(const LocalAssertion& stated) const {
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

  void clean() {
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
    std::stable_sort(t_.mentions.begin(), t_.mentions.end(),
                     [](const Mention& a, const Mention& b) {
                       return std::tie(a.bytes, a.entity) < std::tie(b.bytes, b.entity);
                     });
  }

  template <typename T, typename Stays>
  static void keep(std::vector<T>& items, Stays stays) {
    std::vector<T> out;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (stays(i, items[i])) out.push_back(std::move(items[i]));
    }
    items = std::move(out);
  }

  const DecisionSet& set_;
  const std::vector<Decision>& all_;
  const Ontology& ontology_;
  DocumentTruth& t_;
  std::vector<bool>* used_;
  bool touched_ = false;
  std::vector<Origin> origins_;
  std::set<std::uint32_t> emptied_;  // entities that lost all their mentions
  std::set<std::size_t> dead_mentions_;
  std::vector<bool> dead_;  // assertions
  std::vector<bool> dead_about_;
};

void DecisionSet::apply(DocumentTruth& truth, std::vector<bool>* used) const {
  if (!empty()) DecisionApplier(*this, truth, used).run();
}

}  // namespace sarye
