#include "engine/model/date.h"

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("A day read from text is printed as it was written, in every era", "[model][date]") {
  for (const char* text : {"1970-01-01", "2025-01-20", "2024-02-29", "1900-02-28", "0001-01-01",
                           "9999-12-31", "1969-12-31", "2000-03-01"}) {
    const auto date = Date::parse(text);
    REQUIRE(date.has_value());
    CHECK(date->to_string() == text);
  }
  CHECK(Date::parse("1970-01-01")->days == 0);
  CHECK(Date::parse("1969-12-31")->days == -1);
  CHECK(Date::parse("2000-01-01")->days == 10957);
}

TEST_CASE("Days that the calendar does not have are refused", "[model][date]") {
  for (const char* text : {"2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-04-31",
                           "2025-4-1", "25-01-20", "2025/01/20", "2025-01-20 ", "", "2025-01-0a"}) {
    CAPTURE(text);
    CHECK(!Date::parse(text).has_value());
  }
}

TEST_CASE("Every day of 800 years comes after the one before", "[model][date]") {
  std::int32_t expected = Date::from_civil(1600, 1, 1).days;
  for (int year = 1600; year < 2400; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const DateSpan span = DateSpan::of_month(year, month);
      REQUIRE(span.from == expected);
      const Date last{span.to};
      REQUIRE((last.year() == year && last.month() == month));
      expected = span.to + 1;
    }
  }
}

TEST_CASE("A year covers its last day and not the next one's first", "[model][date]") {
  const DateSpan year = DateSpan::of_year(2024);
  CHECK(year.to - year.from == 365);
  CHECK(year.overlaps(DateSpan::of_day(Date::from_civil(2024, 12, 31))));
  CHECK(!year.overlaps(DateSpan::of_day(Date::from_civil(2025, 1, 1))));
  CHECK(year.overlaps(DateSpan{}));
}
