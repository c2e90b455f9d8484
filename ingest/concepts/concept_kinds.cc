#include "ingest/concepts/concept_kinds.h"

#include <optional>
#include <set>
#include <utility>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr int kContainmentConfidence = 700;

std::optional<std::uint32_t> contained(const ConceptBook& book, const std::string& type,
                                       std::string_view name, std::uint32_t self) {
  const bool spaced = name.find(' ') != std::string_view::npos;
  for (std::size_t at = 0; at < name.size();) {
    decode(name, at);
    if (spaced && at < name.size() && name[at - 1] != ' ') continue;
    const std::string_view rest = name.substr(at);
    if (count_code_points(rest) < 4) return std::nullopt;
    const std::uint32_t* found = book.find(type, rest);
    if (found != nullptr && *found != self) return *found;
  }
  return std::nullopt;
}

Span sentence_of(const AnnotatedText& text, const Span& span) {
  for (const Sentence& sentence : text.sentences) {
    if (sentence.span.block == span.block && sentence.span.bytes.contains(span.bytes)) {
      return sentence.span;
    }
  }
  return span;
}

}  // namespace

void add_kinds(AnnotatedText& text, const ConceptBook& book) {
  std::vector<bool> done(text.entities.size(), false);
  std::set<std::pair<std::uint32_t, std::string>> asked;
  const std::size_t count = text.mentions.size();
  for (std::size_t i = 0; i < count; ++i) {
    const TextMention mention = text.mentions[i];
    if ((!is_named_by_head(mention) && mention.rule != "thesaurus") || done[mention.entity]) continue;
    const LocalEntity& entity = text.entities[mention.entity];
    const Span span = mention.span;
    const std::string name = concept_name(text.text_of(span));
    if (!asked.emplace(mention.entity, name).second) continue;  // as before
    const auto shorter = contained(book, entity.type, name, mention.entity);
    if (!shorter) continue;
    done[mention.entity] = true;
    TextAssertion assertion;
    assertion.family = "KIND_OF";
    assertion.subject = mention.entity;
    assertion.object = *shorter;
    assertion.confidence = kContainmentConfidence;
    assertion.quote = sentence_of(text, span);
    assertion.cue = span;
    assertion.rule = "head-final";
    text.assertions.push_back(std::move(assertion));
  }
}

}  // namespace sarye
