#include "ingest/readers/outline.h"

#include <algorithm>

#include "ingest/readers/markup_tree.h"

namespace sarye {
namespace {

bool is_rule_only(std::string_view text) {
  return text.find_first_not_of("-=*_ ") == std::string_view::npos;
}

bool needs_escape(std::string_view text) {
  return text.starts_with('#') || text.starts_with('>') || text.starts_with('|') ||
         text.starts_with('\\') || text.starts_with(": ") || text.starts_with("[^");
}

// A bar would end the cell.
std::string written_cell(std::string_view text) {
  std::string out;
  for (char c : folded(text)) {
    if (c == '|') {
      out += "｜";
    } else {
      out += c;
    }
  }
  return out;
}

bool is_unit_text(std::string_view text) {
  for (std::string_view cue :
       {"단위", "单位", "單位", "Unit", "unit:", "In millions", "in millions"}) {
    if (text.size() < 120 && text.find(cue) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

void OutlineWriter::block(std::string_view sign, std::string_view text, bool is_item) {
  // Items follow line by line; everything else stands between blank lines.
  if (in_list_ && !is_item) out_ += '\n';
  in_list_ = is_item;
  out_ += sign;
  out_ += text;
  out_ += is_item ? "\n" : "\n\n";
}

void OutlineWriter::heading(int level, std::string_view text) {
  const std::string line = folded(text);
  if (line.empty() || is_rule_only(line)) return;
  block(std::string(static_cast<std::size_t>(std::clamp(level, 1, 6)), '#') + ' ', line, false);
}

void OutlineWriter::paragraph(std::string_view text) {
  const std::string line = folded(text);
  if (line.empty() || is_rule_only(line)) return;
  block(needs_escape(line) ? "\\" : "", line, false);
}

void OutlineWriter::quote(std::string_view text) {
  const std::string line = folded(text);
  if (!line.empty() && !is_rule_only(line)) block("> ", line, false);
}

void OutlineWriter::item(int level, std::string_view marker, std::string_view text) {
  const std::string line = folded(text);
  if (line.empty() || is_rule_only(line)) return;
  block(std::string(static_cast<std::size_t>(std::clamp(level, 1, 12)) * 2, ' ') +
            std::string(marker) + ' ',
        line, true);
}

void OutlineWriter::caption(std::string_view text) {
  const std::string line = folded(text);
  if (!line.empty()) block(": ", line, false);
}

void OutlineWriter::footnote(std::string_view label, std::string_view text) {
  const std::string line = folded(text);
  if (line.empty()) return;
  std::string name = folded(label);
  std::erase_if(name, [](char c) { return c == ']' || c == '['; });
  block("[^" + name + "]: ", line, false);
}

void OutlineWriter::table(const OutlineTable& table) {
  std::size_t columns = 0;
  for (const auto& row : table.rows) columns = std::max(columns, row.size());
  for (const std::string& title : table.titles) {
    // A line of units stands between the caption and the table.
    if (is_unit_text(title)) {
      paragraph(title);
    } else {
      caption(title);
    }
  }
  if (columns == 0) {
    for (const std::string& note : table.notes) paragraph(note);
    return;
  }
  std::string lines;
  const auto add_row = [&](const std::vector<std::string>& row) {
    lines += '|';
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string cell = c < row.size() ? written_cell(row[c]) : std::string();
      lines += cell.empty() ? "  |" : " " + cell + " |";
    }
    lines += '\n';
  };
  const auto add_rule = [&] {
    lines += '|';
    for (std::size_t c = 0; c < columns; ++c) lines += "---|";
    lines += '\n';
  };
  if (table.header_rows == 0) {
    add_row({});
    add_rule();
  }
  std::size_t written = 0;
  for (const auto& row : table.rows) {
    add_row(row);
    if (++written == table.header_rows) add_rule();
  }
  lines.pop_back();
  block("", lines, false);
  for (const std::string& note : table.notes) paragraph(note);
}

void OutlineWriter::end_page() {
  if (in_list_) out_ += '\n';
  in_list_ = false;
  out_ += '\f';
}

}  // namespace sarye
