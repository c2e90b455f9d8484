#include "ingest/stages/chinese_metrics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "ingest/stages/chinese_figures.h"
#include "ingest/stages/chinese_gaps.h"
#include "ingest/stages/chinese_periods.h"
#include "ingest/stages/chinese_topic.h"
#include "ingest/stages/metric_context.h"

namespace sarye {
namespace {

// Words between a measure and its figure that nothing explains: a few in one clause (销量在当地达),
// hardly any over a comma.
constexpr std::size_t kStrangeInClause = 18;
constexpr std::size_t kStrangeOverComma = 6;
constexpr std::size_t kMostBetween = 150;
constexpr int kSameSentence = 800;
constexpr int kOtherSentence = 750;

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

bool joins_items(std::string_view gap) {
  while (gap.starts_with(' ')) gap.remove_prefix(1);
  while (gap.ends_with(' ')) gap.remove_suffix(1);
  return gap == "、" || gap == "和" || gap == "及" || gap == "与" || gap == "以及";
}

// 从10%提升至12%, 增长27%至578亿元: the second is where the first has led.
bool moves_to(std::string_view gap) {
  return holds_any(gap, {"至", "到", "达", "合计", "累计", "同期", "上年", "突破"});
}

// What follows a number that is of it: 963亿元的营收.
bool ties_to_next(std::string_view gap) {
  return gap.empty() || gap == "的" || gap == "之" || gap == "的年" || gap == "左右的" ||
         gap == "/年" || gap == "/年的";
}

// What statistics tell of whole industries and economies.
bool told_of_industries(const Measure& measure) {
  for (std::string_view id : {"production", "sales-volume", "output-value", "market-size", "price",
                              "installations", "exports", "capacity", "orders", "penetration"}) {
    if (measure.id == id) return true;
  }
  return false;
}

// 销售费用 is no figure of sales, 用户体验 none of users.
bool goes_on_as_other_word(std::string_view rest) {
  for (std::string_view word : {"费用", "成本", "人员", "渠道", "网络", "目标", "计划", "团队",
                                "模式", "体系", "策略", "体验", "结构", "能力", "价格", "公司",
                                "管理", "系统", "回报", "者",   "平台", "中心", "协议", "方案"}) {
    if (rest.starts_with(word)) return true;
  }
  return false;
}

// Measures of a moment or of one decision: a day can be their time, which else is that of a report.
bool of_a_day(const Measure& measure) {
  for (std::string_view id : {"share-price", "market-cap", "investment", "orders", "price",
                              "registered-capital", "funds-raised"}) {
    if (measure.id == id) return true;
  }
  return false;
}

bool is_a_day(const StatedPeriod& period) {
  return period.text.size() == 10 && period.text[4] == '-' && period.text[5] != 'Q' &&
         period.text[7] == '-';
}

}  // namespace

struct ChineseMetrics::Impl {
  // What a figure was read as: the next one may go on from it.
  struct Reading {
    const Measure* measure = nullptr;  // none: of nothing known
    ByteRange noun;
    std::optional<FigureSubject> subject;
  };

  Impl(const AnnotatedText& text, const Measures& measures, const SectionSubjects& subjects,
       MetricWriter& writer)
      : text(text), measures(measures), writer(writer), topic(text, subjects) {}

  void read(const Sentence& next, std::span<const Quantity> quantities) {
    sentence = &next;
    base = next.span.bytes.begin;
    body = text.simplified(next.span.block).substr(base, next.span.bytes.size());
    topic.begin(next);
    observed.reset();
    if (!quantities.empty()) {
      nouns = measures.find(body);
      std::erase_if(nouns, [this](const MeasureMatch& noun) {
        return goes_on_as_other_word(body.substr(noun.bytes.end));
      });
      figures = chinese_figures(body, base, quantities);
      periods = stated_periods(text, next, body);
      mark_known();
      // A semicolon ends a sentence, but not what it says things of.
      if (!goes_on) last = {};
      for (std::size_t i = 0; i < figures.size();) i = read_from(i);
    }
    goes_on = body.ends_with("；");
    topic.end(observed);
  }

