#include "ingest/clauses/english_places.h"

#include "ingest/clauses/english_possessions.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

const TypeSet kPlaceType{"Place"};

// The places listed behind the chunk at `from`, also "Hebei Province".
void add_places(EnglishSentence& in, const EnglishSentence::Arguments& firms, std::size_t from,
                std::size_t cue) {
  if (firms.empty()) return;
  for (const std::size_t noun : in.list_behind(from)) {
    auto place = in.named(noun, kPlaceType);
    if (!place) place = in.begins_with(noun, "Place");
    if (place) in.add("LOCATED_IN", firms, *place, cue, "en-place");
  }
}

// Where something is made, which is what a firm has and not only where it is.
bool is_works(std::string_view word) {
  return is_among(word, {"plant",    "plants",      "factory",       "factories",  "fab",
                         "fabs",     "mill",        "mills",         "smelter",    "smelters",
                         "refinery", "refineries",  "shipyard",      "shipyards",  "yard",
                         "yards",    "gigafactory", "gigafactories", "steelworks", "campus"});
}

}  // namespace

void add_english_seats(EnglishSentence& in, std::size_t verb) {
  if (!is_among(in.at(verb).word, {"based", "headquartered", "located"}) ||
      !(in.preposition(verb + 1, "in") || in.preposition(verb + 1, "at"))) {
    return;
  }
  const auto nouns = in.subjects(verb);
  EnglishSentence::Arguments subjects = in.firms(nouns);
  // "Delmar is a company based in"
  if (subjects.empty() && !nouns.empty()) {
    for (std::size_t i = nouns.front(); i-- > 0;) {
      if (in.at(i).is(ChunkKind::Verb) && in.at(i).auxiliary) {
        subjects = in.firms(in.subjects(i));
        break;
      }
      if (in.at(i).is(ChunkKind::Verb)) break;
    }
  }
  add_places(in, subjects, verb + 1, verb);
}

void add_english_sites(EnglishSentence& in, std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  if (chunk.name && in.preposition(noun + 1, "in")) {
    auto firm = in.named(noun, EnglishSentence::kFirm);
    const bool object = noun > 0 && (in.at(noun - 1).is(ChunkKind::Verb) ||
                                     in.at(noun - 1).is(ChunkKind::Preposition));
    if (firm && !object) add_places(in, {*firm}, noun + 1, noun);
    return;
  }
  // "the Belgian brewer": the firm spoken of.
  if (in.listed("role", chunk.word) && in.lower(chunk.whole).starts_with("the ")) {
    auto firm = in.named(noun, EnglishSentence::kFirm);
    auto place = firm ? in.begins_with(noun, "Place") : std::nullopt;
    // The words of the firm are those in front of the place's.
    if (place) firm->bytes = {chunk.whole.begin, place->bytes.begin};
    if (place) in.add("LOCATED_IN", {*firm}, *place, noun, "en-place");
    return;
  }
  // "its plant in Ohio", "its Ohio plant"
  if (!in.listed("facility", chunk.word)) return;
  auto firm = in.owner_of(noun);
  // "its Dayton, Ohio plant"
  if (!firm && noun >= 2 && in.at(noun - 1).is(ChunkKind::Comma) &&
      in.at(noun - 2).is(ChunkKind::Noun) && in.named(noun - 2, kPlaceType)) {
    firm = in.owner_of(noun - 2);
    if (firm) in.add("LOCATED_IN", {*firm}, *in.named(noun - 2, kPlaceType), noun, "en-place");
  }
  const bool owned = firm.has_value();
  // A plant that is closed or sold is no place where somebody is.
  for (std::size_t i = noun; i-- > 0;) {
    if (!in.at(i).is(ChunkKind::Verb)) continue;
    if (in.verb_in(i, "leave_verb")) return;
    break;
  }
  EnglishSentence::Arguments together;  // "Delmar and Orlin run plants in Ohio"
  if (!firm && !chunk.owned) {
    together = in.clause_firms(noun);
    if (!together.empty()) firm = together.front();
  }
  // "gave Delmar a presence with plants in Italy"
  for (std::size_t i = noun; i-- > 0 && !firm && !chunk.owned;) {
    if (in.at(i).is(ChunkKind::Verb) || in.at(i).is(ChunkKind::Break)) break;
    if (in.at(i).name && !in.at(i).owner) firm = in.named(i, EnglishSentence::kFirm);
  }
  if (!firm) return;
  if (in.preposition(noun + 1, "in") || in.preposition(noun + 1, "at") ||
      in.preposition(noun + 1, "near")) {
    if (together.empty()) together = {*firm};
    add_places(in, together, noun + 1, noun);
  }
  if (auto place = owned ? in.begins_with(noun, "Place") : std::nullopt) {
    in.add("LOCATED_IN", {*firm}, *place, noun, "en-place");
    if (!is_works(chunk.word)) return;
    if (auto works = english_resource(in, noun)) in.add("HAS", {*firm}, *works, noun, "en-has");
  }
}

}  // namespace sarye
