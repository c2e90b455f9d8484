// The tokens of an English sentence that its chunks are built of: names, figures and times in one
// piece each, words, and the signs that part clauses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/concepts/phrases.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

enum class EnglishTokenKind : std::uint8_t {
  Name,    // of a firm, an agency, a product, a person, a place or a listed policy
  Figure,  // a quantity
  Time,
  Word,
  Comma,
  Break,   // ; : and dashes
  Skipped  // spaces, signs, what stands in brackets
};

struct EnglishToken {
  EnglishTokenKind kind = EnglishTokenKind::Skipped;
  ByteRange bytes;  // of the block's text
};

class EnglishTokens {
 public:
  // The sentence of `reading`; `text` outlives this object.
  EnglishTokens(const AnnotatedText& text, const Reading& reading);

  std::uint32_t begin() const { return sentence_.begin; }
  std::uint32_t end() const { return sentence_.end; }
  std::string_view block() const { return block_; }

  // The token that begins at `place`, which lies in the sentence; at least one byte long.
  EnglishToken at(std::uint32_t place) const;
  // Whether a quantity begins there.
  bool figure_at(std::uint32_t place) const;

  // Bytes of the block in lower case.
  std::string lower(ByteRange bytes) const;
  // The first place at or behind `place` that is no space; at most the sentence's end.
  std::uint32_t behind_spaces(std::uint32_t place) const;
  // The next word at or behind `place`, in lower case; empty at the end and before a sign.
  std::string word_behind(std::uint32_t place) const;

 private:
  std::uint32_t word_end(std::uint32_t place) const;
  std::size_t dashes() const;

  std::string_view block_;
  ByteRange sentence_;
  std::vector<ByteRange> names_;
  std::vector<ByteRange> figures_;
  std::vector<ByteRange> times_;
};

}  // namespace sarye
