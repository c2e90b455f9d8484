#include "ingest/stages/name_matcher.h"

#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

// One spelling for a character: lower case, narrow, simplified.
char32_t fold(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c < 0x80) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) return fold(c - 0xFEE0);
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x100 && c <= 0x17F) {
    std::string one;
    append_utf8(one, c);
    const std::u32string folded = code_points(fold_case(one));
    return folded.size() == 1 ? folded[0] : c;
  }
  if (c >= 0x2E80 && c <= 0x9FFF) return to_simplified(c);
  return c;
}

bool is_separator(char32_t c) {
  return c == ' ' || c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0xB7 ||
         c == 0x30FB || c == 0x2027 || c == 0x318D || c == '.' || c == '\'' || c == 0x2019;
}

// Separators that a writer may add or leave out; a full stop or an apostrophe only where the listed
// name has one.
bool is_free_separator(char32_t c) {
  return c == ' ' || c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2013;
}

bool is_cjk(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Hangul || script == Script::Han || script == Script::Kana;
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

}  // namespace

void NameMatcher::add(std::string_view name, std::uint32_t number) {
  std::u32string letters;
  std::vector<bool> written;  // a separator stands before this letter in the listed name
  bool separated = false;
  for (char32_t c : code_points(name)) {
    if (is_separator(c)) {
      separated = true;
      continue;
    }
    letters += fold(c);
    written.push_back(separated && letters.size() > 1);
    separated = false;
  }
  if (letters.empty()) return;
  std::size_t hangul = 0;
  for (char32_t c : letters) hangul += script_of(c) == Script::Hangul ? 1 : 0;

  End end{number, std::vector<bool>(letters.size(), false)};
  for (std::size_t i = 1; i < letters.size(); ++i) {
    const char32_t a = letters[i - 1];
    const char32_t b = letters[i];
    const bool scripts_meet = is_cjk(a) != is_cjk(b);
    const bool number_begins = !is_cjk(a) && !is_digit(a) && is_digit(b);
    // Long Korean names are written in one word or in two.
    const bool korean =
        hangul == letters.size() && hangul >= 5 && i >= 2 && i + 2 <= letters.size();
    end.gap[i] = written[i] || scripts_meet || number_begins || korean;
  }
  std::uint32_t state = 0;
  for (char32_t c : letters) {
    auto [at, added] = edges_.try_emplace(edge(state, c), states_);
    if (added) ++states_;
    state = at->second;
  }
  ends_[state].push_back(std::move(end));
}

std::vector<NameMatch> NameMatcher::find_all(std::string_view text) const {
  struct Char {
    char32_t folded;
    std::uint32_t begin;
    std::uint32_t end;
    bool gap;          // separators stand before it
    bool gap_is_free;  // and all of them may be added freely
  };
  std::vector<Char> chars;
  chars.reserve(text.size());
  int separators = 0;
  bool free = true;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    const char32_t c = decode(text, at);
    if (is_separator(c)) {
      ++separators;
      free = free && is_free_separator(c);
      continue;
    }
    chars.push_back({fold(c), begin, static_cast<std::uint32_t>(at), separators > 0,
                     separators > 0 && separators <= 3 && free});
    separators = 0;
    free = true;
  }

  std::vector<NameMatch> found;
  std::vector<std::size_t> gaps;  // letters of the current try that separators stand before
  for (std::size_t i = 0; i < chars.size(); ++i) {
    std::uint32_t state = 0;
    gaps.clear();
    const std::size_t first = found.size();
    for (std::size_t k = i; k < chars.size(); ++k) {
      const auto next = edges_.find(edge(state, chars[k].folded));
      if (next == edges_.end()) break;
      if (k > i && chars[k].gap) gaps.push_back(k - i);
      state = next->second;
      const auto ends = ends_.find(state);
      if (ends == ends_.end()) continue;
      for (const End& end : ends->second) {
        const bool fits = std::all_of(gaps.begin(), gaps.end(), [&](std::size_t gap) {
          return end.gap[gap] && (chars[i + gap].gap_is_free || end.gap[gap]);
        });
        if (fits) found.push_back({{chars[i].begin, chars[k].end}, end.name});
      }
    }
    std::sort(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
              [](const NameMatch& a, const NameMatch& b) {
                if (a.bytes.end != b.bytes.end) return a.bytes.end > b.bytes.end;
                return a.name < b.name;
              });
  }
  return found;
}

}  // namespace sarye
