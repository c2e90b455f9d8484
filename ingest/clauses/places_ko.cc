// Where a firm is, by what it has there: 울산에 공장을 짓다, 인도 공장을 가동하다, 가람의 베트남
// 법인.
#include <algorithm>
#include <array>
#include <optional>

#include "ingest/clauses/clauses_ko.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

constexpr std::uint32_t kNearSite = 120;  // bytes between a place and what is there

std::string_view site_word(std::string_view words) {
  const std::size_t space = words.rfind(' ');
  return space == std::string_view::npos ? words : words.substr(space + 1);
}

// Where something is made, which is what a firm has and not only where it is.
bool is_works(std::string_view words) {
  static constexpr std::array<std::string_view, 10> kWorks = {
      "공장",     "제철소",   "조선소", "제련소",     "정유소",
      "생산기지", "생산라인", "캠퍼스", "데이터센터", "발전소"};
  return std::ranges::any_of(kWorks, [&](std::string_view one) { return words.ends_with(one); });
}

}  // namespace

// Whether the words end in a plant, an office, a subsidiary; also "해외공장 기공식".
bool KoreanClauses::ends_in_facility(std::string_view words) const {
  if (ends_with_word(site_word(words), frames_.words(Language::Korean, "ceremony"))) {
    const std::size_t space = words.rfind(' ');
    if (space == std::string_view::npos) return false;
    words = words.substr(0, space);
  }
  return ends_with_word(words, frames_.words(Language::Korean, "facility"));
}

// The verb behind the phrase with which somebody comes to have what it names, or has it; a verbal
// noun in front of a comma too ("설립, …").
std::optional<ByteRange> KoreanClauses::site_verb(const Reading& reading, std::size_t index) const {
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  const auto& verbs = frames_.words(Language::Korean, "site_verb");
  const NounPhrase& phrase = reading.phrases[index];
  const auto is_site_verb = [&](std::uint32_t at) {
    return begins_with_word(block.substr(at), verbs);
  };
  for (std::size_t i = index + 1; i < reading.phrases.size(); ++i) {
    const NounPhrase& next = reading.phrases[i];
    if (reading.verb_between(phrase.whole.end, next.bytes.begin, true) ||
        reading.joint_between(phrase.whole.end, next.bytes.begin, JointKind::Break)) {
      break;
    }
    if (phrase.marker == Marker::Object && is_site_verb(next.bytes.begin)) return next.bytes;
    if (next.marker == Marker::Object || next.marker == Marker::Subject ||
        next.marker == Marker::Topic) {
      return std::nullopt;
    }
  }
  for (const Verb& verb : reading.verbs) {
    if (verb.bytes.begin < phrase.whole.end) continue;
    if (reading.joint_between(phrase.whole.end, verb.bytes.begin, JointKind::Break)) break;
    if (!is_site_verb(verb.bytes.begin)) return std::nullopt;
    return verb.bytes;
  }
  return std::nullopt;
}

// The verb behind the plant's phrase with which somebody makes something there.
std::optional<ByteRange> KoreanClauses::making_verb(const Reading& reading,
                                                    const NounPhrase& phrase) const {
  const std::string_view block = block_of(reading);
  for (const Verb& verb : reading.verbs) {
    if (verb.bytes.begin < phrase.whole.end) continue;
    const std::string_view word = block.substr(verb.bytes.begin, verb.bytes.size());
    const std::string_view before = block.substr(0, verb.bytes.begin);
    const bool makes = begins_with_word(word, frames_.words(Language::Korean, "making")) ||
                       begins_with_word(word, frames_.words(Language::Korean, "launching"));
    // 양산에 돌입했다
    const bool begins = before.ends_with("양산에 ") || before.ends_with("생산에 ");
    if (makes || begins) return verb.bytes;
    return std::nullopt;
  }
  return std::nullopt;
}

// The place that a phrase names or begins with: the last one of "경남 함안 산업단지".
const TextMention* KoreanClauses::place_within(const Reading& reading, ByteRange bytes) const {
  const TextMention* last = nullptr;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (!mention.inherited && mention.span.block == reading.span.block &&
        bytes.contains(mention.span.bytes) && text_.entities[mention.entity].type == "Place") {
      last = &mention;
    }
  }
  return last;
}

// "가람, 나가사키에 부품 공장 신설": in a headline the firm stands first and the deed last.
void KoreanClauses::built_by_headline(const Reading& reading, std::size_t index,
                                      std::vector<ClauseRelation>& out) const {
  const NounPhrase& phrase = reading.phrases[index];
  if (index == 0 || index + 1 != reading.phrases.size() || phrase.marker != Marker::None) return;
  const std::string_view block = block_of(reading);
  std::string_view words = block.substr(phrase.bytes.begin, phrase.bytes.size());
  const std::string_view deed = site_word(words);
  if (deed.size() + 1 >= words.size() ||
      !begins_with_word(deed, frames_.words(Language::Korean, "site_verb")) ||
      !ends_in_facility(words.substr(0, words.size() - deed.size() - 1))) {
    return;
  }
  const NounPhrase& before = reading.phrases[index - 1];
  if (before.marker != Marker::To) return;
  const TextMention* place = place_within(reading, before.bytes);
  if (place == nullptr) return;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (mention.inherited || mention.span.block != reading.span.block ||
        mention.span.bytes.end > place->span.bytes.begin ||
        text_.entities[mention.entity].type != "Firm") {
      continue;
    }
    const std::string_view gap =
        block.substr(mention.span.bytes.end, before.bytes.begin - mention.span.bytes.end);
    if (gap != ", " && gap != "… " && gap != "…") return;
    ClauseRelation made;
    made.family = "LOCATED_IN";
    made.rule = "ko:place";
    made.subjects = {mentioned(mention)};
    made.object = mentioned(*place);
    made.cue.bytes = phrase.bytes;
    made.cue.whole = phrase.bytes;
    made.cue.nominal = true;
    out.push_back(std::move(made));
    return;
  }
}

