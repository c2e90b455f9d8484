// Relations of English sentences that the frames' wordings leave unread, by the verbs and nouns of
// whole clauses: who plans, does, has, uses, issues or causes what. The words stand in classes of
// corpus/frames; each group of families has its own file.
#pragma once

#include <vector>

#include "ingest/arguments/arguments.h"
#include "ingest/clauses/english_sentence.h"
#include "ingest/clauses/english_theme.h"

namespace sarye {

class EnglishClauses {
 public:
  // Borrows all; `text` is read while relations are found, `arguments` knows the sentences before.
  EnglishClauses(const AnnotatedText& text, const Frames& frames, const Ontology& ontology,
                 const ArgumentFinder& arguments);

  // In order of place; may repeat what the frames found. To be called for the sentences in order:
  // remembers what each was about.
  std::vector<ClauseRelation> find(const Reading& reading);

 private:
  const EnglishContext context_;
  EnglishTheme theme_;
};

}  // namespace sarye
