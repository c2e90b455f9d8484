// Plain text and Markdown. What comes out is UTF-8, byte for byte as in the file where the file is
// UTF-8; a file in another encoding is decoded once, and that UTF-8 text is what is stored and what
// every byte range counts in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace sarye {

inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{64} << 20;

struct DecodedText {
  std::string file_name;      // without folders
  std::string raw;            // UTF-8; a byte order mark stays where the file had one
  std::string encoding;       // as found: "UTF-8", "UTF-16LE", "GB18030", "EUC-KR", "Big5", ...
  std::size_t bom_bytes = 0;  // at the front of `raw`
};

// Errors, all Rejected, each with the file's name and what to do:
//   empty; over 64 MiB; binary (which byte); not UTF-8 (which byte) and not in another encoding
//   that is read either.
Result<DecodedText> decode_text(std::string bytes, std::string_view file_name);

}  // namespace sarye
