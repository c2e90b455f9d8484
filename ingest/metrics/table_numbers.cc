#include "ingest/metrics/table_numbers.h"

#include "ingest/metrics/digits.h"
#include "ingest/metrics/scaled_number.h"
#include "ingest/metrics/unit_words.h"

namespace sarye {

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
      if (const UnitWord* unit = read_unit_word(text, scale->second, end)) {
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
        if (const UnitWord* unit = read_unit_word(text, scale->second + 4, end)) {
          return {std::string(unit->unit), unit->money, scale->first};
        }
      }
    }
    if (reading.unit.empty()) {
      std::size_t end = 0;
      if (const UnitWord* sign = sign_at(text, i)) {
        reading.unit = sign->unit;
        reading.money = true;
      } else if (text[i] != ' ') {
        if (const UnitWord* unit = read_unit_word(text, i, end)) {
          reading.unit = unit->unit;
          reading.money = unit->money;
        }
      }
    }
  }
  return reading;
}

}  // namespace sarye
