// By what means and for which aim something is done: 공동 개발을 통해 원가를 낮췄다, 수율 개선을
// 위해 공정을 바꿨다.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::uint32_t kFarthestReached = 200;  // bytes between a means and what it reaches
constexpr std::size_t kLongestMeans = 40;        // characters
constexpr std::size_t kShortestMeans = 4;

constexpr std::array<std::string_view, 4> kMeansParticles = {"을 통해", "를 통해", "을 통하여",
                                                             "를 통하여"};
constexpr std::array<std::string_view, 4> kAimParticles = {"을 위해", "를 위해", "을 위하여",
                                                           "를 위하여"};

// The end of one of `list` that `text` begins with, with 서 and a comma; 0: none.
template <std::size_t N>
std::size_t opens_with(std::string_view text, const std::array<std::string_view, N>& list) {
  for (const std::string_view one : list) {
    if (!text.starts_with(one)) continue;
    std::size_t end = one.size();
    if (text.substr(end).starts_with("서")) end += 3;
    if (text.substr(end).starts_with(",")) ++end;
    if (text.substr(end).starts_with(" ")) return end + 1;
  }
  return 0;
}

std::string_view final_word(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

}  // namespace

// The first predicate behind `from`: what changes, what is reached, or what is worked for.
std::optional<Argument> KoreanClauses::reached_behind(const Reading& reading, std::uint32_t from,
                                                      CueHit& cue, bool attained_only) const {
  if (auto effect = effect_behind(reading, from, cue, false, true)) return effect;
  const std::string_view block = block_of(reading);
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const Verb& verb = reading.verbs[v];
    if (verb.bytes.begin < from) continue;
    const bool carried = block.substr(verb.bytes.end).starts_with(" 수 ");
    if (verb.adnominal && !carried) continue;
    if (verb.bytes.begin - from > kFarthestReached ||
        reading.joint_between(from, verb.bytes.begin, JointKind::Break)) {
      return std::nullopt;
    }
    const auto found = predicate(reading, v);
    if (!found || found->verb.form == VerbForm::Question) return std::nullopt;
    const bool attains = frames_.has_word(Language::Korean, "attain", found->verb.stem);
    const bool aims = frames_.has_word(Language::Korean, "aim", found->verb.stem);
    if (!attains && !aims) return std::nullopt;
    if (attained_only &&
        (!attains || found->verb.form == VerbForm::Aim || found->verb.form == VerbForm::Intent)) {
      return std::nullopt;
    }
    const auto thing = phrase_of(reading, *found, attains ? Marker::Object : Marker::To, from);
    if (!thing || reading.phrases[*thing].pronoun) return std::nullopt;
    const NounPhrase& phrase = reading.phrases[*thing];
    const std::string name = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
    const std::string word(final_word(name));
    if (aims && change_.count(word) == 0 &&
        !frames_.has_word(Language::Korean, "strategic", word) &&
        !frames_.has_word(Language::Korean, "attain", word)) {
      return std::nullopt;
    }
    cue.bytes = {verb.bytes.begin,
                 verb.bytes.begin + static_cast<std::uint32_t>(std::min<std::size_t>(
                                        found->verb.stem.size(), verb.bytes.size()))};
    cue.whole = verb.bytes;
    cue.nominal = false;
    const std::uint32_t begin = begin_with_modifiers(reading, block, *thing);
    return arguments_.resolve(reading, phrase, {begin, phrase.bytes.end}, effect_types_, "Effect");
  }
  return std::nullopt;
}

