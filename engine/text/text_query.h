// The language of full-text questions: what stands in SEARCH 'text' and behind MATCHES.
//
//   보조금 창업            both words, in any order and place; the same with AND between them
//   보조금 OR 지원금       one of them at least
//   보조금 NOT 대출        the first without the second; also written 보조금 -대출
//   "수출 통제"            these words as neighbours; “ ”, 「 」 and 『 』 quote too
//   subsid*                words that begin so
//   보조금 NEAR/5 창업     both within five positions of each other, in either order
//   ( )                    brackets; else NOT binds tightest, then NEAR, AND, OR
//
// Operators are written in capitals, so that "and" is a word. Position and folding are those of
// terms.h: a word or number is one position, and so is each character of Hangul, Han and Kana. A
// word in those scripts is found inside of longer ones, as long as its characters stand together.
// What has letters of several kinds, or signs between them, is a phrase: start-up, AI반도체.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

// What is looked for at one position.
struct TextPiece {
  enum class Kind : std::uint8_t {
    Term,       // a word, or two characters
    Beginning,  // any word that begins so
    Character,  // a character of Hangul or Han, wherever it stands in its run
  };
  Kind kind = Kind::Term;
  std::string text;          // folded as terms() does
  std::uint32_t offset = 0;  // positions behind the first piece of its word

  auto operator<=>(const TextPiece&) const = default;
};

// A word, a phrase or the beginning of a word: pieces whose places follow one another.
struct TextWord {
  std::vector<TextPiece> pieces;  // at least one; the first has offset 0
  std::uint32_t width = 1;        // positions from its first to behind its last
  bool wanted = false;            // it stands outside of every NOT once at least
  std::string written;            // as in the question, without quotes
  std::string understood;         // folded; in quotes when it has several parts
};

struct TextNode {
  enum class Kind : std::uint8_t { Word, And, Or, Not, Near };
  Kind kind = Kind::Word;
  std::size_t word = 0;               // Word: index into TextQuery::words
  std::vector<TextNode> operands;     // Near: Word, or Or of them
  std::vector<std::uint32_t> within;  // Near: positions allowed between operand i and i + 1
};

struct TextQuery {
  std::vector<TextWord> words;  // each once, in the order of the text
  TextNode root;                // says of something that it is there, not only of what is not
};

inline constexpr std::uint32_t kMaxNearDistance = 10'000;

// Errors: Semantic, InvalidArgumentValue, with its place in `text`: nothing to look for, a quote or
// bracket without its other half, an operator without an operand, NOT alone, a misplaced *, a NEAR
// between what is no word; LimitReached for brackets over 200 deep.
Result<TextQuery> parse_text_query(std::string_view text);

// How a question was understood, in its own language: ("start up" OR 补贴) NOT 贷款.
std::string to_text(const TextQuery& query);

}  // namespace sarye
