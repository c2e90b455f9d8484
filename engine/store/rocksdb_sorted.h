// Sorted rows as table files that a RocksDB database takes over. For this room alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/store/store.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
}  // namespace rocksdb

namespace sarye {

// What files are written for. Everything is borrowed.
struct SortedInto {
  rocksdb::DB& database;
  std::span<rocksdb::ColumnFamilyHandle* const> tables;  // by Table
  const std::filesystem::path& directory;
  // Whether the disk has room for so many bytes more; called from several threads.
  std::function<Result<void>(std::uint64_t)> check_room;
};

// Store::add_sorted: each of `rows` as a file of its own, or a few around keys that are there, written by one thread.
Result<void> add_sorted_files(const SortedInto& into, std::vector<SortedRows> rows);

// Takes away what a process that was killed has left in `directory`.
void remove_sorted_files(const std::filesystem::path& directory);

}  // namespace sarye