// What a firm does as a means or has as its aim, when it is something done on purpose.
std::optional<ClauseRelation> KoreanClauses::pursued(const Reading& reading, std::size_t index,
                                                     std::uint32_t begin) const {
  const NounPhrase& phrase = reading.phrases[index];
  const std::string_view block = block_of(reading);
  const std::string name = concept_name(block.substr(begin, phrase.bytes.end - begin));
  const std::size_t size = count_code_points(name);
  const std::string word(final_word(name));
  if (size < kShortestMeans + 1 || size > kLongestMeans || word.size() == name.size() ||
      !(frames_.has_word(Language::Korean, "strategic", word) || nouns_.is_becoming(word))) {
    return std::nullopt;
  }
  // "공정 개선을 통해 낮추겠다는 계획": a verb in front of a plan is one too.
  const auto verb = std::find_if(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& one) {
    if (one.bytes.begin < phrase.whole.end) return false;
    if (!one.adnominal) return true;
    std::string_view behind = block.substr(one.bytes.end);
    if (!behind.starts_with(" ")) return false;
    behind.remove_prefix(1);
    return std::ranges::any_of(frames_.words(Language::Korean, "plan_noun"),
                               [&](const std::string& noun) { return behind.starts_with(noun); });
  });
  if (verb == reading.verbs.end() ||
      reading.joint_between(phrase.whole.end, verb->bytes.begin, JointKind::Break)) {
    return std::nullopt;
  }
  ClauseRelation made;
  made.family = "PURSUES";
  made.rule = "ko:means";
  made.subjects = arguments_.korean_subject(reading, verb->bytes, {"Firm"});
  if (made.subjects.empty()) return std::nullopt;
  auto object =
      arguments_.resolve(reading, phrase, {begin, phrase.bytes.end}, {"Strategy"}, "Strategy");
  if (!object) return std::nullopt;
  made.object = std::move(*object);
  made.cue.bytes = {phrase.bytes.end, phrase.whole.end};
  made.cue.whole = made.cue.bytes;
  made.cue.nominal = true;
  return made;
}

// "수출 확대를 위해 보조금을 지급한다": a policy, and what it is for.
std::optional<ClauseRelation> KoreanClauses::promoted(const Reading& reading, std::size_t index,
                                                      std::uint32_t begin) const {
  const NounPhrase& phrase = reading.phrases[index];
  for (std::size_t i = index + 1; i < reading.phrases.size(); ++i) {
    const NounPhrase& next = reading.phrases[i];
    if (reading.joint_between(phrase.whole.end, next.bytes.begin, JointKind::Break) ||
        reading.verb_between(phrase.whole.end, next.bytes.begin)) {
      return std::nullopt;
    }
    if (next.marker != Marker::Object) continue;
    auto policy = arguments_.resolve(reading, next, next.bytes, {"Policy"}, {});
    if (!policy) return std::nullopt;
    auto aim = arguments_.resolve(reading, phrase, {begin, phrase.bytes.end},
                                  {"Strategy", "Resource"}, "Strategy");
    if (!aim) return std::nullopt;
    ClauseRelation made;
    made.family = "PROMOTES";
    made.rule = "ko:means";
    made.subjects = {std::move(*policy)};
    made.object = std::move(*aim);
    made.cue.bytes = {phrase.bytes.end, phrase.whole.end};
    made.cue.whole = made.cue.bytes;
    made.cue.nominal = true;
    return made;
  }
  return std::nullopt;
}

// "국내 공장을 통해 공급을 늘린다": a resource that a firm works with.
std::optional<ClauseRelation> KoreanClauses::used(const Reading& reading, std::size_t index) const {
  const NounPhrase& phrase = reading.phrases[index];
  const auto resource = arguments_.resolve(reading, phrase, phrase.bytes, {"Resource"}, {});
  if (!resource) return std::nullopt;
  ClauseRelation made;
  made.family = "USES";
  made.rule = "ko:means";
  made.subjects =
      arguments_.korean_subject(reading, {phrase.whole.end, phrase.whole.end}, {"Firm"});
  if (made.subjects.empty()) return std::nullopt;
  made.object = *resource;
  made.cue.bytes = {phrase.bytes.end, phrase.whole.end};
  made.cue.whole = made.cue.bytes;
  made.cue.nominal = true;
  return made;
}

