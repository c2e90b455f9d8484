// Runs every .case file below this folder: what is asked, what must come of it.
#include <algorithm>
#include <cstdlib>
#include <regex>

#include "engine/syntax/diagnostic.h"
#include "tests/queries/answer_text.h"
#include "tests/queries/case_file.h"
#include "tests/queries/case_graph.h"
#include "tests/support/catch.h"

using namespace sarye;
using namespace sarye::cases;

namespace {

using Sections = std::map<std::string, std::string, std::less<>>;

std::string without_last_newline(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// What PROFILE says that is the same in every run.
std::string without_times(const std::string& profile) {
  static const std::regex time(", [0-9.]+ ms");
  return without_last_newline(std::regex_replace(profile, time, ""));
}

// When the question fails and under which name: `compile UndefinedVariable`.
std::string failure_text(const Error& error) {
  const bool compile = error.code == ErrorCode::Syntax || error.code == ErrorCode::Semantic;
  return (compile ? "compile " : "run ") + error.name;
}

// What the question gives, for each section that the case has.
Sections asked(Engine& engine, const Case& c) {
  Sections out;
  const std::string& query = c.said.at("query");
  const Settings before = engine.settings();
  if (const auto set = c.said.find("set"); set != c.said.end()) {
    auto done = engine.ask(set->second);
    if (!done) out["error"] = done.error().message;
  }
  if (c.said.count("plan") != 0) {
    auto plan = engine.ask("EXPLAIN " + query);
    out["plan"] = plan ? without_last_newline(plan->text) : plan.error().message;
  }
  if (c.said.count("profile") != 0) {
    engine.settings().threads = 1;  // rows are counted in the order of one thread
    auto profile = engine.ask("PROFILE " + query);
    engine.settings().threads = before.threads;
    out["profile"] = profile ? without_times(profile->text) : profile.error().message;
  }
  auto answer = engine.ask(query);
  if (!answer) {
    out["error"] = format_diagnostic(answer.error(), query);
    out["fails"] = failure_text(answer.error());
    engine.settings() = before;
    return out;
  }
  out["columns"] = columns_text(*answer);
  out["rows"] = answer->kind == Answer::Kind::Text ? without_last_newline(answer->text)
                                                   : rows_text(*answer, engine.graph());
  out["cites"] = cites_text(*answer);
  out["notices"] = joined(answer->notices);
  // The same question with the planner's rules off: equal rows, in any order in open stores.
  engine.settings().optimise = false;
  auto plain = engine.ask(query);
  engine.settings() = before;
  if (!plain) {
    out["rows"] = "without rules: " + plain.error().message;
  } else if (answer->kind == Answer::Kind::Table) {
    std::istringstream with(out["rows"]);
    std::istringstream without(rows_text(*plain, engine.graph()));
    std::vector<std::string> a;
    std::vector<std::string> b;
    for (std::string line; std::getline(with, line);) a.push_back(line);
    for (std::string line; std::getline(without, line);) b.push_back(line);
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    if (a != b && answer->table.rows.size() != 0 && query.find("LIMIT") == std::string::npos) {
      out["rows"] += "\nwithout rules:\n" + joined(b);
    }
  }
  return out;
}

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> out;
  const std::filesystem::path folder = std::string(SARYE_SOURCE_DIR) + "/tests/queries";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".case") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("Every .case gives what it says", "[cases]") {
  const bool accept = std::getenv("SARYE_ACCEPT_CASES") != nullptr;
  const auto files = case_files();
  REQUIRE(files.size() > 10);
  CaseGraph corpus;
  for (const auto& path : files) {
    CaseFile file = read_cases(path);
    INFO(joined(file.mistakes));
    REQUIRE(file.mistakes.empty());
    CaseGraph own;
    CaseGraph& graph = file.graph_kind == "corpus" ? corpus : own;
    if (!graph.engine) graph = graph_of(file.graph_kind, file.graph);
    for (Case& c : file.cases) {
      const Sections got = asked(*graph.engine, c);
      if (accept) {
        if (got.count("error") != 0 && c.said.count("fails") == 0) c.said["error"];
        for (auto& [section, text] : c.said) {
          const auto now = got.find(section);
          if (now != got.end()) text = now->second;
        }
        continue;
      }
      INFO(path.string() << ":" << c.line << "\n" << c.comment << c.said["query"]);
      // An error that nobody expected shows itself.
      if (c.said.count("error") == 0 && c.said.count("fails") == 0 && got.count("error") != 0)
        CHECK(got.at("error") == "");
      for (const auto& [section, text] : c.said) {
        if (section == "query" || section == "set") continue;
        const auto now = got.find(section);
        CHECK((section + ":\n" + (now == got.end() ? "" : now->second)) == section + ":\n" + text);
      }
    }
    if (accept) write_cases(file);
  }
}

// The texts' own wording is what a citation shows, whatever the analysis makes of it.
TEST_CASE("What the corpus cites stands in its texts", "[cases][corpus]") {
  const CaseGraph corpus = graph_of("corpus", {});
  std::map<std::string, std::string> texts;
  for (const auto& path : collect_texts({std::string(SARYE_SOURCE_DIR) + "/corpus/cases"})) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    texts[path.filename().string()] = text.str();
  }
  for (const char* question : {
           "MATCH (f:Firm)-[r:OFFERS]->(p:Product) RETURN f.name, p.name CITE r",
           "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) RETURN f.name, s.name, docs(r) CITE r LIMIT 2",
           "MATCH (a:Firm)-[r:COMPETES_WITH]-(b:Firm) RETURN a.name, b.name CITE r",
           "MATCH (p:Policy)-[r:CONSTRAINS]->(x) RETURN p.name, x.name CITE r",
       }) {
    INFO(question);
    auto answer = corpus.engine->ask(question);
    REQUIRE(answer);
    CHECK_FALSE(answer->table.rows.empty());
    for (const Citation& cited : answer->table.citations) {
      INFO(cited.document << ": " << cited.quote);
      CHECK_FALSE(cited.quote.empty());
      CHECK(std::any_of(texts.begin(), texts.end(), [&](const auto& text) {
        return text.second.find(cited.quote) != std::string::npos;
      }));
    }
  }
}
