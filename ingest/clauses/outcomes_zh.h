// What a Chinese text tells of what is measured, without a figure or a cause: 毛利率持续下滑,
// 营收创历史新高.
#pragma once

#include <vector>

#include "ingest/concepts/phrases.h"

namespace sarye {

// The words of the sentence that tell an outcome, in order: the measure and what became of it.
std::vector<ByteRange> chinese_outcomes(const AnnotatedText& text, const Frames& frames,
                                        const Reading& reading);

}  // namespace sarye
