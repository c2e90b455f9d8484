// The language's page says what the program does: its examples run, and its tables are those of the
// program.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "engine/binder/functions.h"
#include "engine/help.h"
#include "engine/language_page.h"
#include "engine/page_sections.h"
#include "engine/syntax/diagnostic.h"
#include "engine/syntax/expected.h"
#include "engine/syntax/token.h"
#include "tests/queries/answer_text.h"
#include "tests/queries/case_graph.h"
#include "tests/queries/reference_page.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace sarye;
using namespace sarye::cases;

namespace {

const std::string kPage = std::string(SARYE_SOURCE_DIR) + "/grammar/README.md";

// What stands in an `answer` fence.
std::string answer_text(const Answer& answer, const GraphView& graph) {
  std::vector<std::string> lines;
  if (answer.kind == Answer::Kind::Text) {
    std::string text = answer.text;
    while (!text.empty() && text.back() == '\n') text.pop_back();
    lines.push_back(text);
  } else {
    lines.push_back(columns_text(answer));
    for (const std::string& part : {rows_text(answer, graph), cites_text(answer)}) {
      if (!part.empty()) lines.push_back(part);
    }
  }
  for (const std::string& notice : answer.notices) lines.push_back("note: " + notice);
  return joined(lines);
}

// The one table of the page with this first column.
PageTable page_table(std::string_view first_column) {
  std::vector<PageTable> found;
  for (const PageSection& section : page_sections(language_page())) {
    for (const PageTable& table : section.tables) {
      if (!table.header.empty() && table.header[0] == first_column) found.push_back(table);
    }
  }
  REQUIRE_FALSE(found.empty());
  PageTable all = found[0];
  for (std::size_t i = 1; i < found.size(); ++i) {
    all.rows.insert(all.rows.end(), found[i].rows.begin(), found[i].rows.end());
  }
  return all;
}

class WorkingFolder {
 public:
  explicit WorkingFolder(const std::filesystem::path& folder)
      : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(folder);
  }
  ~WorkingFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_;
};

}  // namespace

TEST_CASE("The examples of the language's page give what it shows", "[reference]") {
  const bool accept = std::getenv("SARYE_ACCEPT_CASES") != nullptr;
  const ReferencePage page = ReferencePage::read(kPage);
  CHECK(page.lost_marks.empty());
  REQUIRE(page.examples.size() > 30);
  const test::TempDir folder;
  const WorkingFolder here(folder.path());  // EXPORT writes
  const CaseGraph corpus = graph_of("corpus", {});
  std::vector<std::string> given;
  for (const PageExample& example : page.examples) {
    std::string last;
    for (std::size_t i = 0; i < example.statements.size(); ++i) {
      const std::string& statement = example.statements[i];
      INFO(kPage << ":" << example.line << "\n" << statement);
      auto answer = corpus.engine->ask(statement);
      const bool must_fail =
          i + 1 == example.statements.size() && example.shown == PageExample::Shown::Error;
      if (!answer && !must_fail) FAIL(format_diagnostic(answer.error(), statement));
      CHECK(answer.has_value() == !must_fail);
      last = answer ? answer_text(*answer, corpus.engine->graph())
                    : format_diagnostic(answer.error(), statement);
    }
    if (!accept && example.shown != PageExample::Shown::Nothing) {
      INFO(kPage << ":" << example.line);
      CHECK(last == page.shown(example));
    }
    given.push_back(std::move(last));
  }
  if (accept) page.write(given);
}

