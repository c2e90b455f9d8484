#include "ingest/concepts/modifiers_ko.h"

#include <algorithm>

namespace sarye {

std::uint32_t begin_with_modifiers(const Reading& reading, std::string_view block,
                                   std::size_t index, bool clauses) {
  std::uint32_t begin = reading.phrases[index].bytes.begin;
  for (std::size_t i = index; i-- > 0;) {
    const NounPhrase& before = reading.phrases[i];
    if (before.whole.end > begin || before.pronoun) break;
    std::string_view gap = block.substr(before.whole.end, begin - before.whole.end);
    while (!gap.empty() && gap.front() == ' ') gap.remove_prefix(1);
    while (!gap.empty() && gap.back() == ' ') gap.remove_suffix(1);
    const bool about =
        gap == "대한" || gap == "관한" || gap == "관련" || (clauses && gap == "위한");
    const std::string_view particle =
        block.substr(before.bytes.end, before.whole.end - before.bytes.end);
    const bool owner =
        gap.empty() && particle.size() > 3 && particle.substr(particle.size() - 3) == "의";
    // A verb that modifies the noun, with what stands in front of it: 외국인을 겨냥한 매장.
    const bool placed = before.marker == Marker::Object || before.marker == Marker::To ||
                        before.marker == Marker::Into || before.marker == Marker::From;
    const bool clause =
        clauses && placed && gap.find(' ') == std::string_view::npos &&
        std::any_of(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& verb) {
          return verb.adnominal && verb.bytes.begin >= before.whole.end &&
                 verb.bytes.begin <= before.whole.end + 1 && verb.bytes.end <= begin &&
                 begin - verb.bytes.end <= 1;
        });
    // 저비용·고효율 모델: half of a compound, unless it names somebody.
    const bool half =
        before.marker == Marker::None && before.bytes.end == before.whole.end &&
        (gap == "·" || gap == "‧" || gap == "ㆍ") &&
        block.substr(before.bytes.begin, before.bytes.size()).find(' ') == std::string_view::npos;
    if (!about && !owner && !clause && !half) break;
    begin = before.bytes.begin;
    if (clause) break;
  }
  return begin;
}

}  // namespace sarye
