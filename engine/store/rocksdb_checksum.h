// The checksum that RocksDB keeps of each table file: CRC-32C, by the processor's own instruction
// where it has one. Debian builds RocksDB without it, and then it was a sixth of what adding sorted
// rows took.
#pragma once

#include <memory>

namespace rocksdb {
class FileChecksumGenFactory;
}

namespace sarye {

// Gives the same name and the same bytes as RocksDB's own.
std::shared_ptr<rocksdb::FileChecksumGenFactory> crc32c_of_files();

}  // namespace sarye
