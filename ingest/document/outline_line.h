// Reads a line of the notation that readers make of structured formats: see readers/outline.h.
#pragma once

#include <cstddef>
#include <string_view>

namespace sarye {

// A line of the notation: how many bytes of its sign stand before its own text, and what they say.
enum class OutlineSign : unsigned char { None, Caption, Footnote, Escaped };
struct OutlineLine {
  OutlineSign sign = OutlineSign::None;
  std::size_t text_begin = 0;
};
OutlineLine outline_line(std::string_view line);

}  // namespace sarye
