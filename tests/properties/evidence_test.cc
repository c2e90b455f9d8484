// The engine against the naive evaluator, on random literatures and random questions.
#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/exchange/value_text.h"
#include "tests/support/catch.h"
#include "tests/support/long_tests.h"
#include "tests/support/naive_evaluator.h"

using namespace sarye;

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

// As Evaluator::rows gives them.
std::vector<std::string> rows_of(const Engine& engine, const Answer& answer) {
  std::vector<std::string> out;
  for (const auto& row : answer.table.rows) {
    std::string line;
    std::multiset<std::string> sources;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (answer.table.cite_column == i) {
        for (const Value& number : row[i].items()) {
          const Citation& of =
              answer.table.citations[static_cast<std::size_t>(number.integer() - 1)];
          sources.insert(of.document + " '" + of.quote + "' " + std::to_string(of.confidence) +
                         (of.polarity == Polarity::Denied ? " denied" : ""));
        }
        continue;
      }
      const std::string text = tiny::must(value_text(row[i], engine.graph()), "value");
      line += (row[i].is_null() ? "null" : text) + "|";
    }
    for (const std::string& source : sources) line += "{" + source + "}";
    out.push_back(std::move(line));
  }
  std::sort(out.begin(), out.end());
  return out;
}

// What the engine says, or the error's name.
std::vector<std::string> asked(Engine& engine, const std::string& text, std::string& error) {
  auto answer = engine.ask(text);
  error.clear();
  if (answer) return rows_of(engine, *answer);
  error = answer.error().name + ": " + answer.error().message;
  return {};
}

// A smaller graph that still shows the difference: assertions, then edges are left out.
naive::Graph shrunk(naive::Graph graph, const naive::Query& query) {
  const auto differs = [&](const naive::Graph& smaller) {
    const auto poured = naive::poured(smaller);
    poured->view();
    auto engine = tiny::must(Engine::over(poured->store()), "engine");
    std::string error;
    const auto got = asked(*engine, query.written(), error);
    return error.empty() && got != naive::Evaluator(smaller, query).rows();
  };
  for (std::size_t n = graph.nodes.size(); n-- > 0;) {
    // Behind the last passage that something needs.
    const bool needed = std::any_of(graph.edges.begin(), graph.edges.end(), [&](const auto& edge) {
      const int place = static_cast<int>(n);
      return edge.from >= place || edge.to >= place ||
             std::any_of(edge.said.begin(), edge.said.end(),
                         [&](const auto& said) { return said.passage >= place; });
    });
    if (graph.nodes[n].type != "Passage") continue;
    if (needed) break;
    graph.nodes.erase(graph.nodes.begin() + static_cast<std::ptrdiff_t>(n));
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t e = graph.edges.size(); e-- > 0;) {
      naive::Graph smaller = graph;
      smaller.edges.erase(smaller.edges.begin() + static_cast<std::ptrdiff_t>(e));
      if (differs(smaller)) {
        graph = std::move(smaller);
        changed = true;
        continue;
      }
      for (std::size_t a = graph.edges[e].said.size(); a-- > 0 && graph.edges[e].said.size() > 1;) {
        smaller = graph;
        auto& said = smaller.edges[e].said;
        said.erase(said.begin() + static_cast<std::ptrdiff_t>(a));
        if (!differs(smaller)) continue;
        graph = std::move(smaller);
        changed = true;
      }
    }
  }
  return graph;
}

}  // namespace

TEST_CASE("Evidence means what the language says, on any literature", "[properties][evidence]") {
  const bool more = test::long_tests();
  const unsigned graphs = more ? 3000 : 150;
  const int questions = 30;
  int compared = 0;
  int refused = 0;
  int with_rows = 0;
  int differences = 0;
  for (unsigned seed = 1; seed <= graphs; ++seed) {
    naive::Random random(seed);
    const naive::Graph graph = naive::random_literature(random);
    const auto poured = naive::poured(graph);
    poured->view();
    auto engine = tiny::must(Engine::over(poured->store()), "engine");
    for (int i = 0; i < questions; ++i) {
      const naive::Query query = naive::random_query(random, graph);
      const std::string text = query.written();
      std::string error;
      const auto got = asked(*engine, text, error);
      const auto wanted = naive::Evaluator(graph, query).rows();
      ++compared;
      with_rows += wanted.empty() ? 0 : 1;
      if (!error.empty()) {
        // The ontology refuses what can never match: then nothing must match.
        ++refused;
        INFO("seed " << seed << ": " << text << "\n" << error);
        CHECK(error.rfind("ImpossiblePattern", 0) == 0);
        CHECK(wanted.empty());
        continue;
      }
      if (got == wanted) continue;
      ++differences;
      const naive::Graph smaller = shrunk(graph, query);
      const auto few = naive::poured(smaller);
      few->view();
      auto other = tiny::must(Engine::over(few->store()), "engine");
      INFO("seed " << seed << "\n" << naive::to_text(smaller) << text);
      CHECK(joined(asked(*other, text, error)) == joined(naive::Evaluator(smaller, query).rows()));
      REQUIRE(differences < 5);
    }
  }
  // The questions are about something.
  CHECK(with_rows * 6 > compared);
  CHECK(refused * 5 < compared);
}
