#include "engine/store/rocksdb_store.h"

#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/version.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "engine/store/disk.h"
#include "engine/store/rocksdb_error.h"
#include "engine/store/rocksdb_options.h"
#include "engine/store/rocksdb_sorted.h"

namespace sarye {
namespace {

// A prefix with more keys than this is erased by one range tombstone, which makes later scans
// slower.
constexpr std::uint64_t kMostSingleErases = 1024;

std::size_t index_of(Table table) {
  return static_cast<std::size_t>(table);
}

rocksdb::Slice slice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}
std::string_view view(const rocksdb::Slice& bytes) {
  return {bytes.data(), bytes.size()};
}

// What scans, look-ups and commits share, and what must be let go in this order: families,
// database.
struct Database {
  std::filesystem::path directory;
  std::unique_ptr<rocksdb::DB> db;
  std::array<rocksdb::ColumnFamilyHandle*, kTableCount> tables{};

  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    for (rocksdb::ColumnFamilyHandle* table : tables) {
      if (table != nullptr) db->DestroyColumnFamilyHandle(table);
    }
  }

  void take(rocksdb::DB* opened, const std::vector<rocksdb::ColumnFamilyHandle*>& handles) {
    db.reset(opened);
    std::copy(handles.begin(), handles.end(), tables.begin());
  }
  Error error(const rocksdb::Status& status, std::string_view doing, Table table) const {
    return error_of(status, std::string(doing) + " table " + std::string(table_name(table)),
                    directory);
  }
};

class RocksCursor final : public Cursor {
 public:
  RocksCursor(const Database& database, Table table, const rocksdb::Snapshot* snapshot,
              KeyRange range, const ScanOptions& options)
      : database_(database),
        table_(table),
        range_(std::move(range)),
        options_(options),
        lower_(slice(range_.begin)),
        upper_(slice(range_.end)) {
    rocksdb::ReadOptions read;
    read.snapshot = snapshot;
    read.iterate_lower_bound = &lower_;
    if (!range_.end.empty()) read.iterate_upper_bound = &upper_;
    read.total_order_seek = true;
    if (options_.prefetch) read.readahead_size = std::size_t{1} << 20;
    rows_.reset(database.db->NewIterator(read, database.tables[index_of(table)]));
  }

  Result<bool> next() override {
    if (options_.budget != nullptr && count_ % 256 == 0) {
      if (auto fine = options_.budget->check(); !fine) return fine.error();
    }
    if (options_.limit != 0 && count_ == options_.limit) return false;
    move();
    if (rows_->Valid()) {
      ++count_;
      return true;
    }
    ended_ = true;
    if (!rows_->status().ok()) return database_.error(rows_->status(), "reading", table_);
    return false;
  }

  std::string_view key() const override { return view(rows_->key()); }
  std::string_view value() const override { return view(rows_->value()); }

 private:
  void move() {
    if (ended_) return;
    if (!started_) {
      started_ = true;
      options_.reverse ? rows_->SeekToLast() : rows_->SeekToFirst();
    } else {
      options_.reverse ? rows_->Prev() : rows_->Next();
    }
  }

  const Database& database_;
  Table table_;
  KeyRange range_;
  ScanOptions options_;
  rocksdb::Slice lower_;  // the iterator points to these two, which point into range_
  rocksdb::Slice upper_;
  std::unique_ptr<rocksdb::Iterator> rows_;
  std::uint64_t count_ = 0;
  bool started_ = false;
  bool ended_ = false;
};

// For bounds that cross, which RocksDB asserts on.
class EmptyCursor final : public Cursor {
 public:
  explicit EmptyCursor(const Budget* budget) : budget_(budget) {}
  Result<bool> next() override {
    if (budget_ != nullptr) {
      if (auto fine = budget_->check(); !fine) return fine.error();
    }
    return false;
  }
  std::string_view key() const override { return {}; }
  std::string_view value() const override { return {}; }

 private:
  const Budget* budget_;
};

class RocksSnapshot final : public Snapshot {
 public:
  RocksSnapshot(const Database& database, const rocksdb::Snapshot* snapshot)
      : database_(database), snapshot_(snapshot) {}
  ~RocksSnapshot() override {
    if (snapshot_ != nullptr) database_.db->ReleaseSnapshot(snapshot_);
  }

