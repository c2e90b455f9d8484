#include "ingest/metrics/quantities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

#include "ingest/lexicon/literal_finder.h"
#include "ingest/metrics/counted_units.h"

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

using Unit = UnitWord;
// Longest first within a common beginning.
constexpr std::array<Unit, 115> kUnits = {
    {{"미국달러", "USD", true},
     {"미 달러", "USD", true},
     {"달러", "USD", true},
     {"美元", "USD", true},
     {"美金", "USD", true},
     {"US dollars", "USD", true},
     {"U.S. dollars", "USD", true},
     {"dollars", "USD", true},
     {"USD", "USD", true},
     {"원", "KRW", true},
     {"韩元", "KRW", true},
     {"韓元", "KRW", true},
     {"won", "KRW", true},
     {"KRW", "KRW", true},
     {"위안", "CNY", true},
     {"人民币", "CNY", true},
     {"人民幣", "CNY", true},
     {"元人民币", "CNY", true},
     {"yuan", "CNY", true},
     {"RMB", "CNY", true},
     {"CNY", "CNY", true},
     {"엔", "JPY", true},
     {"日元", "JPY", true},
     {"日圓", "JPY", true},
     {"yen", "JPY", true},
     {"JPY", "JPY", true},
     {"유로", "EUR", true},
     {"欧元", "EUR", true},
     {"歐元", "EUR", true},
     {"Hong Kong dollars", "HKD", true},
     {"Taiwan dollars", "TWD", true},
     {"Canadian dollars", "CAD", true},
     {"Australian dollars", "AUD", true},
     {"Singapore dollars", "SGD", true},
     {"Swedish kronor", "SEK", true},
     {"kronor", "SEK", true},
     {"Norwegian kroner", "NOK", true},
     {"Danish kroner", "DKK", true},
     {"Danish crowns", "DKK", true},
     {"Swedish crowns", "SEK", true},
     {"Norwegian crowns", "NOK", true},
     {"kroner", "DKK", true},
     {"Swiss francs", "CHF", true},
     {"francs", "CHF", true},
     {"Indian rupees", "INR", true},
     {"rupees", "INR", true},
     {"ringgit", "MYR", true},
     {"baht", "THB", true},
     {"Swiss franc", "CHF", true},
     {"CHF", "CHF", true},
     {"cents", "cent", true},
     {"cent", "cent", true},
     {"euros", "EUR", true},
     {"euro", "EUR", true},
     {"EUR", "EUR", true},
     {"파운드", "GBP", true},
     {"英镑", "GBP", true},
     {"英鎊", "GBP", true},
     {"pounds", "GBP", true},
     {"新台币", "TWD", true},
     {"新台幣", "TWD", true},
     {"대만달러", "TWD", true},
     {"港元", "HKD", true},
     {"港币", "HKD", true},
     {"港幣", "HKD", true},
     {"元", "CNY", true},
     {"%포인트", "percentage points", false},
     {"%p", "percentage points", false},
     {"percentage points", "percentage points", false},
     {"个百分点", "percentage points", false},
     {"個百分點", "percentage points", false},
     {"%", "percent", false},
     {"％", "percent", false},
     {"퍼센트", "percent", false},
     {"percent", "percent", false},
     {"pct", "percent", false},
     {"per cent", "percent", false},
     {"배", "times", false},
     {"倍", "times", false},
     {"times", "times", false},
     {"명", "people", false},
     {"人", "people", false},
     {"people", "people", false},
     {"users", "people", false},
     {"subscribers", "people", false},
     {"employees", "people", false},
     {"개사", "firms", false},
     {"家", "firms", false},
     {"대", "units", false},
     {"辆", "units", false},
     {"輛", "units", false},
     {"vehicles", "units", false},
     {"cars", "units", false},
     {"units", "units", false},
     {"GPUs", "units", false},
     {"개", "count", false},
     {"款", "count", false},
     {"톤", "tonnes", false},
     {"吨", "tonnes", false},
     {"噸", "tonnes", false},
     {"tonnes", "tonnes", false},
     {"tons", "tonnes", false},
     {"deadweight tons", "deadweight tonnes", false},
     {"deadweight tonnes", "deadweight tonnes", false},
     {"dwt", "deadweight tonnes", false},
     {"compensated gross tons", "compensated gross tonnes", false},
     {"CGT", "compensated gross tonnes", false},
     {"gross tons", "gross tonnes", false},
     {"GWh", "GWh", false},
     {"MW", "MW", false},
     {"megawatts", "MW", false},
     {"GW", "GW", false},
     {"gigawatts", "GW", false},
     {"나노", "nm", false},
     {"nm", "nm", false}}};

