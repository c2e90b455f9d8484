// Deeds of firms that a noun names: "투자 유치에 성공했다", "제2공장 준공을 완료했다".
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestDeed = 45;  // characters
constexpr std::size_t kShortestDeed = 5;

}  // namespace

// "투자 유치에 성공했다": what it is that was done, where it is a deed.
std::optional<ClauseRelation> KoreanClauses::achieved(const Reading& reading,
                                                      const Predicate& verb) const {
  const auto thing = phrase_of(reading, verb, Marker::To, reading.span.bytes.begin);
  if (!thing || reading.phrases[*thing].pronoun) return std::nullopt;
  const NounPhrase& phrase = reading.phrases[*thing];
  const std::string_view block = block_of(reading);
  const std::string words = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
  const std::size_t space = words.rfind(' ');
  const std::string last = words.substr(space == std::string::npos ? 0 : space + 1);
  if (!frames_.has_word(Language::Korean, "strategic", last) &&
      !frames_.has_word(Language::Korean, "deed", last)) {
    return std::nullopt;
  }
  // 흑자 전환에 성공했다: came about.
  const std::string front = space == std::string::npos ? std::string() : words.substr(0, space);
  if (frames_.has_word(Language::Korean, "outcome", front.substr(front.rfind(' ') + 1))) {
    return std::nullopt;
  }
  const std::uint32_t begin = begin_with_modifiers(reading, block, *thing, false);
  std::string name = concept_name(block.substr(begin, phrase.bytes.end - begin));
  const std::size_t size = count_code_points(name);
  if (size < kShortestDeed || size > kLongestDeed) return std::nullopt;
  return done(reading, verb.bytes, {begin, phrase.bytes.end}, std::move(name), "ko:achieved");
}

// "제2공장 준공을 완료했다", "증설도 준비하고 있다": the deed's own noun in front of a light verb.
std::optional<ClauseRelation> KoreanClauses::carried_out(const Reading& reading,
                                                         const Predicate& verb) const {
  if (verb.verb.form == VerbForm::Question) return std::nullopt;
  auto thing = phrase_of(reading, verb, Marker::Object, reading.span.bytes.begin);
  if (!thing) thing = phrase_of(reading, verb, Marker::Also, reading.span.bytes.begin);
  if (!thing || reading.phrases[*thing].pronoun) return std::nullopt;
  const NounPhrase& phrase = reading.phrases[*thing];
  const std::string_view block = block_of(reading);
  const std::string words = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
  const std::size_t space = words.rfind(' ');
  if (space == std::string::npos ||
      !(frames_.has_word(Language::Korean, "deed", words.substr(space + 1)) ||
        frames_.has_word(Language::Korean, "strategic", words.substr(space + 1)))) {
    return std::nullopt;
  }
  const std::string front = words.substr(0, space);
  if (frames_.has_word(Language::Korean, "outcome", front.substr(front.rfind(' ') + 1)) ||
      frames_.has_word(Language::Korean, "stake", front.substr(front.rfind(' ') + 1))) {
    return std::nullopt;
  }
  const std::uint32_t begin = begin_with_modifiers(reading, block, *thing, false);
  std::string name = concept_name(block.substr(begin, phrase.bytes.end - begin));
  const std::size_t size = count_code_points(name);
  if (size < kShortestDeed || size > kLongestDeed) return std::nullopt;
  return done(reading, verb.bytes, {begin, phrase.bytes.end}, std::move(name), "ko:carried-out");
}

// "덤핑 제소를 했다": a deed's noun and 하다.
std::optional<ClauseRelation> KoreanClauses::noun_done(const Reading& reading,
                                                       std::size_t index) const {
  const NounPhrase& phrase = reading.phrases[index];
  if (phrase.marker != Marker::Object || phrase.pronoun) return std::nullopt;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  std::string_view behind = block.substr(phrase.whole.end);
  if (!behind.starts_with(" ")) return std::nullopt;
  behind.remove_prefix(1);
  if (!behind.starts_with("했") && !behind.starts_with("한다") && !behind.starts_with("하기로")) {
    return std::nullopt;
  }
  const std::uint32_t begin = begin_with_modifiers(reading, block, index, false);
  std::string name = concept_name(block.substr(begin, phrase.bytes.end - begin));
  const std::string last = name.substr(name.rfind(' ') + 1);
  const std::size_t size = count_code_points(name);
  if (size < kShortestDeed || size > kLongestDeed ||
      (!frames_.has_word(Language::Korean, "strategic", last) &&
       !frames_.has_word(Language::Korean, "deed", last))) {
    return std::nullopt;
  }
  const auto at = static_cast<std::uint32_t>(behind.data() - block.data());
  return done(reading, {at, at + 3}, {begin, phrase.bytes.end}, std::move(name), "ko:noun-done");
}

