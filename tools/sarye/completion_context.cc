#include "tools/sarye/completion_context.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "engine/text/unicode.h"

namespace sarye {

namespace {

std::string_view word_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_word_byte(text[end])) ++end;
  return text.substr(begin, end - begin);
}

std::string_view without_end_blanks(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The sign that opens the innermost brackets which are open at the end; npos: none.
std::size_t innermost_open(std::string_view text) {
  std::vector<std::size_t> open;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\') {
        ++i;
      } else if (c == quote) {
        quote = 0;
      }
    } else if (c == '"' || c == '\'' || c == '`') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      open.push_back(i);
    } else if ((c == ')' || c == ']' || c == '}') && !open.empty()) {
      open.pop_back();
    }
  }
  return open.empty() ? std::string_view::npos : open.back();
}

// "f:Firm ..." or "f ...": the label, or the variable's elsewhere in `text`.
std::string label_in(std::string_view inside, std::string_view text) {
  const std::string_view variable = word_at(inside, 0);
  if (variable.size() < inside.size() && inside[variable.size()] == ':') {
    return std::string(word_at(inside, variable.size() + 1));
  }
  return label_of(text, variable);
}

}  // namespace

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '$';
}

OpenQuote open_quote(std::string_view text) {
  OpenQuote quote;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote.open) {
      if (c == '\\')
        ++i;
      else if (c == quote.sign)
        quote.open = false;
    } else if (c == '"' || c == '\'' || c == '`') {
      quote = {true, c, i + 1};
    } else if (c == '/' && i + 1 < text.size() && text[i + 1] == '/') {
      i = std::min(text.find('\n', i), text.size());
    }
  }
  return quote;
}

std::string_view last_statement(std::string_view text) {
  const std::size_t end = text.rfind(';');
  if (end != std::string_view::npos) text.remove_prefix(end + 1);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  return text;
}

std::string label_of(std::string_view text, std::string_view variable) {
  std::string found;
  for (std::size_t at = text.find(variable); at != std::string_view::npos && !variable.empty();
       at = text.find(variable, at + 1)) {
    const std::size_t end = at + variable.size();
    if (at > 0 && is_word_byte(text[at - 1])) continue;
    if (end >= text.size() || text[end] != ':') continue;
    found = word_at(text, end + 1);
  }
  return found;
}

std::vector<std::string> variables_of(std::string_view text) {
  std::set<std::string> found;
  const auto add = [&](std::string_view word) {
    if (!word.empty() && word.front() != '$') found.insert(std::string(word));
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' && i > 0 && is_word_byte(text[i - 1])) continue;  // a function's
    if (text[i] == '(' || text[i] == '[') add(word_at(text, i + 1));
    if (i + 4 < text.size() && to_lower(text.substr(i, 4)) == " as ") add(word_at(text, i + 4));
    if (text[i] == '=') {
      const std::string_view before = without_end_blanks(text.substr(0, i));
      const std::string_view behind = text.substr(i + 1);
      const std::size_t next = behind.find_first_not_of(' ');
      if (next == std::string_view::npos || behind[next] != '(') continue;
      std::size_t begin = before.size();
      while (begin > 0 && is_word_byte(before[begin - 1])) --begin;
      add(before.substr(begin));
    }
  }
  return {found.begin(), found.end()};
}

std::string variable_before_dot(std::string_view text) {
  text = without_end_blanks(text);
  if (text.empty() || text.back() != '.') return {};
  text.remove_suffix(1);
  std::size_t begin = text.size();
  while (begin > 0 && is_word_byte(text[begin - 1])) --begin;
  return std::string(text.substr(begin));
}

std::string open_element_label(std::string_view text) {
  std::size_t open = innermost_open(text);
  if (open == std::string_view::npos) return {};
  // The map inside a node or an edge: what is around it.
  if (text[open] == '{') open = innermost_open(text.substr(0, open));
  if (open == std::string_view::npos) return {};
  return label_in(text.substr(open + 1), text);
}

EdgeStart edge_start(std::string_view text) {
  EdgeStart out;
  const std::size_t open = innermost_open(text);
  if (open == std::string_view::npos || text[open] != '[') return out;
  std::string_view before = without_end_blanks(text.substr(0, open));
  if (before.empty() || before.back() != '-') return out;
  before.remove_suffix(1);
  out.in_edge = true;
  if (!before.empty() && before.back() == '<') {
    out.turned = true;
    before.remove_suffix(1);
  }
  before = without_end_blanks(before);
  if (before.empty() || before.back() != ')') return out;
  const std::size_t node = innermost_open(before.substr(0, before.size() - 1));
  if (node != std::string_view::npos) {
    out.label = label_in(before.substr(node + 1, before.size() - node - 2), text);
  }
  return out;
}

}  // namespace sarye
