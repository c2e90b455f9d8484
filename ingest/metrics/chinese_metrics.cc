#include "ingest/metrics/chinese_metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <string>
#include <vector>

#include "ingest/lexicon/pattern.h"
#include "ingest/metrics/chinese_sentence.h"
#include "ingest/metrics/chinese_topic.h"
#include "ingest/metrics/metric_context.h"
#include "ingest/names/chinese_gaps.h"

namespace sarye {
namespace {

// Words between a measure and its figure that nothing explains: a few in one clause (销量在当地达),
// hardly any over a comma.
constexpr std::size_t kStrangeInClause = 18;
constexpr std::size_t kStrangeOverComma = 6;
constexpr std::size_t kMostBetween = 150;
constexpr std::size_t kFarthestTake = 90;  // bytes from a sum to the verb that tells what it buys
constexpr int kSameSentence = 800;
constexpr int kOtherSentence = 750;

// What statistics tell of whole industries and economies.
bool told_of_industries(const Measure& measure) {
  for (std::string_view id : {"production", "sales-volume", "output-value", "market-size", "price",
                              "installations", "exports", "capacity", "orders", "penetration"}) {
    if (measure.id == id) return true;
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

}  // namespace

struct ChineseMetrics::Impl {
  // What a figure was read as: the next one may go on from it.
  struct Reading {
    const Measure* measure = nullptr;  // none: of nothing known
    ByteRange noun;
    std::optional<FigureSubject> subject;
  };

  Impl(const AnnotatedText& of, const Measures& known, const SectionSubjects& subjects,
       MetricWriter& to)
      : text(of), measures(known), writer(to), topic(of, subjects) {}

  void read(const Sentence& sentence, std::span<const Quantity> quantities) {
    topic.begin(sentence);
    observed.reset();
    now = chinese_sentence(text, sentence, quantities, measures);
    // A semicolon ends a sentence, but not what it says things of.
    if (!goes_on) last = {};
    for (std::size_t i = 0; i < now.figures.size();) i = read_from(i);
    goes_on = now.body.ends_with("；");
    topic.end(observed);
  }

  // Reads figure `i`, or the list that begins with it; where the next one begins.
  std::size_t read_from(std::size_t i) {
    std::size_t end = i + 1;
    if (now.figures[i].listed != 0) {
      while (end < now.figures.size() && now.figures[end].listed == now.figures[i].listed &&
             joins_items(
                 now.gap_without_changes(now.figures[end - 1].at.end, now.figures[end].at.begin))) {
        ++end;
      }
      if (end - i > 1) {
        read_list(i, end);
        return end;
      }
    }
    const ChineseFigure& figure = now.figures[i];
    Reading reading;
    if (!figure.skipped) reading = reading_of(i);
    if (reading.measure != nullptr) observe(figure, reading, std::nullopt);
    // A range keeps what the next figure may be of.
    if (!figure.skipped) last = reading;
    return end;
  }

  bool fits(const ChineseFigure& figure, const Measure& measure) const {
    if (measure.id == "stake" && figure.change != 0) return false;
    if (figure.change != 0) return true;
    if (figure.unit == "percentage points" || figure.unit == "times") return false;
    if (measure.kind == MeasureKind::Count && figure.unit == "percent") return false;
    if (measure.kind == MeasureKind::Any && figure.unit == "percent") return false;
    return measure.takes(figure.unit, figure.currency);
  }

  Reading reading_of(std::size_t i) const {
    const ChineseFigure& figure = now.figures[i];
    const std::uint32_t from = now.end_of_last(i);
    const MeasureMatch* before = nullptr;
    const MeasureMatch* after = nullptr;
    for (const MeasureMatch& noun : now.nouns) {
      if (noun.bytes.begin >= from && noun.bytes.end <= figure.at.begin) before = &noun;
      if (noun.bytes.begin >= figure.at.end && after == nullptr) after = &noun;
    }
    const bool bound =
        before != nullptr &&
        unexplained_bytes(now.body, before->bytes.end, figure.at.begin, now.known) == 0 &&
        fits(figure, measures.all()[before->measure]);
    const bool added = figure.change != 0 && figure.currency.empty() && figure.unit != "percent" &&
                       figure.unit != "percentage points" && figure.unit != "times";
    if (!bound && after != nullptr && (figure.change == 0 || added) &&
        ties_to_next(now.gap(figure.at.end, after->bytes.begin)) &&
        fits(figure, measures.all()[after->measure])) {
      return with_subject(measures.all()[after->measure], after->bytes, figure.at);
    }
    if (!bound) {
      if (const Measure* paid = paid_for(figure)) return with_subject(*paid, figure.at, figure.at);
    }
    Reading known = before != nullptr ? fresh(*before, figure) : going_on(i);
    if (known.measure == nullptr) {
      if (const Measure* noun = counted_noun(figure)) {
        known = with_subject(*noun, figure.at, figure.at);
      }
    }
    return known;
  }

  // 拥有3,240家经销商, 手持60艘新船订单: the noun behind a count of what a firm has.
  const Measure* counted_noun(const ChineseFigure& figure) const {
    static const Pattern has(
        R"((?:拥有|设有|建有|共有|现有|布局|覆盖|手持|持有|签约|开设|开出|设立|建成|运营|雇用|雇佣|聘用|承接|下设|辖有)了?(?:超过|超|逾|约|近|共|达|多达|高达|合计|累计)?\s?$)");
    static const Pattern noun(
        R"(^(?:多|余)?(?:个|家|座|艘|名|位|条|款|项|种|间|台|辆|处)?(?:的)?(\p{Han}{2,9}?)(?:[，,。；;、（(！]|$|和|与|及|，))");
    if (figure.change != 0 || !figure.currency.empty() || figure.unit == "percent" ||
        figure.unit == "percentage points" || figure.unit == "times") {
      return nullptr;
    }
    if (!has.found_in(now.body.substr(0, figure.at.begin))) return nullptr;
    const auto found = noun.find(now.body.substr(figure.at.end, kFarthestTake));
    if (!found) return nullptr;
    const std::string_view name = found->text(now.body.substr(figure.at.end), 0);
    for (const std::string_view none :
         {"的", "工作日", "交易日", "百分点", "小时", "月", "方面", "涵盖", "位于"}) {
      if (name.find(none) != std::string_view::npos) return nullptr;
    }
    Measure measure;
    measure.id = "counted";
    measure.name = std::string(name);
    measure.kind = MeasureKind::Count;
    counted.push_back(std::move(measure));
    return &counted.back();
  }

  // 以5亿元收购乙, 2亿美元入股丙: what a stake costs.
  const Measure* paid_for(const ChineseFigure& figure) const {
    if (figure.currency.empty() || figure.change != 0) return nullptr;
    static constexpr std::array<std::string_view, 12> kTakes = {"收购", "并购", "增资", "认购",
                                                                "入股", "受让", "买下", "投资",
                                                                "注资", "参股", "领投", "重组"};
    const std::string_view behind = now.body.substr(figure.at.end);
    std::size_t best = std::string_view::npos;
    for (const std::string_view take : kTakes) best = std::min(best, behind.find(take));
    if (best == std::string_view::npos || best > kFarthestTake) return nullptr;
    const std::string_view gap = behind.substr(0, best);
    for (const std::string_view border : {"；", ";", "。", "的"}) {
      if (gap.find(border) != std::string_view::npos &&
          gap.find("的价格") == std::string_view::npos) {
        return nullptr;
      }
    }
    const std::string_view front = now.body.substr(0, figure.at.begin);
    bool with = false;
    for (const std::string_view word :
         {"以", "以约", "以人民币", "以新台币", "以美金", "以现金", "以总价", "以近", "以不超过",
          "以逾", "以合计", "以等值新台币", "以泰铢", "以日币", "以澳币", "以约当", "以高达"}) {
      std::string_view words = front;
      while (words.ends_with(' ')) words.remove_suffix(1);
      with = with || words.ends_with(word);
    }
    // Without 以 the verb follows at once.
    if (!with && unexplained_bytes(now.body, figure.at.end,
                                   figure.at.end + static_cast<std::uint32_t>(best), {}) > 6) {
      return nullptr;
    }
    if (!with && gap.find("，") != std::string_view::npos) return nullptr;
    const auto& all = measures.all();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [](const Measure& one) { return one.id == "investment"; });
    return found == all.end() ? nullptr : &*found;
  }

  Reading fresh(const MeasureMatch& noun, const ChineseFigure& figure) const {
    const Measure& measure = measures.all()[noun.measure];
    const std::string_view between = now.gap(noun.bytes.end, figure.at.begin);
    if (between.size() > kMostBetween || between.find("。") != std::string_view::npos) return {};
    const std::size_t strange =
        unexplained_bytes(now.body, noun.bytes.end, figure.at.begin, now.known);
    const bool comma =
        between.find("，") != std::string_view::npos || between.find(',') != std::string_view::npos;
    if (strange > (comma ? kStrangeOverComma : kStrangeInClause)) return {};
    if (!fits(figure, measure)) return {};
    return with_subject(measure, noun.bytes, figure.at);
  }

  // A figure without a measure of its own: 营收100亿元，同比增长5%; 32艘、481万吨.
  Reading going_on(std::size_t i) const {
    const ChineseFigure& figure = now.figures[i];
    if (last.measure == nullptr || (i == 0 && !goes_on) || !fits(figure, *last.measure)) return {};
    const std::uint32_t from = now.end_of_last(i);
    const std::string_view between = now.gap(from, figure.at.begin);
    const std::size_t strange = unexplained_bytes(now.body, from, figure.at.begin, now.known);
    const bool same = (figure.change != 0 && strange == 0) ||
                      (figure.change == 0 && joins_items(between)) ||
                      (strange == 0 && moves_on(between));
    const bool part = !same && names_a_part(figure, between, strange);
    if (!same && !part) return {};
    Reading reading = last;
    if (part || i == 0) reading.noun = {figure.at.begin, figure.at.begin};
    const bool renamed = std::any_of(
        now.names.begin(), now.names.end(),
        [&](const ByteRange& name) { return name.begin >= from && name.end <= figure.at.begin; });
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
      if (unexplained_bytes(now.body, end, figure.at.begin, now.known) == 0) return true;
    }
    return false;
  }

