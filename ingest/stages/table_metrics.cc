#include "ingest/stages/table_metrics.h"

#include "ingest/stages/metric_context.h"
#include "ingest/stages/quantities.h"

namespace sarye {

namespace {

const std::vector<std::string_view> kObserved = {"Firm", "Product", "Place"};

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
  TableReader(const AnnotatedText& text, const Measures& measures, const SectionSubjects& subjects,
              MetricWriter& writer)
      : text_(text), measures_(measures), subjects_(subjects), writer_(writer) {}

  void read(const TextTable& table) {
    const UnitReading unit = read_unit(table.unit_line.empty() ? table.caption : table.unit_line);
    const auto subject = subject_of(table);
    std::vector<StatedPeriod> periods = column_periods(table);
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
          const StatedPeriod period = row_or_table_period(table, row);
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

  std::vector<StatedPeriod> column_periods(const TextTable& table) const {
    std::vector<StatedPeriod> periods(table.header.size());
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

  StatedPeriod row_or_table_period(const TextTable& table, const TextTable::Row& row) const {
    StatedPeriod period = period_in(text_, table.block, row.line);
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

  // The product or unit that the segment names: a mention that is (nearly) all of it. `구글 광고`
  // is a part of Google, not Google.
  std::optional<std::uint32_t> segment_entity(const TextTable& table, const TextTable::Row& row,
                                              const std::string& segment) const {
    const std::string& body = text_.blocks[table.block].text;
    ByteRange where = row.label_cell.bytes;
    if (body.substr(where.begin, where.size()).find(segment) == std::string::npos) {
      const std::size_t at = body.find(segment);
      if (at == std::string::npos) return std::nullopt;
      where = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + segment.size())};
    }
    const auto entity = entity_in(text_, table.block, where, {"Product", "Firm"});
    if (!entity) return std::nullopt;
    for (const TextMention& mention : text_.mentions) {
      if (mention.entity == *entity && mention.span.block == table.block &&
          where.contains(mention.span.bytes) &&
          mention.span.bytes.size() * 4 >= segment.size() * 3) {
        return entity;
      }
    }
    return std::nullopt;
  }

  const AnnotatedText& text_;
  const Measures& measures_;
  const SectionSubjects& subjects_;
  MetricWriter& writer_;
};

}  // namespace

void read_table_metrics(const AnnotatedText& text, const TextTable& table, const Measures& measures,
                        const SectionSubjects& subjects, MetricWriter& writer) {
  TableReader(text, measures, subjects, writer).read(table);
}

}  // namespace sarye
