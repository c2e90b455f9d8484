// Evidence words, functions of edges, and citations, over a small literature graph.
#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

struct Literature {
  TinyGraph graph;
  const GraphView* view = nullptr;

  Literature() {
    const NodeId hanbit = graph.firm("한빛전지");
    const NodeId scale = graph.strategy("scale first");
    const NodeId niche = graph.strategy("niche focus");
    const NodeId secret = graph.strategy("secrecy");
    graph.document("ko1", Language::Korean, Date::from_civil(2020, 1, 1));
    graph.document("zh1", Language::Chinese, Date::from_civil(2022, 1, 1));
    graph.document("en1", Language::English, Date::from_civil(2022, 6, 1), "w1");
    graph.document("en2", Language::English, Date::from_civil(2023, 6, 1), "w1");
    graph.pursues(hanbit, scale,
                  {.document = "ko1",
                   .language = Language::Korean,
                   .confidence = 800,
                   .quote = "한빛전지는 규모를 먼저 키웠다."});
    graph.pursues(hanbit, scale,
                  {.document = "zh1",
                   .language = Language::Chinese,
                   .confidence = 500,
                   .quote = "韩光电池先扩大规模。"});
    graph.pursues(hanbit, scale,
                  {.document = "zh1",
                   .language = Language::Chinese,
                   .confidence = 900,
                   .quote = "规模是第一位的。"});
    graph.pursues(hanbit, niche,
                  {.document = "en1",
                   .confidence = 700,
                   .quote = "Hanbit keeps to a niche.",
                   .attribution = "the founder"});
    graph.pursues(hanbit, niche,
                  {.document = "en2",
                   .polarity = Polarity::Denied,
                   .confidence = 600,
                   .quote = "Hanbit has no niche."});
    graph.pursues(hanbit, secret,
                  {.document = "en2",
                   .modality = Modality::Possible,
                   .confidence = 600,
                   .quote = "Hanbit may keep it secret."});
    const NodeId passage = graph.passage("ko1", "한빛전지 이야기", Language::Korean);
    graph.mentions(passage, hanbit);
    view = &graph.view();
  }
};

const GraphView& literature() {
  static const Literature made;
  return *made.view;
}

Lines strategies(const std::string& words) {
  return sorted_rows(literature(),
                     "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) " + words + " RETURN s.name");
}

}  // namespace

TEST_CASE("Without words a query sees what is asserted, and not only possible",
          "[executor][evidence]") {
  CHECK(strategies("") == Lines{"'niche focus'", "'scale first'"});
  CHECK(strategies("DENIED") == Lines{"'niche focus'"});
  CHECK(strategies("MODALITY possible") == Lines{"'secrecy'"});
  CHECK(strategies("MODALITY ANY") == Lines{"'niche focus'", "'scale first'", "'secrecy'"});
  CHECK(strategies("DISPUTED") == Lines{"'niche focus'"});
}

TEST_CASE("Filters work on assertions, and one assertion must pass them all",
          "[executor][evidence]") {
  CHECK(strategies("IN LANGUAGE ko") == Lines{"'scale first'"});
  CHECK(strategies("IN LANGUAGE en") == Lines{"'niche focus'"});
  CHECK(strategies("CONFIDENCE >= 0.9") == Lines{"'scale first'"});
  // The Korean assertion has 0.8, the confident ones are Chinese.
  CHECK(strategies("IN LANGUAGE ko CONFIDENCE >= 0.9").empty());
  CHECK(strategies("CONFIDENCE >= 0.9 IN LANGUAGE ko").empty());
  CHECK(strategies("AS OF DATE '2021-01-01'") == Lines{"'scale first'"});
  CHECK(strategies("AS OF DATE '2019-12-31'").empty());
  CHECK(strategies("IN DOCUMENTS (WHERE year >= 2022)") == Lines{"'niche focus'", "'scale first'"});
  CHECK(strategies("IN DOCUMENTS (WHERE year < 2022)") == Lines{"'scale first'"});
  CHECK(strategies("IN DOCUMENT 'en1'") == Lines{"'niche focus'"});
}

TEST_CASE("SUPPORTED BY counts works among what the filters leave", "[executor][evidence]") {
  CHECK(strategies("SUPPORTED BY >= 2 DOCUMENTS") == Lines{"'scale first'"});
  CHECK(strategies("SUPPORTED BY >= 2 DOCUMENTS IN LANGUAGE zh").empty());
  CHECK(strategies("IN LANGUAGE zh SUPPORTED BY >= 2 PASSAGES") == Lines{"'scale first'"});
  CHECK(strategies("SUPPORTED BY >= 2 LANGUAGES") == Lines{"'scale first'"});
  // en1 and en2 are two documents of one work.
  CHECK(strategies("DISPUTED SUPPORTED BY >= 2 DOCUMENTS").empty());
  CHECK(strategies("DISPUTED SUPPORTED BY >= 2 SOURCES") == Lines{"'niche focus'"});
}

