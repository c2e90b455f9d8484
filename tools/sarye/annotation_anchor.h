// Annotations from outside, found again in the documents of a store and written as decisions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/graph/curated_documents.h"
#include "tools/sarye/annotations.h"

namespace sarye {

struct AnchoredAnnotations {
  std::vector<Decision> decisions;  // each once, in the order of the annotations
  std::vector<RejectedAnnotation> rejected;
  std::size_t anchored = 0;  // annotations whose words were found
  std::size_t known = 0;     // of them: names that the store has there already
};

// A document is meant by its key, work, file name or an address that ends in one of these. Words
// are found by their place, by what stands around them, or because they stand there once. A name
// becomes `accept entity` (`split`, where the store has another type there); a relation `accept
// edge` with its quote, or with the words from one end to the other. `by` is used where an
// annotation names nobody.
AnchoredAnnotations anchor_annotations(const CuratedDocuments& store,
                                       const std::vector<Annotation>& annotations,
                                       const std::string& by);

}  // namespace sarye
