// Which texts a full-text question fits, and where its words stand in them. One definition for an
// index of many texts and for one text at hand: both give the places of terms, the rest is here.
//
//  - A word is at a place when its pieces stand at their offsets from it.
//  - a NEAR/n b: places of a and b that do not overlap, with at most n - 1 positions between them;
//    a NEAR/n b NEAR/m c: one place of b serves both.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/text/text_query.h"

namespace sarye {

// A position in one of many documents: so numbers are ordered as the places are.
using TextPosition = std::uint64_t;
constexpr TextPosition text_position(std::uint32_t document, std::uint32_t position) {
  return TextPosition{document} << 32 | position;
}
constexpr std::uint32_t document_of(TextPosition at) {
  return static_cast<std::uint32_t>(at >> 32);
}

// Where terms stand. Answers are ascending, each place once.
class TermPlaces {
 public:
  using Places = std::vector<TextPosition>;
  virtual ~TermPlaces() = default;
  virtual Result<Places> of_term(std::string_view term) = 0;
  // Of all terms that begin with these bytes (whole characters).
  virtual Result<Places> of_beginning(std::string_view letters) = 0;
  // Of the bigrams whose second character this is: places of their first one.
  virtual Result<Places> of_second_character(std::string_view character) = 0;
};

// The terms of one text, which is document 0.
class TermsOfText final : public TermPlaces {
 public:
  explicit TermsOfText(std::string_view text);
  Result<Places> of_term(std::string_view term) override;
  Result<Places> of_beginning(std::string_view letters) override;
  Result<Places> of_second_character(std::string_view character) override;

 private:
  std::map<std::string, Places, std::less<>> places_;
};

// The first position of every place where `word` stands. Errors: those of `terms` and `budget`.
Result<std::vector<TextPosition>> places_of(const TextWord& word, TermPlaces& terms,
                                            Budget* budget = nullptr);

struct TextMatches {
  std::vector<std::uint32_t> documents;  // ascending
  // Of each word of the question, in all documents that have it. Not filled when no document fits.
  std::vector<std::vector<TextPosition>> places;
};

// `budget` is asked for time, and for memory while this runs; nullptr: no limits.
// Errors: those of `terms`; Cancelled, LimitReached.
Result<TextMatches> match_text(const TextQuery& query, TermPlaces& terms, Budget* budget);

// Whether one text fits.
Result<bool> text_fits(std::string_view text, const TextQuery& query, Budget* budget = nullptr);

}  // namespace sarye
