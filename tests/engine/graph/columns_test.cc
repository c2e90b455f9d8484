// Columns of strings find rows by a part of their texts.
#include "engine/graph/columns.h"

#include <algorithm>
#include <random>

#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

Column column_of(const std::vector<std::pair<std::uint32_t, std::string>>& texts, bool by_text) {
  std::vector<Value> values;
  values.reserve(texts.size());
  std::vector<ColumnCell> cells;
  for (const auto& [row, text] : texts) {
    values.emplace_back(text);
    cells.push_back({row, &values.back()});
  }
  return tiny::must(Column::decode(encode_column(cells, by_text), 2048), "column");
}

using Rows = std::vector<std::uint32_t>;

Rows with_prefix(const Column& column, std::string_view prefix) {
  const auto found = column.rows_with_prefix(prefix);
  REQUIRE(found);
  Rows rows(found->begin(), found->end());
  std::sort(rows.begin(), rows.end());
  return rows;
}

Rows with_part(const Column& column, std::string_view part) {
  Rows rows;
  column.find_rows_with(part, rows);
  return rows;
}

}  // namespace

TEST_CASE("A part that two texts make together is in neither", "[graph][columns]") {
  const Column column = column_of({{0, "aab"}, {1, "baab"}, {3, ""}, {4, "ab"}, {5, "x"}}, true);
  CHECK(with_part(column, "ab") == Rows{0, 1, 4});
  CHECK(with_part(column, "bb").empty());
  CHECK(with_part(column, "baa") == Rows{1});
  CHECK(with_part(column, "abx").empty());
  CHECK(with_part(column, "") == Rows{0, 1, 3, 4, 5});
  CHECK(with_prefix(column, "a") == Rows{0, 4});
  CHECK(with_prefix(column, "") == Rows{0, 1, 3, 4, 5});
  CHECK(with_prefix(column, "xy").empty());
}

TEST_CASE("The order by text is kept where it was asked for", "[graph][columns]") {
  CHECK(!column_of({{0, "b"}, {1, "a"}}, false).rows_with_prefix("a"));
  CHECK(column_of({{0, "b"}, {1, "a"}}, true).rows_with_prefix("a"));
}

TEST_CASE("Rows are found as one text after the other would be", "[graph][columns]") {
  std::mt19937 random(5);
  const char* letters[] = {"a", "b", "가", "나", "中"};
  const auto word = [&](std::size_t most) {
    std::string text;
    for (std::size_t n = random() % (most + 1); n > 0; --n) text += letters[random() % 5];
    return text;
  };
  for (int round = 0; round < 40; ++round) {
    std::vector<std::pair<std::uint32_t, std::string>> texts;
    for (std::uint32_t row = 0; row < 300; ++row) {
      // Beside the words something that no other row has: else it is a dictionary.
      if (random() % 4 != 0) texts.emplace_back(row, word(5) + std::to_string(row));
    }
    const Column column = column_of(texts, true);
    REQUIRE(column.kind() == ColumnKind::String);
    for (int i = 0; i < 20; ++i) {
      const std::string wanted = word(3);
      Rows parts;
      Rows prefixes;
      for (const auto& [row, text] : texts) {
        if (text.find(wanted) != std::string::npos) parts.push_back(row);
        if (text.starts_with(wanted)) prefixes.push_back(row);
      }
      CHECK(with_part(column, wanted) == parts);
      CHECK(with_prefix(column, wanted) == prefixes);
    }
  }
}

TEST_CASE("An order that names no row is damage", "[graph][columns]") {
  const Value a(std::string("a"));
  const Value b(std::string("b"));
  const std::vector<ColumnCell> cells{{0, &a}, {1, &b}};
  std::string bytes = encode_column(cells, true);
  REQUIRE(Column::decode(bytes, 2048));
  bool refused = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string broken = bytes;
    broken[i] = static_cast<char>(0xFF);
    refused = refused || !Column::decode(broken, 2048);
  }
  CHECK(refused);
  bytes.pop_back();
  CHECK(!Column::decode(bytes, 2048));
}
