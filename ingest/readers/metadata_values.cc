// Dates and names as programs write them into the head of a file.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/readers/metadata.h"

namespace sarye {
namespace {

constexpr std::array<std::string_view, 12> kMonthNames = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};

// Runs of digits and of letters, in order; at most eight.
struct DateParts {
  std::vector<int> numbers;
  std::vector<std::size_t> widths;
  int month_name = 0;
  std::size_t month_before = 0;  // how many numbers stand before the month's name
};

DateParts date_parts(std::string_view text) {
  DateParts parts;
  std::size_t at = 0;
  while (at < text.size() && parts.numbers.size() < 8) {
    const unsigned char c = static_cast<unsigned char>(text[at]);
    if (c >= '0' && c <= '9') {
      std::size_t end = at;
      int value = 0;
      while (end < text.size() && text[end] >= '0' && text[end] <= '9' && end - at < 9) {
        value = value * 10 + (text[end++] - '0');
      }
      parts.numbers.push_back(value);
      parts.widths.push_back(end - at);
      at = end;
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
      std::size_t end = at;
      while (end < text.size() && (text[end] | 0x20) >= 'a' && (text[end] | 0x20) <= 'z') ++end;
      const std::string word = fold_case(text.substr(at, std::min<std::size_t>(end - at, 3)));
      const auto found = std::find(kMonthNames.begin(), kMonthNames.end(), word);
      if (end - at >= 3 && found != kMonthNames.end() && parts.month_name == 0) {
        parts.month_name = static_cast<int>(found - kMonthNames.begin()) + 1;
        parts.month_before = parts.numbers.size();
      }
      at = end;
    } else {
      ++at;
    }
  }
  return parts;
}

bool set_day(DocumentMetadata& metadata, int year, int month, int day, bool year_only) {
  if (year < 1000 || year > 2999 || month < 1 || month > 12 || day < 1) return false;
  const Date date = Date::from_civil(year, month, day);
  if (date.day() != day || date.month() != month) return false;
  metadata.date = date;
  metadata.date_is_year = year_only;
  metadata.date_source = DateSource::FrontMatter;
  return true;
}

}  // namespace

bool set_published(DocumentMetadata& metadata, std::string_view text) {
  const DateParts parts = date_parts(text);
  const auto& n = parts.numbers;
  if (n.empty()) return false;
  const auto year_at = [&](std::size_t i) { return i < n.size() && parts.widths[i] == 4; };
  const auto short_at = [&](std::size_t i) { return i < n.size() && parts.widths[i] <= 2; };
  if (parts.month_name != 0) {
    // March 14, 2025 and 14 Mar 2025; March 2025.
    for (std::size_t i = 0; i < n.size() && i < 3; ++i) {
      if (!year_at(i)) continue;
      const std::size_t day = parts.month_before > 0 && parts.month_before != i + 1
                                  ? parts.month_before - 1
                                  : parts.month_before;
      if (day != i && short_at(day) && set_day(metadata, n[i], parts.month_name, n[day], false)) {
        return true;
      }
      return set_day(metadata, n[i], parts.month_name, 1, false);
    }
    return false;
  }
  if (parts.widths[0] == 8) {
    return set_day(metadata, n[0] / 10000, n[0] / 100 % 100, n[0] % 100, false);
  }
  if (year_at(0)) {
    if (short_at(1) && short_at(2)) return set_day(metadata, n[0], n[1], n[2], false);
    if (short_at(1)) return set_day(metadata, n[0], n[1], 1, false);
    return n.size() == 1 && set_day(metadata, n[0], 1, 1, true);
  }
  return false;
}

std::string author_in_order(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos) {
    return std::string(name);
  }
  std::string_view family = name.substr(0, comma);
  std::string_view given = name.substr(comma + 1);
  while (!given.empty() && given.front() == ' ') given.remove_prefix(1);
  while (!family.empty() && family.back() == ' ') family.remove_suffix(1);
  if (family.empty() || given.empty()) return std::string(name);
  const bool latin = is_ascii(family.substr(0, 1)) || is_ascii(given.substr(0, 1));
  return latin ? std::string(given) + ' ' + std::string(family)
               : std::string(family) + std::string(given);
}

}  // namespace sarye
