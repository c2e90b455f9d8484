// From an annotated text to the truth of a document: everything counted in bytes of the original,
// entities that nothing mentions left out, and every quote checked against the text it was taken
// from.
#pragma once

#include <string_view>

#include "engine/base/result.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Rule of a mention whose words are a clause and no name as they stand: 수익성이 악화 of 수익성
// 악화.
constexpr std::string_view kClauseRule = "clause";
// The rule of a policy that a sentence tells of without an agency: a fact by itself.
constexpr std::string_view kAnnouncedRule = "announced";

inline constexpr std::size_t kMaxQuoteCharacters = 300;

// What `annotated` says, as truth. Passages are its blocks. An assertion is left out when the
// ontology does not allow its ends, when both are one entity, or when its quote is not inside its
// passage; a quote of more than 300 characters is cut to a window around the words that state it.
DocumentTruth build_truth(AnnotatedText annotated, const Ontology& ontology);

}  // namespace sarye
