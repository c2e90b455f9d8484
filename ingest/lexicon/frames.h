// Wordings that state a relation, and the closed word classes that phrases and stances are read
// with: the data of corpus/frames, one file a language. corpus/frames/README.md tells the format.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_set.h"

namespace sarye {

// The part a phrase plays beside a verb: by its josa in Korean, by the word in front of it in
// Chinese and English. Bare phrases (no josa, no preposition) are None; which side of the verb they
// stand on tells subject from object there.
enum class Marker : std::uint8_t {
  None,
  Topic,    // 은, 는
  Subject,  // 이, 가
  Object,   // 을, 를; 把, 将
  Of,       // 의
  With,     // 와, 과; with; 与, 和
  To,       // 에, 에게; to; 向, 对, 给
  Into,     // 로, 으로; into; 成, 为
  From,     // 에서, 로부터; from; 从, 自
  By,       // 에 의해; by; 被, 由
  In,       // in, at, on; 在
  As,       // 로서; as; 作为
  For,      // 위해; for; 为了
  Also,     // 도
  Between,  // between, among
  Other,
  Action  // no word: the verb phrase that the wording opens (plans to ...)
};

__extension__ typedef unsigned __int128 WordClasses;  // a bit a word class
using MarkerSet = std::uint32_t;                      // a bit a marker
constexpr MarkerSet marker_bit(Marker m) {
  return MarkerSet{1} << static_cast<unsigned>(m);
}

// One argument of a frame.
struct FrameSlot {
  std::vector<Marker> markers;  // best first; Subject and Object name the plain sides of the verb
  std::string creates;          // type given to a noun phrase that has none yet; empty: never

  bool takes(Marker marker) const {
    return std::find(markers.begin(), markers.end(), marker) != markers.end();
  }
};

enum class CueForm : std::uint8_t {
  Plain,  // as written
  Noun,   // Korean verbal noun: 출시(하다, 되다), or at the end of a clause
  Stem    // Korean verb stem: 이어지(다); English verb with all its forms
};

struct Cue {
  std::string text;  // English: base form
  CueForm form = CueForm::Plain;
  std::vector<std::string> forms;  // English: base, -s, past, participle, -ing
};

struct Frame {
  std::string id;  // ko:14, by line
  std::string family;
  std::string kind;
  FrameSlot subject;
  FrameSlot object;
  std::vector<Cue> cues;
  std::map<std::string, std::string> qualifiers;
  int prior = 700;
  bool active_only = false;
  bool purpose = false;  // English: the cue as an infinitive that tells what for
};

// Two arguments and the words between them: `A의 자회사 B`. Of a clause: a name with the words in
// front of it, the other argument being whom the clause is about.
struct BetweenFrame {
  std::string id;
  std::string family;
  std::string kind;
  bool reversed = false;  // the second one is the subject
  std::string expression;
  std::string behind;    // an expression that the text behind the second one begins with
  std::string from;      // the only type of subject; empty: any that the ontology allows
  bool context = false;  // of a clause: also whom the text was about before it
  std::map<std::string, std::string> qualifiers;
  int prior = 750;
};

// A construction of Chinese clauses, whose pieces are arguments by their names:
// {cause}是{effect}的原因.
struct ToldFrame {
  std::string id;
  std::string family;
  std::string kind;
  std::vector<std::string> triggers;  // one of them stands in the sentence
  std::string expression;             // with a group for each piece
  std::vector<std::string> pieces;    // what the groups are, in order
  std::map<std::string, std::string> qualifiers;
  int prior = 680;
};

// Words that change how an assertion is meant.
struct StanceCue {
  std::string text;
  bool before = false;  // stands before the cue of the relation, else behind it
  bool denied = false;
  Modality modality = Modality::Stated;
};

class Frames {
 public:
  // Adds one file. Errors: Rejected, with the line: an unknown relation, marker or type, a frame
  // without cues, more than 128 word classes in a language.
  Result<void> add(std::string_view text, std::string_view file, const Ontology& ontology);