// "200여개 점포를 닫기로", "점포 15곳의 문을 닫았다": what is closed, and how many of them.
std::optional<ClauseRelation> KoreanClauses::closes(const Reading& reading,
                                                    std::size_t index) const {
  const NounPhrase& phrase = reading.phrases[index];
  if (phrase.marker != Marker::Object || phrase.pronoun) return std::nullopt;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  const std::string_view behind = block.substr(phrase.whole.end);
  const bool closed = std::ranges::any_of(
      std::array<std::string_view, 4>{" 닫기로", " 닫았", " 닫는다", " 닫을 계획"},
      [&](std::string_view one) { return behind.starts_with(one); });
  if (!closed) return std::nullopt;
  ByteRange bytes = phrase.bytes;
  std::string name = concept_name(block.substr(bytes.begin, bytes.size()));
  if (name == "문" || name.ends_with(" 문")) {
    // The words in front say what has doors.
    bytes.begin = begin_with_modifiers(reading, block, index, false);
    std::string_view front = block.substr(0, phrase.bytes.end);
    front = front.substr(0, front.rfind("문"));
    while (front.ends_with(" ")) front.remove_suffix(1);
    if (!front.ends_with("의")) return std::nullopt;
    front.remove_suffix(std::string_view("의").size());
    bytes.end = static_cast<std::uint32_t>(front.size());
    const std::size_t space = front.rfind(' ', front.rfind(' ') - 1);
    if (bytes.begin >= bytes.end || space == std::string_view::npos) return std::nullopt;
    bytes.begin = std::min(bytes.begin, static_cast<std::uint32_t>(space + 1));
    name = concept_name(block.substr(bytes.begin, bytes.size()));
    const std::size_t first = name.find(' ');
    if (!ends_in_facility(name) && !ends_in_facility(name.substr(0, first))) return std::nullopt;
  } else {
    if (!ends_in_facility(name)) return std::nullopt;
    const std::string_view front = block.substr(0, bytes.begin);
    if (!front.ends_with(" ")) return std::nullopt;
    const std::size_t space = front.substr(0, front.size() - 1).rfind(' ');
    const std::string_view word = front.substr(space == std::string_view::npos ? 0 : space + 1);
    if (word.find_first_of("0123456789") == std::string_view::npos) return std::nullopt;
    bytes.begin -= static_cast<std::uint32_t>(word.size());
    name = concept_name(block.substr(bytes.begin, bytes.size()));
  }
  if (count_code_points(name) + 3 > kLongestDeed) return std::nullopt;
  const ByteRange verb{phrase.whole.end + 1, phrase.whole.end + 4};
  return done(reading, verb, bytes, name + " 폐쇄", "ko:closes");
}

// Whether a phrase is of firms without a name (완성차 업체들), or is one word that no list has and
// that may be a name.
bool KoreanClauses::is_unnamed_actor(const Reading& reading, const NounPhrase& phrase) const {
  if (phrase.pronoun || public_actor(reading, phrase).found) return false;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (!mention.inherited && mention.span.bytes.overlaps(phrase.bytes)) return false;
  }
  const std::string name =
      concept_name(block_of(reading).substr(phrase.bytes.begin, phrase.bytes.size()));
  if (nouns_.is_actor(name)) return true;
  // 배터리 3사, 대형마트들, 양사
  const std::string_view last = std::string_view(name).substr(name.rfind(' ') + 1);
  for (const std::string_view many : {"사들", "마트들", "업들", "체들", "점들", "자들"}) {
    if (last.ends_with(many)) return true;
  }
  if (last.size() == 4 && last.ends_with("사") && last[0] >= '2' && last[0] <= '9') return true;
  if (name.find(' ') != std::string::npos || count_code_points(name) < 2) return false;
  // 이번전략, 신사업: a word that ends in one that is listed is no name.
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view rest = std::string_view(name).substr(at);
    if (count_code_points(rest) < 2) break;
    if (frames_.has_word(Language::Korean, "plain", rest)) return false;
    decode(name, at);
  }
  return !nouns_.is_process(name) && !nouns_.is_measured(name);
}

// Whether the subject of the verb is such a phrase: what they do on purpose is told of nobody.
bool KoreanClauses::done_by_unnamed(const Reading& reading, ByteRange verb) const {
  for (std::size_t i = reading.phrases.size(); i-- > 0;) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.whole.end > verb.begin ||
        (phrase.marker != Marker::Topic && phrase.marker != Marker::Subject)) {
      continue;
    }
    return is_unnamed_actor(reading, phrase);
  }
  return false;
}

std::optional<ClauseRelation> KoreanClauses::done(const Reading& reading, ByteRange verb,
                                                  ByteRange words, std::string name,
                                                  std::string_view rule) const {
  ClauseRelation made;
  made.family = "PURSUES";
  made.rule = rule;
  made.subjects = arguments_.korean_subject(reading, verb, {"Firm"});
  if (made.subjects.empty() && !done_by_unnamed(reading, verb)) return std::nullopt;
  made.object = new_concept(words, "Strategy", -60);
  made.object.create_name = std::move(name);
  made.cue.bytes = verb;
  made.cue.whole = verb;
  return made;
}

}  // namespace sarye