  Reading with_subject(const Measure& measure, ByteRange noun, ByteRange figure) const {
    Reading reading;
    reading.measure = &measure;
    reading.noun = noun;
    reading.subject = topic.subject_of(noun, figure, told_of_industries(measure));
    // 甲拟收购乙18%股权: whose stake it becomes; what is paid and owned is told of who is named
    // here.
    if (measure.id == "stake" || measure.id == "counted" ||
        (measure.id == "investment" && noun == figure)) {
      const auto leading = topic.leading_before(figure.begin);
      if (leading && measure.id != "counted") reading.subject = leading;
      if (reading.subject && reading.subject->inherited && !names_itself(figure.begin)) {
        reading.subject.reset();
      }
    }
    // What a thing costs is a firm's figure only where the clause names the firm.
    if (measure.id == "price" || measure.id == "cost") {
      const auto product = topic.product_before(std::min(noun.begin, figure.begin));
      if (product) {
        reading.subject = product;
      } else if (!named_in_clause(noun.begin)) {
        reading.subject.reset();
      }
    }
    return reading;
  }

  // 公司, 本集团 as the subject of a clause in front.
  bool names_itself(std::uint32_t at) const {
    static const Pattern itself(R"((?:^|[，,；;：:。称]) ?(?:本|该)?(?:公司|集团|企业))");
    return itself.found_in(now.body.substr(0, at));
  }

