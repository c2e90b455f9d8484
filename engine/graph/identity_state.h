// What views remember of each document that is in them, so that one more, or one less, touches only
// what it has to do with: what it adds to units of identity, and who shares names, works, speakers
// and observed subjects. Rows of kIdentityView in Table::Graph; all follow from the truth, and
// `rebuild` gives the same bytes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/identity_unit.h"
#include "engine/graph/literature_builder.h"
#include "engine/store/store.h"

namespace sarye {

// What one document is in the views.
struct DocumentFootprint {
  DocumentId id;
  Sha256 sha256{};
  std::string fingerprint;
  std::string key;                            // of the metadata
  std::string title;                          // as it is in the metadata: may be empty
  std::string work;                           // work_of
  std::string node_key;                       // of its node, without prefix
  std::uint32_t node = 0;                     // offset
  std::vector<std::uint32_t> passages;        // offsets
  std::map<std::string, IdentityUnit> units;  // its share, by key
  std::set<std::string> speakers;
  Observations observations;
};

// Document `d` of a builder whose edges were added, with its share of all units.
DocumentFootprint footprint_of(const LiteratureBuilder& builder, std::size_t d,
                               DocumentShare share);

using StateRows = std::map<std::string, std::string>;  // key → value

// Keys, and the begins of keys behind which a list goes on.
std::string footprint_key(DocumentId id);                                 // parts
std::string unit_row_key(std::string_view unit);                          // parts
std::string token_prefix(std::string_view type, std::string_view token);  // then 16 bytes: unit
std::string unit_documents_prefix(std::string_view unit);                 // then u32: document
std::string work_prefix(std::string_view work);   // then u32: offset of a Document; value: u32 id
std::string title_prefix(std::string_view text);  // then key and hash; value: u32 offset, u32 id
std::string speaker_key(std::string_view text);
std::string observation_prefix(std::string_view subject);  // then the stable key of a Metric
std::string observed_by_prefix(std::string_view metric);   // then a subject

Result<DocumentFootprint> decode_footprint(DocumentId id, std::string_view bytes);

// The rows that are of this document alone.
void add_document_rows(const DocumentFootprint& document, StateRows& rows);
// The rows that a unit, with the sums of all documents, has.
void add_unit_rows(const std::string& key, const IdentityUnit& unit, StateRows& rows);

// Numbers that documents add to together.
struct SharedCounts {
  std::map<std::string, IdentityUnit> units;  // by key
  Counted<std::string> speakers;
  Observations observations;

  void add(const DocumentFootprint& document);
};
void add_shared_rows(const SharedCounts& counts, StateRows& rows);
std::string encode_count(std::uint64_t count);
std::string encode_observed(const ObservedValue& value);
Result<std::uint64_t> decode_count(std::string_view bytes);     // Errors: Damaged
Result<ObservedValue> decode_observed(std::string_view bytes);  // Errors: Damaged

}  // namespace sarye
