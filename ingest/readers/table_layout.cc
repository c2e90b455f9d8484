// Cells with spans as a grid of rows and columns.
#include <algorithm>

#include "ingest/readers/markup_tree.h"
#include "ingest/readers/outline.h"

namespace sarye {
namespace {

constexpr int kMostColumns = 200;
constexpr int kMostRowSpan = 1000;
constexpr std::size_t kMostCells = 200'000;

struct GridCell {
  std::string text;
  bool covered = false;  // by a span that begins elsewhere
  bool from_above = false;
};

// 2024, FY2024, 2024년, 2024Q4, 24.3Q, 2024-03: a time, which heads a column.
bool is_time_like(std::string_view text) {
  int digits = 0;
  int letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') ++digits;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) ++letters;
    if (c == ',' || c == '%') return false;
  }
  for (std::string_view unit : {"년", "年", "분기", "季", "월", "月", "반기"}) {
    if (text.find(unit) != std::string_view::npos) return true;
  }
  const bool century =
      text.find("19") != std::string_view::npos || text.find("20") != std::string_view::npos;
  return (century && digits >= 4 && digits <= 8 && text.size() <= 16) ||
         (letters > 0 && digits <= 4 && text.find_first_of("QHqh") != std::string_view::npos);
}

bool is_number_like(std::string_view text) {
  int digits = 0;
  int letters = 0;
  for (unsigned char c : text) {
    if (c >= '0' && c <= '9') ++digits;
    if (c >= 0x80 || (c | 0x20) >= 'a') ++letters;
  }
  return digits > 0 && letters <= digits && !is_time_like(text);
}

bool is_one_cell(const std::vector<GridCell>& row) {
  if (row.size() < 2) return false;
  for (std::size_t c = 1; c < row.size(); ++c) {
    if (!row[c].covered && !row[c].text.empty()) return false;
  }
  // A label with empty cells beside it is a group of rows; only a span is one cell.
  return std::all_of(row.begin() + 1, row.end(), [](const GridCell& c) { return c.covered; });
}

}  // namespace

OutlineTable lay_out_table(const std::vector<std::vector<SpannedCell>>& rows,
                           std::size_t header_rows) {
  std::vector<std::vector<GridCell>> grid;
  std::vector<std::pair<int, std::string>> open;  // a column: rows still to cover, with which text
  std::size_t cells = 0;
  std::size_t columns = 0;
  for (const auto& row : rows) {
    std::vector<GridCell> line;
    std::size_t next = 0;
    const auto take_covered = [&] {
      while (line.size() < open.size() && open[line.size()].first > 0) {
        auto& [left, text] = open[line.size()];
        --left;
        line.push_back({text, true, true});
      }
    };
    take_covered();
    for (; next < row.size() && line.size() < kMostColumns; ++next) {
      const SpannedCell& cell = row[next];
      const int wide = std::clamp(cell.columns, 1, kMostColumns);
      const int tall = std::clamp(cell.rows, 1, kMostRowSpan);
      const std::string text = folded(cell.text);
      for (int k = 0; k < wide && line.size() < kMostColumns; ++k) {
        if (open.size() <= line.size()) open.resize(line.size() + 1);
        open[line.size()] = {tall - 1, text};
        line.push_back({text, k > 0, false});
      }
      take_covered();
    }
    cells += line.size();
    if (cells > kMostCells) break;
    columns = std::max(columns, line.size());
    grid.push_back(std::move(line));
  }
  for (auto& line : grid) line.resize(columns);

  OutlineTable out;
  std::size_t first = 0;
  std::size_t last = grid.size();
  while (first < last && is_one_cell(grid[first]) && last - first > 1) {
    out.titles.push_back(grid[first].front().text);
    ++first;
    if (header_rows > 0) --header_rows;
  }
  while (last > first + 1 && is_one_cell(grid[last - 1])) {
    out.notes.insert(out.notes.begin(), grid[last - 1].front().text);
    --last;
  }
  if (header_rows == 0 && first < last) {
    // The first row names the columns unless it has a value; so do rows that its cells reach into.
    const auto has_value = [](const std::vector<GridCell>& line) {
      return std::any_of(line.begin() + (line.empty() ? 0 : 1), line.end(),
                         [](const GridCell& c) { return is_number_like(c.text); });
    };
    if (!has_value(grid[first]) && last - first > 1) {
      header_rows = 1;
      const bool spans = std::any_of(grid[first].begin(), grid[first].end(),
                                     [](const GridCell& c) { return c.covered; });
      if (spans && last - first > 2 && !has_value(grid[first + 1])) header_rows = 2;
    }
  }
  header_rows = std::min(header_rows, last - first);
  for (std::size_t r = first; r < last; ++r) {
    std::vector<std::string> line;
    bool labels = true;  // still among the labels at the row's begin
    for (std::size_t c = 0; c < grid[r].size(); ++c) {
      const GridCell& cell = grid[r][c];
      if (r - first < header_rows || !cell.covered) {
        line.push_back(cell.text);
      } else {
        line.push_back(labels && cell.from_above && !is_number_like(cell.text) ? cell.text
                                                                               : std::string());
      }
      if (is_number_like(cell.text) && c > 0) labels = false;
    }
    const bool blank =
        std::all_of(line.begin(), line.end(), [](const std::string& t) { return t.empty(); });
    if (!blank || r - first < header_rows) out.rows.push_back(std::move(line));
  }
  out.header_rows = header_rows;
  return out;
}

}  // namespace sarye
