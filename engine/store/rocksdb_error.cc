#include "engine/store/rocksdb_error.h"

#include <rocksdb/status.h>

#include <string>

#include "engine/store/disk.h"

namespace sarye {
namespace {

// The name of a file of the database that a message of RocksDB speaks of, or nothing. Paths in
// messages are as RocksDB was given them; the last part is what a person looks for.
std::string file_in(std::string text) {
  // Opening adds the manifest that it was reading, whichever file is to blame.
  const std::size_t added = text.rfind(" in file ");
  if (added != std::string::npos && text.find("MANIFEST-", added) != std::string::npos &&
      text.find("While reading") == std::string::npos &&
      text.find("format_version") != std::string::npos) {
    text.resize(added);
  }
  // A missing table is looked for under its old ending, too, and reported with that one.
  if (const std::size_t old = text.find(".ldb"); old != std::string::npos) {
    text.replace(old, 4, ".sst");
  }
  for (const std::string_view ending : {".sst", ".log", ".blob"}) {
    const std::size_t at = text.find(ending);
    if (at == std::string::npos) continue;
    std::size_t begin = at;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
    if (begin < at) return text.substr(begin, at + ending.size() - begin);
  }
  for (const std::string_view name : {"MANIFEST-", "CURRENT", "OPTIONS-"}) {
    const std::size_t at = text.find(name);
    if (at == std::string::npos) continue;
    std::size_t end = at + name.size();
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    return text.substr(at, end - at);
  }
  return {};
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

Error error_of(const rocksdb::Status& status, std::string_view doing,
               const std::filesystem::path& directory) {
  const std::string text = status.ToString();
  const std::string what = std::string(doing) + " failed: " + text;
  if (status.IsNoSpace() || has(text, "No space left on device")) {
    return disk_full(directory, 0);
  }
  if (has(text, "While lock file") || has(text, "lock hold by current process")) {
    return Error{ErrorCode::Locked, "the store " + directory.string() + " is being written to",
                 "wait until the other command ends; reading needs no lock"};
  }
  // Without CURRENT there is no database; without another file that it names, there is a damaged
  // one.
  const std::string file = file_in(text);
  const bool absent = status.IsPathNotFound() || has(text, "No such file or directory");
  const bool gone =
      has(text, "create_if_missing is false") || (absent && (file.empty() || file == "CURRENT"));
  if (status.IsCorruption() || (absent && !gone)) {
    return Error{
        ErrorCode::Damaged,
        "store damaged: " + (file.empty() ? directory : directory / file).string() + ": " + what,
        "run `sarye verify`, then restore a backup, or load the documents into a new store"};
  }
  if (gone) {
    return Error{ErrorCode::NotFound, "no store at " + directory.string() + ": " + what,
                 "check the path, or make a store with `sarye init`"};
  }
  if (status.IsInvalidArgument() && has(text, "olumn famil")) {
    return Error{
        ErrorCode::Damaged,
        "store damaged: " + directory.string() + " has other tables than its format: " + text,
        "run `sarye verify`, then restore a backup"};
  }
  return Error{ErrorCode::Io, directory.string() + ": " + what, {}};
}

}  // namespace sarye
