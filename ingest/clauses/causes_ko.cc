// What a Korean sentence gives as a cause: 로 인해, 때문에, 에 따른; 늘면서, 내재화해.
#include <algorithm>
#include <array>
#include <set>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"
#include "ingest/lexicon/word_set.h"

namespace sarye {
namespace {

constexpr std::uint32_t kFarthestEffect = 200;  // bytes between a cause and the verb of its effect

enum class Link : std::uint8_t {
  Cause,    // whatever stands in front is a cause
  Process,  // only something that happens is one: 확대에 따라, not 법에 따라
  Means     // 를 통해
};

struct Connector {
  std::string_view text;  // behind the phrase, its particle included
  Link link;
  bool adnominal;  // the effect is the noun behind
};

constexpr std::array<Connector, 24> kConnectors = {
    {{"로 인해 ", Link::Cause, false},     {"로 인하여 ", Link::Cause, false},
     {"로 인한 ", Link::Cause, true},      {"으로 인해 ", Link::Cause, false},
     {"으로 인하여 ", Link::Cause, false}, {"으로 인한 ", Link::Cause, true},
     {" 때문에 ", Link::Cause, false},     {" 때문에, ", Link::Cause, false},
     {"로 인해, ", Link::Cause, false},    {"으로 인해, ", Link::Cause, false},
     {"에 따라 ", Link::Process, false},   {"에 따라, ", Link::Process, false},
     {"에 따른 ", Link::Process, true},    {"에 힘입어 ", Link::Cause, false},
     {"에 기인한 ", Link::Cause, true},    {"에서 비롯된 ", Link::Cause, true},
     {"을 통한 ", Link::Means, true},      {"를 통한 ", Link::Means, true},
     {"이 초래한 ", Link::Cause, true},    {"가 초래한 ", Link::Cause, true},
     {"이 촉발한 ", Link::Cause, true},    {"가 촉발한 ", Link::Cause, true},
     {"이 불러온 ", Link::Cause, true},    {"가 불러온 ", Link::Cause, true}}};

// Nouns that make a phrase with 에 or 로 a cause: 수직계열화 덕분에, 관세의 영향으로.
constexpr std::array<std::string_view, 12> kCauseNouns = {" 덕분", " 덕택",   " 덕",   " 탓",
                                                          " 여파", "의 영향", " 영향", "의 여파",
                                                          " 결과", "의 결과", " 효과", "의 효과"};

bool starts(std::string_view text, std::string_view what) {
  return text.substr(0, what.size()) == what;
}

// Nouns behind a verb that carry no other meaning: 감소하는 모습이다.
bool is_carrier(std::string_view behind) {
  static constexpr std::array<std::string_view, 28> kCarriers = {
      " 가능성", " 우려", " 위험",   " 전망", " 것으로", " 수 ",    " 모습",
      " 추세",   " 양상", " 실정",   " 흐름", " 상황",   " 의도",   " 계획",
      " 방침",   " 전략", " 목표",   " 구상", " 것이다", " 것입니", " 성과를",
      " 효과를", " 분석", " 결과를", " 취지", " 복안",   " 포부",   " 의지"};
  return std::ranges::any_of(kCarriers, [&](auto noun) { return starts(behind, noun); });
}

// Whether `next` goes on with a list that the phrase is in: A와 B, A, B, A 등 B.
bool is_joined(std::string_view block, const NounPhrase& phrase, std::uint32_t next) {
  std::string_view gap = block.substr(phrase.bytes.end, next - phrase.bytes.end);
  if (phrase.marker == Marker::With) return gap == "와 " || gap == "과 ";
  if (phrase.marker != Marker::None) return false;
  return gap == ", " || gap == " 등 " || gap == " 및 " || gap == "·" || gap == " 또는 ";
}

// The connector that `text` begins with, of which none begins another; nullptr: none.
const Connector* connector_at(std::string_view text) {
  static const WordSet kTexts = [] {
    std::set<std::string, std::less<>> all;
    for (const Connector& one : kConnectors) all.emplace(one.text);
    return WordSet(all);
  }();
  for (const std::size_t size : kTexts.sizes()) {
    if (size > text.size() || !kTexts.contains(text.substr(0, size))) continue;
    return std::find_if(kConnectors.begin(), kConnectors.end(),
                        [&](const Connector& one) { return one.text == text.substr(0, size); });
  }
  return nullptr;
}

CueHit cue_at(ByteRange bytes, bool nominal) {
  CueHit cue;
  cue.bytes = bytes;
  cue.whole = bytes;
  cue.nominal = nominal;
  return cue;
}

}  // namespace

// The concept of a phrase that ends at `end`: one of the document's, else a new one.
std::optional<Argument> KoreanClauses::cause_phrase(const Reading& reading, std::size_t index,
                                                    std::uint32_t end) const {
  const NounPhrase& phrase = reading.phrases[index];
  const std::string_view block = block_of(reading);
  if (phrase.pronoun || end <= phrase.bytes.begin) return std::nullopt;
  const ByteRange bytes{phrase.bytes.begin, end};
  const std::string name = concept_name(block.substr(bytes.begin, bytes.size()));
  if (nouns_.is_actor(name)) return std::nullopt;
  auto found = arguments_.resolve(reading, phrase, bytes, cause_types_, "Mechanism");
  if (found && found->created) {
    const std::uint32_t begin = begin_with_modifiers(reading, block, index);
    if (count_code_points(block.substr(begin, end - begin)) <= 40) found->create_from.begin = begin;
    found->bytes.begin = found->create_from.begin;
  }
  return found;
}

// What happens behind `from`: the first predicate there, with its subject or object, names it; or
// the noun phrase that the sentence ends in.
std::optional<Argument> KoreanClauses::effect_behind(const Reading& reading, std::uint32_t from,
                                                     CueHit& cue, bool intransitive_only,
                                                     bool finite_only) const {
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const Verb& verb = reading.verbs[v];
    if (verb.bytes.begin < from) continue;
    // "하락할 가능성", "줄어들 우려": the noun carries no other meaning.
    const std::string_view behind = block_of(reading).substr(verb.bytes.end);
    if (verb.adnominal && !is_carrier(behind)) continue;
    if (verb.bytes.begin - from > kFarthestEffect) return std::nullopt;
    if (reading.joint_between(from, verb.bytes.begin, JointKind::Break)) return std::nullopt;
    const auto found = predicate(reading, v);
    if (!found || found->verb.form == VerbForm::Question) return std::nullopt;
    if (found->noun.empty()) {
      // "판매 감소가 예상된다", "매출 성장을 기록했다": the noun tells what comes about.
      const bool occurs = frames_.has_word(Language::Korean, "occur", found->verb.stem);
      const bool reaps = frames_.has_word(Language::Korean, "reap", found->verb.stem);
      if (!occurs && !reaps) return std::nullopt;
      auto thing = phrase_of(reading, *found, reaps ? Marker::Object : Marker::Subject, from);
      if (!thing && occurs) thing = phrase_of(reading, *found, Marker::Object, from);
      if (!thing) return std::nullopt;
      return happening(reading, *thing, cue);
    }
    const auto object = phrase_of(reading, *found, Marker::Object, from);
    const auto subject = phrase_of(reading, *found, Marker::Subject, from);
    if (object && intransitive_only) return std::nullopt;
    if (found->verb.stem == "전환" || found->verb.stem == "변경") return std::nullopt;
    if (found->verb.stem == "이어지" && phrase_of(reading, *found, Marker::Into, from)) {
      return std::nullopt;  // 적자로 이어졌다: another wording
    }
    const auto thing = object ? object : subject;
    if (!thing) return std::nullopt;
    cue = cue_at(
        {verb.bytes.begin, verb.bytes.begin + static_cast<std::uint32_t>(std::min<std::size_t>(
                                                  found->verb.stem.size(), verb.bytes.size()))},
        false);
    cue.whole = verb.bytes;
    return clause_concept(reading, *thing, *found, "Effect");
  }
  if (reading.phrases.empty() || finite_only) return std::nullopt;
  const NounPhrase& last = reading.phrases.back();
  if (last.bytes.begin < from || last.marker != Marker::None || last.pronoun) return std::nullopt;
  const std::string name =
      concept_name(block_of(reading).substr(last.bytes.begin, last.bytes.size()));
  const std::size_t space = name.rfind(' ');
  if (space == std::string::npos || change_.count(name.substr(space + 1)) == 0) {
    return std::nullopt;
  }
  cue = cue_at({last.bytes.end, last.bytes.end}, true);
  return arguments_.resolve(reading, last, last.bytes, effect_types_, "Effect");
}

