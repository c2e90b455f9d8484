// Bytes of one text: [begin, end). Every range that leaves the ingest pipeline counts bytes of the
// original file, so that evidence is always shown as its author wrote it.
#pragma once

#include <compare>
#include <cstdint>

namespace sarye {

struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(ByteRange other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(ByteRange other) const { return begin < other.end && other.begin < end; }

  auto operator<=>(const ByteRange&) const = default;
};

}  // namespace sarye
