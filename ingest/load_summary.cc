#include "ingest/load_summary.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/graph/metric_conflicts.h"
#include "engine/graph/name_index.h"
#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::size_t kMostDoubts = 3;
constexpr std::size_t kWordsAroundDoubt = 30;  // characters on each side
constexpr std::string_view kFigure = "Metric";

std::string words_around(const DocumentTruth& truth, ByteRange bytes) {
  ByteRange in{0, static_cast<std::uint32_t>(truth.source.size())};
  for (const Passage& passage : truth.passages) {
    if (passage.bytes.contains(bytes)) in = passage.bytes;
  }
  const std::string_view source = truth.source;
  const auto continues = [&](std::uint32_t at) {
    return at < source.size() && (static_cast<unsigned char>(source[at]) & 0xC0) == 0x80;
  };
  for (std::size_t i = 0; i < kWordsAroundDoubt && bytes.begin > in.begin; ++i) {
    do {
      --bytes.begin;
    } while (bytes.begin > in.begin && continues(bytes.begin));
  }
  for (std::size_t i = 0; i < kWordsAroundDoubt && bytes.end < in.end; ++i) {
    do {
      ++bytes.end;
    } while (bytes.end < in.end && continues(bytes.end));
  }
  std::string out;
  for (const char c : source.substr(bytes.begin, bytes.size())) {
    const bool space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  return (bytes.begin > in.begin ? "…" : "") + out + (bytes.end < in.end ? "…" : "");
}

std::uint32_t count_contradictions(const DocumentTruth& truth) {
  std::map<std::tuple<std::string, std::uint32_t, std::uint32_t>, int> stances;
  std::map<std::vector<std::string>, std::vector<double>> figures;
  for (const LocalAssertion& stated : truth.assertions) {
    stances[{stated.family, stated.subject, stated.object}] |=
        stated.polarity == Polarity::Denied ? 2 : 1;
    const LocalEntity& figure = truth.entities[stated.subject];
    const auto value = figure.properties.find("value");
    if (stated.family != "OBSERVED_FOR" || value == figure.properties.end()) continue;
    std::vector<std::string> thing = {std::to_string(stated.object)};
    for (const char* name : {"measure", "period", "segment", "unit", "currency"}) {
      const auto property = figure.properties.find(name);
      thing.push_back(property == figure.properties.end() ? "" : property->second.text);
    }
    figures[thing].push_back(value->second.kind == PropertyValue::Kind::Float
                                 ? value->second.number
                                 : static_cast<double>(value->second.integer));
  }
  std::uint32_t count = 0;
  for (const auto& [fact, seen] : stances) count += seen == 3 ? 1 : 0;
  for (const auto& [thing, values] : figures) {
    count += std::any_of(values.begin(), values.end(),
                         [&](double value) { return !figures_agree(values.front(), value); })
                 ? 1
                 : 0;
  }
  return count;
}

std::string why_nothing(const DocumentTruth& truth, const LoadSummary& summary) {
  if (truth.passages.empty()) return "there is no text in it";
  if (summary.unknown_language == truth.passages.size()) {
    return "no passage is in Korean, Chinese or English";
  }
  if (truth.entities.empty()) {
    return truth.review.empty() ? "no name in it is known or has two kinds of evidence"
                                : "no name in it is known; those with one kind of evidence are for "
                                  "`sarye review`";
  }
  if (truth.assertions.empty() && truth.about.empty()) {
    return "no sentence states a relation between what it names";
  }
  return {};
}

}  // namespace

LoadSummary summarize(const DocumentTruth& truth, const Ontology& ontology) {
  LoadSummary out;
  std::map<std::string, std::uint32_t> types;
  for (const LocalEntity& entity : truth.entities) {
    if (entity.type == kFigure) {
      ++out.figures;
      continue;
    }
    ++types[entity.type];
    if (!entity.key.empty()) ++out.listed;
  }
  for (const NodeType& type : ontology.types()) {
    const auto found = types.find(type.name);
    if (found != types.end()) out.entities.emplace_back(*found);
  }
  std::map<std::string, std::uint32_t> families;
  std::vector<bool> gives_figures(truth.passages.size(), false);
  for (const LocalAssertion& stated : truth.assertions) {
    if (stated.family == "OBSERVED_FOR") {
      gives_figures[stated.evidence.passage] = true;
    } else {
      ++families[stated.family];
    }
  }
  for (const DocumentAssertion& stated : truth.about) ++families[stated.family];
  out.relations.assign(families.begin(), families.end());
  std::stable_sort(out.relations.begin(), out.relations.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (std::size_t p = 0; p < truth.passages.size(); ++p) {
    const Passage& passage = truth.passages[p];
    if (passage.language == Language::Unknown) ++out.unknown_language;
    if (passage.kind == PassageKind::Reference) ++out.references;
    if (passage.kind != PassageKind::Table) continue;
    ++out.tables;
    if (!gives_figures[p]) ++out.tables_without_figures;
  }
  std::vector<const ReviewItem*> doubts;
  for (const ReviewItem& item : truth.review) doubts.push_back(&item);
  // Where the chances are most even, a person tells most.
  std::stable_sort(doubts.begin(), doubts.end(), [](const ReviewItem* a, const ReviewItem* b) {
    return std::abs(a->confidence - 500) < std::abs(b->confidence - 500);
  });
  for (const ReviewItem* item : doubts) {
    if (out.doubtful.size() == kMostDoubts) break;
    const auto line =
        std::count(truth.source.begin(), truth.source.begin() + item->quote.begin, '\n');
    out.doubtful.push_back(
        {item->suggestion, words_around(truth, item->quote), static_cast<std::uint32_t>(line) + 1});
  }
  out.contradictions = count_contradictions(truth);
  out.nothing = why_nothing(truth, out);
  return out;
}

Result<bool> KnownEntities::has(const LocalEntity& entity) const {
  const NodeType* type = ontology_.find_type(entity.type);
  if (type == nullptr) return false;
  if (!entity.key.empty()) {
    const std::string key = type->key_prefix + ":" + key_part(entity.key);
    if (added_.contains(key)) return true;
    auto node = node_of_key(snapshot_, key);
    if (!node) return node.error();
    return node->has_value();
  }
  for (const EntityName& name : entity.names) {
    const std::string key = name_key(name.text);
    if (key.empty()) continue;
    if (added_.contains(entity.type + "\t" + key)) return true;
    auto nodes = nodes_named(snapshot_, key);
    if (!nodes) return nodes.error();
    if (std::any_of(nodes->begin(), nodes->end(),
                    [&](NodeId node) { return node.type() == type->id; })) {
      return true;
    }
  }
  return false;
}

Result<std::uint32_t> KnownEntities::count(const DocumentTruth& truth) const {
  std::uint32_t count = 0;
  for (const LocalEntity& entity : truth.entities) {
    if (entity.type == kFigure) continue;
    auto known = has(entity);
    if (!known) return known.error();
    count += *known ? 1 : 0;
  }
  return count;
}

void KnownEntities::add(const DocumentTruth& truth) {
  for (const LocalEntity& entity : truth.entities) {
    const NodeType* type = ontology_.find_type(entity.type);
    if (type == nullptr || entity.type == kFigure) continue;
    if (!entity.key.empty()) added_.insert(type->key_prefix + ":" + key_part(entity.key));
    for (const EntityName& name : entity.names) {
      added_.insert(entity.type + "\t" + name_key(name.text));
    }
  }
}

}  // namespace sarye
