#include "engine/syntax/syntax_error.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/syntax/grammar_walk.h"
#include "engine/syntax/parser.h"
#include "engine/syntax/suggestion.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

using ExpectedKind = ExpectationKind;

constexpr std::size_t kMostNamed = 7;

std::string kind_in_words(const Expectation& expected) {
  switch (expected.kind) {
    case ExpectedKind::Keyword:
    case ExpectedKind::Unit:
    case ExpectedKind::Modality:
      return expected.text;
    case ExpectedKind::Sign:
      return "'" + expected.text + "'";
    case ExpectedKind::Type:
      return "a type";
    case ExpectedKind::Relation:
      return "a relation";
    case ExpectedKind::Property:
      return "a property";
    case ExpectedKind::Variable:
      return "a variable";
    case ExpectedKind::NewName:
      return "a new name";
    case ExpectedKind::Function:
      return "a function";
    case ExpectedKind::DocumentSet:
      return "a document set";
    case ExpectedKind::DocumentKey:
      return "a document's key in quotes";
    case ExpectedKind::Entity:
      return "an entity's name in quotes";
    case ExpectedKind::Language:
      return "a language";
    case ExpectedKind::Format:
      return "a format";
    case ExpectedKind::Subject:
      return "what to show";
    case ExpectedKind::Option:
      return "an option";
    case ExpectedKind::Topic:
      return "a topic";
    case ExpectedKind::String:
      return "a text in quotes";
    case ExpectedKind::Number:
      return "a number";
    case ExpectedKind::Parameter:
      return "a parameter";
    case ExpectedKind::End:
      return "the end";
  }
  return {};
}

// What only begins or only continues an expression, and would drown the rest of a list.
const std::set<std::string>& expression_words() {
  static const std::set<std::string> kWords = {"ALL",   "ANY",  "CASE", "COUNT", "DATE",   "EXISTS",
                                               "FALSE", "NONE", "NOT",  "NULL",  "SINGLE", "TRUE",
                                               "(",     "[",    "{",    "+",     "-"};
  return kWords;
}
const std::set<std::string>& operator_words() {
  static const std::set<std::string> kWords = {
      "!=", "%",  "*",   "+",      "-", ".",   "/",   ":",        "<",
      "<=", "<>", "=",   "=~",     ">", ">=",  "AND", "ENDS",     "IN",
      "IS", "OR", "NOT", "STARTS", "[", "XOR", "^",   "CONTAINS", "MATCHES"};
  return kWords;
}

bool contains(const std::vector<Expectation>& expected, ExpectedKind kind, const char* text = "") {
  return std::binary_search(expected.begin(), expected.end(), Expectation{kind, text});
}

bool is_open_end(const std::string& word) {
  return word == "OPEN_STRING" || word == "OPEN_IDENTIFIER" || word == "OPEN_COMMENT";
}

Error incomplete(const SourceText& source, const std::vector<Token>& tokens,
                 const std::vector<Expectation>& expected) {
  const std::size_t end = tokens.size() > 1 ? tokens[tokens.size() - 2].end : 0;
  Error error{ErrorCode::Syntax, "the query ends before it is complete", "",
              std::string(kUnexpectedEnd), source.place(end, end)};
  const std::string words = in_words(expected);
  if (!words.empty()) {
    error.hint = "what may follow: " + words;
  } else if (contains(expected, ExpectedKind::Keyword, "RETURN")) {
    error.hint = "a query ends with RETURN";
  }
  return error;
}

Error not_closed(const SourceText& source, const Token& token, const std::string& word) {
  const bool comment = word == "OPEN_COMMENT";
  const bool name = word == "OPEN_IDENTIFIER";
  const char* what = comment ? "comment" : name ? "name" : "text";
  std::string_view text = source.slice(token.begin, token.end);
  if (name && text.starts_with('$')) text.remove_prefix(1);
  std::size_t at = 0;
  const char32_t quote = decode(text, at);
  std::string close;
  append_utf8(close, quote == U'\u2018' ? U'\u2019'
                     : quote == U'\u201C'
                         ? U'\u201D'
                         : source.mapped()[token.begin + (name && quote != U'`' ? 1 : 0)]);
  if (comment) close = "*/";
  if (name) close = "`";
  return Error{ErrorCode::Syntax, std::string("the ") + what + " that begins here is not closed",
               "close it with " + close, std::string(kUnexpectedEnd),
               source.place(token.begin, std::min<std::size_t>(token.end, token.begin + 1))};
}

