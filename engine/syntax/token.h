// What the parser's door tells the rest of this room without a foreign type: the words of a text,
// and the grammar as a graph that can be walked. Internal to engine/syntax.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/source_text.h"

namespace sarye {

// One word of the text: code points [begin, end). The last word of a text has type kEndOfText.
struct Token {
  int type = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

inline constexpr int kEndOfText = -1;

// The words of the lexer grammar, by token type.
struct Vocabulary {
  std::vector<std::string> names;  // as in the grammar: "STRING"
  std::vector<std::string>
      texts;                  // "MATCH" or "(", and empty for classes such as strings and numbers
  std::vector<int> keywords;  // in order of their texts
  bool is_keyword(int type) const;  // letters only

  const std::string& text_of(int type) const;
  // The type of the keyword that the code points spell, in either case; kEndOfText: none.
  int keyword(std::u32string_view spelled) const;
};

// Fills in the texts of keywords and of signs that have several spellings, from `names`, and
// `keywords`.
void complete_texts(Vocabulary& vocabulary);

// Read once from the generated parser; lives as long as the process.
const Vocabulary& vocabulary();

// The parser's rules as a network: walk from `start` of a rule; a Rule arc calls another rule and
// goes on at `follow`; a stop state returns. There is no left recursion in it.
struct GrammarGraph {
  struct Arc {
    enum class Kind { Epsilon, Rule, Words };
    Kind kind = Kind::Epsilon;
    int target = 0;
    int follow = 0;          // Rule
    std::vector<int> words;  // Words: token types, sorted
  };
  struct State {
    int rule = 0;
    bool stop = false;
    std::vector<Arc> arcs;
  };
  std::vector<State> states;
  std::vector<int> rule_start;  // by rule
  std::vector<std::string> rule_names;
};

// Built from the generated parser when something is first asked of it (what may stand at a place);
// lives as long as the process.
const GrammarGraph& grammar_graph();

// The words of a text, comments and blanks left out, and kEndOfText at the end. Never fails: what
// cannot be read is a word of a type that no sentence contains. The bar before the result of a list
// comprehension has a type of its own (RESULT_BAR).
std::vector<Token> tokenise(const SourceText& source);

}  // namespace sarye
