#include "ingest/readers/text_reader.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/text/charset.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

// Encodings that case texts come in. A guess at any other one is more often damage than a fact; and
// windows-1252 and its like fit any bytes, so that damage would pass for text.
constexpr std::array<std::string_view, 10> kReadable = {
    "UTF-16LE",    "UTF-16BE", "UTF-32LE", "UTF-32BE",    "EUC-KR",
    "windows-949", "GB18030",  "Big5",     "ISO-2022-KR", "ISO-2022-CN"};

// Without a byte order mark, fewer bytes than this say nothing of UTF-16.
constexpr std::size_t kSmallestUtf16Guess = 64;

Error unreadable(std::string_view file, std::string what, std::string hint) {
  return Error{ErrorCode::Rejected, std::string(file) + ": " + std::move(what), std::move(hint)};
}

std::string hex(unsigned char byte) {
  char text[8];
  std::snprintf(text, sizeof text, "0x%02X", byte);
  return text;
}

bool is_odd_control(unsigned char byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' &&
          byte != 0x0B && byte != 0x1B) ||
         byte == 0x7F;
}

// Where a UTF-8 text stops being a text: a NUL byte, or so many control characters that this is the
// inside of some other format. npos: nowhere.
std::size_t first_binary_byte(std::string_view text) {
  std::size_t first = std::string_view::npos;
  std::size_t odd = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0) return at;
    if (!is_odd_control(byte)) continue;
    if (odd++ == 0) first = at;
  }
  const bool many = odd > 16 && odd * 50 > text.size();
  return many ? first : std::string_view::npos;
}

struct Utf8Damage {
  std::size_t sound = 0;   // well-formed sequences of two bytes and more
  std::size_t broken = 0;  // bytes that belong to none
};

Utf8Damage utf8_damage(std::string_view text) {
  Utf8Damage damage;
  while (!text.empty()) {
    const auto bad = first_invalid_byte(text);
    const std::string_view sound = text.substr(0, bad.value_or(text.size()));
    for (unsigned char byte : sound) damage.sound += byte >= 0xC0 ? 1 : 0;
    if (!bad) break;
    ++damage.broken;
    text.remove_prefix(*bad + 1);
  }
  return damage;
}

}  // namespace

Result<DecodedText> decode_text(std::string bytes, std::string_view file_name) {
  if (bytes.empty()) {
    return unreadable(file_name, "the file is empty", "nothing was read; check how it was saved");
  }
  if (bytes.size() > kMaxFileBytes) {
    return unreadable(
        file_name,
        "the file has " + std::to_string(bytes.size() >> 20) + " MiB, and at most 64 MiB are read",
        "divide it into one file for each document");
  }
  DecodedText out;
  out.file_name = std::string(file_name);

  const bool has_utf16_mark = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  const auto bad = first_invalid_byte(bytes);
  if (!bad && !has_utf16_mark && bytes.find('\0') == std::string::npos) {
    out.encoding = "UTF-8";
    out.bom_bytes = bytes.starts_with(kUtf8Bom) ? kUtf8Bom.size() : 0;
    out.raw = std::move(bytes);
  } else {
    // Zero bytes between letters are UTF-16; a few of them, or those of a few bytes, are data.
    const auto zeros = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
    if (!has_utf16_mark && zeros > 0 &&
        (zeros * 5 < bytes.size() || bytes.size() < kSmallestUtf16Guess)) {
      return unreadable(
          file_name,
          "binary data, not a text: byte " + std::to_string(bytes.find('\0')) + " is 0x00",
          "its content is of no kind that is read: text, HTML, PDF, DOCX, ODT or JATS; convert it "
          "first");
    }
    const Utf8Damage damage = utf8_damage(bytes);
    if (bad && damage.sound > 8 && damage.sound > damage.broken * 8) {
      return unreadable(file_name,
                        "not well-formed UTF-8 at byte " + std::to_string(*bad) + " (" +
                            hex(static_cast<unsigned char>(bytes[*bad])) + "), though the rest is",
                        "the file was cut or mixed from two encodings; save it as UTF-8 again");
    }
    auto found = detect_encoding(bytes);
    if (!found) {
      return unreadable(file_name, found.error().message,
                        "its content is of no kind that is read: text, HTML, PDF, DOCX, ODT or "
                        "JATS; convert it first");
    }
    const bool readable =
        std::find(kReadable.begin(), kReadable.end(), found->name) != kReadable.end();
    if (!readable) {
      return unreadable(file_name,
                        "not UTF-8" + (bad ? " at byte " + std::to_string(*bad) : std::string()) +
                            "; the bytes look like " + found->name + ", which is not read",
                        "save the file as UTF-8");
    }
    auto text = to_utf8(bytes, found->name);
    if (!text) {
      return unreadable(file_name, text.error().message, "save the file as UTF-8");
    }
    out.encoding = found->name;
    out.raw = std::move(*text);
  }

  const std::size_t binary = first_binary_byte(out.raw);
  if (binary != std::string_view::npos) {
    return unreadable(file_name,
                      "binary data, not a text: byte " + std::to_string(binary) + " is " +
                          hex(static_cast<unsigned char>(out.raw[binary])),
                      "its content is of no kind that is read: text, HTML, PDF, DOCX, ODT or JATS; "
                      "convert it first");
  }
  const std::string_view text = std::string_view(out.raw).substr(out.bom_bytes);
  if (text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos) {
    return unreadable(file_name, "the file holds nothing but white space", "nothing was read");
  }
  return out;
}

}  // namespace sarye
