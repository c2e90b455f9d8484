// Texts found by a whole or a part: a look-up finds what a scan and a condition do.
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// Names that no two nodes share, notes that many do, and marks that are not always texts; over more
// nodes than one range of a column has.
std::unique_ptr<OpenGraph> many_texts() {
  std::mt19937 random(3);
  const char* words[] = {"가나", "나다", "ab", "ba", "中國", "x"};
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < 5000; ++i) {
    OpenNode node{i, i % 5 == 0 ? "B" : "A", {{"k", Value(i)}}};
    const auto word = [&] { return std::string(words[random() % 6]); };
    if (i % 7 != 0) node.properties.push_back({"name", Value(word() + word() + std::to_string(i))});
    if (i % 3 != 0) node.properties.push_back({"note", Value(word() + word())});
    if (i % 2 == 0) node.properties.push_back({"mark", i % 4 == 0 ? Value(word()) : Value(i)});
    nodes.push_back(std::move(node));
  }
  return open_graph(nodes, {{1, 1, 2, "R", {}}, {2, 5, 3, "R", {}}});
}

}  // namespace

TEST_CASE("A text is looked up as a condition would find it", "[executor][text_lookup]") {
  const auto graph = many_texts();
  AskWith scan;
  scan.optimise = false;
  for (const char* property : {"name", "note", "mark", "none"}) {
    for (const char* test : {"STARTS WITH", "CONTAINS", "ENDS WITH", "="}) {
      for (const char* wanted :
           {"'가나'", "'ab'", "'나가'", "'國1'", "'ba12'", "''", "'中國'", "3", "null", "'abba'",
            "'中國中國'", "'中國ab'", "'ab中國1'", "'가나나다1'"}) {
        if (std::string_view(test) == "=" && std::string_view(wanted) == "''") continue;
        for (const char* rest : {"", " AND n.k < 3000"}) {
          const std::string question = std::string("MATCH (n:A) WHERE n.") + property + " " + test +
                                       " " + wanted + rest + " RETURN n.k, n." + property;
          INFO(question);
          CHECK(rows_of(graph->view(), question) == rows_of(graph->view(), question, scan));
        }
      }
    }
  }
}

TEST_CASE("Several parts of texts with OR", "[executor][text_lookup]") {
  const auto graph = many_texts();
  AskWith scan;
  scan.optimise = false;
  for (const char* wanted : {"가나", "國1", "ba1", "나가"}) {
    const std::string part = std::string("'") + wanted + "'";
    const std::string question =
        "MATCH (n) WHERE n.name CONTAINS " + part + " OR n.note CONTAINS " + part + " RETURN n.k";
    std::size_t expected = 0;
    const auto names = rows_of(graph->view(), "MATCH (n) RETURN n.name, n.note");
    for (const std::string& row : names) expected += row.find(wanted) != std::string::npos ? 1 : 0;
    CHECK(expected > 0);
    CHECK(rows_of(graph->view(), question).size() == expected);
    CHECK(rows_of(graph->view(), question) == rows_of(graph->view(), question, scan));
  }
}

TEST_CASE("Tests of several kinds with OR", "[executor][text_lookup]") {
  const auto graph = many_texts();
  AskWith scan;
  scan.optimise = false;
  for (const char* condition :
       {"n.name STARTS WITH 'ab' OR n.note = 'x中國'", "n.mark = 2 OR n.mark = 'ab'",
        "n.mark CONTAINS 'a' OR n.k = 17 OR n.name ENDS WITH '17'", "n.none = 'x' OR n.k = 4999",
        "n.name CONTAINS 3 OR n.note CONTAINS 'ab'", "'x가나' = n.note OR 8 = n.k",
        "n.note CONTAINS null OR n.note = 'xx'", "n.k = 3 OR (n.k = 4 OR n.note = 'baab')"}) {
    for (const char* label : {":A", ""}) {
      const std::string question = std::string("MATCH (n") + label + ") WHERE " + condition +
                                   " RETURN n.k, n.name, n.note, n.mark";
      INFO(question);
      const auto rows = rows_of(graph->view(), question);
      CHECK_FALSE(rows.empty());
      CHECK(rows == rows_of(graph->view(), question, scan));
    }
  }
}

TEST_CASE("A part of a text is found again by the index of its grams", "[executor][text_lookup]") {
  const auto graph = many_texts();
  const auto texts = rows_of(graph->view(), "MATCH (n) RETURN n.name");
  for (int time = 0; time < 3; ++time) {
    for (const char* wanted : {"가나", "ab1", "國x", "나다2", "a", "中國中國4999", "없다"}) {
      std::size_t expected = 0;
      for (const std::string& row : texts)
        expected += row.find(wanted) != std::string::npos ? 1 : 0;
      const std::string part = std::string("'") + wanted + "'";
      INFO(time << part);
      CHECK(rows_of(graph->view(), "MATCH (n) WHERE n.name CONTAINS " + part + " RETURN n.k")
                .size() == expected);
      // Read row by row: the pattern is found from its edge.
      const auto joined = "MATCH (n)-[:R]->(m) WHERE m.name CONTAINS " + part + " RETURN n.k, m.k";
      AskWith scan;
      scan.optimise = false;
      CHECK(rows_of(graph->view(), joined) == rows_of(graph->view(), joined, scan));
    }
  }
}

TEST_CASE("Each row of an input looks up the same texts", "[executor][text_lookup]") {
  const auto graph = many_texts();
  const std::string question =
      "UNWIND [1, 2, 3] AS i MATCH (n:B) WHERE n.name STARTS WITH '中國ab' RETURN i, count(*)";
  const auto rows = rows_of(graph->view(), question);
  AskWith scan;
  scan.optimise = false;
  CHECK(rows.size() == 3);
  CHECK(rows == rows_of(graph->view(), question, scan));
}

TEST_CASE("Nodes without the property are counted as a condition counts them",
          "[executor][text_lookup]") {
  const auto graph = many_texts();
  for (const char* condition :
       {"n.note CONTAINS 'ab'", "n.name STARTS WITH 'x'", "n.none ENDS WITH 'x'",
        "n.k CONTAINS 'x'", "n.note CONTAINS 'ab' OR n.name CONTAINS '9'",
        "n.mark STARTS WITH 'x' OR n.note = 'ba' OR n.none = 1"}) {
    INFO(condition);
    const auto dropped = [&](bool optimise) {
      AskWith with;
      with.optimise = optimise;
      const std::string question = std::string("MATCH (n:A) WHERE ") + condition + " RETURN n.k";
      const auto result = tiny::must(ask(graph->view(), question, with), "result");
      std::uint64_t rows = 0;
      for (const OperatorReport& report : result.operators) {
        for (const NullDrop& drop : report.profile.null_drops) {
          if (drop.absent != nullptr) rows += drop.rows;
        }
      }
      return rows;
    };
    CHECK(dropped(true) == dropped(false));
  }
}