TEST_CASE("The page lists the functions of the program, each as it is", "[reference]") {
  const PageTable table = page_table("function");
  const int result = table.column("result");
  const int of_null = table.column("of null");
  const int meaning = table.column("meaning");
  REQUIRE((result > 0 && of_null > 0 && meaning > 0));
  std::set<std::string> listed;
  for (const auto& row : table.rows) {
    const std::string name = PageTable::word_of(row);
    INFO(row[0]);
    listed.insert(name);
    const FunctionInfo* info = find_function_info(name);
    if (info == nullptr) {
      CHECK(name == "no function");
      continue;
    }
    CHECK(row[static_cast<std::size_t>(meaning)] == info->help);
    CHECK((row[static_cast<std::size_t>(of_null)] == "left out") == info->aggregate);
    // name(a, b[, c]) tells how many arguments it takes.
    const std::string& written = row[0];
    const std::size_t open = written.find('(');
    const std::size_t optional = std::min(written.find('['), written.find(", ..."));
    const auto arguments = [&](std::size_t end) {
      const std::string inside = written.substr(open + 1, end - open - 1);
      if (inside.empty()) return 0;
      return static_cast<int>(std::count(inside.begin(), inside.end(), ',')) + 1;
    };
    CHECK(arguments(std::min(optional, written.find(')'))) == info->min_arguments);
    if (written.find("...") == std::string::npos) {
      CHECK(arguments(written.find(')')) == info->max_arguments);
    } else {
      CHECK(info->max_arguments == -1);
    }
  }
  for (const FunctionInfo& info : functions()) {
    INFO(info.name);
    CHECK(listed.count(std::string(info.name)) == 1);
  }
}

TEST_CASE("What the page says of null is so", "[reference]") {
  const PageTable table = page_table("function");
  const auto of_null = static_cast<std::size_t>(table.column("of null"));
  const CaseGraph graph = graph_of("open", {"(1:Firm {n: 1})"});
  for (const auto& row : table.rows) {
    const FunctionInfo* info = find_function_info(PageTable::word_of(row));
    if (info == nullptr || row[of_null].empty()) continue;
    std::string call = std::string(info->name) + "(";
    for (int i = 0; i < std::max(1, info->min_arguments); ++i) {
      call += i == 0 ? "x" : info->aggregate ? ", 0.5" : ", x";
    }
    INFO(call);
    auto answer = graph.engine->ask("UNWIND [null] AS x RETURN " + call + ") AS y");
    if (row[of_null] == "an error") {
      CHECK_FALSE(answer);
      continue;
    }
    if (!answer) FAIL(answer.error().message);
    REQUIRE(answer->table.rows.size() == 1);
    const Value& value = answer->table.rows[0][0];
    if (row[of_null] == "null") CHECK(value.is_null());
    if (row[of_null] == "false") CHECK((!value.is_null() && !value.boolean()));
    if (row[of_null] == "left out") {
      CHECK(rows_text(*graph.engine->ask("UNWIND [null, 1] AS x RETURN " + call + ") AS y"),
                      graph.engine->graph()) ==
            rows_text(*graph.engine->ask("UNWIND [1] AS x RETURN " + call + ") AS y"),
                      graph.engine->graph()));
    }
  }
}

TEST_CASE("The page lists the options of the program", "[reference]") {
  const PageTable table = page_table("option");
  const auto at_first = static_cast<std::size_t>(table.column("at first"));
  const auto meaning = static_cast<std::size_t>(table.column("meaning"));
  const std::vector<Settings::Entry> entries = Settings().entries();
  CHECK(table.rows.size() == entries.size());
  for (const auto& row : table.rows) {
    INFO(row[0]);
    const auto known = std::find_if(
        entries.begin(), entries.end(),
        [&](const Settings::Entry& entry) { return entry.name == PageTable::word_of(row); });
    REQUIRE(known != entries.end());
    CHECK(row[at_first] == known->value);
    CHECK(row[meaning] == known->meaning);
  }
}

TEST_CASE("There is help on every word of the grammar, function, option and error", "[reference]") {
  const Vocabulary& words = vocabulary();
  for (const int type : words.keywords) {
    INFO(words.text_of(type));
    CHECK_FALSE(help_text(words.text_of(type)).empty());
  }
  CHECK(words.keywords.size() > 60);
  for (const FunctionInfo& info : functions()) {
    INFO(info.name);
    CHECK(help_text(info.name).find(info.help) != std::string::npos);
  }
  for (const Settings::Entry& entry : Settings().entries()) {
    INFO(entry.name);
    CHECK(help_text(entry.name).find(entry.meaning) != std::string::npos);
  }
  CHECK(help_text("undefinedvariable").find("UndefinedVariable") == 0);
  CHECK(help_text("order by") == help_text("ORDER"));
  CHECK(help_text("matsch").empty());
  CHECK(help_hint("matsch") == "did you mean match?");
  for (const std::string_view topic : help_topics()) {
    INFO(topic);
    CHECK_FALSE(help_text(topic).empty());
  }
}
