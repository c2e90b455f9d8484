// The names of the gazetteer in a text: borders, case, context for names that are plain words too,
// and which of several entries a shared name means.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "ingest/language/chinese.h"
#include "ingest/lexicon/phrase_automaton.h"
#include "ingest/stage/annotated_text.h"
#include "ingest/stage/resources.h"

namespace sarye {

class LandAgencies;

// One place where a name stands.
struct ListedHit {
  Span span;
  const GazetteerEntry* entry = nullptr;
  int confidence = 950;
  bool by_context = false;  // a common or shared name, taken for what stands around it
};

class ListedNames {
 public:
  // Both must outlive this.
  ListedNames(const Resources& resources, const LandAgencies& lands);

  // In order of place; hits do not overlap.
  std::vector<ListedHit> find(const AnnotatedText& text) const;

 private:
  struct Name {
    const GazetteerEntry* entry;
    const GazetteerName* name;
  };
  // A place and the names that may stand there by spelling and borders.
  struct Place {
    Span span;
    std::vector<std::uint32_t> names;
  };

  bool fits(const Name& name, std::string_view text, ByteRange range, Language language,
            ChineseWordsOnDemand& words) const;
  std::vector<Place> places_in(const AnnotatedText& text, std::uint32_t index) const;
  bool has_local_evidence(const AnnotatedText& text, const std::vector<Place>& places,
                          std::size_t at, const std::vector<const GazetteerEntry*>& taken) const;

  const Resources& resources_;
  const LandAgencies& lands_;
  std::vector<Name> names_;
  PhraseAutomaton automaton_;
};

}  // namespace sarye
