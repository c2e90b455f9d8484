// Rows about statements: edges that the rules doubt, figures that do not agree.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/graph/metric_conflicts.h"
#include "engine/graph/metric_key.h"
#include "engine/graph/review_writer.h"

namespace sarye {

namespace {

constexpr int kSureEdge = 600;  // of 1000; below it a person is asked

std::optional<double> figure_of(const LocalEntity& metric) {
  const auto value = metric.properties.find("value");
  if (value == metric.properties.end()) return std::nullopt;
  if (value->second.kind == PropertyValue::Kind::Integer) {
    return static_cast<double>(value->second.integer);
  }
  if (value->second.kind != PropertyValue::Kind::Float) return std::nullopt;
  return value->second.number;
}

const std::string& shown(const CuratedDocuments& input, std::uint32_t document,
                         std::uint32_t entity) {
  const GlobalEntity& global = input.entities[input.entity_of[document][entity]];
  return global.display.empty() ? global.key : global.display;
}

}  // namespace

void review_edges(const CuratedDocuments& input, std::vector<ReviewRow>& out) {
  struct Fact {
    ReviewRow row;
    double miss = 1;
    std::set<std::uint32_t> documents;
  };
  // (relation, subject, object, polarity)
  std::map<std::tuple<std::string, std::uint32_t, std::uint32_t, Polarity>, Fact> facts;
  for (std::uint32_t d = 0; d < input.documents.size(); ++d) {
    const DocumentTruth& truth = input.documents[d];
    for (const LocalAssertion& stated : truth.assertions) {
      Fact& fact = facts[{stated.family, input.entity_of[d][stated.subject],
                          input.entity_of[d][stated.object], stated.polarity}];
      ReviewRow& row = fact.row;
      if (fact.documents.empty()) {
        row.kind = ReviewKind::Edge;
        row.what = "“" + shown(input, d, stated.subject) + "” " +
                   (stated.kind.empty() ? stated.family : stated.kind) + " “" +
                   shown(input, d, stated.object) + "”" +
                   (stated.polarity == Polarity::Denied ? ", denied" : "") +
                   ": do the words say so?";
      }
      ++row.mentions;
      fact.documents.insert(d);
      fact.miss *= 1 - stated.confidence / 1000.0;
      const auto add = [](std::vector<Decision>& list, Decision decision) {
        const bool known = std::any_of(list.begin(), list.end(), [&](const Decision& one) {
          return std::tie(one.document, one.quote, one.relation, one.from, one.to) ==
                 std::tie(decision.document, decision.quote, decision.relation, decision.from,
                          decision.to);
        });
        if (!known) list.push_back(std::move(decision));
      };
      add(row.yes, edge_decision(input, DecisionKind::AcceptEdge, d, stated));
      add(row.no, edge_decision(input, DecisionKind::RejectEdge, d, stated));
      if (row.places.size() < kMostReviewPlaces) {
        row.places.push_back(place_of(truth, stated.evidence.passage, stated.evidence.quote));
      }
    }
  }
  for (auto& [key, fact] : facts) {
    if (fact.miss <= 1 - kSureEdge / 1000.0) continue;
    fact.row.doubt = 2 * std::min(fact.miss, 1 - fact.miss);
    fact.row.documents = static_cast<std::uint32_t>(fact.documents.size());
    out.push_back(std::move(fact.row));
  }
}

void review_figures(const CuratedDocuments& input, std::vector<ReviewRow>& out) {
  struct Seen {
    std::uint32_t document;
    const LocalAssertion* stated;
    double value;
    std::uint32_t metric;  // of the whole store
  };
  std::map<std::vector<std::string>, std::vector<Seen>> things;
  for (std::uint32_t d = 0; d < input.documents.size(); ++d) {
    const DocumentTruth& truth = input.documents[d];
    for (const LocalAssertion& stated : truth.assertions) {
      if (stated.family != "OBSERVED_FOR" || stated.polarity != Polarity::Asserted) continue;
      const LocalEntity& metric = truth.entities[stated.subject];
      const auto value = figure_of(metric);
      if (!value) continue;
      std::vector<std::string> thing = {std::to_string(input.entity_of[d][stated.object])};
      for (const char* name : {"measure", "period", "segment", "unit", "currency"}) {
        const auto property = metric.properties.find(name);
        thing.push_back(property == metric.properties.end() ? "" : property->second.text);
      }
      things[thing].push_back({d, &stated, *value, input.entity_of[d][stated.subject]});
    }
  }
  for (const auto& [thing, seen] : things) {
    // Figures by value; the one that most texts print is the likelier one.
    std::map<std::uint32_t, std::vector<const Seen*>> figures;
    for (const Seen& one : seen) figures[one.metric].push_back(&one);
    const std::vector<const Seen*>* likely = nullptr;
    for (const auto& [metric, witnesses] : figures) {
      if (likely == nullptr || witnesses.size() > likely->size()) likely = &witnesses;
    }
    ReviewRow row;
    row.kind = ReviewKind::Figures;
    std::set<std::uint32_t> documents;
    std::string values;
    for (const auto& [metric, witnesses] : figures) {
      const Seen& first = *witnesses.front();
      const bool is_likely = &witnesses == likely;
      if (!is_likely && figures_agree(first.value, likely->front()->value)) continue;
      const LocalEntity& data = input.documents[first.document].entities[first.stated->subject];
      PropertyValue value = data.properties.at("value");
      const std::string text =
          metric_key("", {{"value", std::move(value)}}).substr(4);  // behind its dots
      values += (values.empty() ? "" : " or ") + text.substr(0, text.size() - 2);
      for (const Seen* one : witnesses) {
        ++row.mentions;
        documents.insert(one->document);
        const DocumentTruth& truth = input.documents[one->document];
        if (row.places.size() < kMostReviewPlaces) {
          row.places.push_back(
              place_of(truth, one->stated->evidence.passage, one->stated->evidence.quote));
        }
        if (!is_likely) {
          row.yes.push_back(
              edge_decision(input, DecisionKind::RejectEdge, one->document, *one->stated));
        }
      }
      if (!is_likely) {
        Decision apart;
        apart.kind = DecisionKind::Distinct;
        apart.entity =
            metric_ref(input.documents[likely->front()->document], *likely->front()->stated);
        apart.other = metric_ref(input.documents[first.document], *first.stated);
        if (apart.other < apart.entity) std::swap(apart.entity, apart.other);
        row.no.push_back(std::move(apart));
      }
    }
    if (row.yes.empty()) continue;
    const Seen& first = *likely->front();
    const LocalEntity& data = input.documents[first.document].entities[first.stated->subject];
    row.what = thing[1] + " of “" + shown(input, first.document, first.stated->object) + "”";
    for (std::size_t i : {2, 3}) {
      if (!thing[i].empty()) row.what += " " + thing[i];
    }
    PropertyValue value = data.properties.at("value");
    const std::string text = metric_key("", {{"value", std::move(value)}}).substr(4);
    row.what += " is " + values;
    for (std::size_t i : {5, 4}) {
      if (!thing[i].empty()) row.what += " " + thing[i];
    }
    row.what += ": is " + text.substr(0, text.size() - 2) + " right, and no other?";
    row.doubt = 1;
    row.documents = static_cast<std::uint32_t>(documents.size());
    out.push_back(std::move(row));
  }
}

}  // namespace sarye