// The causes that are listed in front of the phrase: 수요 부진과 공급 과잉 등 환경 악화로.
void KoreanClauses::listed_causes(const Reading& reading, std::size_t index,
                                  std::vector<Argument>& causes) const {
  const std::string_view block = block_of(reading);
  for (std::size_t i = index; i-- > 0;) {
    const NounPhrase& before = reading.phrases[i];
    const std::uint32_t next = reading.phrases[i + 1].bytes.begin;
    if (before.pronoun || before.bytes.end >= next || !is_joined(block, before, next)) return;
    if (!nouns_.is_process(concept_name(block.substr(before.bytes.begin, before.bytes.size())))) {
      return;
    }
    auto cause = cause_phrase(reading, i, before.bytes.end);
    if (!cause) return;
    cause->confidence -= 30;
    causes.push_back(std::move(*cause));
  }
}

void KoreanClauses::add_listed(const Reading& reading, std::vector<Argument>& causes) const {
  if (causes.size() != 1) return;
  const std::uint32_t end = causes.front().bytes.end;
  for (std::size_t i = 1; i < reading.phrases.size(); ++i) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.bytes.end != end) continue;
    const std::string_view gap = block_of(reading).substr(
        reading.phrases[i - 1].bytes.end,
        phrase.bytes.begin - std::min(phrase.bytes.begin, reading.phrases[i - 1].bytes.end));
    if (gap == " 등 ") listed_causes(reading, i, causes);
    return;
  }
}

