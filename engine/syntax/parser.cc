#include "engine/syntax/parser.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "SaryeLexer.h"
#include "SaryeParser.h"
#include "antlr4-runtime.h"
#include "engine/syntax/alternatives.h"
#include "engine/syntax/lexer_input.h"
#include "engine/syntax/syntax_error.h"
#include "engine/syntax/token.h"
#include "engine/syntax/token_check.h"
#include "engine/syntax/tree_builder.h"

namespace sarye {

namespace {

using sarye_grammar::SaryeLexer;
using P = sarye_grammar::SaryeParser;

// The text as the lexer reads it, without a second pass through UTF-8.
class CodePoints final : public antlr4::ANTLRInputStream {
 public:
  explicit CodePoints(const SourceText& source) { _data = lexer_input(source.mapped()); }
};

using Words = std::vector<std::unique_ptr<antlr4::Token>>;

// A keyword is an identifier to the lexer.
void mark_keyword(antlr4::Token& word, std::u32string_view text) {
  if (word.getType() != SaryeLexer::IDENTIFIER) return;
  const std::size_t begin = word.getStartIndex();
  const int type = vocabulary().keyword(text.substr(begin, word.getStopIndex() + 1 - begin));
  if (type == kEndOfText) return;
  static_cast<antlr4::CommonToken&>(word).setType(static_cast<std::size_t>(type));
}

// The words borrow `input`, which is made of `source`.
Words read_words(const SourceText& source, CodePoints& input) {
  SaryeLexer lexer(&input);
  lexer.removeErrorListeners();
  Words words;
  do {
    words.push_back(lexer.nextToken());
    mark_keyword(*words.back(), source.mapped());
  } while (words.back()->getType() != antlr4::Token::EOF);
  return words;
}

std::vector<Token> plain_tokens(const SourceText& source, const Words& words) {
  std::vector<Token> tokens;
  tokens.reserve(words.size());
  for (const auto& word : words) {
    if (word->getType() == antlr4::Token::EOF) {
      const auto end = static_cast<std::uint32_t>(source.size());
      tokens.push_back({kEndOfText, end, end});
    } else {
      tokens.push_back({static_cast<int>(word->getType()),
                        static_cast<std::uint32_t>(word->getStartIndex()),
                        static_cast<std::uint32_t>(word->getStopIndex() + 1)});
    }
  }
  mark_result_bars(tokens);
  return tokens;
}

// Thrown through the generated code, and caught at parse_words.
struct GaveUp {
  std::size_t word = 0;
};

// Stops at the first word that does not fit, without repairing, and without a line on a terminal.
class StopAtFirst final : public antlr4::DefaultErrorStrategy {
 public:
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}
  void sync(antlr4::Parser*) override {}
  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    throw GaveUp{parser->getCurrentToken()->getTokenIndex()};
  }
  void recover(antlr4::Parser* parser, std::exception_ptr failure) override {
    antlr4::Token* token = parser->getCurrentToken();
    try {
      std::rethrow_exception(failure);
    } catch (const antlr4::RecognitionException& e) {
      if (e.getOffendingToken() != nullptr) token = e.getOffendingToken();
    } catch (...) {
    }
    throw GaveUp{token->getTokenIndex()};
  }
};

// A parser keeps its tables between texts, so each thread keeps one.
P& thread_parser() {
  thread_local P parser(nullptr);
  thread_local const bool kQuiet = [] {
    parser.removeErrorListeners();
    parser.setErrorHandler(std::make_shared<StopAtFirst>());
    parser.setInterpreter(new AlternativeFinder(parser));  // the parser owns it
    return true;
  }();
  static_cast<void>(kQuiet);
  return parser;
}

Result<ast::Script> parse_words(const SourceText& source, Words words,
                                const std::vector<Token>& tokens) {
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (static_cast<std::size_t>(tokens[i].type) != words[i]->getType()) {
      static_cast<antlr4::CommonToken*>(words[i].get())
          ->setType(static_cast<std::size_t>(tokens[i].type));
    }
  }
  antlr4::ListTokenSource word_source(std::move(words));
  antlr4::CommonTokenStream stream(&word_source);
  P& parser = thread_parser();
  parser.setTokenStream(&stream);
  // Contexts live until the parser gets other words, which happens on every way out of here.
  struct Release {
    P& parser;
    ~Release() { parser.setTokenStream(nullptr); }
  } release{parser};
  try {
    return build_script(parser.script(), source);
  } catch (const GaveUp& stop) {
    return syntax_error(source, tokens, stop.word);
  }
}

