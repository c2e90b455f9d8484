#include "ingest/language/korean.h"

#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

// Nouns that follow a firm's name in the same eojeol without making another name of it.
constexpr std::array<std::string_view, 22> kFollowing = {
    "측", "사",     "계",   "계열", "발",     "표",     "제",   "산",   "식",   "향", "주가",
    "주", "그룹사", "본사", "본부", "관계자", "경영진", "대표", "회장", "출신", "등", "및"};

char32_t hangul_before(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return decode(text, begin);
}

bool is_korean_word(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Hangul || script == Script::Latin || script == Script::Digit;
}

std::uint32_t hangul_end(std::string_view text, std::uint32_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    std::size_t next = end;
    if (script_of(decode(text, next)) != Script::Hangul) break;
    end = next;
  }
  return static_cast<std::uint32_t>(end);
}

// Endings of the copula and of quoting that tables of particles leave out: 였으며, 이라며, 인데.
bool is_copula(std::string_view rest) {
  static constexpr std::array<std::string_view, 18> kStarts = {
      "이었",   "였",   "이라며", "라며", "이라면", "라면",   "이라서", "인데", "이니",
      "입니다", "이어", "이나",   "이던", "이지",   "으로써", "이라도", "이야", "라기"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return rest.starts_with(start); });
}

}  // namespace

std::optional<KoreanEnding> korean_ending(std::string_view text, ByteRange name,
                                          const JosaTable& josa) {
  const std::uint32_t end = hangul_end(text, name.end);
  const std::string_view rest = text.substr(name.end, end - name.end);
  if (rest.empty()) return KoreanEnding{nullptr, name.end};
  const std::string_view stem = text.substr(name.begin, name.size());
  if (const Josa* found = josa.find(rest); found != nullptr && JosaTable::fits(*found, stem)) {
    return KoreanEnding{found, end};
  }
  if (is_copula(rest)) return KoreanEnding{nullptr, end};
  for (std::string_view noun : kFollowing) {
    if (!rest.starts_with(noun)) continue;
    const std::string_view behind = rest.substr(noun.size());
    const auto noun_end = static_cast<std::uint32_t>(name.end + noun.size());
    if (behind.empty()) return KoreanEnding{nullptr, end};
    const Josa* found = josa.find(behind);
    if (found != nullptr &&
        JosaTable::fits(*found, text.substr(name.begin, noun_end - name.begin))) {
      return KoreanEnding{found, end};
    }
  }
  return std::nullopt;
}

bool korean_begin(std::string_view text, std::uint32_t begin) {
  return script_of(hangul_before(text, begin)) != Script::Hangul || begin == 0;
}

ByteRange korean_word(std::string_view text, std::uint32_t at) {
  std::size_t begin = at;
  while (begin > 0 && is_korean_word(hangul_before(text, begin))) {
    --begin;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  }
  std::size_t end = at;
  while (end < text.size()) {
    std::size_t next = end;
    if (!is_korean_word(decode(text, next))) break;
    end = next;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string_view without_josa(std::string_view word, const JosaTable& josa) {
  const std::size_t size = josa.longest_ending(word, 2);
  return word.substr(0, word.size() - size);
}

}  // namespace sarye
