#include "ingest/concepts/wording_borders.h"

#include <algorithm>
#include <iterator>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

bool is_letter(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Latin || script == Script::Digit;
}

}  // namespace

bool has_borders(std::string_view text, ByteRange bytes, Language language, const Frames& frames) {
  char32_t before = ' ';
  if (bytes.begin > 0) {
    std::size_t at = bytes.begin - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    before = decode(text, at);
  }
  std::size_t at = bytes.begin;
  const char32_t first = decode(text, at);
  if (is_letter(first) && is_letter(before)) return false;
  if (language == Language::Korean && script_of(first) == Script::Hangul &&
      script_of(before) == Script::Hangul) {
    return false;
  }
  if (language == Language::Korean && script_of(first) == Script::Hangul) {
    // A particle, a plural or the verb of a verbal noun may follow; not the rest of a longer noun.
    std::size_t end = bytes.end;
    while (end < text.size()) {
      std::size_t step = end;
      if (script_of(decode(text, step)) != Script::Hangul) break;
      end = step;
    }
    const std::string_view rest = text.substr(bytes.end, end - bytes.end);
    static constexpr std::string_view kEndings[] = {"들", "등", "하", "해", "했", "한", "할", "함",
                                                    "되", "돼", "됐", "된", "될", "됨", "이", "인"};
    const bool ending = std::any_of(std::begin(kEndings), std::end(kEndings),
                                    [&](auto one) { return rest.substr(0, one.size()) == one; });
    if (!rest.empty() && !ending && frames.marker_of(language, rest) == nullptr) return false;
  }
  std::size_t last = bytes.end - 1;
  while (last > bytes.begin && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
  const char32_t end = decode(text, last);
  char32_t behind = ' ';
  std::size_t next = bytes.end;
  if (next < text.size()) behind = decode(text, next);
  // An English plural is a letter more.
  if (is_letter(end) && behind == 's' && bytes.end + 1 <= text.size()) {
    next = bytes.end + 1;
    behind = next < text.size() ? decode(text, next) : U' ';
  }
  return !(is_letter(end) && is_letter(behind));
}

}  // namespace sarye
