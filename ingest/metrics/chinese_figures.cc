#include "ingest/metrics/chinese_figures.h"

#include <algorithm>

#include "ingest/metrics/scaled_number.h"
#include "ingest/names/chinese_gaps.h"

namespace sarye {
namespace {

bool is_digit_of_figure(char c) {
  return c >= '0' && c <= '9';
}

bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool ends_with_one(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.ends_with(word); });
}

bool starts_with_one(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.starts_with(word); });
}

// From one border of clauses to the figure: the words that can tell a change.
std::string_view words_before(std::string_view sentence, std::uint32_t from, std::uint32_t to) {
  std::string_view words = sentence.substr(from, to - from);
  for (std::string_view border : {"；", "。", ";"}) {
    if (const std::size_t at = words.rfind(border); at != std::string_view::npos) {
      words.remove_prefix(at + border.size());
    }
  }
  return words;
}

// 提升至, 增至, 达: the figure is what it came to.
bool comes_to_level(std::string_view after_change) {
  return after_change.find("至") != std::string_view::npos ||
         after_change.find("到") != std::string_view::npos ||
         after_change.find("为") != std::string_view::npos ||
         after_change.find("为") != std::string_view::npos;
}

void read_change(std::string_view sentence, std::uint32_t from, ChineseFigure& figure) {
  const bool relative =
      figure.unit == "percent" || figure.unit == "percentage points" || figure.unit == "times";
  const std::string_view words = words_before(sentence, from, figure.at.begin);
  const ChangeWord before = last_change_word(words);
  if (before.direction != 0) {
    const std::string_view after = words.substr(before.end);
    const auto begin = static_cast<std::uint32_t>(before.end);
    const std::size_t strange =
        unexplained_bytes(words, begin, static_cast<std::uint32_t>(words.size()), {});
    const bool near = strange == 0 && after.find("，") == std::string_view::npos;
    if (near && (before.rate || !comes_to_level(after))) figure.change = before.direction;
  }
  if (figure.change == 0 && relative) {
    const ChangeWord after = change_word_at_start(sentence.substr(figure.at.end));
    figure.change = after.direction;
    figure.change_after = after.direction != 0;
  }
}

// Numbers of a list behind 分别 that leave their unit to the next: 分别为10.5和20.3亿元.
void add_bare_items(std::string_view sentence, std::vector<ChineseFigure>& figures) {
  for (std::string_view word : {"分别"}) {
    for (std::size_t at = sentence.find(word); at != std::string_view::npos;
         at = sentence.find(word, at + word.size())) {
      const auto next =
          std::find_if(figures.begin(), figures.end(),
                       [at](const ChineseFigure& figure) { return figure.at.begin > at; });
      if (next == figures.end()) continue;
      const auto begin = static_cast<std::uint32_t>(at + word.size());
      std::uint32_t i = begin;
      while (i < next->at.begin && !is_digit_of_figure(sentence[i])) ++i;
      const auto number = i < next->at.begin ? read_number(sentence, i) : std::nullopt;
      if (!number || number->end > next->at.begin || number->scaled) continue;
      if (unexplained_bytes(sentence, begin, next->at.begin, {}) != 0) continue;
      std::uint32_t digits = next->at.begin;
      while (digits < next->at.end && !is_digit_of_figure(sentence[digits])) ++digits;
      std::uint32_t plain_end = digits;
      while (plain_end < next->at.end &&
             (is_digit_of_figure(sentence[plain_end]) || sentence[plain_end] == '.')) {
        ++plain_end;
      }
      const auto plain = read_number(sentence.substr(0, plain_end), digits);
      if (!plain || plain->value == 0) continue;
      ChineseFigure item = *next;
      item.at = {i, number->end};
      item.value = number->value * (next->value / plain->value);
      figures.insert(next, std::move(item));
    }
  }
}

