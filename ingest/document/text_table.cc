#include "ingest/document/text_table.h"

#include <algorithm>

namespace sarye {
namespace {

std::string_view cell_text(std::string_view clean, const Line& line) {
  return clean.substr(line.clean.begin, line.clean.size());
}

// 11,955  -4,967  23,365(48%)  12.3%  △3  $4.5  n/a  -
bool is_number_cell(std::string_view cell) {
  if (cell == "-" || cell == "–" || cell == "—" || cell == "n/a" || cell == "N/A") return true;
  int digits = 0;
  for (unsigned char c : cell) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      return false;
    }
  }
  return digits > 0 && (digits * 2 >= static_cast<int>(cell.size()) || cell.size() <= 6) &&
         (static_cast<unsigned char>(cell.back()) < 0x80);
}

}  // namespace

int trailing_numbers(std::string_view line) {
  int count = 0;
  std::size_t end = line.size();
  while (end > 0) {
    while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) --end;
    std::size_t begin = end;
    while (begin > 0 && line[begin - 1] != ' ' && line[begin - 1] != '\t') --begin;
    if (begin == end || !is_number_cell(line.substr(begin, end - begin))) break;
    ++count;
    end = begin;
  }
  return count;
}

std::size_t table_lines(std::string_view clean, const std::vector<Line>& lines,
                        const std::vector<LineCue>& cues, std::size_t begin, bool after_caption,
                        const Wrapping& wrapping) {
  if (cues[begin].cue == LineKind::PipeRow) {
    std::size_t end = begin;
    while (end < lines.size() && cues[end].cue == LineKind::PipeRow &&
           (end == begin || !lines[end].after_blank)) {
      ++end;
    }
    return end - begin;
  }
  const auto tabs = [&](std::size_t i) {
    const std::string_view line = cell_text(clean, lines[i]);
    return std::count(line.begin(), line.end(), '\t');
  };
  if (tabs(begin) >= 2) {
    std::size_t end = begin;
    while (end < lines.size() && tabs(end) >= 1 && !(end > begin && lines[end].after_blank)) ++end;
    return end - begin >= 2 ? end - begin : 0;
  }
  if (!after_caption && cues[begin].cue != LineKind::UnitLine) return 0;

  const int narrow = wrapping.hard ? wrapping.width * 7 / 10 : 60;
  std::size_t end = begin;
  std::size_t last_row = begin;  // behind the last line with numbers
  int rows = 0;
  int plain = 0;  // lines without numbers in a row
  for (; end < lines.size(); ++end) {
    const LineKind cue = cues[end].cue;
    if (cue == LineKind::UnitLine) continue;
    // "- 12" is a row of a negative number, never a bullet.
    const std::string_view line = cell_text(clean, lines[end]);
    const int numbers = trailing_numbers(line);
    if (cue != LineKind::None && numbers < 2) break;
    if (numbers >= 1 && lines[end].width < 140 && !ends_sentence(line)) {
      ++rows;
      plain = 0;
      last_row = end + 1;
      continue;
    }
    if (lines[end].width > narrow || ends_sentence(line) || ++plain > 3) break;
  }
  return rows >= 2 ? last_row - begin : 0;
}

}  // namespace sarye
