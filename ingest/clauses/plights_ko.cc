// What is hard, short or hurt, without a cause that is told: "인력 수급에 어려움을 겪고 있다",
// "일손 부족이 심각하다", "새벽 배송이 불가능하다". Each is an effect by itself.
#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestPlight = 5;  // characters
constexpr std::size_t kLongestPlight = 30;

constexpr std::array<std::string_view, 14> kPlights = {"어려움", "차질", "난항", "곤란", "애로",
                                                       "피해",   "타격", "손실", "진통", "몸살",
                                                       "곤욕",   "침체", "위기", "홍역"};
// Stems of verbs with which somebody meets or does such a thing.
constexpr std::array<std::string_view, 19> kMeets = {
    "겪", "빚",   "입",  "받",   "보고", "봤",   "본 ", "맞",   "안", "주고",
    "줬", "준다", "줄 ", "끼치", "끼쳤", "호소", "앓",  "치르", "빠"};
// How something is, and the noun that names it so.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kStates = {
    {{"어렵", "어려움"},
     {"어려워", "어려움"},
     {"힘들", "어려움"},
     {"불가능하", "불가능"},
     {"불가능해", "불가능"},
     {"부족", "부족"},
     {"심각", "심각"},
     {"미미", "미미"},
     {"저조", "저조"},
     {"부진", "부진"},
     {"열악", "열악"},
     {"불투명", "불투명"},
     {"빠듯", "부족"},
     {"모자라", "부족"},
     {"취약", "취약"},
     {"시급", "시급"}}};

std::string_view last_of(std::string_view name) {
  return name.substr(name.rfind(' ') + 1);
}

bool opens_with_any(std::string_view text, std::span<const std::string_view> list) {
  return std::ranges::any_of(list, [&](std::string_view one) { return text.starts_with(one); });
}

}  // namespace

void KoreanClauses::plights(const Reading& reading, const std::vector<ByteRange>& used,
                            const std::vector<ClauseRelation>& told,
                            std::vector<ClauseRelation>& out) const {
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  const auto put = [&](std::uint32_t begin, std::uint32_t end, std::string name) {
    const std::size_t size = count_code_points(name);
    const ByteRange bytes{begin, end};
    if (size < kShortestPlight || size > kLongestPlight || name.find(' ') == std::string::npos) {
      return;
    }
    const auto said = [&](const Argument& one) { return one.bytes.overlaps(bytes); };
    for (const std::vector<ClauseRelation>* list : {&told, &std::as_const(out)}) {
      for (const ClauseRelation& one : *list) {
        if (said(one.object) || std::ranges::any_of(one.subjects, said)) return;
      }
    }
    if (std::ranges::any_of(used, [&](ByteRange one) { return one.overlaps(bytes); })) return;
    ClauseRelation made;
    made.rule = "ko:plight";
    made.object = new_concept(bytes, "Effect", -60);
    made.object.create_name = std::move(name);
    made.cue.bytes = made.cue.whole = bytes;
    out.push_back(std::move(made));
  };
  for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.pronoun) continue;
    const std::string name = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
    std::string_view behind = block.substr(phrase.whole.end);
    while (behind.starts_with(" ")) behind.remove_prefix(1);
    if (phrase.marker == Marker::Object && opens_with_any(last_of(name), kPlights) &&
        opens_with_any(behind, kMeets)) {
      // 수급에 어려움, 저가 수출로 피해: in what, or by what.
      std::uint32_t begin = begin_with_modifiers(reading, block, i, false);
      if (i > 0 && begin == phrase.bytes.begin) {
        const NounPhrase& front = reading.phrases[i - 1];
        if ((front.marker == Marker::To || front.marker == Marker::Into) && !front.pronoun &&
            front.whole.end + 1 >= phrase.bytes.begin) {
          begin = begin_with_modifiers(reading, block, i - 1, false);
        }
      }
      put(begin, phrase.bytes.end, concept_name(block.substr(begin, phrase.bytes.end - begin)));
      continue;
    }
    if (phrase.marker != Marker::Subject && phrase.marker != Marker::Topic) continue;
    // An adverb may stand in between: 인력은 올해 부족하다.
    for (int word = 0; word < 2; ++word) {
      const auto state = std::ranges::find_if(
          kStates, [&](const auto& one) { return behind.starts_with(one.first); });
      if (state != kStates.end()) {
        if (nouns_.is_actor(name)) break;
        const std::uint32_t begin = begin_with_modifiers(reading, block, i, false);
        std::string whole = concept_name(block.substr(begin, phrase.bytes.end - begin));
        // 일손 부족이 심각하다: named so already.
        const bool named = nouns_.is_process(last_of(name)) || is_harm(last_of(name));
        const bool grave = state->second == "심각" || state->second == "시급";
        if (grave && !named) break;
        auto end = phrase.bytes.end;
        if (!grave) {
          whole += " " + std::string(state->second);
          end = static_cast<std::uint32_t>(behind.data() - block.data() + state->first.size());
        }
        put(begin, end, std::move(whole));
        break;
      }
      const std::size_t space = behind.find(' ');
      if (space == std::string_view::npos || behind.substr(0, space).ends_with(",")) break;
      behind.remove_prefix(space + 1);
    }
  }
}

}  // namespace sarye