// The wrong word, together with signs that touch it: "==" is two words to the grammar. Words
// [begin, end).
std::pair<std::size_t, std::size_t> with_touching_signs(const SourceText& source,
                                                        const std::vector<Token>& tokens,
                                                        std::size_t at) {
  auto is_sign = [&](std::size_t i) {
    const std::string& word = vocabulary().text_of(tokens[i].type);
    const std::string_view text = source.slice(tokens[i].begin, tokens[i].end);
    return tokens[i].type != kEndOfText && !text.empty() &&
           std::string_view("=-|&!<>").find(text[0]) != std::string_view::npos && word != "<>";
  };
  std::size_t begin = at;
  std::size_t end = at + 1;
  if (is_sign(at)) {
    if (begin > 0 && is_sign(begin - 1) && tokens[begin - 1].end == tokens[begin].begin) --begin;
    if (end < tokens.size() && is_sign(end) && tokens[end - 1].end == tokens[end].begin) ++end;
  }
  return {begin, end};
}

std::string mapped_text(const SourceText& source, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) append_utf8(text, source.mapped()[i]);
  return text;
}

// What is told by the words around the wrong one. Empty: nothing.
std::string hint_by_context(const SourceText& source, const std::vector<Token>& tokens,
                            const WalkEnd& end) {
  const Vocabulary& known = vocabulary();
  const auto text = [&](std::size_t i) -> const std::string& {
    return known.text_of(tokens[i].type);
  };
  const std::size_t at = end.token;
  std::size_t first = at;  // of the statement
  while (first > 0 && text(first - 1) != ";") --first;
  if (at > 0 && text(at) == "DISTINCT" && text(at - 1) == "COUNT") return "write count(DISTINCT x)";
  if (at == first + 2 && text(first) == "SET" && text(at) == ".") return habit_hint("SET");
  bool returned = false;
  for (std::size_t i = first; i < at; ++i) returned = returned || text(i) == "RETURN";
  const bool begins = text(at) == "MATCH" || text(at) == "OPTIONAL" || text(at) == "RETURN" ||
                      text(at) == "UNWIND" || text(at) == "SHOW" || text(at) == "LET" ||
                      text(at) == "FROM" || text(at) == "SEARCH" || text(at) == "WITH";
  if (returned && begins) {
    return "RETURN ends a query: part two with ;, or write WITH where the first should go on";
  }
  // What follows two hyphens on this line was meant as a note.
  for (std::size_t i = at; i > first + 1; --i) {
    const std::u32string_view gap =
        std::u32string_view(source.mapped())
            .substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
    if (gap.find(U'\n') != std::u32string_view::npos) break;
    if (text(i - 1) == "-" && text(i - 2) == "-" && tokens[i - 2].end == tokens[i - 1].begin &&
        !gap.empty() && text(i) != "(") {
      return habit_hint("--");
    }
  }
  return {};
}

std::string hint_for(const SourceText& source, const std::vector<Token>& tokens,
                     const WalkEnd& end) {
  const Vocabulary& known = vocabulary();
  const Token& token = tokens[end.token];
  const std::string& type = known.names[token.type];
  const auto [first, behind] = with_touching_signs(source, tokens, end.token);
  const std::string joined = mapped_text(source, tokens[first].begin, tokens[behind - 1].end);
  const std::string word(source.slice(token.begin, token.end));
  const bool only_a_name =
      end.expected.size() == 1 && end.expected[0].kind == ExpectedKind::NewName;
  if (only_a_name && known.is_keyword(token.type)) {
    return word + " is a word of the language; as a name it needs backticks: `" + word + "`";
  }
  if (std::string told = hint_by_context(source, tokens, end); !told.empty()) return told;
  // A word of another language is known for certain; a slip of the hand is a guess.
  for (const std::string& text : {joined, word}) {
    if (std::string habit = habit_hint(text); !habit.empty()) return habit;
  }
  if (type == "IDENTIFIER" || known.is_keyword(token.type)) {
    std::vector<std::string> here;
    for (const Expectation& expectation : end.expected) {
      if (!expectation.text.empty() && expectation.kind != ExpectedKind::Sign) {
        here.push_back(expectation.text);
      }
    }
    std::string meant = nearest_keyword(word, here);
    if (meant.empty() && type == "IDENTIFIER") {
      std::vector<std::string> all;
      for (std::size_t i = 0; i < known.texts.size(); ++i) {
        if (known.is_keyword(static_cast<int>(i))) all.push_back(known.texts[i]);
      }
      meant = nearest_keyword(word, all);
    }
    if (!meant.empty()) return "did you mean " + meant + "?";
  }
  if (type == "STRING" && end.token > 0 &&
      known.names[std::max(tokens[end.token - 1].type, 0)] == "STRING") {
    return "a quote inside a text is written with a backslash: 'it\\'s'";
  }
  const std::string words = in_words(end.expected);
  return words.empty() ? "" : "what may stand here: " + words;
}

}  // namespace