// Longest first within a common end.
constexpr std::array<Unit, 43> kPrefixes = {
    {{"INR", "INR", true}, {"JOD", "JOD", true},  {"AED", "AED", true},  {"SAR", "SAR", true},
     {"MYR", "MYR", true}, {"THB", "THB", true},  {"IDR", "IDR", true},  {"TWD", "TWD", true},
     {"HKD", "HKD", true}, {"SGD", "SGD", true},  {"AUD", "AUD", true},  {"CAD", "CAD", true},
     {"BRL", "BRL", true}, {"MXN", "MXN", true},  {"ZAR", "ZAR", true},  {"PLN", "PLN", true},
     {"US$", "USD", true}, {"HK $", "HKD", true}, {"NT $", "TWD", true}, {"HK$", "HKD", true},
     {"NT$", "TWD", true}, {"A$", "AUD", true},   {"C$", "CAD", true},   {"S$", "SGD", true},
     {"R$", "BRL", true},  {"Rs.", "INR", true},  {"Rs", "INR", true},   {"EUR", "EUR", true},
     {"SEK", "SEK", true}, {"NOK", "NOK", true},  {"DKK", "DKK", true},  {"CHF", "CHF", true},
     {"JPY", "JPY", true}, {"GBP", "GBP", true},  {"$", "USD", true},    {"€", "EUR", true},
     {"£", "GBP", true},   {"¥", "CNY", true},    {"₩", "KRW", true},    {"RMB", "CNY", true},
     {"CNY", "CNY", true}, {"KRW", "KRW", true},  {"USD", "USD", true}}};

bool is_figure(char c) {
  return c >= '0' && c <= '9';
}
bool is_latin(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

std::size_t after_spaces(std::string_view text, std::size_t at, std::size_t most) {
  std::size_t n = 0;
  while (at < text.size() && n < most && (text[at] == ' ' || text[at] == '\n')) ++at, ++n;
  return at;
}

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

// 4.14 times a million is 4140000, whatever binary fractions make of it: fifteen digits are kept.
double as_written(double value) {
  char text[40];
  const auto written =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 14);
  double read = value;
  std::from_chars(text, written.ptr, read);
  return read;
}

// The sign or code of a currency that ends directly before `at`, or one space before it: NT$, EUR.
const Unit* prefix_before(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  for (const Unit& p : kPrefixes) {
    if (before.empty() || (before.back() != p.word.back() && before.back() != ' ')) continue;
    const bool close = before.ends_with(p.word);
    const bool apart =
        before.ends_with(' ') && p.word.size() > 1 && before.substr(0, at - 1).ends_with(p.word);
    if (!close && !apart) continue;
    const std::size_t begin = at - p.word.size() - (close ? 0 : 1);
    if (is_latin(p.word.front()) && begin > 0 && is_latin(before[begin - 1])) continue;
    return &p;
  }
  return nullptr;
}

// Behind an amount of money: $7.3B, £71m.
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

// The bytes that words of a list begin with: most places of a text begin none.
class FirstBytes {
 public:
  template <typename Words>
  explicit FirstBytes(const Words& words) {
    for (const auto& one : words) {
      const auto byte = static_cast<unsigned char>(one.word.front());
      begins_[byte] = true;
      if (is_latin(one.word.front())) begins_[byte ^ 0x20] = true;
    }
  }
  bool begin_at(std::string_view text, std::size_t at) const {
    return at < text.size() && begins_[static_cast<unsigned char>(text[at])];
  }

 private:
  std::array<bool, 256> begins_{};
};

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

enum class Counted : bool { No, Yes };

// `counted`: also what is only counted: a 部 or 名 in the heading of a table is no unit.
const Unit* read_unit_word(std::string_view text, std::size_t at, std::size_t& end,
                           Counted counted = Counted::No) {
  // The units by the first byte of their words, in order.
  static const auto by_first_byte = [](std::span<const Unit> words) {
    std::array<std::vector<const Unit*>, 256> units;
    for (const Unit& unit : words) {
      units[static_cast<unsigned char>(unit.word.front())].push_back(&unit);
    }
    return units;
  };
  static const auto kByFirstByte = by_first_byte(kUnits);
  static const auto kCountedByFirstByte = by_first_byte(counted_units());
  // "a 445 billion-won deal"
  const bool hyphen = at + 1 < text.size() && text[at] == '-' && is_latin(text[at + 1]);
  const std::size_t from = hyphen ? at + 1 : after_spaces(text, at, 1);
  if (from >= text.size()) return nullptr;
  const std::string_view rest = text.substr(from);
  const Unit* best = nullptr;
  const auto look_in = [&](const std::vector<const Unit*>& words) {
    for (const Unit* one : words) {
      const Unit& unit = *one;
      if (!rest.starts_with(unit.word)) continue;
      if (is_latin(unit.word.back()) && rest.size() > unit.word.size() &&
          is_latin(rest[unit.word.size()])) {
        continue;
      }
      if (best == nullptr || unit.word.size() > best->word.size()) best = one;
    }
  };
  look_in(kByFirstByte[static_cast<unsigned char>(rest.front())]);
  if (counted == Counted::Yes)
    look_in(kCountedByFirstByte[static_cast<unsigned char>(rest.front())]);
  if (best != nullptr) end = from + best->word.size();
  return best;
}

