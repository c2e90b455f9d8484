#include "ingest/clauses/english_plans.h"

#include <string>
#include <string_view>

#include "ingest/clauses/english_actions.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

const TypeSet kStrategyType{"Strategy"};

// Whether the verb tells what a policy does.
bool is_measure(const EnglishSentence& in, std::size_t verb) {
  for (const std::string_view one :
       {"purpose_verb", "deed_verb", "promote_verb", "constrain_verb", "issue_verb"}) {
    if (in.verb_in(verb, one)) return true;
  }
  return false;
}

// What is planned by `verb` is done by the verb at `done`.
void pursue_planned(EnglishSentence& in, std::size_t verb, const EnglishSentence::Actors& actors,
                    std::size_t done) {
  if (actors.firms.empty() && !actors.authority && !actors.unnamed) return;
  // An authority meets, votes and waits too: what it does for or against somebody is a policy.
  if (actors.authority && !is_measure(in, done)) return;
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
  if (auto what = english_action(in, done))
    in.add_pursued(actors, std::move(*what), verb, "en-plan");
  // "to cut costs and close plants"
  for (std::size_t i = done + 1; i + 1 < in.chunks().size(); ++i) {
    if (in.at(i).is(ChunkKind::Verb) || in.at(i).is(ChunkKind::Break)) break;
    if (!in.at(i).is(ChunkKind::And) || !in.at(i + 1).is(ChunkKind::Verb)) continue;
    const EnglishChunk& next = in.at(i + 1);
    const bool base = !next.word.ends_with("s") && !next.word.ends_with("ed") &&
                      !next.word.ends_with("ing") && !next.modal && !next.perfect;
    if (!base || i == done + 1) break;
    if (auto what = english_action(in, i + 1))
      in.add_pursued(actors, std::move(*what), verb, "en-plan");
    break;
  }
}

// "adopted a strategy", "focused on cutting costs": from the chunk in front of what is adopted.
void adopt_strategies(EnglishSentence& in, std::size_t verb, const EnglishSentence::Actors& actors,
                      std::size_t from) {
  if (in.kind(from + 1, ChunkKind::Verb) && in.at(from + 1).gerund) {
    if (auto what = english_action(in, from + 1)) {
      in.add_pursued(actors, std::move(*what), verb, "en-adopt");
    }
    return;
  }
  // "focuses on rare diseases": what is focused on is named with its verb.
  bool found = false;
  for (const std::size_t noun : in.list_behind(from)) {
    if (in.named(noun, {"Firm", "Product", "Agency", "Place", "Person"})) {
      found = true;
      continue;
    }
    // Doors and phones that are adopted are no strategy.
    auto what = in.created(noun, kStrategyType, "Strategy");
    if (what && what->created && !in.measured(*what) &&
        !in.listed("purposeful", in.at(noun).word) && !in.listed("deed_noun", in.at(noun).word)) {
      continue;
    }
    found = found || what.has_value();
    if (what) in.add_pursued(actors, std::move(*what), verb, "en-adopt");
  }
  if (found || from == verb || in.at(verb).modal) return;
  if (auto what = english_action(in, verb)) {
    in.add_pursued(actors, std::move(*what), verb, "en-adopt");
  }
}

// "will buy Orlin's gene business": a part of a firm is no firm that is acquired.
void take_part(EnglishSentence& in, std::size_t verb, const EnglishSentence::Arguments& subjects) {
  if (in.at(verb).to || !in.verb_in(verb, "acquire_verb") || !in.kind(verb + 1, ChunkKind::Noun) ||
      !in.at(verb + 1).owner || !in.kind(verb + 2, ChunkKind::Noun) || in.at(verb + 2).name ||
      !in.listed("part_noun", in.at(verb + 2).word)) {
    return;
  }
  auto owner = in.named(verb + 1, EnglishSentence::kFirm);
  if (!owner || owner->coreference) return;
  if (auto what = english_action(in, verb)) in.add("PURSUES", subjects, *what, verb, "en-deed");
  if (is_among(in.at(verb + 2).word, {"portfolio", "assets", "plant"})) return;
  in.add("INVESTS_IN", subjects, *owner, verb, "en-deed");
}

