#include "ingest/stages/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ingest/stages/metric_writer.h"
#include "ingest/stages/quantities.h"
#include "ingest/stages/section_subject.h"

namespace sarye {

namespace {

const std::vector<std::string_view> kObserved = {"Firm", "Product", "Place"};

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

// What a table's column or a sentence says of when; empty when nothing does.
struct Period {
  std::string text;
  std::optional<DateSpan> time;
};

Period period_in(const AnnotatedText& text, std::uint32_t block, ByteRange within) {
  for (const TimeMention& time : text.times) {
    if (time.span.block == block && within.contains(time.span.bytes))
      return {time.period, time.time};
  }
  return {};
}

// The time that the block's label or the headings above it set: "(24.4분기 실적) ...".
Period inherited_period(const AnnotatedText& text, std::uint32_t block) {
  std::optional<std::uint32_t> at = block;
  for (int steps = 0; at && steps < 6; ++steps) {
    const Block& b = text.blocks[*at];
    const auto reach = *at == block ? b.label.size() + 8 : b.text.size();
    if (*at != block || !b.label.empty()) {
      Period period =
          period_in(text, *at, {0, static_cast<std::uint32_t>(std::min(reach, b.text.size()))});
      if (!period.text.empty()) return period;
    }
    at = b.parent;
  }
  const Block& own = text.blocks[block];
  for (auto heading = own.headings.rbegin(); heading != own.headings.rend(); ++heading) {
    const auto size = static_cast<std::uint32_t>(text.blocks[*heading].text.size());
    Period period = period_in(text, *heading, {0, size});
    if (!period.text.empty()) return period;
  }
  return {};
}

std::optional<std::uint32_t> entity_in(const AnnotatedText& text, std::uint32_t block,
                                       ByteRange within,
                                       const std::vector<std::string_view>& types) {
  std::optional<std::uint32_t> best;
  std::uint32_t best_size = 0;
  for (const TextMention& mention : text.mentions) {
    if (mention.span.block != block || mention.inherited || !within.contains(mention.span.bytes)) {
      continue;
    }
    const std::string& type = text.entities[mention.entity].type;
    if (std::find(types.begin(), types.end(), type) == types.end()) continue;
    if (mention.span.bytes.size() > best_size) {
      best = mention.entity;
      best_size = mention.span.bytes.size();
    }
  }
  return best;
}

std::string strip_label(std::string_view label) {
  std::string out(label);
  while (!out.empty() && (out.back() == '*' || out.back() == ' ')) out.pop_back();
  while (out.starts_with("**")) out.erase(0, 2);
  return out;
}

// What is left of a label without the measure and the words for a total: `구글 광고 합산` is the
// segment `구글 광고`, `매출 합계` is none.
std::string segment_of(std::string_view label, const std::optional<MeasureMatch>& measure) {
  std::string rest(label);
  if (measure) rest.erase(measure->bytes.begin, measure->bytes.size());
  for (std::string_view word : {"합계", "합산", "총계", "소계", "전체", "总计", "總計", "合计",
                                "合計", "Total", "total", "(비율)", "총"}) {
    const std::size_t at = rest.find(word);
    if (at != std::string::npos) rest.erase(at, word.size());
  }
  const std::size_t first = rest.find_first_not_of(" *()");
  if (first == std::string::npos) return {};
  return rest.substr(first, rest.find_last_not_of(" *") - first + 1);
}

class TableReader {
 public:
  TableReader(AnnotatedText& text, const Measures& measures, const SectionSubjects& subjects,
              MetricWriter& writer)
      : text_(text), measures_(measures), subjects_(subjects), writer_(writer) {}

  void read(const TextTable& table) {
    const UnitReading unit = read_unit(table.unit_line.empty() ? table.caption : table.unit_line);
    const auto subject = subject_of(table);
    std::vector<Period> periods = column_periods(table);
    for (const TextTable::Row& row : table.rows) {
      // A table whose rows are firms names its subject in the label.
      const auto label_firm = entity_in(text_, table.block, row.label_cell.bytes, {"Firm"});
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        const auto value = read_cell(row.cells[c].text);
        if (!value) continue;
        Observation o;
        if (!classify(table, row, c, unit, subject, label_firm, o)) continue;
        const std::size_t column = c + 1;
        if (column < periods.size()) {
          o.period = periods[column].text;
          o.time = periods[column].time;
        }
        if (o.period.empty()) {
          const Period period = row_or_table_period(table, row);
          o.period = period.text;
          o.time = period.time;
        }
        o.value = *value * (o.money || unit.scale != 1 ? unit.scale : 1);
        if (row.cells[c].text.find('%') != std::string::npos &&
            row.cells[c].text.find('(') == std::string::npos) {
          o.unit = "percent";
          o.money = false;
          o.value = *value;
        }
        o.quote = {table.block, row.line};
        o.cue = {table.block, row.cells[c].bytes};
        o.rule = "table";
        o.confidence = 950;
        writer_.write(o);
      }
    }
  }

