#include "ingest/clauses/english_ties.h"

#include <algorithm>
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
    // "competes with larger makers such as Orlin"
    if (!what && (family == "COMPETES_WITH" || family == "PARTNERS_WITH")) {
      for (const Argument& one : in.firms({noun})) {
        if (!one.coreference) in.add(family, subjects, one, verb, "en-clause");
      }
    }
    if (what && !what->coreference) in.add(family, subjects, *what, verb, "en-clause");
  }
}

void pair_up(EnglishSentence& in, const EnglishSentence::Arguments& firms, std::size_t cue,
             std::string_view rule) {
  for (std::size_t i = 0; i < firms.size(); ++i) {
    for (std::size_t j = i + 1; j < firms.size(); ++j) {
      if (firms[i].coreference || firms[j].coreference) continue;
      in.add("PARTNERS_WITH", {firms[i]}, firms[j], cue, rule);
    }
  }
}

// The firms behind the preposition "by" that follows the verb, before the next clause.
EnglishSentence::Arguments doers(const EnglishSentence& in, std::size_t verb) {
  for (std::size_t i = verb + 1; i + 1 < in.chunks().size(); ++i) {
    if (in.preposition(i, "by")) return in.firms(in.list_behind(i));
    if (!in.at(i).is(ChunkKind::Noun) && !in.at(i).is(ChunkKind::Preposition)) break;
  }
  return {};
}

// "Delmar and Orlin will jointly develop", "have agreed to cooperate"
void add_joint_deeds(EnglishSentence& in, std::size_t verb) {
  const std::string text = in.lower(in.at(verb).whole);
  const bool jointly = text.find("jointly ") != std::string::npos;
  const bool together =
      is_among(in.at(verb).word, {"cooperate", "collaborate", "co-develop", "partner", "co-operate",
                                  "partnered", "collaborated", "cooperated", "teamed"}) ||
      (in.verb_in(verb, "joint_verb") &&
       in.lower({in.at(verb).whole.end, in.reading().span.bytes.end}).starts_with(" together"));
  // "Delmar and Orlin have agreed to build"
  const bool agreed = is_among(in.at(verb).word, {"agreed", "agree"}) &&
                      in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).to &&
                      !in.verb_in(verb + 1, "acquire_verb") && in.at(verb + 1).word != "merge";
  if (!jointly && !together && !agreed) return;
  const auto subjects = in.firms(in.subjects(verb));
  for (std::size_t i = 1; i < subjects.size(); ++i) {
    if (subjects[0].coreference || subjects[i].coreference) continue;
    in.add("PARTNERS_WITH", {subjects[0]}, subjects[i], verb, "en-joint");
  }
}

// The firms that something goes to or comes from: behind a preposition of those, before the next
// clause; "from Orlin's plant" too.
EnglishSentence::Arguments other_side(const EnglishSentence& in, std::size_t verb,
                                      std::initializer_list<std::string_view> prepositions) {
  for (std::size_t i = verb + 1; i + 1 < in.chunks().size(); ++i) {
    const EnglishChunk& chunk = in.at(i);
    const bool passed = chunk.is(ChunkKind::Noun) || chunk.is(ChunkKind::And) ||
                        (chunk.is(ChunkKind::Preposition) && !in.chunks().opens_examples(i));
    if (!passed) break;
    if (!chunk.is(ChunkKind::Preposition) || !is_among(chunk.word, prepositions)) continue;
    EnglishSentence::Arguments found;
    if (in.at(i + 1).owner) {
      if (auto owner = in.named(i + 1, EnglishSentence::kFirm)) found.push_back(*owner);
    } else {
      found = in.firms(in.list_behind(i));
    }
    std::erase_if(found, [](const Argument& one) { return one.coreference; });
    if (!found.empty()) return found;
  }
  return {};
}

void add_supply(EnglishSentence& in, const EnglishSentence::Arguments& suppliers,
                const EnglishSentence::Arguments& customers, std::size_t cue) {
  for (const Argument& one : customers) in.add("SUPPLIES", suppliers, one, cue, "en-supply");
}

