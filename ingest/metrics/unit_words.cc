#include "ingest/metrics/unit_words.h"

#include <array>
#include <span>
#include <vector>

#include "ingest/metrics/digits.h"

namespace sarye {
namespace {

// Longest first within a common beginning.
constexpr std::array<UnitWord, 115> kUnits = {
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
constexpr std::array<UnitWord, 43> kPrefixes = {
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

// The bytes that signs and codes of currencies begin with: most places of a text begin none.
constexpr std::array<bool, 256> first_bytes_of_signs() {
  std::array<bool, 256> begins{};
  for (const UnitWord& sign : kPrefixes)
    begins[static_cast<unsigned char>(sign.word.front())] = true;
  return begins;
}
constexpr std::array<bool, 256> kBeginSigns = first_bytes_of_signs();

// The same of the bytes that they end with.
constexpr std::array<bool, 256> last_bytes_of_signs() {
  std::array<bool, 256> ends{};
  for (const UnitWord& sign : kPrefixes) ends[static_cast<unsigned char>(sign.word.back())] = true;
  return ends;
}
constexpr std::array<bool, 256> kEndSigns = last_bytes_of_signs();

}  // namespace

const UnitWord* read_unit_word(std::string_view text, std::size_t at, std::size_t& end,
                               Counted counted) {
  // The units by the first byte of their words, in order.
  static const auto by_first_byte = [](std::span<const UnitWord> words) {
    std::array<std::vector<const UnitWord*>, 256> units;
    for (const UnitWord& unit : words) {
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
  const UnitWord* best = nullptr;
  const auto look_in = [&](const std::vector<const UnitWord*>& words) {
    for (const UnitWord* one : words) {
      const UnitWord& unit = *one;
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

const UnitWord* sign_before(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const std::string_view sign = before.substr(0, at - (before.ends_with(' ') ? 1 : 0));
  if (sign.empty() || !kEndSigns[static_cast<unsigned char>(sign.back())]) return nullptr;
  for (const UnitWord& p : kPrefixes) {
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

const UnitWord* sign_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || !kBeginSigns[static_cast<unsigned char>(text[at])]) return nullptr;
  for (const UnitWord& sign : kPrefixes) {
    if (text.substr(at).starts_with(sign.word)) return &sign;
  }
  return nullptr;
}

}  // namespace sarye
