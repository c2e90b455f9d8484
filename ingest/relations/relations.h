// Relations that sentences state: a wording of corpus/frames between arguments whose types the
// ontology allows. One relation a wording; coordination spreads over both sides; the quote is the
// sentence. A bullet that does not name its firm has that of its heading.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "ingest/clauses/clause_names_zh.h"
#include "ingest/clauses/told_zh.h"
#include "ingest/concepts/korean_nouns.h"
#include "ingest/lexicon/frames.h"
#include "ingest/names/cues.h"
#include "ingest/relations/between_names.h"
#include "ingest/stage/resources.h"
#include "ingest/stage/stage.h"

namespace sarye {

class Relations final : public Stage {
 public:
  // `resources` must outlive this.
  explicit Relations(const Resources& resources);

  std::string_view name() const override { return "relations"; }
  std::vector<Layer> needs() const override {
    return {Layer::Sentences, Layer::Times, Layer::Names, Layer::Concepts};
  }
  std::vector<Layer> adds() const override { return {Layer::Relations}; }
  Result<void> run(AnnotatedText& text) const override;

 private:
  const Ontology& ontology_;
  const Gazetteer& gazetteer_;
  const Frames& frames_;
  CueFinder cues_;
  PhraseReader reader_;
  KoreanNouns nouns_;
  BetweenNames between_;
  ClauseNames clause_names_;
  ToldWordings told_;
};

}  // namespace sarye
