#include "ingest/clauses/english_plans.h"

#include <string>
#include <string_view>

#include "ingest/clauses/english_actions.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

const TypeSet kStrategyType{"Strategy"};

// What is planned by `verb` is done by the verb at `done`.
void pursue_planned(EnglishSentence& in, std::size_t verb,
                    const EnglishSentence::Arguments& subjects, std::size_t done) {
  if (subjects.empty()) return;
  // An acquisition is said as one; a plan given up is none.
  if (in.verb_in(done, "acquire_verb") && in.kind(done + 1, ChunkKind::Noun) &&
      in.named(done + 1, EnglishSentence::kFirm)) {
    return;
  }
  for (std::size_t i = done; i-- > 0;) {
    if (!in.at(i).is(ChunkKind::Verb)) continue;
    if (in.listed("ended", in.at(i).word) ||
        is_among(in.at(i).word, {"scuppered", "blocked", "dropped", "shelved", "rejected"})) {
      return;
    }
    break;
  }
  if (auto what = english_action(in, done)) in.add("PURSUES", subjects, *what, verb, "en-plan");
  // "to cut costs and close plants"
  for (std::size_t i = done + 1; i + 1 < in.chunks().size(); ++i) {
    if (in.at(i).is(ChunkKind::Verb) || in.at(i).is(ChunkKind::Break)) break;
    if (!in.at(i).is(ChunkKind::And) || !in.at(i + 1).is(ChunkKind::Verb)) continue;
    const EnglishChunk& next = in.at(i + 1);
    const bool base = !next.word.ends_with("s") && !next.word.ends_with("ed") &&
                      !next.word.ends_with("ing") && !next.modal && !next.perfect;
    if (!base || i == done + 1) break;
    if (auto what = english_action(in, i + 1)) in.add("PURSUES", subjects, *what, verb, "en-plan");
    break;
  }
}

// "adopted a strategy", "focused on cutting costs": from the chunk in front of what is adopted.
void adopt_strategies(EnglishSentence& in, std::size_t verb,
                      const EnglishSentence::Arguments& subjects, std::size_t from) {
  if (in.kind(from + 1, ChunkKind::Verb) && in.at(from + 1).gerund) {
    if (auto what = english_action(in, from + 1)) {
      in.add("PURSUES", subjects, *what, verb, "en-adopt");
    }
    return;
  }
  for (const std::size_t noun : in.list_behind(from)) {
    if (in.named(noun, {"Firm", "Product", "Agency", "Place", "Person"})) continue;
    // Doors and phones that are adopted are no strategy.
    auto what = in.created(noun, kStrategyType, "Strategy");
    if (what && what->created && !in.measured(*what) &&
        !in.listed("purposeful", in.at(noun).word) && !in.listed("deed_noun", in.at(noun).word)) {
      continue;
    }
    if (what) in.add("PURSUES", subjects, *what, verb, "en-adopt");
  }
}

// "announced the closure of its plant"
void announce_deeds(EnglishSentence& in, std::size_t verb,
                    const EnglishSentence::Arguments& subjects) {
  for (const std::size_t noun : in.list_behind(verb)) {
    if (!in.listed("deed_noun", in.at(noun).word)) continue;
    const std::size_t last = in.chunks().with_complements(noun);
    ByteRange bytes{in.at(noun).bytes.begin, in.at(last).bytes.end};
    if (bytes.size() > kLongestAction) bytes.end = in.at(noun).bytes.end;
    if (auto what = in.made(bytes, "Strategy")) {
      in.add("PURSUES", subjects, *what, verb, "en-deed");
    }
  }
}

// What was done once is an event; a course that is taken or a shift is a strategy. `after`: the
// preposition behind the verb, if there is one.
void take_course(EnglishSentence& in, std::size_t verb, const EnglishSentence::Arguments& subjects,
                 std::string_view after) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.to || !in.verb_in(verb, "deed_verb")) return;
  if (!chunk.progressive && !chunk.gerund && !chunk.perfect && !chunk.modal &&
      !in.verb_in(verb, "course_verb")) {
    return;
  }
  std::size_t object = verb + 1;
  if (!after.empty()) {
    if (!is_among(after, {"in", "into", "to", "on", "from", "away from"})) return;
    ++object;
  }
  if (!in.kind(object, ChunkKind::Noun) || in.at(object).pronoun) return;
  // "has entered into a global licensing agreement"
  for (std::size_t i = object; after == "into" && i < object + 3 && i < in.chunks().size(); ++i) {
    if (in.at(i).is(ChunkKind::Noun) && in.listed("tie_noun", in.at(i).word)) return;
  }
  while (in.at(object).owner && in.kind(object + 1, ChunkKind::Noun)) ++object;
  if (in.listed("no_deed", in.at(object).word) || in.listed("tie_noun", in.at(object).word) ||
      (in.at(object).figure && in.verb_in(verb, "spend_verb"))) {
    return;
  }
  if (in.named(object, {"Firm", "Product", "Agency", "Person"})) return;
  if (auto what = english_action(in, verb)) in.add("PURSUES", subjects, *what, verb, "en-deed");
}

// "will invest $3 million to build", "use the proceeds to expand": the infinitive behind money
// that is spent tells what is planned. The verb that spends; nothing: there is none.
std::optional<std::size_t> spending_before(const EnglishSentence& in, std::size_t infinitive) {
  for (std::size_t i = infinitive; i-- > 0;) {
    const EnglishChunk& chunk = in.at(i);
    if (chunk.is(ChunkKind::Noun) || chunk.is(ChunkKind::Preposition)) continue;
    if (!chunk.is(ChunkKind::Verb) || chunk.passive || !in.kind(i + 1, ChunkKind::Noun)) break;
    const EnglishChunk& object = in.at(i + 1);
    const bool spends = in.verb_in(i, "spend_verb") && object.figure;
    const bool uses = in.verb_in(i, "use_verb") && in.listed("funds", object.word);
    if (spends || uses) return i;
    break;
  }
  return std::nullopt;
}

}  // namespace

