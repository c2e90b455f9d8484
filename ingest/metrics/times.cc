#include "ingest/metrics/times.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstdio>
#include <string>

namespace sarye {

// One way to write a time. Groups are read by position: the letters of `groups` say what each is:
// Y four-digit year, y two-digit year, R a word for this or last year, H half, Q quarter, M month,
// N name of a month, T the last month of a run of months from January or from M, C the last quarter
// of a run of quarters from the first, D day.
// Before a pattern is tried, one of its signs must stand in the text, as written or with capitals,
// and where it has a Y four digits with the year sign beside them.
struct Times::Rule {
  Pattern pattern;
  std::string_view groups;
  std::uint64_t signs = 0;  // a bit a literal of signs_; 0: it has no such sign, but a Y
  YearSign year_sign;
  bool needs_digit = false;
  bool needs_year = false;
  bool needs_month = false;       // a month's name
  bool begins_with_year = false;  // four digits and 년 or 年
};

namespace {

constexpr std::string_view kMonthStarts = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

std::uint8_t bit_of(Times::YearSign sign) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(sign));
}

// What stands beside the groups of four digits and more in a text: a bit a YearSign.
std::uint8_t year_signs(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  std::uint8_t found = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!digit(at)) continue;
    const std::size_t begin = at;
    while (at < text.size() && digit(at)) ++at;
    if (at - begin < 4) continue;
    found |= bit_of(Times::YearSign::Any);
    if (at < text.size() && text[at] == '-') found |= bit_of(Times::YearSign::Dash);
    if (at < text.size() && (text[at] == '.' || text[at] == '/')) {
      found |= bit_of(Times::YearSign::Point);
    }
    std::size_t before = begin;
    while (before > 0 &&
           (text[before - 1] == ' ' || (text[before - 1] >= '\t' && text[before - 1] <= '\r'))) {
      --before;
    }
    if (before == 0) continue;
    const char last = static_cast<char>(text[before - 1] | 0x20);
    if ((last >= 'a' && last <= 'z') || text[before - 1] == '-') {
      found |= bit_of(Times::YearSign::Letter);
    }
  }
  return found;
}

// Where four digits stand that have 년 or 年 behind them.
std::vector<std::size_t> places_of_years(std::string_view text) {
  constexpr std::size_t kDigits = 4;
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!digit(at)) continue;
    const std::size_t begin = at;
    while (at < text.size() && digit(at)) ++at;
    if (at - begin < kDigits) continue;
    const std::size_t sign = std::min(text.find_first_not_of("\t\n\f\r ", at), text.size());
    const std::string_view behind = text.substr(sign);
    if (behind.starts_with("년") || behind.starts_with("年")) places.push_back(at - kDigits);
  }
  return places;
}

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

// Whether a word that begins as a month's name does, with a capital, stands in `text`.
bool names_month(std::string_view text) {
  for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
    if (text[at] < 'A' || text[at] > 'S') continue;
    const char name[] = {static_cast<char>(text[at] | 0x20), text[at + 1], text[at + 2]};
    if (std::find(kMonths.begin(), kMonths.end(), std::string_view(name, 3)) != kMonths.end()) {
      return true;
    }
  }
  return false;
}

int to_int(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int month_of_name(std::string_view name) {
  std::string head;
  for (char c : name.substr(0, 3)) head += static_cast<char>(c | 0x20);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (head == kMonths[i]) return static_cast<int>(i) + 1;
  }
  return 0;
}

