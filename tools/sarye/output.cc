#include "tools/sarye/output.h"

#include <algorithm>

#include "engine/exchange/csv.h"
#include "engine/exchange/json_text.h"
#include "engine/exchange/value_json.h"
#include "engine/exchange/value_text.h"
#include "engine/text/display_width.h"
#include "tools/sarye/citation_text.h"
#include "tools/terminal/text_table.h"

namespace sarye {

namespace {

struct FormatName {
  std::string_view name;
  Format format;
};
constexpr FormatName kFormats[] = {
    {"table", Format::Table}, {"json", Format::Json}, {"jsonl", Format::Jsonl},
    {"rows", Format::Rows},   {"csv", Format::Csv},   {"tsv", Format::Tsv},
    {"md", Format::Markdown},
};

constexpr std::size_t kChunk = std::size_t{1} << 16;  // bytes gathered before they are written

void flush_chunk(std::ostream& out, std::string& text) {
  if (text.size() < kChunk) return;
  out << text;
  text.clear();
}

// [1][2], 1 2, or [^1][^2].
std::string marks(const Value& cell, std::string_view before, std::string_view after,
                  std::string_view between) {
  std::string out;
  if (cell.type() != ValueType::List) return out;
  for (const Value& number : cell.items()) {
    if (!out.empty()) out += between;
    out += std::string(before) + std::to_string(number.integer()) + std::string(after);
  }
  return out;
}

std::string marks_in(Format format, const Value& cell) {
  if (format == Format::Table) return marks(cell, "[", "]", "");
  if (format == Format::Markdown) return marks(cell, "[^", "]", "");
  return marks(cell, "", "", " ");
}

Result<std::string> cell_text(const QueryResult& table, std::size_t row, std::size_t column,
                              Format format, const GraphView& graph) {
  const Value& value = table.rows[row][column];
  if (table.cite_column && *table.cite_column == column) return marks_in(format, value);
  return value_text(value, graph);
}

// What would move the cursor or end a line of another cell is shown as a blank; line breaks stay.
std::string printable(std::string text) {
  for (char& c : text) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F) c = ' ';
  }
  return text;
}

std::string markdown_cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\') out += '\\';
    if (c == '\n')
      out += "<br>";
    else
      out += c;
  }
  return out;
}

Result<void> write_table(std::ostream& out, const Answer& answer, const GraphView& graph,
                         const OutputOptions& options) {
  const QueryResult& table = answer.table;
  if (table.columns.empty()) return {};
  std::vector<std::vector<std::string>> rows(table.rows.size());
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      auto text = cell_text(table, r, c, Format::Table, graph);
      if (!text) return text.error();
      rows[r].push_back(printable(std::move(*text)));
    }
  }
  out << text_table(table.columns, rows, {.width = options.width, .bold = options.bold});
  const std::string notes = footnotes(answer, options.width);
  if (!notes.empty()) out << "\n" << notes;
  return {};
}

Result<void> write_separated(std::ostream& out, const Answer& answer, const GraphView& graph,
                             Format format, bool header) {
  const QueryResult& table = answer.table;
  const char separator = format == Format::Csv ? ',' : '\t';
  // RFC 4180 ends lines with CR LF; programs on Unix want LF alone.
  std::string text;
  if (header) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c > 0) text += separator;
      append_csv_field(text, table.columns[c], separator);
    }
    text += '\n';
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c > 0) text += separator;
      auto cell = cell_text(table, r, c, format, graph);
      if (!cell) return cell.error();
      append_csv_field(text, *cell, separator);
    }
    text += '\n';
    flush_chunk(out, text);
  }
  out << text;
  return {};
}

Result<void> write_markdown(std::ostream& out, const Answer& answer, const GraphView& graph) {
  const QueryResult& table = answer.table;
  std::string text = "|";
  for (const std::string& column : table.columns) text += " " + markdown_cell(column) + " |";
  text += "\n|";
  for (std::size_t c = 0; c < table.columns.size(); ++c) text += " --- |";
  text += "\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    text += "|";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      auto cell = cell_text(table, r, c, Format::Markdown, graph);
      if (!cell) return cell.error();
      const bool cites = table.cite_column && *table.cite_column == c;
      text += " " + (cites ? *cell : markdown_cell(*cell)) + " |";
    }
    text += "\n";
    flush_chunk(out, text);
  }
  if (!table.citations.empty()) text += "\n";
  for (const Citation& citation : table.citations) {
    text += "[^" + std::to_string(citation.number) + "]: " + citation_text(citation) + "\n";
  }
  out << text;
  return {};
}