  void mark_known() {
    known.clear();
    names.clear();
    for (const TimeMention& time : text.times_in(sentence->span.block)) {
      if (sentence->span.bytes.contains(time.span.bytes)) known.push_back(local(time.span));
    }
    for (const TextMention& m : text.mentions_in(sentence->span.block)) {
      if (m.inherited || m.span.block != sentence->span.block ||
          !sentence->span.bytes.contains(m.span.bytes)) {
        continue;
      }
      const std::string& type = text.entities[m.entity].type;
      if (type != "Firm" && type != "Product") continue;
      known.push_back(local(m.span));
      names.push_back(local(m.span));
    }
  }

  ByteRange local(const Span& span) const {
    return {span.bytes.begin - base, span.bytes.end - base};
  }

  std::uint32_t end_of_last(std::size_t i) const { return i == 0 ? 0 : figures[i - 1].at.end; }

  // Reads figure `i`, or the list that begins with it; where the next one begins.
  std::size_t read_from(std::size_t i) {
    std::size_t end = i + 1;
    if (figures[i].listed != 0) {
      while (end < figures.size() && figures[end].listed == figures[i].listed &&
             joins_items(gap(figures[end - 1].at.end, figures[end].at.begin, true))) {
        ++end;
      }
      if (end - i > 1) {
        read_list(i, end);
        return end;
      }
    }
    const ChineseFigure& figure = figures[i];
    Reading reading;
    if (!figure.skipped) reading = reading_of(i);
    if (reading.measure != nullptr) observe(figure, reading, std::nullopt);
    // A range keeps what the next figure may be of.
    if (!figure.skipped) last = reading;
    return end;
  }

  // The words between two places; `changes_out`: without the words of change at their end.
  std::string_view gap(std::uint32_t from, std::uint32_t to, bool changes_out = false) const {
    if (from >= to) return {};
    std::string_view words = body.substr(from, to - from);
    if (!changes_out) return words;
    for (std::string_view joint : {"以及", "、", "和", "及", "与"}) {
      if (!words.starts_with(joint)) continue;
      const auto begin = from + static_cast<std::uint32_t>(joint.size());
      if (unexplained_bytes(body, begin, to, known) == 0) return words.substr(0, joint.size());
    }
    return words;
  }

  bool fits(const ChineseFigure& figure, const Measure& measure) const {
    if (figure.change != 0) return true;
    if (figure.unit == "percentage points" || figure.unit == "times") return false;
    if (measure.kind == MeasureKind::Count && figure.unit == "percent") return false;
    if (measure.kind == MeasureKind::Any && figure.unit == "percent") return false;
    return measure.takes(figure.unit, figure.currency);
  }

  Reading reading_of(std::size_t i) const {
    const ChineseFigure& figure = figures[i];
    const std::uint32_t from = end_of_last(i);
    const MeasureMatch* before = nullptr;
    const MeasureMatch* after = nullptr;
    for (const MeasureMatch& noun : nouns) {
      if (noun.bytes.begin >= from && noun.bytes.end <= figure.at.begin) before = &noun;
      if (noun.bytes.begin >= figure.at.end && after == nullptr) after = &noun;
    }
    const bool bound = before != nullptr &&
                       unexplained_bytes(body, before->bytes.end, figure.at.begin, known) == 0 &&
                       fits(figure, measures.all()[before->measure]);
    const bool added = figure.change != 0 && figure.currency.empty() && figure.unit != "percent" &&
                       figure.unit != "percentage points" && figure.unit != "times";
    if (!bound && after != nullptr && (figure.change == 0 || added) &&
        ties_to_next(gap(figure.at.end, after->bytes.begin)) &&
        fits(figure, measures.all()[after->measure])) {
      return with_subject(measures.all()[after->measure], after->bytes, figure.at);
    }
    if (before != nullptr) return fresh(*before, figure);
    return going_on(i);
  }