// Behind 多 and 余 (3500多项, 200餘家): where the unit stands.
std::size_t after_more_sign(std::string_view text, std::size_t at) {
  for (std::string_view more : {"多", "余", "餘"}) {
    if (text.substr(at).starts_with(more)) return at + more.size();
  }
  return at;
}

bool approximate_before(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 12> kWords = {"약",
                                                              "약 ",
                                                              "近",
                                                              "约",
                                                              "約",
                                                              "대략 ",
                                                              "about ",
                                                              "around ",
                                                              "nearly ",
                                                              "roughly ",
                                                              "approximately ",
                                                              "some "};
  for (std::string_view word : kWords) {
    if (text.substr(0, at).ends_with(word)) return true;
  }
  return false;
}

}  // namespace

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

std::optional<double> read_cell(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '$')) text.remove_prefix(1);
  double sign = 1;
  for (std::string_view mark : {"△", "▲", "−", "–"}) {
    if (text.starts_with(mark)) {
      sign = -1;
      text.remove_prefix(mark.size());
    }
  }
  if (text.size() > 2 && text.front() == '(' && is_figure(text[1])) {
    sign = -1;
    text.remove_prefix(1);
  }
  if (text.empty() || !(is_figure(text.front()) || (text.front() == '-' && text.size() > 1))) {
    return std::nullopt;
  }
  const auto number = read_number(text, 0);
  if (!number) return std::nullopt;
  // What may follow a cell's number: a percent sign, a bracket, a note's mark.
  const std::string_view rest = text.substr(number->end);
  if (!rest.empty() && std::string_view("%(*) ).").find(rest.front()) == std::string_view::npos &&
      !rest.starts_with("％")) {
    return std::nullopt;
  }
  return sign * number->value;
}

UnitReading read_unit(std::string_view text) {
  UnitReading reading;
  // 新台幣億元: what 元 is of stands in front of the scale.
  const bool taiwan =
      text.find("台幣") != std::string_view::npos || text.find("台币") != std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && is_latin(text[i]) && is_latin(text[i - 1])) continue;
    // A scale directly before a unit, or with one space: 백만달러, 百万美元.
    if (const auto scale = read_scale(text, i); scale && text[i] != ' ') {
      std::size_t end = 0;
      if (const Unit* unit = read_unit_word(text, scale->second, end)) {
        const bool dollars = taiwan && std::string_view(unit->unit) == "CNY";
        return {std::string(dollars ? "TWD" : unit->unit), unit->money, scale->first};
      }
      // English puts the unit first: "USD million", "$ million".
      if (!reading.unit.empty()) {
        reading.scale = scale->first;
        return reading;
      }
      // "in millions of US dollars"
      if (text.substr(scale->second).starts_with(" of ")) {
        if (const Unit* unit = read_unit_word(text, scale->second + 4, end)) {
          return {std::string(unit->unit), unit->money, scale->first};
        }
      }
    }
    if (reading.unit.empty()) {
      std::size_t end = 0;
      if (text[i] != ' ') {
        static const FirstBytes kFirst(kPrefixes);
        for (const Unit& prefix : kPrefixes) {
          if (!kFirst.begin_at(text, i)) break;
          if (text.substr(i).starts_with(prefix.word)) {
            reading.unit = prefix.unit;
            reading.money = true;
            break;
          }
        }
        if (reading.unit.empty()) {
          if (const Unit* unit = read_unit_word(text, i, end)) {
            reading.unit = unit->unit;
            reading.money = unit->money;
          }
        }
      }
    }
  }
  return reading;
}

CanonicalQuantity canonical_quantity(double value, std::string_view unit, bool money) {
  if (money && std::abs(value) >= 1e5) {
    // Six significant places below a million are kept; the rest is noise of the division.
    return {std::round(value / 1e6 * 1e6) / 1e6, std::string(unit) + " million"};
  }
  return {value, std::string(unit)};
}

