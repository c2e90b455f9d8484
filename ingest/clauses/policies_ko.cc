// What a government does or plans: "정부는 설비 투자 세액공제를 확대하기로 했다". Its measures are
// policies, whether or not the text names an agency.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestMeasure = 6;  // characters
constexpr std::size_t kLongestMeasure = 40;

std::string_view closing_word(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

}  // namespace

// Who speaks for the public in a phrase: 정부, 산업부, or an agency that the text names.
KoreanClauses::PublicActor KoreanClauses::public_actor(const Reading& reading,
                                                       const NounPhrase& phrase) const {
  PublicActor out;
  if (phrase.pronoun) return out;
  if (auto agency = arguments_.resolve(reading, phrase, phrase.bytes, {"Agency"}, {})) {
    out.found = true;
    out.agency = std::move(agency);
    return out;
  }
  const std::string_view words = block_of(reading).substr(phrase.bytes.begin, phrase.bytes.size());
  out.found = frames_.has_word(Language::Korean, "public_actor", closing_word(words));
  return out;
}

void KoreanClauses::remember(const Reading& reading) {
  if (reading.language != Language::Korean) return;
  remember_told(reading);
  bool other = false;
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.marker != Marker::Topic && phrase.marker != Marker::Subject) continue;
    if (public_actor(reading, phrase).found) {
      public_block_ = reading.span.block;
      return;
    }
    other = other || arguments_.resolve(reading, phrase, phrase.bytes, {"Firm"}, {}).has_value();
  }
  if (other) {
    public_block_.reset();
  } else if (public_block_ && reading.span.block - *public_block_ <= 1) {
    public_block_ = reading.span.block;
  }
}

std::vector<ClauseRelation> KoreanClauses::policies(const Reading& reading,
                                                    const std::vector<ByteRange>& used) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  // The sentence's own actor, else the one of the sentences before it.
  PublicActor actor;
  bool other = false;  // something else is spoken of
  std::uint32_t from = reading.span.bytes.begin;
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.marker != Marker::Topic && phrase.marker != Marker::Subject) continue;
    PublicActor found = public_actor(reading, phrase);
    if (found.found) {
      actor = std::move(found);
      from = phrase.whole.end;
      break;
    }
    if (arguments_.resolve(reading, phrase, phrase.bytes, {"Firm"}, {})) return out;
    const std::string_view particle = block.substr(phrase.bytes.end);
    other = other || (phrase.marker == Marker::Topic && !phrase.pronoun &&
                      (particle.starts_with("은 ") || particle.starts_with("는 ")));
  }
  const bool carried = public_block_ && *public_block_ <= reading.span.block &&
                       reading.span.block - *public_block_ <= 1;
  if (!actor.found && (!carried || other)) return out;
  const auto state = [&](const NounPhrase& phrase, ByteRange bytes, std::string name,
                         ByteRange cue) {
    const std::size_t size = count_code_points(name);
    if (size < kShortestMeasure || size > kLongestMeasure) return;
    ClauseRelation made;
    made.family = "ISSUES";
    made.rule = "ko:measure";
    if (actor.agency) made.subjects = {*actor.agency};
    auto known = arguments_.resolve(reading, phrase, phrase.bytes, {"Policy"}, {});
    if (known) {
      made.object = std::move(*known);
    } else {
      made.object = new_concept(bytes, "Policy", -60);
      made.object.create_name = std::move(name);
    }
    made.cue.bytes = cue;
    made.cue.whole = cue;
    out.push_back(std::move(made));
  };
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    if (reading.verbs[v].bytes.begin < from) continue;
    const auto verb = predicate(reading, v);
    if (!verb || verb->verb.form == VerbForm::Question || verb->verb.passive) continue;
    if (std::ranges::any_of(used, [&](ByteRange one) { return one.overlaps(verb->bytes); })) {
      continue;
    }
    const std::string& stem = verb->verb.stem;
    // A verb in front of a noun tells a measure only where that noun is a plan.
    if (reading.verbs[v].adnominal) {
      std::string_view behind = block.substr(verb->bytes.end);
      while (behind.starts_with(" ")) behind.remove_prefix(1);
      const bool planned =
          std::ranges::any_of(frames_.words(Language::Korean, "plan_noun"),
                              [&](const std::string& noun) { return behind.starts_with(noun); });
      if (!planned) continue;
    }
    const bool enters = stem == "나서" || stem == "착수" || stem == "돌입";
    if (!enters && !frames_.has_word(Language::Korean, "measure_verb", stem)) continue;
    auto object = phrase_of(reading, *verb, enters ? Marker::To : Marker::Object, from);
    if (!object && !enters) object = phrase_of(reading, *verb, Marker::Also, from);  // 규제도 푼다
    if (!object || reading.phrases[*object].pronoun) continue;
    const NounPhrase& phrase = reading.phrases[*object];
    const std::uint32_t begin = begin_with_modifiers(reading, block, *object, false);
    std::string name = concept_name(block.substr(begin, phrase.bytes.end - begin));
    if (nouns_.is_actor(name)) continue;
    ByteRange bytes{begin, phrase.bytes.end};
    if (!enters && verb->verb.verbal_noun) {
      name += " " + stem;
      bytes.end = verb->bytes.begin + static_cast<std::uint32_t>(stem.size());
    }
    state(phrase, bytes, std::move(name), verb->bytes);
  }
  // "▲허가 절차 간소화 ▲보증 한도 확대 등": what a list of measures holds.
  constexpr std::string_view kItem = "▲";
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.bytes.begin < kItem.size() || phrase.pronoun) continue;
    const std::size_t open = block.substr(0, phrase.bytes.end).rfind(kItem);
    if (open == std::string_view::npos || open < reading.span.bytes.begin) continue;
    const std::string_view behind = block.substr(phrase.bytes.end);
    if (!behind.starts_with(" ▲") && !behind.starts_with(" 등") && !behind.starts_with("▲")) {
      continue;
    }
    const ByteRange bytes{static_cast<std::uint32_t>(open + kItem.size()), phrase.bytes.end};
    std::string name = concept_name(block.substr(bytes.begin, bytes.size()));
    const std::string_view word = closing_word(name);
    if (!frames_.has_word(Language::Korean, "measure_verb", word) && !nouns_.is_becoming(word)) {
      continue;
    }
    state(phrase, bytes, std::move(name), bytes);
  }
  return out;
}

}  // namespace sarye