// "announced the closure of its plant"; whether there was one.
bool announce_deeds(EnglishSentence& in, std::size_t verb, const EnglishSentence::Actors& actors) {
  bool found = false;
  for (const std::size_t noun : in.list_behind(verb)) {
    if (!in.listed("deed_noun", in.at(noun).word)) continue;
    // "announced cuts that": what they are is told behind.
    if (in.words_of(noun) == in.at(noun).word && in.kind(noun + 1, ChunkKind::Verb)) {
      continue;
    }
    const std::size_t last = in.chunks().with_complements(noun);
    ByteRange bytes{in.at(noun).bytes.begin, in.at(last).bytes.end};
    if (bytes.size() > kLongestAction) bytes.end = in.at(noun).bytes.end;
    if (auto what = in.made(bytes, "Strategy")) {
      in.add_pursued(actors, std::move(*what), verb, "en-deed");
      found = true;
    }
  }
  return found;
}

// What was done once is an event; a course that is taken or a shift is a strategy. `after`: the
// preposition behind the verb, if there is one.
void take_course(EnglishSentence& in, std::size_t verb, const EnglishSentence::Actors& actors,
                 std::string_view after) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.to || !in.verb_in(verb, "deed_verb")) return;
  // What may come is nobody's course.
  const std::string words = in.lower(chunk.whole);
  if (chunk.modal && is_among(words.substr(0, words.find(' ')), {"may", "might", "could", "can"})) {
    return;
  }
  const bool goes_on = chunk.progressive || chunk.gerund || chunk.perfect || chunk.modal ||
                       in.verb_in(verb, "course_verb");
  // "decided against building", "opted out of building"
  if (chunk.gerund && verb > 1 && in.at(verb - 1).is(ChunkKind::Preposition) &&
      (is_among(in.at(verb - 1).word, {"against", "without", "from", "despite", "than"}) ||
       (in.at(verb - 2).is(ChunkKind::Verb) && in.at(verb - 2).particle == "out"))) {
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
  // "cut prices", "opened stores": prices and stores are no single event.
  if (!goes_on && !in.listed("course_object", in.at(object).word)) return;
  // "cut prices, lifting sales": what comes about.
  if (chunk.gerund && verb > 0 && in.at(verb - 1).is(ChunkKind::Comma) &&
      in.listed("outcome", in.at(object).word)) {
    return;
  }
  if (in.listed("no_deed", in.at(object).word) || in.listed("tie_noun", in.at(object).word) ||
      (in.at(object).figure && in.verb_in(verb, "spend_verb"))) {
    return;
  }
  if (in.named(object, {"Firm", "Product", "Agency", "Person"})) return;
  if (auto what = english_action(in, verb)) {
    in.add_pursued(actors, std::move(*what), verb, "en-deed");
  }
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

// The verb that the infinitive behind a noun phrase belongs to, where it tells what that verb's
// deed is for; nothing where the noun or the verb asks for an infinitive ("the right to", "asked
// Delmar to").
std::optional<std::size_t> verb_with_purpose(const EnglishSentence& in, std::size_t infinitive) {
  for (std::size_t i = infinitive; i-- > 0;) {
    const EnglishChunk& chunk = in.at(i);
    if (chunk.is(ChunkKind::Noun)) {
      if (in.listed("opens_infinitive", chunk.word) || in.listed("plan_noun", chunk.word)) {
        return std::nullopt;
      }
      continue;
    }
    // "bought Orlin, a maker of tiles, to"
    if (chunk.is(ChunkKind::Preposition) || chunk.is(ChunkKind::Comma)) continue;
    const bool acts =
        chunk.is(ChunkKind::Verb) && !chunk.passive && !chunk.auxiliary && !in.chunks().reduced(i);
    if (!acts || in.listed("causative", chunk.word) || in.listed("demands", chunk.word) ||
        in.listed("say", chunk.word) || in.verb_in(i, "moves_somebody") ||
        in.chunks().base_form(i) == "help") {
      return std::nullopt;
    }
    return i;
  }
  return std::nullopt;
}

// "with a view to", "with the aim of" in front of a gerund; the preposition alone tells nothing.
bool opens_aim(const EnglishSentence& in, std::size_t preposition) {
  if (preposition == 0) return false;
  const std::string word = in.at(preposition).word;
  const EnglishChunk& noun = in.at(preposition - 1);
  return noun.is(ChunkKind::Noun) && (word == "of" || word == "to") &&
         is_among(noun.word, {"view", "aim", "goal", "intention", "objective", "purpose", "hope",
                              "hopes", "ambition"}) &&
         !noun.owned;
}

}  // namespace

