#include "ingest/lexicon/word_set.h"

#include <set>
#include <string>

#include "tests/support/catch.h"

namespace sarye {

TEST_CASE("A word set has its words in order and no others", "[ingest][lexicon]") {
  const std::set<std::string, std::less<>> words = {"은",
                                                    "는",
                                                    "에서",
                                                    "으로부터",
                                                    "of",
                                                    "a",
                                                    "semiconductors of the next generation",
                                                    std::string(80, 'x'),
                                                    std::string(81, 'x')};
  const WordSet set(words);
  CHECK(std::vector<std::string>(set.begin(), set.end()) ==
        std::vector<std::string>(words.begin(), words.end()));
  std::size_t place = 0;
  for (const std::string& word : words) {
    CHECK(set.find(word) == place++);
    CHECK_FALSE(set.contains(word + "y"));
  }
  // Of the same size, and with the same eight bytes at both ends.
  CHECK_FALSE(set.contains("semiconductors in the next generation"));
  CHECK_FALSE(set.contains(std::string(79, 'x')));
  CHECK_FALSE(set.contains(std::string(82, 'x')));
  CHECK_FALSE(set.contains("이"));
  CHECK_FALSE(set.contains(""));
  CHECK(set.sizes() == std::vector<std::size_t>{81, 80, 37, 12, 6, 3, 2, 1});
}

TEST_CASE("An empty word set has no word", "[ingest][lexicon]") {
  CHECK_FALSE(WordSet().contains(""));
  CHECK_FALSE(WordSet(std::set<std::string, std::less<>>{}).contains("a"));
  CHECK(WordSet(std::set<std::string, std::less<>>{""}).contains(""));
}

}  // namespace sarye
