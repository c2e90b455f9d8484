#include "engine/text/display_width.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <vector>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kEmojiStyle = 0xFE0F;

bool has(char32_t c, UProperty property) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0;
}

bool is_emoji_base(char32_t c) {
  return c >= 0x203C && has(c, UCHAR_EXTENDED_PICTOGRAPHIC);
}
bool is_flag_letter(char32_t c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}
bool is_skin_tone(char32_t c) {
  return c >= 0x1F3FB && c <= 0x1F3FF;
}

// A base with what is drawn upon it.
struct Cell {
  std::size_t begin;
  int width;
};

// `text` as cells; cells never begin inside a code point.
template <typename Visit>
void for_each_cell(std::string_view text, Visit visit) {
  std::size_t at = 0;
  while (at < text.size()) {
    Cell cell{at, 0};
    const char32_t base = decode(text, at);
    cell.width = display_width(base);
    bool joined = false;
    bool flag = is_flag_letter(base);
    while (at < text.size()) {
      std::size_t next = at;
      const char32_t c = decode(text, next);
      if (c < 0x300) break;
      if (c == kEmojiStyle && is_emoji_base(base)) cell.width = 2;
      const bool second_flag_letter = flag && is_flag_letter(c);
      const bool belongs = joined || second_flag_letter ||
                           (is_skin_tone(c) && is_emoji_base(base)) ||
                           (display_width(c) == 0 && c != 0);
      if (!belongs) break;
      if (second_flag_letter) {
        cell.width = 2;
        flag = false;
      }
      joined = c == kJoiner && is_emoji_base(base);
      at = next;
    }
    if (!visit(cell)) return;
  }
}

}  // namespace

int display_width(char32_t c) {
  if (c >= 0x20 && c < 0x7F) return 1;
  if (c < 0xA0) return 0;
  if ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF)) return 2;
  if (c == 0xAD) return 1;                   // a soft hyphen is drawn by terminals
  if (c >= 0x1160 && c <= 0x11FF) return 0;  // vowels and finals of decomposed Hangul
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

namespace {

// The bytes of the character at `at` if it is drawn upon nothing and has the width of its kind:
// ASCII (1), Han from U+5000 to U+9FFF and Hangul from U+B000 to U+CFFF (2); else 0.
std::size_t usual_cell(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return lead >= 0x20 && lead < 0x7F ? 1 : 0;
  const bool wide = (lead >= 0xE5 && lead <= 0xE9) || lead == 0xEB || lead == 0xEC;
  if (!wide || text.size() - at < 3) return 0;
  return (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80 ? 3 : 0;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    // Runs of usual characters, but for the last one: what follows may be drawn upon it.
    std::size_t size = usual_cell(text, at);
    while (size != 0) {
      const std::size_t next = usual_cell(text, at + size);
      if (next == 0 && at + size < text.size()) break;
      width += size == 1 ? 1 : 2;
      at += size;
      size = next;
    }
    if (at >= text.size()) break;
    // Others cell by cell, up to the next run.
    const std::size_t begin = at;
    at = text.size();
    for_each_cell(text.substr(begin), [&](const Cell& cell) {
      if (cell.begin > 0 && usual_cell(text, begin + cell.begin) != 0) {
        at = begin + cell.begin;
        return false;
      }
      width += cell.width;
      return true;
    });
  }
  return width;
}

std::string truncate_to_width(std::string_view text, int columns, std::string_view ellipsis) {
  const int room = columns - display_width(ellipsis);
  int width = 0;
  std::size_t cut = 0;       // where the ellipsis would go
  std::size_t bare_cut = 0;  // where to cut when even the ellipsis does not fit
  bool all = true;
  for_each_cell(text, [&](const Cell& cell) {
    if (width <= room) cut = cell.begin;
    if (width <= columns) bare_cut = cell.begin;
    width += cell.width;
    all = width <= columns;
    return all;
  });
  if (all) return std::string(text);
  if (room < 0) return std::string(text.substr(0, bare_cut));
  return std::string(text.substr(0, cut)).append(ellipsis);
}

std::string pad_to_width(std::string_view text, int columns, Align align) {
  const int missing = std::max(0, columns - display_width(text));
  const int before = align == Align::Left ? 0 : align == Align::Right ? missing : missing / 2;
  std::string out(static_cast<std::size_t>(before), ' ');
  out.append(text);
  out.append(static_cast<std::size_t>(missing - before), ' ');
  return out;
}

}  // namespace sarye