  const std::vector<Frame>& frames(Language language) const { return of(language).frames; }
  const std::vector<BetweenFrame>& between(Language language) const { return of(language).between; }
  const std::vector<BetweenFrame>& clauses(Language language) const { return of(language).clauses; }
  const std::vector<ToldFrame>& told(Language language) const { return of(language).told; }
  const std::vector<StanceCue>& stances(Language language) const { return of(language).stances; }
  // Finds the words of the classes `say` and `source`, whatever the case of their letters.
  const LiteralFinder& speech_finder(Language language) const { return of(language).speech_finder; }
  // Finds the words of the class `no_denial`.
  const LiteralFinder& denial_finder(Language language) const { return of(language).denial_finder; }
  // Finds the stances of a language by their number; English ones as words, with a space on either
  // side.
  const LiteralFinder& stance_finder(Language language) const { return of(language).stance_finder; }
  // Words of a closed class: `stop`, `verb`, `pronoun`, `transparent`, ... empty when none.
  const WordSet& words(Language language, std::string_view name) const;
  bool has_word(Language language, std::string_view name, std::string_view word) const {
    const WordClasses classes = classes_of(language, word);
    return classes != 0 && (classes & class_bit(language, name)) != 0;
  }
  // The classes that a word belongs to, a bit each, for readers that ask for many at a time.
  WordClasses classes_of(Language language, std::string_view word) const {
    const PerLanguage& all = of(language);
    const std::size_t place = all.class_words.find(word);
    return place == WordSet::kNone ? 0 : all.classes[place];
  }
  // The bit of a class; 0: the language has no such class.
  WordClasses class_bit(Language language, std::string_view name) const {
    const std::size_t place = of(language).class_names.find(name);
    return place == WordSet::kNone ? 0 : WordClasses{1} << place;
  }
  // Markers by word: `with` -> With. Korean josa are listed here too.
  const std::map<std::string, Marker, std::less<>>& markers(Language language) const {
    return of(language).markers;
  }
  // The marker that a word is; nullptr: none.
  const Marker* marker_of(Language language, std::string_view word) const {
    const std::size_t place = of(language).marker_words.find(word);
    return place == WordSet::kNone ? nullptr : &of(language).marker_of_word[place];
  }
  // The sizes in bytes that markers have, the greatest first.
  const std::vector<std::size_t>& marker_sizes(Language language) const {
    return of(language).marker_words.sizes();
  }
  // Which words of classes and markers begin with `first`, a character of three bytes: bit n stands
  // for words of n times three bytes, up to seven.
  std::uint8_t sizes_from(Language language, char32_t first) const {
    const std::vector<std::uint8_t>& sizes = of(language).sizes_from;
    return first < sizes.size() ? sizes[first] : 0;
  }
  // Every verb form of the frames' cues and of the class `verb` (English).
  const WordSet& verb_forms(Language language) const { return of(language).verb_forms; }

 private:
  using Words = std::set<std::string, std::less<>>;
  struct PerLanguage {
    std::vector<Frame> frames;
    std::vector<BetweenFrame> between;
    std::vector<BetweenFrame> clauses;
    std::vector<ToldFrame> told;
    std::vector<StanceCue> stances;
    LiteralFinder stance_finder;
    LiteralFinder speech_finder;
    LiteralFinder denial_finder;
    std::map<std::string, Marker, std::less<>> markers;
    // As the files list them, and the same made ready for looking words up.
    std::map<std::string, Words, std::less<>> listed_words;
    Words listed_verb_forms;
    WordSet class_names;
    std::vector<WordSet> words;  // in order of class_names
    WordSet class_words;         // the words of all classes
    std::vector<WordClasses> classes;
    WordSet marker_words;
    std::vector<Marker> marker_of_word;
    std::vector<std::uint8_t> sizes_from;  // by first character, to U+FFFF
    WordSet verb_forms;
  };
  friend class FramesReader;
  static void index(PerLanguage& language, bool padded_stances);
  const PerLanguage& of(Language language) const {
    return languages_[static_cast<std::size_t>(language)];
  }
  std::array<PerLanguage, kLanguageCount> languages_;
};

// The forms of an English verb: base, -s, past, participle, -ing. Irregular ones are given as
// `build/built` or `drive/drove/driven`; of several words the first one bends: `spin/spun off`.
std::vector<std::string> english_verb_forms(std::string_view entry);

}  // namespace sarye