std::vector<ClauseRelation> KoreanClauses::means(const Reading& reading) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.pronoun) continue;
    const std::string_view behind = block.substr(phrase.bytes.end);
    const std::size_t means = opens_with(behind, kMeansParticles);
    const std::size_t aim = means == 0 ? opens_with(behind, kAimParticles) : 0;
    if (means == 0 && aim == 0) continue;
    // "기술 개발과 혁신을 통해": both are one means.
    std::uint32_t begin = begin_with_modifiers(reading, block, i, false);
    if (i > 0 && begin == phrase.bytes.begin) {
      const NounPhrase& before = reading.phrases[i - 1];
      const std::string_view gap = block.substr(before.bytes.end, begin - before.bytes.end);
      if ((gap == "과 " || gap == "와 ") && !before.pronoun) begin = before.bytes.begin;
    }
    if (auto plan = pursued(reading, i, begin)) out.push_back(std::move(*plan));
    if (means == 0) {
      if (auto helped = promoted(reading, i, begin)) out.push_back(std::move(*helped));
      continue;
    }
    const std::string name = concept_name(block.substr(begin, phrase.bytes.end - begin));
    if (auto use = used(reading, i)) out.push_back(std::move(*use));
    const auto known = arguments_.resolve(reading, phrase, phrase.bytes, cause_types_, {});
    if (!known && !nouns_.is_process(name)) continue;
    if (count_code_points(name) > kLongestMeans || nouns_.is_actor(name)) continue;
    auto cause =
        arguments_.resolve(reading, phrase, {begin, phrase.bytes.end}, cause_types_, "Mechanism");
    if (!cause) continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "ko:means";
    made.cue.bytes = {phrase.bytes.end, phrase.whole.end};
    made.cue.whole = made.cue.bytes;
    auto effect =
        reached_behind(reading, phrase.bytes.end + static_cast<std::uint32_t>(means), made.cue);
    if (!effect) continue;
    made.subjects = {std::move(*cause)};
    made.object = std::move(*effect);
    out.push_back(std::move(made));
  }
  return out;
}

// A policy and what it is for: "비용 절감을 위한 설비 투자 지원".
std::vector<ClauseRelation> KoreanClauses::purposes(const Reading& reading) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t i = 0; i + 1 < reading.phrases.size(); ++i) {
    const NounPhrase& phrase = reading.phrases[i];
    const NounPhrase& next = reading.phrases[i + 1];
    const std::string_view behind = block.substr(phrase.bytes.end);
    const bool purpose = behind.starts_with("을 위한 ") || behind.starts_with("를 위한 ");
    if (!purpose || phrase.pronoun || next.bytes.begin < phrase.whole.end ||
        next.bytes.begin - phrase.whole.end > 12) {
      continue;
    }
    const std::string_view words = block.substr(next.bytes.begin, next.bytes.size());
    std::size_t end = std::string_view::npos;  // of the word that makes it a policy
    for (const std::string& word : frames_.words(Language::Korean, "support")) {
      const std::size_t at = words.rfind(word);
      if (at == std::string_view::npos || (at == 0 && words.size() == word.size())) continue;
      if (end == std::string_view::npos || at + word.size() > end) end = at + word.size();
    }
    if (end == std::string_view::npos) continue;
    const ByteRange bytes{next.bytes.begin, next.bytes.begin + static_cast<std::uint32_t>(end)};
    auto policy = arguments_.resolve(reading, next, bytes, {"Policy"}, "Policy");
    auto aim =
        arguments_.resolve(reading, phrase, phrase.bytes, {"Strategy", "Resource"}, "Strategy");
    if (!policy || !aim) continue;
    ClauseRelation made;
    made.family = "PROMOTES";
    made.rule = "ko:purpose";
    made.subjects = {std::move(*policy)};
    made.object = std::move(*aim);
    made.cue.bytes = {phrase.bytes.end, next.bytes.begin};
    made.cue.whole = made.cue.bytes;
    made.cue.nominal = true;
    out.push_back(std::move(made));
  }
  return out;
}

}  // namespace sarye
