#include "engine/store/rocksdb_checksum.h"

#include <rocksdb/file_checksum.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace sarye {

#if defined(__x86_64__) && defined(__GNUC__)

namespace {

__attribute__((target("sse4.2"))) std::uint32_t crc32c(std::uint32_t crc, const char* data,
                                                       std::size_t size) {
  std::uint64_t sum = ~crc;
  for (std::uint64_t word = 0; size >= sizeof(word); data += sizeof(word), size -= sizeof(word)) {
    std::memcpy(&word, data, sizeof(word));
    sum = __builtin_ia32_crc32di(sum, word);
  }
  auto rest = static_cast<std::uint32_t>(sum);
  for (; size > 0; ++data, --size) {
    rest = __builtin_ia32_crc32qi(rest, static_cast<unsigned char>(*data));
  }
  return ~rest;
}

class Crc32cOfFile final : public rocksdb::FileChecksumGenerator {
 public:
  explicit Crc32cOfFile(const char* name) : name_(name) {}
  void Update(const char* data, std::size_t size) override { crc_ = crc32c(crc_, data, size); }
  void Finalize() override {
    for (int shift = 24; shift >= 0; shift -= 8) {
      checksum_.push_back(static_cast<char>(crc_ >> shift & 0xFF));
    }
  }
  std::string GetChecksum() const override { return checksum_; }
  const char* Name() const override { return name_; }

 private:
  const char* name_;
  std::uint32_t crc_ = 0;
  std::string checksum_;
};

class Crc32cOfFiles final : public rocksdb::FileChecksumGenFactory {
 public:
  std::unique_ptr<rocksdb::FileChecksumGenerator> CreateFileChecksumGenerator(
      const rocksdb::FileChecksumGenContext& context) override {
    const auto theirs = theirs_->CreateFileChecksumGenerator(context);
    if (theirs == nullptr) return nullptr;  // another one is asked for
    return std::make_unique<Crc32cOfFile>(theirs->Name());
  }
  const char* Name() const override { return theirs_->Name(); }

 private:
  std::shared_ptr<rocksdb::FileChecksumGenFactory> theirs_ =
      rocksdb::GetFileChecksumGenCrc32cFactory();
};

}  // namespace

std::shared_ptr<rocksdb::FileChecksumGenFactory> crc32c_of_files() {
  if (__builtin_cpu_supports("sse4.2")) return std::make_shared<Crc32cOfFiles>();
  return rocksdb::GetFileChecksumGenCrc32cFactory();
}

#else

std::shared_ptr<rocksdb::FileChecksumGenFactory> crc32c_of_files() {
  return rocksdb::GetFileChecksumGenCrc32cFactory();
}

#endif

}  // namespace sarye
