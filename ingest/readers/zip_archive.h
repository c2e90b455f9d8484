// A ZIP archive in memory, read part by part into memory, with limits on what it may grow to.
// Nothing is written to disk, so that no name in it can reach out of a folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

inline constexpr std::uint64_t kMaxPartBytes = std::uint64_t{32} << 20;
inline constexpr std::uint64_t kMaxPartRatio = 200;  // documents reach about 30

class ZipArchive {
 public:
  struct Part {
    std::string name;
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
    std::uint32_t crc = 0;
    std::uint32_t packed = 0;
    std::uint32_t size = 0;
    std::uint32_t begin = 0;  // of its local header
  };

  // `bytes` must outlive the archive. Errors: Rejected  no ZIP, cut off, more than 10,000 parts.
  static Result<ZipArchive> open(std::string_view bytes);

  const std::vector<Part>& parts() const { return parts_; }
  bool has(std::string_view name) const { return find(name) != nullptr; }

  // The part's bytes; empty when there is none of that name.
  // Errors: Rejected  encrypted, a method other than stored and deflated, damaged (by its
  // checksum),
  //                   over 32 MiB unpacked, or over 200 times its packed size
  Result<std::string> read(std::string_view name) const;

 private:
  const Part* find(std::string_view name) const;
  std::string_view bytes_;
  std::vector<Part> parts_;
};

}  // namespace sarye
