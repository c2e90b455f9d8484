#include "engine/syntax/diagnostic.h"

#include <algorithm>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr int kWindowColumns = 100;       // a longer line is cut on both sides of the place
constexpr std::size_t kShownBytes = 600;  // on each side, before columns are counted
constexpr std::string_view kCut = "...";

std::size_t line_begin(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') --at;
  return at;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
  return at;
}

// A tab is one cell in what is printed, whatever the terminal makes of it, and so is any control
// character; malformed bytes are shown as U+FFFD.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    append_utf8(out, c < 0x20 || c == 0x7F ? U' ' : c);
  }
  return out;
}

std::string indented(std::string_view text) {
  std::string out = "\n  ";
  for (char c : text) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out;
}

// The longest end of `text` that fits into `columns`.
std::string_view tail(std::string_view text, int columns) {
  std::size_t at = 0;
  while (at < text.size() && display_width(text.substr(at)) > columns) decode(text, at);
  return text.substr(at);
}

}  // namespace

std::string format_diagnostic(const Error& error, std::string_view text, std::string_view origin) {
  std::string out(origin);
  if (error.place) {
    out += ":" + std::to_string(error.place->line) + ":" + std::to_string(error.place->column);
  }
  out += ": " + error.message;
  if (error.place) {
    const std::size_t at = std::min(error.place->byte_begin, text.size());
    const std::size_t begin = line_begin(text, at);
    const std::size_t end = line_end(text, at);
    const std::size_t marked_end = std::clamp(error.place->byte_end, at, end);
    std::size_t shown_from = at - std::min(at - begin, kShownBytes);
    while (shown_from < at && (text[shown_from] & 0xC0) == 0x80) ++shown_from;
    std::string before = printable(text.substr(shown_from, at - shown_from));
    std::string marked = printable(text.substr(at, std::min(marked_end - at, kShownBytes)));
    std::string after = printable(text.substr(marked_end, std::min(end - marked_end, kShownBytes)));
    if (display_width(before) > kWindowColumns / 2 &&
        display_width(before) + display_width(marked) + display_width(after) > kWindowColumns) {
      before = std::string(kCut) + std::string(tail(before, kWindowColumns / 2));
    }
    const int room = std::max(20, kWindowColumns - display_width(before));
    marked = truncate_to_width(marked, room, kCut);
    after = truncate_to_width(after, std::max(10, room - display_width(marked)), kCut);
    out += "\n  " + before + marked + after + "\n  ";
    out += std::string(static_cast<std::size_t>(display_width(before)), ' ');
    out += std::string(static_cast<std::size_t>(std::max(1, display_width(marked))), '^');
  }
  if (!error.hint.empty()) out += indented(error.hint);
  return out;
}

}  // namespace sarye