// A quarter or half as a digit, a Chinese numeral or an English ordinal.
int ordinal_of(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, int>, 21> kWords = {
      {{"一", 1},     {"二", 2}, {"三", 3}, {"四", 4}, {"first", 1}, {"second", 2}, {"third", 3},
       {"fourth", 4}, {"상", 1}, {"하", 2}, {"上", 1}, {"下", 2},    {"final", 4},  {"五", 5},
       {"六", 6},     {"七", 7}, {"八", 8}, {"九", 9}, {"十", 10},   {"十一", 11},  {"last", 4}}};
  std::string lower;
  for (char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  for (const auto& [word, value] : kWords) {
    if (lower == word) return value;
  }
  return to_int(text);
}

// -1 for last year, 0 for this one, 1 for the next.
int relative_of(std::string_view word) {
  static constexpr std::array<std::string_view, 10> kLast = {
      "작년",      "지난해",    "전년", "去年", "上年",
      "last year", "Last year", "지난", "前年", "a year ago"};
  static constexpr std::array<std::string_view, 5> kNext = {"내년", "明年", "next year",
                                                            "Next year", "来年"};
  if (std::find(kLast.begin(), kLast.end(), word) != kLast.end()) return -1;
  if (std::find(kNext.begin(), kNext.end(), word) != kNext.end()) return 1;
  return 0;
}

// A run of months that is a quarter, a half or a year bears that name.
void name_run(TimeReading& r) {
  const auto is = [&r](int first, int last) { return r.month == first && r.last_month == last; };
  if (is(1, 3)) r.quarter = 1;
  if (is(4, 6)) r.quarter = 2;
  if (is(7, 9)) r.quarter = 3;
  if (is(10, 12)) r.quarter = 4;
  if (is(1, 6)) r.half = 1;
  if (is(7, 12)) r.half = 2;
  if (r.quarter != 0 || r.half != 0 || is(1, 12)) r.month = r.last_month = 0;
}

std::optional<TimeReading> read(std::string_view text, const PatternMatch& match,
                                std::string_view groups) {
  TimeReading r;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!match.has(i)) continue;
    const std::string_view g = match.text(text, i);
    switch (groups[i]) {
      case 'Y':
        r.year = to_int(g);
        break;
      case 'y':
        r.year = 2000 + to_int(g);
        break;
      case 'R':
        r.relative_year = relative_of(g);
        r.has_relative = true;
        break;
      case 'H':
        r.half = ordinal_of(g);
        break;
      case 'Q':
        r.quarter = ordinal_of(g);
        break;
      case 'M':
        r.month = to_int(g);
        break;
      case 'N':
        r.month = month_of_name(g);
        break;
      case 'T':
        r.last_month = ordinal_of(g);
        if (r.month == 0) r.month = 1;
        break;
      case 'C':
        r.month = 1;
        r.last_month = ordinal_of(g) * 3;
        break;
      case 'D':
        r.day = to_int(g);
        break;
      default:
        break;
    }
  }
  if (r.last_month != 0) name_run(r);
  const bool plausible = (r.year == 0 || (r.year >= 1850 && r.year <= 2100)) && r.month <= 12 &&
                         r.last_month <= 12 && (r.last_month == 0 || r.last_month > r.month) &&
                         r.day <= 31 && r.quarter <= 4 && r.half <= 2;
  return plausible ? std::optional(r) : std::nullopt;
}

// 1943.1萬元 is an amount, no month.
bool goes_on_as_amount(std::string_view rest) {
  for (std::string_view word :
       {"万", "萬", "亿", "億", "兆", "元", "%", "％", "만", "억", "조", "원"}) {
    if (rest.starts_with(word)) return true;
  }
  return false;
}

bool is_part_of_number(std::string_view front) {
  return (front.back() >= '0' && front.back() <= '9') || front.back() == '.' || front.back() == '-';
}

std::string padded(int value) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%02d", value);
  return buffer;
}

}  // namespace

std::string period_of(const TimeReading& r) {
  if (r.year == 0) return {};
  std::string period = std::to_string(r.year);
  if (r.quarter != 0) return period + "-Q" + std::to_string(r.quarter);
  if (r.half != 0) return period + "-H" + std::to_string(r.half);
  if (r.month == 1 && r.last_month == 9) return period + "-Q1-Q3";
  if (r.last_month != 0) {
    return period + "-" + padded(r.month) + "/" + period + "-" + padded(r.last_month);
  }
  if (r.month != 0) period += "-" + padded(r.month);
  if (r.month != 0 && r.day != 0) period += "-" + padded(r.day);
  return period;
}

DateSpan span_of(const TimeReading& r) {
  const auto months = [&r](int first, int last) {
    return DateSpan{DateSpan::of_month(r.year, first).from, DateSpan::of_month(r.year, last).to};
  };
  if (r.quarter != 0) return months(r.quarter * 3 - 2, r.quarter * 3);
  if (r.half != 0) return months(r.half * 6 - 5, r.half * 6);
  if (r.last_month != 0) return months(r.month, r.last_month);
  if (r.month != 0 && r.day != 0) return DateSpan::of_day(Date::from_civil(r.year, r.month, r.day));
  if (r.month != 0) return DateSpan::of_month(r.year, r.month);
  return DateSpan::of_year(r.year);
}

