// A query text by code points, with the way back to its bytes, lines and columns, and the copy that
// the lexer reads: there, full-width signs that an input method wrote outside quotes are ASCII.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

class SourceText {
 public:
  // Borrows `text`, which must outlive this.
  // Errors: Syntax, InvalidUtf8, with the offset of the first byte that is not UTF-8
  //         LimitReached, QueryTooLong, when there are more than ast::kMaxTextBytes
  static Result<SourceText> read(std::string_view text);

  // One code point for one of the original: U+FF01 to U+FF5E outside quotes and comments are
  // U+0021 to U+007E. U+3000 is white space to the lexer as it is.
  const std::u32string& mapped() const { return mapped_; }

  std::size_t size() const { return mapped_.size(); }
  std::string_view original() const { return text_; }
  // The original bytes of the code points [begin, end).
  std::string_view slice(std::size_t begin, std::size_t end) const;
  TextPlace place(std::size_t begin, std::size_t end) const;

 private:
  void map_full_width();

  std::string_view text_;
  std::u32string mapped_;
  std::vector<std::uint32_t> bytes_;        // the first byte of each code point, and the end
  std::vector<std::uint32_t> line_starts_;  // code points
};

}  // namespace sarye
