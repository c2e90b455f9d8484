#include "tools/sarye/predictions.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::array<std::string_view, 3> kNamed = {"Firm", "Product", "Agency"};
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

// The name that people elsewhere know: English where the resources list one, else the first.
std::string name_of(const LocalEntity& entity) {
  for (const EntityName& name : entity.names) {
    if (name.tag == NameTag::En && name.kind != NameKind::Surface) return name.text;
  }
  return entity.names.empty() ? entity.key : entity.names.front().text;
}

bool is_proper(const std::string& type) {
  return type == "Firm" || type == "Product" || type == "Agency" || type == "Place" ||
         type == "Person";
}

// White space of the page's lines folded.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space || (!out.empty() && out.back() != ' ')) out += space ? ' ' : c;
  }
  return out;
}

// A concept as this text writes it: where relations are read from the text the wording is the name,
// whatever name the resources list.
std::string wording_of(const DocumentTruth& truth, std::uint32_t index) {
  const LocalEntity& entity = truth.entities[index];
  for (const EntityName& name : entity.names) {
    if (name.kind == NameKind::Surface && entity.key.empty()) return name.text;
  }
  for (const Mention& mention : truth.mentions) {
    if (mention.entity != index || mention.bytes.empty()) continue;
    return one_line(
        std::string_view(truth.source).substr(mention.bytes.begin, mention.bytes.size()));
  }
  return name_of(entity);
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
    add({{"kind", "mention"},
         {"doc", document},
         {"start", offsets.code_point_of(mention.bytes.begin)},
         {"end", offsets.code_point_of(mention.bytes.end)},
         {"type", entity.type},
         {"canonical", name_of(entity)}});
  }
  const auto said_as = [&truth](std::uint32_t index) {
    const LocalEntity& entity = truth.entities[index];
    return is_proper(entity.type) ? name_of(entity) : wording_of(truth, index);
  };
  std::vector<bool> quoted(truth.entities.size(), false);
  // The items of a list of proposals are sentences: the list is the fact.
  for (const LocalAssertion& assertion : truth.assertions) {
    if (assertion.family == "HAS_ITEM") quoted[assertion.object] = true;
  }
  for (const LocalAssertion& assertion : truth.assertions) {
    const LocalEntity& subject = truth.entities[assertion.subject];
    const LocalEntity& object = truth.entities[assertion.object];
    const std::string text = quote(assertion.evidence.quote);
    for (const std::uint32_t end : {assertion.subject, assertion.object}) {
      if (assertion.family == "KIND_OF" || quoted[end] ||
          !is_one_of(kFacts, truth.entities[end].type))
        continue;
      quoted[end] = true;
      add({{"kind", "fact"},
           {"doc", document},
           {"type", truth.entities[end].type},
           {"name", wording_of(truth, end)},
           {"quote", text}});
    }
    if (assertion.family == "OBSERVED_FOR") {
      add({{"kind", "relation"},
           {"doc", document},
           {"subj", name_of(object)},
           {"rel", "METRIC"},
           {"metric", text_property(subject, "measure")},
           {"value", number_property(subject, "value")},
           {"unit", text_property(subject, "unit")},
           {"period", text_property(subject, "period")},
           {"segment", text_property(subject, "segment")},
           {"quote", text}});
      continue;
    }
    if (!is_one_of(kScored, assertion.family)) continue;
    // SUPPLIES is scored as a partnership; an ended deal or a harmful effect is negative: one that
    // is hindered or weakened, not what is mitigated.
    const bool supply = assertion.family == "SUPPLIES";
    const bool harmful = assertion.family == "HINDERS" && assertion.kind != "MITIGATES";
    const bool acquired = assertion.kind == "ACQUIRES";
    const bool negative =
        assertion.polarity == Polarity::Denied || harmful ||
        (assertion.qualifiers.count("status") > 0 && assertion.qualifiers.at("status") == "ended");
    add({{"kind", "relation"},
         {"doc", document},
         {"subj", said_as(assertion.subject)},
         {"rel", supply                          ? "PARTNERS_WITH"
                 : assertion.family == "HINDERS" ? "LEADS_TO"
                 : acquired                      ? "ACQUIRES"
                                                 : assertion.family},
         {"obj", said_as(assertion.object)},
         {"quote", text},
         {"polarity", negative ? "-" : "+"}});
  }
  // A law that a text names is a fact of it, whether or not a sentence states what it does.
  for (const Mention& mention : truth.mentions) {
    const LocalEntity& entity = truth.entities[mention.entity];
    if (entity.type != "Policy" || entity.key.empty() || mention.rule != "listed" ||
        quoted[mention.entity]) {
      continue;
    }
    quoted[mention.entity] = true;
    add({{"kind", "fact"},
         {"doc", document},
         {"type", entity.type},
         {"name", wording_of(truth, mention.entity)},
         {"quote", quote(mention.bytes)}});
  }
  return out;
}

}  // namespace sarye