  bool named_in_clause(std::uint32_t at) const {
    const std::size_t comma = now.body.substr(0, at).rfind("，");
    const std::size_t clause = comma == std::string_view::npos ? 0 : comma;
    return std::any_of(now.names.begin(), now.names.end(), [&](const ByteRange& name) {
      return name.begin >= clause && name.end <= at;
    });
  }

  // 营收和净利润分别为…和…; 甲、乙销量分别为…; 第一季及第二季分别为….
  void read_list(std::size_t begin, std::size_t end) {
    const std::uint32_t each = now.figures[begin].listed;
    const std::size_t count = end - begin;
    int change = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (now.figures[i].change == 0) now.figures[i].change = change;
      change = now.figures[i].change;
    }
    const std::vector<const MeasureMatch*> list = nouns_before(begin, each);
    const std::vector<std::uint32_t> firms =
        topic.listed_before(list.empty() ? each : std::min(each, list.front()->bytes.begin));
    const std::vector<std::uint32_t> firms_behind = topic.listed_before(each);
    const std::vector<PlacedPeriod> times = periods_before(each, count);
    Reading reading;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t item = i - begin;
      const ChineseFigure& figure = now.figures[i];
      std::optional<StatedPeriod> period;
      reading = {};
      if (list.size() == count) {
        reading = with_subject(measures.all()[list[item]->measure], list[item]->bytes, figure.at);
      } else if (list.size() == 1) {
        reading = with_subject(measures.all()[list[0]->measure], list[0]->bytes, figure.at);
      } else if (list.empty() && last.measure != nullptr && figure.change != 0 &&
                 unexplained_bytes(now.body, now.end_of_last(begin), each, now.known) == 0) {
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
    const std::uint32_t from = now.end_of_last(figure);
    for (std::size_t i = now.nouns.size(); i-- > 0;) {
      const MeasureMatch& noun = now.nouns[i];
      if (noun.bytes.end > each || noun.bytes.begin < from) continue;
      const std::uint32_t next = list.empty() ? each : list.front()->bytes.begin;
      const std::string_view between = now.gap(noun.bytes.end, next);
      if (list.empty()
              ? unexplained_bytes(now.body, noun.bytes.end, next, now.known) > kStrangeInClause
              : !joins_items(between)) {
        break;
      }
      list.insert(list.begin(), &noun);
    }
    return list;
  }

