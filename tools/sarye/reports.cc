#include "tools/sarye/reports.h"

#include <array>

#include "engine/exchange/json_text.h"
#include "tools/sarye/command.h"
#include "tools/terminal/text_table.h"

namespace sarye {

namespace {

constexpr std::size_t kMostDetailed = 3;  // files that get more than a line

void append_member(std::string& out, const char* name, std::string_view text) {
  out += std::string(",\"") + name + "\":";
  append_json_string(out, text);
}

void append_member(std::string& out, const char* name, std::uint32_t count) {
  out += std::string(",\"") + name + "\":" + std::to_string(count);
}

void append_counts(std::string& out, const char* name, const LoadSummary::Counts& counts) {
  out += std::string(",\"") + name + "\":{";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, counts[i].first);
    out += ":" + std::to_string(counts[i].second);
  }
  out += '}';
}

void append_summary(std::string& out, const LoadSummary& summary) {
  append_counts(out, "found", summary.entities);
  append_counts(out, "relations", summary.relations);
  append_member(out, "figures", summary.figures);
  append_member(out, "tables", summary.tables);
  out += ",\"linked\":{\"listed\":" + std::to_string(summary.listed) +
         ",\"elsewhere\":" + std::to_string(summary.elsewhere) + "},\"doubtful\":[";
  for (std::size_t i = 0; i < summary.doubtful.size(); ++i) {
    const LoadSummary::Doubt& doubt = summary.doubtful[i];
    out += i == 0 ? "{\"decision\":" : ",{\"decision\":";
    append_json_string(out, doubt.decision);
    append_member(out, "quote", doubt.quote);
    append_member(out, "line", doubt.line);
    out += '}';
  }
  out += "],\"contradictions\":" + std::to_string(summary.contradictions) +
         ",\"skipped\":{\"unknown_language\":" + std::to_string(summary.unknown_language) +
         ",\"tables_without_figures\":" + std::to_string(summary.tables_without_figures) +
         ",\"references\":" + std::to_string(summary.references) + "}";
  if (!summary.nothing.empty()) append_member(out, "nothing", summary.nothing);
}

std::uint32_t sum(const LoadSummary::Counts& counts) {
  std::uint32_t all = 0;
  for (const auto& [name, count] : counts) all += count;
  return all;
}

std::string listing(const LoadSummary::Counts& counts) {
  std::string out;
  for (const auto& [name, count] : counts) {
    out += (out.empty() ? "" : ", ") + name + " " + std::to_string(count);
  }
  return out;
}

// What a reader of the report may want to know of one file beyond its line in the table.
std::string details(const FileReport& file) {
  const LoadSummary& s = file.summary;
  std::string out = file.key + "\n";
  const auto add = [&out](const char* what, const std::string& text) {
    if (text.empty()) return;
    std::string label = std::string("  ") + what;
    label.resize(12, ' ');
    bool first = true;
    for (const std::string& line : wrap_text(text, 100 - 12)) {
      out += (first ? label : std::string(12, ' ')) + line + "\n";
      first = false;
    }
  };
  add("found", listing(s.entities));
  add("relations", listing(s.relations));
  std::string figures;
  if (s.figures > 0) figures = counted(s.figures, "figure");
  if (s.tables > 0) figures += (figures.empty() ? "" : ", ") + counted(s.tables, "table");
  add("figures", figures);
  if (!s.entities.empty()) {
    std::string linked =
        std::to_string(s.listed) + " of " + std::to_string(sum(s.entities)) + " are listed names";
    if (s.elsewhere > 0) linked += ", " + std::to_string(s.elsewhere) + " are in other documents";
    add("linked", linked);
  }
  for (const LoadSummary::Doubt& doubt : s.doubtful) {
    add("doubtful",
        "“" + doubt.quote + "” (line " + std::to_string(doubt.line) + "): " + doubt.decision);
  }
  if (file.review > s.doubtful.size()) {
    add("", "and " + std::to_string(file.review - s.doubtful.size()) + " more: sarye review");
  }
  if (s.contradictions > 0) {
    add("doubtful", counted(s.contradictions, "contradiction") + " within the text");
  }
  return out;
}

