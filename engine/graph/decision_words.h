// One line of a decisions file: its words, and what they say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/decisions.h"

namespace sarye {

struct DecisionWord {
  enum class Kind { Word, Quoted, Value, Arrow };
  Kind kind = Kind::Word;
  std::string text;  // Word; Quoted and Value: without quotes; Arrow: <- or ->
  std::string name;  // Value: what stands before `=`
  std::string tag;   // Quoted: what stands behind @
};

// Splits a line at white space; `#` at the beginning of a word starts a comment. In quotes, \" and
// \\ stand for themselves. Errors: Rejected for quotes that do not end and what cannot be a word.
Result<std::vector<DecisionWord>> decision_words(std::string_view line);

// The decisions of one line: none for a comment, several for a merge of several. Errors: Rejected,
// with what would work.
Result<std::vector<Decision>> parse_decision_line(std::string_view line, const Ontology& ontology);

}  // namespace sarye