TEST_CASE("Functions of an edge see its survivors, behind WITH too", "[executor][evidence]") {
  CHECK(rows_of(literature(),
                "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy {name: 'scale first'}) WITH r, s "
                "RETURN support(r), docs(r), documents(r), langs(r), confidence(r), stances(r)") ==
        Lines{"3 | 2 | ['ko1', 'zh1'] | ['ko', 'zh'] | 0.98 | ['asserted stated']"});
  CHECK(
      rows_of(
          literature(),
          "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy {name: 'scale first'}) IN LANGUAGE ko WITH r, s "
          "RETURN support(r), docs(r), documents(r), langs(r), confidence(r), quotes(r)") ==
      Lines{"1 | 1 | ['ko1'] | ['ko'] | 0.8 | ['한빛전지는 규모를 먼저 키웠다.']"});
  CHECK(rows_of(literature(),
                "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) DISPUTED RETURN stances(r)") ==
        Lines{"['asserted stated', 'denied stated']"});
  CHECK(
      sorted_rows(literature(),
                  "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) UNWIND assertions(r) AS a "
                  "RETURN a.language, a.year, a.confidence, a.attribution, a.quote IS NOT NULL") ==
      Lines{"'en' | 2022 | 0.7 | 'the founder' | true", "'ko' | 2020 | 0.8 | null | true",
            "'zh' | 2022 | 0.5 | null | true", "'zh' | 2022 | 0.9 | null | true"});
}

TEST_CASE("Edges of one MATCH can be asked to share a document", "[executor][evidence]") {
  const std::string pattern =
      "MATCH (f:Firm)-[a:PURSUES]->(s:Strategy), (f)-[b:PURSUES]->(t:Strategy) ";
  CHECK(rows_of(literature(), pattern + "RETURN s.name, t.name").size() == 2);
  CHECK(rows_of(literature(), pattern + "IN SAME DOCUMENT RETURN s.name, t.name").empty());
  CHECK(sorted_rows(literature(),
                    "MATCH (f:Firm)-[a:PURSUES]->(s:Strategy) MODALITY ANY "
                    "IN SAME DOCUMENT AS d RETURN s.name, d.key") ==
        Lines{"'niche focus' | 'en1'", "'scale first' | 'ko1'", "'scale first' | 'zh1'",
              "'secrecy' | 'en2'"});
}

TEST_CASE("FROM is the default for all clauses", "[executor][evidence]") {
  CHECK(sorted_rows(literature(),
                    "FROM 'ko1' MATCH (f:Firm)-[r:PURSUES]->(s) RETURN s.name, support(r)") ==
        Lines{"'scale first' | 1"});
  CHECK(rows_of(literature(), "FROM 'ko1' MATCH (f:Firm) RETURN f.name") == Lines{"'한빛전지'"});
  CHECK(rows_of(literature(), "FROM 'zh1' MATCH (f:Firm) RETURN f.name").empty());
}

TEST_CASE("Citations are numbered as they are shown, the most confident first",
          "[executor][cite]") {
  auto result = ask(literature(),
                    "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) RETURN s.name "
                    "ORDER BY s.name DESC CITE r LIMIT 2");
  REQUIRE(result);
  REQUIRE(result->rows.size() == 2);
  REQUIRE(result->cite_column == std::size_t{1});
  CHECK(shown(literature(), result->rows[0][1]) == "[1, 2]");
  CHECK(shown(literature(), result->rows[1][1]) == "[3]");
  REQUIRE(result->citations.size() == 3);
  const Citation& first = result->citations[0];
  CHECK(first.number == 1);
  CHECK(first.document == "zh1");
  CHECK(first.quote == "规模是第一位的。");
  CHECK(first.confidence == 900);
  CHECK(first.language == Language::Chinese);
  CHECK(first.edge == "한빛전지 -PURSUES-> scale first");
  CHECK(first.line_begin == 2);
  CHECK(result->citations[1].document == "ko1");
  CHECK(result->citations[2].attribution == "the founder");
}

TEST_CASE("The same source has one number in all rows", "[executor][cite]") {
  auto result = ask(literature(),
                    "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) IN LANGUAGE en "
                    "UNWIND [1, 2] AS x RETURN x, s.name CITE r");
  REQUIRE(result);
  CHECK(result->citations.size() == 1);
  CHECK(shown(literature(), result->rows[0][2]) == "[1]");
  CHECK(shown(literature(), result->rows[1][2]) == "[1]");
}

TEST_CASE("A cited node shows the passages that mention it", "[executor][cite]") {
  auto result = ask(literature(), "MATCH (f:Firm) RETURN f.name CITE f");
  REQUIRE(result);
  REQUIRE(result->citations.size() == 1);
  CHECK(result->citations[0].is_mention);
  CHECK(result->citations[0].document == "ko1");
  CHECK(result->citations[0].quote == "한빛전지 이야기");
}

TEST_CASE("What a result names can be taken out as a graph", "[executor][result]") {
  auto result = ask(literature(), "MATCH p = (f:Firm)-[:PURSUES]->(s:Strategy) RETURN p, f");
  REQUIRE(result);
  const ResultGraph graph = graph_of(*result);
  CHECK(graph.nodes.size() == 3);
  CHECK(graph.edges.size() == 2);
}
