#include "ingest/metrics/scaled_number.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <string>
#include <vector>

#include "ingest/metrics/digits.h"

namespace sarye {
namespace {

struct Scale {
  std::string_view word;
  double factor;
};
// Longest first, so that 천억 is not read as 천.
constexpr std::array<Scale, 45> kScales = {
    {{"millions", 1e6},  {"billions", 1e9}, {"thousands", 1e3}, {"hundred million", 1e8},
     {"trillion", 1e12}, {"billion", 1e9},  {"million", 1e6},   {"thousand", 1e3},
     {"万亿", 1e12},     {"萬億", 1e12},    {"兆", 1e12},       {"천조", 1e15},
     {"백조", 1e14},     {"십조", 1e13},    {"조", 1e12},       {"천억", 1e11},
     {"백억", 1e10},     {"십억", 1e9},     {"억", 1e8},        {"천만", 1e7},
     {"백만", 1e6},      {"십만", 1e5},     {"만", 1e4},        {"천", 1e3},
     {"十亿", 1e9},      {"十億", 1e9},     {"十万", 1e5},      {"十萬", 1e5},
     {"千亿", 1e11},     {"百亿", 1e10},    {"千億", 1e11},     {"百億", 1e10},
     {"亿", 1e8},        {"億", 1e8},       {"千万", 1e7},      {"百万", 1e6},
     {"千萬", 1e7},      {"百萬", 1e6},     {"万", 1e4},        {"萬", 1e4},
     {"crore", 1e7},     {"lakh", 1e5},     {"bn", 1e9},        {"tn", 1e12},
     {"mn", 1e6}}};

// Digits with thousands separators and decimals: 11,955 or 2.15. A comma counts only before exactly
// three digits.
std::optional<std::pair<double, std::size_t>> read_digits(std::string_view text, std::size_t at) {
  std::string digits;
  std::size_t i = at;
  while (i < text.size()) {
    if (is_figure(text[i])) {
      digits += text[i++];
    } else if (text[i] == ',' && !digits.empty() && i + 3 < text.size() && is_figure(text[i + 1]) &&
               is_figure(text[i + 2]) && is_figure(text[i + 3]) &&
               (i + 4 >= text.size() || !is_figure(text[i + 4]))) {
      ++i;
    } else {
      break;
    }
  }
  if (digits.empty()) return std::nullopt;
  if (i + 1 < text.size() && text[i] == '.' && is_figure(text[i + 1])) {
    digits += text[i++];
    while (i < text.size() && is_figure(text[i])) digits += text[i++];
  }
  return std::pair(std::strtod(digits.c_str(), nullptr), i);
}

}  // namespace

double as_written(double value) {
  char text[40];
  const auto written =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 14);
  double read = value;
  std::from_chars(text, written.ptr, read);
  return read;
}

void read_letter_scale(std::string_view text, ScaledNumber& number) {
  if (number.end >= text.size()) return;
  const bool word = number.end + 1 < text.size() &&
                    (is_latin(text[number.end + 1]) || is_figure(text[number.end + 1]));
  if (word) return;
  double scale = 0;
  switch (text[number.end]) {
    case 'k':
    case 'K':
      scale = 1e3;
      break;
    case 'm':
    case 'M':
      scale = 1e6;
      break;
    case 'b':
    case 'B':
      scale = 1e9;
      break;
    default:
      return;
  }
  number.value = as_written(number.value * scale);
  number.scaled = true;
  ++number.end;
}

std::optional<std::pair<double, std::size_t>> read_scale(std::string_view text, std::size_t at) {
  // The scales by the first byte of their words, also as a capital, in order.
  static const auto kByFirstByte = [] {
    std::array<std::vector<const Scale*>, 256> scales;
    for (const Scale& scale : kScales) {
      const auto byte = static_cast<unsigned char>(scale.word.front());
      scales[byte].push_back(&scale);
      if (is_latin(scale.word.front())) scales[byte ^ 0x20].push_back(&scale);
    }
    return scales;
  }();
  const std::size_t from = after_spaces(text, at, 1);
  if (from >= text.size()) return std::nullopt;
  const std::string_view rest = text.substr(from);
  for (const Scale* one : kByFirstByte[static_cast<unsigned char>(rest.front())]) {
    const Scale& scale = *one;
    const bool latin = is_latin(scale.word.front());
    // "Million" may begin a heading.
    const bool capital = latin && !rest.empty() && (rest.front() | 0x20) == scale.word.front() &&
                         rest.substr(1).starts_with(scale.word.substr(1)) && from == 0;
    if (!rest.starts_with(scale.word) && !capital) continue;
    if (latin && rest.size() > scale.word.size() && is_latin(rest[scale.word.size()])) continue;
    return std::pair(scale.factor, from + scale.word.size());
  }
  // 억 and 만 with a space before them are rare; a bare 천 before a noun is not a scale.
  return std::nullopt;
}

std::optional<ScaledNumber> read_number(std::string_view text, std::size_t at) {
  std::size_t i = at;
  double sign = 1;
  if (text.substr(i).starts_with("−")) {
    sign = -1;
    i += std::string_view("−").size();
  } else if (i < text.size() && text[i] == '-') {
    sign = -1;
    ++i;
  }
  auto digits = read_digits(text, i);
  if (!digits) return std::nullopt;
  ScaledNumber number{0, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(digits->second),
                      false};
  double last_factor = 0;
  // 964억7000만: parts with falling scales add up; a last part without a scale too (3억 5000).
  while (digits) {
    const auto scale = read_scale(text, digits->second);
    const double factor = scale ? scale->first : 1;
    if (factor == 1e3 && scale) {
      // 6천402억 is 6402억: the thousands are of the scale behind them.
      const auto rest = read_digits(text, scale->second);
      const auto larger = rest && rest->first < 1e3 ? read_scale(text, rest->second) : std::nullopt;
      if (larger && larger->first > 1e3 && (last_factor == 0 || larger->first < last_factor)) {
        number.value += (digits->first * 1e3 + rest->first) * larger->first;
        number.end = static_cast<std::uint32_t>(larger->second);
        number.scaled = true;
        last_factor = larger->first;
        digits = read_digits(text, after_spaces(text, number.end, 1));
        continue;
      }
    }
    if (last_factor != 0 && factor >= last_factor) break;
    if (last_factor != 0 && !scale) break;
    number.value += digits->first * factor;
    number.end = static_cast<std::uint32_t>(scale ? scale->second : digits->second);
    number.scaled = number.scaled || scale.has_value();
    if (!scale) break;
    last_factor = factor;
    digits = read_digits(text, after_spaces(text, number.end, 1));
  }
  number.value = sign * as_written(number.value);
  return number;
}

}  // namespace sarye
