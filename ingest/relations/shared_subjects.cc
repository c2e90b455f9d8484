#include "ingest/relations/shared_subjects.h"

#include <algorithm>

#include "engine/text/unicode.h"
#include "ingest/relations/ended_ties.h"

namespace sarye {
namespace {

// "가람, 누리, 다솜 등이 공급 계약을 맺었다": each with somebody else.
bool joins_korean_subjects(const AnnotatedText& text, const Reading& reading, const CueHit& hit) {
  if (hit.frame->family != "PARTNERS_WITH") return true;
  const std::string_view block = text.blocks[reading.span.block].text;
  const std::string_view front =
      block.substr(reading.span.bytes.begin, hit.bytes.begin - reading.span.bytes.begin);
  return front.find(" 등이 ") == front.npos && front.find(" 등은 ") == front.npos &&
         front.find(" 등도 ") == front.npos && front.find(")도 ") == front.npos &&
         front.find("각각") == front.npos;
}

}  // namespace

bool joins_subjects(const AnnotatedText& text, const Frames& frames, const Reading& reading,
                    const CueHit& hit) {
  if (reading.language == Language::Korean) return joins_korean_subjects(text, reading, hit);
  if (reading.language != Language::English || !hit.nominal) return true;
  const std::string_view block = text.blocks[reading.span.block].text;
  const std::string wording = to_lower(block.substr(hit.bytes.begin, hit.bytes.size()));
  if (wording == "jointly" || wording.starts_with("locked ") || wording.starts_with("engaged ")) {
    return true;
  }
  const std::string behind = to_lower(
      block.substr(hit.bytes.end, std::min<std::size_t>(40, block.size() - hit.bytes.end)));
  if (behind.find(" between ") != std::string::npos || behind.starts_with(" of ")) return true;
  const Verb* last = nullptr;
  for (const Verb& verb : reading.verbs) {
    if (verb.bytes.end <= hit.bytes.begin) last = &verb;
  }
  if (last == nullptr) return says_tie_ended(text, frames, reading, hit);
  const std::string word = to_lower(block.substr(last->bytes.begin, last->bytes.size()));
  return frames.has_word(Language::English, "tie", word) ||
         says_tie_ended(text, frames, reading, hit);
}

bool each_with_its_own(const AnnotatedText& text, const Reading& reading, const CueHit& hit,
                       const ArgumentFinder::Arguments& found) {
  if (reading.language != Language::Korean || found.subjects.size() < 2 ||
      found.subjects.size() != found.objects.size()) {
    return false;
  }
  const std::string_view block = text.blocks[reading.span.block].text;
  const std::uint32_t from = found.subjects.back().bytes.end;
  return from < hit.bytes.begin &&
         block.substr(from, hit.bytes.begin - from).find("각각 ") != std::string_view::npos;
}

}  // namespace sarye
