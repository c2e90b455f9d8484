// Whether a Korean word is made of plain words: 매출액, 수출규제, 기술특례상장. One that is not may
// be a name.
#pragma once

#include <string_view>

#include "ingest/lexicon/frames.h"

namespace sarye {

class KoreanPlainWords {
 public:
  // The words of the class `plain`, and the other nouns of the frames.
  explicit KoreanPlainWords(const Frames& frames);

  // Plain nouns one behind the other, perhaps with one syllable in front and up to two behind them.
  // Digits and the short forms of technologies (AI, LED) count as plain; other Latin letters do
  // not.
  bool explain(std::string_view word) const;
  bool contains(std::string_view word) const { return words_.contains(word); }

 private:
  WordSet words_;
};

// A form of a verb or adjective in front of a particle-like ending or of a noun: 이어지(는),
// 사로잡(은), 늘어난. By its last syllable: some names end so too.
bool reads_as_korean_verb(std::string_view stem, std::string_view particle);

}  // namespace sarye
