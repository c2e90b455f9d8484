// What a person should decide about a store, best first: where one decision settles most.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/decisions.h"
#include "engine/store/store.h"

namespace sarye {

enum class ReviewKind : std::uint8_t {
  Entity,     // a name with one kind of evidence: not in the graph
  Alias,      // a second name that one bracket in one text gives: in the graph
  Duplicate,  // two entities with a name in common
  Edge,       // a statement that the rules are not sure of: in the graph
  Figures,    // figures of one thing at one time that do not agree
};
std::string_view review_kind_name(ReviewKind kind);  // "entity", "alias", ...

// Where a text says it.
struct ReviewPlace {
  std::string document;  // key
  std::string language;
  std::string quote;  // on one line; some words around a name
  std::uint32_t page = 0;
  bool page_inferred = false;
  std::uint32_t line = 0;  // of the file
};

struct ReviewRow {
  ReviewKind kind = ReviewKind::Entity;
  std::string what;                 // one sentence
  double doubt = 0;                 // 0: sure, 1: even chances
  std::uint64_t mentions = 0;       // what the decision touches, over all documents
  std::uint32_t documents = 0;      // that are concerned
  std::vector<ReviewPlace> places;  // at most kMostReviewPlaces
  std::vector<Decision> yes;        // what to write when it is so
  std::vector<Decision> no;         // and when it is not

  double gain() const { return static_cast<double>(mentions) * doubt; }
};

inline constexpr std::size_t kMostReviewPlaces = 5;

// By gain, ties by kind and words. What `decisions` settle, one way or the other, is left out.
// Reads every current document. Errors: Damaged; those of the store.
Result<std::vector<ReviewRow>> review_rows(const Snapshot& snapshot, const Decisions& decisions,
                                           const Ontology& ontology);

}  // namespace sarye