 private:
  std::optional<std::uint32_t> subject_of(const TextTable& table) const {
    for (std::uint32_t back = 1; back <= 3 && back <= table.block; ++back) {
      const Block& before = text_.blocks[table.block - back];
      if (before.kind != PassageKind::Caption) continue;
      const ByteRange whole{0, static_cast<std::uint32_t>(before.text.size())};
      if (auto firm = entity_in(text_, table.block - back, whole, {"Firm"})) return firm;
      if (auto other = entity_in(text_, table.block - back, whole, kObserved)) return other;
    }
    if (auto subject = subjects_.of(table.block, kObserved)) return subject->entity;
    return std::nullopt;
  }

  std::vector<Period> column_periods(const TextTable& table) const {
    std::vector<Period> periods(table.header.size());
    // Header cells are read in order; each takes the first time of its own text.
    std::size_t from = 0;
    const std::string& body = text_.blocks[table.block].text;
    for (std::size_t c = 0; c < table.header.size(); ++c) {
      const std::size_t at =
          table.header[c].empty() ? std::string::npos : body.find(table.header[c], from);
      if (at == std::string::npos) continue;
      from = at + table.header[c].size();
      periods[c] = period_in(text_, table.block,
                             {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(from)});
    }
    return periods;
  }

  Period row_or_table_period(const TextTable& table, const TextTable::Row& row) const {
    Period period = period_in(text_, table.block, row.line);
    if (!period.text.empty()) return period;
    for (std::uint32_t back = 1; back <= 3 && back <= table.block; ++back) {
      const auto size = static_cast<std::uint32_t>(text_.blocks[table.block - back].text.size());
      if (text_.blocks[table.block - back].kind == PassageKind::Caption) {
        return period_in(text_, table.block - back, {0, size});
      }
    }
    return {};
  }

  // Sets who, what and which part. False when the cell cannot be understood: no subject, no
  // measure.
  bool classify(const TextTable& table, const TextTable::Row& row, std::size_t column,
                const UnitReading& unit, std::optional<std::uint32_t> subject,
                std::optional<std::uint32_t> label_firm, Observation& o) const {
    o.unit = unit.unit;
    o.money = unit.money;
    const std::string label = strip_label(row.label);
    auto measure = measures_.best(label);
    std::string segment = segment_of(label, measure);
    const std::string group = strip_label(row.group);
    const auto group_measure = measures_.best(group);
    if (!group.empty() && !group_measure && segment.empty()) segment = group;
    if (!measure) measure = group_measure;
    const std::string header =
        column + 1 < table.header.size() ? table.header[column + 1] : std::string();
    const auto header_measure = measures_.best(header);
    if (!measure) measure = header_measure;
    if (!measure) measure = measures_.best(table.caption);
    if (!measure) return false;
    o.measure = measures_.all()[measure->measure].name;
    if (header_measure && o.unit.empty()) {
      const UnitReading own = read_unit(header);
      o.unit = own.unit;
      o.money = own.money;
    }
    if (label_firm && (!subject || text_.entities[*subject].type != "Firm" ||
                       !entity_in(text_, table.block, row.label_cell.bytes, {"Product"}))) {
      // Rows that are firms: the row's firm, unless the table is about another firm's parts.
      if (!subject || *subject == *label_firm) {
        o.subject = *label_firm;
        o.segment.clear();
        return true;
      }
    }
    if (!subject) {
      const auto observed = entity_in(text_, table.block, row.label_cell.bytes, kObserved);
      if (!observed) return false;
      o.subject = *observed;
      return true;
    }
    o.subject = *subject;
    o.segment = segment;
    if (!segment.empty()) o.segment_entity = segment_entity(table, row, segment);
    return true;
  }

