// Calendar days and spans of them, for documents, assertions and query values.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace sarye {

// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct Date {
  std::int32_t days = 0;

  static Date from_civil(int year, int month, int day);
  // `2025-01-20`; nothing else. nullopt: not a date or no such day.
  static std::optional<Date> parse(std::string_view text);
  int year() const;
  int month() const;
  int day() const;
  std::string to_string() const;  // `2025-01-20`
  auto operator<=>(const Date&) const = default;
};

// First and last day, both included. A year is 1 January to 31 December; open ends are the limits.
struct DateSpan {
  static constexpr std::int32_t kOpenBegin = std::numeric_limits<std::int32_t>::min();
  static constexpr std::int32_t kOpenEnd = std::numeric_limits<std::int32_t>::max();
  std::int32_t from = kOpenBegin;
  std::int32_t to = kOpenEnd;

  static DateSpan of_year(int year);
  static DateSpan of_month(int year, int month);
  static DateSpan of_day(Date day);
  bool overlaps(DateSpan other) const { return from <= other.to && other.from <= to; }
  auto operator<=>(const DateSpan&) const = default;
};

}  // namespace sarye
