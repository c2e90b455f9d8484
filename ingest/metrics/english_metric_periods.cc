#include "ingest/metrics/english_metric_periods.h"

#include <algorithm>

#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::uint32_t kDeadlineGap = 20;  // bytes between a figure and the year it is due
constexpr std::uint32_t kListGap = 60;      // ... and the time behind a list of figures

constexpr std::uint32_t kOpening = 16;  // bytes in front of the time that opens a sentence

bool is_day(const TimeMention& time) {
  return time.period.size() == std::string_view("2025-01-20").size();
}

// What the figure is compared with, or how long it has gone on: up 4% from the third quarter of
// 2019, since 2015.
bool is_beside(std::string_view before, std::string_view time) {
  static const Pattern compared(
      R"((?i)\b(?:from|than|compared (?:with|to)|versus|vs\.?|against|over|since|until|same (?:[a-z-]+ )?(?:period|quarter|months?|time|half)(?: (?:of|in))?)(?: the| its| a)? ?(?:same )?$)");
  static const Pattern begins(R"((?i)^(?:since|until|from)\b)");
  return compared.found_in(before) || begins.found_in(time);
}

}  // namespace

StatedPeriod english_metric_period(const AnnotatedText& text, const Sentence& sentence,
                                   const std::vector<Figure>& figures, std::size_t index,
                                   ByteRange clause) {
  const std::string_view body = text.text_of(sentence.span);
  const std::uint32_t base = sentence.span.bytes.begin;
  const ByteRange figure = figures[index].at;
  const std::uint32_t next = index + 1 < figures.size() ? figures[index + 1].at.begin : clause.end;
  const std::string_view rest =
      clause.end > figure.end ? body.substr(figure.end, clause.end - figure.end) : "";
  if (rest.find("so far this year") != std::string_view::npos ||
      rest.find("this year so far") != std::string_view::npos) {
    return {};
  }
  StatedPeriod behind;
  StatedPeriod last_behind;
  StatedPeriod before;
  StatedPeriod first;
  for (const TimeMention& time : text.times_in(sentence.span.block)) {
    if (!sentence.span.bytes.contains(time.span.bytes)) continue;
    const std::uint32_t begin = time.span.bytes.begin - base;
    const std::uint32_t end = time.span.bytes.end - base;
    const std::string_view front = body.substr(0, begin);
    if (is_beside(front, body.substr(begin, end - begin))) continue;
    if (is_day(time) && !front.ends_with("as of ") && !front.ends_with("as at ")) continue;
    // "900 stores by 2030" says so of its own figure only.
    const bool deadline =
        front.ends_with("by ") || body.substr(begin, end - begin).starts_with("by ");
    if (deadline && (begin < figure.end || begin - figure.end > kDeadlineGap)) continue;
    // "6.2% compared to 5.4% in 2014": the time is that of the other figure.
    static const Pattern other(
        R"(\b(?:compared|versus|against|from|than|vs|up|down)\b|\b(?:an|a) (?:increase|decrease|rise|fall))");
    if (begin >= figure.end && other.found_in(body.substr(figure.end, begin - figure.end)))
      continue;
    const StatedPeriod stated{time.period, time.time};
    if (begin >= figure.end && begin < std::min(next, clause.end) && behind.text.empty()) {
      behind = stated;
    }
    if (begin >= figure.end && begin < clause.end && begin - figure.end <= kListGap &&
        last_behind.text.empty()) {
      last_behind = stated;
    }
    if (begin >= figure.begin) continue;
    // "founded in 1997, it had": that time is of another doing.
    static const Pattern doing(
        R"(\b(?:founded|established|set up|launched|created|merged|listed|acquired|bought|opened|started|born|introduced|sold|joined|began|took over)\b[^,]{0,60}$)");
    const bool opens = begin <= kOpening;
    const bool apart = body.substr(end, figure.begin - end).find(", ") != std::string_view::npos;
    if (apart && doing.found_in(front)) continue;
    if (begin >= clause.begin) before = stated;
    if (opens && first.text.empty()) first = stated;
  }
  for (const StatedPeriod* one : {&behind, &before, &last_behind, &first}) {
    if (!one->text.empty()) return *one;
  }
  return inherited_period(text, sentence.span.block);
}

StatedPeriod period_between(const AnnotatedText& text, const Sentence& sentence, std::uint32_t from,
                            std::uint32_t to) {
  const std::uint32_t base = sentence.span.bytes.begin;
  if (from >= to) return {};
  return period_in(text, sentence.span.block, {base + from, base + to});
}

}  // namespace sarye
