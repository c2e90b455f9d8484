#include "engine/graph/stable_key.h"

#include <cstdio>

#include "engine/text/unicode.h"

namespace sarye {

namespace {

// Letters and digits by the name characters of XML 1.0 (fifth edition), production 4a, without `:`.
bool is_name_character(char32_t c) {
  if (c < 0x80) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  }
  return c == 0xB7 || (c >= 0xC0 && c <= 0x37D && c != 0xD7 && c != 0xF7) ||
         (c >= 0x37F && c <= 0x1FFF) || c == 0x200C || c == 0x200D || c == 0x203F || c == 0x2040 ||
         (c >= 0x2070 && c <= 0x218F) || (c >= 0x2C00 && c <= 0x2FEF) ||
         (c >= 0x3001 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
         (c >= 0xFDF0 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0xEFFFF);
}

}  // namespace

std::string key_part(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = decode(text, at);
    if (c == ' ' || c == 0x3000) {
      out += '-';
    } else if (is_name_character(c) && !(c == '_' && at < text.size() && text[at] == 'x')) {
      out += text.substr(begin, at - begin);
    } else {
      char escaped[16];
      std::snprintf(escaped, sizeof(escaped), "_x%X_", static_cast<unsigned>(c));
      out += escaped;
    }
  }
  return out;
}

}  // namespace sarye