// The row's sources in place of their numbers.
void append_row_citations(std::string& out, const Value& cell, const QueryResult& table) {
  out += '[';
  bool first = true;
  if (cell.type() == ValueType::List) {
    for (const Value& number : cell.items()) {
      const auto place = static_cast<std::size_t>(number.integer());
      if (place == 0 || place > table.citations.size()) continue;
      if (!first) out += ',';
      first = false;
      append_citation_json(out, table.citations[place - 1]);
    }
  }
  out += ']';
}

Result<void> write_json_lines(std::ostream& out, const Answer& answer, const GraphView& graph,
                              bool objects) {
  const QueryResult& table = answer.table;
  std::string text;
  for (const auto& row : table.rows) {
    text += objects ? '{' : '[';
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) text += ',';
      if (objects) {
        append_json_string(text, table.columns[c]);
        text += ':';
      }
      if (table.cite_column && *table.cite_column == c) {
        append_row_citations(text, row[c], table);
      } else if (auto done = append_json(text, row[c], graph); !done) {
        return done;
      }
    }
    text += objects ? "}\n" : "]\n";
    flush_chunk(out, text);
  }
  out << text;
  return {};
}

}  // namespace

Result<Format> parse_format_name(std::string_view name) {
  for (const FormatName& known : kFormats) {
    if (known.name == name) return known.format;
  }
  std::string all;
  for (const FormatName& known : kFormats) {
    if (!all.empty()) all += ", ";
    all += known.name;
  }
  return Error{ErrorCode::Usage, "there is no format " + std::string(name), "formats: " + all};
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const FormatName& known : kFormats) names.emplace_back(known.name);
  return names;
}

bool holds_notices(Format format) {
  return format == Format::Json;
}

std::string footnotes(const Answer& answer, int width) {
  constexpr int kNarrowest = 30;
  std::string out;
  for (const Citation& citation : answer.table.citations) {
    const std::string mark = "[" + std::to_string(citation.number) + "] ";
    const int indent = static_cast<int>(mark.size());
    const std::string text = printable(citation_text(citation));
    if (width < kNarrowest) {
      out += mark + text + "\n";
      continue;
    }
    bool first = true;
    for (const std::string& line : wrap_text(text, width - indent)) {
      out += (first ? mark : std::string(mark.size(), ' ')) + line + "\n";
      first = false;
    }
  }
  return out;
}

Result<void> append_answer_members(std::string& out, const Answer& answer, const GraphView& graph) {
  const QueryResult& table = answer.table;
  if (!answer.text.empty()) {
    out += "\"text\":";
    append_json_string(out, answer.text);
    out += ',';
  }
  out += "\"columns\":" + json_list(table.columns) + ",\"rows\":[";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    out += r == 0 ? "[" : ",[";
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      if (c > 0) out += ',';
      if (auto done = append_json(out, table.rows[r][c], graph); !done) return done;
    }
    out += ']';
  }
  out += ']';
  if (table.cite_column) {
    out += ",\"citations\":[";
    for (std::size_t i = 0; i < table.citations.size(); ++i) {
      if (i > 0) out += ',';
      append_citation_json(out, table.citations[i]);
    }
    out += ']';
  }
  out += ",\"notices\":" + json_list(answer.notices);
  return {};
}

Result<void> write_answer(std::ostream& out, const Answer& answer, const GraphView& graph,
                          const OutputOptions& options) {
  if (options.format == Format::Json) {
    std::string text = "{";
    if (auto done = append_answer_members(text, answer, graph); !done) return done;
    out << text << "}\n";
    return {};
  }
  if (answer.kind == Answer::Kind::Text) {
    if (options.format == Format::Jsonl || options.format == Format::Rows) {
      std::string text = "{\"text\":";
      append_json_string(text, answer.text);
      out << text << "}\n";
    } else {
      out << answer.text;
    }
    return {};
  }
  switch (options.format) {
    case Format::Table:
      return write_table(out, answer, graph, options);
    case Format::Csv:
    case Format::Tsv:
      return write_separated(out, answer, graph, options.format, options.header);
    case Format::Markdown:
      return write_markdown(out, answer, graph);
    case Format::Jsonl:
      return write_json_lines(out, answer, graph, true);
    case Format::Rows:
      return write_json_lines(out, answer, graph, false);
    case Format::Json:
      break;
  }
  return {};
}

}  // namespace sarye
