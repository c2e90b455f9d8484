// Texts that SaryeQL's grammar allows, by chance, over a few names that graphs of tests have.
#pragma once

#include <string>
#include <vector>

#include "tests/support/grammar_texts.h"

namespace sarye {

inline GrammarTexts sarye_texts() {
  const std::vector<std::string> names = {"a", "b", "r", "x", "f", "p", "n", "k", "기업", "`a b`"};
  return GrammarTexts(
      std::string(SARYE_SOURCE_DIR) + "/grammar/SaryeParser.g4",
      {{"IDENTIFIER", names},
       {"name", names},
       {"label", {"A", "B", "Firm", "Strategy", "R", "S", "PURSUES", "Nothing"}},
       {"property", {"n", "name", "w", "year", "nothing"}},
       {"function",
        {"size", "count", "sum", "collect", "docs", "support", "toInteger", "range", "nodes",
         "reverse", "labels", "type", "min", "coalesce", "split", "percentileCont", "nothing"}},
       {"docsetName", {"ko", "zh"}},
       {"unit", {"DOCUMENTS", "LANGUAGES", "PASSAGES", "SOURCES"}},
       {"modality", {"planned", "possible", "required"}},
       {"language", {"ko", "zh", "en", "'ko'", "$x"}},
       {"subject", {"types", "relations", "names", "documents", "functions", "options"}},
       {"topic", {"match", "cite", "nothing"}},
       {"INTEGER", {"0", "1", "2", "3", "17", "9223372036854775807", "0x1F"}},
       {"FLOAT", {"0.5", ".5", "1e3", "1e308"}},
       {"STRING", {"'a'", "\"b\"", "'한빛'", "''", "'2024-02-29'", "'d1'"}},
       {"PARAMETER", {"$x", "$x", "$y", "$y", "$missing"}},
       {"SEMICOLON", {";"}},
       {"COMMA", {","}},
       {"COLON", {":"}},
       {"RANGE", {".."}},
       {"DOT", {"."}},
       {"LPAREN", {"("}},
       {"RPAREN", {")"}},
       {"LBRACKET", {"["}},
       {"RBRACKET", {"]"}},
       {"LBRACE", {"{"}},
       {"RBRACE", {"}"}},
       {"PIPE", {"|"}},
       {"RESULT_BAR", {"|"}},
       {"BANG", {"!"}},
       {"EQ", {"="}},
       {"NEQ", {"<>", "!="}},
       {"LE", {"<="}},
       {"GE", {">="}},
       {"LT", {"<"}},
       {"GT", {">"}},
       {"REGEX", {"=~"}},
       {"PLUS", {"+"}},
       {"MINUS", {"-"}},
       {"STAR", {"*"}},
       {"SLASH", {"/"}},
       {"PERCENT", {"%"}},
       {"CARET", {"^"}}});
}

}  // namespace sarye
