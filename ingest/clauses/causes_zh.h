// What a Chinese sentence gives as a circumstance that makes something happen: 随着A，B上升;
// 受A影响，B下滑; 在A的推动下，B增长. Both sides become concepts in the sentence's own words.
#pragma once

#include <vector>

#include "ingest/arguments/arguments.h"

namespace sarye {

class ChineseCauses {
 public:
  // Borrows all; `text` is read while relations are found.
  ChineseCauses(const AnnotatedText& text, const Frames& frames, const Ontology& ontology);

  // LEADS_TO between a circumstance and the clause behind it. `used`: wordings that state a
  // relation already.
  std::vector<ClauseRelation> find(const Reading& reading,
                                   const std::vector<ByteRange>& used) const;

 private:
  std::optional<Argument> cause(const Reading&, ByteRange bytes) const;
  std::optional<Argument> done(const Reading&, ByteRange clause, ByteRange& change) const;
  bool measures(const Reading& reading, ByteRange clause) const;
  std::optional<Argument> effect(const Reading&, ByteRange clause, ByteRange& change) const;

  const AnnotatedText& text_;
  const Frames& frames_;
  const TypeSet cause_types_;
  Frame frame_;  // what the statements of such clauses are read as
};

}  // namespace sarye
