// Texts into a store: read and analysed side by side, committed one by one in the order of their
// names. A text that cannot be used is named with its reason, and the others go on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/graph/truth_store.h"
#include "engine/store/store.h"
#include "ingest/load_summary.h"
#include "ingest/stage/resources.h"

namespace sarye {

enum class FileOutcome : std::uint8_t { Added, Unchanged, Reanalysed, NewVersion, Rejected };
std::string_view outcome_word(FileOutcome outcome);  // "added", "unchanged", ...

// What became of one file.
struct FileReport {
  std::string path;
  FileOutcome outcome = FileOutcome::Rejected;
  std::string message;  // Rejected: what is wrong, and where
  std::string hint;     // Rejected: what to do
  std::string key;      // of the document
  std::string language;
  std::uint32_t passages = 0;
  std::uint32_t mentions = 0;
  std::uint32_t entities = 0;
  std::uint32_t assertions = 0;
  std::uint32_t review = 0;  // suggestions for a person
  LoadSummary summary;       // not of a rejected file
  std::vector<std::string> notes;
};

struct LoadReport {
  std::vector<FileReport> files;  // in the order of their names
  bool interrupted = false;       // the cancel token stopped it: what is listed is in, no more

  std::size_t count(FileOutcome outcome) const;
  bool changed() const;  // the store holds something else than before
};

struct LoadOptions {
  int threads = 0;  // 0: as many as the machine has
  const CancelToken* cancel = nullptr;
  // After each file, in order: how many are done, of how many.
  std::function<void(const FileReport&, std::size_t done, std::size_t all)> on_file;
};

// The files to load: each argument that is a file as it is, each folder with the texts below it
// (is_source_name of readers/source_reader.h), sorted by name, each once. An argument that does not
// exist stays in the list, so that loading it says so.
std::vector<std::filesystem::path> collect_texts(const std::vector<std::string>& arguments);

// Loads `files`; the caller publishes. Errors: of the store alone (DiskFull, Damaged, Io); files
// before the failing one are in the store, completely.
Result<LoadReport> load_texts(Store& store, const Resources& resources,
                              const std::vector<std::filesystem::path>& files,
                              const LoadOptions& options = {});

}  // namespace sarye
