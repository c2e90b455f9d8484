// What decisions say about properties and statements.
#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "engine/graph/decision_applier.h"
#include "engine/graph/metric_key.h"
#include "engine/graph/quote_search.h"
#include "engine/graph/stable_key.h"

namespace sarye {

namespace {

constexpr int kCertain = 1000;

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

void DecisionApplier::set_values(std::size_t number) {
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

bool DecisionApplier::is_metric(std::uint32_t e, const std::string& part) const {
  const LocalEntity& entity = t_.entities[e];
  if (entity.type != kMetricType) return false;
  for (const LocalAssertion& stated : t_.assertions) {
    if (stated.family != "OBSERVED_FOR" || stated.subject != e) continue;
    std::vector<std::string> parts = parts_of(t_.entities[stated.object]);
    const std::vector<std::string>& before = origins_[stated.object].parts;
    parts.insert(parts.end(), before.begin(), before.end());
    for (const std::string& of : parts) {
      if (key_part(metric_key(of, entity.properties)) == part) return true;
    }
  }
  return false;
}

bool DecisionApplier::is_quote(const QuoteRef& ref, ByteRange quote) const {
  const std::string words = t_.source.substr(quote.begin, quote.size());
  if (!ref.hash.empty()) return quote_hash(words) == ref.hash;
  return fold_quote(words).find(fold_quote(ref.text)) != std::string::npos;
}

bool DecisionApplier::is_edge(const Decision& d, const std::string& family, const std::string& kind,
                              ByteRange quote) const {
  return (d.relation == family || d.relation == kind) && is_quote(d.quote, quote);
}

bool DecisionApplier::has_ends(const Decision& d, const LocalAssertion& stated) const {
  const auto fits = [&](const EntityRef& ref, std::uint32_t entity) {
    if (ref.type.empty() || is(entity, ref)) return true;
    return ref.type == kMetricType && is_metric(entity, ref.part);
  };
  if (fits(d.from, stated.subject) && fits(d.to, stated.object)) return true;
  return ontology_.find_relation(stated.family)->symmetric && fits(d.from, stated.object) &&
         fits(d.to, stated.subject);
}

void DecisionApplier::accept_edge(std::size_t number) {
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

bool DecisionApplier::state_edge(const Decision& d) {
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
    stated.evidence = {p, *at, {}, std::string(kCuratedRule)};
    take_stance(d, stated);
    t_.assertions.push_back(std::move(stated));
    dead_.push_back(false);
    return true;
  }
  return false;
}

void DecisionApplier::reject_edge(std::size_t number) {
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

}  // namespace sarye
