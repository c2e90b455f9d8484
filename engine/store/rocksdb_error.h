// RocksDB's statuses as errors of ours. For this room alone.
#pragma once

#include <filesystem>
#include <string_view>

#include "engine/base/result.h"

namespace rocksdb {
class Status;
}

namespace sarye {

// `status` is not ok; `doing` completes "… failed" ("reading table graph"), and `directory` is the
// database. Corruption gives Damaged, with the file where the status names one; no space gives
// DiskFull; a lock Locked; an absent database NotFound; the rest Io.
Error error_of(const rocksdb::Status& status, std::string_view doing,
               const std::filesystem::path& directory);

}  // namespace sarye
