#include "ingest/clauses/english_possessions.h"

#include <string>
#include <string_view>

#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

constexpr std::string_view kDigits = "0123456789";

// "128 million members" is a figure; 59 terminals and 2,300 patents are what somebody has.
bool only_counted(const EnglishSentence& in, std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  return chunk.figure && !in.listed("asset", chunk.word) &&
         in.lower(chunk.whole).find_first_of(kDigits) != std::string::npos;
}

// A fleet that is operated, a workforce: nouns of what is owned whatever the verb.
bool is_asset(const EnglishSentence& in, std::size_t noun) {
  return in.listed("asset", in.at(noun).word) || in.named(noun, {"Resource"}).has_value();
}

}  // namespace

std::optional<Argument> english_resource(const EnglishSentence& in, std::size_t noun) {
  if (auto known = in.named(noun, {"Resource"})) return known;
  if (in.named(noun, {"Strategy", "Policy", "Firm", "Product", "Agency", "Place"})) {
    return std::nullopt;
  }
  if (in.listed("no_resource", in.at(noun).word)) return std::nullopt;
  for (const Quantity& one : in.context().text.quantities_in(in.reading().span.block)) {
    if (!one.currency.empty() && in.at(noun).whole.contains(one.span.bytes)) return std::nullopt;
  }
  return in.created(noun, {"Resource"}, "Resource");
}

void add_english_possessions(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || in.chunks().reduced(verb)) return;
  EnglishSentence::Indexes owned = in.objects(verb, "have_verb");
  // "has the advantage of a known brand"
  if (owned.size() == 1 && is_among(in.at(owned[0]).word, {"advantage", "benefit", "strength"}) &&
      in.preposition(owned[0] + 1, "of")) {
    owned = in.list_behind(owned[0] + 1);
  }
  if (!owned.empty()) {
    const auto subjects = in.firms(in.subjects(verb));
    if (subjects.empty()) return;
    for (const std::size_t noun : owned) {
      const std::string whole = in.lower(in.at(noun).whole);
      if (whole.starts_with("no ")) continue;
      // "had a strong second quarter", "has a total of 3 million customers", "has three units: A,
      // B"
      if (is_among(in.at(noun).word, {"strong", "weak", "solid", "robust", "record", "poor", "good",
                                      "great", "tough", "slow", "busy", "rough", "total"})) {
        continue;
      }
      if (in.at(noun).figure && in.kind(noun + 1, ChunkKind::Break) &&
          in.kind(noun + 2, ChunkKind::Noun) && in.named(noun + 2, EnglishSentence::kFirm)) {
        continue;
      }
      // "128 million members" is a figure.
      if (only_counted(in, noun)) continue;
      if (auto what = english_resource(in, noun)) in.add("HAS", subjects, *what, verb, "en-has");
    }
    return;
  }
  // "built up expertise", "operates a fleet", "has access to"
  if (in.verb_in(verb, "build_verb") || in.verb_in(verb, "run_verb")) {
    const bool runs = in.verb_in(verb, "run_verb");
    for (const std::size_t noun : in.list_behind(verb)) {
      // "operates a plant in Ohio" tells where it is.
      if (runs && in.listed("facility", in.at(noun).word) && !in.at(noun).word.ends_with("s") &&
          in.preposition(noun + 1, "in")) {
        continue;
      }
      if (runs ? !is_asset(in, noun) : !in.listed("capability", in.at(noun).word)) continue;
      if (auto what = english_resource(in, noun)) {
        in.add("HAS", in.firms(in.subjects(verb)), *what, verb, "en-has");
      }
    }
  }
  const auto used = in.objects(verb, "use_verb");
  if (used.empty()) return;
  const auto subjects = in.firms(in.subjects(verb), true);
  if (subjects.empty()) return;
  for (const std::size_t noun : used) {
    // "employs 75 workers" is a figure.
    if (only_counted(in, noun)) continue;
    if (auto what = in.named(noun, {"Product"})) {
      in.add("USES", subjects, *what, verb, "en-uses");
    } else if (auto made_of = english_resource(in, noun)) {
      in.add("USES", subjects, *made_of, verb, "en-uses");
    }
  }
}

namespace {

// The firm whose the noun phrase is, in front of it or behind "of".
std::optional<Argument> possessor(const EnglishSentence& in, std::size_t noun) {
  if (auto owner = in.owner_of(noun)) return owner;
  if (in.preposition(noun + 1, "of") && in.kind(noun + 2, ChunkKind::Noun)) {
    return in.named(noun + 2, EnglishSentence::kFirm);
  }
  return std::nullopt;
}

}  // namespace

void add_english_strengths(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || chunk.denied) return;
  const auto add_all = [&](const Argument& owner, std::size_t from) {
    for (const std::size_t noun : in.list_behind(from)) {
      if (auto what = english_resource(in, noun)) in.add("HAS", {owner}, *what, verb, "en-has");
    }
  };
  for (const std::size_t noun : in.subjects(verb)) {
    if (!in.listed("strength", in.at(noun).word)) continue;
    const auto owner = possessor(in, noun);
    if (!owner) continue;
    if (chunk.auxiliary) {
      add_all(*owner, verb);
    } else if (is_among(chunk.word, {"lies", "lie", "lay", "rests", "comes", "come", "stems",
                                     "include", "includes", "included"})) {
      const std::size_t from = in.kind(verb + 1, ChunkKind::Preposition) ? verb + 1 : verb;
      add_all(*owner, from);
      // "lies in its expertise and in its plants"
      for (std::size_t i = from + 1; i + 2 < in.chunks().size(); ++i) {
        if (in.at(i).is(ChunkKind::Verb) || in.at(i).is(ChunkKind::Break)) break;
        if (in.at(i).is(ChunkKind::And) && in.at(i + 1).is(ChunkKind::Preposition)) {
          add_all(*owner, i + 1);
        }
      }
    }
  }
  // "counts a pilot plant among its assets", "has patents among its strengths"
  if (!is_among(chunk.word, {"counts", "count", "counted", "has", "lists", "numbers"})) return;
  for (std::size_t i = verb + 1; i + 1 < in.chunks().size(); ++i) {
    if (in.at(i).is(ChunkKind::Verb) || in.at(i).is(ChunkKind::Break)) return;
    if (!in.preposition(i, "among") || !in.at(i + 1).owned ||
        !in.listed("strength", in.at(i + 1).word)) {
      continue;
    }
    for (const Argument& owner : in.firms(in.subjects(verb))) add_all(owner, verb);
    return;
  }
}

}  // namespace sarye
