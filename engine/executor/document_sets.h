// Document sets, worked out once a query as bits over the offsets of the Document type.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/base/result.h"
#include "engine/executor/query_context.h"

namespace sarye {

// All of the sets at `indices` into BoundQuery::document_sets at once; nullopt when there is none.
// A key that no document has is not an error here: the binder has said so already where names are
// strict. Errors: those of conditions, of reading properties.
Result<std::optional<DocumentBits>> document_bits(const QueryContext& context,
                                                  std::span<const std::uint16_t> indices);
Result<DocumentBits> documents_of(const QueryContext& context, const BoundDocumentSet& set);

}  // namespace sarye
