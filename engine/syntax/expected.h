// What may come next after the beginning of a query: the exact set, by walking the grammar over the
// words so far. It serves the hints of error messages and Tab completion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

enum class ExpectationKind {
  Keyword,      // `text`: MATCH
  Sign,         // `text`: (
  Type,         // a node type
  Relation,     // a relation family or kind
  Property,     // a property's name
  Variable,     // a variable, as far as one is known
  NewName,      // a name that the query may choose
  Function,     // a function's name
  DocumentSet,  // a set made by LET
  DocumentKey,  // the key of a document, in quotes
  Entity,       // the name of an entity, in quotes
  Language,     // a language's code
  Unit,         // `text`: DOCUMENTS, LANGUAGES, PASSAGES, SOURCES
  Modality,     // `text`: stated, planned, ...
  Format,       // an export format
  Subject,      // what SHOW shows
  Option,       // an option of SET
  Topic,        // a topic of HELP
  String,
  Number,
  Parameter,
  End,  // the text may end here
};

struct Expectation {
  ExpectationKind kind = ExpectationKind::Keyword;
  std::string text = {};  // empty where the kind says all

  auto operator<=>(const Expectation&) const = default;
};

// Ordered by kind, then text, without repetition. Empty when nothing can follow: the prefix is
// wrong already, ends inside a string or comment, or its last statement has more than
// kMaxWalkedWords words. A word that is half typed must be cut off by the caller: it counts as a
// whole one here.
std::vector<Expectation> expected_after(std::string_view prefix);

inline constexpr std::size_t kMaxWalkedWords = 300;

}  // namespace sarye
