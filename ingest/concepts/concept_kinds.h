// A concept whose name ends in another concept's name is a kind of it.
#pragma once

#include "ingest/concepts/concept_book.h"

namespace sarye {

// KIND_OF: 완전 오픈소스 전략 is a kind of 오픈소스 전략 where both are concepts of the document.
void add_kinds(AnnotatedText& text, const ConceptBook& book);

}  // namespace sarye
