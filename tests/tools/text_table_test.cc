#include "tools/terminal/text_table.h"

#include "engine/text/display_width.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t to = text.find('\n', from);
    lines.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return lines;
}

// The terminal cell in which `word` begins.
int cell_of(const std::string& line, const std::string& word) {
  const std::size_t at = line.find(word);
  REQUIRE(at != std::string::npos);
  return display_width(std::string_view(line).substr(0, at));
}

}  // namespace

TEST_CASE("Columns begin in the same cell whatever the script of the cells before",
          "[text_table]") {
  const auto lines = lines_of(
      text_table({"firm", "strategy"},
                 {{"네이버", "AA"}, {"深度求索", "BB"}, {"DeepSeek", "CC"}, {"e\u0301", "DD"}}));
  REQUIRE(lines.size() == 6);
  const int column = cell_of(lines[0], "strategy");
  CHECK(column == 10);
  CHECK(cell_of(lines[2], "AA") == column);
  CHECK(cell_of(lines[3], "BB") == column);
  CHECK(cell_of(lines[4], "CC") == column);
  CHECK(cell_of(lines[5], "DD") == column);
}

TEST_CASE("Numbers end in the same cell, texts that hold digits do not count as numbers",
          "[text_table]") {
  const auto lines = lines_of(text_table({"n", "code"}, {{"7", "R1"}, {"1234", "V3"}}));
  CHECK(lines[2] == "   7  R1");
  CHECK(lines[3] == "1234  V3");
}

TEST_CASE("A long cell is wrapped inside its column and never cuts a wide character",
          "[text_table]") {
  const auto lines =
      lines_of(text_table({"a", "text"}, {{"x", "가나다라마바사아자차카타파하"}}, {.width = 20}));
  for (const std::string& line : lines) CHECK(display_width(line) <= 20);
  CHECK(lines.size() > 3);
  std::string joined;
  for (std::size_t i = 2; i < lines.size(); ++i) joined += lines[i];
  CHECK(joined.find("\xEF\xBF\xBD") == std::string::npos);
  CHECK(cell_of(lines[3], "자") == cell_of(lines[2], "가"));
}

TEST_CASE("Texts are cut at blanks where there are any", "[text_table]") {
  CHECK(wrap_text("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap_text("one\ntwo", 7) == std::vector<std::string>{"one", "two"});
  CHECK(wrap_text("垂直整合战略", 5) == std::vector<std::string>{"垂直", "整合", "战略"});
}
