#include "engine/store/rocksdb_checksum.h"

#include <rocksdb/file_checksum.h>

#include <random>
#include <string>

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("the checksum of a file is the one that RocksDB takes", "[store]") {
  const auto ours = crc32c_of_files();
  const auto theirs = rocksdb::GetFileChecksumGenCrc32cFactory();
  CHECK(std::string(ours->Name()) == theirs->Name());
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 300; ++size) {
    std::string bytes;
    while (bytes.size() < size) bytes.push_back(static_cast<char>(random()));
    const std::size_t middle = random() % (size + 1);
    std::string found;
    for (const auto& factory : {ours, theirs}) {
      auto sum = factory->CreateFileChecksumGenerator(rocksdb::FileChecksumGenContext());
      REQUIRE(sum != nullptr);
      sum->Update(bytes.data(), middle);
      sum->Update(bytes.data() + middle, size - middle);
      sum->Finalize();
      const std::string name_and_sum = sum->Name() + sum->GetChecksum();
      if (factory == theirs) CHECK(name_and_sum == found);
      found = name_and_sum;
    }
  }
}
