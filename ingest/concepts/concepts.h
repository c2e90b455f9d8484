// Concepts: wordings of the thesaurus, and noun phrases that end in a noun which bears a type
// (전략, 机制, strategy). Their names spread over the document; a phrase that ends in another
// concept's name is a kind of it.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "ingest/concepts/phrases.h"
#include "ingest/lexicon/concept_lexicon.h"
#include "ingest/lexicon/frames.h"
#include "ingest/lexicon/phrase_automaton.h"
#include "ingest/stage/resources.h"
#include "ingest/stage/stage.h"

namespace sarye {

class Concepts final : public Stage {
 public:
  // `resources` must outlive this.
  explicit Concepts(const Resources& resources);

  std::string_view name() const override { return "concepts"; }
  std::vector<Layer> needs() const override {
    return {Layer::Sentences, Layer::Times, Layer::Names};
  }
  std::vector<Layer> adds() const override { return {Layer::Concepts}; }
  Result<void> run(AnnotatedText& text) const override;

 private:
  const Ontology& ontology_;
  const Frames& frames_;
  const HeadNouns& heads_;
  const Thesaurus& thesaurus_;
  const GenericPhrases& generic_;
  PhraseAutomaton wordings_;
  PhraseReader reader_;
};

}  // namespace sarye
