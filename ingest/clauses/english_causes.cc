#include "ingest/clauses/english_causes.h"

#include <string>
#include <string_view>

#include "ingest/clauses/english_actions.h"
#include "ingest/clauses/english_effects.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

// Figures between what changed and its ground change nothing: in front of which chunk it ends.
// "rose 12% to $3 billion, due to"
std::size_t behind_ground(const EnglishSentence& in, std::size_t end) {
  std::size_t at = end;
  const auto figure = [&](std::size_t i) {
    return in.at(i).is(ChunkKind::Noun) && in.at(i).figure && in.at(i).word.empty();
  };
  // "reported a drop in sales, due to"
  const auto changed = [&](std::size_t i) {
    if (!in.at(i).is(ChunkKind::Noun)) return false;
    const std::string& word = in.at(in.chunks().head_of(i)).word;
    return in.listed("change", word) || in.listed("outcome", word);
  };
  if (at >= 2 && in.at(at - 1).is(ChunkKind::Comma) &&
      (figure(at - 2) || in.at(at - 2).is(ChunkKind::Verb) || changed(at - 2))) {
    --at;
  }
  while (at > 0 && figure(at - 1)) {
    --at;
    if (at > 0 && in.at(at - 1).is(ChunkKind::Preposition) &&
        is_among(in.at(at - 1).word, {"to", "from", "by"})) {
      --at;
    }
  }
  return at;
}

// "topped estimates", "missed analysts' forecasts": the verb, from the noun phrase behind it.
std::optional<std::size_t> beats_estimates(const EnglishSentence& in, std::size_t noun) {
  if (!in.listed("estimate_noun", in.at(noun).word)) return std::nullopt;
  std::size_t verb = noun;
  while (verb > 0 && in.at(verb - 1).is(ChunkKind::Noun) && in.at(verb - 1).owner) --verb;
  if (verb == 0 || !in.at(verb - 1).is(ChunkKind::Verb) || in.at(verb - 1).passive ||
      !in.verb_in(verb - 1, "beat_verb")) {
    return std::nullopt;
  }
  return verb - 1;
}

EnglishSentence::Arguments effects_before(const EnglishSentence& in, std::size_t end) {
  const std::size_t behind = behind_ground(in, end);
  if (behind == 0) return {};
  EnglishSentence::Arguments effects;
  const EnglishChunk& front = in.at(behind - 1);
  const bool predicate =
      behind == end && end >= 2 && front.is(ChunkKind::Noun) && front.whole == front.bytes &&
      in.at(end - 2).auxiliary &&
      in.block().substr(front.bytes.begin, front.bytes.size()).find(' ') == std::string_view::npos;
  if (predicate) {
    for (const std::size_t noun : in.subjects(end - 2)) {
      if (auto one = english_effect(in, noun)) effects.push_back(*one);
    }
  } else if (const auto beat =
                 front.is(ChunkKind::Noun) ? beats_estimates(in, behind - 1) : std::nullopt) {
    for (const std::size_t noun : in.subjects(*beat)) {
      auto one = english_effect(in, noun);
      if (!one || !one->created) continue;
      const ByteRange told{one->create_from.begin, front.bytes.end};
      if (told.size() <= EnglishSentence::kLongestConcept) one->create_from = one->bytes = told;
      effects.push_back(*one);
    }
  } else if (front.is(ChunkKind::Noun)) {
    std::size_t noun = behind - 1;
    while (noun >= 2 && in.at(noun - 1).is(ChunkKind::Preposition) &&
           in.at(noun - 2).is(ChunkKind::Noun)) {
      noun -= 2;
    }
    if (auto one = english_effect(in, noun)) effects.push_back(*one);
  } else if (front.is(ChunkKind::Verb)) {
    for (const std::size_t noun : in.subjects(behind - 1)) {
      auto one = english_effect(in, noun);
      // "its loss widened": the noun alone is too short for a name.
      if (!one && !front.auxiliary && in.listed("outcome", in.at(noun).word)) {
        one = in.made({in.at(noun).bytes.begin, front.bytes.end}, "Effect");
      }
      if (one && one->created && !front.auxiliary &&
          front.bytes.end - one->create_from.begin <= EnglishSentence::kLongestConcept) {
        one->create_from.end = front.bytes.end;  // "sales fell"
        one->bytes = one->create_from;
      }
      if (one) effects.push_back(*one);
    }
  }
  return effects;
}

