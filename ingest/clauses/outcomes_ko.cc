// What comes about without a cause that is told: "위탁 수요가 늘고 있다". A fact by itself.
#include <algorithm>
#include <array>

#include "ingest/clauses/clauses_ko.h"

namespace sarye {

std::vector<ClauseRelation> KoreanClauses::outcomes(const Reading& reading,
                                                    const std::vector<ByteRange>& used,
                                                    const std::vector<ClauseRelation>& told) const {
  std::vector<ClauseRelation> out;
  // A report's bullets analyse: what they say of a field is no outcome that is reported.
  if (text_.blocks[reading.span.block].kind == PassageKind::Bullet) return out;
  const std::string_view block = block_of(reading);
  const auto overlaps = [](const std::vector<ByteRange>& list, ByteRange bytes) {
    return std::any_of(list.begin(), list.end(),
                       [&](ByteRange one) { return one.overlaps(bytes); });
  };
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const auto verb = predicate(reading, v);
    if (!verb || verb->noun.empty()) continue;
    // 격차가 벌어지는 가운데: told beside what follows; in front of other nouns it only describes.
    const std::string_view behind = block.substr(verb->bytes.end);
    const bool beside = std::ranges::any_of(
        std::array<std::string_view, 5>{" 가운데", " 상황", " 와중", " 데다", " 추세"},
        [&](std::string_view noun) { return behind.starts_with(noun); });
    if (reading.verbs[v].adnominal
            ? !beside
            : verb->verb.form != VerbForm::Final && verb->verb.form != VerbForm::Chain) {
      continue;
    }
    const auto subject = phrase_of(reading, *verb, Marker::Subject, 0);
    if (!subject || phrase_of(reading, *verb, Marker::Object, 0)) continue;
    const NounPhrase& phrase = reading.phrases[*subject];
    const ByteRange clause{phrase.bytes.begin, verb->bytes.end};
    // A figure is a metric, and what the wordings state is stated.
    if (block.substr(clause.begin, clause.size()).find_first_of("0123456789") != block.npos ||
        overlaps(used, clause)) {
      continue;
    }
    const bool known = std::any_of(told.begin(), told.end(), [&](const ClauseRelation& one) {
      return one.object.bytes.overlaps(clause) || one.cue.bytes.overlaps(clause) ||
             std::any_of(one.subjects.begin(), one.subjects.end(), [&](const Argument& cause) {
               return cause.created && cause.bytes.overlaps(clause);
             });
    });
    if (known) continue;
    auto effect = clause_concept(reading, *subject, *verb, "Effect");
    if (!effect) continue;
    ClauseRelation made;
    made.rule = "ko:outcome";
    made.object = std::move(*effect);
    made.cue.bytes = verb->bytes;
    made.cue.whole = verb->bytes;
    out.push_back(std::move(made));
  }
  plights(reading, used, told, out);
  return out;
}

}  // namespace sarye
