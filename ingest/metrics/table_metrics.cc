#include "ingest/metrics/table_metrics.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "ingest/lexicon/pattern.h"
#include "ingest/metrics/metric_context.h"
#include "ingest/metrics/table_numbers.h"
#include "ingest/metrics/times.h"

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

// The units that a unit line names, in its order: `（單位：百萬美元，%）` has two.
std::vector<UnitReading> units_of(std::string_view line) {
  std::vector<UnitReading> units;
  std::size_t from = 0;
  const auto take = [&](std::size_t to) {
    UnitReading unit = read_unit(line.substr(from, to - from));
    if (!unit.unit.empty()) units.push_back(std::move(unit));
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    for (std::string_view mark : {",", "，", "、", ";", "；", "/"}) {
      if (line.substr(i).starts_with(mark)) {
        take(i);
        from = i + mark.size();
      }
    }
  }
  take(line.size());
  return units;
}

// 4.14 times a million is 4140000, whatever binary fractions make of it.
double without_noise(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.14g", value);
  return std::strtod(text, nullptr);
}

// "Usage 2024 (GWh)", "Results for 2024": in a heading a year alone is the period.
StatedPeriod year_in(std::string_view heading) {
  static const Pattern year(R"((?:^|[^0-9A-Za-z.,])((?:19|20)\d\d)(?:$|[^0-9A-Za-z.,%-]|[.,] ?$))");
  const auto found = year.find_all(heading);
  if (found.size() != 1) return {};
  TimeReading reading;
  reading.year = std::stoi(std::string(found.front().text(heading, 0)));
  return {period_of(reading), span_of(reading)};
}

class TableReader {
 public:
  TableReader(const AnnotatedText& text, const Measures& measures, const SectionSubjects& subjects,
              MetricWriter& writer)
      : text_(text), measures_(measures), subjects_(subjects), writer_(writer) {}

