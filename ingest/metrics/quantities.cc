#include "ingest/metrics/quantities.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ingest/metrics/digits.h"
#include "ingest/metrics/plain_yuan.h"
#include "ingest/metrics/scaled_number.h"
#include "ingest/metrics/unit_words.h"

namespace sarye {

namespace {

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
    const UnitWord* prefix = sign_before(text, i);
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
    const UnitWord* unit =
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
