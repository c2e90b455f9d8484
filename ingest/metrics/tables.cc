#include "ingest/metrics/tables.h"

#include <algorithm>
#include <array>
#include <optional>

#include "ingest/metrics/table_numbers.h"

namespace sarye {

namespace {

std::string_view trimmed_cell(std::string_view text, std::uint32_t& begin) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  begin += static_cast<std::uint32_t>(first);
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

LineCell make_cell(std::string_view text, std::uint32_t begin) {
  const std::string_view inner = trimmed_cell(text, begin);
  return {{begin, begin + static_cast<std::uint32_t>(inner.size())}, std::string(inner)};
}

std::vector<LineCell> cut_at(std::string_view line, std::uint32_t begin, char separator) {
  std::vector<LineCell> cells;
  std::size_t from = 0;
  while (from <= line.size()) {
    std::size_t to = line.find(separator, from);
    if (to == std::string_view::npos) to = line.size();
    cells.push_back(
        make_cell(line.substr(from, to - from), begin + static_cast<std::uint32_t>(from)));
    from = to + 1;
  }
  return cells;
}

// A cell that a numeric column may hold: a number, or a sign that there is none.
bool is_value(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kNone = {"-", "–", "—", "N/A", "n/a", "…"};
  if (std::find(kNone.begin(), kNone.end(), text) != kNone.end()) return true;
  return read_cell(text).has_value();
}

// Words of a line, cut at blanks; a bracket stays with the word before it.
std::vector<LineCell> words_of_line(std::string_view line, std::uint32_t begin) {
  std::vector<LineCell> words;
  std::size_t i = 0;
  while (i < line.size()) {
    if (line[i] == ' ' || line[i] == '\t') {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < line.size() && line[end] != ' ' && line[end] != '\t') ++end;
    words.push_back(make_cell(line.substr(i, end - i), begin + static_cast<std::uint32_t>(i)));
    i = end;
  }
  return words;
}

// Where a run of two and more blanks, or a tab, parts the columns.
std::vector<LineCell> cut_at_gaps(std::string_view line, std::uint32_t begin) {
  std::vector<LineCell> cells;
  std::size_t from = 0;
  while (from < line.size()) {
    std::size_t to = from;
    while (to < line.size() && line[to] != '\t' &&
           !(line[to] == ' ' && to + 1 < line.size() && line[to + 1] == ' ')) {
      ++to;
    }
    LineCell cell =
        make_cell(line.substr(from, to - from), begin + static_cast<std::uint32_t>(from));
    if (!cell.text.empty()) cells.push_back(std::move(cell));
    from = to;
    while (from < line.size() && (line[from] == ' ' || line[from] == '\t')) ++from;
  }
  return cells;
}

bool is_markdown_rule(std::string_view line) {
  return line.find('-') != std::string_view::npos &&
         line.find_first_not_of(" |:-+\t") == std::string_view::npos;
}

bool is_unit_line(std::string_view line) {
  static constexpr std::array<std::string_view, 7> kCues = {
      "단위", "单位", "單位", "Unit:", "unit:", "In millions", "in millions"};
  return line.size() < 120 && std::any_of(kCues.begin(), kCues.end(), [line](std::string_view cue) {
           return line.find(cue) != std::string_view::npos;
         });
}

// The values in the first line that has any: how many columns a header without gaps must have.
std::size_t values_below(std::string_view lines) {
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    const std::vector<LineCell> words = words_of_line(line, 0);
    std::size_t values = 0;
    while (values < words.size() && is_value(words[words.size() - 1 - values].text)) ++values;
    if (values > 0) return values;
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
  }
  return 0;
}

// The words of a header put together to as many cells as there are columns: a bracket stands with
// what is in front of it ("Revenue (USD billion)"), and so does a word in small letters ("Net
// income"). Empty when that does not come out even.
std::vector<LineCell> joined_words(std::string_view line, std::uint32_t begin,
                                   const std::vector<LineCell>& words, std::size_t columns) {
  for (const bool small_letters : {false, true}) {
    std::vector<LineCell> cells;
    bool open = false;  // inside a bracket
    for (const LineCell& word : words) {
      const bool bracket = word.text.starts_with('(') || word.text.starts_with("（");
      const bool small = small_letters && word.text.front() >= 'a' && word.text.front() <= 'z';
      if (!cells.empty() && (open || bracket || small)) {
        cells.back().bytes.end = word.bytes.end;
        cells.back().text =
            line.substr(cells.back().bytes.begin - begin, cells.back().bytes.size());
      } else {
        cells.push_back(word);
      }
      if (bracket) open = true;
      if (word.text.ends_with(')') || word.text.ends_with("）")) open = false;
    }
    if (cells.size() == columns) return cells;
  }
  return {};
}

// The cells of a header line: times stand as columns; else gaps; else words, if there is one for
// each column. `below` is what follows the line.
std::vector<LineCell> cut_header(const AnnotatedText& text, std::uint32_t block,
                                 std::string_view line, std::uint32_t begin,
                                 std::string_view below) {
  if (line.find('|') != std::string_view::npos || line.find('\t') != std::string_view::npos) {
    return cut_row(line, begin, 0);
  }
  const ByteRange whole{begin, begin + static_cast<std::uint32_t>(line.size())};
  std::vector<LineCell> cells;
  std::uint32_t label_end = whole.end;
  for (const TimeMention& time : text.times) {
    if (time.span.block != block || !whole.contains(time.span.bytes)) continue;
    if (cells.empty()) label_end = time.span.bytes.begin;
    cells.push_back({time.span.bytes, std::string(text.text_of(time.span))});
  }
  if (cells.size() >= 2 || (cells.size() == 1 && words_of_line(line, begin).size() <= 4)) {
    cells.insert(cells.begin(), make_cell(line.substr(0, label_end - begin), begin));
    return cells;
  }
  std::vector<LineCell> gaps = cut_at_gaps(line, begin);
  std::vector<LineCell> words = words_of_line(line, begin);
  if (gaps.size() >= 2 || words.size() < 2) return gaps;
  const std::size_t columns = values_below(below) + 1;
  if (columns < 2) return gaps;
  if (words.size() == columns) return words;
  std::vector<LineCell> joined = joined_words(line, begin, words, columns);
  return joined.empty() ? gaps : joined;
}

// Adds one row of the header: a column's name is what its cells say, from the topmost down, each
// text once.
void add_header(TextTable& table, const std::vector<LineCell>& cells) {
  const std::size_t columns = std::max(table.header.size(), cells.size());
  table.header.resize(columns);
  table.header_cells.resize(columns);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const LineCell& cell = cells[c];
    if (cell.text.empty()) continue;
    std::string& name = table.header[c];
    if (name == cell.text || name.ends_with(' ' + cell.text)) continue;
    name += (name.empty() ? "" : " ") + cell.text;
    table.header_cells[c].push_back(cell.bytes);
  }
}

