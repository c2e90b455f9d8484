#include "ingest/relations/policy_items.h"

#include <algorithm>
#include <optional>

#include "engine/text/unicode.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/document/section_subject.h"

namespace sarye {
namespace {

constexpr int kItemConfidence = 850;
constexpr int kInheritedItemConfidence = 800;
constexpr std::size_t kNameLength = 80;  // characters

// What an item says, cut at a word behind 80 characters.
std::string item_name(std::string_view sentence) {
  std::string name = concept_name(sentence);
  while (!name.empty() && (name.front() == ' ' || name.front() == '-' || name.front() == '.' ||
                           (name.front() >= '0' && name.front() <= '9'))) {
    name.erase(0, 1);
  }
  while (!name.empty() && name.back() == '.') name.pop_back();
  if (count_code_points(name) > kNameLength) {
    const OffsetMap offsets(name);
    std::size_t end = offsets.byte_of(kNameLength);
    const std::size_t space = name.rfind(' ', end);
    if (space != std::string::npos && space > end / 2) end = space;
    name.resize(end);
  }
  return name;
}

// The first sentence of a block that says something: "3." alone does not.
std::optional<Span> first_sentence(const AnnotatedText& text, std::uint32_t block) {
  auto sentence =
      std::lower_bound(text.sentences.begin(), text.sentences.end(), block,
                       [](const Sentence& one, std::uint32_t b) { return one.span.block < b; });
  for (; sentence != text.sentences.end() && sentence->span.block == block; ++sentence) {
    if (count_code_points(item_name(text.text_of(sentence->span))) >= 4) return sentence->span;
  }
  return std::nullopt;
}

// What the block above says its agency issued.
std::optional<std::uint32_t> issued_above(const AnnotatedText& text, std::uint32_t block) {
  const auto parent = text.blocks[block].parent;
  if (!parent) return std::nullopt;
  for (const TextAssertion& one : text.assertions) {
    if (one.quote.block == *parent && one.family == "ISSUES") return one.object;
  }
  return std::nullopt;
}

bool holds_proposal(std::string_view text, const WordSet& words) {
  for (const std::string& word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// The entity of `type` that a block names first.
std::optional<std::uint32_t> named_in(const AnnotatedText& text, std::uint32_t block,
                                      std::string_view type) {
  for (const TextMention& mention : text.mentions_in(block)) {
    if (!mention.inherited && mention.span.block == block &&
        text.entities[mention.entity].type == type) {
      return mention.entity;
    }
  }
  return std::nullopt;
}

// "(권고1) EC는 …" without its label: the number is a qualifier.
std::string_view without_label(std::string_view sentence, std::string_view label) {
  if (label.empty() || !sentence.starts_with('(') || !sentence.substr(1).starts_with(label) ||
      !sentence.substr(1 + label.size()).starts_with(')')) {
    return sentence;
  }
  sentence.remove_prefix(label.size() + 2);
  while (sentence.starts_with(' ')) sentence.remove_prefix(1);
  return sentence.empty() ? label : sentence;
}

}  // namespace

void find_policy_items(AnnotatedText& text, const Frames& frames) {
  std::optional<SectionSubjects> sections;  // read once an item lacks its agency
  ConceptBook book(text);
  constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::uint32_t announced = kNone;  // the block that announces the list we are in
  bool proposals = false;
  for (std::uint32_t i = 0; i < text.blocks.size(); ++i) {
    const Language language = text.blocks[i].language;
    const auto& proposal = frames.words(language, "proposal");
    const auto& principle = frames.words(language, "principle");
    if (!text.blocks[i].number) {
      const PassageKind kind = text.blocks[i].kind;
      if (kind == PassageKind::Note || kind == PassageKind::Footnote) continue;
      const std::string& words = text.blocks[i].text;
      const bool ends_list = words.size() > 1 && (words.ends_with(':') || words.ends_with("："));
      announced = kNone;
      if (!ends_list && kind != PassageKind::Heading) continue;
      const std::string lower = to_lower(words);
      if (holds_proposal(lower, proposal) || holds_proposal(lower, principle)) {
        announced = i;
        proposals = holds_proposal(lower, proposal);
      }
      continue;
    }
    const bool labelled = holds_proposal(text.blocks[i].label, proposal);
    if (!labelled && announced == kNone) continue;
    if (text.blocks[i].kind == PassageKind::Heading) continue;
    const auto sentence = first_sentence(text, i);
    if (!sentence) continue;
    const std::string name =
        item_name(without_label(text.text_of(*sentence), text.blocks[i].label));

    std::optional<std::uint32_t> agency;
    std::optional<std::uint32_t> whole;
    bool inherited = true;
    if (announced != kNone) {
      agency = named_in(text, announced, "Agency");
      whole = named_in(text, announced, "Policy");
      inherited = false;
    }
    if (!agency) {
      if (!sections) sections.emplace(text);
      if (const auto section = sections->of(i, {"Agency"})) agency = section->entity;
    }
    if (!whole) whole = issued_above(text, i);
    if (!agency && !whole) continue;
    const std::uint32_t item = book.entity("Policy", name, language);
    text.entities[item].kind = labelled || proposals ? "recommendation" : "principle";
    book.mention(*sentence, item, "policy-item", kItemConfidence);
    const auto add = [&](std::string_view family, std::uint32_t subject) {
      if (subject == item) return;
      TextAssertion assertion;
      assertion.family = std::string(family);
      assertion.subject = subject;
      assertion.object = item;
      assertion.confidence = inherited ? kInheritedItemConfidence : kItemConfidence;
      assertion.quote = *sentence;
      assertion.cue = *sentence;
      assertion.rule = "policy-item";
      // That an agency recommends something is stated; what it recommends is the item's own words.
      if (family == "HAS_ITEM") {
        assertion.qualifiers["no"] = std::to_string(*text.blocks[i].number);
      }
      text.assertions.push_back(std::move(assertion));
    };
    if (agency && (labelled || proposals)) add("RECOMMENDS", *agency);
    if (whole) add("HAS_ITEM", *whole);
  }
  sort_mentions(text);
}

}  // namespace sarye
