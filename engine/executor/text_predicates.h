// Predicates on strings: CONTAINS and its like, =~, MATCHES. Null, or anything that is no string,
// gives null.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/model/value.h"
#include "engine/text/regex.h"
#include "engine/text/text_query.h"

namespace sarye {

// Keeps the last patterns and the last text queries as they were read. Borrows the budget.
class TextMatcher {
 public:
  explicit TextMatcher(Budget& budget) : budget_(budget) {}

  // `kind` is Contains, StartsWith, EndsWith, RegexMatches or Matches.
  // Errors: a pattern or a text query that is none (InvalidArgumentValue); a match that takes too
  // long; those of the budget.
  Result<Truth> test(ExprKind kind, const Value& text, const Value& wanted);

 private:
  Result<Truth> regex(const std::string& text, const std::string& pattern);
  Result<Truth> words(const std::string& text, const std::string& wanted);

  Budget& budget_;
  std::map<std::string, Regex, std::less<>> patterns_;
  std::map<std::string, TextQuery, std::less<>> queries_;
};

// What SEARCH, MATCHES or excerpt was given by the data or by a parameter.
// Errors: InvalidArgumentValue, which says at which character of the text.
Result<TextQuery> text_query_of(std::string_view text);

}  // namespace sarye
