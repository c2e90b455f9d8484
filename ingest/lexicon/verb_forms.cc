#include "ingest/lexicon/frames.h"

namespace sarye {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string third_person(const std::string& base) {
  const char last = base.back();
  const char before = base.size() > 1 ? base[base.size() - 2] : 'a';
  if (last == 'y' && !is_vowel(before)) return base.substr(0, base.size() - 1) + "ies";
  if (last == 's' || last == 'x' || last == 'z' || last == 'o' || ends_with(base, "ch") ||
      ends_with(base, "sh")) {
    return base + "es";
  }
  return base + "s";
}

std::string past_of(const std::string& base) {
  if (base.back() == 'e') return base + "d";
  if (base.back() == 'y' && base.size() > 1 && !is_vowel(base[base.size() - 2])) {
    return base.substr(0, base.size() - 1) + "ied";
  }
  return base + "ed";
}

std::string gerund_of(const std::string& base, const std::string& past) {
  // A doubled consonant in the past shows in the gerund as well: shipped, shipping.
  if (past.size() == base.size() + 3 && ends_with(past, "ed")) {
    return past.substr(0, past.size() - 2) + "ing";
  }
  if (base.size() > 2 && base.back() == 'e' && base[base.size() - 2] != 'e') {
    return base.substr(0, base.size() - 1) + "ing";
  }
  return base + "ing";
}

}  // namespace

std::vector<std::string> english_verb_forms(std::string_view entry) {
  const std::size_t space = entry.find(' ');
  std::string_view verb = entry.substr(0, space);
  const std::string rest =
      space == std::string_view::npos ? std::string() : std::string(entry.substr(space));
  std::vector<std::string> given;
  while (true) {
    const std::size_t slash = verb.find('/');
    given.emplace_back(verb.substr(0, slash));
    if (slash == std::string_view::npos) break;
    verb.remove_prefix(slash + 1);
  }
  const std::string& base = given[0];
  const std::string past = given.size() > 1 ? given[1] : past_of(base);
  const std::string participle = given.size() > 2 ? given[2] : past;
  return {base + rest, third_person(base) + rest, past + rest, participle + rest,
          gerund_of(base, past) + rest};
}

}  // namespace sarye
