#include "ingest/names/acronyms.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::size_t kMostExpansionWords = 10;

std::vector<std::string> acronym_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || c == '\'' || c == '.') {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_small(std::string_view word) {
  static const std::set<std::string_view> kSmall = {"of", "for", "and", "the", "in",
                                                    "on", "to",  "de",  "at",  "&"};
  return kSmall.contains(word);
}

bool is_form(std::string_view word) {
  static const std::set<std::string_view> kForms = {
      "co",   "co.",   "ltd",         "ltd.",    "limited", "inc", "inc.",
      "corp", "corp.", "corporation", "company", "plc",     "llc"};
  return kForms.contains(word);
}

char lower_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Whether the words from `at` on give the letters from `letter` on, each word its first letter;
// small words and legal forms may be passed over.
bool initials_match(const std::vector<std::string>& words, std::size_t at, std::string_view acronym,
                    std::size_t letter, bool may_miss) {
  if (at == words.size()) {
    return letter == acronym.size() || (may_miss && letter + 1 == acronym.size());
  }
  const std::string& word = words[at];
  if (letter < acronym.size() && word[0] == lower_letter(acronym[letter]) &&
      initials_match(words, at + 1, acronym, letter + 1, may_miss)) {
    return true;
  }
  if ((is_small(word) || (at > 0 && is_form(word))) &&
      initials_match(words, at + 1, acronym, letter, may_miss)) {
    return true;
  }
  return may_miss && letter > 0 && letter < acronym.size() &&
         initials_match(words, at, acronym, letter + 1, false);
}

// How many words two names share, small words and legal forms left out.
bool mostly_shared(std::string_view a, std::string_view b) {
  const auto significant = [](std::string_view name) {
    std::set<std::string> out;
    for (const std::string& word : acronym_words(to_lower(name))) {
      if (!is_small(word) && !is_form(word)) out.insert(word.substr(0, 5));
    }
    return out;
  };
  const std::set<std::string> one = significant(a);
  const std::set<std::string> other = significant(b);
  std::size_t shared = 0;
  for (const std::string& word : one) shared += other.count(word);
  return shared * 2 >= std::min(one.size(), other.size());
}

// Whether a bracket opens behind a Latin letter or a sign of such words, or behind that and a
// space.
bool bracket_behind_latin(std::string_view text) {
  const auto latin = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '\'' || c == '&' ||
           c == '-';
  };
  const auto white = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  for (const std::string_view open : {"(", "（"}) {
    for (std::size_t at = text.find(open); at != std::string_view::npos;
         at = text.find(open, at + 1)) {
      const bool spaced = at > 0 && white(text[at - 1]);
      if (at > 0 && latin(text[at - 1])) return true;
      if (spaced && at > 1 && latin(text[at - 2])) return true;
    }
  }
  return false;
}

}  // namespace

bool is_acronym_of(std::string_view acronym, std::string_view text, bool loose) {
  std::string letters;
  for (const char c : acronym) {
    if (c != '&' && c != '.' && c != '-') letters += c;
  }
  const std::vector<std::string> words = acronym_words(to_lower(text));
  if (letters.size() < 2 || letters.size() > 8 || words.size() < 2 ||
      words.size() > kMostExpansionWords) {
    return false;
  }
  return initials_match(words, 0, letters, 0, loose && letters.size() >= 3);
}

std::vector<ExplainedAcronym> explained_acronyms(const AnnotatedText& text) {
  static const Pattern behind(
      R"(((?:[A-Za-z][A-Za-z.'&-]*[ ]){1,9}[A-Za-z][A-Za-z.'&-]*)\s?[(（]\s?(?:the\s)?[“"‘']?([A-Z][A-Za-z&]{1,7})[”"’']?\s?[)）,;，])");
  static const Pattern before(
      R"(\b([A-Z][A-Z&]{1,7})\s?[(（]\s?((?:[A-Z][A-Za-z.'&-]*[ ])(?:[A-Za-z][A-Za-z.'&-]*[ ]){0,8}[A-Za-z][A-Za-z.'&-]*)\s?[)）])");
  std::vector<ExplainedAcronym> out;
  for (const Block& block : text.blocks) {
    const std::string_view shown = block.text;
    if (!bracket_behind_latin(shown)) continue;
    for (const PatternMatch& match : behind.find_all(shown)) {
      const std::string_view words = match.text(shown, 0);
      const std::string_view acronym = match.text(shown, 1);
      // The fewest words at the end whose initials agree.
      for (std::size_t at = words.size(); at > 0;) {
        const std::size_t space = words.rfind(' ', at - 1);
        const std::size_t begin = space == std::string_view::npos ? 0 : space + 1;
        if (is_acronym_of(acronym, words.substr(begin))) {
          out.push_back({std::string(acronym), std::string(words.substr(begin))});
          break;
        }
        at = space == std::string_view::npos ? 0 : space;
      }
    }
    for (const PatternMatch& match : before.find_all(shown)) {
      if (is_acronym_of(match.text(shown, 0), match.text(shown, 1))) {
        out.push_back({std::string(match.text(shown, 0)), std::string(match.text(shown, 1))});
      }
    }
  }
  return out;
}

void drop_other_senses(const AnnotatedText& text, std::vector<ListedHit>& hits) {
  std::map<std::string, std::vector<std::string>> senses;
  for (ExplainedAcronym& one : explained_acronyms(text)) {
    senses[one.acronym].push_back(std::move(one.expansion));
  }
  if (senses.empty()) return;
  const auto is_other = [&](const ListedHit& hit) {
    const auto found = senses.find(std::string(text.text_of(hit.span)));
    if (found == senses.end()) return false;
    bool speaks = false;
    for (const GazetteerName& name : hit.entry->names) {
      if (!is_acronym_of(found->first, name.text, true)) continue;
      speaks = true;
      for (const std::string& expansion : found->second) {
        if (mostly_shared(name.text, expansion)) return false;
      }
    }
    return speaks;
  };
  std::erase_if(hits, is_other);
}

}  // namespace sarye
