// The durable, ordered bytes under the graph, seen through one narrow interface: frozen snapshots
// with batched reads and ordered scans, and batches that are applied whole or not at all. `mem:`
// and `rocksdb:` stand behind it today; it asks for nothing that a distributed ordered store has
// not.
//
// Keys are ordered by their bytes, unsigned. Values are at most 64 KiB by rule of the callers; over
// kMaxValueBytes is an error. A read that fails is an error and never an absent key.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"

namespace sarye {

// The four tables, fixed when a store is made (FORMAT.md says what lies in each).
enum class Table : std::uint8_t { Meta = 0, Truth = 1, Graph = 2, Text = 3 };
inline constexpr int kTableCount = 4;
inline constexpr std::array<Table, kTableCount> kTables = {Table::Meta, Table::Truth, Table::Graph,
                                                           Table::Text};
std::string_view table_name(Table table);  // "meta", "truth", "graph", "text"

inline constexpr std::size_t kMaxValueBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxBatchBytes = std::size_t{8} << 20;  // a rule for callers

// Keys from `begin` up to and without `end`. An empty `end` means up to the last key.
struct KeyRange {
  std::string begin;
  std::string end;

  static KeyRange all() { return {}; }
  static KeyRange prefix(std::string_view prefix);
};

// The smallest key behind all keys that start with `prefix`; empty when there is none (all 0xFF).
std::string prefix_end(std::string_view prefix);

struct ScanOptions {
  std::uint64_t limit = 0;         // rows; 0 means all
  bool reverse = false;            // from the last key of the range to the first
  bool prefetch = false;           // the whole range will be read: read ahead
  const Budget* budget = nullptr;  // checked at the start and every 256 rows
};

// One scan. `next` must be asked until it says false or fails: a damaged block ends in an Error,
// never in a shorter answer. Views are valid until the following call of `next`.
class Cursor {
 public:
  virtual ~Cursor() = default;
  // True when there is a row. Errors: Damaged, Io, Cancelled, LimitReached (time).
  virtual Result<bool> next() = 0;
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
};

struct Row {
  std::string key;
  std::string value;
  bool operator==(const Row&) const = default;
};

// One frozen state of a store. Any thread; must not outlive its Store.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  // nullopt: there is no such key.
  virtual Result<std::optional<std::string>> get(Table table, std::string_view key) const = 0;

  // One entry for each of `keys`, in their order. Ask for frontiers of 64 keys and more at once.
  virtual Result<std::vector<std::optional<std::string>>> multi_get(
      Table table, std::span<const std::string> keys, const Budget* budget = nullptr) const = 0;

  // The rows of `range` in the order of their keys (or the reverse). The cursor must not outlive
  // this snapshot.
  virtual Result<std::unique_ptr<Cursor>> scan(Table table, const KeyRange& range,
                                               const ScanOptions& options = {}) const = 0;
  Result<std::unique_ptr<Cursor>> scan(Table table, std::string_view prefix,
                                       const ScanOptions& options = {}) const {
    return scan(table, KeyRange::prefix(prefix), options);
  }

  // For each prefix, in their order, its first `limit` rows (0: all): a frontier in one request.
  virtual Result<std::vector<std::vector<Row>>> multi_scan(Table table,
                                                           std::span<const std::string> prefixes,
                                                           std::uint64_t limit = 0,
                                                           const Budget* budget = nullptr) const;
};

// Changes that happen together, in the order in which they were added, across tables.
class WriteBatch {
 public:
  enum class Kind : std::uint8_t { Put, Erase, ErasePrefix };
  struct Change {
    Kind kind;
    Table table;
    std::string key;    // for ErasePrefix: the prefix
    std::string value;  // for Put
  };

  void put(Table table, std::string_view key, std::string_view value);
  void erase(Table table, std::string_view key);
  // Erases every key that starts with `prefix`, also those put earlier in this batch. An empty
  // prefix empties the table.
  void erase_prefix(Table table, std::string_view prefix);

  void clear();
  bool empty() const { return changes_.empty(); }
  std::size_t bytes() const { return bytes_; }  // of keys and values
  const std::vector<Change>& changes() const { return changes_; }

 private:
  std::vector<Change> changes_;
  std::size_t bytes_ = 0;
};

// Many rows of one table, ascending by key, each key once.
struct SortedRows {
  Table table;
  // The next row, which lives until the following call. False: there is none. An error ends
  // `add_sorted`.
  std::function<Result<bool>(std::string_view& key, std::string_view& value)> next;
};

// What `commit` says to a value over kMaxValueBytes.
Error value_too_large(const WriteBatch::Change& change);
// What `add_sorted` says to a key that is not behind the one before.
Error out_of_order(Table table);

class Store {
 public:
  virtual ~Store() = default;

  // The state as of now. Cheap; any thread. Must not outlive this Store.
  virtual std::unique_ptr<Snapshot> snapshot() const = 0;

  // Applies every change in `batch`, or none; on return it is on the disk. One thread at a time.
  // Errors: DiskFull    too little room on the disk; nothing was changed
  //         Usage       a value over kMaxValueBytes, or a store that is open for reading alone
  //         Damaged, Io
  virtual Result<void> commit(const WriteBatch& batch) = 0;

  // Puts all rows of `tables`, or none; on return they are on the disk. For amounts that no batch
  // should hold: they need no memory and are written once. Between keys that are there already they
  // cost later scans more. All are asked for rows side by side, each by one thread: a table may
  // come in several pieces, in the order of their keys. Errors: those of `commit`; Internal for
  // rows out of order; those of `next`.
  virtual Result<void> add_sorted(std::vector<SortedRows> tables);

  // A directory on the store's disk for files that have no name. Empty: there is none, so what is
  // sorted for this store stays in memory.
  virtual std::filesystem::path scratch() const { return {}; }

  // A second store with the state as of now in `directory`, which must not exist; files are shared
  // by hard links. Errors: Usage for a store in memory; DiskFull, Io.
  virtual Result<void> checkpoint(const std::filesystem::path& directory) = 0;

  // Bytes on disk (or in memory), about. For `stats`.
  virtual Result<std::uint64_t> approximate_bytes() const = 0;
};

}  // namespace sarye