// What a phrase names that comes about: 이익 감소, 수주 호조.
std::optional<Argument> KoreanClauses::happening(const Reading& reading, std::size_t index,
                                                 CueHit& cue) const {
  const NounPhrase& phrase = reading.phrases[index];
  if (phrase.pronoun) return std::nullopt;
  const std::string_view block = block_of(reading);
  const std::string name = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
  const std::size_t space = name.rfind(' ');
  const std::string_view word =
      std::string_view(name).substr(space == std::string::npos ? 0 : space + 1);
  const bool outcome = frames_.has_word(Language::Korean, "outcome", word) && space != name.npos;
  const bool deed = space != name.npos && frames_.has_word(Language::Korean, "deed", word);
  if (change_.count(word) == 0 && !is_harm(word) && !outcome && !deed) return std::nullopt;
  if (space == name.npos && count_code_points(word) < 4) return std::nullopt;
  // The verb tells how it is meant: 예상된다 stands behind what is stated.
  cue = cue_at({phrase.bytes.begin, phrase.bytes.end}, true);
  const std::uint32_t begin = begin_with_modifiers(reading, block, index, false);
  return arguments_.resolve(reading, phrase, {begin, phrase.bytes.end}, effect_types_, "Effect");
}

void KoreanClauses::by_connector(const Reading& reading, std::vector<ClauseRelation>& out) const {
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
    const NounPhrase& phrase = reading.phrases[i];
    const auto is_process = [&] {
      return nouns_.is_process(concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size())));
    };
    std::optional<Argument> cause;
    std::uint32_t from = 0;
    bool adnominal = false;
    bool intransitive = false;
    // 수요 감소 등으로 인해: the list goes on unnamed.
    std::string_view tail = block.substr(phrase.bytes.end);
    constexpr std::string_view kEtc = " 등";
    if (starts(tail, kEtc) && !starts(tail, " 등 ")) tail.remove_prefix(kEtc.size());
    const auto tail_at = static_cast<std::uint32_t>(tail.data() - block.data());
    const Connector* connector = connector_at(tail);
    if (connector != nullptr && (connector->link == Link::Cause || is_process())) {
      cause = cause_phrase(reading, i, phrase.bytes.end);
      from = tail_at + static_cast<std::uint32_t>(connector->text.size());
      adnominal = connector->adnominal;
    }
    const bool placed = phrase.marker == Marker::To || phrase.marker == Marker::Into;
    if (!cause && placed) {
      for (const std::string_view noun : kCauseNouns) {
        const std::string_view words = block.substr(phrase.bytes.begin, phrase.bytes.size());
        if (words.size() <= noun.size() || words.substr(words.size() - noun.size()) != noun) {
          continue;
        }
        cause =
            cause_phrase(reading, i, phrase.bytes.end - static_cast<std::uint32_t>(noun.size()));
        from = phrase.whole.end;
        break;
      }
    }
    // "설비 도입으로 생산성이 향상됐다": what happens, and what becomes of it.
    if (!cause && from == 0 && phrase.marker == Marker::Into && is_process()) {
      cause = cause_phrase(reading, i, phrase.bytes.end);
      from = phrase.whole.end;
      // 사업을 확대로 전환했다: what it turns into; behind a cause the object is affected.
      const std::string name = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
      const std::size_t space = name.rfind(' ');
      intransitive = space == std::string::npos || change_.count(name.substr(space + 1)) == 0;
    }
    if (!cause) continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "ko:cause-phrase";
    made.cue = cue_at({phrase.bytes.end, from}, true);
    std::vector<Argument> causes{std::move(*cause)};
    listed_causes(reading, i, causes);
    std::optional<Argument> effect;
    if (adnominal) {
      for (std::size_t k = i + 1; k < reading.phrases.size() && !effect; ++k) {
        const NounPhrase& next = reading.phrases[k];
        if (next.bytes.begin != from) break;
        const std::string result = concept_name(block.substr(next.bytes.begin, next.bytes.size()));
        const std::size_t space = result.rfind(' ');
        const std::string_view word =
            std::string_view(result).substr(space == std::string::npos ? 0 : space + 1);
        const bool happens = change_.count(word) != 0 || is_harm(word);
        if (happens)
          effect = arguments_.resolve(reading, next, next.bytes, effect_types_, "Effect");
      }
    } else {
      effect = effect_behind(reading, from, made.cue, intransitive, false);
      if (!effect) effect = reached_behind(reading, from, made.cue, true);
    }
    if (!effect) continue;
    made.subjects = std::move(causes);
    made.object = std::move(*effect);
    out.push_back(std::move(made));
  }
}

