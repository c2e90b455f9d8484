// English words by their form alone: the base forms of verbs, participles.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// Whether `word` is one of `words`, letter by letter.
inline bool is_among(std::string_view word, std::initializer_list<std::string_view> words) {
  if (word.empty()) return false;
  for (const std::string_view one : words) {
    if (one.size() == word.size() && one.front() == word.front() && one == word) return true;
  }
  return false;
}

// The base forms that a form of an English verb may come from, itself first: closing gives closing,
// clos, close. Which of them is a verb, a list of verbs tells. `form` is in lower case.
std::vector<std::string> english_base_forms(std::string_view form);

// Whether a word in lower case has the form of a past participle: closed, taken, built. So has many
// a past tense.
bool participle_like(std::string_view word);

}  // namespace sarye
