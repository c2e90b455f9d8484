// What an English sentence says of a name that is said of goods: what they are called, that they
// are made and sold, whose they are.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/lexicon/frames.h"
#include "ingest/names/discovered_names.h"
#include "ingest/names/english_firm_signs.h"

namespace sarye {

class EnglishProductSigns {
 public:
  // Reads the classes `product_kind` and `product_verb`.
  explicit EnglishProductSigns(const Frames& frames);

  // Of a name with capitals. `weak`: its capital letter may come from the sentence.
  void add(std::string_view shown, Span span, bool weak, std::vector<NameEvidence>& out) const;
  // Of the models of a passage that are numbers behind a name: Harlan 42-500.
  void add_models(std::string_view shown, std::uint32_t block, const std::vector<ListedHit>& listed,
                  std::vector<NameEvidence>& out) const;

 private:
  bool is_kind(std::string_view word) const;
  bool kind_behind(std::string_view behind, std::size_t words_between) const;

  const WordSet& kinds_;
  WordSet made_;     // forms of verbs in front of what is made
  WordSet passive_;  // participles behind it
};

// What English sentences show of names.
struct EnglishNameSigns {
  explicit EnglishNameSigns(const Frames& frames) : firms(frames), products(frames) {}
  EnglishFirmSigns firms;
  EnglishProductSigns products;
};

}  // namespace sarye
