#include "tools/sarye/decisions_file.h"

#include <system_error>
#include <utility>

#include "engine/exchange/json_text.h"
#include "engine/graph/curation.h"
#include "tools/sarye/command.h"
#include "tools/sarye/whole_file.h"

namespace sarye {

namespace {

namespace fs = std::filesystem;

Result<Ontology> ontology_of(const Snapshot& snapshot) {
  auto text = read_ontology_text(snapshot);
  if (!text) return text.error();
  if (!*text) {
    return Error{ErrorCode::Usage, "this is a store of open data; decisions are about texts",
                 "make a store for texts: sarye init OTHER_STORE"};
  }
  return Ontology::parse(**text, "ontology of the store");
}

}  // namespace

Result<fs::path> decisions_path(const Snapshot& snapshot, const fs::path& store) {
  auto kept = read_decisions_path(snapshot);
  if (!kept) return kept.error();
  if (!*kept) return store / "decisions.txt";
  const fs::path path(**kept);
  return path.is_absolute() ? path : (store / path).lexically_normal();
}

std::string kept_decisions_path(const fs::path& given, const fs::path& store) {
  if (given.is_absolute()) return given.lexically_normal().string();
  std::error_code ignored;
  const fs::path here = fs::absolute(given, ignored).lexically_normal();
  return here.lexically_relative(fs::absolute(store, ignored).lexically_normal()).string();
}

Result<Decisions> read_decisions_file(const fs::path& file, const Ontology& ontology) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return Decisions();
  auto text = read_whole_file(file.string());
  if (!text) return text.error();
  if (text->find_first_not_of(" \t\r\n") == std::string::npos) return Decisions();
  return Decisions::parse(*text, file.string(), ontology);
}

Result<void> append_decisions(const fs::path& file, const std::vector<std::string>& lines) {
  std::error_code ignored;
  std::string content;
  if (fs::exists(file, ignored)) {
    auto text = read_whole_file(file.string());
    if (!text) return text.error();
    content = std::move(*text);
  }
  if (content.find_first_not_of(" \t\r\n") == std::string::npos) content = "v1\n";
  if (!content.ends_with('\n')) content += '\n';
  for (const std::string& line : lines) content += line + "\n";
  return write_whole_file(file.string(), content);
}

Result<bool> replay_decisions(Store& store, const fs::path& directory, DecisionReport& report) {
  auto ontology = ontology_of(*store.snapshot());
  if (!ontology) return ontology.error();
  auto file = decisions_path(*store.snapshot(), directory);
  if (!file) return file.error();
  auto decisions = read_decisions_file(*file, *ontology);
  if (!decisions) return decisions.error();
  report.file = file->string();
  report.count = decisions->all.size();
  return store_decisions(store, *decisions, *ontology);
}

Result<void> find_stale(const Snapshot& snapshot, const fs::path& directory, DecisionReport& report,
                        std::size_t most_documents) {
  if (report.count == 0) return {};
  if (most_documents != 0) {
    auto documents = list_documents(snapshot);
    if (!documents) return documents.error();
    report.is_checked = documents->size() <= most_documents;
    if (!report.is_checked) return {};
  }
  auto ontology = ontology_of(snapshot);
  if (!ontology) return ontology.error();
  auto file = decisions_path(snapshot, directory);
  if (!file) return file.error();
  auto decisions = read_decisions_file(*file, *ontology);
  if (!decisions) return decisions.error();
  auto stale = find_stale(snapshot, *decisions, *ontology);
  if (!stale) return stale.error();
  report.stale = std::move(*stale);
  return {};
}

void append_decision_report(std::string& out, const DecisionReport& report) {
  out += "{\"file\":";
  append_json_string(out, report.file);
  out += ",\"count\":" + std::to_string(report.count) + ",\"stale\":[";
  for (std::size_t i = 0; i < report.stale.size(); ++i) {
    const StaleDecision& stale = report.stale[i];
    out += (i == 0 ? "{\"line\":" : ",{\"line\":") + std::to_string(stale.line) + ",\"text\":";
    append_json_string(out, stale.text);
    out += ",\"why\":";
    append_json_string(out, stale.why);
    out += '}';
  }
  out += report.is_checked ? "]}" : "],\"checked\":false}";
}

std::string decision_report_text(const DecisionReport& report) {
  if (report.count == 0) return {};
  std::string out = counted(report.count, "decision") + " of " + report.file;
  if (!report.stale.empty()) {
    out += ", " + std::to_string(report.stale.size()) + " stale (they match nothing now)";
  }
  if (!report.is_checked) out += "; `sarye load STORE` without files tells which are stale";
  out += "\n";
  for (const StaleDecision& stale : report.stale) {
    out += "stale: " + report.file + ":" + std::to_string(stale.line) + ": " + stale.text + "\n  " +
           stale.why + "\n";
  }
  return out;
}

}  // namespace sarye
