#include "tools/sarye/reports.h"

#include <array>

#include "engine/exchange/json_text.h"
#include "tools/sarye/command.h"
#include "tools/terminal/text_table.h"

namespace sarye {

namespace {

void append_member(std::string& out, const char* name, std::string_view text) {
  out += std::string(",\"") + name + "\":";
  append_json_string(out, text);
}

void append_member(std::string& out, const char* name, std::uint32_t count) {
  out += std::string(",\"") + name + "\":" + std::to_string(count);
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
    rows.push_back({std::string(outcome_word(file.outcome)), file.key, file.language,
                    std::to_string(file.passages), std::to_string(file.mentions),
                    std::to_string(file.entities), std::to_string(file.assertions)});
  }
  std::string out;
  if (!rows.empty()) {
    out += text_table({"", "document", "lang", "passages", "mentions", "entities", "assertions"},
                      rows, {.width = 0});
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