// Whether the header goes on below its first row: a Markdown rule stands in the table, and not
// directly below.
bool has_rule_below(std::string_view body, std::size_t begin) {
  int lines = 0;
  while (begin < body.size() && lines < 6) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    const std::string_view line = body.substr(begin, end - begin);
    if (line.find('|') == std::string_view::npos) return false;
    if (is_markdown_rule(line)) return true;
    begin = end + 1;
    ++lines;
  }
  return false;
}

// Where several columns of labels stand before the values, the last one is the label and those
// before it are the group: "Hanbit | revenue | 1,200".
void join_label_columns(TextTable& table) {
  std::size_t labels = 0;  // columns of text behind the first
  while (labels + 2 < table.header.size()) {
    bool text = false;
    bool value = false;
    for (const TextTable::Row& row : table.rows) {
      if (labels >= row.cells.size() || row.cells[labels].text.empty()) continue;
      if (is_value(row.cells[labels].text)) {
        value = true;
      } else {
        text = true;
      }
    }
    if (value || !text) break;
    ++labels;
  }
  const bool has_values = std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
    return std::any_of(
        row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(labels, row.cells.size())),
        row.cells.end(), [](const TableCell& c) { return is_value(c.text); });
  });
  if (labels == 0 || !has_values) return;
  for (TextTable::Row& row : table.rows) {
    if (row.cells.size() < labels) continue;
    const TableCell label = row.cells[labels - 1];
    std::string group = row.label;
    for (std::size_t c = 0; c + 1 < labels; ++c) {
      if (!row.cells[c].text.empty()) group += ' ' + row.cells[c].text;
    }
    row.cells.erase(row.cells.begin(), row.cells.begin() + static_cast<std::ptrdiff_t>(labels));
    if (label.text.empty()) continue;
    row.group = group;
    row.label = label.text;
    // Who is observed may stand in either: both are the label's bytes.
    row.label_cell.text = group + ' ' + label.text;
    row.label_cell.bytes.end = label.bytes.end;
  }
  table.header.erase(table.header.begin() + 1,
                     table.header.begin() + 1 + static_cast<std::ptrdiff_t>(labels));
  table.header_cells.erase(table.header_cells.begin() + 1,
                           table.header_cells.begin() + 1 + static_cast<std::ptrdiff_t>(labels));
}