std::vector<ClauseRelation> KoreanClauses::places(const Reading& reading) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading);
  const auto add = [&](std::vector<Argument> firms, const TextMention& place, ByteRange cue) {
    if (firms.empty()) return;
    ClauseRelation made;
    made.family = "LOCATED_IN";
    made.rule = "ko:place";
    made.subjects = std::move(firms);
    made.object.entity = place.entity;
    made.object.bytes = place.span.bytes;
    made.cue.bytes = cue;
    made.cue.whole = cue;
    out.push_back(std::move(made));
  };
  for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.pronoun) continue;
    const std::string_view words = block.substr(phrase.bytes.begin, phrase.bytes.size());
    // "가람의 송도 3공장이": the number in front of the noun.
    std::string_view counted = block.substr(phrase.bytes.end, phrase.whole.end - phrase.bytes.end);
    if (counted.size() > 3 && phrase.marker != Marker::None) counted.remove_suffix(3);
    const bool numbered = counted.find_first_of("0123456789") != std::string_view::npos &&
                          ends_with_word(counted, frames_.words(Language::Korean, "facility"));
    if (!numbered && !ends_in_facility(words)) {
      built_by_headline(reading, i, out);
      continue;
    }
    const TextMention* place = place_within(
        reading,
        {phrase.bytes.begin,
         phrase.bytes.end - static_cast<std::uint32_t>(numbered ? 0 : site_word(words).size())});
    // 울산공장: the place within the word.
    if (place == nullptr && !numbered) place = place_within(reading, phrase.bytes);
    // "가람의 베트남 법인": whoever owns it is there.
    if (place != nullptr) {
      const TextMention* owner = nullptr;
      for (const TextMention& mention : text_.mentions_near(reading.span)) {
        if (mention.inherited || mention.span.block != reading.span.block ||
            mention.span.bytes.end > place->span.bytes.begin ||
            text_.entities[mention.entity].type != "Firm") {
          continue;
        }
        const std::string_view gap =
            block.substr(mention.span.bytes.end, place->span.bytes.begin - mention.span.bytes.end);
        // 가람의 폴란드 브로츠와프 공장: a place within another.
        const auto wider = [&](const TextMention& other) {
          return !other.inherited && other.span.block == reading.span.block &&
                 text_.entities[other.entity].type == "Place" &&
                 other.span.bytes.end + 1 == place->span.bytes.begin &&
                 (gap.starts_with("의 ") || gap.starts_with(" ")) &&
                 other.span.bytes.begin - mention.span.bytes.end <= 4 &&
                 other.span.bytes.begin > mention.span.bytes.end;
        };
        if (gap == "의 " || gap == " " ||
            std::ranges::any_of(text_.mentions_near(reading.span), wider)) {
          owner = &mention;
        }
      }
      if (owner != nullptr) {
        Argument firm;
        firm.entity = owner->entity;
        firm.bytes = owner->span.bytes;
        add({firm}, *place, phrase.bytes);
        if (!numbered && is_works(words)) {
          out.push_back(out.back());
          ClauseRelation& works = out.back();
          works.family = "HAS";
          works.rule = "ko:works";
          const std::uint32_t behind = owner->span.bytes.end;
          const std::uint32_t mark = block.substr(behind).starts_with("의") ? 3 : 0;
          works.object = new_concept({behind + mark + 1, phrase.bytes.end}, "Resource");
        }
        continue;
      }
    }
    // "가람은 인도 공장에서 엔진을 만든다": who makes something at its plant is there.
    if (place != nullptr && phrase.marker == Marker::From) {
      if (const auto making = making_verb(reading, phrase)) {
        add(arguments_.korean_subject(reading, *making, {"Firm"}), *place, *making);
      }
      continue;
    }
    if (phrase.marker != Marker::Object) continue;
    const auto verb = site_verb(reading, i);
    if (!verb) continue;
    for (std::size_t j = i; j-- > 0 && place == nullptr;) {
      const NounPhrase& before = reading.phrases[j];
      if (phrase.bytes.begin - before.whole.end > kNearSite ||
          reading.verb_between(before.whole.end, phrase.bytes.begin) ||
          reading.joint_between(before.whole.end, phrase.bytes.begin, JointKind::Break)) {
        break;
      }
      if (before.marker == Marker::To || before.marker == Marker::From) {
        place = place_within(reading, before.bytes);
        if (place != nullptr) break;
      }
    }
    if (place == nullptr) continue;
    auto firms = arguments_.korean_subject(reading, *verb, {"Firm"});
    // "울산에서도 누리를 통해 공장을 지었다": it is there, not whoever was spoken of before.
    const bool through =
        block.substr(place->span.bytes.end, phrase.bytes.begin - place->span.bytes.end)
            .find(" 통해 ") != std::string_view::npos;
    if (through && !firms.empty() && firms.front().coreference) continue;
    add(std::move(firms), *place, *verb);
  }
  return out;
}

}  // namespace sarye
