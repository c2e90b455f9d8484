#include "ingest/concepts/phrase_head.h"

#include <string>

#include "engine/text/unicode.h"

namespace sarye {

std::string_view last_word_of(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

const HeadNoun* head_of_phrase(const HeadNouns& heads, std::string_view name, Language language) {
  const auto best = [&](std::string_view word) -> const HeadNoun* {
    const auto& found = heads.find(word, language);
    return found.empty() ? nullptr : found.front();
  };
  std::string_view word = language == Language::Chinese ? name : last_word_of(name);
  const HeadNoun* head = nullptr;
  if (language == Language::English) {
    // Heads of several words first: economies of scale, business model.
    const std::string whole = to_lower(name);
    for (std::size_t from = 0; from < whole.size() && head == nullptr;) {
      const std::string_view rest = std::string_view(whole).substr(from);
      const std::size_t space = rest.find(' ');
      if (space == std::string_view::npos) break;
      head = best(rest);
      if (head != nullptr && head->generic_alone && from == 0) return nullptr;
      from += space + 1;
    }
    if (head != nullptr) return head;
    const std::string lower = to_lower(word);
    head = best(lower);
    if (head == nullptr && lower.size() > 3 && lower.back() == 's') {
      if (lower.size() > 4 && lower.substr(lower.size() - 3) == "ies") {
        head = best(lower.substr(0, lower.size() - 3) + "y");
      }
      if (head == nullptr) head = best(std::string_view(lower).substr(0, lower.size() - 1));
      if (head == nullptr && lower[lower.size() - 2] == 'e') {
        head = best(std::string_view(lower).substr(0, lower.size() - 2));
      }
    }
    if (head != nullptr && head->generic_alone && word.size() == name.size()) return nullptr;
    return head;
  }
  // Compounds end in their head: 경쟁우위, 外部规模经济.
  if (!heads.may_end(word, language)) return nullptr;
  for (std::size_t from = 0; from < word.size();) {
    const std::string_view rest = word.substr(from);
    if (from > 0 && rest.size() < 6) break;
    if ((head = best(rest)) != nullptr) {
      if (head->generic_alone && rest.size() == name.size()) return nullptr;
      return head;
    }
    decode(word, from);
  }
  return nullptr;
}

}  // namespace sarye
