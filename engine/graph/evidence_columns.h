// Second level of adjacency: one row an assertion, as columns, so that words of evidence are
// answered without reading the truth. And the qualifiers of assertions, which few have.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/document.h"

namespace sarye {

// The assertions of the edges of one source range of one table. Rows of an edge stand together,
// ordered by the stable keys of documents (in an open store, by their offsets), then place. Columns
// have one length.
struct AssertionChunk {
  std::vector<std::uint32_t> first;       // row of each edge's first assertion; one more than edges
  std::vector<std::uint32_t> document;    // offset of the Document node
  std::vector<std::uint32_t> work;        // number of the work; equal works, equal numbers
  std::vector<std::uint32_t> passage;     // offset of the Passage node; kNoPassage where unknown
  std::vector<std::uint8_t> language;     // Language
  std::vector<std::uint16_t> kind;        // RelationId of the kind, or of the family
  std::vector<std::uint8_t> polarity;     // Polarity
  std::vector<std::uint8_t> modality;     // Modality
  std::vector<std::uint16_t> confidence;  // 0..1000
  std::vector<std::int32_t> from;         // days; DateSpan::kOpenBegin where nothing is known
  std::vector<std::int32_t> to;           // days; DateSpan::kOpenEnd
  std::vector<std::uint8_t> time_is_stated;  // 0: `from` is the document's date
  std::vector<std::uint32_t>
      attribution;  // number of a string (`attribution_text`); 0: the authors
  std::vector<std::uint32_t> quote_begin;  // bytes of the source document
  std::vector<std::uint32_t> quote_end;    // equal to quote_begin: no quote (imports)

  static constexpr std::uint32_t kNoPassage = 0xFFFFFFFFu;
  std::size_t edges() const { return first.empty() ? 0 : first.size() - 1; }
  std::size_t rows() const { return document.size(); }
  std::uint64_t memory_bytes() const;
};

// Asserted, and stated, planned or forecast (DECISIONS 12).
inline bool is_default_visible(Polarity polarity, Modality modality) {
  return polarity == Polarity::Asserted &&
         (modality == Modality::Stated || modality == Modality::Planned ||
          modality == Modality::Forecast);
}

std::string encode_assertions(const AssertionChunk& chunk);
// Errors: Damaged; enumerators out of range are.
Result<AssertionChunk> decode_assertions(std::string_view bytes);

using QualifierList = std::vector<std::pair<std::string, std::string>>;  // sorted by name

// Qualifiers by row of the chunk.
struct QualifierChunk {
  std::vector<std::uint32_t> rows;   // ascending
  std::vector<QualifierList> lists;  // of the same length

  const QualifierList* of_row(std::uint32_t row) const;  // nullptr: none
  std::uint64_t memory_bytes() const;
};

std::string encode_qualifiers(const QualifierChunk& chunk);
Result<QualifierChunk> decode_qualifiers(std::string_view bytes);  // Errors: Damaged

}  // namespace sarye