void add_english_plans(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (!chunk.passive && in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).to &&
      in.verb_in(verb, "plan_verb")) {
    pursue_planned(in, verb, in.actors(in.subjects(verb)), verb + 1);
    return;
  }
  if (!chunk.passive && in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).gerund &&
      in.verb_in(verb, "plan_gerund")) {
    // "stopped making": what is done is to stop.
    const bool stops = in.verb_in(verb, "stop_verb");
    pursue_planned(in, verb, in.actors(in.subjects(verb)), stops ? verb : verb + 1);
    return;
  }
  // "is set to launch"
  if (in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).to &&
      is_among(chunk.word, {"set", "slated", "scheduled", "poised", "preparing", "gearing"})) {
    pursue_planned(in, verb, in.actors(in.subjects(verb)), verb + 1);
    return;
  }
  if (chunk.to && verb > 0 && in.at(verb - 1).is(ChunkKind::Noun)) {
    if (const auto spends = spending_before(in, verb)) {
      pursue_planned(in, verb, in.actors(in.subjects(*spends)), verb);
      return;
    }
  }
  // "plans of reaching a tenth of sales"
  if (chunk.gerund && verb >= 2 && in.at(verb - 2).is(ChunkKind::Noun) &&
      (in.preposition(verb - 1, "of") || in.preposition(verb - 1, "for")) &&
      in.listed("plan_noun", in.at(verb - 2).word)) {
    auto owner = in.owner_of(verb - 2);
    if (!owner) owner = in.clause_firm(verb - 2);
    if (owner) pursue_planned(in, verb, {{*owner}, {}, false, false}, verb);
    return;
  }
  // "a plan to", "plans by Delmar to"
  if (chunk.to && verb > 0 && in.at(verb - 1).is(ChunkKind::Noun)) {
    std::size_t noun = verb - 1;
    if (noun >= 2 && in.preposition(noun - 1, "by")) noun -= 2;
    if (in.at(noun).is(ChunkKind::Noun) && in.listed("plan_noun", in.at(noun).word)) {
      pursue_planned(in, verb, in.actors(in.subjects(verb)), verb);
    }
  }
  // "Delmar's approach was to": what an owner's strategy is.
  if (chunk.auxiliary && in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).to && verb > 0) {
    for (const std::size_t noun : in.subjects(verb)) {
      if (!in.listed("purposeful", in.at(noun).word) && !in.listed("plan_noun", in.at(noun).word)) {
        continue;
      }
      if (auto owner = in.owner_of(noun))
        pursue_planned(in, verb, {{*owner}, {}, false, false}, verb + 1);
    }
  }
}

