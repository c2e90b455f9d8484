#include "engine/syntax/token.h"

#include <algorithm>
#include <cctype>

namespace sarye {

namespace {

// Words of which the lexer grammar gives no single spelling, and which are no keywords either.
bool is_class(const std::string& name) {
  static const char* const kClasses[] = {
      "INTEGER",           "FLOAT",           "BAD_NUMBER", "PARAMETER",   "IDENTIFIER",
      "QUOTED_IDENTIFIER", "OPEN_IDENTIFIER", "STRING",     "OPEN_STRING", "COMMENT",
      "OPEN_COMMENT",      "SPACE",           "OTHER"};
  return std::find(std::begin(kClasses), std::end(kClasses), name) != std::end(kClasses);
}

}  // namespace

bool GrammarGraph::is_keyword(int type) const {
  const std::string& text = text_of(type);
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
}

const std::string& GrammarGraph::text_of(int type) const {
  static const std::string kNone;
  return type >= 0 && type < static_cast<int>(word_texts.size()) ? word_texts[type] : kNone;
}

void complete_word_texts(GrammarGraph& graph) {
  for (std::size_t type = 0; type < graph.word_names.size(); ++type) {
    const std::string& name = graph.word_names[type];
    std::string& text = graph.word_texts[type];
    if (name == "RESULT_BAR") {
      text = "|";
    } else if (name == "NEQ") {
      text = "<>";
    } else if (is_class(name)) {
      text.clear();
    } else if (text.empty()) {
      text = name.substr(0, name.find('_'));  // NULL_ and the like dodge C++ macros
    }
  }
}

}  // namespace sarye
