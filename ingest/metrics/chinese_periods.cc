#include "ingest/metrics/chinese_periods.h"

#include <algorithm>
#include <charconv>

#include "ingest/names/chinese_gaps.h"

namespace sarye {
namespace {

bool ends_on(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.ends_with(word); });
}

bool begins_on(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.starts_with(word); });
}

DateSpan a_year_earlier(DateSpan span) {
  const auto earlier = [](std::int32_t days, bool last) {
    const Date date{days};
    // The last day of a month stays one.
    const Date next{days + 1};
    if (last && next.day() == 1) {
      return Date::from_civil(next.year() - 1, next.month(), 1).days - 1;
    }
    return Date::from_civil(date.year() - 1, date.month(), date.day()).days;
  };
  if (span.from != DateSpan::kOpenBegin) span.from = earlier(span.from, false);
  if (span.to != DateSpan::kOpenEnd) span.to = earlier(span.to, true);
  return span;
}

}  // namespace

std::vector<PlacedPeriod> stated_periods(const AnnotatedText& text, const Sentence& sentence,
                                         std::string_view body) {
  std::vector<PlacedPeriod> periods;
  const std::uint32_t base = sentence.span.bytes.begin;
  for (const TimeMention& time : text.times_in(sentence.span.block)) {
    if (!sentence.span.bytes.contains(time.span.bytes)) continue;
    const ByteRange at{time.span.bytes.begin - base, time.span.bytes.end - base};
    if (begins_on(body.substr(at.end), {"同期", "的同期", "以来", "年均"})) continue;
    PlacedPeriod period{at, {time.period, time.time}};
    period.compared =
        ends_on(body.substr(0, at.begin), {"较", "比", "与", "同", "自", "相较", "从"}) ||
        begins_on(body.substr(at.end), {"相比"});
    periods.push_back(std::move(period));
  }
  return periods;
}

bool is_a_day(const StatedPeriod& period) {
  return period.text.size() == 10 && period.text[4] == '-' && period.text[5] != 'Q' &&
         period.text[7] == '-';
}

FigurePeriod period_before(std::span<const PlacedPeriod> periods, std::string_view body,
                           std::uint32_t figure, bool level, bool day_counts) {
  FigurePeriod said;
  for (const PlacedPeriod& one : periods) {
    if (one.at.end > figure) break;
    if (!day_counts && is_a_day(one.period)) continue;
    if (one.compared) {
      // 较第二季亏损1亿元: what it is compared with is a level of that time.
      const std::string_view gap = body.substr(one.at.end, figure - one.at.end);
      const bool of_it =
          level && last_change_word(gap).direction == 0 && gap.find("，") == std::string_view::npos;
      if (!of_it) continue;
    }
    said.period = one.period;
    said.compared = one.compared;
  }
  const std::size_t comma = body.substr(0, figure).rfind("，");
  const std::size_t clause = comma == std::string_view::npos ? 0 : comma;
  const std::string_view own = body.substr(clause, figure - clause);
  for (std::string_view word : {"上年同期", "去年同期", "上一年同期"}) {
    if (level && own.find(word) != std::string_view::npos) said.year_before = true;
  }
  return said;
}

StatedPeriod year_before(const StatedPeriod& period) {
  if (period.text.size() < 4) return {};
  StatedPeriod before = period;
  // Each year that the period names: 2024-Q3, 2024-01/2024-09.
  for (std::size_t at = 0; at + 4 <= before.text.size();) {
    int year = 0;
    const char* begin = before.text.data() + at;
    const auto read = std::from_chars(begin, begin + 4, year);
    if (read.ptr != begin + 4) return {};
    before.text.replace(at, 4, std::to_string(year - 1));
    const std::size_t slash = before.text.find('/', at);
    if (slash == std::string::npos) break;
    at = slash + 1;
  }
  if (before.time) before.time = a_year_earlier(*before.time);
  return before;
}

}  // namespace sarye
