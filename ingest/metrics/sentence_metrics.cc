#include "ingest/metrics/sentence_metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ingest/metrics/metric_context.h"

namespace sarye {

namespace {

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

class SentenceReader {
 public:
  SentenceReader(const AnnotatedText& text, const Measures& measures,
                 const SectionSubjects& subjects, MetricWriter& writer)
      : text_(text), measures_(measures), subjects_(subjects), writer_(writer) {}

  void read(const Sentence& sentence, std::span<const Quantity> quantities) {
    const std::string_view body = text_.text_of(sentence.span);
    const std::uint32_t base = sentence.span.bytes.begin;
    std::vector<MeasureMatch> measures = measures_.find(body);
    if (measures.empty()) return;
    const Quantity* previous = nullptr;
    for (const Quantity& q : quantities) {
      const ByteRange at{q.span.bytes.begin - base, q.span.bytes.end - base};
      // 696억달러(100조원): the same amount in another currency.
      const bool converted = previous != nullptr && at.begin > 0 &&
                             body.substr(0, at.begin).ends_with('(') && !q.currency.empty() &&
                             previous->span.bytes.end - base + 1 >= at.begin;
      previous = &q;
      if (converted) continue;
      const bool change = is_change(body, at, q);
      const MeasureMatch* measure = nearest_measure(body, measures, at, change);
      if (measure == nullptr) continue;
      observe(sentence, body, q, at, *measure, change);
    }
  }

 private:
  // "fell to 18 %", 降至18%, "8.1%로 하락": what it came to, not by how much it changed.
  static bool is_level(std::string_view body, ByteRange at) {
    const std::string_view before = body.substr(0, at.begin);
    const std::string_view after = body.substr(at.end);
    for (const std::string_view word : {" to ", "至", "到", "为", "為"}) {
      if (before.ends_with(word)) return true;
    }
    for (const std::string_view word : {"로 ", "으로 ", "까지 "}) {
      if (after.starts_with(word)) return true;
    }
    return false;
  }

  static bool is_change(std::string_view body, ByteRange at, const Quantity& q) {
    if (q.unit != "percent" && q.unit != "percentage points" && q.unit != "times") return false;
    if (is_level(body, at)) return false;
    const std::string_view after = body.substr(at.end, 40);
    const std::string_view before =
        body.substr(at.begin > 45 ? at.begin - 45 : 0, std::min<std::size_t>(at.begin, 45));
    return contains_any(after, {"증가", "감소", "성장", "상승", "하락", "늘", "줄", "확대", "둔화",
                                "급증", "year on year", "year-on-year", "from a year"}) ||
           contains_any(
               before,
               {"대비",      "同比",     "环比",    "增长",    "增長",    "下降",    "下滑",
                "增加",      "减少",     "成長",    "年增",    "年减",    "年減",    "季增",
                "季减",      "季減",     "月增",    "月减",    "月減",    "同比",    "增幅",
                "降幅",      "减少",     "減少",    "上涨",    "上漲",    "下跌",    "衰退",
                "up ",       "down ",    "rose ",   "fell ",   "grew ",   "grew by", "increased ",
                "declined ", "dropped ", "jumped ", "surged ", "rising ", "falling "});
  }

  static double direction(std::string_view body, ByteRange at) {
    std::string_view before =
        body.substr(at.begin > 45 ? at.begin - 45 : 0, std::min<std::size_t>(at.begin, 45));
    std::string_view after = body.substr(at.end, 30);
    // 营收年增22%，净利年减5%: a Chinese comma ends what a direction is said of.
    if (const std::size_t comma = before.rfind("，"); comma != std::string_view::npos) {
      before.remove_prefix(comma);
    }
    after = after.substr(0, after.find("，"));
    const std::string around = std::string(before) + " " + std::string(after);
    return contains_any(around,
                        {"감소", "하락", "줄",    "下降",  "下滑",      "减少",     "減少",
                         "年减", "年減", "季减",  "季減",  "月减",      "月減",     "下跌",
                         "降幅", "衰退", "fell ", "down ", "declined ", "dropped ", "falling "})
               ? -1
               : 1;
  }

  // Whether the words between a number and a measure behind it make the number that measure's:
  // "964억7000만 달러 매출", "$4 billion in revenue", "696억달러(100조원)의 매출". A comma or a
  // particle that ends the number's own phrase (12조원에 영업손실) does not.
  static bool ties(std::string_view gap) {
    if (gap.starts_with('(') && gap.size() < 40) {
      const std::size_t close = gap.find(')');
      if (close != std::string_view::npos) gap.remove_prefix(close + 1);
    }
    while (gap.starts_with(' ')) gap.remove_prefix(1);
    while (gap.ends_with(' ')) gap.remove_suffix(1);
    static constexpr std::array<std::string_view, 12> kTies = {
        "",   "의", "규모의", "규모",      "상당의",    "的",
        "之", "in", "of",     "in annual", "of annual", "in total"};
    return std::find(kTies.begin(), kTies.end(), gap) != kTies.end();
  }

  // The measure that the number is of: the nearest before it, unless one follows at once
  // ("964억7000만 달러 매출", "$4 billion in revenue"); one clause apart at most.
  static const MeasureMatch* nearest_measure(std::string_view body,
                                             const std::vector<MeasureMatch>& measures,
                                             ByteRange at, bool change) {
    const MeasureMatch* before = nullptr;
    const MeasureMatch* after = nullptr;
    for (const MeasureMatch& m : measures) {
      if (m.bytes.end <= at.begin) before = &m;
      if (m.bytes.begin >= at.end && after == nullptr) after = &m;
    }
    if (!change && after != nullptr) {
      if (ties(body.substr(at.end, after->bytes.begin - at.end))) return after;
    }
    if (before == nullptr) return nullptr;
    const std::string_view gap = body.substr(before->bytes.end, at.begin - before->bytes.end);
    if (gap.size() > 110 || contains_any(gap, {"。", "；", "; ", ". "})) return nullptr;
    return before;
  }