// By class, since the numbers of the kinds differ between releases of the runtime.
GrammarGraph::Arc plain_arc(const antlr4::atn::Transition& transition) {
  GrammarGraph::Arc arc;
  arc.target = static_cast<int>(transition.target->stateNumber);
  if (auto* call = dynamic_cast<const antlr4::atn::RuleTransition*>(&transition)) {
    arc.kind = GrammarGraph::Arc::Kind::Rule;
    arc.follow = static_cast<int>(call->followState->stateNumber);
  } else if (!transition.isEpsilon()) {
    arc.kind = GrammarGraph::Arc::Kind::Words;
    for (auto type : transition.label().toList()) arc.words.push_back(static_cast<int>(type));
    std::sort(arc.words.begin(), arc.words.end());
  }
  return arc;
}

GrammarGraph read_graph() {
  P& parser = thread_parser();
  const antlr4::atn::ATN& atn = parser.getATN();
  GrammarGraph graph;
  for (const antlr4::atn::ATNState* state : atn.states) {
    GrammarGraph::State plain;
    if (state != nullptr) {
      plain.rule = static_cast<int>(state->ruleIndex);
      plain.stop = dynamic_cast<const antlr4::atn::RuleStopState*>(state) != nullptr;
      if (!plain.stop) {
        for (const auto& arc : state->transitions) plain.arcs.push_back(plain_arc(*arc));
      }
    }
    graph.states.push_back(std::move(plain));
  }
  for (auto* start : atn.ruleToStartState) {
    graph.rule_start.push_back(static_cast<int>(start->stateNumber));
  }
  graph.rule_names = parser.getRuleNames();
  return graph;
}

Vocabulary read_vocabulary() {
  const antlr4::dfa::Vocabulary& words = thread_parser().getVocabulary();
  Vocabulary out;
  for (std::size_t type = 0; type <= words.getMaxTokenType(); ++type) {
    std::string text(words.getLiteralName(type));
    if (text.size() > 2) text = text.substr(1, text.size() - 2);
    out.names.emplace_back(words.getSymbolicName(type));
    out.texts.push_back(std::move(text));
  }
  complete_texts(out);
  return out;
}

}  // namespace

const Vocabulary& vocabulary() {
  static const Vocabulary kVocabulary = read_vocabulary();
  return kVocabulary;
}

const GrammarGraph& grammar_graph() {
  static const GrammarGraph kGraph = read_graph();
  return kGraph;
}

std::vector<Token> tokenise(const SourceText& source) {
  CodePoints input(source);
  return plain_tokens(source, read_words(source, input));
}

Result<ast::Script> parse(std::string_view text) {
  const auto source = SourceText::read(text);
  if (!source) return source.error();
  try {
    CodePoints input(*source);
    Words words = read_words(*source, input);
    if (words.size() == 1) return ast::Script{};
    const std::vector<Token> tokens = plain_tokens(*source, words);
    if (auto nested = check_nesting(*source, tokens); !nested) return nested.error();
    return parse_words(*source, std::move(words), tokens);
  } catch (const std::exception& e) {
    return Error{ErrorCode::Internal, std::string("the parser failed: ") + e.what()};
  } catch (...) {  // the runtime also throws plain texts
    return Error{ErrorCode::Internal, "the parser failed"};
  }
}

Result<ast::Statement> parse_statement(std::string_view text) {
  auto script = parse(text);
  if (!script) return script.error();
  if (script->statements.size() != 1) {
    const bool none = script->statements.empty();
    Error error{ErrorCode::Syntax,
                none ? "there is no statement" : "one statement is expected, and here is another",
                none ? "write a query, or HELP" : "ask one after the other",
                none ? std::string(kUnexpectedEnd) : "UnexpectedSyntax"};
    error.place = none ? TextPlace{} : script->statements[1].place;
    return error;
  }
  return std::move(script->statements[0]);
}

}  // namespace sarye
