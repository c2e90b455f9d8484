// An argument of a relation: an entity of the text, or words that become one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/names/cues.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct Argument {
  std::uint32_t entity = 0;
  ByteRange bytes;     // of the block's text; the place of the heading's heir is empty
  int confidence = 0;  // added to the frame's prior
  bool coreference = false;
  bool inherited = false;
  bool created = false;  // a phrase that had no type yet
  ByteRange create_from;
  std::string create_type;
  std::string create_name;  // where the words of `create_from` are no name as they stand
};

// The entity of a mention, where it stands.
Argument mentioned(const TextMention& mention);

// A new concept of the type in the words at `bytes`.
Argument new_concept(ByteRange bytes, std::string_view type, int confidence = -100);

// A relation that a sentence states by its clauses, not by the wording of one frame.
struct ClauseRelation {
  std::string family;
  std::string kind;
  std::vector<Argument> subjects;
  Argument object;
  CueHit cue;  // no frame: where the statement stands and how it is meant
  std::string rule;
};

}  // namespace sarye
