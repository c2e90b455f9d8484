// Where sentences and words end, by ICU's rules for a language. Iterators are kept for each thread.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/language.h"

namespace sarye {

// Sentences of `text`, in order and without gaps: spaces behind a sentence belong to it. Empty for
// an empty text. Texts are at most 2 GiB; malformed UTF-8 is read as U+FFFD.
std::vector<ByteRange> sentence_ranges(std::string_view text, Language language);

// Words of `text` in order, without the spaces and punctuation between them. Chinese and Japanese
// are cut by ICU's dictionary; Korean at spaces and punctuation.
std::vector<ByteRange> word_ranges(std::string_view text, Language language);

// What a reader sees as one character (grapheme clusters), in order and without gaps.
std::vector<ByteRange> character_ranges(std::string_view text);

}  // namespace sarye
