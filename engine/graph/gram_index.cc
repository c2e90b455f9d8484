#include "engine/graph/gram_index.h"

#include <algorithm>

namespace sarye {

namespace {

// Two bits a byte of text: of running Korean a block sets two fifths of them.
constexpr std::size_t kSlices = 512;

std::size_t slice_of(const char* gram) {
  const std::uint32_t bytes = static_cast<std::uint8_t>(gram[0]) |
                              static_cast<std::uint32_t>(static_cast<std::uint8_t>(gram[1])) << 8 |
                              static_cast<std::uint32_t>(static_cast<std::uint8_t>(gram[2])) << 16;
  return (bytes * 0x9E3779B1u) >> 23;
}
static_assert(kSlices == std::size_t{1} << (32 - 23));

}  // namespace

GramIndex::GramIndex(std::string_view bytes)
    : blocks_((bytes.size() + kBlockBytes - 1) / kBlockBytes),
      words_((blocks_ + 63) / 64),
      slices_(kSlices * words_) {
  const std::size_t grams = bytes.size() < kGramBytes ? 0 : bytes.size() - kGramBytes + 1;
  for (std::size_t block = 0; block < blocks_; ++block) {
    const std::uint64_t bit = std::uint64_t{1} << (block % 64);
    std::uint64_t* const word = slices_.data() + block / 64;
    const std::size_t begin = block * kBlockBytes;
    const std::size_t end = std::min(begin + kBlockBytes + kOverlapBytes, grams);
    for (std::size_t at = begin; at < end; ++at) word[slice_of(bytes.data() + at) * words_] |= bit;
  }
}

void GramIndex::find_blocks(std::string_view part, std::vector<std::uint64_t>& out) const {
  out.assign(words_, ~std::uint64_t{0});
  if (blocks_ % 64 != 0) out.back() = (std::uint64_t{1} << (blocks_ % 64)) - 1;
  if (part.size() < kGramBytes) return;
  const std::size_t grams = std::min(part.size() - kGramBytes + 1, kOverlapBytes + 1);
  for (std::size_t gram = 0; gram < grams; ++gram) {
    const std::uint64_t* const slice = slices_.data() + slice_of(part.data() + gram) * words_;
    std::uint64_t left = 0;
    for (std::size_t word = 0; word < words_; ++word) left |= out[word] &= slice[word];
    if (left == 0) return;
  }
}

}  // namespace sarye
