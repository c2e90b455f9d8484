// Predicates on strings: CONTAINS and its like, =~, MATCHES. Null, or anything that is no string,
// gives null.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/model/value.h"
#include "engine/text/regex.h"

namespace sarye {

// Keeps the last patterns compiled and the last search words cut into terms.
class TextMatcher {
 public:
  // `kind` is Contains, StartsWith, EndsWith, RegexMatches or Matches.
  // Errors: a pattern that is none (InvalidArgumentValue); a match that takes too long.
  Result<Truth> test(ExprKind kind, const Value& text, const Value& wanted);

 private:
  Result<Truth> regex(const std::string& text, const std::string& pattern);
  Truth words(const std::string& text, const std::string& wanted);

  std::map<std::string, Regex, std::less<>> patterns_;
  std::map<std::string, std::vector<std::string>, std::less<>> terms_;
};

// Search words without the operator AND, which a text index has implied.
std::string without_and(std::string_view words);

}  // namespace sarye