  Result<std::optional<std::string>> get(Table table, std::string_view key) const override {
    std::string value;
    const rocksdb::Status status =
        database_.db->Get(read_options(), database_.tables[index_of(table)], slice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return database_.error(status, "reading", table);
    return std::optional<std::string>(std::move(value));
  }

  Result<std::vector<std::optional<std::string>>> multi_get(Table table,
                                                            std::span<const std::string> keys,
                                                            const Budget* budget) const override {
    constexpr std::size_t kAtOnce = 256;
    std::vector<std::optional<std::string>> values(keys.size());
    std::vector<rocksdb::Slice> wanted;
    std::vector<rocksdb::PinnableSlice> found(std::min(kAtOnce, keys.size()));
    std::vector<rocksdb::Status> statuses(found.size());
    for (std::size_t begin = 0; begin < keys.size(); begin += kAtOnce) {
      if (budget != nullptr) {
        if (auto fine = budget->check(); !fine) return fine.error();
      }
      const std::size_t n = std::min(kAtOnce, keys.size() - begin);
      wanted.clear();
      for (std::size_t i = 0; i < n; ++i) wanted.push_back(slice(keys[begin + i]));
      database_.db->MultiGet(read_options(), database_.tables[index_of(table)], n, wanted.data(),
                             found.data(), statuses.data());
      for (std::size_t i = 0; i < n; ++i) {
        if (statuses[i].ok()) {
          values[begin + i] = std::string(view(found[i]));
        } else if (!statuses[i].IsNotFound()) {
          return database_.error(statuses[i], "reading", table);
        }
        found[i].Reset();
      }
    }
    return values;
  }

  Result<std::unique_ptr<Cursor>> scan(Table table, const KeyRange& range,
                                       const ScanOptions& options) const override {
    if (!range.end.empty() && range.end <= range.begin) {
      return std::unique_ptr<Cursor>(std::make_unique<EmptyCursor>(options.budget));
    }
    return std::unique_ptr<Cursor>(
        std::make_unique<RocksCursor>(database_, table, snapshot_, range, options));
  }

  // One iterator goes from prefix to prefix: making one costs more than a look-up.
  Result<std::vector<std::vector<Row>>> multi_scan(Table table,
                                                   std::span<const std::string> prefixes,
                                                   std::uint64_t limit,
                                                   const Budget* budget) const override {
    std::vector<std::vector<Row>> found(prefixes.size());
    rocksdb::ReadOptions read = read_options();
    read.total_order_seek = true;
    const std::unique_ptr<rocksdb::Iterator> rows(
        database_.db->NewIterator(read, database_.tables[index_of(table)]));
    std::uint64_t count = 0;
    const auto check = [&]() -> Result<void> {
      return budget != nullptr && count++ % 256 == 0 ? budget->check() : Result<void>();
    };
    for (std::size_t i = 0; i < prefixes.size(); ++i) {
      const std::string& prefix = prefixes[i];
      for (rows->Seek(slice(prefix)); rows->Valid() && view(rows->key()).starts_with(prefix);
           rows->Next()) {
        if (auto fine = check(); !fine) return fine.error();
        found[i].push_back(Row{std::string(view(rows->key())), std::string(view(rows->value()))});
        if (limit != 0 && found[i].size() == limit) break;
      }
      if (!rows->status().ok()) return database_.error(rows->status(), "reading", table);
      if (auto fine = check(); !fine) return fine.error();
    }
    return found;
  }

 private:
  rocksdb::ReadOptions read_options() const {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    return options;
  }

  const Database& database_;
  const rocksdb::Snapshot* snapshot_;
};

class RocksStore final : public Store {
 public:
  RocksStore(std::unique_ptr<Database> database, const StoreOptions& options, bool read_only)
      : database_(std::move(database)), options_(options), read_only_(read_only) {}

  std::unique_ptr<Snapshot> snapshot() const override {
    // What is open for reading alone never changes, so it needs no mark.
    return std::make_unique<RocksSnapshot>(*database_,
                                           read_only_ ? nullptr : database_->db->GetSnapshot());
  }

  Result<void> commit(const WriteBatch& batch) override {
    if (read_only_) {
      return Error{ErrorCode::Usage, database_->directory.string() + " is open for reading alone",
                   "open the store for writing"};
    }
    if (auto room = check_room(batch.bytes()); !room) return room;
    rocksdb::WriteBatch changes;
    for (std::size_t i = 0; i < batch.changes().size(); ++i) {
      if (auto added = add(changes, batch, i); !added) return added;
    }
    rocksdb::WriteOptions write;
    write.sync = true;
    const rocksdb::Status status = database_->db->Write(write, &changes);
    if (!status.ok()) return error_of(status, "storing", database_->directory);
    return {};
  }

  Result<void> add_sorted(std::vector<SortedRows> rows) override {
    if (read_only_) return commit({});
    return add_sorted_files({*database_->db, database_->tables, database_->directory,
                             [this](std::uint64_t bytes) { return check_room(bytes); }},
                            std::move(rows));
  }

