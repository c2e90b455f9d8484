#include "tools/terminal/text_table.h"

#include <algorithm>
#include <numeric>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr int kGap = 2;
constexpr int kSmallestColumn = 6;

bool is_number(const std::string& cell) {
  bool digit = false;
  for (const char c : cell) {
    if (c >= '0' && c <= '9')
      digit = true;
    else if (c != '.' && c != '-' && c != '+' && c != 'e')
      return false;
  }
  return digit;
}

int widest_line(const std::string& cell) {
  int widest = 0;
  std::size_t from = 0;
  while (from <= cell.size()) {
    const std::size_t to = std::min(cell.find('\n', from), cell.size());
    widest = std::max(widest, display_width(std::string_view(cell).substr(from, to - from)));
    from = to + 1;
  }
  return widest;
}

// Takes cells from the widest column until all fit.
void shrink(std::vector<int>& widths, int available) {
  while (std::accumulate(widths.begin(), widths.end(), 0) > available) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kSmallestColumn) return;
    // Down to the second widest at once, but never below what is needed.
    int second = kSmallestColumn;
    for (auto it = widths.begin(); it != widths.end(); ++it) {
      if (it != widest) second = std::max(second, *it);
    }
    const int over = std::accumulate(widths.begin(), widths.end(), 0) - available;
    const int target = std::max(*widest - over, second < *widest ? second : *widest - 1);
    *widest = std::max(target, kSmallestColumn);
  }
}

void append_row(std::string& out, const std::vector<std::string>& cells,
                const std::vector<int>& widths, const std::vector<bool>& right) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    lines.push_back(wrap_text(cells[c], widths[c]));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t l = 0; l < height; ++l) {
    std::string line;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c > 0) line += std::string(kGap, ' ');
      line += pad_to_width(l < lines[c].size() ? lines[c][l] : std::string(), widths[c],
                           right[c] ? Align::Right : Align::Left);
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
  }
}

}  // namespace

std::vector<std::string> wrap_text(const std::string& text, int width) {
  std::vector<std::string> lines;
  std::string line;
  int used = 0;
  std::size_t blank = std::string::npos;  // last place in `line` where it may be cut
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = decode(text, at);
    const std::string_view piece = std::string_view(text).substr(begin, at - begin);
    if (c == U'\n') {
      lines.push_back(line);
      line.clear();
      used = 0;
      blank = std::string::npos;
      continue;
    }
    const int cells = display_width(piece);
    if (used + cells > width && !line.empty()) {
      if (c == U' ') {  // the line ends here; the blank goes
        lines.push_back(line);
        line.clear();
        used = 0;
        blank = std::string::npos;
        continue;
      }
      std::string rest;
      if (blank != std::string::npos) {
        rest = line.substr(blank + 1);
        line.resize(blank);
      }
      lines.push_back(line);
      line = rest;
      used = display_width(line);
      blank = std::string::npos;
    }
    if (c == U' ') blank = line.size();
    line += piece;
    used += cells;
  }
  lines.push_back(line);
  return lines;
}

std::string text_table(const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::string>>& rows,
                       const TextTableOptions& options) {
  std::vector<int> widths;
  std::vector<bool> right;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    int widest = display_width(columns[c]);
    bool numbers = !rows.empty();
    for (const auto& row : rows) {
      widest = std::max(widest, widest_line(row[c]));
      numbers = numbers && (row[c].empty() || is_number(row[c]));
    }
    widths.push_back(std::max(widest, 1));
    right.push_back(numbers);
  }
  const int gaps = columns.empty() ? 0 : kGap * (static_cast<int>(columns.size()) - 1);
  if (options.width > 0) shrink(widths, std::max(options.width - gaps, kSmallestColumn));

  std::string out;
  if (options.bold) out += "\x1b[1m";
  append_row(out, columns, widths, right);
  if (options.bold) {
    out.pop_back();
    out += "\x1b[0m\n";
  }
  std::string rule;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (c > 0) rule += std::string(kGap, ' ');
    for (int i = 0; i < widths[c]; ++i) rule += "─";
  }
  out += rule + "\n";
  for (const auto& row : rows) append_row(out, row, widths, right);
  return out;
}

}  // namespace sarye
