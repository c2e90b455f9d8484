// Blocks of texts by grams: none that has the string is missed, few that have it not are named.
#include "engine/graph/gram_index.h"

#include <bit>
#include <random>
#include <string>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

// Words of three scripts, one behind another.
std::string running_text(std::size_t bytes, std::uint32_t seed) {
  const char* syllables[] = {"가", "나",   "다", "력", "략", "한", "中", "國", "链", "a", "b",
                             "er", "tion", " ",  ".",  "공", "급", "망", "재", "편", "x", "1"};
  std::mt19937 random(seed);
  std::string out;
  while (out.size() < bytes) out += syllables[random() % std::size(syllables)];
  return out;
}

bool has_bit(const std::vector<std::uint64_t>& bits, std::size_t at) {
  return (bits[at / 64] >> (at % 64) & 1) != 0;
}

}  // namespace

TEST_CASE("No block where a string begins is missed", "[graph][gram_index]") {
  std::mt19937 random(11);
  std::vector<std::uint64_t> blocks;
  for (const std::size_t bytes : {1u, 2u, 3u, 255u, 256u, 257u, 259u, 5000u, 40000u}) {
    const std::string text = running_text(bytes, static_cast<std::uint32_t>(bytes));
    const GramIndex index(text);
    CHECK(index.blocks() == (text.size() + GramIndex::kBlockBytes - 1) / GramIndex::kBlockBytes);
    for (int i = 0; i < 300; ++i) {
      const std::size_t begin = random() % text.size();
      const std::string part = text.substr(begin, 1 + random() % 90);
      index.find_blocks(part, blocks);
      for (std::size_t at = text.find(part); at != std::string::npos;
           at = text.find(part, at + 1)) {
        REQUIRE(has_bit(blocks, at / GramIndex::kBlockBytes));
      }
      for (std::size_t at = index.blocks(); at < blocks.size() * 64; ++at) {
        REQUIRE_FALSE(has_bit(blocks, at));
      }
    }
  }
}

TEST_CASE("Most blocks without the string are left out", "[graph][gram_index]") {
  const std::string text = running_text(200'000, 5);
  const GramIndex index(text);
  CHECK(index.memory_bytes() < text.size() * 3 / 10 + 1000);
  std::vector<std::uint64_t> blocks;
  for (const char* absent : {"플랫폼", "戰略", "strategy"}) {
    index.find_blocks(absent, blocks);
    int named = 0;
    for (const std::uint64_t word : blocks) named += std::popcount(word);
    INFO(absent);
    CHECK(static_cast<std::size_t>(named) < index.blocks() / 10);
  }
}

TEST_CASE("A string without a gram may be anywhere", "[graph][gram_index]") {
  const GramIndex index(running_text(1000, 3));
  std::vector<std::uint64_t> blocks;
  for (const char* part : {"", "a", "ab"}) {
    index.find_blocks(part, blocks);
    for (std::size_t at = 0; at < index.blocks(); ++at) CHECK(has_bit(blocks, at));
  }
  const GramIndex none("");
  none.find_blocks("abc", blocks);
  CHECK(blocks.empty());
}
