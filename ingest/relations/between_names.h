// Two names of a sentence and the words between them that state a relation: `A의 자회사 B`,
// `A, a subsidiary of B`, A是B的供应商.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/model/ontology.h"
#include "ingest/concepts/phrases.h"
#include "ingest/lexicon/frames.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/pattern_set.h"

namespace sarye {

// What is stated of two entities of the text; the assertion lacks ends, quote and confidence.
struct BetweenRelation {
  TextAssertion assertion;
  std::uint32_t subject = 0;  // index into AnnotatedText::entities
  std::uint32_t object = 0;
  int prior = 0;
  bool coordinated = false;  // one of a list of names
};

class BetweenNames {
 public:
  // Borrows both.
  BetweenNames(const Frames& frames, const Ontology& ontology);

  // In the order of the first name, then of the second.
  std::vector<BetweenRelation> find(const AnnotatedText& text, const Reading& reading) const;

 private:
  struct Wording {
    const BetweenFrame* frame;
    Pattern pattern;
    Pattern behind;  // matches anywhere where the frame asks for nothing
  };
  // The wordings of one language, in the order of its file.
  struct PerLanguage {
    std::vector<Wording> all;
    PatternSetOnDemand patterns;  // of them, in their order
    // By the types of two names, the first one's times the number of types: places in `all` of the
    // wordings whose relation the ontology allows between them.
    std::vector<std::vector<std::uint16_t>> allowed;
  };
  // The wording that states something of the names `first` and `second`, and how far it reaches;
  // nullptr: none.
  const Wording* wording_of(const AnnotatedText& text, std::string_view block,
                            const TextMention& first, const TextMention& second, Language language,
                            ByteRange& whole) const;
  bool fits(const AnnotatedText& text, const Wording& wording, const TextMention& subject,
            const TextMention& object, Language language) const;

  const Frames& frames_;
  const Ontology& ontology_;
  std::array<PerLanguage, kLanguageCount> languages_;
};

}  // namespace sarye