// "Diversification is a priority for Delmar", "Delmar's goal is carbon neutrality": what is said to
// be a firm's aim, on either side of the verb.
void add_english_aims(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  const bool is = chunk.auxiliary || is_among(chunk.word, {"remains", "remain", "remained",
                                                           "became", "become", "becomes"});
  if (!is || chunk.denied || !in.kind(verb + 1, ChunkKind::Noun)) return;
  const auto aim_of = [&](std::size_t noun) -> std::optional<Argument> {
    if (!in.listed("aim", in.at(noun).word)) return std::nullopt;
    if (auto owner = in.owner_of(noun)) return owner;
    // "a priority for Delmar", "the cornerstone of Delmar's strategy"
    for (std::size_t i = noun + 1; i + 1 < in.chunks().size(); i += 2) {
      if (!in.at(i).is(ChunkKind::Preposition) || !in.at(i + 1).is(ChunkKind::Noun)) break;
      if (!is_among(in.at(i).word, {"of", "for", "at"})) break;
      if (auto firm = in.named(i + 1, EnglishSentence::kFirm)) return firm;
      if (auto owner = in.owner_of(i + 1)) return owner;
    }
    return std::nullopt;
  };
  const auto pursue = [&](const Argument& owner, std::size_t noun) {
    if (in.listed("aim", in.at(noun).word) || in.at(noun).figure) return;
    auto what = in.created(noun, kStrategyType, "Strategy");
    // "diversification into tiles" is more than the noun alone.
    if (what && in.kind(noun + 1, ChunkKind::Preposition) && in.kind(noun + 2, ChunkKind::Noun) &&
        in.words_of(noun) == in.at(noun).word && !in.at(noun + 2).name) {
      if (auto longer = in.made({in.at(noun).bytes.begin, in.at(noun + 2).bytes.end}, "Strategy")) {
        what = longer;
      }
    }
    if (what) {
      in.add("PURSUES", {owner}, *what, verb, "en-aim");
    }
  };
  std::size_t behind = verb + 1;
  while (in.at(behind).owner && in.kind(behind + 1, ChunkKind::Noun)) ++behind;
  if (const auto owner = aim_of(behind)) {
    for (const std::size_t noun : in.subjects(verb)) pursue(*owner, noun);
    return;
  }
  for (const std::size_t noun : in.subjects(verb)) {
    if (const auto owner = aim_of(noun)) {
      for (const std::size_t aim : in.list_behind(verb)) pursue(*owner, aim);
      return;
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
  const EnglishSentence::Actors actors = in.actors(in.subjects(verb));
  const auto& subjects = actors.firms;
  // What authorities do is a policy, and told elsewhere.
  if (subjects.empty() && !actors.unnamed) return;
  const std::string after =
      in.kind(verb + 1, ChunkKind::Preposition) ? in.at(verb + 1).word : std::string();
  if (in.verb_in(verb, "adopt_verb", after)) {
    adopt_strategies(in, verb, actors, after.empty() ? verb : verb + 1);
    return;
  }
  // A known strategy that is used, relied on.
  for (const std::size_t noun : in.objects(verb, "use_verb")) {
    if (auto what = in.named(noun, kStrategyType)) {
      in.add("PURSUES", subjects, *what, verb, "en-adopt");
    }
  }
  if (after.empty() && in.verb_in(verb, "announce_verb") && announce_deeds(in, verb, actors)) {
    return;
  }
  if (after.empty()) take_part(in, verb, subjects);
  take_course(in, verb, actors, after);
}

void add_english_purposes(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (verb == 0 || chunk.passive) return;
  const std::string after =
      in.kind(verb + 1, ChunkKind::Preposition) ? in.at(verb + 1).word : std::string();
  const auto meant = [&] {
    return in.verb_in(verb, "purpose_verb") || in.verb_in(verb, "deed_verb") ||
           (!after.empty() && in.verb_in(verb, "purpose_verb", after));
  };
  const EnglishChunk& front = in.at(verb - 1);
  EnglishSentence::Actors actors;
  if (chunk.to && (front.is(ChunkKind::Noun) || front.is(ChunkKind::Comma))) {
    if (!meant()) return;
    const auto acting = verb_with_purpose(in, verb);
    if (!acting) return;
    // "hired Orlin to build": Orlin builds.
    if (*acting + 2 == verb && front.name && !in.verb_in(*acting, "acquire_verb")) return;
    actors = in.actors(in.subjects(*acting));
  } else if (chunk.to
                 ? front.is(ChunkKind::Preposition) && is_among(front.word, {"in order", "so as"})
                 : chunk.gerund && front.is(ChunkKind::Preposition) &&
                       (front.word == "by" || opens_aim(in, verb - 1))) {
    if (!meant()) return;
    actors = in.actors(in.subjects(verb));
  }
  if (actors.firms.empty() && !actors.unnamed) return;
  if (auto what = english_action(in, verb)) {
    in.add_pursued(actors, std::move(*what), verb, "en-purpose");
  }
}

}  // namespace sarye