std::string skipped(const FileReport& file) {
  const LoadSummary& s = file.summary;
  std::string out;
  const auto add = [&](std::uint32_t count, const std::string& text) {
    if (count > 0) out += (out.empty() ? "" : "; ") + text;
  };
  add(s.unknown_language,
      counted(s.unknown_language, "passage") + " in none of Korean, Chinese, English");
  add(s.tables_without_figures, counted(s.tables_without_figures, "table") + " without figures");
  add(s.references, counted(s.references, "reference", "references"));
  return out.empty() ? out : "left out: " + file.key + ": " + out + "\n";
}

}  // namespace

void append_load_report(std::string& out, const LoadReport& report) {
  out += '[';
  bool first = true;
  for (const FileReport& file : report.files) {
    if (!first) out += ',';
    first = false;
    out += "{\"path\":";
    append_json_string(out, file.path);
    append_member(out, "outcome", outcome_word(file.outcome));
    if (file.outcome == FileOutcome::Rejected) {
      append_member(out, "message", file.message);
      append_member(out, "hint", file.hint);
    } else {
      append_member(out, "key", file.key);
      append_member(out, "language", file.language);
      append_member(out, "passages", file.passages);
      append_member(out, "mentions", file.mentions);
      append_member(out, "entities", file.entities);
      append_member(out, "assertions", file.assertions);
      append_member(out, "review", file.review);
      append_summary(out, file.summary);
      out += ",\"notes\":" + json_list(file.notes);
    }
    out += '}';
  }
  out += ']';
}

std::string load_report_text(const LoadReport& report) {
  std::vector<std::vector<std::string>> rows;
  std::string rejected;
  for (const FileReport& file : report.files) {
    if (file.outcome == FileOutcome::Rejected) {
      rejected += "rejected: " + file.path + "\n  " + file.message + "\n";
      if (!file.hint.empty()) rejected += "  " + file.hint + "\n";
      continue;
    }
    const LoadSummary& summary = file.summary;
    std::uint32_t firms = 0;
    std::uint32_t products = 0;
    std::uint32_t agencies = 0;
    for (const auto& [type, count] : summary.entities) {
      if (type == "Firm") firms = count;
      if (type == "Product") products = count;
      if (type == "Agency") agencies = count;
    }
    const std::uint32_t all = sum(summary.entities);
    std::vector<std::string>& row = rows.emplace_back();
    row = {std::string(outcome_word(file.outcome)), file.key, file.language};
    for (const std::uint32_t count :
         {firms, products, agencies, all - firms - products - agencies, sum(summary.relations),
          summary.figures, summary.listed, summary.elsewhere, file.review}) {
      row.push_back(std::to_string(count));
    }
  }
  std::string out;
  if (!rows.empty()) {
    out += text_table({"", "document", "lang", "firms", "products", "agencies", "other",
                       "relations", "figures", "listed", "elsewhere", "doubtful"},
                      rows, {.width = 0});
  }
  if (rows.size() <= kMostDetailed) {
    for (const FileReport& file : report.files) {
      if (file.outcome != FileOutcome::Rejected) out += details(file);
    }
  }
  for (const FileReport& file : report.files) {
    if (file.outcome == FileOutcome::Rejected) continue;
    out += skipped(file);
    if (!file.summary.nothing.empty()) {
      out += "nothing: " + file.key + ": " + file.summary.nothing + "\n";
    }
  }
  for (const FileReport& file : report.files) {
    for (const std::string& note : file.notes) out += "note: " + file.key + ": " + note + "\n";
  }
  out += rejected;
  std::string counts;
  for (const FileOutcome outcome :
       {FileOutcome::Added, FileOutcome::NewVersion, FileOutcome::Reanalysed,
        FileOutcome::Unchanged, FileOutcome::Rejected}) {
    const std::size_t count = report.count(outcome);
    if (count == 0) continue;
    if (!counts.empty()) counts += ", ";
    counts += std::to_string(count) + " " + std::string(outcome_word(outcome));
  }
  out += counted(report.files.size(), "file") + (counts.empty() ? "" : ": " + counts) + "\n";
  return out;
}

}  // namespace sarye
