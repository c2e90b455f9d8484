#include "ingest/clauses/clauses_ko.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestClauseName = 40;  // characters
constexpr std::size_t kShortestClauseName = 4;
constexpr std::size_t kNearRight = 60;  // bytes between a product, a right to it and who gets it
// Verbs with which somebody gets the right to sell what is named in front.
constexpr std::array<std::string_view, 6> kGets = {"체결", "확보", "맺", "획득", "따내", "사들"};

}  // namespace

KoreanClauses::KoreanClauses(const AnnotatedText& text, const Frames& frames,
                             const Ontology& ontology, const ArgumentFinder& arguments,
                             const KoreanVerbs& verbs, const KoreanNouns& nouns)
    : text_(text),
      frames_(frames),
      arguments_(arguments),
      verbs_(verbs),
      cause_types_(endpoint_types(ontology, "LEADS_TO", true)),
      effect_types_(endpoint_types(ontology, "LEADS_TO", false)),
      nouns_(nouns) {
  // `줄=감소` gives a stem the noun that names it; a noun alone names itself.
  for (const std::string& word : frames.words(Language::Korean, "change")) {
    const std::size_t equals = word.find('=');
    const std::string noun = equals == std::string::npos ? word : word.substr(equals + 1);
    change_[word.substr(0, equals)] = noun;
  }
  for (const std::string& word : frames_.words(Language::Korean, "deed_noun")) {
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos) deed_[word.substr(0, equals)] = word.substr(equals + 1);
  }
}

std::string_view KoreanClauses::block_of(const Reading& reading) const {
  return text_.blocks[reading.span.block].text;
}

const KoreanClauses::Predicate* KoreanClauses::predicate(const Reading& reading,
                                                         std::size_t index) const {
  if (predicates_in_ != reading.span || predicates_.size() != reading.verbs.size()) {
    predicates_in_ = reading.span;
    predicates_.assign(reading.verbs.size(), {});
  }
  KnownPredicate& known = predicates_[index];
  if (!known.read) known = {true, read_predicate(reading, index)};
  return known.predicate ? &*known.predicate : nullptr;
}

std::optional<KoreanClauses::Predicate> KoreanClauses::read_predicate(const Reading& reading,
                                                                      std::size_t index) const {
  const ByteRange bytes = reading.verbs[index].bytes;
  const std::string_view block = block_of(reading);
  auto verb = verbs_.read(block.substr(bytes.begin, bytes.size()));
  if (!verb) {
    // 국산화하면서: a known concept, and what makes it a verb.
    const bool behind_name = std::ranges::any_of(reading.phrases, [&](const NounPhrase& phrase) {
      return phrase.bytes.end == bytes.begin && phrase.marker == Marker::None;
    });
    if (!behind_name || bytes.begin == 0) return std::nullopt;
    const std::size_t space = block.rfind(' ', bytes.begin - 1);
    const auto begin = static_cast<std::uint32_t>(space == block.npos ? 0 : space + 1);
    verb = verbs_.read(block.substr(begin, bytes.end - begin));
    if (!verb || !verb->verbal_noun) return std::nullopt;
    Predicate whole{index, {begin, bytes.end}, std::move(*verb), {}};
    const auto change = change_.find(whole.verb.stem);
    if (change != change_.end()) whole.noun = change->second;
    return whole;
  }
  Predicate out{index, bytes, std::move(*verb), {}};
  const auto change = change_.find(out.verb.stem);
  if (change != change_.end()) out.noun = change->second;
  return out;
}

// 손실, 평가손실: the word, or its end.
bool KoreanClauses::is_harm(std::string_view word) const {
  for (std::size_t at = 0; at < word.size(); decode(word, at)) {
    if (frames_.has_word(Language::Korean, "harm", word.substr(at))) return true;
  }
  return false;
}

std::optional<std::size_t> KoreanClauses::phrase_of(const Reading& reading,
                                                    const Predicate& predicate, Marker marker,
                                                    std::uint32_t from) const {
  for (std::size_t i = reading.phrases.size(); i-- > 0;) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.whole.end > predicate.bytes.begin) continue;
    if (phrase.bytes.begin < from) return std::nullopt;
    if (reading.verb_between(phrase.whole.end, predicate.bytes.begin, true) ||
        reading.joint_between(phrase.whole.end, predicate.bytes.begin, JointKind::Break)) {
      return std::nullopt;
    }
    const bool subject = marker == Marker::Subject &&
                         (phrase.marker == Marker::Topic || phrase.marker == Marker::Also);
    if (phrase.marker == marker || subject) return i;
  }
  return std::nullopt;
}

