#include "ingest/metrics/tables.h"

#include "ingest/metrics/times.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

AnnotatedText table_text(const std::string& caption, const std::string& body) {
  AnnotatedText text;
  Block title;
  title.kind = PassageKind::Caption;
  title.text = caption;
  Block table;
  table.kind = PassageKind::Table;
  table.text = body;
  text.blocks = {title, table};
  REQUIRE(Times().run(text));
  REQUIRE(Tables().run(text));
  return text;
}

}  // namespace

TEST_CASE("A plain row is a label and as many numbers as the header has periods", "[tables]") {
  const auto text = table_text("[표 1] 한빛 부문별 매출",
                               "(단위: 억원)\n구분 2023년 2022년\n매출\n전지 소재 1,200 1,100\n"
                               "매출 합계 3,400 3,000");
  REQUIRE(text.tables.size() == 1);
  const TextTable& table = text.tables[0];
  CHECK(table.unit_line == "(단위: 억원)");
  CHECK(table.header.size() == 3);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[1].group == "매출");
  CHECK(table.rows[1].label == "전지 소재");
  REQUIRE(table.rows[1].cells.size() == 2);
  CHECK(table.rows[1].cells[0].text == "1,200");
}

TEST_CASE("A Markdown table is cut at its pipes and loses its rule", "[tables]") {
  const auto text =
      table_text("Table 2. Sales", "| Firm | 2023 | 2022 |\n|---|---:|---:|\n| Hanbit | 12 | 11 |");
  REQUIRE(text.tables.size() == 1);
  REQUIRE(text.tables[0].rows.size() == 1);
  CHECK(text.tables[0].rows[0].label == "Hanbit");
  CHECK(text.tables[0].rows[0].cells[1].text == "11");
}

TEST_CASE("Words of a header stand together in brackets and behind a capital", "[tables]") {
  const auto text = table_text("Table 3. Results for 2024",
                               "Company Revenue (USD billion) Net income\nHanbit 12.5 3.1\n"
                               "Narae 4.9 1.2");
  REQUIRE(text.tables.size() == 1);
  const TextTable& table = text.tables[0];
  REQUIRE(table.header.size() == 3);
  CHECK(table.header[1] == "Revenue (USD billion)");
  CHECK(table.header[2] == "Net income");
  CHECK(table.rows.size() == 2);
}

TEST_CASE("Every cell knows its bytes in the block", "[tables]") {
  const auto text = table_text("표", "구분 2023년 2022년\n가나 12 34\n다라 56 78");
  REQUIRE(text.tables.size() == 1);
  for (const auto& row : text.tables[0].rows) {
    for (const auto& cell : row.cells) {
      CHECK(text.blocks[1].text.substr(cell.bytes.begin, cell.bytes.size()) == cell.text);
    }
  }
}