// The noun phrases behind the chunk at `from`, of "factors such as rents and wages" the rents and
// wages.
EnglishSentence::Indexes causes_behind(const EnglishSentence& in, std::size_t from) {
  const auto nouns = in.list_behind(from);
  if (nouns.size() != 1 || !is_among(in.at(nouns[0]).word, {"factors", "reasons", "things"}) ||
      !in.chunks().opens_examples(nouns[0] + 1)) {
    return nouns;
  }
  return in.list_behind(nouns[0] + 1);
}

// "prices driven down by a glut", "was caused by"
void add_done_by(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  if (!in.preposition(verb + 1, "by") ||
      (!in.verb_in(verb, "cause_verb") && !in.verb_in(verb, "change_verb") &&
       !in.verb_in(verb, "reduce_verb") && !in.verb_in(verb, "harm_verb") &&
       in.chunks().base_form(verb) != "help" && !in.verb_in(verb, "lift_verb"))) {
    return;
  }
  EnglishSentence::Arguments effects;
  // "profit fell 10%, weighed down by costs": what became of it stands in front of the comma.
  if (verb > 0 && in.at(verb - 1).is(ChunkKind::Comma)) effects = effects_before(in, verb);
  for (const std::size_t noun : in.subjects(verb)) {
    if (!effects.empty()) break;
    auto one = english_effect(in, noun);
    // "profit was hurt by": the noun alone is too short for a name.
    if (!one && in.listed("outcome", in.at(noun).word)) {
      one = in.made({in.at(noun).bytes.begin, in.at(verb).bytes.end}, "Effect");
    }
    if (one) effects.push_back(*one);
  }
  for (const std::size_t noun : causes_behind(in, verb + 1)) {
    auto by = english_cause(in, theme, noun);
    if (!by) continue;
    for (const Argument& one : effects) {
      if (by->created && one.created && !in.measured(one) && !in.measured(*by)) continue;
      in.add("LEADS_TO", {*by}, one, verb, "en-cause");
    }
  }
}

// "success depends on skills"
void add_resting_on(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  for (const std::size_t noun : in.subjects(verb)) {
    auto result = english_effect(in, noun);
    if (!result) continue;
    for (const std::size_t ground : in.list_behind(verb + 1)) {
      if (auto by = english_cause(in, theme, ground)) {
        in.add("LEADS_TO", {*by}, *result, verb, "en-cause");
      }
    }
  }
}

// "gave Delmar a presence": what is given.
void add_given(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  auto given = english_effect(in, verb + 2);
  for (const std::size_t noun : in.subjects(verb)) {
    auto by = english_cause(in, theme, noun);
    if (given && by) in.add("LEADS_TO", {*by}, *given, verb, "en-cause");
  }
}

struct EffectList {
  EnglishSentence::Indexes nouns;
  std::string_view family = "LEADS_TO";
  bool weak = false;  // raise, improve: only of what is measured
};

// Whether the cause is named by what is done or decreed: the shutdown of two kilns, higher tariffs.
bool tells_deed(const EnglishSentence& in, const Argument& cause) {
  const std::string words = in.lower(cause.bytes);
  const std::string_view word = std::string_view(words).substr(words.rfind(' ') + 1);
  for (const std::string_view list :
       {"deed_noun", "event_noun", "policy_noun", "plan_name", "invest_noun"}) {
    if (in.listed(list, word)) return true;
  }
  return false;
}

// The objects of a verb that causes, changes, reduces or harms them.
EffectList effects_of(const EnglishSentence& in, std::size_t verb) {
  EffectList out;
  out.nouns = in.objects(verb, "cause_verb");
  if (!out.nouns.empty() || in.verb_in(verb, "moves_somebody")) return out;
  out.weak = true;
  out.nouns = in.objects(verb, "change_verb");
  if (!out.nouns.empty()) return out;
  out.family = "HINDERS";
  out.nouns = in.objects(verb, "reduce_verb");
  if (!out.nouns.empty()) return out;
  out.weak = false;
  out.nouns = in.objects(verb, "harm_verb");
  return out;
}

