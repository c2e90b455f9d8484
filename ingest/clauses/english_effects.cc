#include "ingest/clauses/english_effects.h"

#include <algorithm>
#include <string>

#include "ingest/clauses/english_actions.h"
#include "ingest/clauses/english_words.h"

namespace sarye {

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
  auto found = in.created(noun, in.context().effect_types, "Effect");
  // "raised the yard's capacity": what becomes of a resource is no resource.
  if (found && !found->created && in.context().text.entities[found->entity].type == "Resource") {
    return in.made(in.at(noun).bytes, "Effect");
  }
  return found;
}

namespace {

// What the clause of the verb tells: "sales fell", "reduced waste", "attracted developers".
std::optional<Argument> clause_outcome(const EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || chunk.denied) return std::nullopt;
  if (in.verb_in(verb, "move_verb")) {
    for (const std::size_t noun : in.subjects(verb)) {
      auto one = english_effect(in, noun);
      if (!one && in.listed("outcome", in.at(noun).word)) {
        one = in.made({in.at(noun).bytes.begin, chunk.bytes.end}, "Effect");
      }
      if (!one || !in.measured(*one)) continue;
      const ByteRange told{one->bytes.begin, chunk.bytes.end};
      if (one->created && told.size() <= EnglishSentence::kLongestConcept) {
        one->create_from = one->bytes = told;
      }
      return one;
    }
  }
  const bool changes = in.verb_in(verb, "change_verb") || in.verb_in(verb, "reduce_verb") ||
                       in.verb_in(verb, "cause_verb") || in.verb_in(verb, "outcome_verb");
  if (!changes) return std::nullopt;
  auto what = english_action(in, verb);
  if (what) what->create_type = "Effect";
  return what;
}

// The gerund behind "by" that tells by what means the clause's verb does so, in front of the clause
// or behind its verb.
std::optional<std::size_t> means_of(const EnglishSentence& in, std::size_t verb) {
  const auto is_means = [&](std::size_t i) {
    return i > 0 && in.at(i).is(ChunkKind::Verb) && in.at(i).gerund &&
           (in.preposition(i - 1, "by") || in.preposition(i - 1, "through"));
  };
  for (std::size_t i = verb + 1; i < in.chunks().size(); ++i) {
    if (is_means(i)) return i;
    if (in.at(i).is(ChunkKind::Break) || in.at(i).is(ChunkKind::Clause) ||
        (in.at(i).is(ChunkKind::Verb) && in.chunks().finite(i))) {
      break;
    }
  }
  for (std::size_t i = verb; i-- > 0;) {
    if (in.at(i).is(ChunkKind::Break) || (in.at(i).is(ChunkKind::Verb) && in.chunks().finite(i))) {
      break;
    }
    if (is_means(i)) return i;
  }
  return std::nullopt;
}

// The word "due to" or the like that opens the sentence in front of the verb's clause.
std::optional<std::size_t> ground_in_front(const EnglishSentence& in, std::size_t verb) {
  const auto subjects = in.subjects(verb);
  if (subjects.empty() || subjects.front() < 3) return std::nullopt;
  std::size_t first = subjects.front();
  while (first > 1 && in.at(first - 1).is(ChunkKind::Noun) && in.at(first - 1).owner) --first;
  if (!in.at(first - 1).is(ChunkKind::Comma)) return std::nullopt;
  std::size_t begin = first - 1;
  while (begin > 0 &&
         (in.at(begin - 1).is(ChunkKind::Noun) || in.at(begin - 1).is(ChunkKind::Preposition) ||
          in.at(begin - 1).is(ChunkKind::And))) {
    --begin;
  }
  if (begin > 0 && !in.at(begin - 1).is(ChunkKind::Break)) return std::nullopt;
  if (!in.at(begin).is(ChunkKind::Preposition) ||
      !in.listed("cause_preposition", in.at(begin).word)) {
    return std::nullopt;
  }
  return begin;
}

// Whether a word of a class stands in the noun phrase in front of its last.
bool holds_in_front(const EnglishSentence& in, std::size_t noun, std::string_view word_class) {
  const std::string words = in.lower(in.at(noun).bytes);
  for (std::size_t at = 0, space = words.find(' '); space != std::string::npos;
       at = space + 1, space = words.find(' ', at)) {
    if (in.listed(word_class, std::string_view(words).substr(at, space - at))) return true;
  }
  return false;
}

