// Where the wordings of frames stand in a sentence, and in which form: active or passive, before
// the noun that they modify, or as a noun at the end of a bullet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/concepts/phrases.h"
#include "ingest/lexicon/frames.h"
#include "ingest/lexicon/phrase_automaton.h"

namespace sarye {

struct CueHit {
  ByteRange bytes;  // of the block's text: the wording
  ByteRange whole;  // with the verb's ending and a light verb: 출시하였다, 제휴를 발표
  const Frame* frame = nullptr;
  bool passive = false;
  bool adnominal = false;   // X가 개발한 Y
  bool participle = false;  // English -ing, or a participle without a form of be
  bool nominal = false;     // 출시, without an ending
};

class CueFinder {
 public:
  // Borrows `frames`.
  explicit CueFinder(const Frames& frames);

  // From left to right; of those that overlap the longest first, then in the order of the file.
  std::vector<CueHit> find(const AnnotatedText& text, const Reading& reading) const;

 private:
  // English words that say something only with what stands behind them.
  enum class Opening : std::uint8_t { None, Have, Will, IsStrategy };
  struct Form {
    const Frame* frame;
    const Cue* cue;
    int bend;  // English: 0 base, 1 -s, 2 past, 3 participle, 4 -ing
    Opening opening = Opening::None;
  };
  static Opening opening_of(const Frame& frame, const Cue& cue);
  struct PerLanguage {
    std::vector<Form> forms;
    PhraseAutomaton automaton;
  };
  bool korean(std::string_view block, const Reading& reading, const Form& form, CueHit& hit) const;
  bool english(std::string_view block, const Reading& reading, const Form& form, CueHit& hit) const;
  bool tells_purpose(std::string_view block, const Reading& reading, const CueHit& hit) const;
  bool chinese(std::string_view block, const Reading& reading, CueHit& hit) const;

  const Frames& frames_;
  const WordSet& dependent_;  // Korean nouns that carry a verb: 계획, 예정, 수, 중
  std::array<PerLanguage, kLanguageCount> languages_;
};

// The beginnings that the forms of a Korean verb stem have in common: 줄이 gives 줄이, 줄인, 줄일,
// 줄임, 줄여, 줄였.
std::vector<std::string> korean_stem_forms(std::string_view stem);

}  // namespace sarye