Times::Times() {
  std::vector<std::string> signs;
  // `needs`: literals with bars between them, in small letters.
  const auto add = [&](std::string_view expression, std::string_view groups,
                       std::string_view needs = {}, YearSign year_sign = YearSign::Any) {
    Rule rule{Pattern(expression), groups, 0, year_sign};
    rule.needs_digit = groups.find_first_of("YyMD") != std::string_view::npos;
    rule.needs_year = groups.find('Y') != std::string_view::npos;
    rule.needs_month = groups.find('N') != std::string_view::npos;
    for (const std::string_view begin : {R"((\d{4})\s*년)", R"((\d{4})\s*年)"}) {
      const bool begins = expression.starts_with(begin);
      rule.begins_with_year =
          rule.begins_with_year || (begins && !expression.substr(begin.size()).starts_with("?"));
    }
    while (!needs.empty()) {
      const std::size_t bar = std::min(needs.find('|'), needs.size());
      const std::string_view sign = needs.substr(0, bar);
      const auto known = std::find(signs.begin(), signs.end(), sign);
      rule.signs |= std::uint64_t{1} << (known - signs.begin());
      if (known == signs.end()) signs.emplace_back(sign);
      needs.remove_prefix(std::min(bar + 1, needs.size()));
    }
    assert(rule.signs != 0 || rule.needs_year);
    rules_.push_back(std::move(rule));
  };
  constexpr std::string_view kMonthName =
      R"((Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?))";
  const std::string month(kMonthName);
  // Korean. An apostrophe before two digits is a year: ’24.4월, ’24년, '25.2.5.
  add(R"((\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일)", "YMD", "월");
  add(R"((\d{4})\s*년도?\s*(\d{1,2})\s*월)", "YM", "월");
  add(R"((\d{4})\s*년도?\s*([1-4])\s*(?:/4)?\s*분기)", "YQ", "분기");
  add(R"((\d{4})\s*년도?\s*(상|하)반기)", "YH", "반기");
  add(R"((\d{4})\s*년)", "Y", "년");
  add(R"([’'‘′](\d{2})\s*[.년]\s*([1-4])\s*(?:/4)?\s*분기)", "yQ", "분기");
  add(R"([’'‘′](\d{2})\s*[.년]\s*(상|하)반기)", "yH", "반기");
  add(R"([’'‘′](\d{2})\s*[.년]\s*(\d{1,2})\s*월(?:\s*(\d{1,2})\s*일)?)", "yMD", "월");
  add(R"([’'‘′](\d{2})\.\s?(\d{1,2})\.\s?(\d{1,2}))", "yMD", "’|'|‘|′");
  add(R"([’'‘′](\d{2})\s*년)", "y", "년");
  add(R"(\b(\d{2})\.([1-4])\s*분기)", "yQ", "분기");
  add(R"((작년|지난해|전년|올해|금년|내년)\s*([1-4])\s*(?:/4)?\s*분기)", "RQ", "분기");
  add(R"((작년|지난해|올해|금년|내년)\s*(상|하)반기)", "RH", "반기");
  add(R"((작년|지난해|올해|금년|내년)\s*(\d{1,2})\s*월(?:\s*(\d{1,2})\s*일)?)", "RMD", "월");
  add(R"((작년|지난해|올해|금년|내년))", "R", "작년|지난해|전년|올해|금년|내년");
  // Chinese
  add(R"((\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號])", "YMD", "月");
  add(R"((\d{4})\s*年\s*(\d{1,2})\s*月?\s*[-–~～至到]\s*(\d{1,2})\s*月)", "YMT", "月");
  add(R"((\d{4})\s*年\s*前\s*([二三23])\s*季度?)", "YC", "季");
  add(R"((\d{4})\s*年\s*前\s*(二|三|四|五|六|七|八|九|十|十一|\d{1,2})\s*[个個]?月)", "YT", "月");
  add(R"((\d{4})\s*年\s*(\d{1,2})\s*月)", "YM", "月");
  add(R"((\d{4})\s*年?(?:度)?\s*Q([1-4]))", "YQ", "q1|q2|q3|q4");
  add(R"((\d{4})\s*年(?:度)?\s*第?([一二三四1-4])\s*季度?)", "YQ", "季");
  add(R"((\d{4})\s*年\s*(上|下)半年)", "YH", "半年");
  add(R"((\d{4})\s*年)", "Y", "年");
  add(R"((去年|今年|上年)\s*前\s*([二三23])\s*季度?)", "RC", "季");
  add(R"((去年|今年|上年)\s*前\s*(二|三|四|五|六|七|八|九|十|十一|\d{1,2})\s*[个個]?月)", "RT",
      "月");
  add(R"((去年|今年|上年)\s*(\d{1,2})\s*月?\s*[-–~～至到]\s*(\d{1,2})\s*月)", "RMT", "月");
  add(R"((去年|今年|明年|上年)\s*第?([一二三四1-4])\s*季度?)", "RQ", "季");
  add(R"((去年|今年|明年|上年)\s*(上|下)半年)", "RH", "半年");
  add(R"((去年|今年|明年)\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号號])?)", "RMD", "月");
  add(R"((去年|今年|明年))", "R", "去年|今年|明年");
  // English
  add(month + R"(\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b)", "NDY", kMonthStarts);
  add(R"(\b(\d{1,2})(?:st|nd|rd|th)?\s+)" + month + R"(,?\s+(\d{4})\b)", "DNY", kMonthStarts);
  add(R"(\b)" + month + R"(,?\s+(?:of\s+)?(\d{4})\b)", "NY", kMonthStarts);
  add(R"(\bQ([1-4])\s*(?:of\s+)?(?:FY\s*)?(\d{4})\b)", "QY", "q1|q2|q3|q4");
  add(R"(\b(?:FY\s*)?(\d{4})\s*[-/ ]?\s*Q([1-4])\b)", "YQ", "q1|q2|q3|q4");
  add(R"(\b([1-4])Q\s*[’']?(\d{2})\b)", "Qy", "1q|2q|3q|4q");
  add(R"(\b([12])H\s*[’']?(\d{2})\b)", "Hy", "1h|2h");
  add(R"((?i)\b(first|second|third|fourth|final)[ -]quarter\s+(?:of\s+)?(?:fiscal\s+)?(\d{4})\b)",
      "QY", "quarter");
  add(R"((?i)\b(first|second)[ -]half\s+(?:of\s+)?(\d{4})\b)", "HY", "half");
  add(R"((?i)\b(first|second|third|fourth)[ -]quarter\s+(?:of\s+)?(last year|this year)\b)", "QR",
      "quarter");
  add(R"(\b(last year|Last year|this year|This year|next year)\b)", "R",
      "last year|this year|next year");
  add(R"((?i)\b(?:in|since|by|during|until|from|of|for|end of|late|early|mid-)\s*(\d{4})\b)", "Y",
      {}, YearSign::Letter);
  // A quarter or half alone is the last that has begun.
  add(R"(([1-4])\s*(?:/4)?\s*분기)", "Q", "분기");
  add(R"((상|하)반기)", "H", "반기");
  add(R"(第?([一二三四1-4])\s*季度)", "Q", "季");
  add(R"(第\s*([一二三四1-4])\s*季)", "Q", "季");
  add(R"((上|下)半年)", "H", "半年");
  add(R"(前\s*([二三23])\s*季度?)", "C", "季");
  add(R"(前\s*(二|三|四|五|六|七|八|九|十|十一|\d{1,2})\s*[个個]?月)", "T", "月");
  add(R"((\d{1,2})\s*月?\s*[-–~～至]\s*(\d{1,2})\s*月)", "MT", "月");
  add(R"((\d{1,2})\s*月\s*(\d{1,2})\s*[日号號])", "MD", "月");
  add(R"((\d{1,2})\s*月份?)", "M", "月");
  add(R"((?i)\b(first|second|third|fourth)[ -]quarter\b)", "Q", "quarter");
  add(R"(\bQ([1-4])\b)", "Q", "q1|q2|q3|q4");
  add(R"((?i)\b(first|second)[ -]half\b)", "H", "half");
  // Numeric
  add(R"(\b(\d{4})-(\d{2})-(\d{2})\b)", "YMD", {}, YearSign::Dash);
  add(R"(\b(\d{4})[./](\d{1,2})[./](\d{1,2})\b)", "YMD", {}, YearSign::Point);
  add(R"(\b(\d{4})\.(\d{1,2})\b)", "YM", {}, YearSign::Point);
  assert(signs.size() <= 64);
  signs_ = LiteralFinder(signs, LiteralFinder::Case::Ignored);
}

