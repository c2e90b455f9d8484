// A name of a Chinese clause and the words in front of it that tie it to the firm the clause is
// about: A此前在上海设厂, 并向B采购, 控股子公司C…. The wordings are the `clause` lines of
// corpus/frames.
#pragma once

#include <mutex>
#include <vector>

#include "ingest/clauses/plans_zh.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/pattern_set.h"

namespace sarye {

class ClauseNames {
 public:
  // Borrows it.
  explicit ClauseNames(const Frames& frames);

  // In order of place; relations between any types: the caller asks the ontology.
  std::vector<ClauseRelation> find(const AnnotatedText& text, const Reading& reading,
                                   const std::vector<ChineseClause>& clauses) const;

 private:
  struct Wording {
    const BetweenFrame* frame;
    Frame meant;  // what its statements are read as
    Pattern front;
    Pattern behind;
  };
  struct Named {
    std::vector<const TextMention*> names;  // listed together
    std::uint32_t end = 0;                  // of the list
    std::size_t apart = 0;                  // how many of them no 与 ties to the others
  };
  void read(const AnnotatedText& text, const Reading& reading, const ChineseClause& clause,
            const Named& named, std::vector<ClauseRelation>& out) const;

  // What the fronts and the words behind need, made ready for the first text.
  struct Needed {
    PatternSet fronts;
    PatternSet behinds;
  };
  const Needed& needed() const;

  std::vector<Wording> wordings_;
  mutable std::once_flag once_;
  mutable Needed needed_;
};

}  // namespace sarye
