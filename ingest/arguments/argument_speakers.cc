// English: the firm that a sentence names only behind "the company", "its" or "we".
#include <algorithm>

#include "ingest/arguments/arguments.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::uint32_t kAroundName = 60;  // bytes around a name

// "said Orlin", "the chief executive of the brewer Orlin", "the prospectus of Orlin"
bool speech_in_front(std::string_view front) {
  static const Pattern speech(
      R"(\b(?:said|says|according to|spokes(?:man|woman|person) (?:for|of|at)|who (?:runs|heads|leads)|(?:executive|president|chairman|chairwoman|founder|head|director|chief|boss|CEO|CFO|officer|manager) (?:of|at)|(?:report|prospectus|statement|filing|documents filed) (?:of|by|from)) (?:(?:the|an?) (?:[\p{L}-]+ ){0,4})?$)");
  return speech.found_in(front);
}

// "Orlin said", "Orlin's chief executive", "Orlin told investors"
bool speech_behind(std::string_view behind) {
  static const Pattern speech(
      R"(^(?:['’]s? (?:[\p{L}-]+ ){0,3}(?:chief|president|chairman|chairwoman|boss|head|director|spokes\p{L}+|founder|manager|CEO|CFO)\b| (?:has |had )?(?:said|says|announced|confirmed|told|reported|disclosed|added|show|shows|wrote)\b|,? (?:said |says )?in (?:its|a) (?:[a-z]+ )?(?:report|statement|filing|prospectus)))");
  return speech.found_in(behind);
}

}  // namespace

std::optional<std::uint32_t> ArgumentFinder::named_behind(const Reading& reading,
                                                          std::uint32_t from, bool speaker) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  std::optional<std::uint32_t> acting;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || mention.span.block != reading.span.block || at.begin < from ||
        at.end > reading.span.bytes.end || text_.entities[mention.entity].type != "Firm") {
      continue;
    }
    const std::uint32_t begin =
        std::max(reading.span.bytes.begin, at.begin > kAroundName ? at.begin - kAroundName : 0);
    const std::string_view behind = text_between(
        block, at.end, std::min<std::uint32_t>(at.end + kAroundName, reading.span.bytes.end));
    if (speech_behind(behind) || speech_in_front(text_between(block, begin, at.begin))) {
      return mention.entity;
    }
    // "its Nordan unit, Orlin said": whoever acts, behind a comma or a conjunction.
    const std::string_view front = text_between(block, begin, at.begin);
    static const Pattern opens(
        R"((?:,|\bbut|\band|\bwhile|\bthough|\bthat|\bas|\bwhy|\bwhich) (?:the (?:[\p{L}-]+ ){1,4})?$)");
    if (!speaker && !acting && reading.verb_between(from, at.begin) &&
        reading.verb_between(at.end, at.end + 16) && opens.found_in(front) &&
        behind.starts_with(' ')) {
      acting = mention.entity;
    }
  }
  return acting;
}

}  // namespace sarye