std::vector<Quantity> Quantities::find(std::string_view text) {
  std::vector<Quantity> found;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_figure(text[i]) || (i > 0 && is_figure(text[i - 1]))) {
      ++i;
      continue;
    }
    const Unit* prefix = prefix_before(text, i);
    if (prefix == nullptr && i > 0 && is_latin(text[i - 1])) {
      ++i;
      continue;
    }
    std::size_t begin = i;
    if (i > 0 && text[i - 1] == '-' && (i < 2 || !is_latin(text[i - 2]))) begin = i - 1;
    if (prefix != nullptr) begin = text.substr(0, i).rfind(prefix->word);
    auto number = read_number(text, i);
    if (!number) {
      ++i;
      continue;
    }
    if (prefix != nullptr && !number->scaled) read_letter_scale(text, *number);
    std::size_t end = number->end;
    std::size_t unit_end = 0;
    const Unit* unit =
        read_unit_word(text, after_more_sign(text, number->end), unit_end, Counted::Yes);
    // "82.5 million subscribers" keeps its unit; "$4 billion people" keeps the money.
    if (prefix != nullptr)
      unit = prefix;
    else if (unit != nullptr)
      end = unit_end;
    if (unit != nullptr) {
      Quantity q;
      const double sign = begin < i && text[begin] == '-' && prefix == nullptr ? -1 : 1;
      q.span.bytes = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      q.value = sign * number->value;
      q.unit = unit->unit;
      if (q.unit == "cent") {
        q.unit = "USD";
        q.value = as_written(q.value / 100);
      }
      if (unit->money) q.currency = q.unit;
      q.text = text.substr(begin, end - begin);
      q.approximate = approximate_before(text, begin);
      found.push_back(std::move(q));
    }
    i = std::max<std::size_t>(end, i + 1);
  }
  return found;
}

namespace {

// Whether a plain 元 is Taiwan's: the text speaks of that currency, of its exchange or in the terms
// of its statements of accounts, and not mostly of renminbi.
bool counts_in_taiwan_dollars(std::string_view text) {
  static const LiteralFinder signs(std::vector<std::string>{
      "新台幣", "新臺幣", "台幣", "新台币", "台股", "臺股", "-TW", "法說", "稅後純益", "每股純益",
      "每股盈餘", "台北報導", "臺北報導", "台北／", "櫃買", "證交所", "經濟部", "營益率"});
  static const LiteralFinder mainland(std::vector<std::string>{"人民幣", "人民币"});
  return signs.any_in(text) && !mainland.any_in(text);
}

// The currency that stands in front of a figure whose unit is a plain 元: 新台幣5億元.
std::string_view currency_in_front(std::string_view front) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNames = {
      {{"人民币", "CNY"},
       {"人民幣", "CNY"},
       {"台币", "TWD"},
       {"台幣", "TWD"},
       {"臺幣", "TWD"},
       {"港币", "HKD"},
       {"港幣", "HKD"},
       {"美金", "USD"},
       {"日币", "JPY"},
       {"日幣", "JPY"}}};
  while (front.ends_with(' ')) front.remove_suffix(1);
  for (std::string_view about : {"约", "約"}) {
    if (front.ends_with(about)) front.remove_suffix(about.size());
  }
  for (const auto& [name, currency] : kNames) {
    if (front.ends_with(name)) return currency;
  }
  return {};
}

}  // namespace

Result<void> Quantities::run(AnnotatedText& text) const {
  text.quantities.clear();
  const bool taiwan = counts_in_taiwan_dollars(text.clean);
  std::size_t next_time = 0;
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    while (next_time < text.times.size() && text.times[next_time].span.block < b) ++next_time;
    std::size_t time_end = next_time;
    while (time_end < text.times.size() && text.times[time_end].span.block == b) ++time_end;
    for (Quantity& q : find(text.blocks[b].text)) {
      q.span.block = b;
      if (q.currency == "CNY" && q.text.ends_with("元")) {
        const std::string_view stated =
            currency_in_front(std::string_view(text.blocks[b].text).substr(0, q.span.bytes.begin));
        if (!stated.empty()) {
          q.currency = q.unit = stated;
        } else if (taiwan) {
          q.currency = q.unit = "TWD";
        }
      }
      // A year, a month or a quarter is a time, not an amount.
      const bool is_time =
          std::any_of(text.times.begin() + static_cast<std::ptrdiff_t>(next_time),
                      text.times.begin() + static_cast<std::ptrdiff_t>(time_end),
                      [&q](const TimeMention& t) { return t.span.bytes.overlaps(q.span.bytes); });
      if (!is_time) text.quantities.push_back(std::move(q));
    }
  }
  return {};
}

}  // namespace sarye
