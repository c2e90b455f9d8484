#include "ingest/clauses/english_clauses.h"

#include "ingest/clauses/english_causes.h"
#include "ingest/clauses/english_effects.h"
#include "ingest/clauses/english_openers.h"
#include "ingest/clauses/english_parts.h"
#include "ingest/clauses/english_places.h"
#include "ingest/clauses/english_plans.h"
#include "ingest/clauses/english_policies.h"
#include "ingest/clauses/english_possessions.h"
#include "ingest/clauses/english_rivals.h"
#include "ingest/clauses/english_ties.h"

namespace sarye {
namespace {

std::map<std::string, std::uint32_t, std::less<>> firm_names(const AnnotatedText& text) {
  std::map<std::string, std::uint32_t, std::less<>> out;
  for (const TextMention& mention : text.mentions) {
    if (mention.inherited || text.entities[mention.entity].type != "Firm") continue;
    out.try_emplace(std::string(text.text_of(mention.span)), mention.entity);
  }
  return out;
}

}  // namespace

EnglishClauses::EnglishClauses(const AnnotatedText& text, const Frames& frames,
                               const Ontology& ontology, const ArgumentFinder& arguments)
    : context_{text,
               frames,
               arguments,
               endpoint_types(ontology, "LEADS_TO", true),
               endpoint_types(ontology, "LEADS_TO", false),
               firm_names(text)} {}

std::vector<ClauseRelation> EnglishClauses::find(const Reading& reading) {
  EnglishSentence in(context_, reading);
  const ByteRange bytes = reading.span.bytes;
  if (in.block().substr(bytes.begin, bytes.size()).ends_with('?')) return {};  // it states nothing
  for (std::size_t i = 0; i < in.chunks().size(); ++i) {
    switch (in.at(i).kind) {
      case ChunkKind::Verb:
        if (in.at(i).denied) break;
        add_english_plans(in, i);
        add_english_deeds(in, i);
        add_english_purposes(in, i);
        add_english_aims(in, i);
        add_english_possessions(in, i);
        add_english_strengths(in, i);
        add_english_opening(in, i);
        add_english_policies(in, theme_, i);
        add_english_causes(in, theme_, i);
        add_english_outcomes(in, theme_, i);
        add_english_dealings(in, i);
        add_english_seats(in, i);
        add_english_parts(in, i);
        add_english_owners(in, i);
        add_english_rivalry(in, i);
        add_english_choices(in, i);
        break;
      case ChunkKind::Noun:
        add_english_ties(in, i);
        add_english_named_plans(in, i);
        if (!add_english_unit(in, i)) add_english_rivals(in, i);
        add_english_sites(in, i);
        add_english_belonging(in, i);
        add_english_named_goods(in, i);
        add_english_models(in, i);
        break;
      case ChunkKind::Preposition:
      case ChunkKind::Clause:
        add_english_grounds(in, theme_, i);
        break;
      default:
        break;
    }
  }
  add_english_lone_effects(in);
  add_english_plights(in);
  theme_.remember(in);
  return in.take();
}

}  // namespace sarye