  std::vector<PlacedPeriod> periods_before(std::uint32_t each, std::size_t count) const {
    std::vector<PlacedPeriod> times;
    for (const PlacedPeriod& period : now.periods) {
      if (period.at.end <= each && !period.compared) times.push_back(period);
    }
    if (times.size() < count) return {};
    times.erase(times.begin(), times.end() - static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 1; i < times.size(); ++i) {
      if (!joins_items(now.gap(times[i - 1].at.end, times[i].at.begin))) return {};
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
    o.modality = now.modality_before(figure.at.begin);
    name_segment(reading, o);
    o.quote = now.sentence;
    o.cue = {now.sentence.block, {now.base + figure.at.begin, now.base + figure.at.end}};
    o.rule = reading.subject->inherited ? "metric.inherited" : "metric.sentence";
    o.confidence = reading.subject->inherited ? kOtherSentence : kSameSentence;
    writer.write(o);
    observed = o.subject;
  }

  StatedPeriod period_of(const ChineseFigure& figure, const Measure& measure,
                         std::uint32_t subject) {
    const FigurePeriod said = period_before(now.periods, now.body, figure.at.begin,
                                            figure.change == 0, of_a_day(measure));
    if (said.compared) return said.period;
    StatedPeriod stated = said.period;
    const bool carries = carried_block == now.sentence.block && carried_subject == subject;
    if (stated.text.empty() && carries) stated = carried_period;
    if (stated.text.empty()) {
      stated = inherited_period(text, now.sentence.block);
      if (is_a_day(stated)) stated = {};
    }
    carried_period = stated;
    carried_block = now.sentence.block;
    carried_subject = subject;
    return said.year_before ? year_before(stated) : stated;
  }

  // The product or the plain words directly before the measure: 海外营收, 云业务收入.
  void name_segment(const Reading& reading, Observation& o) const {
    const std::uint32_t noun = now.base + reading.noun.begin;
    for (const TextMention& m : text.mentions_in(now.sentence.block)) {
      if (m.span.block != now.sentence.block || m.inherited || m.entity == o.subject) continue;
      if (m.span.bytes.end > noun || noun - m.span.bytes.end > 4) continue;
      if (text.entities[m.entity].type != "Product") continue;
      o.segment_entity = m.entity;
      o.segment = text.text_of(m.span);
    }
    if (!o.segment.empty()) return;
    const ByteRange part = now.part_before(reading.noun.begin);
    if (part.empty()) return;
    o.segment = text.text_of({now.sentence.block, {now.base + part.begin, now.base + part.end}});
  }

  const AnnotatedText& text;
  const Measures& measures;
  MetricWriter& writer;
  ChineseTopic topic;
  ChineseSentence now;
  Reading last;
  mutable std::deque<Measure> counted;  // nouns that were counted
  bool goes_on = false;                 // the sentence ended with a semicolon
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
