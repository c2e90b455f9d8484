#include "engine/page_sections.h"

#include <algorithm>

#include "engine/text/unicode.h"

namespace sarye {

namespace {

bool is_word_sign(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

bool is_row(std::string_view line) {
  return line.starts_with("|");
}

bool is_rule(std::string_view line) {
  return is_row(line) && line.find_first_not_of("|-: ") == std::string_view::npos;
}

// The cells of "| a | b \| c |".
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += '|';
      ++i;
    } else if (line[i] == '|') {
      cells.push_back(trimmed(cell));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return cells;
}

// "SKIP, LIMIT" and "SKIP and LIMIT" are two names.
std::vector<std::string> names_of(const std::string& title) {
  std::vector<std::string> names;
  std::string rest = to_lower(title);
  for (std::size_t at; (at = rest.find(" and ")) != std::string::npos;) rest.replace(at, 5, ", ");
  for (std::size_t begin = 0; begin <= rest.size();) {
    const std::size_t end = std::min(rest.find(", ", begin), rest.size());
    names.push_back(rest.substr(begin, end - begin));
    begin = end + 2;
  }
  return names;
}

void add_tables(PageSection& section) {
  bool in_fence = false;
  bool in_table = false;
  for (std::size_t i = 0; i < section.lines.size(); ++i) {
    const std::string& line = section.lines[i];
    if (line.starts_with("```")) in_fence = !in_fence;
    if (in_fence || !is_row(line)) {
      in_table = false;
      continue;
    }
    if (!in_table) {
      section.tables.push_back({cells_of(line), {}});
      in_table = true;
    } else if (!is_rule(line)) {
      section.tables.back().rows.push_back(cells_of(line));
    }
  }
}

}  // namespace

std::string PageTable::word_of(const std::vector<std::string>& row) {
  if (row.empty() || row[0].size() < 3 || row[0][0] != '`') return {};
  std::size_t end = 1;
  while (end < row[0].size() && is_word_sign(row[0][end])) ++end;
  if (end == 1 || end >= row[0].size() || (row[0][end] != '`' && row[0][end] != '(')) return {};
  return row[0].substr(1, end - 1);
}

int PageTable::column(std::string_view name) const {
  const auto at = std::find(header.begin(), header.end(), name);
  return at == header.end() ? -1 : static_cast<int>(at - header.begin());
}

std::vector<PageSection> page_sections(std::string_view page) {
  std::vector<PageSection> out;
  bool in_fence = false;
  bool in_section = false;
  for (std::size_t begin = 0; begin < page.size();) {
    const std::size_t end = std::min(page.find('\n', begin), page.size());
    const std::string_view line = page.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with("```")) in_fence = !in_fence;
    if (!in_fence && (line.starts_with("## ") || line.starts_with("### "))) {
      const int level = line.starts_with("### ") ? 3 : 2;
      PageSection& section = out.emplace_back();
      section.title = plain_text(line.substr(static_cast<std::size_t>(level) + 1));
      section.names = names_of(section.title);
      section.level = level;
      in_section = true;
    } else if (!in_fence && line.starts_with("# ")) {
      in_section = false;
    } else if (in_section) {
      out.back().lines.emplace_back(line);
    }
  }
  for (PageSection& section : out) add_tables(section);
  return out;
}

std::string plain_text(std::string_view markdown) {
  std::string out;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    if (c == '`') continue;
    if (c == '\\' && i + 1 < markdown.size() && markdown[i + 1] == '|') continue;
    if (c == '[') {
      const std::size_t close = markdown.find("](", i);
      const std::size_t end = markdown.find(')', i);
      const bool link = close != std::string_view::npos && end != std::string_view::npos &&
                        close < end && markdown.substr(i, close - i).find(' ') == markdown.npos;
      if (link) {
        out += markdown.substr(i + 1, close - i - 1);
        i = end;
        continue;
      }
    }
    out += c;
  }
  return out;
}

}  // namespace sarye
