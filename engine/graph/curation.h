// Decisions in a store: their text, and what people state of their own, as a document.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/graph/apply_decisions.h"
#include "engine/graph/truth_store.h"
#include "engine/store/store.h"

namespace sarye {

// The key of the document whose passages are the lines that state something: entities that a person
// accepted, and edges whose document is not in the store. So what a person said stays when a source
// goes, and goes when the line goes.
inline constexpr std::string_view kCurationKey = "curation";

// Whether the document is made of decisions, not of a text.
bool is_curation(const DocumentRecord& record);

// Replaces the decisions of the store; `publish` makes them seen. False: they were these already.
// Errors: those of the store.
Result<bool> store_decisions(Store& store, const Decisions& decisions, const Ontology& ontology);

// The text that `store_decisions` kept; empty when there are none. Errors: Damaged.
Result<std::string> read_decisions_text(const Snapshot& snapshot);
// The same, ready for use. Errors: Damaged, when it is not well formed.
Result<DecisionSet> read_decisions(const Snapshot& snapshot, const Ontology& ontology);

// Brings the document of decisions up to date with them and with the documents that are there;
// `publish` calls it first. Errors: Damaged; those of the store.
Result<void> refresh_curation(Store& store);

// Where people keep the file, as `init --decisions` was told: absolute, or relative to the store's
// folder. nullopt: decisions.txt in that folder.
void put_decisions_path(WriteBatch& batch, std::string_view path);
Result<std::optional<std::string>> read_decisions_path(const Snapshot& snapshot);

}  // namespace sarye
