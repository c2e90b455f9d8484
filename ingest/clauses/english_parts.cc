#include "ingest/clauses/english_parts.h"

#include <string>
#include <string_view>

#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

// With `products` those among them are offered by the whole.
void add_parts(EnglishSentence& in, std::size_t verb, const EnglishSentence::Indexes& list,
               const Argument& whole, bool products) {
  for (const std::size_t noun : list) {
    if (in.at(noun).figure) continue;  // "36% of Orlin"
    if (auto part = in.named(noun, EnglishSentence::kFirm); part && !part->coreference) {
      in.add("PART_OF", {*part}, whole, verb, "en-part");
    } else if (products) {
      if (auto product = in.named(noun, {"Product"})) {
        in.add("OFFERS", {whole}, *product, verb, "en-part");
      }
    }
  }
}

// The first product that the noun phrase names.
std::optional<Argument> product_in(const EnglishSentence& in, std::size_t noun) {
  const AnnotatedText& text = in.context().text;
  for (const TextMention& mention : text.mentions_near(in.reading().span)) {
    if (mention.inherited || !in.at(noun).whole.contains(mention.span.bytes) ||
        mention.span.block != in.reading().span.block ||
        text.entities[mention.entity].type != "Product") {
      continue;
    }
    Argument product;
    product.entity = mention.entity;
    product.bytes = mention.span.bytes;
    return product;
  }
  return std::nullopt;
}

}  // namespace

void add_english_parts(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || in.chunks().reduced(verb)) return;
  if (is_among(chunk.word, {"include", "includes", "included"}) || chunk.auxiliary) {
    for (const std::size_t noun : in.subjects(verb)) {
      // "Delmar, which includes Orlin and Velt"
      if (in.at(noun).name && chunk.word.starts_with("include")) {
        if (auto group = in.named(noun, EnglishSentence::kFirm)) {
          add_parts(in, verb, in.list_behind(verb), *group, false);
        }
        continue;
      }
      if (!in.listed("part_noun", in.at(noun).word)) continue;
      auto whole = in.owner_of(noun);
      if (!whole) whole = in.begins_with(noun, "Firm");  // "Delmar brands include"
      if (whole) add_parts(in, verb, in.list_behind(verb), *whole, true);
    }
  }
  // "Delmar has three yards -- Orlin, Velkor and Norvik"
  const std::size_t units = verb + 1;
  if (is_among(chunk.word, {"has", "have", "owns", "operates"}) &&
      in.kind(units, ChunkKind::Noun) && in.at(units).figure &&
      in.kind(units + 1, ChunkKind::Break)) {
    const auto named = in.list_behind(units + 1);
    const auto owners = in.firms(in.subjects(verb));
    if (named.size() > 1 && !owners.empty()) add_parts(in, verb, named, owners.front(), false);
    return;
  }
  EnglishSentence::Indexes list;
  if (chunk.auxiliary && in.kind(verb + 1, ChunkKind::Noun) && in.at(verb + 1).word == "home" &&
      in.preposition(verb + 2, "to")) {
    list = in.list_behind(verb + 2);
  } else {
    list = in.objects(verb, "own_verb");
  }
  // "owns several brands, including Orlin and Velt"
  if (list.size() == 1 && in.listed("part_noun", in.at(list[0]).word)) {
    std::size_t example = list[0] + 1;
    if (in.kind(example, ChunkKind::Comma)) ++example;
    if (in.chunks().opens_examples(example)) {
      const auto owners = in.firms(in.subjects(verb));
      if (!owners.empty()) add_parts(in, verb, in.list_behind(example), owners.front(), true);
      return;
    }
  }
  if (list.empty()) return;
  const auto wholes = in.firms(in.subjects(verb));
  if (!wholes.empty()) add_parts(in, verb, list, wholes.front(), false);
}

void add_english_owners(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  const bool done = chunk.passive || in.chunks().reduced(verb) ||
                    (verb == 0 && participle_like(chunk.word) && !chunk.gerund);
  if (!done || !in.preposition(verb + 1, "by")) return;
  const bool owned = in.verb_in(verb, "owner_verb");
  const bool bought = in.verb_in(verb, "acquire_verb") || in.verb_in(verb, "back_verb");
  if (!owned && !bought) return;
  const auto by = in.firms(in.list_behind(verb + 1));
  if (by.empty()) return;
  for (const Argument& one : in.firms(in.subjects(verb))) {
    if (one.coreference) continue;
    for (const Argument& owner : by) {
      if (owner.coreference) continue;
      if (owned) {
        in.add("PART_OF", {one}, owner, verb, "en-owner");
      } else {
        in.add("INVESTS_IN", {owner}, one, verb, "en-owner");
      }
    }
  }
}

