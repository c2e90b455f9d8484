#include "ingest/document/clean.h"

#include "engine/text/unicode.h"

namespace sarye {
namespace {

bool is_invisible(char32_t c) {
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

bool is_space_like(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFFFD ||
         c == 0x00A0 || c == 0x2028 || c == 0x2029;
}

// Whether `c` may join with what stands before it when the text is composed: combining marks,
// conjoining Hangul, kana sound marks. Ranges are generous; NFC itself decides.
bool may_compose(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1100 && c <= 0x11FF) ||
         (c >= 0x0591 && c <= 0x0E4E && c > 0x0600) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0x3099 && c <= 0x309A) || (c >= 0xA960 && c <= 0xA97F) ||
         (c >= 0xD7B0 && c <= 0xD7FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

bool is_syllable_or_han(char32_t c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF);
}

// Single characters that NFC replaces: compatibility ideographs, OHM SIGN and a few more.
bool is_singleton(char32_t c) {
  return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F) || c == 0x2126 ||
         c == 0x212A || c == 0x212B || c == 0x0340 || c == 0x0341 || c == 0x0343 || c == 0x0374 ||
         c == 0x037E || c == 0x0387 || c == 0x2000 || c == 0x2001 || c == 0x2329 || c == 0x232A;
}

bool is_plain(char c) {
  return (c >= ' ' && c < 0x7F) || c == '\n' || c == '\t';
}

// The bytes of the character at `at` if it stays as it is and composes with nothing in front of it,
// as nearly all do: ASCII, line ends, tabs, Hangul syllables and Han; else 0.
std::size_t usual_size(std::string_view raw, std::size_t at) {
  if (at >= raw.size()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(raw[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return is_plain(raw[at]) ? 1 : 0;
  // U+5000 to U+9FFF, U+B000 to U+CFFF
  const bool usual = (lead >= 0xE5 && lead <= 0xE9) || lead == 0xEB || lead == 0xEC;
  if (!usual || raw.size() - at < 3) return 0;
  return (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80 ? 3 : 0;
}

}  // namespace

Result<void> Clean::run(AnnotatedText& text) const {
  const std::string_view raw = text.raw;
  std::string clean;
  clean.reserve(raw.size());
  RawOffsets offsets;
  std::size_t plain = 0;  // where the bytes begin that stay as they are, up to the one at hand
  const auto keep_until = [&](std::size_t end) {
    if (plain < end) {
      clean += raw.substr(plain, end - plain);
      offsets.append(static_cast<std::uint32_t>(end - plain),
                     static_cast<std::uint32_t>(end - plain));
    }
    plain = end;
  };
  const auto put = [&](std::string_view piece, std::size_t raw_bytes) {
    clean += piece;
    offsets.append(static_cast<std::uint32_t>(piece.size()), static_cast<std::uint32_t>(raw_bytes));
  };

  std::size_t at = 0;
  while (at < raw.size()) {
    // Up to the last character of a run: what stands behind that may compose with it. ASCII alone
    // goes byte by byte.
    while (at + 1 < raw.size() && is_plain(raw[at]) && is_plain(raw[at + 1])) ++at;
    std::size_t size = usual_size(raw, at);
    while (size != 0) {
      const std::size_t next_size = usual_size(raw, at + size);
      if (next_size == 0) break;
      at += size;
      size = next_size;
    }
    const std::size_t begin = at;
    const char32_t c = decode(raw, at);
    const auto next_byte = at < raw.size() ? static_cast<unsigned char>(raw[at]) : 0;
    if ((c >= ' ' && c < 0x7F) || c == '\n' || c == '\t') {
      if (next_byte < 0x80) continue;  // nothing behind it composes
    } else if (is_syllable_or_han(c) && (next_byte < 0x80 || next_byte >= 0xE4)) {
      std::size_t next = at;
      if (next_byte < 0x80 || !may_compose(decode(raw, next))) continue;
    }
    keep_until(begin);
    if (c == '\r') {
      if (at < raw.size() && raw[at] == '\n') ++at;
      put("\n", at - begin);
    } else if (c == '\f') {
      // A form feed ends a page; the block stage counts it, so it stays.
      put("\f", 1);
    } else if (is_invisible(c)) {
      put("", at - begin);
    } else if (is_space_like(c)) {
      put(" ", at - begin);
    } else {
      // A base character and what may compose with it are one unit.
      std::size_t end = at;
      bool compose = is_singleton(c) || may_compose(c);
      while (end < raw.size()) {
        std::size_t next = end;
        if (!may_compose(decode(raw, next))) break;
        compose = true;
        end = next;
      }
      at = end;
      const std::string_view source = raw.substr(begin, end - begin);
      if (compose) {
        put(nfc(source), source.size());
      } else {
        put(source, source.size());
      }
    }
    plain = at;
  }
  keep_until(raw.size());
  text.clean = std::move(clean);
  text.offsets = std::move(offsets);
  return {};
}

}  // namespace sarye
