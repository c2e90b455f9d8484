#include "engine/executor/text_predicates.h"

#include <algorithm>
#include <utility>

#include "engine/text/display_width.h"
#include "engine/text/text_match.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::size_t kKept = 64;  // patterns and searches; more come from data, one a row
constexpr int kShownColumns = 40;  // of a text in an error

Truth truth(bool b) {
  return b ? Truth::True : Truth::False;
}

}  // namespace

Result<TextQuery> text_query_of(std::string_view text) {
  auto query = parse_text_query(text);
  if (query || !query.error().place) return query;
  Error error = query.error();
  const std::size_t character =
      count_code_points(text.substr(0, std::min(error.place->byte_begin, text.size()))) + 1;
  error.message += " (character " + std::to_string(character) + " of \"" +
                   truncate_to_width(text, kShownColumns) + "\")";
  if (error.code == ErrorCode::Semantic) error.code = ErrorCode::Runtime;
  error.place.reset();  // it was one in this text; the query's is that of the expression
  return error;
}

Result<Truth> TextMatcher::test(ExprKind kind, const Value& text, const Value& wanted) {
  if (text.type() != ValueType::String || wanted.type() != ValueType::String) return Truth::Null;
  const std::string& s = text.string();
  const std::string& w = wanted.string();
  switch (kind) {
    case ExprKind::Contains:
      return truth(s.find(w) != std::string::npos);
    case ExprKind::StartsWith:
      return truth(s.starts_with(w));
    case ExprKind::EndsWith:
      return truth(s.ends_with(w));
    case ExprKind::RegexMatches:
      return regex(s, w);
    default:
      return words(s, w);
  }
}

Result<Truth> TextMatcher::regex(const std::string& text, const std::string& pattern) {
  auto found = patterns_.find(pattern);
  if (found == patterns_.end()) {
    if (patterns_.size() >= kKept) patterns_.clear();
    auto compiled = Regex::compile(pattern);
    if (!compiled) return compiled.error();
    found = patterns_.emplace(pattern, std::move(*compiled)).first;
  }
  auto matched = found->second.matches(text);
  if (!matched) return matched.error();
  return truth(*matched);
}

Result<Truth> TextMatcher::words(const std::string& text, const std::string& wanted) {
  auto found = queries_.find(wanted);
  if (found == queries_.end()) {
    if (queries_.size() >= kKept) queries_.clear();
    auto query = text_query_of(wanted);
    if (!query) return query.error();
    found = queries_.emplace(wanted, std::move(*query)).first;
  }
  auto fits = text_fits(text, found->second, &budget_);
  if (!fits) return fits.error();
  return truth(*fits);
}

}  // namespace sarye
