// COMPARE against what it is said to mean: the question is asked of every set with FROM, and the
// answers are put together by hand.
#include <map>
#include <random>
#include <set>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <typename T>
  const T& of(const std::vector<T>& items) {
    return items[below(items.size())];
  }

 private:
  std::mt19937 engine_;
};

struct RandomGraph {
  TinyGraph graph;

  explicit RandomGraph(Random& random) {
    const std::vector<Language> languages = {Language::Korean, Language::Chinese,
                                             Language::English};
    std::vector<std::pair<std::string, Language>> documents;
    for (std::size_t d = 0; d < 6; ++d) {
      const std::string key = "d" + std::to_string(d);
      const Language language = random.of(languages);
      const std::string work = d > 0 && random.one_in(3) ? "d" + std::to_string(d - 1) : "";
      graph.document(key, language,
                     Date::from_civil(2018 + static_cast<int>(random.below(6)), 1, 1), work);
      documents.emplace_back(key, language);
    }
    const auto say = [&](const char* family, NodeId from, NodeId to) {
      const auto& [key, language] = random.of(documents);
      TinyEvidence said;
      said.document = key;
      said.language = language;
      if (random.one_in(4)) said.polarity = Polarity::Denied;
      if (random.one_in(5)) said.modality = Modality::Possible;
      said.confidence = 500 + 100 * static_cast<int>(random.below(5));
      said.quote = key + " says so";
      graph.edge(family, from, to, said);
    };
    for (int i = 0; i < 14; ++i) {
      const NodeId firm = graph.firm("firm " + std::to_string(random.below(2)));
      const NodeId strategy = graph.strategy("strategy " + std::to_string(random.below(3)));
      const NodeId effect = graph.effect("effect " + std::to_string(random.below(2)));
      say("PURSUES", firm, strategy);
      say("LEADS_TO", strategy, effect);
    }
  }
};

using Works = std::set<std::string>;

std::string text_of(const Value& value) {
  return value.is_null() ? "null" : value.string();
}

// What the naive evaluation knows of one finding.
struct Naive {
  std::vector<Works> works;  // by set
  bool disputed = false;
};

struct Question {
  std::vector<std::string> sets;
  std::string pattern;  // with edges a and perhaps b, and `f`, `s`, perhaps `e`
  bool two_edges = false;
  std::string filters;  // evidence words that filter
  std::string tests;    // and those that test
  std::vector<std::string> columns;
};

// The pairs of names whose edge has both polarities left in the sets together.
std::set<std::string> disputed_edges(const GraphView& view, const Question& q,
                                     const std::string& pattern) {
  std::string all;
  for (const std::string& set : q.sets) all += (all.empty() ? "(" : " UNION (") + set + ")";
  std::set<std::string> out;
  auto result = ask(view, "FROM " + all + " MATCH " + pattern + " " + q.filters +
                              " ASSERTED DENIED RETURN x.name, y.name, size([t IN stances(r) "
                              "WHERE t STARTS WITH 'a']) AS a, size([t IN stances(r) WHERE t "
                              "STARTS WITH 'd']) AS d");
  REQUIRE(result);
  for (const auto& row : result->rows) {
    if (row[2].integer() > 0 && row[3].integer() > 0) {
      out.insert(row[0].string() + " > " + row[1].string());
    }
  }
  return out;
}

constexpr const char* kSame = "IN SAME DOCUMENT";

// `document work` of each assertion of an edge.
std::string sources_of(const std::string& edge) {
  return "[t IN assertions(" + edge + ") | t.document.key + ' ' + t.work]";
}

// The works of such a list; with another one, of the documents that stand in both.
Works works_in(const Value& sources, const Value* others) {
  Works out;
  for (const Value& source : sources.items()) {
    const std::string& text = source.string();
    const bool shared = others == nullptr ||
                        std::any_of(others->items().begin(), others->items().end(),
                                    [&](const Value& other) { return other.string() == text; });
    if (shared) out.insert(text.substr(text.find(' ') + 1));
  }
  return out;
}