  void read(const TextTable& table) {
    units_ = units_of(table.unit_line.empty() ? table.caption : table.unit_line);
    find_subject(table);
    const std::vector<StatedPeriod> periods = column_periods(table);
    for (const TextTable::Row& row : table.rows) {
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        const auto value = read_cell(row.cells[c].text);
        if (!value) continue;
        Observation o;
        const auto scale = read_measure(table, row, c, o);
        if (!scale || !read_subject(table, row, c, o)) continue;
        o.value = without_noise(*value * *scale);
        StatedPeriod period = c + 1 < periods.size() ? periods[c + 1] : StatedPeriod();
        if (period.text.empty()) period = row_or_table_period(table, row);
        o.period = period.text;
        o.time = period.time;
        o.quote = {table.block, row.line};
        o.cue = {table.block, row.cells[c].bytes};
        o.rule = "table";
        o.confidence = 950;
        writer_.write(o);
      }
    }
  }

 private:
  void find_subject(const TextTable& table) {
    subject_.reset();
    by_caption_ = false;
    for (std::uint32_t back = 1; back <= 3 && back <= table.block; ++back) {
      const Block& before = text_.blocks[table.block - back];
      if (before.kind != PassageKind::Caption) continue;
      const ByteRange whole{0, static_cast<std::uint32_t>(before.text.size())};
      subject_ = entity_in(text_, table.block - back, whole, {"Firm"});
      by_caption_ = subject_.has_value();
      if (!subject_) subject_ = entity_in(text_, table.block - back, whole, kObserved);
      if (subject_) return;
    }
    if (auto subject = subjects_.of(table.block, kObserved)) subject_ = subject->entity;
  }

  std::vector<StatedPeriod> column_periods(const TextTable& table) const {
    std::vector<StatedPeriod> periods(table.header.size());
    // The lowest cell that states a time counts; a quarter below a year is that year's.
    static const Times whole;
    for (std::size_t c = 0; c < table.header_cells.size() && c < periods.size(); ++c) {
      if (table.header_cells[c].size() > 1) {
        for (const TimeMention& time : whole.find(table.header[c], 0)) {
          if (time.period.size() > periods[c].text.size()) periods[c] = {time.period, time.time};
        }
        if (!periods[c].text.empty()) continue;
      }
      for (std::size_t k = table.header_cells[c].size(); k-- > 0;) {
        periods[c] = period_in(text_, table.block, table.header_cells[c][k]);
        if (!periods[c].text.empty()) break;
      }
      if (periods[c].text.empty()) periods[c] = year_in(table.header[c]);
    }
    return periods;
  }

  StatedPeriod row_or_table_period(const TextTable& table, const TextTable::Row& row) const {
    StatedPeriod period = period_in(text_, table.block, row.line);
    if (!period.text.empty()) return period;
    for (std::uint32_t back = 1; back <= 3 && back <= table.block; ++back) {
      const std::string& caption = text_.blocks[table.block - back].text;
      const auto size = static_cast<std::uint32_t>(caption.size());
      if (text_.blocks[table.block - back].kind == PassageKind::Caption) {
        period = period_in(text_, table.block - back, {0, size});
        return period.text.empty() ? year_in(caption) : period;
      }
    }
    // "Results for 2024" heads the column of labels.
    return table.header.empty() ? StatedPeriod() : year_in(table.header.front());
  }

  static std::string header_of(const TextTable& table, std::size_t column) {
    return column + 1 < table.header.size() ? table.header[column + 1] : std::string();
  }

  // "同比", "YoY", "증감률": how much the measure of a column in front of it grew, or that of the
  // label or the caption.
  std::optional<std::size_t> grown_measure(const TextTable& table, const TextTable::Row& row,
                                           std::size_t column) const {
    static const Pattern growth(
        R"(同比|环比|環比|年增|季增|增[长長]|增幅|增速|增[减減]|成[长長]率|[증성][감장가]률|증가율|전년 ?(?:동기 ?)?대비|(?i:\byoy\b|\bqoq\b|\bchange\b|\bgrowth\b|year[- ]on[- ]year))");
    const std::string header = header_of(table, column);
    if (row.cells[column].text.find_first_of("%") == std::string::npos ||
        !growth.found_in(header)) {
      return std::nullopt;
    }
    if (const auto own = measures_.best(header)) return own->measure;
    for (std::size_t before = column; before-- > 0;) {
      const std::string other = header_of(table, before);
      if (growth.found_in(other)) continue;
      if (const auto found = measures_.best(other)) return found->measure;
    }
    for (const std::string& place :
         {strip_label(row.label), strip_label(row.group), table.caption}) {
      if (const auto found = measures_.best(place)) return found->measure;
    }
    return std::nullopt;
  }

  // What is measured and in which unit: from the row's label, the rows' heading, the column or the
  // caption. Gives the factor of the printed numbers; nothing when the cell cannot be understood.
  std::optional<double> read_measure(const TextTable& table, const TextTable::Row& row,
                                     std::size_t column, Observation& o) const {
    const std::string label = strip_label(row.label);
    const std::string header = header_of(table, column);
    if (const auto grown = grown_measure(table, row, column);
        grown && measures_.all()[*grown].kind != MeasureKind::Share) {
      o.measure = measures_.all()[*grown].name + " growth";
      o.unit = "percent";
      return 1;
    }
    std::optional<std::size_t> measure;
    for (const std::string& place : {label, strip_label(row.group), header}) {
      if (measure) break;
      if (const auto found = measures_.best(place)) measure = found->measure;
    }
    std::vector<UnitReading> candidates;
    // The name of a firm may end in a unit's word: 京元.
    for (const std::string& place : {header, without_firms(row, table.block, label)}) {
      UnitReading own = read_unit(place);
      if (!own.unit.empty()) candidates.push_back(std::move(own));
    }
    if (row.cells[column].text.find('%') != std::string::npos &&
        row.cells[column].text.find('(') == std::string::npos) {
      candidates.insert(candidates.begin(), UnitReading{"percent", false, 1});
    }
    candidates.insert(candidates.end(), units_.begin(), units_.end());
    const auto fitting = [&](std::size_t which) -> const UnitReading* {
      for (const UnitReading& unit : candidates) {
        if (measures_.all()[which].takes(unit.unit, unit.money ? unit.unit : std::string_view())) {
          return &unit;
        }
      }
      return nullptr;
    };
    const UnitReading* unit = measure ? fitting(*measure) : nullptr;
    if (!measure) {
      // A caption may name several measures: the first that the unit can be of.
      for (const MeasureMatch& match : measures_.find(table.caption)) {
        unit = fitting(match.measure);
        if (unit != nullptr) {
          measure = match.measure;
          break;
        }
      }
    }
    if (!measure) return std::nullopt;
    const MeasureKind kind = measures_.all()[*measure].kind;
    if (unit == nullptr && kind != MeasureKind::Count) return std::nullopt;
    o.measure = measures_.all()[*measure].name;
    // New orders, share of the world (%)
    if (unit != nullptr && unit->unit == "percent" && kind == MeasureKind::Any) {
      o.measure += " share";
    }
    if (unit == nullptr) return 1;
    o.unit = unit->unit;
    o.money = unit->money;
    return unit->scale;
  }

  // Of whom, and which part of it. False when nothing says of whom.
  bool read_subject(const TextTable& table, const TextTable::Row& row, std::size_t column,
                    Observation& o) const {
    const std::string label = strip_label(row.label);
    std::string segment = segment_of(label, measures_.best(label));
    const std::string group = strip_label(row.group);
    if (segment.empty() && !group.empty() && !measures_.best(group)) segment = group;
    if (const auto firm = header_firm(table, column)) {
      o.subject = *firm;
      o.segment = segment;
      return true;
    }
    const auto firm = entity_in(text_, table.block, row.label_cell.bytes, {"Firm"});
    const bool part_of_caption = by_caption_ && (!firm || *firm != *subject_);
    if (firm && !part_of_caption) {
      // The row names its firm, whole or with one of its parts behind the name.
      o.subject = *firm;
      o.segment = without_firms(row, table.block, segment);
      if (o.segment.empty() && subject_ && text_.entities[*subject_].type == "Place") {
        o.segment = text_.entities[*subject_].names.front().text;
        return true;
      }
      if (!o.segment.empty()) o.segment_entity = segment_entity(table, row, o.segment);
      return true;
    }
    if (subject_) {
      o.subject = *subject_;
      o.segment = segment;
      if (!segment.empty()) o.segment_entity = segment_entity(table, row, segment);
      return true;
    }
    const auto observed = entity_in(text_, table.block, row.label_cell.bytes, kObserved);
    if (!observed) return false;
    o.subject = *observed;
    return true;
  }

  std::optional<std::uint32_t> header_firm(const TextTable& table, std::size_t column) const {
    if (column + 1 >= table.header_cells.size()) return std::nullopt;
    for (const ByteRange& cell : table.header_cells[column + 1]) {
      if (const auto firm = entity_in(text_, table.block, cell, {"Firm"})) return firm;
    }
    return std::nullopt;
  }

  // `마이크로소프트 인텔리전트 클라우드` without the firm's name; `亚马逊AWS` without both.
  std::string without_firms(const TextTable::Row& row, std::uint32_t block,
                            const std::string& segment) const {
    std::string rest = segment;
    for (const TextMention& mention : text_.mentions_in(block)) {
      if (mention.span.block != block || !row.label_cell.bytes.contains(mention.span.bytes) ||
          text_.entities[mention.entity].type != "Firm") {
        continue;
      }
      const std::string name(text_.text_of(mention.span));
      if (const std::size_t at = rest.find(name); at != std::string::npos) {
        rest.erase(at, name.size());
      }
    }
    const std::size_t first = rest.find_first_not_of(" ()（）");
    if (first == std::string::npos) return {};
    return rest.substr(first, rest.find_last_not_of(" (") - first + 1);
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
    for (const TextMention& mention : text_.mentions_in(table.block)) {
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
  std::vector<UnitReading> units_;        // of the unit line or the caption
  std::optional<std::uint32_t> subject_;  // of the whole table
  bool by_caption_ = false;               // the caption names that firm
};

}  // namespace

void read_table_metrics(const AnnotatedText& text, const TextTable& table, const Measures& measures,
                        const SectionSubjects& subjects, MetricWriter& writer) {
  TableReader(text, measures, subjects, writer).read(table);
}

}  // namespace sarye
