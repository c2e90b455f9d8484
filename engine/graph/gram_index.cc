#include "engine/graph/gram_index.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace sarye {

namespace {

// Two bits a byte of text: of running Korean a block sets two fifths of them.
constexpr std::size_t kSlices = 512;

constexpr std::uint32_t byte_of(char c) {
  return static_cast<std::uint8_t>(c);
}

std::size_t slice_of(std::uint32_t gram) {
  static_assert(kSlices == std::size_t{1} << (32 - 23));
  return (gram * 0x9E3779B1u) >> 23;
}

// A signature, 64 slices a word, of the grams that begin in bytes[begin, end).
using Signature = std::array<std::uint64_t, kSlices / 64>;

// Flags are stored, not bits set: no store waits for the one before.
Signature signature_of(std::string_view bytes, std::size_t begin, std::size_t end) {
  std::array<std::uint8_t, kSlices> flags{};
  if (begin < end) {
    std::uint32_t gram = byte_of(bytes[begin]) << 8 | byte_of(bytes[begin + 1]) << 16;
    for (std::size_t at = begin + 2; at < end + 2; ++at) {
      gram = gram >> 8 | byte_of(bytes[at]) << 16;
      flags[slice_of(gram)] = 1;
    }
  }
  Signature out{};
  for (std::size_t i = 0; i < kSlices; i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, flags.data() + i, sizeof eight);
    // The first of eight flags to bit 0, the last to bit 7.
    out[i / 64] |= (eight * 0x0102040810204080u >> 56) << (i % 64);
  }
  return out;
}

// Row i's bit k becomes row k's bit i (Warren, Hacker's Delight, 7-3).
void transpose(std::array<std::uint64_t, 64>& rows) {
  std::uint64_t mask = 0x00000000FFFFFFFFu;
  for (unsigned width = 32; width != 0; width >>= 1, mask ^= mask << width) {
    for (unsigned row = 0; row < 64; row = (row + width + 1) & ~width) {
      const std::uint64_t swapped = (rows[row] >> width ^ rows[row + width]) & mask;
      rows[row] ^= swapped << width;
      rows[row + width] ^= swapped;
    }
  }
}

}  // namespace

GramIndex::GramIndex(std::string_view bytes)
    : blocks_((bytes.size() + kBlockBytes - 1) / kBlockBytes),
      words_((blocks_ + 63) / 64),
      slices_(kSlices * words_) {
  const std::size_t grams = bytes.size() < kGramBytes ? 0 : bytes.size() - kGramBytes + 1;
  std::array<std::array<std::uint64_t, 64>, kSlices / 64> columns;
  for (std::size_t word = 0; word < words_; ++word) {
    for (std::size_t i = 0; i < 64; ++i) {
      const std::size_t begin = (word * 64 + i) * kBlockBytes;
      const Signature signature =
          signature_of(bytes, begin, std::min(begin + kBlockBytes + kOverlapBytes, grams));
      for (std::size_t k = 0; k < columns.size(); ++k) columns[k][i] = signature[k];
    }
    for (std::size_t k = 0; k < columns.size(); ++k) {
      transpose(columns[k]);
      for (std::size_t i = 0; i < 64; ++i) slices_[(k * 64 + i) * words_ + word] = columns[k][i];
    }
  }
}

void GramIndex::find_blocks(std::string_view part, std::vector<std::uint64_t>& out) const {
  out.assign(words_, ~std::uint64_t{0});
  if (blocks_ % 64 != 0) out.back() = (std::uint64_t{1} << (blocks_ % 64)) - 1;
  if (part.size() < kGramBytes) return;
  const std::size_t grams = std::min(part.size() - kGramBytes + 1, kOverlapBytes + 1);
  for (std::size_t gram = 0; gram < grams; ++gram) {
    const std::uint64_t* const slice =
        slices_.data() + slice_of(byte_of(part[gram]) | byte_of(part[gram + 1]) << 8 |
                                  byte_of(part[gram + 2]) << 16) *
                             words_;
    std::uint64_t left = 0;
    for (std::size_t word = 0; word < words_; ++word) left |= out[word] &= slice[word];
    if (left == 0) return;
  }
}

}  // namespace sarye