// "수요가 줄면서 가동률이 하락했다": two changes; "공급망을 내재화해 원가를 낮췄다": a measure and
// what it did.
void KoreanClauses::by_clause(const Reading& reading, std::vector<ClauseRelation>& out) const {
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const auto first = predicate(reading, v);
    if (!first || first->verb.form == VerbForm::Question) continue;
    std::string_view behind = block.substr(first->bytes.end);
    const bool result =
        reading.verbs[v].adnominal &&
        (starts(behind, " 결과") || starts(behind, " 덕분에") || starts(behind, " 탓에") ||
         starts(behind, " 데 따라") || starts(behind, " 바람에") || starts(behind, " 영향으로") ||
         starts(behind, " 여파로") || starts(behind, " 덕에"));
    const bool because = starts(behind, " 때문에") || starts(behind, "에 따라") ||
                         (first->verb.form == VerbForm::Nominal && starts(behind, " 따라"));
    // 줄면, 확대되면: what would follow.
    const std::string_view if_word = block.substr(first->bytes.begin, first->bytes.size());
    const bool condition = first->verb.form == VerbForm::Other && if_word.ends_with("면");
    const bool link = first->verb.form == VerbForm::Causal || result || because || condition;
    const bool chain = first->verb.form == VerbForm::Chain && !link;
    if (!link && !chain) continue;
    // 고 and 며 go on; 해, 여 give a means.
    const std::string_view word = block.substr(first->bytes.begin, first->bytes.size());
    const std::string_view end = word.substr(word.size() - std::min<std::size_t>(3, word.size()));
    if (chain && (end == "고" || end == "며" || end == "나" || end == "만" || end == "데"))
      continue;
    std::uint32_t from = first->bytes.end;
    while (from < block.size() && block[from] == ' ') ++from;
    const auto object = phrase_of(reading, *first, Marker::Object, reading.span.bytes.begin);
    const auto subject = phrase_of(reading, *first, Marker::Subject, reading.span.bytes.begin);
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "ko:cause-clause";
    std::optional<Argument> cause;
    if (object) {
      // "차별화 전략을 채택하여": what is adopted is the cause, not that it is.
      const NounPhrase& phrase = reading.phrases[*object];
      cause = arguments_.resolve(reading, phrase, phrase.bytes, {"Strategy"}, {});
    }
    if (!cause && !object && subject &&
        (frames_.has_word(Language::Korean, "enacted", first->verb.stem) ||
         first->verb.stem == "도입")) {
      // "관세가 시행되면": the policy itself.
      const NounPhrase& phrase = reading.phrases[*subject];
      cause = arguments_.resolve(reading, phrase, phrase.bytes, {"Policy", "Strategy"}, {});
    }
    const bool named =
        (first->verb.verbal_noun && (!condition || may_be_condition(first->verb.stem))) ||
        !first->noun.empty();
    if (!cause && object && named) {
      cause = clause_concept(reading, *object, *first, "Strategy");
    } else if (!cause && subject &&
               (!first->noun.empty() || (first->verb.verbal_noun && first->verb.passive &&
                                         (!condition || may_be_condition(first->verb.stem))))) {
      cause = clause_concept(reading, *subject, *first, "Mechanism");
    }
    if (!cause) continue;
    auto effect = effect_behind(reading, from, made.cue, false, true);
    if (!effect && !(link && word.ends_with("면서"))) {
      effect = reached_behind(reading, from, made.cue, true);
    }
    if (!effect) continue;
    made.subjects = {std::move(*cause)};
    made.object = std::move(*effect);
    out.push_back(std::move(made));
  }
}

