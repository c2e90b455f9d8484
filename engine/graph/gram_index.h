// Where in the texts of a column a string may stand. The texts lie one behind another and are cut
// into blocks; of each block the grams of three bytes that begin in it are kept as bits of a
// signature, and the signatures lie by bit, not by block, so that a search reads one slice for each
// gram of what it wants (bit-sliced signature files; Faloutsos & Christodoulakis 1984,
// doi:10.1145/2275.357411). Bytes know no script: three bytes are a syllable of hangul, a han
// character, or three Latin letters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sarye {

class GramIndex {
 public:
  static constexpr std::size_t kGramBytes = 3;  // a shorter string has no gram
  static constexpr std::size_t kBlockBytes = 256;
  // Grams that begin this far behind a block count as in it, and so many of a string are asked for:
  // one that begins in a block has them all there.
  static constexpr std::size_t kOverlapBytes = 32;

  explicit GramIndex(std::string_view bytes);

  std::size_t blocks() const { return blocks_; }
  // A bit for each block, of 64 a word: those where `part` may begin, all that have it and a few
  // that have not. All of them for a part without a gram. `out` is overwritten.
  void find_blocks(std::string_view part, std::vector<std::uint64_t>& out) const;
  std::uint64_t memory_bytes() const { return sizeof(GramIndex) + slices_.capacity() * 8; }

 private:
  std::size_t blocks_ = 0;
  std::size_t words_ = 0;              // of a slice
  std::vector<std::uint64_t> slices_;  // one behind another
};

}  // namespace sarye
