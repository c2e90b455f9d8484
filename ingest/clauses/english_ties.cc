#include "ingest/clauses/english_ties.h"

#include <string>
#include <string_view>

#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

// The objects of a verb of the class, where they are of the types.
void add_dealings(EnglishSentence& in, std::size_t verb, std::string_view word_class,
                  const TypeSet& types, std::string_view family) {
  const auto nouns = in.objects(verb, word_class);
  if (nouns.empty()) return;
  const auto subjects = in.firms(in.subjects(verb));
  if (subjects.empty()) return;
  for (const std::size_t noun : nouns) {
    if (in.at(noun).pronoun) continue;
    auto what = in.named(noun, types);
    // "a product called Velt"
    if (!what && in.kind(noun + 1, ChunkKind::Verb) && in.kind(noun + 2, ChunkKind::Noun) &&
        is_among(in.at(noun + 1).word, {"called", "named", "dubbed", "branded"})) {
      what = in.named(noun + 2, types);
    }
    // "bought the memory business of Delmar"
    if (!what && family == "INVESTS_IN" && in.preposition(noun + 1, "of") &&
        in.listed("part_noun", in.at(noun).word)) {
      for (const Argument& one : in.firms(in.list_behind(noun + 1))) {
        if (!one.coreference) in.add(family, subjects, one, verb, "en-clause");
      }
    }
    // "acquired several brands, including Orlin and Velt"
    if (!what && family == "INVESTS_IN" && in.listed("part_noun", in.at(noun).word)) {
      for (const Argument& one : in.firms({noun})) {
        if (!one.coreference) in.add(family, subjects, one, verb, "en-clause");
      }
    }
    if (what && !what->coreference) in.add(family, subjects, *what, verb, "en-clause");
  }
}

// "Delmar and Orlin will jointly develop", "have agreed to cooperate"
void add_joint_deeds(EnglishSentence& in, std::size_t verb) {
  const std::string text = in.lower(in.at(verb).whole);
  const bool jointly = text.find("jointly ") != std::string::npos;
  const bool together =
      is_among(in.at(verb).word, {"cooperate", "collaborate", "co-develop", "partner", "co-operate",
                                  "partnered", "collaborated", "cooperated", "teamed"});
  if (!jointly && !together) return;
  const auto subjects = in.firms(in.subjects(verb));
  for (std::size_t i = 1; i < subjects.size(); ++i) {
    if (subjects[0].coreference || subjects[i].coreference) continue;
    in.add("PARTNERS_WITH", {subjects[0]}, subjects[i], verb, "en-joint");
  }
}

// "its stake in Orlin"
void add_holdings(EnglishSentence& in, std::size_t noun) {
  auto owner = in.owner_of(noun);
  if (!owner) owner = in.clause_firm(noun);
  if (!owner) return;
  for (const Argument& one : in.firms(in.list_behind(noun + 1))) {
    if (!one.coreference) in.add("INVESTS_IN", {*owner}, one, noun, "en-tie");
  }
}

}  // namespace

void add_english_dealings(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || in.chunks().reduced(verb)) return;
  add_dealings(in, verb, "offer_verb", {"Product"}, "OFFERS");
  add_dealings(in, verb, "acquire_verb", EnglishSentence::kFirm, "INVESTS_IN");
  add_dealings(in, verb, "compete_verb", EnglishSentence::kFirm, "COMPETES_WITH");
  add_dealings(in, verb, "partner_verb", EnglishSentence::kFirm, "PARTNERS_WITH");
  add_joint_deeds(in, verb);
}

void add_english_ties(EnglishSentence& in, std::size_t noun) {
  if (in.listed("invest_noun", in.at(noun).word) &&
      (in.preposition(noun + 1, "of") || in.preposition(noun + 1, "in"))) {
    add_holdings(in, noun);
    return;
  }
  if (!in.listed("tie_noun", in.at(noun).word)) return;
  std::size_t after = noun + 1;
  while (in.kind(after, ChunkKind::Preposition) && in.kind(after + 1, ChunkKind::Noun) &&
         is_among(in.at(after).word, {"in", "for", "on"})) {
    after += 2;
  }
  EnglishSentence::Arguments first;
  const bool theirs = in.at(noun).owned && in.lower(in.at(noun).whole).starts_with("their ");
  if (!theirs) {
    if (auto owner = in.owner_of(noun)) first.push_back(*owner);
  }
  std::size_t cue = noun;
  if (first.empty()) {
    for (std::size_t i = noun; i-- > 0;) {
      if (in.at(i).is(ChunkKind::Break)) break;
      if (!in.at(i).is(ChunkKind::Verb)) continue;
      first = in.firms(in.subjects(i));
      cue = i;
      if (!first.empty() || in.chunks().finite(i)) break;
    }
  }
  // "The deal is with Orlin", "The agreement with Orlin covers": whose it is was told before.
  bool told_before = false;
  if (first.empty() && cue == noun) {
    const std::string text = in.lower(in.at(noun).whole);
    const bool points = text.starts_with("the ") || text.starts_with("this ");
    if (in.kind(after, ChunkKind::Verb) && in.at(after).auxiliary) ++after;
    if (points && in.preposition(after, "with")) {
      NounPhrase it;
      it.bytes = it.whole = {in.at(noun).whole.begin, in.at(noun).whole.begin + 3};
      it.pronoun = true;
      auto firm =
          in.context().arguments.resolve(in.reading(), it, it.bytes, EnglishSentence::kFirm, {});
      if (firm) first.push_back(*firm);
      told_before = true;
    }
  }
  if (first.empty()) return;
  bool tied = false;
  if (in.preposition(after, "with")) {
    for (const Argument& partner : in.firms(in.list_behind(after))) {
      if (partner.coreference) continue;
      in.add("PARTNERS_WITH", first, partner, noun, "en-tie");
      tied = true;
    }
    if (tied || told_before) return;
  }
  // "Delmar and Orlin signed a contract"
  if (first.size() < 2 || !in.at(cue).is(ChunkKind::Verb) ||
      !in.verb_in(cue, "tie_verb",
                  in.kind(cue + 1, ChunkKind::Preposition) ? in.at(cue + 1).word : std::string())) {
    return;
  }
  for (std::size_t i = 1; i < first.size(); ++i) {
    in.add("PARTNERS_WITH", {first[0]}, first[i], noun, "en-tie");
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
  const std::string text = in.lower(chunk.bytes);
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