// "적자는 공급 과잉 때문이다", "수익이 준 것은 원가가 올랐기 때문이다": the reason stands last.
void KoreanClauses::by_reason(const Reading& reading, std::vector<ClauseRelation>& out) const {
  constexpr std::string_view kReason = " 때문";
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t at = block.find(kReason, reading.span.bytes.begin); at != block.npos;
       at = block.find(kReason, at + 1)) {
    const std::string_view behind = block.substr(at + kReason.size());
    if (!starts(behind, "이") && !starts(behind, "으로") && !starts(behind, "인 ")) continue;
    const auto end = static_cast<std::uint32_t>(at);
    std::optional<Argument> cause;
    std::uint32_t from = end;  // where the reason begins
    for (std::size_t i = 0; i < reading.phrases.size() && !cause; ++i) {
      const NounPhrase& phrase = reading.phrases[i];
      // 때문이다 is read as a noun and its copula, and goes on with the phrase.
      const bool here = phrase.bytes.begin < end && phrase.bytes.end >= end &&
                        phrase.bytes.end <= end + kReason.size();
      if (!here || !nouns_.is_process(
                       concept_name(block.substr(phrase.bytes.begin, end - phrase.bytes.begin)))) {
        continue;
      }
      cause = cause_phrase(reading, i, end);
      from = phrase.bytes.begin;
    }
    if (!cause) {
      const std::size_t space = block.rfind(' ', at - 1);
      const auto begin = static_cast<std::uint32_t>(space == block.npos ? 0 : space + 1);
      auto verb = verbs_.read(block.substr(begin, end - begin));
      if (!verb) continue;
      Predicate reason{0, {begin, end}, std::move(*verb), {}};
      const auto change = change_.find(reason.verb.stem);
      std::optional<std::size_t> thing;
      if (change != change_.end()) {
        reason.noun = change->second;
        thing = phrase_of(reading, reason, Marker::Subject, reading.span.bytes.begin);
      } else if (reason.verb.verbal_noun && !reason.verb.passive) {
        thing = phrase_of(reading, reason, Marker::Object, reading.span.bytes.begin);
      }
      if (!thing || reading.phrases[*thing].marker == Marker::Topic) continue;
      cause = clause_concept(reading, *thing, reason, "Mechanism");
      from = reading.phrases[*thing].bytes.begin;
    }
    if (!cause) continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "ko:reason";
    made.cue = cue_at({end, end + static_cast<std::uint32_t>(kReason.size())}, true);
    std::optional<Argument> effect;
    // "수익이 준 것은": the change in front of the pointing noun.
    const std::size_t thing = block.substr(0, from).rfind(" 것은 ");
    if (thing != block.npos && thing >= reading.span.bytes.begin) {
      for (std::size_t v = 0; v < reading.verbs.size() && !effect; ++v) {
        if (reading.verbs[v].bytes.end != thing) continue;
        const auto verb = predicate(reading, v);
        if (!verb || verb->noun.empty()) continue;
        auto said = phrase_of(reading, *verb, Marker::Object, reading.span.bytes.begin);
        if (!said) said = phrase_of(reading, *verb, Marker::Subject, reading.span.bytes.begin);
        if (said) effect = clause_concept(reading, *said, *verb, "Effect");
      }
    }
    for (std::size_t i = reading.phrases.size(); i-- > 0 && !effect;) {
      const NounPhrase& phrase = reading.phrases[i];
      if (phrase.marker != Marker::Topic || phrase.whole.end > from || phrase.pronoun) continue;
      const std::string name = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
      const std::size_t space = name.rfind(' ');
      const std::string word = space == name.npos ? name : name.substr(space + 1);
      if (change_.count(word) == 0 && !frames_.has_word(Language::Korean, "harm", word)) break;
      effect = arguments_.resolve(reading, phrase, phrase.bytes, effect_types_, "Effect");
      break;
    }
    if (!effect) continue;
    made.subjects = {std::move(*cause)};
    made.object = std::move(*effect);
    out.push_back(std::move(made));
  }
}

