// Which passages an evidence filter's languages and document sets let through, for what has no
// assertion: nodes by their mentions, passages of a search.
#pragma once

#include <optional>

#include "engine/base/result.h"
#include "engine/executor/query_context.h"

namespace sarye {

class PassageTest {
 public:
  // `languages`: bit 1 << Language, 0 for any. `documents` is borrowed; nullptr: any.
  PassageTest(const QueryContext& context, std::uint8_t languages, const DocumentBits* documents)
      : context_(context), languages_(languages), documents_(documents) {}

  // Of a Passage node's offset.
  Result<bool> passes(std::uint32_t passage) const;
  // Of a Document node's offset: it is in the set, and its own language fits.
  Result<bool> passes_document(std::uint32_t document) const;

 private:
  Result<bool> language_fits(NodeId node) const;

  const QueryContext& context_;
  std::uint8_t languages_;
  const DocumentBits* documents_;
};

// The passages that mention a node, ascending; of a Passage itself.
Result<std::vector<std::uint32_t>> passages_mentioning(const QueryContext& context, NodeId node);

}  // namespace sarye