// The deed of a firm that the clause in front of the comma tells.
std::optional<Argument> deed_in_front(const EnglishSentence& in, std::size_t comma) {
  for (std::size_t i = comma; i-- > 0;) {
    const EnglishChunk& chunk = in.at(i);
    if (chunk.is(ChunkKind::Noun) || chunk.is(ChunkKind::Preposition)) continue;
    if (!chunk.is(ChunkKind::Verb) || chunk.passive || chunk.denied ||
        !in.verb_in(i, "deed_verb") || in.firms(in.subjects(i)).empty()) {
      return std::nullopt;
    }
    return english_action(in, i);
  }
  return std::nullopt;
}

// What makes the verb's effects happen: its subjects, as far as they may be a cause.
EnglishSentence::Arguments acting_causes(const EnglishSentence& in, const EnglishTheme& theme,
                                         std::size_t verb) {
  EnglishSentence::Arguments subjects;
  const auto take = [&](const EnglishSentence::Indexes& nouns) {
    for (const std::size_t noun : nouns) {
      if (auto one = english_cause(in, theme, noun)) subjects.push_back(*one);
    }
  };
  // "raised its prices, which lifted revenue"
  if (verb > 1 && in.at(verb - 1).is_word(ChunkKind::Relative, "which") &&
      in.at(verb - 2).is(ChunkKind::Comma)) {
    if (auto deed = deed_in_front(in, verb - 2)) return {*deed};
  }
  take(in.subjects(verb));
  // "cut prices, lifting sales": what a firm did on purpose.
  if (subjects.empty() && in.at(verb).gerund && verb > 1 && in.at(verb - 1).is(ChunkKind::Comma)) {
    if (auto deed = deed_in_front(in, verb - 1)) return {*deed};
  }
  // "raised tariffs, leading to": the tariffs, where who raised them is no cause.
  if (subjects.empty() && in.at(verb).gerund && verb > 1 && in.at(verb - 1).is(ChunkKind::Comma)) {
    std::size_t noun = verb - 2;
    while (noun >= 2 && in.at(noun).is(ChunkKind::Noun) &&
           in.at(noun - 1).is(ChunkKind::Preposition) && in.at(noun - 2).is(ChunkKind::Noun)) {
      noun -= 2;
    }
    if (in.at(noun).is(ChunkKind::Noun)) take({noun});
    std::erase_if(subjects, [&](const Argument& one) { return !in.measured(one); });
  }
  return subjects;
}

// "prompted owners to sell", "helps firms cut costs": adds what somebody is made to do. Whether
// that is all the verb says; drops those of the subjects that say it of a firm.
bool add_action_of_others(EnglishSentence& in, std::size_t verb,
                          EnglishSentence::Arguments& subjects) {
  std::size_t what = verb + 1;
  if (in.kind(what, ChunkKind::Verb) && (in.at(what).to || in.chunks().base_form(verb) == "help")) {
    if (auto one = english_action(in, what)) {
      one->create_type = "Effect";
      in.add("LEADS_TO", subjects, *one, verb, "en-cause");
    }
    return true;
  }
  if (!in.kind(what, ChunkKind::Noun)) return false;
  const std::size_t who = what;
  while (in.at(what).owner && in.kind(what + 1, ChunkKind::Noun)) ++what;
  what = in.chunks().with_complements(what) + 1;
  // What a policy makes a firm do is said of the firm.
  std::erase_if(subjects, [&](const Argument& one) {
    return !one.created && in.context().text.entities[one.entity].type == "Policy" &&
           in.named(who, EnglishSentence::kFirm);
  });
  if (subjects.empty()) return true;
  if (in.kind(what, ChunkKind::Verb)) {
    if (auto one = english_action(in, what)) {
      // Of what somebody is kept from or made to do the doer is a part of the name.
      if (in.at(what).to && !in.verb_in(verb, "enabling_verb") &&
          one->create_from.end - in.at(who).bytes.begin <= kLongestAction) {
        one->create_from.begin = in.at(who).bytes.begin;
        one->bytes = one->create_from;
      }
      one->create_type = "Effect";
      in.add("LEADS_TO", subjects, *one, verb, "en-cause");
    }
    return true;
  }
  return false;
}