  Reading fresh(const MeasureMatch& noun, const ChineseFigure& figure) const {
    const Measure& measure = measures.all()[noun.measure];
    const std::string_view between = gap(noun.bytes.end, figure.at.begin);
    if (between.size() > kMostBetween || holds_any(between, {"。", "；"})) return {};
    const std::size_t strange = unexplained_bytes(body, noun.bytes.end, figure.at.begin, known);
    const bool comma = between.find("，") != std::string_view::npos;
    if (strange > (comma ? kStrangeOverComma : kStrangeInClause)) return {};
    if (!fits(figure, measure)) return {};
    return with_subject(measure, noun.bytes, figure.at);
  }

  // A figure without a measure of its own: 营收100亿元，同比增长5%; 32艘、481万吨.
  Reading going_on(std::size_t i) const {
    const ChineseFigure& figure = figures[i];
    if (last.measure == nullptr || (i == 0 && !goes_on) || !fits(figure, *last.measure)) return {};
    const std::uint32_t from = end_of_last(i);
    const std::string_view between = gap(from, figure.at.begin);
    const std::size_t strange = unexplained_bytes(body, from, figure.at.begin, known);
    const bool same = (figure.change != 0 && strange == 0) ||
                      (figure.change == 0 && joins_items(between)) ||
                      (strange == 0 && moves_to(between));
    const bool part = !same && names_a_part(figure, between, strange);
    if (!same && !part) return {};
    Reading reading = last;
    if (part) reading.noun = {figure.at.begin, figure.at.begin};
    const bool renamed = std::any_of(names.begin(), names.end(), [&](const ByteRange& name) {
      return name.begin >= from && name.end <= figure.at.begin;
    });
    if (renamed)
      reading.subject = topic.subject_of({figure.at.begin, figure.at.begin}, figure.at,
                                         told_of_industries(*last.measure));
    return reading;
  }

  // 营收100亿元，其中海外市场40亿元；云业务30亿元: parts of what was said before.
  bool names_a_part(const ChineseFigure& figure, std::string_view between,
                    std::size_t strange) const {
    if (figure.change != 0 || strange == 0 || strange > 24) return false;
    const std::string& id = last.measure->id;
    if (id != "revenue" && id != "orders" && id != "stores" && id != "sales-volume") return false;
    for (std::string_view part : {"市场", "业务", "地区", "部门", "板块", "分部", "产品", "海外",
                                  "境外", "国内", "境内", "服务"}) {
      const std::size_t at = between.rfind(part);
      if (at == std::string_view::npos) continue;
      const auto end =
          static_cast<std::uint32_t>(figure.at.begin - between.size() + at + part.size());
      if (unexplained_bytes(body, end, figure.at.begin, known) == 0) return true;
    }
    return false;
  }

  Reading with_subject(const Measure& measure, ByteRange noun, ByteRange figure) const {
    Reading reading;
    reading.measure = &measure;
    reading.noun = noun;
    reading.subject = topic.subject_of(noun, figure, told_of_industries(measure));
    return reading;
  }

