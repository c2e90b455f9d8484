// Where many short literals stand in a text, byte by byte as they are written, in one pass
// (Aho-Corasick with all its transitions laid out). For the closed lists that rules ask a sentence
// for one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"

namespace sarye {

class LiteralFinder {
 public:
  static constexpr std::size_t kNowhere = std::string_view::npos;

  struct Places {
    std::size_t first = kNowhere;  // as std::string_view::find tells
    std::size_t last = kNowhere;   // as std::string_view::rfind tells
  };

  // Ignored: letters of ASCII are found in either case; the literals have them small.
  enum class Case : bool { Kept, Ignored };

  LiteralFinder() = default;
  // Empty literals are found nowhere. The same literal may stand more than once.
  explicit LiteralFinder(const std::vector<std::string>& literals, Case letters = Case::Kept);

  // Calls `found(literal, begin)` for every occurrence, by end; of those that end together the
  // longest first, equal literals in their order.
  template <typename Found>
  void each(std::string_view text, Found&& found) const {
    if (next_.empty()) return;
    std::size_t state = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      state = next_[state * classes_ + class_of_[static_cast<unsigned char>(text[at])]];
      for (std::size_t end = ends_[state]; end != 0; end = outputs_[end].shorter) {
        found(std::size_t{outputs_[end].literal}, at + 1 - outputs_[end].size);
      }
    }
  }

  // The places of each literal in `text`.
  std::vector<Places> places(std::string_view text) const;
  // The occurrences that do not overlap, from left to right; of those that begin together that of
  // the literal given first.
  std::vector<ByteRange> leftmost(std::string_view text) const;
  // Whether any literal stands in `text`.
  bool any_in(std::string_view text) const;

  std::size_t size() const { return count_; }

 private:
  struct Output {
    std::uint32_t literal = 0;
    std::uint32_t size = 0;     // bytes
    std::uint32_t shorter = 0;  // the next one that ends here as well; 0: none
  };

  std::size_t count_ = 0;
  std::size_t classes_ = 1;             // of bytes; 0 is all that no literal has
  std::vector<std::uint8_t> class_of_;  // by byte
  std::vector<std::uint32_t> next_;     // state * classes_ + class; state 0 is the root
  std::vector<std::uint32_t> ends_;     // by state, into outputs_
  std::vector<Output> outputs_;         // 0 is none
};

}  // namespace sarye
