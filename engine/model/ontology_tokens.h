// The words of one line of an ontology file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

struct OntologyToken {
  std::string text;  // without quotes
  bool quoted = false;
  std::size_t byte = 0;  // in the line
  // One of `,` `|` `:` `->`, written without quotes.
  bool is_sign(std::string_view sign) const { return !quoted && text == sign; }
};

// Splits a line at white space and signs; `#` outside quotes ends it. Inside quotes `\"`, `\\`,
// `\n`, `\r` and `\t` stand for what they usually do.
// Errors: Rejected, a quote that does not end or an unknown escape; without a place.
Result<std::vector<OntologyToken>> ontology_tokens(std::string_view line);

}  // namespace sarye
