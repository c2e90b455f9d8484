#include "ingest/document/lines.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\f' || c == 0x3000;
}

// A page number alone: 12, - 12 -, p. 12, 第 12 页, 12 / 40.
bool is_page_number(std::string_view line) {
  std::size_t at = 0;
  int digits = 0;
  int others = 0;
  while (at < line.size()) {
    const char32_t c = decode(line, at);
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (c != ' ' && c != '-' && c != '/' && c != 0x2013 && c != 0x2014 && c != 0x7B2C &&
               c != 0x9875 && c != 0x9801 && c != 'p' && c != '.') {
      ++others;
    }
  }
  return digits > 0 && digits <= 6 && others == 0;
}

std::string without_digits(std::string_view line) {
  std::string out;
  for (char c : line) {
    if (c < '0' || c > '9') out += c;
  }
  return out;
}

// Lines that repeat, but for their digits, at the edge of three pages and more.
std::set<std::size_t> running_lines(std::string_view clean, const std::vector<Line>& lines) {
  std::map<std::string, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool edge = lines[i].page_start || i + 1 == lines.size() || lines[i + 1].page_start;
    if (!edge || lines[i].page == 0) continue;
    places[without_digits(clean.substr(lines[i].clean.begin, lines[i].clean.size()))].push_back(i);
  }
  std::set<std::size_t> running;
  for (const auto& [line, at] : places) {
    if (at.size() >= 3) running.insert(at.begin(), at.end());
  }
  return running;
}

}  // namespace

bool ends_sentence(std::string_view text) {
  static constexpr std::u32string_view kFinal = U".!?。！？…;；";
  static constexpr std::u32string_view kClosing = U"\"'”’)]）】」』》〉 ";
  const std::u32string points =
      code_points(text.size() > 64 ? text.substr(text.size() - 64) : text);
  for (std::size_t i = points.size(); i-- > 0;) {
    if (kFinal.find(points[i]) != std::u32string_view::npos) return true;
    if (kClosing.find(points[i]) == std::u32string_view::npos) return false;
  }
  return false;
}

std::vector<Line> lines_of(const AnnotatedText& text) {
  const std::string_view clean = text.clean;
  std::vector<Line> lines;
  std::uint32_t number = 0;
  std::uint32_t page = clean.find('\f') == std::string_view::npos ? 0 : 1;
  bool blank_before = false;
  bool page_start = page == 1;
  std::size_t begin = 0;
  while (begin < clean.size()) {
    std::size_t end = clean.find('\n', begin);
    if (end == std::string_view::npos) end = clean.size();
    ++number;
    Line line;
    line.number = number;
    std::size_t first = begin;
    for (std::size_t at = begin; at < end;) {
      const char32_t c = decode(clean, at);
      if (!is_blank(c)) break;
      if (c == '\f') {
        ++page;
        page_start = true;
        line.indent = 0;
      } else {
        line.indent += c == '\t' ? 4 : display_width(c);
      }
      first = at;
    }
    std::size_t last = end;
    while (last > first) {
      if (clean[last - 1] == ' ' || clean[last - 1] == '\t' || clean[last - 1] == '\f') {
        --last;
      } else if (last >= first + 3 && clean.substr(last - 3, 3) == "\xE3\x80\x80") {
        last -= 3;
      } else {
        break;
      }
    }
    if (first == last) {
      blank_before = true;
    } else {
      line.clean = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)};
      line.width = display_width(clean.substr(first, last - first));
      line.page = page;
      line.after_blank = blank_before;
      line.page_start = page_start;
      blank_before = false;
      page_start = false;
      lines.push_back(line);
    }
    begin = end + 1;
  }

  // A reader that knows the pages has taken their running heads out.
  if (text.outlined) return lines;
  const std::set<std::size_t> running = running_lines(clean, lines);
  std::vector<Line> kept;
  kept.reserve(lines.size());
  bool start = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    start = start || lines[i].page_start;
    const std::string_view shown = clean.substr(lines[i].clean.begin, lines[i].clean.size());
    const bool edge = lines[i].page != 0 &&
                      (lines[i].page_start || i + 1 == lines.size() || lines[i + 1].page_start);
    if (running.contains(i) || (edge && is_page_number(shown))) continue;
    kept.push_back(lines[i]);
    kept.back().page_start = start;
    start = false;
  }
  return kept;
}

Wrapping wrapping_of(std::string_view clean, std::vector<Line>& lines) {
  Wrapping wrapping;
  if (lines.size() < 8) return wrapping;
  std::vector<int> widths;
  for (const Line& line : lines) widths.push_back(line.width);
  std::sort(widths.begin(), widths.end());
  // Lines that are far longer than a page is wide are paragraphs: the text is not wrapped.
  const int wide = widths[widths.size() * 19 / 20];
  if (wide > 160) return wrapping;
  const int usual = widths[widths.size() * 4 / 5];
  if (usual < 30) return wrapping;

  int full = 0;
  int runs_on = 0;
  int runs_on_over_blank = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].width * 100 < usual * 76) continue;
    ++full;
    if (ends_sentence(clean.substr(lines[i].clean.begin, lines[i].clean.size()))) continue;
    ++runs_on;
    if (lines[i + 1].after_blank) ++runs_on_over_blank;
  }
  // A third of the lines fill their column, and most of those stop inside a sentence.
  wrapping.hard = full * 3 >= static_cast<int>(lines.size()) && runs_on * 2 >= full && runs_on >= 4;
  if (!wrapping.hard) return wrapping;
  wrapping.width = usual;
  wrapping.blank_between = runs_on_over_blank * 2 >= runs_on;

  // Text taken out of a PDF keeps no page breaks, but its pages often begin with one space directly
  // below a line, where all other lines are parted by blank ones.
  const bool known = lines.front().page != 0;
  if (wrapping.blank_between && !known) {
    std::uint32_t page = 1;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0 && lines[i].indent == 1 && !lines[i].after_blank) {
        ++page;
        lines[i].page_start = true;
      }
      lines[i].page = page;
    }
    if (page == 1) {
      for (Line& line : lines) line.page = 0;
    }
    wrapping.page_inferred = page > 1;
  }
  return wrapping;
}

}  // namespace sarye