  std::filesystem::path scratch() const override { return database_->directory; }

  Result<void> checkpoint(const std::filesystem::path& directory) override {
    rocksdb::Checkpoint* made = nullptr;
    rocksdb::Status status = rocksdb::Checkpoint::Create(database_->db.get(), &made);
    const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
    if (status.ok()) status = checkpoint->CreateCheckpoint(directory.string());
    if (!status.ok()) return error_of(status, "publishing", directory);
    return {};
  }

  Result<std::uint64_t> approximate_bytes() const override {
    std::uint64_t sum = 0;
    for (Table table : kTables) {
      for (const auto* property : {&rocksdb::DB::Properties::kTotalSstFilesSize,
                                   &rocksdb::DB::Properties::kCurSizeAllMemTables}) {
        std::uint64_t bytes = 0;
        database_->db->GetIntProperty(database_->tables[index_of(table)], *property, &bytes);
        sum += bytes;
      }
    }
    return sum;
  }

 private:
  // A disk that fills up in the middle of a write can end the process inside RocksDB, so it is
  // asked before.
  Result<void> check_room(std::uint64_t batch_bytes) const {
    const std::uint64_t wanted =
        std::max(options_.free_floor_bytes, options_.free_factor * batch_bytes);
    auto left = free_bytes(database_->directory);
    if (!left) return left.error();
    if (*left < wanted) return disk_full(database_->directory, *left);
    return {};
  }

  Result<void> add(rocksdb::WriteBatch& changes, const WriteBatch& batch, std::size_t i) const {
    const WriteBatch::Change& change = batch.changes()[i];
    rocksdb::ColumnFamilyHandle* table = database_->tables[index_of(change.table)];
    switch (change.kind) {
      case WriteBatch::Kind::Put:
        if (change.value.size() > kMaxValueBytes) return value_too_large(change);
        changes.Put(table, slice(change.key), slice(change.value));
        return {};
      case WriteBatch::Kind::Erase:
        changes.Delete(table, slice(change.key));
        return {};
      case WriteBatch::Kind::ErasePrefix:
        return add_erase_prefix(changes, batch, i);
    }
    return {};
  }

  Result<void> add_erase_prefix(rocksdb::WriteBatch& changes, const WriteBatch& batch,
                                std::size_t i) const {
    const WriteBatch::Change& change = batch.changes()[i];
    rocksdb::ColumnFamilyHandle* table = database_->tables[index_of(change.table)];
    std::vector<std::string> keys;
    for (std::size_t k = 0; k < i; ++k) {
      const WriteBatch::Change& earlier = batch.changes()[k];
      if (earlier.kind == WriteBatch::Kind::Put && earlier.table == change.table &&
          earlier.key.starts_with(change.key)) {
        keys.push_back(earlier.key);
      }
    }
    const std::size_t in_batch = keys.size();
    const KeyRange range = KeyRange::prefix(change.key);
    ScanOptions scan;
    scan.limit = kMostSingleErases + 1;
    RocksCursor cursor(*database_, change.table, nullptr, range, scan);
    while (true) {
      auto more = cursor.next();
      if (!more) return more.error();
      if (!*more) break;
      keys.emplace_back(cursor.key());
    }
    if (keys.size() - in_batch <= kMostSingleErases) {
      for (const std::string& key : keys) changes.Delete(table, slice(key));
      return {};
    }
    std::string end = range.end;
    if (end.empty()) {  // up to the last key there is
      scan.reverse = true;
      scan.limit = 1;
      RocksCursor last(*database_, change.table, nullptr, range, scan);
      auto more = last.next();
      if (!more) return more.error();
      if (*more) keys.emplace_back(last.key());
      end = *std::max_element(keys.begin(), keys.end()) + '\0';
    }
    changes.DeleteRange(table, slice(range.begin), slice(end));
    return {};
  }

