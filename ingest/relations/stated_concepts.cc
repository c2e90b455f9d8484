#include "ingest/relations/stated_concepts.h"

#include <set>
#include <tuple>

#include "ingest/concepts/concept_book.h"
#include "ingest/relations/assertion_builder.h"

namespace sarye {
namespace {

// 降低了成本 is named 降低成本.
std::string without_aspect(std::string name) {
  const std::string_view aspect = "了";
  const std::size_t at = name.find(aspect);
  if (at == 3 || at == 6) name.erase(at, aspect.size());
  return name;
}

std::tuple<std::string, std::string, std::uint32_t, std::uint32_t, Span, int> identity(
    const TextAssertion& one) {
  return {one.family, one.kind, one.subject, one.object, one.quote, static_cast<int>(one.polarity)};
}

}  // namespace

void make_concepts(AnnotatedText& text, const Ontology& ontology, StatedRelations stated) {
  ConceptBook book(text);
  const auto entity_of = [&](const Argument& argument, const Span& span,
                             std::string_view rule = kClauseRule) {
    if (!argument.created) return argument.entity;
    const Span at{span.block, argument.create_from};
    const Language language = text.blocks[span.block].language;
    std::string name =
        argument.create_name.empty() ? concept_name(text.text_of(at)) : argument.create_name;
    if (language == Language::Chinese) name = without_aspect(name);
    const std::uint32_t entity = book.entity(argument.create_type, name, language);
    const bool plain = argument.create_name.empty() && rule == kClauseRule;
    book.mention(at, entity, plain ? "slot" : rule, 550);
    return entity;
  };
  std::set<std::uint32_t> announced;  // that had a mention already
  std::set<Span> announced_at;
  for (const auto& [argument, span] : stated.announced) {
    const std::uint32_t entity = entity_of(argument, span, kAnnouncedRule);
    if (argument.created) continue;
    announced.insert(entity);
    announced_at.insert({span.block, argument.bytes});
  }
  for (TextMention& mention : text.mentions) {
    if (announced.empty()) break;
    if (announced.contains(mention.entity) &&
        (is_named_by_head(mention) || announced_at.contains(mention.span))) {
      mention.rule = kAnnouncedRule;
    }
  }
  std::set<std::tuple<std::string, std::string, std::uint32_t, std::uint32_t, Span, int>> known;
  for (const TextAssertion& one : text.assertions) known.insert(identity(one));
  for (PendingRelation& one : stated.relations) {
    one.assertion.subject = entity_of(one.subject, one.span);
    one.assertion.object = entity_of(one.object, one.span);
    if (one.assertion.subject == one.assertion.object) continue;
    if (!known.insert(identity(one.assertion)).second) continue;
    if (ontology.find_relation(one.assertion.family)->symmetric) {
      TextAssertion other = one.assertion;
      std::swap(other.subject, other.object);
      known.insert(identity(other));
    }
    text.assertions.push_back(std::move(one.assertion));
  }
  for (const Span& one : stated.outcomes) {
    const Language language = text.blocks[one.block].language;
    std::string name = without_aspect(concept_name(text.text_of(one)));
    book.mention(one, book.entity("Effect", std::move(name), language), "outcome", 550);
  }
  sort_mentions(text);
}

}  // namespace sarye
