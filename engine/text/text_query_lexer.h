// The words and signs of a full-text question. For this room alone.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/result.h"

namespace sarye {

struct TextToken {
  enum class Kind : std::uint8_t { Word, Phrase, Open, Close, And, Or, Not, Near, End };
  Kind kind = Kind::End;
  ByteRange bytes;             // all of it
  ByteRange content;           // Word, Phrase: without quotes
  std::uint32_t distance = 0;  // Near
};

// The last one is End. Errors: as parse_text_query has them.
Result<std::vector<TextToken>> text_tokens(std::string_view text);

// An error about the bytes [begin, end) of `text`.
Error text_query_error(std::string_view text, ByteRange bytes, std::string message,
                       std::string hint);

// White space, and the signs of punctuation that stand between words.
bool parts_words(char32_t c);

// Full-width letters and signs as ASCII.
char32_t narrow(char32_t c);

}  // namespace sarye