void add_english_plans(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (!chunk.passive && in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).to &&
      in.verb_in(verb, "plan_verb")) {
    pursue_planned(in, verb, in.firms(in.subjects(verb)), verb + 1);
    return;
  }
  if (!chunk.passive && in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).gerund &&
      in.verb_in(verb, "plan_gerund")) {
    // "stopped making": what is done is to stop.
    const bool stops = in.verb_in(verb, "stop_verb");
    pursue_planned(in, verb, in.firms(in.subjects(verb)), stops ? verb : verb + 1);
    return;
  }
  // "is set to launch"
  if (in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).to &&
      is_among(chunk.word, {"set", "slated", "scheduled", "poised", "preparing", "gearing"})) {
    pursue_planned(in, verb, in.firms(in.subjects(verb)), verb + 1);
    return;
  }
  if (chunk.to && verb > 0 && in.at(verb - 1).is(ChunkKind::Noun)) {
    if (const auto spends = spending_before(in, verb)) {
      pursue_planned(in, verb, in.firms(in.subjects(*spends)), verb);
      return;
    }
  }
  // "plans of reaching a tenth of sales"
  if (chunk.gerund && verb >= 2 && in.at(verb - 2).is(ChunkKind::Noun) &&
      (in.preposition(verb - 1, "of") || in.preposition(verb - 1, "for")) &&
      in.listed("plan_noun", in.at(verb - 2).word)) {
    auto owner = in.owner_of(verb - 2);
    if (!owner) owner = in.clause_firm(verb - 2);
    if (owner) pursue_planned(in, verb, {*owner}, verb);
    return;
  }
  // "a plan to", "plans by Delmar to"
  if (chunk.to && verb > 0 && in.at(verb - 1).is(ChunkKind::Noun)) {
    std::size_t noun = verb - 1;
    if (noun >= 2 && in.preposition(noun - 1, "by")) noun -= 2;
    if (in.at(noun).is(ChunkKind::Noun) && in.listed("plan_noun", in.at(noun).word)) {
      pursue_planned(in, verb, in.firms(in.subjects(verb)), verb);
    }
  }
  // "Delmar's approach was to": what an owner's strategy is.
  if (chunk.auxiliary && in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).to && verb > 0) {
    for (const std::size_t noun : in.subjects(verb)) {
      if (!in.listed("purposeful", in.at(noun).word) && !in.listed("plan_noun", in.at(noun).word)) {
        continue;
      }
      if (auto owner = in.owner_of(noun)) pursue_planned(in, verb, {*owner}, verb + 1);
    }
  }
}

void add_english_named_plans(EnglishSentence& in, std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  if (!in.listed("plan_name", chunk.word) || in.kind(noun + 1, ChunkKind::Verb)) return;
  auto owner = in.owner_of(noun);
  // "As part of its growth strategy, Delmar": the subject of the clause that follows.
  for (std::size_t i = noun + 1; !owner && in.at(noun).owned && i < in.chunks().size(); ++i) {
    if (!in.at(i).is(ChunkKind::Verb) || !in.chunks().finite(i)) continue;
    const auto subjects = in.firms(in.subjects(i));
    if (!subjects.empty() && subjects.front().bytes.begin > chunk.bytes.end) {
      owner = subjects.front();
    }
    break;
  }
  if (!owner) return;
  const std::size_t last = in.chunks().with_complements(noun);
  // "its strategy" alone says nothing; "dropped its growth plan" is none.
  if (last == noun && in.lower(chunk.bytes).find(' ') == std::string::npos) return;
  for (std::size_t i = noun; i-- > 0;) {
    if (!in.at(i).is(ChunkKind::Verb)) continue;
    if (in.at(i).denied || in.listed("ended", in.at(i).word) || in.verb_in(i, "stop_verb")) return;
    break;
  }
  ByteRange bytes{chunk.bytes.begin, in.at(last).bytes.end};
  if (bytes.size() > EnglishSentence::kLongestConcept) bytes = chunk.bytes;
  auto what = in.named(noun, kStrategyType);
  if (!what || last != noun) what = in.made(bytes, "Strategy");
  if (what) in.add("PURSUES", {*owner}, *what, noun, "en-plan-name");
}

void add_english_deeds(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || chunk.auxiliary || in.chunks().reduced(verb)) return;
  const auto subjects = in.firms(in.subjects(verb));
  if (subjects.empty()) return;
  const std::string after =
      in.kind(verb + 1, ChunkKind::Preposition) ? in.at(verb + 1).word : std::string();
  if (in.verb_in(verb, "adopt_verb", after)) {
    adopt_strategies(in, verb, subjects, after.empty() ? verb : verb + 1);
    return;
  }
  // A known strategy that is used, relied on.
  for (const std::size_t noun : in.objects(verb, "use_verb")) {
    if (auto what = in.named(noun, kStrategyType)) {
      in.add("PURSUES", subjects, *what, verb, "en-adopt");
    }
  }
  if (after.empty() && in.verb_in(verb, "announce_verb")) {
    announce_deeds(in, verb, subjects);
    return;
  }
  take_course(in, verb, subjects, after);
}

}  // namespace sarye