// "수율 저하가 손실을 키웠다": a change that makes another, where the verb alone states nothing of
// so short a noun.
void KoreanClauses::by_causative(const Reading& reading, const std::vector<ByteRange>& used,
                                 std::vector<ClauseRelation>& out) const {
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    if (reading.verbs[v].adnominal &&
        !is_carrier(block_of(reading).substr(reading.verbs[v].bytes.end))) {
      continue;
    }
    const auto verb = predicate(reading, v);
    if (!verb || verb->noun.empty() || verb->verb.passive ||
        verb->verb.form == VerbForm::Question) {
      continue;
    }
    const bool taken = std::any_of(used.begin(), used.end(),
                                   [&](const ByteRange& one) { return one.overlaps(verb->bytes); });
    const auto object = phrase_of(reading, *verb, Marker::Object, reading.span.bytes.begin);
    auto subject = phrase_of(reading, *verb, Marker::Subject, reading.span.bytes.begin);
    if (!subject && object) subject = subject_in_front(reading, *object);
    if (taken || !object || !subject || *subject > *object) continue;
    const NounPhrase& front = reading.phrases[*subject];
    const std::string name =
        concept_name(block_of(reading).substr(front.bytes.begin, front.bytes.size()));
    if (!nouns_.is_process(name)) continue;
    auto cause = cause_phrase(reading, *subject, front.bytes.end);
    auto effect = clause_concept(reading, *object, *verb, "Effect");
    if (!cause || !effect) continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "ko:causative";
    made.subjects = {std::move(*cause)};
    made.object = std::move(*effect);
    made.cue = cue_at(
        {verb->bytes.begin, verb->bytes.begin + static_cast<std::uint32_t>(verb->verb.stem.size())},
        false);
    made.cue.whole = verb->bytes;
    out.push_back(std::move(made));
  }
}

std::vector<ClauseRelation> KoreanClauses::causes(const Reading& reading,
                                                  const std::vector<ByteRange>& used) const {
  std::vector<ClauseRelation> out;
  by_connector(reading, out);
  by_clause(reading, out);
  by_noun_clause(reading, out);
  by_service(reading, out);
  by_reason(reading, out);
  by_causative(reading, used, out);
  by_pointer(reading, out);
  further_effects(reading, 0, out);
  return out;
}

}  // namespace sarye
