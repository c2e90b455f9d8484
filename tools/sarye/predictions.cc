#include "tools/sarye/predictions.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/text/unicode.h"
#include "tools/sarye/statements.h"

namespace sarye {

namespace {

constexpr std::array<std::string_view, 3> kNamed = {"Firm", "Product", "Agency"};
// Organisations of these kinds are no public bodies: the guideline's Agency leaves them out.
constexpr std::array<std::string_view, 4> kPrivate = {"university", "association", "journal",
                                                      "news"};
constexpr std::array<std::string_view, 5> kFacts = {"Strategy", "Resource", "Policy", "Mechanism",
                                                    "Effect"};
// The families that the annotation guideline knows, beside figures; an extractor is not asked for
// others (KIND_OF, HAS_ITEM, HEADS, ...), so they are left out.
constexpr std::array<std::string_view, 15> kScored = {
    "PURSUES",       "HAS",      "USES",       "OFFERS",   "COMPETES_WITH",
    "PARTNERS_WITH", "SUPPLIES", "ISSUES",     "LEADS_TO", "HINDERS",
    "CONSTRAINS",    "PROMOTES", "INVESTS_IN", "PART_OF",  "LOCATED_IN"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& types, const std::string& type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// What an authority does to a firm, as a noun: English says it with a verb.
std::string measure_of(const std::string& wording) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNouns = {
      {{"investigat", "investigation"},
       {"open", "investigation"},
       {"prob", "investigation"},
       {"examin", "investigation"},
       {"inquir", "investigation"},
       {"scrutini", "investigation"},
       {"review", "review"},
       {"order", "order"},
       {"sue", "lawsuit"},
       {"fine", "fine"}}};
  const std::string lower = to_lower(wording);
  for (const auto& [verb, noun] : kNouns) {
    if (lower.starts_with(verb)) return std::string(noun);
  }
  return lower.starts_with("sanction") || lower.starts_with("penali") ? "sanction" : wording;
}

std::string text_property(const LocalEntity& entity, const std::string& name) {
  const auto at = entity.properties.find(name);
  return at == entity.properties.end() ? std::string() : at->second.text;
}

nlohmann::ordered_json number_property(const LocalEntity& entity, const std::string& name) {
  const auto at = entity.properties.find(name);
  if (at == entity.properties.end()) return nullptr;
  if (at->second.kind == PropertyValue::Kind::Integer) return at->second.integer;
  return at->second.number;
}

// A half year and nine months are written as a quarter is: 2025H1, 2025Q1-Q3.
std::string period_text(std::string period) {
  if (const std::size_t at = period.find("-H"); at != std::string::npos) period.erase(at, 1);
  if (const std::size_t at = period.find("-Q1-Q3"); at != std::string::npos) period.erase(at, 1);
  return period;
}

// Whether one of two names is a part of the other.
bool holds_name(std::string_view one, std::string_view other) {
  return one.find(other) != std::string_view::npos || other.find(one) != std::string_view::npos;
}

}  // namespace

std::string predictions(const DocumentTruth& truth, const std::string& document) {
  const OffsetMap offsets(truth.source);
  std::string out;
  const auto add = [&out](const nlohmann::ordered_json& line) { out += line.dump() + "\n"; };
  const auto quote = [&truth](ByteRange bytes) {
    return truth.source.substr(bytes.begin, bytes.size());
  };
  for (const Mention& mention : truth.mentions) {
    const LocalEntity& entity = truth.entities[mention.entity];
    if (!is_one_of(kNamed, entity.type)) continue;
    if (entity.type == "Agency" && is_one_of(kPrivate, entity.kind)) continue;
    add({{"kind", "mention"},
         {"doc", document},
         {"start", offsets.code_point_of(mention.bytes.begin)},
         {"end", offsets.code_point_of(mention.bytes.end)},
         {"type", entity.type},
         {"canonical", display_name_of(entity)}});
  }
  const std::vector<std::string> worded = wordings(truth);
  std::vector<bool> quoted(truth.entities.size(), false);
  // The items of a list of proposals are sentences: the list is the fact.
  for (const LocalAssertion& assertion : truth.assertions) {
    if (assertion.family == "HAS_ITEM") quoted[assertion.object] = true;
  }
  std::vector<std::pair<std::string, std::string>> told;  // types and names of the facts
  // Once with more words, once with fewer.
  const auto told_already = [&](const std::string& type, const std::string& name) {
    return std::any_of(told.begin(), told.end(), [&](const auto& other) {
      return other.first == type && holds_name(other.second, name);
    });
  };
  const auto tell = [&](const std::string& type, const std::string& name, const std::string& text) {
    told.emplace_back(type, name);
    add({{"kind", "fact"}, {"doc", document}, {"type", type}, {"name", name}, {"quote", text}});
  };
  const auto fact = [&](const std::vector<std::uint32_t>& entities, const std::string& name,
                        const std::string& text) {
    const std::string& type = truth.entities[entities.front()].type;
    const bool known = std::any_of(entities.begin(), entities.end(),
                                   [&](std::uint32_t entity) { return quoted[entity]; });
    for (const std::uint32_t entity : entities) quoted[entity] = true;
    if (known || !is_one_of(kFacts, type) || told_already(type, name)) return;
    tell(type, name, text);
  };
  for (const Statement& statement : statements(truth)) {
    const LocalAssertion& assertion = *statement.assertion;
    const std::string text = quote(assertion.evidence.quote);
    if (assertion.family == "OBSERVED_FOR") {
      const LocalEntity& metric = truth.entities[statement.subjects.front()];
      add({{"kind", "relation"},
           {"doc", document},
           {"subj", display_name_of(truth.entities[statement.objects.front()])},
           {"rel", "METRIC"},
           {"metric", text_property(metric, "measure")},
           {"value", number_property(metric, "value")},
           {"unit", text_property(metric, "unit")},
           {"period", period_text(text_property(metric, "period"))},
           {"segment", text_property(metric, "segment")},
           {"quote", text}});
      continue;
    }
    // An authority's investigation constrains the firm: the words that tell of it are the policy.
    const bool inquiry =
        assertion.family == "INVESTIGATES" && truth.entities[assertion.object].type == "Firm" &&
        assertion.polarity == Polarity::Asserted && !assertion.evidence.cue.empty();
    if (inquiry) {
      const std::string measure = measure_of(quote(assertion.evidence.cue));
      add({{"kind", "fact"},
           {"doc", document},
           {"type", "Policy"},
           {"name", measure},
           {"quote", text}});
      for (const std::uint32_t firm : statement.objects) {
        add({{"kind", "relation"},
             {"doc", document},
             {"subj", measure},
             {"rel", "CONSTRAINS"},
             {"obj", worded[firm]},
             {"quote", text},
             {"polarity", "+"}});
      }
    }
    if (!is_one_of(kScored, assertion.family)) continue;
    // What a text denies is no fact of it; a tie that came to nothing is one that ended.
    const bool supply = assertion.family == "SUPPLIES";
    const bool tie = supply || assertion.family == "PARTNERS_WITH";
    if (assertion.polarity == Polarity::Denied && !tie) continue;
    fact(statement.subjects, statement.subject, text);
    fact(statement.objects, statement.object, text);
    // SUPPLIES is scored as a partnership; an ended deal or a harmful effect is negative: one that
    // is hindered or weakened, not what is mitigated.
    const bool harmful = assertion.family == "HINDERS" && assertion.kind != "MITIGATES";
    const bool acquired = assertion.kind == "ACQUIRES";
    const bool negative =
        assertion.polarity == Polarity::Denied || harmful ||
        (assertion.qualifiers.count("status") > 0 && assertion.qualifiers.at("status") == "ended");
    add({{"kind", "relation"},
         {"doc", document},
         {"subj", statement.subject},
         {"rel", supply                          ? "PARTNERS_WITH"
                 : assertion.family == "HINDERS" ? "LEADS_TO"
                 : acquired                      ? "ACQUIRES"
                                                 : assertion.family},
         {"obj", statement.object},
         {"quote", text},
         {"polarity", negative ? "-" : "+"}});
  }
  // A law that a text names, a measure or a plan of nobody it names, a policy or a strategy that it
  // calls one: a fact of it, whether or not a sentence states what it does.
  for (const Mention& mention : truth.mentions) {
    const LocalEntity& entity = truth.entities[mention.entity];
    if (!is_one_of(kFacts, entity.type) || quoted[mention.entity]) continue;
    const std::string& name = worded[mention.entity];
    const bool listed = entity.type == "Policy" && mention.rule == "listed" && !entity.key.empty();
    const bool called = mention.rule == "called" && !told_already(entity.type, name);
    if (mention.rule != "announced" && !listed && !called) continue;
    quoted[mention.entity] = true;
    tell(entity.type, name, quote(mention.bytes));
  }
  // An outcome of which no cause is told stands in no relation.
  for (const Mention& mention : truth.mentions) {
    if (mention.rule != "outcome") continue;
    fact({mention.entity}, display_name_of(truth.entities[mention.entity]), quote(mention.bytes));
  }
  return out;
}

}  // namespace sarye
