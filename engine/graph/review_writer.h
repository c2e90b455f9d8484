// One collector a kind of row; `review.cc` puts their rows together. For this room alone.
#pragma once

#include <string>
#include <vector>

#include "engine/graph/curated_documents.h"
#include "engine/graph/review.h"

namespace sarye {

// The key of a figure: what it is observed for, as own_ref names that, and what it says.
EntityRef metric_ref(const DocumentTruth& truth, const LocalAssertion& observed);

// How much doubt a confidence of 0 to 1000 leaves: 1 in the middle, 0 at both ends.
double doubt_of(int confidence);

// `bytes` of a document, with up to `around` characters on both sides when it is short.
ReviewPlace place_of(const DocumentTruth& truth, std::uint32_t passage, ByteRange bytes,
                     std::size_t around = 0);

// Decisions about a statement, by the hash of its quote.
Decision edge_decision(const CuratedDocuments& input, DecisionKind kind, std::uint32_t document,
                       const LocalAssertion& stated);

void review_candidates(const CuratedDocuments& input, std::vector<ReviewRow>& out);
void review_aliases(const CuratedDocuments& input, std::vector<ReviewRow>& out);
void review_duplicates(const CuratedDocuments& input, std::vector<ReviewRow>& out);
void review_edges(const CuratedDocuments& input, std::vector<ReviewRow>& out);
void review_figures(const CuratedDocuments& input, std::vector<ReviewRow>& out);

}  // namespace sarye
