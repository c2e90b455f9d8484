// `rocksdb:`, the store on disk: one RocksDB directory with four column families, default byte
// order, no merge operators, checksums on everything, every commit synced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/store/store.h"

namespace sarye {

// "7.8.3"
std::string rocksdb_version();

struct StoreOptions {
  std::uint64_t block_cache_bytes = std::uint64_t{16} << 20;
  std::uint64_t write_buffer_bytes = std::uint64_t{32} << 20;  // for each table
  // A commit needs free on its disk: the larger of the floor and `free_factor` times the batch.
  std::uint64_t free_floor_bytes = std::uint64_t{64} << 20;
  std::uint64_t free_factor = 8;
};

// The directory must not exist or be empty. Errors: AlreadyExists, DiskFull, Io.
Result<std::unique_ptr<Store>> create_rocksdb(const std::filesystem::path& directory,
                                              const StoreOptions& options = {});

// Errors: NotFound   no database there
//         Locked     another Store, here or in another process, writes to it
//         Damaged    naming the file
Result<std::unique_ptr<Store>> open_rocksdb(const std::filesystem::path& directory,
                                            const StoreOptions& options = {});

// Reads without a lock and without writing a byte; works on read-only media. The directory must not
// be written to by others while it is open: a published generation is not. `commit` fails with
// Usage. Errors: NotFound, Damaged, Io.
Result<std::unique_ptr<Store>> open_rocksdb_for_reading(const std::filesystem::path& directory,
                                                        const StoreOptions& options = {});

// Reads every byte: checksums of blocks, of whole files, and each row of each table. The findings,
// one sentence each; empty when all is well. Errors: NotFound, Io, Cancelled: it could not be
// checked.
Result<std::vector<std::string>> verify_rocksdb(const std::filesystem::path& directory,
                                                const Budget* budget = nullptr);

}  // namespace sarye
