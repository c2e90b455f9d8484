// The file in which people keep their decisions about a store: where it is, what it says, and how a
// command adds a line to it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/graph/decisions.h"
#include "engine/graph/stale_decisions.h"
#include "engine/store/store.h"

namespace sarye {

// As `init --decisions` told, else decisions.txt in the store's folder. Errors: those of the store.
Result<std::filesystem::path> decisions_path(const Snapshot& snapshot,
                                             const std::filesystem::path& store);

// What to keep of `given`, a path as the user wrote it: an absolute one as it is, another relative
// to the store's folder, so that both can move together.
std::string kept_decisions_path(const std::filesystem::path& given,
                                const std::filesystem::path& store);

// No file: no decisions. Errors: Rejected with every mistake; Io.
Result<Decisions> read_decisions_file(const std::filesystem::path& file, const Ontology& ontology);

// Adds lines, in a new file behind `v1`. What a person wrote stays as it is. Errors: DiskFull, Io.
Result<void> append_decisions(const std::filesystem::path& file,
                              const std::vector<std::string>& lines);

// What a load did with the decisions.
struct DecisionReport {
  std::string file;
  std::size_t count = 0;
  std::vector<StaleDecision> stale;
  bool is_checked = true;  // false: what is stale was not looked for
};

// Reads the file and keeps its decisions in `store`, for `publish`; whether they are others than
// before. Errors: Rejected with every mistake, and nothing is changed; those of the store.
Result<bool> replay_decisions(Store& store, const std::filesystem::path& directory,
                              DecisionReport& report);
// Fills in what is stale now, which takes reading every document; not done when there are more than
// `most_documents` (0: however many). Errors: those of the store.
Result<void> find_stale(const Snapshot& snapshot, const std::filesystem::path& directory,
                        DecisionReport& report, std::size_t most_documents = 0);

// While texts are loaded, what is stale is looked for among so many documents only: adding one
// paper to a large store does not read all of it.
inline constexpr std::size_t kMostCheckedOnLoad = 1000;

// {"file":"cases.db/decisions.txt","count":3,"stale":[{"line":4,"text":"…","why":"…"}]}
void append_decision_report(std::string& out, const DecisionReport& report);
// A line for all and two for each that is stale; empty without decisions.
std::string decision_report_text(const DecisionReport& report);

}  // namespace sarye
