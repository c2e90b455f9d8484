#include "ingest/relations/noun_ties.h"

#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/word_ends.h"
#include "ingest/relations/stance.h"

namespace sarye {
namespace {

constexpr std::size_t kEndedTail = 40;  // bytes behind a Korean tie that tell its end

}  // namespace

bool names_strategy(const Frames& frames, Language language, std::string_view name) {
  const std::string simple = to_lower(to_simplified(name));
  return ends_with_word(simple, frames.words(language, "purposeful"), 1);
}

void say_how_meant(const AnnotatedText& text, const Frames& frames, const Reading& reading,
                   ByteRange gap, ByteRange whole, TextAssertion& assertion) {
  const bool tie = assertion.family == "PARTNERS_WITH" || assertion.family == "COMPETES_WITH";
  if (!tie && assertion.kind != "ACQUIRES") return;
  const std::string_view block = text.blocks[reading.span.block].text;
  Frame frame;
  frame.family = assertion.family;
  CueHit hit;
  hit.frame = &frame;
  hit.bytes = whole;
  hit.whole = whole;
  hit.nominal = true;
  const Stance stance = stance_of(text, frames, reading, hit);
  assertion.polarity = stance.polarity;
  assertion.modality = stance.modality;
  // "its planned takeover of"
  const std::string words = to_lower(to_simplified(block.substr(gap.begin, gap.size())));
  for (const std::string& word : frames.words(reading.language, "proposed")) {
    if (words.find(word) != std::string::npos) assertion.modality = Modality::Planned;
  }
  bool ended = stance.ended;
  if (reading.language == Language::Korean) {
    const std::string_view tail = block.substr(
        whole.end, std::min<std::size_t>(kEndedTail, reading.span.bytes.end - whole.end));
    for (const std::string& word : frames.words(Language::Korean, "ended")) {
      ended = ended || tail.find(word) != std::string_view::npos;
    }
  }
  if (ended && tie) assertion.qualifiers["status"] = "ended";
}

}  // namespace sarye