// "supplies cells to Orlin", "will buy 20 jets from Orlin", "a pact to buy cells from Orlin".
void add_trades(EnglishSentence& in, std::size_t verb) {
  const bool supplies = in.verb_in(verb, "trade_verb");
  const bool sources = in.verb_in(verb, "source_verb");
  if ((!supplies && !sources) || !in.kind(verb + 1, ChunkKind::Noun)) return;
  // "sold its cement business to Orlin" is an acquisition.
  std::size_t object = verb + 1;
  while (in.at(object).owner && in.kind(object + 1, ChunkKind::Noun)) ++object;
  const std::string& goods = in.at(object).word;
  if (in.listed("part_noun", goods) || in.listed("invest_noun", goods) ||
      in.listed("facility", goods) || is_among(goods, {"shares", "share", "control"})) {
    return;
  }
  const auto subjects = in.firms(in.subjects(verb));
  if (subjects.empty()) return;
  // "will provide Orlin with kilns"
  if (supplies && in.preposition(verb + 2, "with") && in.at(verb + 1).name) {
    if (auto customer = in.named(verb + 1, EnglishSentence::kFirm)) {
      add_supply(in, subjects, {*customer}, verb);
      return;
    }
  }
  if (supplies) {
    const auto customers = other_side(in, verb, {"to"});
    add_supply(in, subjects, customers, verb);
    if (!customers.empty()) return;
  }
  if (sources) {
    for (const Argument& supplier : other_side(in, verb, {"from"})) {
      add_supply(in, {supplier}, subjects, verb);
    }
  }
}

// "its stake in Orlin"
void add_holdings(EnglishSentence& in, std::size_t noun) {
  auto owner = in.owner_of(noun);
  // "the takeover of Orlin by Delmar"
  for (std::size_t i = noun + 3; !owner && i + 1 < in.chunks().size(); ++i) {
    if (!in.at(i).is(ChunkKind::Noun) && !in.at(i).is(ChunkKind::Preposition)) break;
    if (!in.preposition(i, "by")) continue;
    const auto by = in.firms(in.list_behind(i));
    if (!by.empty()) owner = by.front();
    break;
  }
  if (!owner) owner = in.clause_firm(noun);
  if (!owner) return;
  for (const Argument& one : in.firms(in.list_behind(noun + 1))) {
    if (!one.coreference) in.add("INVESTS_IN", {*owner}, one, noun, "en-tie");
  }
}

// The firm whose partners, customers or investors the noun phrase names: "Delmar's customers",
// "investors in Delmar", "Delmar, whose suppliers".
std::optional<Argument> whose(const EnglishSentence& in, std::size_t noun) {
  if (auto owner = in.owner_of(noun)) return owner;
  if ((in.preposition(noun + 1, "in") || in.preposition(noun + 1, "of")) &&
      in.kind(noun + 2, ChunkKind::Noun)) {
    return in.named(noun + 2, EnglishSentence::kFirm);
  }
  if (noun < 2 || !in.at(noun - 1).is_word(ChunkKind::Relative, "whose")) return std::nullopt;
  const std::size_t front = in.at(noun - 2).is(ChunkKind::Comma) && noun > 2 ? noun - 3 : noun - 2;
  if (!in.at(front).is(ChunkKind::Noun)) return std::nullopt;
  return in.named(front, EnglishSentence::kFirm);
}

void add_counterpart(EnglishSentence& in, const Argument& of, const Argument& other,
                     std::string_view role, std::size_t cue) {
  const auto is = [&](std::string_view stem) { return role.starts_with(stem); };
  if (is("customer") || is("client") || is("buyer")) {
    add_supply(in, {of}, {other}, cue);
  } else {
    const bool invests = is("investor") || is("backer") || is("shareholder");
    in.add(invests ? "INVESTS_IN" : "PARTNERS_WITH", {other}, of, cue, "en-counterpart");
  }
}

// "counts Orlin and Velt among its customers"
void add_counted(EnglishSentence& in, std::size_t verb) {
  if (!is_among(in.at(verb).word, {"boasts", "boast", "counts", "count", "counted", "lists", "has",
                                   "numbers", "includes", "names"})) {
    return;
  }
  const auto named = in.list_behind(verb);
  for (std::size_t i = verb + 1; i + 1 < in.chunks().size(); ++i) {
    if (in.at(i).is(ChunkKind::Verb) || in.at(i).is(ChunkKind::Break)) return;
    const EnglishChunk& role = in.at(i + 1);
    if (!in.preposition(i, "among") || !role.owned || !in.listed("counterpart", role.word)) {
      continue;
    }
    for (const Argument& of : in.firms(in.subjects(verb))) {
      for (const Argument& other : in.firms(named)) {
        if (!other.coreference) add_counterpart(in, of, other, role.word, verb);
      }
    }
    return;
  }
}

