#include "ingest/readers/pdf_tables.h"

#include <algorithm>

#include "engine/text/display_width.h"
#include "ingest/document/lines.h"

namespace sarye {
namespace {

constexpr int kWidestCell = 60;

struct TableRow {
  std::size_t first = 0;  // lines [first, end) of the column
  std::size_t end = 0;
  std::vector<std::pair<PdfBox, std::string>> cells;
};

bool is_numeric(std::string_view text) {
  int digits = 0;
  int others = 0;
  for (unsigned char c : text) {
    if (c >= '0' && c <= '9') ++digits;
    if (c >= 0x80 || (c | 0x20) >= 'a') ++others;
  }
  return text == "-" || text == "–" || text == "—" || (digits > 0 && others <= digits);
}

// The lines that stand side by side from `begin` on, as one row. Words inside of one line are
// parted where numbers follow each other, since narrow columns leave no wide gap.
TableRow row_at(const std::vector<PdfLine>& lines, std::size_t begin) {
  TableRow row;
  row.first = row.end = begin;
  const PdfBox& first = lines[begin].box;
  while (row.end < lines.size()) {
    const PdfBox& box = lines[row.end].box;
    const double shared = std::min(first.bottom, box.bottom) - std::max(first.top, box.top);
    if (shared < 0.5 * std::min(first.height(), box.height())) break;
    const PdfLine& line = lines[row.end++];
    std::size_t from = 0;
    const auto put = [&](std::size_t to) {
      if (from == to) return;
      PdfBox cell = line.words[from];
      std::string text;
      for (std::size_t w = from; w < to; ++w) {
        cell.right = std::max(cell.right, line.words[w].right);
        text += (text.empty() ? "" : " ") + line.word_texts[w];
      }
      row.cells.emplace_back(cell, std::move(text));
      from = to;
    };
    for (std::size_t w = 1; w < line.words.size(); ++w) {
      const double gap = line.words[w].left - line.words[w - 1].right;
      const bool numbers =
          is_numeric(line.word_texts[w]) && (is_numeric(line.word_texts[w - 1]) || gap > line.size);
      if (gap > line.size * 1.6 || (numbers && gap > line.size * 0.5)) put(w);
    }
    put(line.words.size());
  }
  std::stable_sort(row.cells.begin(), row.cells.end(),
                   [](const auto& a, const auto& b) { return a.first.left < b.first.left; });
  return row;
}

bool may_be_row(const TableRow& row) {
  if (row.cells.size() < 2) return false;
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const auto& cell) { return display_width(cell.second) <= kWidestCell; });
}

std::size_t values_in(const TableRow& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin() + (row.cells.empty() ? 0 : 1), row.cells.end(),
                    [](const auto& cell) { return is_numeric(cell.second); }));
}

double overlap_in_width(const PdfBox& a, const PdfBox& b) {
  return std::min(a.right, b.right) - std::max(a.left, b.left);
}

}  // namespace

std::optional<PdfTable> pdf_table_at(const std::vector<PdfLine>& lines, std::size_t begin) {
  std::vector<TableRow> rows;
  std::size_t at = begin;
  std::size_t with_values = 0;
  double last_bottom = 0;
  while (at < lines.size()) {
    TableRow row = row_at(lines, at);
    const double gap = rows.empty() ? 0 : lines[at].box.top - last_bottom;
    if (gap > lines[at].size * 2.5) break;
    const bool single = row.cells.size() == 1 && !rows.empty() &&
                        display_width(row.cells[0].second) <= 30 && lines[at].words.size() <= 5 &&
                        !ends_sentence(row.cells[0].second);
    // A label alone heads the rows below it, if a row follows.
    const bool heads = single && row.end < lines.size() && may_be_row(row_at(lines, row.end)) &&
                       lines[at].box.left < rows.front().cells.front().first.right;
    if (!may_be_row(row) && !heads) break;
    last_bottom = lines[at].box.bottom;
    at = row.end;
    with_values += values_in(row) > 0 ? 1 : 0;
    rows.push_back(std::move(row));
  }
  // Two rows with values make a table; rows of words alone are as often columns of a page.
  while (!rows.empty() && values_in(rows.back()) == 0) {
    rows.pop_back();
  }
  if (rows.size() < 2 || with_values < 2) return std::nullopt;

  // Columns: by the row with the most cells; each cell goes to the column that it overlaps most.
  const auto widest = std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.cells.size() < b.cells.size();
  });
  std::vector<PdfBox> columns;
  for (const auto& cell : widest->cells) columns.push_back(cell.first);
  for (const TableRow& row : rows) {
    if (row.cells.size() != columns.size()) continue;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      columns[c].left = std::min(columns[c].left, row.cells[c].first.left);
      columns[c].right = std::max(columns[c].right, row.cells[c].first.right);
    }
  }
  PdfTable found;
  found.lines = rows.back().end - begin;
  for (const TableRow& row : rows) {
    std::vector<std::string> cells(columns.size());
    const bool header = values_in(row) == 0 && &row == &rows.front();
    for (const auto& [box, text] : row.cells) {
      std::size_t best = 0;
      double best_overlap = -1e9;
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const double shared = overlap_in_width(box, columns[c]);
        if (shared > best_overlap) {
          best_overlap = shared;
          best = c;
        }
        // A heading over several columns names each of them.
        if (header && row.cells.size() < columns.size() && shared > columns[c].width() * 0.4 &&
            cells[c].empty()) {
          cells[c] = text;
        }
      }
      if (cells[best] == text) continue;
      cells[best] += (cells[best].empty() ? "" : " ") + text;
    }
    found.table.rows.push_back(std::move(cells));
  }
  // The rows above the first with values are the header; times count as names there.
  std::size_t header_rows = 0;
  const auto is_year = [](std::string_view text) {
    return text.size() >= 4 && text.size() <= 12 &&
           (text.find("19") != std::string_view::npos ||
            text.find("20") != std::string_view::npos) &&
           text.find(',') == std::string_view::npos && text.find('.') == std::string_view::npos;
  };
  while (header_rows < found.table.rows.size() && header_rows < 3) {
    const auto& row = found.table.rows[header_rows];
    const bool has_value = std::any_of(row.begin() + 1, row.end(), [&](const std::string& text) {
      return is_numeric(text) && !is_year(text);
    });
    const bool label_only =
        std::all_of(row.begin() + 1, row.end(), [](const std::string& t) { return t.empty(); });
    if (has_value || label_only) break;
    ++header_rows;
  }
  found.table.header_rows = header_rows;
  return found;
}

}  // namespace sarye
