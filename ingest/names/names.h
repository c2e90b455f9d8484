// Names of firms, products, agencies, policies, places and persons. What the gazetteer lists is
// found by its names; what it does not list becomes an entity when two independent kinds of
// evidence (or one that leaves no doubt, such as a legal form) speak for it, else a line for
// review.
#pragma once

#include <memory>

#include "ingest/concepts/korean_nouns.h"
#include "ingest/language/korean_plain.h"
#include "ingest/lexicon/word_set.h"
#include "ingest/stage/resources.h"
#include "ingest/stage/stage.h"

namespace sarye {

class LandAgencies;
class ListedNames;
struct EnglishNameSigns;

class Names final : public Stage {
 public:
  // Without `discovers`, only what the gazetteer lists is found.
  explicit Names(const Resources& resources, bool discovers = true);
  ~Names() override;
  std::string_view name() const override { return "names"; }
  std::vector<Layer> needs() const override { return {Layer::Blocks, Layer::Sentences}; }
  std::vector<Layer> adds() const override { return {Layer::Names}; }
  Result<void> run(AnnotatedText& text) const override;

 private:
  const Resources& resources_;
  bool discovers_;
  std::unique_ptr<LandAgencies> lands_;
  std::unique_ptr<ListedNames> listed_;
  WordSet group_names_;  // as group_short_names tells
  KoreanNouns nouns_;
  KoreanPlainWords plain_;
  std::unique_ptr<EnglishNameSigns> english_signs_;
};

}  // namespace sarye
