// Korean words that end in a verb's ending, read by their stem: 줄이, 넓히, 갖추 and what the
// frames list. Endings alone cannot tell 바꾸는 from a noun with 는.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon/frames.h"

namespace sarye {

enum class VerbForm : std::uint8_t {
  Final,      // 늘렸다, 늘린다
  Chain,      // 늘리고, 늘리며, 늘려
  Causal,     // 늘리면서, 늘려서, 늘리자
  Adnominal,  // 늘리는, 늘린, 늘릴
  Aim,        // 늘리고자, 늘리려고, 늘리기 (위해)
  Intent,     // 늘리려는, 늘리기로
  Nominal,    // 늘림, 늘리기는
  Question,   // 늘리는지, 늘릴지
  Other
};

struct KoreanVerb {
  std::string stem;  // 늘리; for a verbal noun the noun: 확대
  VerbForm form = VerbForm::Other;
  bool verbal_noun = false;  // 확대하다, 확대되다, 확대시키다
  bool passive = false;      // 되다
};

class KoreanVerbs {
 public:
  // The stems of the class `stem` and of the frames' cues.
  explicit KoreanVerbs(const Frames& frames);

  // A word (letters only) that is a form of a known stem; nullopt: none.
  std::optional<KoreanVerb> native(std::string_view word) const;
  // Also any noun of two syllables or more with a form of 하다, 되다 or 시키다 behind it.
  std::optional<KoreanVerb> read(std::string_view word) const;

 private:
  // How much of the word the stem takes up, and with which sound at its end.
  enum class Shape : std::uint8_t { Base, Adnominal, Contracted, Past, Nominal };
  struct Front {
    std::string stem;
    Shape shape;
  };
  static std::optional<VerbForm> form_behind(Shape shape, std::string_view ending);
  WordSet fronts_;
  std::vector<std::vector<Front>> of_front_;  // in order of fronts_
};

}  // namespace sarye
