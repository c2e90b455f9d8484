// What one sentence states in two ways is kept once. `begin`: where the statements of the sentence
// at hand begin in `pending`.
#pragma once

#include "ingest/relations/pending_relations.h"

namespace sarye {

// "will acquire Orlin": the acquisition is stated, and is no strategy beside it.
void drop_said_plans(std::vector<PendingRelation>& pending, std::size_t begin);

// "누리에 시드 투자를 단행": the investment is stated, and is no strategy beside it. `block`: the
// text in which the sentence stands.
void drop_said_deals(std::vector<PendingRelation>& pending, std::size_t begin,
                     std::string_view block);

// Whether the sentence at hand states the same already, perhaps in fewer words.
bool stated_already(const std::vector<PendingRelation>& pending, std::size_t begin,
                    const Ontology& ontology, std::string_view name, const Argument& subject,
                    const Argument& object);

}  // namespace sarye