  std::optional<std::uint32_t> segment_entity(const TextTable& table, const TextTable::Row& row,
                                              const std::string& segment) const {
    if (auto own = entity_in(text_, table.block, row.label_cell.bytes, {"Product", "Firm"})) {
      return own;
    }
    const std::size_t at = text_.blocks[table.block].text.find(segment);
    if (at == std::string::npos) return std::nullopt;
    return entity_in(
        text_, table.block,
        {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + segment.size())},
        {"Product", "Firm"});
  }

  AnnotatedText& text_;
  const Measures& measures_;
  const SectionSubjects& subjects_;
  MetricWriter& writer_;
};

// Numbers in running text.
class SentenceReader {
 public:
  SentenceReader(AnnotatedText& text, const Measures& measures, const SectionSubjects& subjects,
                 MetricWriter& writer)
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
      const MeasureMatch* measure = nearest_measure(body, measures, at, q, change);
      if (measure == nullptr) continue;
      observe(sentence, body, q, at, *measure, change);
    }
  }

 private:
  static bool is_change(std::string_view body, ByteRange at, const Quantity& q) {
    if (q.unit != "percent" && q.unit != "percentage points" && q.unit != "times") return false;
    const std::string_view after = body.substr(at.end, 40);
    const std::string_view before =
        body.substr(at.begin > 45 ? at.begin - 45 : 0, std::min<std::size_t>(at.begin, 45));
    return contains_any(after, {"증가", "감소", "성장", "상승", "하락", "늘", "줄", "확대", "둔화",
                                "급증", "year on year", "year-on-year", "from a year"}) ||
           contains_any(before,
                        {"대비",     "同比",    "环比",    "增长",    "增長",       "下降",
                         "下滑",     "增加",    "减少",    "成長",    "up ",        "down ",
                         "rose ",    "fell ",   "grew ",   "grew by", "increased ", "declined ",
                         "dropped ", "jumped ", "surged ", "rising ", "falling "});
  }

  static double direction(std::string_view body, ByteRange at) {
    const std::string_view around = body.substr(
        at.begin > 45 ? at.begin - 45 : 0, std::min<std::size_t>(at.begin, 45) + at.size() + 30);
    return contains_any(around, {"감소", "하락", "줄", "下降", "下滑", "减少", "減少", "fell ",
                                 "down ", "declined ", "dropped ", "falling "})
               ? -1
               : 1;
  }

  // The measure that the number is of: the nearest before it, unless one follows at once
  // ("964억7000만 달러 매출", "$4 billion in revenue"); one clause apart at most.
  static const MeasureMatch* nearest_measure(std::string_view body,
                                             const std::vector<MeasureMatch>& measures,
                                             ByteRange at, const Quantity& q, bool change) {
    const bool money = !q.currency.empty();
    const MeasureMatch* before = nullptr;
    const MeasureMatch* after = nullptr;
    for (const MeasureMatch& m : measures) {
      if (m.bytes.end <= at.begin) before = &m;
      if (m.bytes.begin >= at.end && after == nullptr) after = &m;
    }
    if (!change && after != nullptr) {
      const std::string_view gap = body.substr(at.end, after->bytes.begin - at.end);
      const bool in_bracket = gap.starts_with('(');
      if (gap.size() <= 6 || gap == " in " || gap == " of " ||
          (in_bracket && gap.size() < 40 && gap.find(')') != std::string_view::npos &&
           gap.size() - gap.find(')') <= 6)) {
        return after;
      }
    }
    if (before == nullptr) return nullptr;
    const std::string_view gap = body.substr(before->bytes.end, at.begin - before->bytes.end);
    if (gap.size() > 110 || contains_any(gap, {"。", "；", "; ", ". "})) return nullptr;
    (void)money;
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
    if (!fits(measure, q, change)) return;
    if (change) {
      o.measure += " growth";
      o.value = std::abs(q.value) * direction(body, at);
    }
    bool inherited = false;
    const auto subject = subject_of(sentence, at, inherited);
    if (!subject) return;
    o.subject = *subject;
    name_segment(sentence, match, o);
    const Period period = period_of_sentence(sentence, base + at.begin);
    o.period = period.text;
    o.time = period.time;
    o.modality = modality_after(body, at);
    o.quote = sentence.span;
    o.cue = {block, q.span.bytes};
    o.rule = inherited ? "metric.inherited" : "metric.sentence";
    o.confidence = inherited ? 750 : 800;
    writer_.write(o);
  }

  // A share is a percentage, revenue is money: what does not fit is not a reading of the sentence.
  static bool fits(const Measure& measure, const Quantity& q, bool change) {
    if (change) return true;
    const bool money = !q.currency.empty();
    static constexpr std::array<std::string_view, 16> kMoney = {"revenue",
                                                                "operating-income",
                                                                "operating-loss",
                                                                "net-income",
                                                                "net-loss",
                                                                "operating-expenses",
                                                                "eps",
                                                                "capex",
                                                                "investment",
                                                                "rd-spending",
                                                                "market-cap",
                                                                "price",
                                                                "cost",
                                                                "debt",
                                                                "cash",
                                                                "market-size"};
    static constexpr std::array<std::string_view, 4> kShare = {"market-share", "penetration",
                                                               "margin", "survey-share"};
    if (std::find(kMoney.begin(), kMoney.end(), measure.id) != kMoney.end()) return money;
    if (std::find(kShare.begin(), kShare.end(), measure.id) != kShare.end()) {
      return q.unit == "percent";
    }
    return !money || measure.id == "exports" || measure.id == "orders";
  }

  std::optional<std::uint32_t> subject_of(const Sentence& sentence, ByteRange at,
                                          bool& inherited) const {
    const std::uint32_t base = sentence.span.bytes.begin;
    std::optional<std::uint32_t> before;
    std::optional<std::uint32_t> after;
    std::optional<std::uint32_t> product;
    for (const TextMention& m : text_.mentions) {
      if (m.span.block != sentence.span.block || m.inherited ||
          !sentence.span.bytes.contains(m.span.bytes)) {
        continue;
      }
      const std::string& type = text_.entities[m.entity].type;
      if (type == "Product" && m.span.bytes.end <= base + at.begin) product = m.entity;
      if (type != "Firm") continue;
      if (m.span.bytes.end <= base + at.begin)
        before = m.entity;
      else if (!after)
        after = m.entity;
    }
    if (before) return before;
    if (auto section = subjects_.of(sentence.span.block, {"Firm"})) {
      inherited = true;
      return section->entity;
    }
    if (product) return product;
    return after;
  }

  // The product, unit or plain words directly before the measure: `클라우드 매출`, `애저 매출`.
  void name_segment(const Sentence& sentence, const MeasureMatch& match, Observation& o) const {
    const std::uint32_t base = sentence.span.bytes.begin;
    const std::uint32_t measure_at = base + match.bytes.begin;
    for (const TextMention& m : text_.mentions) {
      if (m.span.block != sentence.span.block || m.inherited || m.entity == o.subject) continue;
      if (m.span.bytes.end > measure_at || measure_at - m.span.bytes.end > 4) continue;
      const std::string& type = text_.entities[m.entity].type;
      if (type != "Product" && type != "Firm") continue;
      o.segment_entity = m.entity;
      o.segment = text_.text_of(m.span);
    }
  }

  Period period_of_sentence(const Sentence& sentence, std::uint32_t number_at) const {
    Period best;
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

  AnnotatedText& text_;
  const Measures& measures_;
  const SectionSubjects& subjects_;
  MetricWriter& writer_;
};

}  // namespace

