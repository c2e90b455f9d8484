#include "ingest/relations/ended_ties.h"

#include "engine/text/unicode.h"

namespace sarye {

bool says_tie_ended(const AnnotatedText& text, const Frames& frames, const Reading& reading,
                    const CueHit& hit) {
  if (reading.language != Language::English || hit.frame->family != "PARTNERS_WITH") return false;
  // The clause of the wording: a relative clause or an apposition beside it ends other things.
  std::uint32_t begin = reading.span.bytes.begin;
  std::uint32_t end = reading.span.bytes.end;
  for (const Joint& joint : reading.joints) {
    if (joint.kind == JointKind::And) continue;
    if (joint.bytes.end <= hit.bytes.begin) begin = joint.bytes.end;
    if (joint.bytes.begin >= hit.bytes.end && joint.bytes.begin < end) end = joint.bytes.begin;
  }
  const std::string& block = text.blocks[reading.span.block].text;
  std::string window = " " + to_lower(std::string_view(block).substr(begin, end - begin)) + " ";
  for (char& c : window) {
    if (c == '.' || c == ',' || c == ';') c = ' ';
  }
  for (const std::string& word : frames.words(Language::English, "ended")) {
    if (window.find(" " + word + " ") != std::string::npos) return true;
  }
  return false;
}

}  // namespace sarye
