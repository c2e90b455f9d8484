#include "engine/executor/text_predicates.h"

#include <algorithm>
#include <unordered_set>

#include "engine/text/terms.h"

namespace sarye {

namespace {

constexpr std::size_t kKept = 64;  // patterns and searches; more come from data, one a row

Truth truth(bool b) {
  return b ? Truth::True : Truth::False;
}

}  // namespace

std::string without_and(std::string_view words) {
  std::string out;
  std::size_t at = 0;
  while (at < words.size()) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string_view word = words.substr(at, end - at);
    if (word != "AND") out.append(word).push_back(' ');
    at = end + 1;
  }
  if (!out.empty()) out.pop_back();
  return out;
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

Truth TextMatcher::words(const std::string& text, const std::string& wanted) {
  auto found = terms_.find(wanted);
  if (found == terms_.end()) {
    if (terms_.size() >= kKept) terms_.clear();
    std::vector<std::string> cut;
    for (Term& term : terms(without_and(wanted))) cut.push_back(std::move(term.text));
    found = terms_.emplace(wanted, std::move(cut)).first;
  }
  if (found->second.empty()) return Truth::False;
  std::unordered_set<std::string> held;
  for (Term& term : terms(text)) held.insert(std::move(term.text));
  for (const std::string& term : found->second) {
    if (!held.contains(term)) return Truth::False;
  }
  return Truth::True;
}

}  // namespace sarye
