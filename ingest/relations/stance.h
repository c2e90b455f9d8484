// How a statement is meant: asserted or denied; stated, planned, forecast, possible, required or
// recommended; and who says it, where it is not the authors.
#pragma once

#include <string>

#include "ingest/concepts/phrases.h"
#include "ingest/lexicon/frames.h"
#include "ingest/names/cues.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct Stance {
  Polarity polarity = Polarity::Asserted;
  Modality modality = Modality::Stated;
  bool ended = false;  // 停止向A供货, 与A的合作已终止: a tie that was and is no more
};

// Of the verb at `hit`: negation only in its own clause, modality over coordinated verbs.
Stance stance_of(const AnnotatedText& text, const Frames& frames, const Reading& reading,
                 const CueHit& hit);

// The speaker named in the sentence ("…라고 밝혔다", 认为, "according to"); empty: the authors.
std::string attribution_of(const AnnotatedText& text, const Frames& frames, const Reading& reading);

}  // namespace sarye
