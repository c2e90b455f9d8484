#include "engine/syntax/token_check.h"

#include <algorithm>
#include <string>

#include "engine/syntax/ast.h"

namespace sarye {

namespace {

int type_named(const char* name) {
  const auto& names = vocabulary().names;
  return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin());
}

bool opens(const std::string& word) {
  return word == "(" || word == "[" || word == "{";
}
bool closes(const std::string& word) {
  return word == ")" || word == "]" || word == "}";
}
bool repeats(const std::string& word) {
  return word == "NOT" || word == "!" || word == "+" || word == "-";
}

}  // namespace

Result<void> check_nesting(const SourceText& source, const std::vector<Token>& tokens) {
  const Vocabulary& words = vocabulary();
  std::vector<char> open;  // one sign for each thing that is not closed yet
  std::size_t run = 0;
  for (const Token& token : tokens) {
    const std::string& word = words.text_of(token.type);
    run = repeats(word) ? run + 1 : 0;
    if (opens(word)) {
      open.push_back(word[0]);
    } else if (word == "CASE") {
      open.push_back('C');
    } else if (word == "END") {
      if (!open.empty() && open.back() == 'C') open.pop_back();
    } else if (closes(word)) {
      while (!open.empty() && open.back() == 'C') open.pop_back();
      if (!open.empty()) open.pop_back();
    } else if (word == ";") {
      open.clear();
    }
    if (open.size() + run > static_cast<std::size_t>(ast::kMaxNesting)) {
      return Error{
          ErrorCode::LimitReached,
          "the query is nested deeper than " + std::to_string(ast::kMaxNesting) + " levels",
          "divide it with WITH, or give a list as a parameter", "NestingTooDeep",
          source.place(token.begin, token.end)};
    }
  }
  return {};
}

void mark_result_bars(std::vector<Token>& tokens) {
  static const int kPipe = type_named("PIPE");
  static const int kResultBar = type_named("RESULT_BAR");
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Bracket {
    bool comprehension = false;
    std::size_t last_bar = kNone;
  };
  const Vocabulary& words = vocabulary();
  std::vector<Bracket> open;
  auto close = [&] {
    if (open.empty()) return;
    if (open.back().last_bar != kNone) tokens[open.back().last_bar].type = kResultBar;
    open.pop_back();
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string& word = words.text_of(tokens[i].type);
    if (opens(word)) {
      const bool in =
          word == "[" && i + 2 < tokens.size() && words.text_of(tokens[i + 2].type) == "IN";
      open.push_back({in, kNone});
    } else if (closes(word)) {
      close();
    } else if (tokens[i].type == kPipe && !open.empty() && open.back().comprehension) {
      open.back().last_bar = i;
    }
  }
  while (!open.empty()) close();
}

}  // namespace sarye
