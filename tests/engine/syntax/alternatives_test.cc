// Decisions by the next words against ANTLR's own, over texts that chance makes of the grammar.
#include "engine/syntax/alternatives.h"

#include <memory>
#include <random>

#include "SaryeParser.h"
#include "engine/syntax/source_text.h"
#include "engine/syntax/token.h"
#include "tests/support/catch.h"
#include "tests/support/sarye_texts.h"

using namespace sarye;
using Parser = sarye_grammar::SaryeParser;

namespace {

std::vector<std::unique_ptr<antlr4::Token>> words_of(const std::string& text) {
  const auto source = SourceText::read(text);
  REQUIRE(source);
  std::vector<std::unique_ptr<antlr4::Token>> words;
  for (const Token& token : tokenise(*source)) {
    const std::size_t type =
        token.type == kEndOfText ? antlr4::Token::EOF : static_cast<std::size_t>(token.type);
    words.push_back(std::make_unique<antlr4::CommonToken>(
        type, token.type == kEndOfText ? "" : std::string(source->slice(token.begin, token.end))));
  }
  return words;
}

// The rules a text goes through, as brackets, or where it stops.
std::string tree_of(const std::string& text, bool by_words) {
  antlr4::ListTokenSource source(words_of(text));
  antlr4::CommonTokenStream stream(&source);
  Parser parser(&stream);
  if (by_words) parser.setInterpreter(new AlternativeFinder(parser));
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  try {
    return parser.script()->toStringTree(&parser);
  } catch (const antlr4::ParseCancellationException&) {
    return "stops at word " + std::to_string(parser.getCurrentToken()->getTokenIndex());
  }
}

}  // namespace

TEST_CASE("the next words lead where ANTLR's tables lead") {
  const GrammarTexts texts = sarye_texts();
  std::mt19937 random(20261128);
  std::size_t read = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string text = texts.text(random, "statement", 4 + i % 12);
    if (text.size() > 2'000) continue;
    const std::string tree = tree_of(text, false);
    read += tree.rfind("stops", 0) != 0 ? 1 : 0;
    INFO(text);
    CHECK(tree_of(text, true) == tree);
    // Without its last word: mostly an error.
    const std::string cut = text.substr(0, text.find_last_of(' '));
    INFO(cut);
    CHECK(tree_of(cut, true) == tree_of(cut, false));
  }
  CHECK(read > 200);
}

TEST_CASE("a decision that words leave open is left to ANTLR") {
  const std::string text = "RETURN ( ( ( ( a ) ) ) ) - [ 1 , 2 ] [ 0 ]";
  CHECK(tree_of(text, true) == tree_of(text, false));
}
