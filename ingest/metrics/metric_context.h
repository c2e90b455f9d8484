// What the text around a number says of it: when, and of whom.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/stage/annotated_text.h"

namespace sarye {

// Empty when nothing says when.
struct StatedPeriod {
  std::string text;  // 2024-Q4
  std::optional<DateSpan> time;
};

// The first time inside `within`, bytes of the block's text.
StatedPeriod period_in(const AnnotatedText& text, std::uint32_t block, ByteRange within);

// The time that the block's label or the blocks above it set: "(24.4분기 실적) ...".
StatedPeriod inherited_period(const AnnotatedText& text, std::uint32_t block);

// The entity of one of `types` with the longest mention inside `within`; the first of equals.
std::optional<std::uint32_t> entity_in(const AnnotatedText& text, std::uint32_t block,
                                       ByteRange within,
                                       const std::vector<std::string_view>& types);

}  // namespace sarye
