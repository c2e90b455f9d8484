// Whether what stands where a frame looks for its arguments can be what the frame says of it.
#pragma once

#include <string_view>

#include "ingest/arguments/argument.h"
#include "ingest/concepts/phrases.h"
#include "ingest/lexicon/frames.h"
#include "ingest/names/cues.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

class ArgumentChecks {
 public:
  // Both are borrowed.
  ArgumentChecks(const AnnotatedText& text, const Frames& frames) : text_(text), frames_(frames) {}

  // 控股子公司: a kind of firm, nothing done. A持有的B: by whom stands directly in front.
  bool is_owned_word(const Reading& reading, const CueHit& hit) const;
  bool fit(const Reading& reading, const CueHit& hit, const Argument& subject,
           std::string_view subject_type, const Argument& object) const;

 private:
  bool is_held_by_object(const Reading& reading, const CueHit& hit, const Argument& object) const;
  bool is_korean_outcome(const Reading& reading, const CueHit& hit, const Argument& object) const;
  bool is_firms_plant(const Reading& reading, const CueHit& hit, const Argument& subject,
                      std::string_view subject_type) const;
  bool is_outcome(const Reading& reading, const Argument& argument) const;

  const AnnotatedText& text_;
  const Frames& frames_;
};

}  // namespace sarye
