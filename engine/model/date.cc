#include "engine/model/date.h"

#include <array>
#include <cstdio>

namespace sarye {

namespace {

struct Civil {
  int year;
  int month;
  int day;
};

// Days from and to civil dates by eras of 400 years that begin on 1 March, after Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms":
// https://howardhinnant.github.io/date_algorithms.html
constexpr std::int32_t days_from_civil(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

constexpr Civil civil_from_days(std::int32_t days) {
  const std::int64_t z = std::int64_t{days} + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int day_of_era = static_cast<int>(z - era * 146097);
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int month = shifted_month + (shifted_month < 10 ? 3 : -9);
  const int year = static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

// The first days of the years that texts speak of, the year behind the last one included: most days
// have their year by one division and a look at its neighbours.
constexpr int kFirstYear = 1800;
constexpr int kLastYear = 2199;
constexpr auto kYearBegins = [] {
  std::array<std::int32_t, kLastYear - kFirstYear + 2> days{};
  for (int year = kFirstYear; year <= kLastYear + 1; ++year) {
    days[static_cast<std::size_t>(year - kFirstYear)] = days_from_civil(year, 1, 1);
  }
  return days;
}();

constexpr bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

// `width` digits at `at`; -1 when one of them is no digit.
int digits(std::string_view text, std::size_t at, std::size_t width) {
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

Date Date::from_civil(int year, int month, int day) {
  return Date{days_from_civil(year, month, day)};
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
    return std::nullopt;
  }
  return from_civil(year, month, day);
}

int Date::year() const {
  if (days >= kYearBegins.front() && days < kYearBegins.back()) {
    auto at = static_cast<std::size_t>(days - kYearBegins.front()) / 366;
    while (days >= kYearBegins[at + 1]) ++at;  // once or twice
    return kFirstYear + static_cast<int>(at);
  }
  return civil_from_days(days).year;
}
int Date::month() const {
  return civil_from_days(days).month;
}
int Date::day() const {
  return civil_from_days(days).day;
}

std::string Date::to_string() const {
  const Civil civil = civil_from_days(days);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
  return text;
}

DateSpan DateSpan::of_year(int year) {
  return {days_from_civil(year, 1, 1), days_from_civil(year, 12, 31)};
}

DateSpan DateSpan::of_month(int year, int month) {
  return {days_from_civil(year, month, 1),
          days_from_civil(year, month, days_in_month(year, month))};
}

DateSpan DateSpan::of_day(Date day) {
  return {day.days, day.days};
}

}  // namespace sarye
