#include "ingest/concepts/modifiers_ko.h"

#include <algorithm>
#include <array>

namespace sarye {
namespace {

// Behind a word at `begin` that is the rest of a time, of a figure or of a clause and belongs to no
// name: (이달) 말 세액공제, (60여) 개 복제약, (조업을) 유지하되 물량.
std::uint32_t behind_rest(std::string_view block, std::uint32_t begin, std::uint32_t end) {
  static constexpr std::array<std::string_view, 16> kRests = {"말", "초", "개", "곳", "건", "명",
                                                              "종", "대", "척", "기", "여", "등",
                                                              "및", "약", "중", "총"};
  for (;;) {
    const std::size_t space = block.substr(0, end).find(' ', begin);
    if (space == std::string_view::npos) return begin;
    const std::string_view word = block.substr(begin, space - begin);
    if (!word.ends_with("하되") && std::ranges::find(kRests, word) == kRests.end()) return begin;
    begin = static_cast<std::uint32_t>(space) + 1;
  }
}

}  // namespace

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
  return behind_rest(block, begin, reading.phrases[index].bytes.end);
}

}  // namespace sarye
