// Korean word borders: where a name may stand in an eojeol, and what particle follows it.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/byte_range.h"
#include "ingest/lexicon/josa.h"

namespace sarye {

// What stands behind a name inside its eojeol.
struct KoreanEnding {
  const Josa* josa = nullptr;  // nullptr: the eojeol ends, or a noun that goes with names follows
  std::uint32_t end = 0;       // behind the josa
};

// Whether a name may end at byte `at` of `text`: the eojeol ends there, a particle that its last
// sound allows follows, or a noun that goes with names (측, 사, 계열) and perhaps a particle.
// nullopt: the eojeol goes on with something else, so the name would be a part of a longer word.
std::optional<KoreanEnding> korean_ending(std::string_view text, ByteRange name,
                                          const JosaTable& josa);

// Whether a name may begin at byte `begin`: no Hangul directly before it.
bool korean_begin(std::string_view text, std::uint32_t begin);

// The eojeol around byte `at`: Hangul, letters and digits without spaces or punctuation.
ByteRange korean_word(std::string_view text, std::uint32_t at);

// `word` without its longest particle whose stem has at least two characters.
std::string_view without_josa(std::string_view word, const JosaTable& josa);

}  // namespace sarye
