// How RocksDB is set up: for this room alone.
#pragma once

#include <vector>

#include "engine/store/rocksdb_store.h"

namespace rocksdb {
struct ColumnFamilyDescriptor;
struct DBOptions;
}  // namespace rocksdb

namespace sarye {

rocksdb::DBOptions database_options();
// Of a process that writes nothing, and is often started for one question.
rocksdb::DBOptions reading_options();

// A family for each table, in the order of Table; they share one block cache.
std::vector<rocksdb::ColumnFamilyDescriptor> families(const StoreOptions& store);

}  // namespace sarye
