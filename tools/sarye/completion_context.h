// What the text in front of the cursor tells about the word that is typed. It is half a query, so
// it is read by its signs alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

bool is_word_byte(char c);  // of names in any script, and $

// Where the text stands inside quotes, and of which kind.
struct OpenQuote {
  bool open = false;
  char sign = 0;
  std::size_t begin = 0;  // of the quoted text
};
OpenQuote open_quote(std::string_view text);

// The statement at the cursor: behind the last semicolon.
std::string_view last_statement(std::string_view text);

// The last word behind the colon of `variable`, as in (f:Firm or [r:OFFERS; empty: none.
std::string label_of(std::string_view text, std::string_view variable);

// Names behind ( and [, before = of a path, and behind AS; sorted.
std::vector<std::string> variables_of(std::string_view text);

// The variable in front of a dot at the end of the text: f of "... f."; empty: none.
std::string variable_before_dot(std::string_view text);

// The label, or else the label of the variable, of the brackets that are open at the end of the
// text: Firm of "(f:Firm {".
std::string open_element_label(std::string_view text);

// The edge whose label is being written at the end of the text: "(f:Firm)-[r:" starts at Firm.
struct EdgeStart {
  std::string label;     // of the node before it; empty: unknown
  bool turned = false;   // <-[
  bool in_edge = false;  // the text ends in the label of an edge
};
EdgeStart edge_start(std::string_view text);

}  // namespace sarye
