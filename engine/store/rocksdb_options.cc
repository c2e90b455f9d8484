#include "engine/store/rocksdb_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <memory>
#include <string>

#include "engine/store/rocksdb_checksum.h"

namespace sarye {
namespace {

// RocksDB insists on a family called "default"; that one is the table meta.
std::string family_name(Table table) {
  return table == Table::Meta ? rocksdb::kDefaultColumnFamilyName : std::string(table_name(table));
}

rocksdb::ColumnFamilyOptions family_options(const StoreOptions& store,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions blocks;
  blocks.block_cache = cache;
  blocks.cache_index_and_filter_blocks = true;
  blocks.pin_l0_filter_and_index_blocks_in_cache = true;
  // Index and filter in pieces: in one piece they are megabytes a file, more than the cache holds
  // in a large store, and would be read anew for each look-up.
  blocks.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  blocks.partition_filters = true;
  blocks.pin_top_level_index_and_filter = true;
  blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10, false));
  blocks.whole_key_filtering = true;
  blocks.format_version = 5;
  blocks.checksum = rocksdb::kXXH3;
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  options.write_buffer_size = store.write_buffer_bytes;
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  return options;
}

// RocksDB starts its threads for flushes and compactions whenever a database is opened. One that is
// only read has neither.
class ThreadlessEnv : public rocksdb::EnvWrapper {
 public:
  ThreadlessEnv() : rocksdb::EnvWrapper(rocksdb::Env::Default()) {
    // Else each read of a file would go through two adapters.
    file_system_ = rocksdb::Env::Default()->GetFileSystem();
    system_clock_ = rocksdb::Env::Default()->GetSystemClock();
  }
  const char* Name() const override { return "sarye.ThreadlessEnv"; }
  void IncBackgroundThreadsIfNeeded(int, Priority) override {}
};

}  // namespace

rocksdb::DBOptions database_options() {
  rocksdb::DBOptions options;
  options.max_open_files = -1;  // readers keep their files when a generation is removed
  options.max_total_wal_size = std::uint64_t{128} << 20;
  options.max_background_jobs = 2;
  options.file_checksum_gen_factory = crc32c_of_files();
  options.keep_log_file_num = 5;
  options.max_log_file_size = std::size_t{4} << 20;
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

rocksdb::DBOptions reading_options() {
  static ThreadlessEnv threadless;
  rocksdb::DBOptions options = database_options();
  options.env = &threadless;
  options.skip_stats_update_on_db_open = true;
  options.skip_checking_sst_file_sizes_on_db_open = true;
  options.max_file_opening_threads = 1;  // starting threads costs more than opening a few files
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> families(const StoreOptions& store) {
  // Few shards: a part of a view can be larger than one of thirty-two.
  constexpr int kShardBits = 2;
  const auto cache = rocksdb::NewLRUCache(store.block_cache_bytes, kShardBits);
  std::vector<rocksdb::ColumnFamilyDescriptor> all;
  for (Table table : kTables) all.emplace_back(family_name(table), family_options(store, cache));
  return all;
}

}  // namespace sarye