std::vector<std::string> by_hand(const GraphView& view, const Question& q) {
  const auto pursued = disputed_edges(view, q, "(x:Firm)-[r:PURSUES]->(y:Strategy)");
  const auto led = disputed_edges(view, q, "(x:Strategy)-[r:LEADS_TO]->(y:Effect)");
  std::string columns;
  for (const std::string& column : q.columns) columns += ", " + column;
  std::map<std::string, Naive> findings;
  for (std::size_t i = 0; i < q.sets.size(); ++i) {
    auto result =
        ask(view, "FROM " + q.sets[i] + " MATCH " + q.pattern + " " + q.filters + " " + q.tests +
                      " RETURN f.name AS f, s.name AS s, " + sources_of("a") + " AS of_a, " +
                      (q.two_edges ? "e.name AS e, " + sources_of("b") : "null AS e, []") +
                      " AS of_b" + columns);
    REQUIRE(result);
    for (const auto& row : result->rows) {
      const Works a = works_in(row[2], nullptr);
      const Works b = works_in(row[4], nullptr);
      std::string key;
      for (std::size_t c = 5; c < row.size(); ++c) key += text_of(row[c]) + " | ";
      Naive& finding = findings[key];
      finding.works.resize(q.sets.size());
      Works stating = q.two_edges && b.size() < a.size() ? b : a;
      if (q.two_edges && q.tests == kSame) stating = works_in(row[2], &row[4]);
      finding.works[i].merge(stating);
      if (pursued.contains(text_of(row[0]) + " > " + text_of(row[1])) ||
          (q.two_edges && led.contains(text_of(row[1]) + " > " + text_of(row[3])))) {
        finding.disputed = true;
      }
    }
  }
  std::vector<std::string> out;
  for (const auto& [key, finding] : findings) {
    std::string line = key;
    std::vector<std::string> stating;
    for (std::size_t i = 0; i < q.sets.size(); ++i) {
      line += std::to_string(finding.works[i].size()) + " | ";
      if (!finding.works[i].empty()) stating.push_back(q.sets[i]);
    }
    std::string verdict;
    for (const std::string& set : stating) verdict += (verdict.empty() ? "" : ", ") + set;
    if (stating.size() == 1) verdict += " only";
    if (stating.size() == q.sets.size()) verdict = q.sets.size() == 2 ? "both" : "all";
    out.push_back(line + (finding.disputed ? "disputed" : verdict));
  }
  return out;
}

std::vector<std::string> compared(const GraphView& view, const Question& q) {
  std::string text = "COMPARE " + q.sets[0];
  for (std::size_t i = 1; i < q.sets.size(); ++i) text += " WITH " + q.sets[i];
  text += " BY MATCH " + q.pattern + " " + q.filters + " " + q.tests + " RETURN ";
  for (std::size_t c = 0; c < q.columns.size(); ++c) text += (c > 0 ? ", " : "") + q.columns[c];
  INFO(text);
  auto result = ask(view, text);
  REQUIRE(result);
  std::vector<std::string> out;
  for (const auto& row : result->rows) {
    std::string line;
    for (std::size_t c = 0; c < q.columns.size(); ++c) line += text_of(row[c]) + " | ";
    for (std::size_t c = q.columns.size(); c + 1 < row.size(); ++c) {
      line += std::to_string(row[c].integer()) + " | ";
    }
    out.push_back(line + row.back().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("COMPARE is FROM for each set, put together", "[executor][compare]") {
  const std::vector<std::vector<std::string>> set_lists = {
      {"WHERE language = 'ko'", "WHERE language = 'zh'"},
      {"WHERE year < 2021", "WHERE year >= 2021"},
      {"ko", "ALL"},
      {"'d0', 'd1', 'd2'", "'d2', 'd3', 'd4'"},
      {"ko", "zh", "en"},
      {"ko", "WHERE year < 2021", "zh UNION en"},
  };
  const std::vector<std::string> filters = {"",
                                            "MODALITY ANY",
                                            "CONFIDENCE >= 0.7",
                                            "IN LANGUAGE ko, zh",
                                            "IN DOCUMENTS ALL EXCEPT 'd3'",
                                            "DURING 2019 TO 2021"};
  const std::vector<std::string> tests = {"", "", "SUPPORTED BY >= 2 DOCUMENTS",
                                          "SUPPORTED BY >= 2 PASSAGES", kSame};
  std::size_t findings = 0;
  std::size_t disputes = 0;
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    RandomGraph made(random);
    const GraphView& view = made.graph.view();
    for (int n = 0; n < 6; ++n) {
      Question q;
      q.sets = random.of(set_lists);
      q.two_edges = random.one_in(2);
      q.filters = random.of(filters);
      q.tests = random.of(tests);
      q.pattern = "(f:Firm)-[a:PURSUES]->(s:Strategy)";
      q.columns = random.of(
          std::vector<std::vector<std::string>>{{"s.name"}, {"f.name"}, {"f.name", "s.name"}});
      if (q.two_edges) {
        q.pattern += "-[b:LEADS_TO]->(e:Effect)";
        if (random.one_in(2)) q.columns = {"e.name"};
        if (random.one_in(3)) q.columns = {"s.name", "e.name"};
      }
      INFO("seed " << seed << ", question " << n << ": " << q.pattern << " " << q.filters << " "
                   << q.tests);
      const auto expected = by_hand(view, q);
      CHECK(compared(view, q) == expected);
      findings += expected.size();
      for (const std::string& line : expected) disputes += line.ends_with("disputed") ? 1 : 0;
    }
  }
  CHECK(findings > 400);
  CHECK(disputes > 50);
  CHECK(findings - disputes > 100);
}
