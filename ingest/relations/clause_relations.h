// What the clauses of a sentence state that no wording of corpus/frames does, in each of the three
// languages; and what is known of the sentences before.
#pragma once

#include <vector>

#include "ingest/clauses/causes_zh.h"
#include "ingest/clauses/chains_zh.h"
#include "ingest/clauses/clause_names_zh.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/clauses/effects_zh.h"
#include "ingest/clauses/english_clauses.h"
#include "ingest/clauses/plans_zh.h"
#include "ingest/clauses/told_zh.h"
#include "ingest/relations/pending_relations.h"

namespace sarye {

class ClauseRelations {
 public:
  // Borrows all; `text` is read while relations are found, `arguments` knows the sentences before.
  ClauseRelations(const AnnotatedText& text, const Frames& frames, const Ontology& ontology,
                  const ArgumentFinder& arguments, const KoreanVerbs& verbs,
                  const KoreanNouns& nouns, const ClauseNames& clause_names,
                  const ToldWordings& told);

  // To be called for the sentences in order. `used`: wordings that state a relation already;
  // `pending`: what the text has stated so far.
  std::vector<ClauseRelation> find(const Reading& reading, const std::vector<ByteRange>& used,
                                   const std::vector<PendingRelation>& pending);

  // What Korean clauses know of the arguments of wordings.
  const KoreanClauses& korean() const { return korean_; }
  // To be called behind each sentence in order.
  void remember(const Reading& reading) { korean_.remember(reading); }

 private:
  std::vector<ClauseRelation> korean(const Reading& reading,
                                     const std::vector<ByteRange>& used) const;
  std::vector<ClauseRelation> chinese(const Reading& reading, const std::vector<ByteRange>& used,
                                      const std::vector<PendingRelation>& pending);

  const AnnotatedText& text_;
  const Frames& frames_;
  const ClauseNames& clause_names_;
  const ToldWordings& told_;
  KoreanClauses korean_;
  const ChineseCauses circumstances_;
  const ChineseChains chains_;
  const ChineseEffects effects_;
  ChinesePlans chinese_plans_;
  EnglishClauses english_;
};

}  // namespace sarye