Result<std::unique_ptr<Metrics>> Metrics::make(const Resources& resources) {
  auto measures = Measures::parse(resources.file("lexicon/measures.tsv"), "lexicon/measures.tsv");
  if (!measures) return measures.error();
  return std::make_unique<Metrics>(std::move(*measures));
}

Result<void> Metrics::run(AnnotatedText& text) const {
  const SectionSubjects subjects(text);
  MetricWriter writer(text);
  TableReader tables(text, measures_, subjects, writer);
  for (const TextTable& table : text.tables) tables.read(table);

  SentenceReader sentences(text, measures_, subjects, writer);
  std::size_t next = 0;
  for (const Sentence& sentence : text.sentences) {
    if (text.blocks[sentence.span.block].kind == PassageKind::Table) continue;
    while (next < text.quantities.size() && text.quantities[next].span < sentence.span &&
           !sentence.span.bytes.contains(text.quantities[next].span.bytes)) {
      ++next;
    }
    std::size_t end = next;
    while (end < text.quantities.size() && text.quantities[end].span.block == sentence.span.block &&
           sentence.span.bytes.contains(text.quantities[end].span.bytes)) {
      ++end;
    }
    if (end > next) sentences.read(sentence, std::span(text.quantities).subspan(next, end - next));
  }
  return {};
}

}  // namespace sarye
