#include "ingest/clauses/english_rivals.h"

#include <string>

#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

void add_pairs(EnglishSentence& in, const EnglishSentence::Arguments& firms, std::size_t cue) {
  for (std::size_t i = 1; i < firms.size(); ++i) {
    if (firms[0].coreference || firms[i].coreference) continue;
    in.add("COMPETES_WITH", {firms[0]}, firms[i], cue, "en-rival");
  }
}

// The firms listed behind the first "from" behind the verb.
EnglishSentence::Arguments taken_from(const EnglishSentence& in, std::size_t verb) {
  for (std::size_t i = verb + 1; i + 1 < in.chunks().size(); ++i) {
    if (in.at(i).is(ChunkKind::Verb) || in.at(i).is(ChunkKind::Break)) break;
    if (in.preposition(i, "from")) return in.firms(in.list_behind(i), true);
  }
  return {};
}

}  // namespace

void add_english_rivalry(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || in.chunks().reduced(verb)) return;
  // "Delmar and Orlin vie for orders"
  // but not where they do so with another.
  const bool with_another = in.preposition(verb + 1, "with") || in.preposition(verb + 1, "against");
  if (!with_another && in.verb_in(verb, "vie_verb"))
    add_pairs(in, in.firms(in.subjects(verb)), verb);
  // "matches Orlin's fares", "undercut the prices of Orlin"
  const auto objects = in.objects(verb, "compete_verb");
  const auto subjects = [&] { return in.firms(in.subjects(verb)); };
  for (const std::size_t noun : objects) {
    if (in.named(noun, EnglishSentence::kFirm)) continue;
    if (auto owner = in.owner_of(noun); owner && !owner->coreference) {
      in.add("COMPETES_WITH", subjects(), *owner, verb, "en-rival");
    }
  }
  // "win customers from Orlin"
  if (in.verb_in(verb, "lure_verb") && in.kind(verb + 1, ChunkKind::Noun) &&
      in.listed("lured", in.at(in.chunks().with_complements(verb + 1)).word)) {
    for (const Argument& one : taken_from(in, verb)) {
      if (!one.coreference) in.add("COMPETES_WITH", subjects(), one, verb, "en-rival");
    }
  }
}

void add_english_rivals(EnglishSentence& in, std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  if (is_among(chunk.word, {"rival", "rivals", "competitor", "competitors"})) {
    const auto owner = in.owner_of(noun);
    if (!owner) return;
    EnglishSentence::Indexes list;
    if (in.kind(noun + 1, ChunkKind::Verb) &&
        (in.at(noun + 1).auxiliary || is_among(in.at(noun + 1).word, {"include", "included"}))) {
      list = in.list_behind(noun + 1);
    } else if (in.chunks().opens_examples(noun + 1)) {
      list = in.list_behind(noun + 1);
    }
    for (const std::size_t one : list) {
      auto other = in.named(one, EnglishSentence::kFirm);
      if (other && !other->coreference) {
        in.add("COMPETES_WITH", {*owner}, *other, noun, "en-rival");
      }
    }
    return;
  }
  const std::string& text = in.words_of(noun);
  if (!chunk.name || (text.find("rivals ") == std::string::npos &&
                      text.find("competitors ") == std::string::npos &&
                      text.find("rival ") == std::string::npos)) {
    return;
  }
  auto of = in.owner_of(noun);
  if (!of) of = in.clause_firm(noun);
  if (!of) return;
  for (const std::size_t one : in.list_behind(noun - 1)) {
    auto other = in.named(one, EnglishSentence::kFirm);
    if (other && !other->coreference) in.add("COMPETES_WITH", {*of}, *other, noun, "en-rival");
    if (text.find("rival ") != std::string::npos) break;
  }
}

}  // namespace sarye
