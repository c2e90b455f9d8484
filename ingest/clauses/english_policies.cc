#include "ingest/clauses/english_policies.h"

#include "ingest/clauses/english_actions.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

const TypeSet kPolicyType{"Policy"};
const TypeSet kRuledTypes{"Firm", "Resource", "Strategy", "Product"};

std::optional<Argument> policy_at(const EnglishSentence& in, const EnglishTheme& theme,
                                  std::size_t noun) {
  const EnglishChunk& chunk = in.at(noun);
  if (chunk.pronoun) return theme.policy_meant(in, noun);
  if (chunk.bytes.empty()) return std::nullopt;
  if (auto known = in.named(noun, kPolicyType)) return known;
  if (!in.listed("policy_noun", chunk.word)) return std::nullopt;
  return in.created(noun, kPolicyType, "Policy");
}

void issue_policies(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  for (const std::size_t noun : in.objects(verb, "issue_verb")) {
    EnglishSentence::Arguments issuers;
    for (const std::size_t subject : in.subjects(verb)) {
      if (auto one = in.named(subject, {"Agency"})) issuers.push_back(*one);
    }
    if (issuers.empty()) break;
    if (auto what = policy_at(in, theme, noun)) in.add("ISSUES", issuers, *what, verb, "en-issues");
  }
}

void rule_or_help(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  const auto hurt = in.objects(verb, "constrain_verb");
  const EnglishSentence::Indexes helped =
      hurt.empty() ? in.objects(verb, "promote_verb") : EnglishSentence::Indexes{};
  if (hurt.empty() && helped.empty()) return;
  const std::string_view family = hurt.empty() ? "PROMOTES" : "CONSTRAINS";
  EnglishSentence::Arguments subjects;
  // "tightens export controls to limit": the controls do.
  if (in.at(verb).to && verb > 0 && in.at(verb - 1).is(ChunkKind::Noun)) {
    if (auto one = policy_at(in, theme, verb - 1)) subjects.push_back(*one);
  }
  // "a scheme for subsidising glass makers"
  if (in.at(verb).gerund && verb > 1 && in.preposition(verb - 1, "for") &&
      in.at(verb - 2).is(ChunkKind::Noun)) {
    if (auto one = policy_at(in, theme, verb - 2)) subjects.push_back(*one);
  }
  if (subjects.empty()) {
    for (const std::size_t subject : in.subjects(verb)) {
      if (auto one = policy_at(in, theme, subject)) subjects.push_back(*one);
    }
  }
  if (subjects.empty()) return;
  for (const std::size_t noun : hurt.empty() ? helped : hurt) {
    // "gatekeepers such as Delmar"
    if (in.preposition(noun + 1, "such as") || in.preposition(noun + 1, "including")) {
      const auto examples = in.firms(in.list_behind(noun + 1));
      for (const Argument& one : examples) {
        in.add(family, subjects, one, verb, "en-policy");
      }
      if (!examples.empty()) continue;
    }
    // "Melkor's pricing": the firm is meant, and the frames say so.
    if (noun > 0 && in.at(noun - 1).owner && in.named(noun - 1, EnglishSentence::kFirm)) continue;
    auto what =
        in.chunks().with_complements(noun) == noun ? in.named(noun, kRuledTypes) : std::nullopt;
    if (!what && in.named(noun, {"Effect", "Place", "Agency", "Person"})) continue;
    if (!what) {
      const std::string_view type = hurt.empty() ? "Strategy" : "Resource";
      what = in.created(noun, {std::string(type)}, type);
    }
    if (what) in.add(family, subjects, *what, verb, "en-policy");
  }
}

// "has been fined €5 million", "was ordered to stop these practices": what an authority did to a
// firm, whether or not the text names the authority.
void punished(EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (!chunk.passive || chunk.denied || chunk.modal ||
      !is_among(chunk.word, {"fined", "ordered", "sanctioned", "penalised", "penalized", "barred",
                             "banned", "blacklisted", "compelled", "forbidden"})) {
    return;
  }
  if (in.actors(in.subjects(verb)).firms.empty()) return;
  const std::string_view block = in.block();
  ByteRange bytes = chunk.bytes;
  if (in.kind(verb + 1, ChunkKind::Noun) && in.at(verb + 1).figure) {
    bytes.end = in.at(verb + 1).whole.end;
  } else if (in.kind(verb + 1, ChunkKind::Verb) && in.at(verb + 1).to) {
    const auto what = english_action(in, verb + 1);
    if (!what) return;
    bytes.end = what->bytes.end;
  } else if (in.preposition(verb + 1, "from") && in.kind(verb + 2, ChunkKind::Verb)) {
    const auto what = english_action(in, verb + 2);
    if (!what) return;
    bytes.end = what->bytes.end;
  } else {
    for (const Quantity& sum : in.context().text.quantities_in(in.reading().span.block)) {
      const ByteRange at = sum.span.bytes;
      if (at.begin > chunk.bytes.end && at.begin <= chunk.bytes.end + 2) bytes.end = at.end;
    }
    if (bytes.end == chunk.bytes.end) return;
  }
  Argument what = new_concept(bytes, "Policy", -100);
  what.create_name = std::string(block.substr(bytes.begin, bytes.size()));
  in.announce_untold(std::move(what), verb, "en-punished");
}

}  // namespace

void add_english_policies(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  punished(in, verb);
  if (chunk.auxiliary || chunk.passive) return;
  issue_policies(in, theme, verb);
  if (!in.chunks().reduced(verb)) rule_or_help(in, theme, verb);
}

}  // namespace sarye