Times::~Times() = default;

namespace {

// As find_all tells them, where they can begin at `places` alone.
std::vector<PatternMatch> matches_at(const Pattern& pattern, std::string_view text,
                                     const std::vector<std::size_t>& places) {
  std::vector<PatternMatch> found;
  for (const std::size_t place : places) {
    if (!found.empty() && place < found.back().bytes.end) continue;
    if (auto match = pattern.find_at(text, place)) found.push_back(std::move(*match));
  }
  return found;
}

}  // namespace

std::vector<TimeMention> Times::find(std::string_view text, int reference_year,
                                     int reference_month) const {
  struct Found {
    ByteRange bytes;
    TimeReading reading;
  };
  std::vector<Found> all;
  const bool has_digit =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::uint8_t years = year_signs(text);
  std::uint64_t seen = 0;
  signs_.each(text, [&](std::size_t sign, std::size_t) { seen |= std::uint64_t{1} << sign; });
  if (seen == 0 && years == 0) return {};
  std::optional<bool> month;                            // looked for once a rule needs it
  std::optional<std::vector<std::size_t>> year_places;  // likewise
  for (const Rule& rule : rules_) {
    if (!has_digit && rule.needs_digit) continue;
    if (rule.needs_year && (years & bit_of(rule.year_sign)) == 0) continue;
    if (rule.signs != 0 && (rule.signs & seen) == 0) continue;
    if (rule.needs_month) {
      if (!month) month = names_month(text);
      if (!*month) continue;
    }
    if (rule.begins_with_year && !year_places) year_places = places_of_years(text);
    const auto matches = rule.begins_with_year ? matches_at(rule.pattern, text, *year_places)
                                               : rule.pattern.find_all(text);
    for (const PatternMatch& match : matches) {
      // 前三季度 are nine months, 3个月 no March, 8月 of another year is read with it.
      const std::string_view front = text.substr(0, match.bytes.begin);
      if (rule.groups == "Q" && (front.ends_with("前") || front.ends_with("同"))) continue;
      if (rule.year_sign == YearSign::Point && goes_on_as_amount(text.substr(match.bytes.end))) {
        continue;
      }
      if (rule.groups == "M" && (match.bytes.begin > 0 && is_part_of_number(front))) continue;
      if (auto reading = read(text, match, rule.groups)) all.push_back({match.bytes, *reading});
    }
  }
  std::sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
    return a.bytes.begin != b.bytes.begin ? a.bytes.begin < b.bytes.begin
                                          : a.bytes.end > b.bytes.end;
  });
  std::vector<TimeMention> kept;
  std::uint32_t covered = 0;
  int stated_year = 0;  // the last that the text has named
  std::vector<TimeReading> readings;
  for (Found& found : all) {
    if (found.bytes.begin < covered) continue;
    TimeReading reading = found.reading;
    const bool inferred = reading.year == 0;
    if (inferred) {
      // A text without a date: 上半年 behind 2022年6月 is of that year.
      const int reference =
          reference_year != 0 || reading.has_relative ? reference_year : stated_year;
      if (reference == 0) continue;
      reading.year = reference + reading.relative_year;
      const int begins = reading.quarter != 0      ? reading.quarter * 3 - 2
                         : reading.half != 0       ? reading.half * 6 - 5
                         : reading.last_month != 0 ? reading.last_month
                                                   : reading.month;
      // 6月份 behind 2018年6月 is that June.
      const auto same = std::find_if(readings.rbegin(), readings.rend(), [&](const TimeReading& r) {
        return r.month == reading.month && r.last_month == reading.last_month &&
               r.quarter == reading.quarter && r.half == reading.half && r.day == reading.day;
      });
      const bool named = !reading.has_relative && same != readings.rend();
      if (named) reading.year = same->year;
      const bool alone = !named && !reading.has_relative && begins != 0 && reference_year != 0;
      if (alone && begins > reference_month) --reading.year;
    }
    if (!inferred) stated_year = reading.year;
    readings.push_back(reading);
    TimeMention mention;
    mention.span.bytes = found.bytes;
    mention.time = span_of(reading);
    mention.period = period_of(reading);
    mention.inferred_year = inferred;
    covered = found.bytes.end;
    kept.push_back(std::move(mention));
  }
  return kept;
}

Result<void> Times::run(AnnotatedText& text) const {
  text.times.clear();
  const int reference_year = text.metadata.date ? text.metadata.date->year() : 0;
  const int reference_month = text.metadata.date ? text.metadata.date->month() : 12;
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    for (TimeMention& mention : find(text.blocks[b].text, reference_year, reference_month)) {
      mention.span.block = b;
      text.times.push_back(std::move(mention));
    }
  }
  return {};
}

}  // namespace sarye
