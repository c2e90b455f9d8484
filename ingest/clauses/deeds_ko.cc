// Deeds of firms that a noun names: "투자 유치에 성공했다", "제2공장 준공을 완료했다".
#include <algorithm>

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