  std::unique_ptr<Database> database_;
  StoreOptions options_;
  bool read_only_;
};

enum class Mode { Create, Write, Read };

// A new database. Its families are made together: one by one, as RocksDB makes those that are
// missing when it opens, each of them is followed by a file of all options, synced to the disk.
rocksdb::Status create_database(rocksdb::DBOptions options, const std::string& directory,
                       const std::vector<rocksdb::ColumnFamilyDescriptor>& all,
                       std::vector<rocksdb::ColumnFamilyHandle*>* handles, rocksdb::DB** opened) {
  options.create_if_missing = options.error_if_exists = true;
  options.max_file_opening_threads = 1;  // there is nothing to open yet
  if (auto made = rocksdb::DB::Open(options, directory, {all.front()}, handles, opened);
      !made.ok()) {
    return made;
  }
  std::vector<rocksdb::ColumnFamilyHandle*> others;
  const rocksdb::Status made = (*opened)->CreateColumnFamilies(
      std::vector<rocksdb::ColumnFamilyDescriptor>(all.begin() + 1, all.end()), &others);
  handles->insert(handles->end(), others.begin(), others.end());
  return made;
}

Result<std::unique_ptr<Database>> open_database(const std::filesystem::path& directory,
                                                rocksdb::DBOptions options, Mode mode,
                                                const StoreOptions& store) {
  auto database = std::make_unique<Database>();
  database->directory = directory;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status;
  try {
    if (mode == Mode::Read) {
      status = rocksdb::DB::OpenForReadOnly(options, directory.string(), families(store), &handles,
                                            &opened);
    } else if (mode == Mode::Create) {
      status = create_database(options, directory.string(), families(store), &handles, &opened);
    } else {
      status = rocksdb::DB::Open(options, directory.string(), families(store), &handles, &opened);
    }
  } catch (const std::exception& thrown) {
    return Error{ErrorCode::Io, "opening " + directory.string() + " failed: " + thrown.what(), {}};
  }
  if (opened != nullptr) database->take(opened, handles);
  if (!status.ok()) return error_of(status, "opening", directory);
  return database;
}

Result<std::unique_ptr<Store>> store_of(Result<std::unique_ptr<Database>> database,
                                        const StoreOptions& options, bool read_only) {
  if (!database) return database.error();
  return std::unique_ptr<Store>(
      std::make_unique<RocksStore>(std::move(*database), options, read_only));
}

}  // namespace

Result<std::unique_ptr<Store>> create_rocksdb(const std::filesystem::path& directory,
                                              const StoreOptions& options) {
  std::error_code code;
  if (std::filesystem::exists(directory / "CURRENT", code)) {
    return Error{ErrorCode::AlreadyExists, directory.string() + " is a database already",
                 "choose another directory"};
  }
  std::filesystem::create_directories(directory, code);
  if (code) {
    return Error{ErrorCode::Io, "making " + directory.string() + " failed: " + code.message(), {}};
  }
  return store_of(open_database(directory, database_options(), Mode::Create, options), options,
                  false);
}

Result<std::unique_ptr<Store>> open_rocksdb(const std::filesystem::path& directory,
                                            const StoreOptions& options) {
  auto database = open_database(directory, database_options(), Mode::Write, options);
  if (database) remove_sorted_files(directory);
  return store_of(std::move(database), options, false);
}

Result<std::unique_ptr<Store>> open_rocksdb_for_reading(const std::filesystem::path& directory,
                                                        const StoreOptions& options) {
  return store_of(open_database(directory, reading_options(), Mode::Read, options), options, true);
}

Result<std::vector<std::string>> verify_rocksdb(const std::filesystem::path& directory,
                                                const Budget* budget) {
  std::vector<std::string> findings;
  const auto found = [&](const Error& error) {
    if (std::find(findings.begin(), findings.end(), error.message) == findings.end()) {
      findings.push_back(error.message);
    }
  };
  rocksdb::DBOptions options = database_options();
  // Opening for writing stops replaying the log at its first damaged record, which is right after a
  // loss of power; to tell that apart from a damaged log, records behind the damage must be seen.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  auto database = open_database(directory, options, Mode::Read, {});
  if (!database) {
    if (database.error().code != ErrorCode::Damaged) return database.error();
    found(database.error());
    return findings;
  }
  rocksdb::ReadOptions read;
  read.fill_cache = false;
  read.readahead_size = std::size_t{2} << 20;
  rocksdb::DB& db = *(*database)->db;
  if (auto status = db.VerifyChecksum(read); !status.ok()) {
    found(error_of(status, "checking blocks", directory));
  }
  if (auto status = db.VerifyFileChecksums(read); !status.ok()) {
    found(error_of(status, "checking files", directory));
  }
  for (Table table : kTables) {
    ScanOptions scan;
    scan.prefetch = true;
    scan.budget = budget;
    RocksCursor cursor(**database, table, nullptr, KeyRange::all(), scan);
    while (true) {
      auto more = cursor.next();
      if (!more) {
        const ErrorCode code = more.error().code;
        if (code == ErrorCode::Cancelled || code == ErrorCode::LimitReached) return more.error();
        found(more.error());
        break;
      }
      if (!*more) break;
    }
  }
  return findings;
}

std::string rocksdb_version() {
  return rocksdb::GetRocksVersionAsString(true);
}

}  // namespace sarye
