// What a text states becomes assertions, and phrases that the frames gave a type become concepts.
#pragma once

#include <utility>
#include <vector>

#include "ingest/relations/pending_relations.h"

namespace sarye {

struct StatedRelations {
  std::vector<PendingRelation> relations;
  std::vector<Span> outcomes;                        // of which no cause is told
  std::vector<std::pair<Argument, Span>> announced;  // policies of no agency
};

// Phrases that the frames gave a type become concepts, unless the document knows the phrase as a
// concept of another type that fits as well.
void make_concepts(AnnotatedText& text, const Ontology& ontology, StatedRelations stated);

}  // namespace sarye
