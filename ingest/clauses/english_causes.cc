#include "ingest/clauses/english_causes.h"

#include <string>
#include <string_view>

#include "ingest/clauses/english_actions.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

std::optional<Argument> english_cause(const EnglishSentence& in, const EnglishTheme& theme,
                                      std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  if (auto meant = theme.meant(in, noun)) return meant;
  if (in.named(noun, {"Firm", "Agency", "Person", "Place"})) return std::nullopt;
  if (chunk.pronoun || chunk.name) {
    return chunk.name ? in.named(noun, in.context().cause_types) : std::nullopt;
  }
  if (in.listed("no_cause", chunk.word) || in.listed("role", chunk.word) ||
      in.listed("member", chunk.word) || chunk.word.ends_with("makers") ||
      chunk.word.ends_with("ists") || chunk.word.ends_with("ers")) {
    return std::nullopt;
  }
  return in.created(noun, in.context().cause_types, "EnvironmentFactor");
}

std::optional<Argument> english_effect(const EnglishSentence& in, std::size_t noun) {
  if (in.at(noun).pronoun || in.at(noun).name ||
      in.named(noun, {"Firm", "Agency", "Person", "Place", "Product", "Policy"})) {
    return std::nullopt;
  }
  // Whoever acts is no effect.
  std::string word = in.at(noun).word;
  for (int number = 0; number < 2; ++number) {
    if (in.listed("role", word) || in.listed("member", word) || in.listed("no_cause", word) ||
        word.ends_with("maker")) {
      return std::nullopt;
    }
    if (word.ends_with("s")) word.pop_back();
  }
  return in.created(noun, in.context().effect_types, "Effect");
}

// "prices driven down by a glut", "was caused by"
void add_done_by(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  if (!in.preposition(verb + 1, "by") ||
      (!in.verb_in(verb, "cause_verb") && !in.verb_in(verb, "change_verb") &&
       !in.verb_in(verb, "reduce_verb") && !in.verb_in(verb, "harm_verb") &&
       !in.verb_in(verb, "help_verb") && !in.verb_in(verb, "lift_verb"))) {
    return;
  }
  EnglishSentence::Arguments effects;
  for (const std::size_t noun : in.subjects(verb)) {
    if (auto one = english_effect(in, noun)) effects.push_back(*one);
  }
  for (const std::size_t noun : in.list_behind(verb + 1)) {
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

// What makes the verb's effects happen: its subjects, as far as they may be a cause.
EnglishSentence::Arguments acting_causes(const EnglishSentence& in, const EnglishTheme& theme,
                                         std::size_t verb) {
  EnglishSentence::Arguments subjects;
  const auto take = [&](const EnglishSentence::Indexes& nouns) {
    for (const std::size_t noun : nouns) {
      if (auto one = english_cause(in, theme, noun)) subjects.push_back(*one);
    }
  };
  take(in.subjects(verb));
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
  if (in.kind(what, ChunkKind::Verb) && (in.at(what).to || in.verb_in(verb, "help_verb"))) {
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

// Figures between what changed and its ground change nothing: in front of which chunk it ends.
// "rose 12% to $3 billion, due to"
std::size_t behind_ground(const EnglishSentence& in, std::size_t preposition) {
  std::size_t at = preposition;
  const auto figure = [&](std::size_t i) {
    return in.at(i).is(ChunkKind::Noun) && in.at(i).figure && in.at(i).word.empty();
  };
  if (at >= 2 && in.at(at - 1).is(ChunkKind::Comma) &&
      (figure(at - 2) || in.at(at - 2).is(ChunkKind::Verb))) {
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

// "revenue fell 12% on a drop in traffic"
bool rises_on(const EnglishSentence& in, std::size_t behind, std::size_t preposition) {
  if (in.at(preposition).word != "on" || behind == 0 ||
      !in.kind(preposition + 1, ChunkKind::Noun) || !in.at(behind - 1).is(ChunkKind::Verb) ||
      in.at(behind - 1).passive) {
    return false;
  }
  if (!in.verb_in(behind - 1, "move_verb")) return false;
  const EnglishChunk& ground = in.at(preposition + 1);
  if (in.listed("change", ground.word)) return true;
  const std::string text = in.lower(ground.bytes);
  return is_among(text.substr(0, text.find(' ')),
                  {"strong", "weak", "higher", "lower", "robust", "rising", "falling", "solid",
                   "stronger", "weaker", "increased", "growing", "soaring", "sluggish"});
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
      if (subject.created && one->created && !in.measured(*one) &&
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
  if (!in.listed("cause_preposition", in.at(preposition).word) &&
      !rises_on(in, behind, preposition)) {
    return;
  }
  if (behind == 0) return;
  EnglishSentence::Arguments effects;
  const EnglishChunk& front = in.at(behind - 1);
  const bool predicate =
      behind == preposition && preposition >= 2 && front.is(ChunkKind::Noun) &&
      front.whole == front.bytes && in.at(preposition - 2).auxiliary &&
      in.block().substr(front.bytes.begin, front.bytes.size()).find(' ') == std::string_view::npos;
  if (predicate) {
    for (const std::size_t noun : in.subjects(preposition - 2)) {
      if (auto one = english_effect(in, noun)) effects.push_back(*one);
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
      if (one && one->created && !front.auxiliary &&
          front.bytes.end - one->create_from.begin <= EnglishSentence::kLongestConcept) {
        one->create_from.end = front.bytes.end;  // "sales fell"
        one->bytes = one->create_from;
      }
      if (one) effects.push_back(*one);
    }
  }
  if (effects.empty()) return;
  EnglishSentence::Indexes grounds = in.list_behind(preposition);
  // "due to infrastructure and policy challenges": one head.
  const bool one_head = grounds.size() == 2 && grounds[1] == grounds[0] + 2 &&
                        in.at(grounds[0] + 1).is(ChunkKind::And) &&
                        in.at(grounds[0]).whole == in.at(grounds[0]).bytes &&
                        in.lower(in.at(grounds[0]).bytes) == in.at(grounds[0]).word &&
                        in.at(grounds[1]).word.ends_with("s") &&
                        !in.at(grounds[0]).word.ends_with("s");
  if (one_head) grounds.erase(grounds.begin());
  for (const std::size_t noun : grounds) {
    auto by = english_cause(in, theme, noun);
    if (!by) continue;
    for (const Argument& one : effects) {
      in.add("LEADS_TO", {*by}, one, preposition, "en-due-to");
    }
  }
}

}  // namespace sarye
