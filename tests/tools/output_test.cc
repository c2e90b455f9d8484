#include "tools/sarye/output.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"
#include "tools/sarye/citation_text.h"

using namespace sarye;

namespace {

struct Asked {
  TinyGraph graph;
  std::unique_ptr<Engine> engine;

  Asked() {
    const NodeId firm = graph.firm("한빛전지");
    graph.pursues(firm, graph.strategy("垂直整合"),
                  {.document = "case-ko",
                   .language = Language::Korean,
                   .confidence = 850,
                   .quote = "한빛전지는 수직\n  통합을 추구한다."});
    graph.pursues(firm, graph.strategy("say \"low\", then | lower"),
                  {.document = "case-en",
                   .modality = Modality::Planned,
                   .confidence = 700,
                   .quote = "Hanbit plans to say low.",
                   .attribution = "the chairman"});
    (void)graph.view();
    engine = tiny::must(Engine::over(graph.store()), "engine");
  }

  Answer answer(const std::string& text) { return tiny::must(engine->ask(text), text.c_str()); }
  std::string written(const std::string& text, Format format) {
    std::ostringstream out;
    OutputOptions options;
    options.format = format;
    options.width = 0;
    auto done = write_answer(out, answer(text), engine->graph(), options);
    REQUIRE(done);
    return out.str();
  }
};

constexpr const char* kCited =
    "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) RETURN f.name AS firm, s.name AS strategy "
    "ORDER BY strategy CITE r";
constexpr const char* kPlain =
    "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) RETURN f.name AS firm, s.name AS strategy "
    "ORDER BY strategy";

}  // namespace

TEST_CASE("A table shows marks, and below it each source once in one line", "[output]") {
  Asked asked;
  const std::string text = asked.written(kCited, Format::Table);
  CHECK(text.find("[1]\n") != std::string::npos);
  CHECK(text.find("[1] “Hanbit plans to say low.” — case-en") != std::string::npos);
  CHECK(text.find("en · planned · according to the chairman · confidence 0.70\n") !=
        std::string::npos);
  // The hard wrap inside the quote is one blank.
  CHECK(text.find("“한빛전지는 수직 통합을 추구한다.”") != std::string::npos);
  CHECK(text.find("ko · stated · confidence 0.85\n") != std::string::npos);
}

TEST_CASE("CSV doubles quotes and wraps what holds a separator", "[output]") {
  Asked asked;
  CHECK(asked.written(kPlain, Format::Csv) ==
        "firm,strategy\n한빛전지,\"say \"\"low\"\", then | lower\"\n한빛전지,垂直整合\n");
}

TEST_CASE("Citations in CSV and TSV are a last column of numbers", "[output]") {
  Asked asked;
  const std::string text = asked.written(kCited, Format::Tsv);
  CHECK(text.find("한빛전지\t垂直整合\t2\n") != std::string::npos);
}

TEST_CASE("Markdown escapes bars and lists the sources as footnotes", "[output]") {
  Asked asked;
  const std::string text = asked.written(kCited, Format::Markdown);
  CHECK(text.find("then \\| lower | [^1] |\n") != std::string::npos);
  CHECK(text.find("\n[^2]: “") != std::string::npos);
}

TEST_CASE("JSON holds columns, rows, citations and notices", "[output]") {
  Asked asked;
  const auto json = nlohmann::json::parse(asked.written(kCited, Format::Json));
  CHECK(json["columns"].size() == 3);
  CHECK(json["rows"][1] == nlohmann::json::array({"한빛전지", "垂直整合", {2}}));
  CHECK(json["citations"][0]["modality"] == "planned");
  CHECK(json["citations"][0]["confidence"] == 0.7);
  CHECK(json["citations"][1]["quote"] == "한빛전지는 수직\n  통합을 추구한다.");
  CHECK(json["notices"].is_array());
}

TEST_CASE("JSON Lines have a row's sources inside the row", "[output]") {
  Asked asked;
  std::istringstream lines(asked.written(kCited, Format::Jsonl));
  std::string line;
  REQUIRE(std::getline(lines, line));
  auto row = nlohmann::json::parse(line);
  CHECK(row["firm"] == "한빛전지");
  CHECK(row["citations"][0]["document"] == "case-en");
  REQUIRE(std::getline(lines, line));
  CHECK(nlohmann::json::parse(line)["citations"][0]["document"] == "case-ko");
}

TEST_CASE("Rows are arrays of JSON values in which a float stays a float", "[output]") {
  Asked asked;
  CHECK(asked.written("RETURN 1, 1.0, 'a', null, [1, 2], 0.0 / 0.0", Format::Rows) ==
        "[1,1.0,\"a\",null,[1,2],{\"$float\":\"NaN\"}]\n");
}

TEST_CASE("What EXPLAIN says is text in every format", "[output]") {
  Asked asked;
  CHECK(asked.written("EXPLAIN MATCH (f:Firm) RETURN f", Format::Csv).front() != '\n');
  const auto json =
      nlohmann::json::parse(asked.written("EXPLAIN MATCH (f:Firm) RETURN f", Format::Jsonl));
  CHECK(json["text"].is_string());
}

TEST_CASE("A quote is cut after 400 characters, with an ellipsis only then", "[output]") {
  std::string exact;
  for (int i = 0; i < 400; ++i) exact += "가";
  CHECK(one_line_quote(exact) == exact);
  CHECK(one_line_quote(exact + "나") == exact + "…");
  CHECK(one_line_quote("  a \r\n\t b  ") == "a b");
}

TEST_CASE("A denied statement says so, and a mention has no confidence", "[output]") {
  Citation citation;
  citation.document = "d";
  citation.quote = "q";
  citation.polarity = Polarity::Denied;
  citation.page = 3;
  citation.page_inferred = true;
  citation.line_begin = 12;
  citation.line_end = 13;
  citation.confidence = 996;
  CHECK(citation_text(citation) ==
        "“q” — d, p. 3 (inferred), lines 12–13 · denied, stated · confidence 1.00");
  citation.is_mention = true;
  citation.page = 0;
  CHECK(citation_text(citation) == "“q” — d, lines 12–13 · mention");
}
