// Words of a document, found again when its lines were wrapped anew: white space counts nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"

namespace sarye {

// Without white space of any kind: the same words, wrapped anew, give the same bytes.
std::string fold_quote(std::string_view text);

// 16 hexadecimal digits of the SHA-256 of the folded quote.
std::string quote_hash(std::string_view text);

// A part of a source, folded, with the way back.
class FoldedText {
 public:
  // `source` must outlive it.
  FoldedText(std::string_view source, ByteRange part);

  // Where `folded` (see fold_quote) stands, at or behind the byte `from` of the source; the range
  // is of the source, from its first to its last character. nullopt: nowhere, or `folded` is empty.
  std::optional<ByteRange> find(std::string_view folded, std::uint32_t from = 0) const;

 private:
  std::string text_;
  std::vector<std::uint32_t> bytes_;  // of the source, for each byte of text_
};

// Whether a name at `range` of `source` is a word of its own: no Latin letter or digit goes on in
// front or behind where one begins or ends it, no Hangul in front of Hangul, and Hangul behind it
// is particles alone. Han and Kana have no borders.
bool is_whole_name(std::string_view source, ByteRange range);

}  // namespace sarye
