// Causes that are clauses themselves or stand in front of one: 수주가 늘어난 것이 이익을
// 끌어올렸다, 공동 물류는 비용을 낮추는 데 도움이 된다.
#include <algorithm>
#include <array>

#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"

namespace sarye {
namespace {

// "… 데 도움이 된다", "… 핵심 요인": what stands in front serves what the verb says.
bool is_service(std::string_view behind) {
  static constexpr std::array<std::string_view, 4> kHelps = {" 데 도움", " 데 기여", " 데 일조",
                                                             " 데 효과"};
  static constexpr std::array<std::string_view, 10> kRoles = {
      "요소", "요인", "역할", "원동력", "동력", "발판", "계기", "토대", "기반", "배경"};
  if (std::ranges::any_of(kHelps, [&](auto help) { return behind.starts_with(help); })) return true;
  for (const std::string_view front : {" 핵심 ", " 중요한 ", " 주요 ", " 결정적 ", " "}) {
    if (!behind.starts_with(front)) continue;
    return std::ranges::any_of(
        kRoles, [&](auto role) { return behind.substr(front.size()).starts_with(role); });
  }
  return false;
}

}  // namespace

// "고부가 선박 수주가 늘어난 것이 이익을 끌어올렸다": what happened, as a noun.
void KoreanClauses::by_noun_clause(const Reading& reading, std::vector<ClauseRelation>& out) const {
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const Verb& verb = reading.verbs[v];
    const std::string_view behind = block.substr(verb.bytes.end);
    if (!verb.adnominal || (!behind.starts_with(" 것이 ") && !behind.starts_with(" 점이 ")))
      continue;
    const auto first = predicate(reading, v);
    if (!first) continue;
    auto thing = phrase_of(reading, *first, Marker::Object, reading.span.bytes.begin);
    if (!thing) thing = phrase_of(reading, *first, Marker::Subject, reading.span.bytes.begin);
    if (!thing || reading.phrases[*thing].marker == Marker::Topic) continue;
    auto cause = clause_concept(reading, *thing, *first, "Mechanism");
    if (!cause) continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "ko:noun-clause";
    auto effect = effect_behind(reading, verb.bytes.end + 8, made.cue, false, true);
    if (!effect) continue;
    made.subjects = {std::move(*cause)};
    made.object = std::move(*effect);
    out.push_back(std::move(made));
  }
}

// "공동 물류는 배송 비용을 낮추는 데 도움이 된다", "… 낮추는 핵심 요인이다": what it is good for.
void KoreanClauses::by_service(const Reading& reading, std::vector<ClauseRelation>& out) const {
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const Verb& verb = reading.verbs[v];
    if (!verb.adnominal || !is_service(block.substr(verb.bytes.end))) continue;
    const auto first = predicate(reading, v);
    if (!first || first->verb.passive) continue;
    const auto object = phrase_of(reading, *first, Marker::Object, reading.span.bytes.begin);
    if (!object) continue;
    // What serves stands in front, with 은 or 이.
    std::optional<std::size_t> server;
    for (std::size_t i = *object; i-- > 0 && !server;) {
      const NounPhrase& phrase = reading.phrases[i];
      if (reading.joint_between(phrase.whole.end, verb.bytes.begin, JointKind::Break)) break;
      if (phrase.marker == Marker::Topic || phrase.marker == Marker::Subject) server = i;
    }
    if (!server) continue;
    const NounPhrase& phrase = reading.phrases[*server];
    const std::string name = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
    auto cause = arguments_.resolve(reading, phrase, phrase.bytes, cause_types_, {});
    if (!cause && nouns_.is_process(name)) cause = cause_phrase(reading, *server, phrase.bytes.end);
    if (!cause) continue;
    auto effect = clause_concept(reading, *object, *first, "Effect");
    if (!effect) continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "ko:service";
    made.cue.bytes = verb.bytes;
    made.cue.whole = verb.bytes;
    made.subjects = {std::move(*cause)};
    made.object = std::move(*effect);
    out.push_back(std::move(made));
  }
}

}  // namespace sarye