void add_english_belonging(EnglishSentence& in, std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  const auto firm_alone = [&](std::size_t at) -> std::optional<Argument> {
    if (!in.kind(at, ChunkKind::Noun) || !in.at(at).name) return std::nullopt;
    auto found = in.named(at, EnglishSentence::kFirm);
    if (!found || found->coreference) return std::nullopt;
    return found;
  };
  // "Delmar's Velt"
  if (noun > 0 && in.at(noun - 1).is(ChunkKind::Noun) && in.at(noun - 1).owner) {
    const auto whole = firm_alone(noun - 1);
    const auto part = whole ? firm_alone(noun) : std::nullopt;
    // "Orlin's Group Ltd." is one name.
    const std::string& name = in.words_of(noun);
    const std::string first = name.substr(0, name.find(' '));
    const bool kind = is_among(first, {"group", "company", "holdings", "holding", "corporation"});
    if (part && part->bytes == chunk.bytes && !chunk.owner && !kind) {
      in.add("PART_OF", {*part}, *whole, noun, "en-owned");
    }
  }
  // "Velt, whose parent Delmar"; "Its parent, Delmar,"
  const std::string& text = in.words_of(noun);
  static constexpr std::string_view kParent = "parent";
  if (!text.starts_with(kParent) && chunk.word != kParent && !text.starts_with("holding company") &&
      !text.ends_with("parent company")) {
    return;
  }
  std::optional<Argument> part;
  if (noun >= 2 && in.at(noun - 1).is_word(ChunkKind::Relative, "whose")) {
    std::size_t front = noun - 2;
    if (in.at(front).is(ChunkKind::Comma) && front > 0) --front;
    if (in.at(front).is(ChunkKind::Noun)) part = in.named(front, EnglishSentence::kFirm);
  } else if (!chunk.name) {
    part = in.owner_of(noun);
  }
  if (!part) return;
  std::optional<Argument> whole;
  if (chunk.name) {
    whole = in.named(noun, EnglishSentence::kFirm);
  } else if (in.kind(noun + 1, ChunkKind::Comma) ||
             (in.kind(noun + 1, ChunkKind::Verb) && in.at(noun + 1).auxiliary)) {
    whole = firm_alone(noun + 2);
  }
  if (whole && !whole->coreference) in.add("PART_OF", {*part}, *whole, noun, "en-parent");
}

bool add_english_unit(EnglishSentence& in, std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  if (!chunk.name || !chunk.owned) return false;
  const std::string& text = in.words_of(noun);
  // "Its parent Orlin"
  for (const std::string_view parent : {"parent company ", "parent "}) {
    if (!text.starts_with(parent)) continue;
    const auto part = in.owner_of(noun);
    auto whole = in.named(noun, EnglishSentence::kFirm);
    if (part && whole && !whole->coreference) in.add("PART_OF", {*part}, *whole, noun, "en-part");
    return true;
  }
  for (const std::string_view part : {"subsidiary ", "unit ", "arm ", "affiliate ", "division "}) {
    if (text.find(part) == std::string::npos) continue;
    auto whole = in.owner_of(noun);
    auto unit = in.named(noun, EnglishSentence::kFirm);
    if (whole && unit) in.add("PART_OF", {*unit}, *whole, noun, "en-part");
    return true;
  }
  return false;
}

// "its two best-selling drugs, the blood thinner Velt and the vaccine Orl": what is named behind an
// owner's goods is theirs.
void add_english_named_goods(EnglishSentence& in, std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  std::string kind = chunk.word;
  if (!in.listed("product_kind", kind) && kind.ends_with("s")) kind.pop_back();
  if (chunk.name || !in.listed("product_kind", kind)) return;
  const auto owner = in.owner_of(noun);
  if (!owner) return;
  std::size_t next = noun + 1;
  if (in.preposition(next, "such as") || in.preposition(next, "including") ||
      in.preposition(next, "like")) {
    next = noun + 1;
  } else if (!in.kind(next, ChunkKind::Comma) && !in.kind(next, ChunkKind::Break)) {
    return;
  }
  const bool examples = in.at(next).is(ChunkKind::Preposition);
  for (std::size_t at = next + 1; in.kind(at, ChunkKind::Noun);) {
    // "its drugs, Orlin's Velt": another's.
    if (in.at(at).owner) return;
    auto product = product_in(in, at);
    // What stands behind the comma is no name: the clause goes on.
    if (!product || (!examples && product->bytes.end != in.at(at).bytes.end)) return;
    in.add("OFFERS", {*owner}, *product, noun, "en-goods");
    ++at;
    // ", which it sells with Orlin, and"
    if (in.kind(at, ChunkKind::Comma) && in.kind(at + 1, ChunkKind::Relative)) {
      std::size_t behind = at + 2;
      while (behind < in.chunks().size() && !in.at(behind).is(ChunkKind::And) &&
             !in.at(behind).is(ChunkKind::Break)) {
        ++behind;
      }
      at = behind;
    }
    while (in.kind(at, ChunkKind::Comma) || in.kind(at, ChunkKind::And)) ++at;
  }
}

void add_english_models(EnglishSentence& in, std::size_t noun) {
  const auto product = product_in(in, noun);
  if (!product) return;
  const std::string name(in.block().substr(product->bytes.begin, product->bytes.size()));
  const auto& firms = in.context().firm_names;
  auto maker = firms.end();
  for (std::size_t space = name.find(' '); space != std::string::npos && maker == firms.end();
       space = name.find(' ', space + 1)) {
    maker = firms.find(std::string_view(name).substr(0, space));
  }
  if (maker == firms.end()) return;
  Argument firm;
  firm.entity = maker->second;
  in.add("OFFERS", {firm}, *product, noun, "en-model");
  for (std::size_t i = noun; i-- > 0;) {
    if (in.at(i).is(ChunkKind::Break)) break;
    if (!in.at(i).is(ChunkKind::Verb)) continue;
    if (!in.at(i).passive && !in.at(i).denied &&
        (in.verb_in(i, "acquire_verb") ||
         is_among(in.at(i).word, {"ordered", "orders", "order"}))) {
      in.add("PARTNERS_WITH", in.firms(in.subjects(i)), firm, i, "en-model");
    }
    break;
  }
}

}  // namespace sarye