std::string in_words(const std::vector<Expectation>& expected) {
  const bool expression = contains(expected, ExpectedKind::Function) &&
                          contains(expected, ExpectedKind::Keyword, "CASE");
  const bool operation =
      contains(expected, ExpectedKind::Sign, "^") && contains(expected, ExpectedKind::Sign, ".");
  std::vector<std::string> words;
  if (expression) words.push_back("an expression");
  for (const Expectation& one : expected) {
    const bool textual = one.kind == ExpectedKind::Keyword || one.kind == ExpectedKind::Sign;
    const bool starts =
        textual ? expression_words().contains(one.text)
                : one.kind == ExpectedKind::Variable || one.kind == ExpectedKind::Function ||
                      one.kind == ExpectedKind::String || one.kind == ExpectedKind::Number ||
                      one.kind == ExpectedKind::Parameter;
    if (expression && starts) continue;
    if (operation && textual && operator_words().contains(one.text)) continue;
    words.push_back(kind_in_words(one));
  }
  if (operation) words.push_back("an operator");
  if (words.empty() || words.size() > kMostNamed) return {};
  std::string out = words[0];
  for (std::size_t i = 1; i < words.size(); ++i) {
    out += (i + 1 == words.size() ? " or " : ", ") + words[i];
  }
  return out;
}

Error syntax_error(const SourceText& source, const std::vector<Token>& tokens, std::size_t about) {
  WalkEnd end = walk_grammar(tokens, about, true);
  end.token = std::min(end.token, tokens.size() - 1);
  const Token& token = tokens[end.token];
  if (token.type == kEndOfText) return incomplete(source, tokens, end.expected);

  const std::string& type = vocabulary().names[token.type];
  if (is_open_end(type)) return not_closed(source, token, type);

  const std::string word(source.slice(token.begin, token.end));
  Error error{ErrorCode::Syntax, "", "", "UnexpectedSyntax", source.place(token.begin, token.end)};
  if (type == "BAD_NUMBER") {
    error.name = "InvalidNumberLiteral";
    error.message = word + " is not a number";
    error.hint = "numbers are 12, 0.5, 1e-5, 0x1F and 0o17; a name starts with a letter";
    return error;
  }
  const char32_t first = source.mapped()[token.begin];
  if (type == "OTHER" && first >= 0x80) {
    error.name = "InvalidUnicodeCharacter";
    error.message = word + " is no sign of the language";
    const bool dash = first >= 0x2010 && first <= 0x2015;
    error.hint = dash ? "write - (a hyphen)" : habit_hint(word);
    if (error.hint.empty()) error.hint = "as part of a name or a text it needs quotes";
    return error;
  }
  error.message = word + " cannot stand here";
  error.hint = hint_for(source, tokens, end);
  const auto [first_sign, behind] = with_touching_signs(source, tokens, end.token);
  const std::string joined = mapped_text(source, tokens[first_sign].begin, tokens[behind - 1].end);
  if (behind - first_sign > 1 && error.hint == habit_hint(joined)) {
    error.message = joined + " cannot stand here";
    error.place = source.place(tokens[first_sign].begin, tokens[behind - 1].end);
  }
  return error;
}

}  // namespace sarye
