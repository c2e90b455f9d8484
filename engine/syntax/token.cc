#include "engine/syntax/token.h"

#include <algorithm>

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

bool Vocabulary::is_keyword(int type) const {
  const std::string& text = text_of(type);
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
}

const std::string& Vocabulary::text_of(int type) const {
  static const std::string kNone;
  return type >= 0 && type < static_cast<int>(texts.size()) ? texts[type] : kNone;
}

int Vocabulary::keyword(std::u32string_view spelled) const {
  std::string word;
  for (const char32_t c : spelled) {
    const bool small = c >= U'a' && c <= U'z';
    if (!small && (c < U'A' || c > U'Z')) return kEndOfText;
    word += static_cast<char>(small ? c - U'a' + U'A' : c);
  }
  const auto found =
      std::lower_bound(keywords.begin(), keywords.end(), word,
                       [this](int type, const std::string& text) { return texts[type] < text; });
  return found != keywords.end() && texts[*found] == word ? *found : kEndOfText;
}

void complete_texts(Vocabulary& vocabulary) {
  for (std::size_t type = 0; type < vocabulary.names.size(); ++type) {
    const std::string& name = vocabulary.names[type];
    std::string& text = vocabulary.texts[type];
    if (name == "RESULT_BAR") {
      text = "|";
    } else if (name == "NEQ") {
      text = "<>";
    } else if (is_class(name)) {
      text.clear();
    } else if (text.empty()) {
      text = name.substr(0, name.find('_'));  // NULL_ and the like dodge C++ macros
    }
    const int number = static_cast<int>(type);
    if (vocabulary.is_keyword(number)) vocabulary.keywords.push_back(number);
  }
  std::sort(vocabulary.keywords.begin(), vocabulary.keywords.end(),
            [&](int a, int b) { return vocabulary.texts[a] < vocabulary.texts[b]; });
}

}  // namespace sarye