// "Delmar's customers include Orlin and Velt"
void add_counterparts(EnglishSentence& in, std::size_t verb) {
  add_counted(in, verb);
  const EnglishChunk& chunk = in.at(verb);
  if (!is_among(chunk.word, {"include", "includes", "included", "are", "were"})) return;
  for (const std::size_t noun : in.subjects(verb)) {
    const std::string& word = in.at(noun).word;
    if (!in.listed("counterpart", word)) continue;
    const auto of = whose(in, noun);
    if (!of) return;
    for (const Argument& other : in.firms(in.list_behind(verb))) {
      if (other.coreference) continue;
      add_counterpart(in, *of, other, word, verb);
    }
  }
}

}  // namespace

void add_english_choices(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  const bool done = chunk.passive || in.chunks().reduced(verb);
  // "was developed jointly by Delmar and Orlin"
  if (done) {
    const std::string text =
        in.lower({chunk.whole.begin, in.at(std::min(verb + 1, in.chunks().size() - 1)).whole.end});
    if (text.find("jointly") != std::string::npos || chunk.word.starts_with("co-")) {
      pair_up(in, doers(in, verb), verb, "en-joint");
    }
  }
  if (!in.verb_in(verb, "appoint_verb")) return;
  if (done) {
    const auto chosen = in.firms(in.subjects(verb));
    if (chosen.empty()) return;
    for (const Argument& by : doers(in, verb)) {
      if (!by.coreference) in.add("PARTNERS_WITH", chosen, by, verb, "en-choice");
    }
    return;
  }
  const auto subjects = in.firms(in.subjects(verb));
  if (subjects.empty()) return;
  for (const std::size_t noun : in.list_behind(verb)) {
    if (in.at(noun).pronoun) continue;
    auto chosen = in.named(noun, EnglishSentence::kFirm);
    if (chosen && !chosen->coreference) {
      in.add("PARTNERS_WITH", subjects, *chosen, verb, "en-choice");
    }
  }
}

void add_english_dealings(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || in.chunks().reduced(verb)) return;
  add_counterparts(in, verb);
  add_dealings(in, verb, "offer_verb", {"Product"}, "OFFERS");
  add_dealings(in, verb, "acquire_verb", EnglishSentence::kFirm, "INVESTS_IN");
  add_dealings(in, verb, "compete_verb", EnglishSentence::kFirm, "COMPETES_WITH");
  add_dealings(in, verb, "partner_verb", EnglishSentence::kFirm, "PARTNERS_WITH");
  add_joint_deeds(in, verb);
  add_trades(in, verb);
}

void add_english_ties(EnglishSentence& in, std::size_t noun) {
  if (in.listed("invest_noun", in.at(noun).word) &&
      (in.preposition(noun + 1, "of") || in.preposition(noun + 1, "in"))) {
    add_holdings(in, noun);
    return;
  }
  // "a bid for Orlin"
  if (is_among(in.at(noun).word, {"bid", "offer", "bids", "offers"}) &&
      in.preposition(noun + 1, "for")) {
    add_holdings(in, noun);
    return;
  }
  // "a joint project of Delmar and Orlin", "an alliance made up of Delmar and Orlin"
  const bool joint = in.words_of(noun).starts_with("joint ");
  const bool tie = in.listed("tie_noun", in.at(noun).word);
  if (joint || tie || is_among(in.at(noun).word, {"consortium", "group", "trio", "duo"})) {
    std::size_t of = noun + 1;
    if (in.kind(of, ChunkKind::Comma)) ++of;
    const bool made_up = in.kind(of, ChunkKind::Verb) &&
                         is_among(in.at(of).word, {"made", "consisting", "comprising", "formed",
                                                   "grouping", "uniting", "led", "including"});
    if (made_up && in.at(of).word != "comprising") ++of;
    const bool opens = made_up || (joint && (in.preposition(of, "of") || in.preposition(of, "by")));
    if (opens) pair_up(in, in.firms(in.list_behind(of)), noun, "en-joint");
  }
  if (!tie) return;
  std::size_t after = noun + 1;
  while (in.kind(after, ChunkKind::Preposition) && in.kind(after + 1, ChunkKind::Noun) &&
         is_among(in.at(after).word, {"in", "for", "on", "of"})) {
    after += 2;
  }
  if (in.preposition(after, "between") || in.preposition(after, "among")) {
    pair_up(in, in.firms(in.list_behind(after)), noun, "en-tie");
    return;
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
    // "partnerships with three makers: Orlin, Velt and Norvik"
    const std::size_t behind = in.chunks().with_complements(after + 1) + 1;
    if (!tied && in.kind(after + 1, ChunkKind::Noun) && in.kind(behind, ChunkKind::Break)) {
      for (const Argument& partner : in.firms(in.list_behind(behind))) {
        if (!partner.coreference) in.add("PARTNERS_WITH", first, partner, noun, "en-tie");
      }
      return;
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

}  // namespace sarye
