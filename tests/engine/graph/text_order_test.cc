// The order of all texts of a type: made of the columns of its ranges, it finds what they have.
#include "engine/graph/text_order.h"

#include <algorithm>
#include <random>
#include <string>

#include "engine/model/value.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

// A column of a range: the texts of its rows; empty rows have none.
Column column_of(const std::vector<std::string>& texts, bool by_text = true) {
  std::vector<Value> values(texts.begin(), texts.end());
  std::vector<ColumnCell> cells;
  for (std::uint32_t row = 0; row < texts.size(); ++row) {
    if (!texts[row].empty()) cells.push_back({row, &values[row]});
  }
  auto column = Column::decode(encode_column(cells, by_text), kRangeSize);
  REQUIRE(column);
  return std::move(*column);
}

}  // namespace

TEST_CASE("Candidates are all texts that may begin so, over several ranges", "[text_order]") {
  std::mt19937 random(11);
  const std::string parts[] = {"가", "나", "a", "ab", std::string(1, '\0'), "中國", "zzzz", "é"};
  TextOrder order;
  std::vector<std::pair<std::uint32_t, std::string>> all;
  for (std::uint32_t range = 0; range < 5; ++range) {
    std::vector<std::string> texts(300);
    for (std::uint32_t row = 0; row < texts.size(); ++row) {
      if (row % 9 == 0) continue;
      for (unsigned i = 0; i < 1 + random() % 5; ++i) texts[row] += parts[random() % 8];
      texts[row] += std::to_string(row);
      all.emplace_back(range * kRangeSize + row, texts[row]);
    }
    REQUIRE(order.add(column_of(texts), range * kRangeSize));
  }
  order.finish();
  CHECK(order.values() == all.size());

  std::vector<std::string> prefixes = {"",         "가나",     "ab",   "zzzz",
                                       "zzzzzzzz", "中國中國", "없다", "中"};
  prefixes.push_back(std::string("a") + '\0');
  for (std::size_t i = 0; i < all.size(); i += 37) prefixes.push_back(all[i].second);
  for (const std::string& prefix : prefixes) {
    std::vector<std::uint32_t> expected;
    for (const auto& [offset, text] : all) {
      if (text.starts_with(prefix)) expected.push_back(offset);
    }
    std::vector<std::uint32_t> found;
    for (const TextOrder::Entry& entry : order.candidates(prefix)) found.push_back(entry.offset);
    std::sort(found.begin(), found.end());
    INFO(prefix);
    CHECK(std::includes(found.begin(), found.end(), expected.begin(), expected.end()));
    if (TextOrder::is_decided(prefix)) CHECK(found == expected);
  }
}

TEST_CASE("A column without an order of its texts makes none", "[text_order]") {
  TextOrder order;
  std::vector<std::string> texts;
  for (int i = 0; i < 50; ++i) texts.push_back("name " + std::to_string(i));
  CHECK(order.add(column_of(texts), 0));
  CHECK_FALSE(order.add(column_of(texts, false), kRangeSize));
  CHECK(order.add(Column(), 2 * kRangeSize));  // no texts at all
}