// The text of the caption and unit line that stand before (or just inside) a table.
void read_surroundings(const AnnotatedText& text, std::uint32_t block, TextTable& table) {
  for (std::uint32_t back = 1; back <= 3 && back <= block; ++back) {
    const Block& before = text.blocks[block - back];
    if (before.kind == PassageKind::Caption && table.caption.empty()) {
      table.caption = before.text;
      if (table.unit_line.empty() && is_unit_line(before.text)) table.unit_line = before.text;
      return;
    }
    if (table.unit_line.empty() && is_unit_line(before.text)) {
      table.unit_line = before.text;
    } else if (before.kind != PassageKind::Caption) {
      return;
    }
  }
}

}  // namespace

std::vector<LineCell> cut_row(std::string_view line, std::uint32_t begin, std::size_t columns) {
  if (line.find('|') != std::string_view::npos) {
    std::uint32_t inner_begin = begin;
    std::string_view inner = trimmed_cell(line, inner_begin);
    if (inner.starts_with('|')) {
      inner.remove_prefix(1);
      ++inner_begin;
    }
    if (inner.ends_with('|')) inner.remove_suffix(1);
    return cut_at(inner, inner_begin, '|');
  }
  if (line.find('\t') != std::string_view::npos) return cut_at(line, begin, '\t');
  // Plain text: the numbers at the end are the cells, what stands before them is the label.
  const std::vector<LineCell> words = words_of_line(line, begin);
  std::size_t values = 0;
  while (values < words.size() && is_value(words[words.size() - 1 - values].text)) ++values;
  if (columns != 0 && values > columns) values = columns;
  if (values == 0) {
    auto cells = cut_at_gaps(line, begin);
    return cells;
  }
  std::vector<LineCell> cells;
  const std::size_t first_value = words.size() - values;
  const std::uint32_t label_end = first_value == 0 ? begin : words[first_value - 1].bytes.end;
  cells.push_back(make_cell(line.substr(0, label_end - begin), begin));
  cells.insert(cells.end(), words.begin() + static_cast<std::ptrdiff_t>(first_value), words.end());
  return cells;
}

Result<void> Tables::run(AnnotatedText& text) const {
  text.tables.clear();
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    const Block& block = text.blocks[b];
    if (block.kind != PassageKind::Table) continue;
    TextTable table;
    table.block = b;
    std::string group;
    std::uint32_t begin = 0;
    bool heads_open = false;  // rows are the header until the rule below it
    const std::string_view body = block.text;
    while (begin < body.size()) {
      const std::size_t newline = body.find('\n', begin);
      const std::uint32_t end = newline == std::string_view::npos
                                    ? static_cast<std::uint32_t>(body.size())
                                    : static_cast<std::uint32_t>(newline);
      const std::string_view line = body.substr(begin, end - begin);
      const std::uint32_t line_begin = begin;
      begin = end + 1;
      if (is_markdown_rule(line)) {
        heads_open = false;
        continue;
      }
      if (line.find_first_not_of(" \t|") == std::string_view::npos) {
        // An empty row above the rule is a header without names.
        const std::string_view rest = body.substr(std::min<std::size_t>(begin, body.size()));
        if (table.header.empty() && is_markdown_rule(rest.substr(0, rest.find('\n')))) {
          add_header(table, cut_row(line, line_begin, 0));
        }
        continue;
      }
      if (table.header.empty() && is_unit_line(line)) {
        table.unit_line = line;
        continue;
      }
      if (table.header.empty()) {
        add_header(table, cut_header(text, b, line, line_begin,
                                     body.substr(std::min<std::size_t>(begin, body.size()))));
        heads_open = has_rule_below(body, begin);
        continue;
      }
      if (heads_open) {
        add_header(table, cut_row(line, line_begin, 0));
        continue;
      }
      const std::size_t columns = table.header.size() - 1;
      std::vector<LineCell> cells = cut_row(line, line_begin, columns);
      if (cells.empty()) continue;
      TextTable::Row row;
      row.line = {line_begin, end};
      row.label = cells.front().text;
      row.label_cell = {cells.front().bytes, cells.front().text};
      for (std::size_t i = 1; i < cells.size(); ++i) {
        row.cells.push_back({cells[i].bytes, cells[i].text});
      }
      const bool empty_cells = std::all_of(row.cells.begin(), row.cells.end(),
                                           [](const TableCell& c) { return c.text.empty(); });
      if (empty_cells && columns > 0) {
        // A label alone heads the rows below it.
        group = row.label;
        row.cells.clear();
      }
      row.group = group == row.label ? std::string() : group;
      table.rows.push_back(std::move(row));
    }
    if (text.outlined) join_label_columns(table);
    read_surroundings(text, b, table);
    if (!table.rows.empty()) text.tables.push_back(std::move(table));
  }
  return {};
}

}  // namespace sarye
