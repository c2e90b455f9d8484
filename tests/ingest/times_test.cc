#include "ingest/metrics/times.h"

#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::vector<std::string> periods(std::string_view text, int reference_year = 0) {
  static const Times times;
  std::vector<std::string> out;
  for (const TimeMention& m : times.find(text, reference_year)) out.push_back(m.period);
  return out;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Korean dates, also with an apostrophe for the century", "[times]") {
  CHECK(periods("2023년 5월 2일 설립") == Texts{"2023-05-02"});
  CHECK(periods("’23.5월 공개, ’23년 말 종료") == Texts{"2023-05", "2023"});
  CHECK(periods("2023년도 3분기 실적") == Texts{"2023-Q3"});
  CHECK(periods("’24.상반기에 개시") == Texts{"2024-H1"});
}

TEST_CASE("Chinese quarters and halves", "[times]") {
  CHECK(periods("2022年第二季度") == Texts{"2022-Q2"});
  CHECK(periods("2022年上半年") == Texts{"2022-H1"});
  CHECK(periods("2022年11月30日发布") == Texts{"2022-11-30"});
}

TEST_CASE("English dates in either order", "[times]") {
  CHECK(periods("on March 5, 2021 and 6 April 2021") == Texts{"2021-03-05", "2021-04-06"});
  CHECK(periods("in the third quarter of 2021, Q4 2021") == Texts{"2021-Q3", "2021-Q4"});
}

TEST_CASE("Relative years need the document's year", "[times]") {
  CHECK(periods("작년 4분기").empty());
  CHECK(periods("작년 4분기", 2025) == Texts{"2024-Q4"});
  CHECK(periods("去年第三季度", 2025) == Texts{"2024-Q3"});
}

TEST_CASE("A date inside a longer one is not given twice", "[times]") {
  CHECK(periods("2025-01-20") == Texts{"2025-01-20"});
  CHECK(periods("(2024.4.11)") == Texts{"2024-04-11"});
}

TEST_CASE("A quarter alone is the last that has begun", "[ingest][times]") {
  const Times times;
  const auto read = [&](std::string_view text, int month) {
    std::string out;
    for (const TimeMention& one : times.find(text, 2026, month)) out += one.period + " ";
    return out;
  };
  CHECK(read("3분기 매출", 11) == "2026-Q3 ");
  CHECK(read("4분기 매출", 2) == "2025-Q4 ");
  CHECK(read("상반기 수주", 7) == "2026-H1 ");
  CHECK(read("第三季度营收", 10) == "2026-Q3 ");
  CHECK(read("第3季營收", 11) == "2026-Q3 ");
  CHECK(read("前三季度营收", 11) == "2026-Q1-Q3 ");
  CHECK(read("third-quarter sales", 10) == "2026-Q3 ");
  CHECK(times.find("3분기 매출", 0).empty());
}

TEST_CASE("A run of months bears the name of its quarter, half or year", "[ingest][times]") {
  CHECK(periods("2024年1-6月") == Texts{"2024-H1"});
  CHECK(periods("2024年1至9月") == Texts{"2024-Q1-Q3"});
  CHECK(periods("2024年前三季") == Texts{"2024-Q1-Q3"});
  CHECK(periods("2024年1月至7月") == Texts{"2024-01/2024-07"});
  CHECK(periods("2024年前十個月") == Texts{"2024-01/2024-10"});
}

TEST_CASE("A month alone is of the year that is spoken of", "[ingest][times]") {
  const Times times;
  CHECK(times.find("9月營收", 2026, 11).front().period == "2026-09");
  CHECK(times.find("12月營收", 2026, 2).front().period == "2025-12");
  CHECK(times.find("2018年6月營收。6月出貨", 2026, 3).back().period == "2018-06");
  CHECK(times.find("2022年上半年收入，Q1出货", 0).back().period == "2022-Q1");
  CHECK(times.find("純益1943.1萬元", 2026).empty());
  CHECK(times.find("歷時3个月", 2026).empty());
}

TEST_CASE("Impossible months are no dates", "[times]") {
  CHECK(periods("2024년 13월").size() <= 1);
  CHECK(periods("version 3.14 of 12").empty());
}