// "posted a loss, citing fuel costs": what is cited is why.
bool add_cited(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  if (!in.at(verb).gerund || !is_among(in.at(verb).word, {"citing", "blaming"})) return false;
  std::size_t did = verb;
  while (did > 0 && !in.at(did - 1).is(ChunkKind::Verb) && !in.at(did - 1).is(ChunkKind::Break)) {
    --did;
  }
  if (did == 0 || !in.at(did - 1).is(ChunkKind::Verb)) return true;
  --did;
  std::optional<Argument> what;
  if (in.verb_in(did, "move_verb")) {
    for (const std::size_t noun : in.subjects(did)) {
      what = english_effect(in, noun);
      if (!what || !what->created) continue;
      what->create_from.end = in.at(did).bytes.end;
      what->bytes = what->create_from;
    }
  } else if (is_among(in.at(did).word, {"posted", "reported", "recorded", "booked", "forecast"})) {
    if (in.kind(did + 1, ChunkKind::Noun)) what = english_effect(in, did + 1);
    // "a loss of $3 million"
    if (what && what->created) what = in.made(in.at(did + 1).bytes, "Effect");
  } else if ((what = english_action(in, did))) {
    what->create_type = "Effect";
  }
  if (!what) return true;
  for (const std::size_t noun : in.list_behind(verb)) {
    if (auto by = english_cause(in, theme, noun)) {
      in.add("LEADS_TO", {*by}, *what, verb, "en-due-to");
    }
  }
  return true;
}

// "revenue fell 12% on a drop in traffic", "reported higher revenue on strong demand", "profit
// topped estimates on strong demand"
bool rises_on(const EnglishSentence& in, std::size_t behind, std::size_t preposition) {
  if (in.at(preposition).word != "on" || behind == 0 ||
      !in.kind(preposition + 1, ChunkKind::Noun)) {
    return false;
  }
  if (in.at(behind - 1).is(ChunkKind::Verb)) {
    if (in.at(behind - 1).passive || !in.verb_in(behind - 1, "move_verb")) return false;
  } else if (in.at(behind - 1).is(ChunkKind::Noun)) {
    const std::size_t noun = in.chunks().head_of(behind - 1);
    const std::string& word = in.at(noun).word;
    if (!beats_estimates(in, behind - 1) && !in.listed("outcome", word) &&
        !in.listed("change", word)) {
      return false;
    }
  } else {
    return false;
  }
  const EnglishChunk& ground = in.at(preposition + 1);
  if (in.listed("change", ground.word)) return true;
  const std::string text = in.lower(ground.bytes);
  return is_among(text.substr(0, text.find(' ')),
                  {"strong", "weak", "higher", "lower", "robust", "rising", "falling", "solid",
                   "stronger", "weaker", "increased", "growing", "soaring", "sluggish"});
}

// "sales fell as demand weakened": what changed too.
std::optional<Argument> changes_meanwhile(const EnglishSentence& in, const EnglishTheme& theme,
                                          std::size_t conjunction) {
  if (!is_among(in.at(conjunction).word, {"as", "because", "after"}) ||
      !in.kind(conjunction + 1, ChunkKind::Noun)) {
    return std::nullopt;
  }
  std::size_t noun = conjunction + 1;
  while (in.at(noun).owner && in.kind(noun + 1, ChunkKind::Noun)) ++noun;
  const std::size_t verb = in.chunks().with_complements(noun) + 1;
  if (!in.kind(verb, ChunkKind::Verb) || !in.chunks().finite(verb) || in.at(verb).passive ||
      in.at(verb).modal || in.at(verb).denied || !in.verb_in(verb, "move_verb")) {
    return std::nullopt;
  }
  auto cause = english_cause(in, theme, noun);
  if (!cause || !in.measured(*cause)) return std::nullopt;
  const ByteRange told{in.at(noun).bytes.begin, in.at(verb).bytes.end};
  if (!cause->created || told.size() > EnglishSentence::kLongestConcept) return cause;
  cause->create_from = cause->bytes = told;
  return cause;
}

