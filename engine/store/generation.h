// A store's directory, and how one writer and any number of readers share it without waiting:
//
//   STORE/FORMAT      which format this is, made by which release (text)
//   STORE/live/       what the writer writes to; RocksDB's lock there is the authority
//   STORE/gen/N/      published generations: checkpoints of live/, never changed again
//   STORE/current     symbolic link to the newest generation
//   STORE/owner.json  who writes at the moment; a help for messages, nothing more
//
// A reader opens what `current` names and sees that one state for as long as it likes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/rocksdb_store.h"
#include "engine/store/store.h"

namespace sarye {

inline constexpr int kStoreFormat = 1;

// The key in Table::Meta under which a store keeps the text of its FORMAT file. Other keys of that
// table start with a letter.
inline constexpr std::string_view kFormatKey = "!format";

// The FORMAT file: one `name value` a line.
struct StoreFormat {
  int store_format = kStoreFormat;
  std::string min_reader;  // the oldest release that can read it, "0.1.0"
  std::string min_writer;
  std::string created_by;                        // "sarye 0.1.0"
  std::string icu = "-";                         // icu_version() when the store was made
  std::string unicode = "-";                     // unicode_version()
  std::map<std::string, std::string> resources;  // name to fingerprint: ontology, lexicon, ...

  bool operator==(const StoreFormat&) const = default;
};

// What this release writes; the caller adds icu, unicode and resources.
StoreFormat current_format();
std::string to_text(const StoreFormat& format);
// Errors: Damaged, naming the line.
Result<StoreFormat> parse_format(std::string_view text);

// Errors: NotFound         no directory there, or one that is not a store
//         VersionMismatch  made by a newer release: "made by X, needs Y or later"
//         Damaged          FORMAT cannot be read
Result<StoreFormat> read_format(const std::filesystem::path& store, bool for_writing = false);

// Makes an empty store and publishes it as generation 1. The directory must not exist or be empty;
// what an interrupted call left is made anew. Errors: AlreadyExists, DiskFull, Io.
Result<void> create_store(const std::filesystem::path& store, const StoreFormat& format,
                          const StoreOptions& options = {});

// The one writer of a store. Closing it gives the lock back.
class StoreWriter {
 public:
  ~StoreWriter();
  StoreWriter(const StoreWriter&) = delete;
  StoreWriter& operator=(const StoreWriter&) = delete;

  Store& store() { return *live_; }
  const StoreFormat& format() const { return format_; }
  const std::filesystem::path& directory() const { return directory_; }
  std::uint64_t generation() const { return generation_; }  // the newest published one; 0: none

  // Makes what is committed visible to readers that open from now on, and removes all generations
  // but the newest two. Returns the new generation's number. After a failure the old one is current
  // still. Errors: DiskFull, Damaged, Io.
  Result<std::uint64_t> publish();

  // Replaces FORMAT, atomically: when all documents were analysed again with other resources.
  Result<void> set_format(const StoreFormat& format);

 private:
  friend Result<std::unique_ptr<StoreWriter>> open_writer(const std::filesystem::path&,
                                                          std::string_view, const StoreOptions&);
  StoreWriter() = default;
  std::filesystem::path directory_;
  StoreFormat format_;
  std::uint64_t generation_ = 0;
  std::unique_ptr<Store> live_;
};

// `command` is told to others who find the store locked. Errors, beside those of read_format:
//   Locked   at once, with the holder's pid, user, host and command where owner.json tells them
//   Damaged  with the file, and what to run
Result<std::unique_ptr<StoreWriter>> open_writer(const std::filesystem::path& store,
                                                 std::string_view command,
                                                 const StoreOptions& options = {});

// One generation, open for reading. No lock, no writes.
class StoreReader {
 public:
  const Store& store() const { return *generation_store_; }
  const StoreFormat& format() const { return format_; }
  const std::filesystem::path& directory() const { return directory_; }
  std::uint64_t generation() const { return generation_; }

  // Whether a newer generation is current by now; one readlink. False when that cannot be read.
  bool generation_changed() const;

 private:
  friend Result<std::unique_ptr<StoreReader>> open_reader(const std::filesystem::path&,
                                                          const StoreOptions&);
  StoreReader() = default;
  std::filesystem::path directory_;
  StoreFormat format_;
  std::uint64_t generation_ = 0;
  std::unique_ptr<Store> generation_store_;
};

// Errors: those of read_format; Damaged with the file, and what to run.
Result<std::unique_ptr<StoreReader>> open_reader(const std::filesystem::path& store,
                                                 const StoreOptions& options = {});

// What StoreWriter::publish does, for a store that is open otherwise.
Result<std::uint64_t> publish_generation(const std::filesystem::path& store, Store& live);

// The number that `current` names. Errors: NotFound.
Result<std::uint64_t> current_generation(const std::filesystem::path& store);

// Checks FORMAT, the link, and every byte of live/ and of the current generation. The findings, one
// sentence each; empty when all is well. Errors: NotFound, VersionMismatch, Io, Cancelled.
Result<std::vector<std::string>> verify_files(const std::filesystem::path& store,
                                              const Budget* budget = nullptr);

}  // namespace sarye
