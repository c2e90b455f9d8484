#include "ingest/clauses/english_possessions.h"

#include <string>

#include "ingest/clauses/english_words.h"

namespace sarye {

void add_english_possessions(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || in.chunks().reduced(verb)) return;
  const auto resource = [&](std::size_t noun) -> std::optional<Argument> {
    if (auto known = in.named(noun, {"Resource"})) return known;
    if (in.named(noun, {"Strategy", "Policy", "Firm", "Product", "Agency", "Place"})) {
      return std::nullopt;
    }
    if (in.listed("no_resource", in.at(noun).word)) return std::nullopt;
    for (const Quantity& one : in.context().text.quantities_in(in.reading().span.block)) {
      if (!one.currency.empty() && in.at(noun).whole.contains(one.span.bytes)) return std::nullopt;
    }
    return in.created(noun, {"Resource"}, "Resource");
  };
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
      if (in.at(noun).figure && whole.find_first_of("0123456789") != std::string::npos) continue;
      if (auto what = resource(noun)) in.add("HAS", subjects, *what, verb, "en-has");
    }
    return;
  }
  if (in.verb_in(verb, "build_verb")) {
    for (const std::size_t noun : in.list_behind(verb)) {
      if (!in.listed("capability", in.at(noun).word)) continue;
      if (auto what = resource(noun)) {
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
    if (in.at(noun).figure &&
        in.lower(in.at(noun).whole).find_first_of("0123456789") != std::string::npos) {
      continue;
    }
    if (auto what = in.named(noun, {"Product"})) {
      in.add("USES", subjects, *what, verb, "en-uses");
    } else if (auto made_of = resource(noun)) {
      in.add("USES", subjects, *made_of, verb, "en-uses");
    }
  }
}

}  // namespace sarye
