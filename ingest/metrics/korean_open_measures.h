// Measures that no list has, told by the words around a Korean figure: 300억원을 투자해, 지분을
// 50억원에 인수, 연간 2만톤을 생산, 수주잔고는 3조원.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/byte_range.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct KoreanMeasure {
  std::string name;
  ByteRange bytes;  // of the sentence: the words that tell it
};

// `at` is the figure's place in the sentence `body`. Nothing where the words beside the figure name
// no measure.
std::optional<KoreanMeasure> korean_open_measure(std::string_view body, ByteRange at,
                                                 const Quantity& figure);

}  // namespace sarye
