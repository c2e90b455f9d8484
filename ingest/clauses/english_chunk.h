// One chunk of an English sentence: a noun phrase without its determiners and figures, a verb with
// its auxiliaries, or a word or sign between them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/byte_range.h"

namespace sarye {

enum class ChunkKind : std::uint8_t {
  Noun,
  Verb,
  Preposition,  // also "due to", "such as"
  And,
  Comma,
  Relative,  // which, who, that
  Clause,    // while, because, if
  Break
};

struct EnglishChunk {
  ChunkKind kind = ChunkKind::Break;
  ByteRange bytes;   // of the block's text; a noun phrase without determiner and figures in front
  ByteRange whole;   // with them; a verb with its auxiliaries and particle
  std::string word;  // lower case: a noun phrase's last word, a verb, the word itself
  std::string particle;  // of a verb: up in "scale up"
  // Noun phrases.
  bool pronoun = false;  // it, they; this without a noun
  bool owned = false;    // its, their
  bool owner = false;    // X's
  bool figure = false;   // begins with a number or a figure
  bool name = false;     // ends with a name
  // Verbs.
  bool to = false;           // an infinitive behind to
  bool passive = false;      // with a form of be
  bool progressive = false;  // is closing
  bool gerund = false;       // closing, without a form of be
  bool perfect = false;      // has closed
  bool modal = false;        // will, may
  bool denied = false;       // not, never
  bool auxiliary = false;    // be or have as the only verb

  bool is(ChunkKind one) const { return kind == one; }
  bool is_word(ChunkKind one, std::string_view text) const { return kind == one && word == text; }
};

}  // namespace sarye
