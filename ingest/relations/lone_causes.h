// What a text tells of only as a cause is no outcome of anything in it: 수요 감소 in "수요 감소로
// 이익이 줄었다" is the process that leads to an effect.
#pragma once

#include "ingest/stage/annotated_text.h"

namespace sarye {

// Gives effects that no listed name fixes, and that stand only in front of other effects, the type
// Mechanism; needs the assertions of `text`.
void type_lone_causes(AnnotatedText& text);

}  // namespace sarye
