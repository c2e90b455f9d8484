// Constructions of whole Chinese clauses that tell what somebody pursues or has, and what comes of
// what: A的首要任务是降本增效; 需求疲软是利润下滑的主因. They are the `told` lines of
// corpus/frames.
#pragma once

#include <vector>

#include "ingest/clauses/effects_zh.h"
#include "ingest/clauses/plans_zh.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/pattern_set.h"

namespace sarye {

class ToldWordings {
 public:
  // Borrows it.
  explicit ToldWordings(const Frames& frames);

  // In order of place. `plans` has read the same sentence. `used`: wordings that state a relation
  // already.
  std::vector<ClauseRelation> find(const AnnotatedText& text, const Reading& reading,
                                   const ChinesePlans& plans, const ChineseEffects& effects,
                                   const std::vector<ByteRange>& used) const;

 private:
  struct Wording {
    const ToldFrame* frame;
    Frame meant;  // what its statements are read as
    Pattern pattern;
    bool firm_of_clause;  // whom the clause is about acts: it stands behind that subject
  };
  struct Reader;

  const Frames& frames_;
  std::vector<Wording> wordings_;
  LiteralFinder triggers_;
  std::vector<std::size_t> wording_of_;  // by trigger
  PatternSetOnDemand patterns_;          // of the wordings, in their order
};

}  // namespace sarye