// "수익성이 악화됐다" names 수익성 악화; what a firm itself does or is names nothing.
std::optional<Argument> KoreanClauses::clause_concept(const Reading& reading, std::size_t index,
                                                      const Predicate& predicate,
                                                      std::string_view type) const {
  const NounPhrase& phrase = reading.phrases[index];
  if (phrase.pronoun) return std::nullopt;
  const std::string_view block = block_of(reading);
  const std::string thing = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (mention.inherited || mention.span.block != reading.span.block ||
        mention.span.bytes.end != phrase.bytes.end) {
      continue;
    }
    const std::string& named = text_.entities[mention.entity].type;
    if (named == "Firm" || named == "Product" || named == "Agency" || named == "Person" ||
        named == "Place") {
      return std::nullopt;
    }
  }
  std::string noun = predicate.noun;
  if (noun.empty() && predicate.verb.verbal_noun) noun = predicate.verb.stem;
  // 이용자가 급증했다: there are more of them, and nobody acts.
  const bool counted = frames_.has_word(Language::Korean, "amount", noun);
  if (thing.empty() || (!counted && nouns_.is_actor(thing))) return std::nullopt;
  if (noun.empty()) return std::nullopt;
  const std::uint32_t begin = begin_with_modifiers(reading, block, index, type != "Effect");
  std::string name = concept_name(block.substr(begin, phrase.bytes.end - begin));
  if (count_code_points(name) > kLongestClauseName) name = thing;
  name += " " + noun;
  const std::size_t size = count_code_points(name);
  if (size < kShortestClauseName || size > kLongestClauseName + 10) return std::nullopt;
  const std::size_t stem =
      std::min<std::size_t>(predicate.verb.stem.size(), predicate.bytes.size());
  // 보조금이 폐지되면서: what becomes of a policy is one.
  static constexpr std::array<std::string_view, 12> kPolicies = {
      "정책", "규제",   "관세",   "제도", "보조금", "세액공제",
      "제재", "과징금", "특별법", "쿼터", "지원책", "의무화"};
  if (type != "Effect" &&
      std::ranges::any_of(kPolicies, [&](auto policy) { return thing.ends_with(policy); })) {
    type = "Policy";
  }
  Argument made =
      new_concept({begin, predicate.bytes.begin + static_cast<std::uint32_t>(stem)}, type, -60);
  made.create_name = std::move(name);
  return made;
}

std::vector<ClauseRelation> KoreanClauses::licensed(const Reading& reading) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (mention.inherited || mention.span.block != reading.span.block ||
        text_.entities[mention.entity].type != "Product") {
      continue;
    }
    std::string_view rest = block.substr(mention.span.bytes.end);
    for (const std::string_view mark : {"(가칭)", "’", "'", "”", "\""}) {
      if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
    }
    if (!rest.starts_with("의 ")) continue;
    // The right stands in the same phrase, and somebody gets it.
    for (const std::string_view right : {"퍼블리싱", "판권", "유통권", "판매권", "서비스권"}) {
      const std::size_t place = rest.find(right);
      if (place == rest.npos || place > kNearRight) continue;
      const auto at = static_cast<std::uint32_t>(rest.data() - block.data()) +
                      static_cast<std::uint32_t>(place);
      const auto end = at + static_cast<std::uint32_t>(right.size());
      const std::string_view behind = block.substr(end, kNearRight);
      const bool gets = std::any_of(kGets.begin(), kGets.end(), [&](std::string_view verb) {
        return behind.find(verb) != behind.npos;
      });
      if (!gets || reading.verb_between(mention.span.bytes.end, at, true)) break;
      ClauseRelation made;
      made.family = "OFFERS";
      made.rule = "ko:licensed";
      made.subjects = arguments_.korean_subject(reading, {end, end}, {"Firm"});
      if (made.subjects.empty()) break;
      made.object.entity = mention.entity;
      made.object.bytes = mention.span.bytes;
      made.cue.bytes = {at, end};
      made.cue.whole = made.cue.bytes;
      out.push_back(std::move(made));
      break;
    }
  }
  return out;
}

// Whether a verbal noun with 하면 tells a deed that brings something about: 공유하면, not 사용하면.
bool KoreanClauses::may_be_condition(std::string_view noun) const {
  return noun != "사용" && noun != "제공" && noun != "이용" && noun != "활용" &&
         nouns_.is_process(noun);
}

// "원가 상승이 수익성을 낮추고 투자를 줄였다": the subject of a chain of verbs, none of which
// modifies a noun.
std::optional<std::size_t> KoreanClauses::subject_in_front(const Reading& reading,
                                                           std::size_t object) const {
  const std::uint32_t to = reading.phrases[object].bytes.begin;
  for (std::size_t i = object; i-- > 0;) {
    const NounPhrase& phrase = reading.phrases[i];
    if (reading.joint_between(phrase.whole.end, to, JointKind::Break)) break;
    if (phrase.marker != Marker::Topic && phrase.marker != Marker::Subject) continue;
    const bool noun_clause = std::ranges::any_of(reading.verbs, [&](const Verb& one) {
      return one.adnominal && one.bytes.begin >= phrase.whole.end && one.bytes.end <= to;
    });
    if (noun_clause) return std::nullopt;
    return i;
  }
  return std::nullopt;
}

}  // namespace sarye
