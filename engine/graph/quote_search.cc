#include "engine/graph/quote_search.h"

#include <algorithm>
#include <array>

#include "engine/store/sha256.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

bool is_white(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

// Particles and what is joined to a name like one, the longest first where one begins another.
constexpr std::array<std::string_view, 48> kParticles = {
    "에서는", "에서도", "에게서", "으로서", "으로써", "이라는", "이라고", "이라며", "에게", "에서",
    "으로",   "부터",   "까지",   "보다",   "처럼",   "이나",   "이란",   "이며",   "에는", "에도",
    "과는",   "와는",   "로서",   "로써",   "라는",   "라고",   "라며",   "마저",   "조차", "만의",
    "만이",   "측은",   "측이",   "등은",   "은",     "는",     "이",     "가",     "을",   "를",
    "의",     "에",     "와",     "과",     "도",     "로",     "만",     "측"};

// Whether `run`, all Hangul, is one particle or two.
bool is_particles(std::string_view run, int most) {
  if (run.empty()) return true;
  if (most == 0) return false;
  return std::any_of(kParticles.begin(), kParticles.end(), [&](std::string_view particle) {
    return run.starts_with(particle) && is_particles(run.substr(particle.size()), most - 1);
  });
}

bool is_latin_or_digit(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Latin || script == Script::Digit;
}

}  // namespace

std::string fold_quote(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!is_white(decode(text, at))) out += text.substr(begin, at - begin);
  }
  return out;
}

std::string quote_hash(std::string_view text) {
  return to_hex(sha256(fold_quote(text))).substr(0, 16);
}

FoldedText::FoldedText(std::string_view source, ByteRange part) {
  const std::size_t end = std::min<std::size_t>(part.end, source.size());
  for (std::size_t at = part.begin; at < end;) {
    const std::size_t begin = at;
    if (is_white(decode(source, at))) continue;
    for (std::size_t byte = begin; byte < at && byte < end; ++byte) {
      text_ += source[byte];
      bytes_.push_back(static_cast<std::uint32_t>(byte));
    }
  }
}

std::optional<ByteRange> FoldedText::find(std::string_view folded, std::uint32_t from) const {
  if (folded.empty()) return std::nullopt;
  const auto first = std::lower_bound(bytes_.begin(), bytes_.end(), from) - bytes_.begin();
  const std::size_t at = text_.find(folded, static_cast<std::size_t>(first));
  if (at == std::string::npos) return std::nullopt;
  return ByteRange{bytes_[at], bytes_[at + folded.size() - 1] + 1};
}

bool is_whole_name(std::string_view source, ByteRange range) {
  if (range.empty() || range.end > source.size()) return false;
  std::size_t at = range.begin;
  const char32_t first = decode(source, at);
  std::size_t last_at = range.end - 1;
  while (last_at > range.begin && (static_cast<unsigned char>(source[last_at]) & 0xC0) == 0x80) {
    --last_at;
  }
  at = last_at;
  const char32_t last = decode(source, at);
  if (range.begin > 0) {
    std::size_t before_at = range.begin - 1;
    while (before_at > 0 && (static_cast<unsigned char>(source[before_at]) & 0xC0) == 0x80) {
      --before_at;
    }
    at = before_at;
    const char32_t before = decode(source, at);
    if (is_latin_or_digit(first) && is_latin_or_digit(before)) return false;
    if (script_of(first) == Script::Hangul && script_of(before) == Script::Hangul) return false;
  }
  if (range.end < source.size()) {
    at = range.end;
    const char32_t behind = decode(source, at);
    if (is_latin_or_digit(last) && is_latin_or_digit(behind)) return false;
    if (script_of(behind) == Script::Hangul) {
      std::size_t end = range.end;
      for (at = end; at < source.size() && script_of(decode(source, at)) == Script::Hangul;) {
        end = at;
      }
      return is_particles(source.substr(range.end, end - range.end), 2);
    }
  }
  return true;
}

}  // namespace sarye
