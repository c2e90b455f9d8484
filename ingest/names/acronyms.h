// Acronyms that a document itself explains: "Contract Monitoring Alliance (CMA)".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/names/listed_names.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct ExplainedAcronym {
  std::string acronym;
  std::string expansion;  // in Latin words; their initials agree with the acronym
};

// Whether `acronym` has the initials of `words`: SAMR for State Administration for Market
// Regulation. Small words (of, for, and) may be skipped; a legal form at the end too. With `loose`
// one initial may be missing (CATL for Contemporary Amperex Technology).
bool is_acronym_of(std::string_view acronym, std::string_view words, bool loose = false);

// In order of place; one acronym may be explained twice.
std::vector<ExplainedAcronym> explained_acronyms(const AnnotatedText& text);

// Takes out the places of a listed acronym that the document explains otherwise: where CMA is a
// Contract Monitoring Alliance, no CMA is the Competition and Markets Authority. An entry without
// a Latin name that has these initials is left, since it says nothing of them.
void drop_other_senses(const AnnotatedText& text, std::vector<ListedHit>& hits);

}  // namespace sarye
