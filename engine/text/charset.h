// Bytes of a file in another encoding, made UTF-8: what a reader needs before any text exists.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace sarye {

struct DetectedEncoding {
  std::string name;  // a name that to_utf8 takes: "UTF-8", "UTF-16LE", "EUC-KR", "GB18030", ...
  std::size_t bom_bytes = 0;  // length of a byte order mark, which is not part of the text
  int confidence = 0;         // 0 to 100; 100 for a byte order mark and for well-formed UTF-8
};

// A byte order mark decides; then well-formed UTF-8; then the zero bytes of UTF-16; then ICU's
// statistics. Errors: Rejected when nothing fits or the bytes look binary.
Result<DetectedEncoding> detect_encoding(std::string_view bytes);

// `bytes` from `encoding` to UTF-8. A byte order mark at the front is dropped.
// Errors: Usage      no such encoding
//         Rejected   the bytes are not in it; says at which byte
Result<std::string> to_utf8(std::string_view bytes, std::string_view encoding);

}  // namespace sarye