// "is cutting 800 jobs because of weak demand": what a firm does about it comes about by it.
std::optional<Argument> deed_before(const EnglishSentence& in, std::size_t preposition) {
  std::size_t at = preposition;
  while (at > 0 && (in.at(at - 1).is(ChunkKind::Noun) || in.at(at - 1).is(ChunkKind::Preposition)))
    --at;
  if (at == 0 || at == preposition || !in.at(at - 1).is(ChunkKind::Verb)) return std::nullopt;
  const std::size_t verb = at - 1;
  if (in.at(verb).passive || in.at(verb).auxiliary || !in.verb_in(verb, "deed_verb") ||
      in.firms(in.subjects(verb)).empty()) {
    return std::nullopt;
  }
  auto deed = english_action(in, verb);
  if (!deed || deed->bytes.end > in.at(preposition).bytes.begin) return std::nullopt;
  deed->create_type = "Effect";
  return deed;
}

}  // namespace

void add_english_causes(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.auxiliary || add_cited(in, theme, verb)) return;
  if (chunk.passive || in.chunks().reduced(verb)) {
    add_done_by(in, theme, verb);
    return;
  }
  if (in.kind(verb + 1, ChunkKind::Preposition) &&
      in.verb_in(verb, "rest_verb", in.at(verb + 1).word)) {
    add_resting_on(in, theme, verb);
    return;
  }
  if (in.verb_in(verb, "give_verb") && in.kind(verb + 1, ChunkKind::Noun) &&
      in.kind(verb + 2, ChunkKind::Noun) && !in.at(verb + 1).owner) {
    add_given(in, theme, verb);
    return;
  }
  const EffectList effects = effects_of(in, verb);
  const bool moves = in.verb_in(verb, "moves_somebody");
  if (effects.nouns.empty() && !moves) return;
  auto subjects = acting_causes(in, theme, verb);
  if (subjects.empty()) return;
  if (moves && add_action_of_others(in, verb, subjects)) return;
  const bool strong = !in.objects(verb, "strong_cause").empty();
  for (const std::size_t noun : effects.nouns) {
    auto one = english_effect(in, noun);
    if (!one) continue;
    for (const Argument& subject : subjects) {
      if (subject.created && one->created && !in.measured(*one) && !tells_deed(in, subject) &&
          (effects.weak || !(strong || in.measured(subject)))) {
        continue;
      }
      in.add(effects.family, {subject}, *one, verb, "en-cause");
    }
  }
}

void add_english_grounds(EnglishSentence& in, const EnglishTheme& theme, std::size_t preposition) {
  if (preposition == 0) return;
  const std::size_t behind = behind_ground(in, preposition);
  // What became of something: "sales fell", "lower sales".
  const auto changed = [&](const Argument& one) {
    return in.measured(one) || (behind > 0 && in.at(behind - 1).is(ChunkKind::Verb) &&
                                in.verb_in(behind - 1, "move_verb"));
  };
  if (auto cause = changes_meanwhile(in, theme, preposition)) {
    for (const Argument& one : effects_before(in, preposition)) {
      if (changed(one)) in.add("LEADS_TO", {*cause}, one, preposition, "en-as");
    }
    return;
  }
  if (!in.listed("cause_preposition", in.at(preposition).word) &&
      !rises_on(in, behind, preposition)) {
    return;
  }
  if (behind == 0) return;
  EnglishSentence::Arguments effects = effects_before(in, preposition);
  if (const auto deed = deed_before(in, preposition)) effects = {*deed};
  if (effects.empty()) return;
  EnglishSentence::Indexes grounds = causes_behind(in, preposition);
  // "due to infrastructure and policy challenges": one head.
  const bool one_head = grounds.size() == 2 && grounds[1] == grounds[0] + 2 &&
                        in.at(grounds[0] + 1).is(ChunkKind::And) &&
                        in.at(grounds[0]).whole == in.at(grounds[0]).bytes &&
                        in.words_of(grounds[0]) == in.at(grounds[0]).word &&
                        in.at(grounds[1]).word.ends_with("s") &&
                        !in.at(grounds[0]).word.ends_with("s");
  if (one_head) grounds.erase(grounds.begin());
  for (const std::size_t noun : grounds) {
    auto by = english_cause(in, theme, noun);
    if (!by) continue;
    for (const Argument& one : effects) {
      // What happens amid another thing is seldom caused by it.
      if (in.at(preposition).word == "amid" && !(changed(one) && in.measured(*by))) continue;
      in.add("LEADS_TO", {*by}, one, preposition, "en-due-to");
    }
  }
}

}  // namespace sarye