// "higher freight costs", "freight cost inflation", "a drop in orders": the noun phrase itself
// tells that what is measured has changed.
bool tells_change(const EnglishSentence& in, std::size_t noun) {
  const std::string& word = in.at(noun).word;
  if (in.listed("outcome", word) && holds_in_front(in, noun, "change")) return true;
  if (!in.listed("change", word)) return false;
  if (in.words_of(noun).find("shares ") != std::string::npos) return false;  // a slump of a day
  if (holds_in_front(in, noun, "outcome")) return true;
  return (in.preposition(noun + 1, "in") || in.preposition(noun + 1, "of")) &&
         in.kind(noun + 2, ChunkKind::Noun) && !in.at(noun + 2).figure &&
         in.listed("outcome", in.at(noun + 2).word);
}

// "a lack of trained welders", "labour shortages": what there is too little or too much of,
// whatever it is. The last chunk of what tells so.
std::optional<std::size_t> tells_want(const EnglishSentence& in, std::size_t noun) {
  const std::string& word = in.at(noun).word;
  if (!is_among(word, {"lack", "shortage", "shortages", "scarcity", "surplus", "glut", "absence",
                       "dearth", "oversupply", "shortfall", "overcapacity"})) {
    return std::nullopt;
  }
  if (in.preposition(noun + 1, "of") && in.kind(noun + 2, ChunkKind::Noun) &&
      !in.at(noun + 2).figure && !in.at(noun + 2).pronoun) {
    return noun + 2;
  }
  // "the yards lack": a verb.
  if (word == "lack" || word == "absence") return std::nullopt;
  if (in.lower(in.at(noun).bytes).find(' ') != std::string::npos) return noun;
  return std::nullopt;
}

// "orders slowed", without a figure and without an object.
std::optional<Argument> told_change(const EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || chunk.denied || chunk.to || in.kind(verb + 1, ChunkKind::Noun) ||
      !in.verb_in(verb, "move_verb")) {
    return std::nullopt;
  }
  const std::size_t last = std::min(verb + 4, in.chunks().size());
  for (std::size_t i = verb + 1; i < last; ++i) {
    if (in.at(i).figure) return std::nullopt;
  }
  const auto subjects = in.subjects(verb);
  if (subjects.size() != 1 || !in.listed("outcome", in.at(subjects.front()).word) ||
      is_among(in.at(subjects.front()).word, {"share", "shares", "stock", "stocks"})) {
    return std::nullopt;
  }
  return in.made({in.at(subjects.front()).bytes.begin, chunk.bytes.end}, "Effect");
}

}  // namespace

void add_english_lone_effects(EnglishSentence& in) {
  for (std::size_t i = 0; i < in.chunks().size(); ++i) {
    std::optional<Argument> told;
    if (in.kind(i, ChunkKind::Verb)) {
      told = told_change(in, i);
    } else if (in.kind(i, ChunkKind::Noun) && !in.at(i).pronoun && !in.at(i).owner &&
               !in.at(i).figure) {
      if (i > 0 && in.kind(i - 1, ChunkKind::Verb) && in.at(i - 1).denied) continue;
      if (const auto last = tells_want(in, i)) {
        told = in.made({in.at(i).bytes.begin, in.at(*last).bytes.end}, "Effect");
      } else if (tells_change(in, i)) {
        told = english_effect(in, i);
        // "sliding consumer demand": more than the demand that is known.
        if (told && !told->created && in.context().text.entities[told->entity].type != "Effect") {
          told = in.made(in.at(i).bytes, "Effect");
        }
      }
    }
    if (told) in.announce_untold(std::move(*told), i, "en-lone-effect");
  }
}

void add_english_outcomes(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || chunk.auxiliary || !in.chunks().finite(verb)) return;
  const auto means = means_of(in, verb);
  const auto ground = ground_in_front(in, verb);
  if (!means && !ground) return;
  const auto what = clause_outcome(in, verb);
  if (!what) return;
  if (means) {
    if (auto deed = english_action(in, *means)) {
      in.add("LEADS_TO", {*deed}, *what, verb, "en-means");
    }
  }
  if (!ground) return;
  for (const std::size_t noun : in.list_behind(*ground)) {
    if (auto by = english_cause(in, theme, noun)) {
      in.add("LEADS_TO", {*by}, *what, verb, "en-ground");
    }
  }
}

}  // namespace sarye