  void observe(const Sentence& sentence, std::string_view body, const Quantity& q, ByteRange at,
               const MeasureMatch& match, bool change) {
    Observation o;
    const std::uint32_t block = sentence.span.block;
    const std::uint32_t base = sentence.span.bytes.begin;
    const Measure& measure = measures_.all()[match.measure];
    o.measure = measure.name;
    o.value = q.value;
    o.unit = q.unit;
    o.money = !q.currency.empty();
    o.approximate = q.approximate;
    // A share is a percentage, revenue is money: what does not fit is not a reading of the
    // sentence.
    if (!change && !measure.takes(q.unit, q.currency)) return;
    if (change) {
      o.measure += " growth";
      o.value = std::abs(q.value) * direction(body, at);
    }
    bool inherited = false;
    const auto subject = subject_of(sentence, at, inherited);
    if (!subject) return;
    o.subject = *subject;
    name_segment(sentence, match, o);
    const StatedPeriod period = period_of_sentence(sentence, base + at.begin);
    o.period = period.text;
    o.time = period.time;
    o.modality = modality_after(body, at);
    o.quote = sentence.span;
    o.cue = {block, q.span.bytes};
    o.rule = inherited ? "metric.inherited" : "metric.sentence";
    o.confidence = inherited ? 750 : 800;
    writer_.write(o);
  }

  std::optional<std::uint32_t> subject_of(const Sentence& sentence, ByteRange at,
                                          bool& inherited) const {
    const std::uint32_t base = sentence.span.bytes.begin;
    std::optional<std::uint32_t> before;
    std::optional<std::uint32_t> after;
    std::optional<std::uint32_t> product;
    for (const TextMention& m : text_.mentions_in(sentence.span.block)) {
      if (m.span.block != sentence.span.block || m.inherited ||
          !sentence.span.bytes.contains(m.span.bytes)) {
        continue;
      }
      const std::string& type = text_.entities[m.entity].type;
      if (type == "Product" && m.span.bytes.end <= base + at.begin) product = m.entity;
      if (type != "Firm") continue;
      if (m.span.bytes.end <= base + at.begin) {
        // 与A合作，并投资25亿元: the partner behind 与 invests nothing.
        if (!before || !stands_behind_preposition(m.span)) before = m.entity;
      } else if (!after) {
        after = m.entity;
      }
    }
    if (before) return before;
    if (auto section = subjects_.of(sentence.span.block, {"Firm"})) {
      inherited = true;
      return section->entity;
    }
    if (product) return product;
    return after;
  }

  bool stands_behind_preposition(const Span& span) const {
    const std::string_view block = text_.blocks[span.block].text;
    const std::string_view before = block.substr(0, span.bytes.begin);
    for (const std::string_view word : {"与", "與", "向", "对", "對", "从", "從", "同", "跟"}) {
      if (before.ends_with(word)) return true;
    }
    return false;
  }

  // The product, unit or plain words directly before the measure: `클라우드 매출`, `애저 매출`.
  void name_segment(const Sentence& sentence, const MeasureMatch& match, Observation& o) const {
    const std::uint32_t base = sentence.span.bytes.begin;
    const std::uint32_t measure_at = base + match.bytes.begin;
    for (const TextMention& m : text_.mentions_in(sentence.span.block)) {
      if (m.span.block != sentence.span.block || m.inherited || m.entity == o.subject) continue;
      if (m.span.bytes.end > measure_at || measure_at - m.span.bytes.end > 4) continue;
      const std::string& type = text_.entities[m.entity].type;
      if (type != "Product" && type != "Firm") continue;
      o.segment_entity = m.entity;
      o.segment = text_.text_of(m.span);
    }
  }

  StatedPeriod period_of_sentence(const Sentence& sentence, std::uint32_t number_at) const {
    StatedPeriod best;
    for (const TimeMention& time : text_.times) {
      if (time.span.block != sentence.span.block ||
          !sentence.span.bytes.contains(time.span.bytes)) {
        continue;
      }
      if (!best.text.empty() && time.span.bytes.begin > number_at) break;
      best = {time.period, time.time};
    }
    return best.text.empty() ? inherited_period(text_, sentence.span.block) : best;
  }

  static Modality modality_after(std::string_view body, ByteRange at) {
    const std::string_view rest = body.substr(at.end);
    const std::string_view before = body.substr(0, at.begin);
    if (contains_any(rest, {"예정", "계획", "방침"}) ||
        contains_any(before, {"计划", "計畫", "拟", "plans to", "plan to", "will "})) {
      return Modality::Planned;
    }
    if (contains_any(rest, {"전망", "예상", "추정"}) ||
        contains_any(before, {"预计", "預計", "预测", "expected to", "forecast", "projected"})) {
      return Modality::Forecast;
    }
    return Modality::Stated;
  }

  const AnnotatedText& text_;
  const Measures& measures_;
  const SectionSubjects& subjects_;
  MetricWriter& writer_;
};

}  // namespace

void read_sentence_metrics(const AnnotatedText& text, const Sentence& sentence,
                           std::span<const Quantity> quantities, const Measures& measures,
                           const SectionSubjects& subjects, MetricWriter& writer) {
  SentenceReader(text, measures, subjects, writer).read(sentence, quantities);
}

}  // namespace sarye
