// Korean particles: what may follow a noun, and where a word may be cut.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "ingest/lexicon/lexicon_file.h"
#include "ingest/lexicon/word_set.h"

namespace sarye {

enum class JosaAfter : std::uint8_t { Any, Batchim, Open, OpenOrRieul };
enum class JosaRole : std::uint8_t {
  Subject,
  Topic,
  Object,
  Genitive,
  Oblique,
  Source,
  Direction,
  Means,
  With,
  Limit,
  Also,
  Quote,
  Copula,
  Plural
};

struct Josa {
  std::string text;
  JosaAfter after = JosaAfter::Any;
  JosaRole role = JosaRole::Oblique;
};

class JosaTable {
 public:
  JosaTable() = default;
  // Errors: Rejected, with file and line: unknown condition or role, a particle twice, no Hangul.
  static Result<JosaTable> read(const LexiconFile& file);

  std::span<const Josa> all() const { return josa_; }  // sorted by text
  // The particle that is the whole of `text`; nullptr: none is.
  const Josa* find(std::string_view text) const;
  // Whether the final sound of `stem` allows the particle. A stem that does not end in Hangul
  // (AWS, 2025) is read in more than one way, so it allows all.
  static bool fits(const Josa& josa, std::string_view stem);
  // Every particle that `word` ends in and whose stem is not empty and fits, the longest first.
  std::vector<const Josa*> endings(std::string_view word) const;
  // The size in bytes of the longest of them that leaves `least` characters in front; 0: none.
  std::size_t longest_ending(std::string_view word, std::size_t least) const;

 private:
  std::vector<Josa> josa_;   // by text
  WordSet texts_;            // of josa_, in its order
  std::size_t longest_ = 0;  // bytes
};

}  // namespace sarye