// 突破2000万: a count that leaves out what everybody knows it counts.
void add_plain_counts(std::string_view sentence, std::vector<ChineseFigure>& figures) {
  std::vector<ChineseFigure> plain;
  for (std::uint32_t i = 0; i < sentence.size();) {
    if (!is_digit_of_figure(sentence[i])) {
      ++i;
      continue;
    }
    const auto number = read_number(sentence, i);
    if (!number) {
      ++i;
      continue;
    }
    const ByteRange at{i, number->end};
    i = std::max(number->end, i + 1);
    const bool taken = std::any_of(figures.begin(), figures.end(),
                                   [at](const ChineseFigure& f) { return f.at.overlaps(at); });
    const std::string_view rest = sentence.substr(at.end);
    const bool ends =
        rest.empty() || starts_with_one(rest, {"，", "。", "；", "、", "（", "(", "大关"});
    if (taken || !number->scaled || !ends) continue;
    ChineseFigure figure;
    figure.at = at;
    figure.value = number->value;
    figure.unit = "count";
    plain.push_back(std::move(figure));
  }
  figures.insert(figures.end(), plain.begin(), plain.end());
  std::stable_sort(figures.begin(), figures.end(),
                   [](const auto& a, const auto& b) { return a.at.begin < b.at.begin; });
}

// The end of the last 分别 before `at` in the same full sentence.
std::uint32_t listed_behind(std::string_view sentence, std::uint32_t at) {
  constexpr std::string_view kEach = "分别";
  const std::size_t each = sentence.substr(0, at).rfind(kEach);
  if (each == std::string_view::npos) return 0;
  const std::size_t end = each + kEach.size();
  const std::string_view between = sentence.substr(end, at - end);
  const bool apart =
      between.find("。") != std::string_view::npos || between.find("；") != std::string_view::npos;
  return apart ? 0 : static_cast<std::uint32_t>(end);
}

}  // namespace

std::vector<ChineseFigure> chinese_figures(std::string_view sentence, std::uint32_t base,
                                           std::span<const Quantity> quantities) {
  std::vector<ChineseFigure> figures;
  for (const Quantity& q : quantities) {
    ChineseFigure figure;
    figure.at = {q.span.bytes.begin - base, q.span.bytes.end - base};
    figure.value = q.value;
    figure.unit = q.unit;
    figure.currency = q.currency;
    figure.approximate = q.approximate;
    const std::string_view front = sentence.substr(0, figure.at.begin);
    // 18-20%: a range; 负2.05%: below nothing.
    if (q.text.starts_with('-') && !front.empty() && is_digit_of_figure(front.back())) {
      figure.skipped = true;
    }
    if (ends_with_one(front, {"负", "-", "－", "−"}) && figure.value > 0) {
      figure.value = -figure.value;
    }
    figures.push_back(std::move(figure));
  }
  add_plain_counts(sentence, figures);
  add_bare_items(sentence, figures);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    ChineseFigure& figure = figures[i];
    const std::uint32_t from = i == 0 ? 0 : figures[i - 1].at.end;
    if (i > 0) {
      ChineseFigure& last = figures[i - 1];
      std::string_view gap = sentence.substr(from, figure.at.begin - from);
      while (gap.starts_with(' ')) gap.remove_prefix(1);
      while (gap.ends_with(' ')) gap.remove_suffix(1);
      // 18%-20%
      if (gap.empty() && sentence.substr(figure.at.begin).starts_with('-')) {
        last.skipped = figure.skipped = true;
      }
      const bool one_kind = last.currency.empty() == figure.currency.empty();
      if (one_kind && is_any(gap, {"-", "－", "–", "—", "~", "～", "至", "到", "——"})) {
        last.skipped = figure.skipped = true;
      }
      // 15.17亿元（约2.1亿美元）
      if (!figure.currency.empty() && !last.currency.empty() &&
          is_any(gap,
                 {"(", "（", "（约", "(约", "，约合", "（约合", "(约合", "（折合", "（折合约"})) {
        figure.skipped = true;
      }
    }
    read_change(sentence, from, figure);
    figure.listed = listed_behind(sentence, figure.at.begin);
  }
  return figures;
}

}  // namespace sarye