  // 营收和净利润分别为…和…; 甲、乙销量分别为…; 第一季及第二季分别为….
  void read_list(std::size_t begin, std::size_t end) {
    const std::uint32_t each = figures[begin].listed;
    const std::size_t count = end - begin;
    int change = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (figures[i].change == 0) figures[i].change = change;
      change = figures[i].change;
    }
    const std::vector<const MeasureMatch*> list = nouns_before(begin, each);
    const std::vector<std::uint32_t> firms =
        topic.listed_before(list.empty() ? each : std::min(each, list.front()->bytes.begin));
    const std::vector<std::uint32_t> firms_behind = topic.listed_before(each);
    const std::vector<PlacedPeriod> times = periods_before(each, count);
    Reading reading;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t item = i - begin;
      const ChineseFigure& figure = figures[i];
      std::optional<StatedPeriod> period;
      reading = {};
      if (list.size() == count) {
        reading = with_subject(measures.all()[list[item]->measure], list[item]->bytes, figure.at);
      } else if (list.size() == 1) {
        reading = with_subject(measures.all()[list[0]->measure], list[0]->bytes, figure.at);
      } else if (list.empty() && last.measure != nullptr && figure.change != 0 &&
                 unexplained_bytes(body, end_of_last(begin), each, known) == 0) {
        reading = last;
      }
      if (firms.size() == count) reading.subject = FigureSubject{firms[item], false};
      if (firms_behind.size() == count) reading.subject = FigureSubject{firms_behind[item], false};
      if (times.size() == count) period = times[item].period;
      if (figure.skipped || reading.measure == nullptr || !fits(figure, *reading.measure)) continue;
      observe(figure, reading, period);
    }
    last = reading;
  }

  // The measures in coordination before 分别, at most the words of one clause away.
  std::vector<const MeasureMatch*> nouns_before(std::size_t figure, std::uint32_t each) const {
    std::vector<const MeasureMatch*> list;
    const std::uint32_t from = end_of_last(figure);
    for (std::size_t i = nouns.size(); i-- > 0;) {
      const MeasureMatch& noun = nouns[i];
      if (noun.bytes.end > each || noun.bytes.begin < from) continue;
      const std::uint32_t next = list.empty() ? each : list.front()->bytes.begin;
      const std::string_view between = gap(noun.bytes.end, next);
      if (list.empty() ? unexplained_bytes(body, noun.bytes.end, next, known) > kStrangeInClause
                       : !joins_items(between)) {
        break;
      }
      list.insert(list.begin(), &noun);
    }
    return list;
  }

  std::vector<PlacedPeriod> periods_before(std::uint32_t each, std::size_t count) const {
    std::vector<PlacedPeriod> times;
    for (const PlacedPeriod& period : periods) {
      if (period.at.end <= each && !period.compared) times.push_back(period);
    }
    if (times.size() < count) return {};
    times.erase(times.begin(), times.end() - static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 1; i < times.size(); ++i) {
      if (!joins_items(gap(times[i - 1].at.end, times[i].at.begin))) return {};
    }
    return times;
  }

  void observe(const ChineseFigure& figure, const Reading& reading,
               std::optional<StatedPeriod> period) {
    if (!reading.subject) return;
    Observation o;
    o.subject = reading.subject->entity;
    o.measure = reading.measure->name;
    o.value = figure.value;
    if (figure.change != 0) {
      o.measure += " growth";
      o.value = std::abs(figure.value) * figure.change;
    }
    o.unit = reading.measure->id == "stores" ? "stores" : figure.unit;
    o.money = !figure.currency.empty();
    o.approximate = figure.approximate;
    if (!period) period = period_of(figure, *reading.measure, o.subject);
    o.period = period->text;
    o.time = period->time;
    o.modality = modality_before(figure.at.begin);
    name_segment(reading, o);
    o.quote = sentence->span;
    o.cue = {sentence->span.block, {base + figure.at.begin, base + figure.at.end}};
    o.rule = reading.subject->inherited ? "metric.inherited" : "metric.sentence";
    o.confidence = reading.subject->inherited ? kOtherSentence : kSameSentence;
    writer.write(o);
    observed = o.subject;
  }

  StatedPeriod period_of(const ChineseFigure& figure, const Measure& measure,
                         std::uint32_t subject) {
    StatedPeriod stated;
    for (const PlacedPeriod& period : periods) {
      if (period.at.end > figure.at.begin) break;
      // 较第二季亏损1亿元: what it is compared with is a level of that time.
      const bool level_of_it =
          period.compared && figure.change == 0 &&
          last_change_word(gap(period.at.end, figure.at.begin)).direction == 0 &&
          gap(period.at.end, figure.at.begin).find("，") == std::string_view::npos;
      if (period.compared && !level_of_it) continue;
      if (!is_a_day(period.period) || of_a_day(measure)) stated = period.period;
    }
    const bool carries = carried_block == sentence->span.block && carried_subject == subject;
    if (stated.text.empty() && carries) stated = carried_period;
    if (stated.text.empty()) {
      stated = inherited_period(text, sentence->span.block);
      if (is_a_day(stated)) stated = {};
    }
    carried_period = stated;
    carried_block = sentence->span.block;
    carried_subject = subject;
    // 去年同期亏损7亿元, but not 较去年同期增长7%.
    std::size_t clause = body.substr(0, figure.at.begin).rfind("，");
    clause = clause == std::string_view::npos ? 0 : clause;
    const std::string_view own = body.substr(clause, figure.at.begin - clause);
    if (figure.change == 0 && holds_any(own, {"上年同期", "去年同期", "上一年同期"})) {
      return year_before(stated);
    }
    return stated;
  }

  Modality modality_before(std::uint32_t at) const {
    std::string_view front = body.substr(0, at);
    if (const std::size_t border = front.rfind("；"); border != std::string_view::npos) {
      front.remove_prefix(border);
    }
    if (holds_any(front, {"计划", "拟", "将投资", "目标", "力争", "规划"}))
      return Modality::Planned;
    if (holds_any(front,
                  {"预计", "预估", "预期", "预测", "有望", "可望", "估计", "料将", "推算"})) {
      return Modality::Forecast;
    }
    return Modality::Stated;
  }

  // The product or the plain words directly before the measure: 海外营收, 云业务收入.
  void name_segment(const Reading& reading, Observation& o) const {
    const std::uint32_t noun = reading.noun.begin;
    for (const TextMention& m : text.mentions_in(sentence->span.block)) {
      if (m.span.block != sentence->span.block || m.inherited || m.entity == o.subject) continue;
      if (m.span.bytes.end > base + noun || base + noun - m.span.bytes.end > 4) continue;
      const std::string& type = text.entities[m.entity].type;
      if (type != "Product" && type != "Firm") continue;
      o.segment_entity = m.entity;
      o.segment = text.text_of(m.span);
    }
    if (!o.segment.empty()) return;
    std::uint32_t begin = 0;
    for (std::string_view border : {"，", "、", "；", "：", "。", "的", "年", "月", "季", "季度",
                                    "其中", "（", "）", "实现", "公司", "集团", " "}) {
      const std::size_t at = body.substr(0, noun).rfind(border);
      if (at == std::string_view::npos) continue;
      begin = std::max(begin, static_cast<std::uint32_t>(at + border.size()));
    }
    for (const ByteRange& range : known) {
      if (range.end <= noun) begin = std::max(begin, range.end);
    }
    const std::uint32_t size = noun - begin;
    if (size < 6 || size > 24 || unexplained_bytes(body, begin, noun, known) != size) return;
    o.segment = text.text_of({sentence->span.block, {base + begin, base + noun}});
  }

  const AnnotatedText& text;
  const Measures& measures;
  MetricWriter& writer;
  ChineseTopic topic;
  // Of the sentence being read:
  const Sentence* sentence = nullptr;
  std::uint32_t base = 0;
  std::string_view body;  // in Simplified characters
  std::vector<MeasureMatch> nouns;
  std::vector<ChineseFigure> figures;
  std::vector<PlacedPeriod> periods;
  std::vector<ByteRange> known;  // times and names
  std::vector<ByteRange> names;
  Reading last;
  bool goes_on = false;  // the sentence ended with a semicolon
  std::optional<std::uint32_t> observed;
  // Of the last observation:
  StatedPeriod carried_period;
  std::uint32_t carried_block = 0;
  std::uint32_t carried_subject = 0;
};

ChineseMetrics::ChineseMetrics(const AnnotatedText& text, const Measures& measures,
                               const SectionSubjects& subjects, MetricWriter& writer)
    : impl_(std::make_unique<Impl>(text, measures, subjects, writer)) {}
ChineseMetrics::~ChineseMetrics() = default;

void ChineseMetrics::read(const Sentence& sentence, std::span<const Quantity> quantities) {
  impl_->read(sentence, quantities);
}

}  // namespace sarye
