// Acronyms of concepts: "대규모언어모델(LLM)" gives one, which later in the text stands alone.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ingest/concepts/concept_book.h"

namespace sarye {

class ConceptAcronyms {
 public:
  // Borrows both.
  ConceptAcronyms(AnnotatedText& text, ConceptBook& book) : text_(text), book_(book) {}

  using IsName = std::function<bool(const Span&)>;
  // "대규모언어모델(LLM)" at `span`: the acronym becomes a name of `entity`, unless it is the name
  // of something else.
  void note(Span span, std::uint32_t entity, const IsName& is_name);
  // Later in the text the acronyms stand alone.
  void mention_all();

 private:
  AnnotatedText& text_;
  ConceptBook& book_;
  std::vector<std::pair<std::string, std::uint32_t>> acronyms_;
};

}  // namespace sarye
