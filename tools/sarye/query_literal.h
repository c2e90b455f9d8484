// A text as a literal of the language, for statements that commands put together.
#pragma once

#include <string>
#include <string_view>

namespace sarye {

// 'it\'s'
inline std::string query_literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "'";
}

}  // namespace sarye
