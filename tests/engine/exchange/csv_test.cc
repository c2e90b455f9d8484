// What rows of CSV are, wherever the text is cut into blocks.
#include "engine/exchange/csv.h"

#include <random>

#include "engine/exchange/csv_table.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

using Fields = std::vector<std::string>;

std::vector<Fields> rows_of(std::string_view text) {
  CsvReader reader(text);
  std::vector<std::string_view> fields;
  std::vector<Fields> rows;
  while (reader.next(fields)) rows.emplace_back(fields.begin(), fields.end());
  return rows;
}

}  // namespace

TEST_CASE("fields end at commas and lines, quoted ones at their quote", "[csv]") {
  using Rows = std::vector<Fields>;
  CHECK(rows_of("a,b\n1,2\n") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a,b\r\n1,\r\n") == Rows{{"a", "b"}, {"1", ""}});
  CHECK(rows_of("\n\r\n,x") == Rows{{"", "x"}});
  CHECK(rows_of("1,") == Rows{{"1", ""}});
  CHECK(rows_of("\"a,b\",\"c\nd\"\n2,3") == Rows{{"a,b", "c\nd"}, {"2", "3"}});
  CHECK(rows_of("\"a\",\"\",\"\"\"q\"\"\"\r\n\"x\"") == Rows{{"a", "", "\"q\""}, {"x"}});
  // Not as the standard has it: what stands behind a quoted part belongs to the field, and a quote
  // inside a plain field is itself.
  CHECK(rows_of("\"a\"b,c\"d\"\n") == Rows{{"ab", "c\"d\""}});
  CHECK(rows_of("\"a\"\"\nb\"c,\"d\"\"\",e\n") == Rows{{"a\"\nbc", "d\"", "e"}});
  CHECK(rows_of("\"never ends,\n") == Rows{{"never ends,\n"}});
}

TEST_CASE("lines are counted through quotes and empty lines", "[csv]") {
  CsvReader reader("h\n\n\"a\n\nb\"\n\"c\"\"\n\"\nd\n", 10);
  std::vector<std::string_view> fields;
  std::vector<std::size_t> lines;
  while (reader.next(fields)) lines.push_back(reader.line());
  CHECK(lines == std::vector<std::size_t>{10, 12, 15, 17});
}

TEST_CASE("another reader goes on where one stopped", "[csv]") {
  const std::string_view text = "a,\"x\ny\"\n\nb,\"p\"\"q\"\nc,d";
  CsvReader first(text);
  std::vector<std::string_view> fields;
  REQUIRE(first.next(fields));
  CsvReader second(text.substr(first.next_byte()), first.next_line());
  REQUIRE(second.next(fields));
  CHECK(Fields(fields.begin(), fields.end()) == Fields{"b", "p\"q"});
  CHECK(second.line() == 4);
}

TEST_CASE("numbers are read eight digits at once as they are one by one", "[csv]") {
  std::mt19937 random(7);
  const std::string near = "0123456789-+/:. ";
  for (int i = 0; i < 200000; ++i) {
    std::string field;
    const bool is_number = i % 2 == 0;
    for (std::size_t n = random() % 12; n > 0; --n) field += near[random() % (is_number ? 10 : 16)];
    REQUIRE(whole_number(field) == any_whole_number(field));
  }
}
