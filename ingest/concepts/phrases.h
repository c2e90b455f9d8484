// The noun phrases of a sentence, each with the part it plays, and the verbs and joints between
// them: what relations find their arguments in. Read by word lists and by form alone, without a
// dictionary of nouns: borders are closed classes, particles and verb endings (corpus/frames).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/language/korean_verbs.h"
#include "ingest/lexicon/frames.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct NounPhrase {
  ByteRange bytes;  // of the block's text: the phrase without particle and brackets
  ByteRange whole;  // with its particle or preposition, and brackets behind it
  Marker marker = Marker::None;
  bool pronoun = false;     // it, 이 회사, 该公司
  bool after_verb = false;  // directly behind a verb (Chinese, English): its object
  bool quoted = false;      // the whole phrase stands in quotation marks
};

struct Verb {
  ByteRange bytes;
  bool adnominal = false;  // modifies the noun behind it (Korean)
};

enum class JointKind : std::uint8_t { And, Comma, Break, Relative };

struct Joint {
  ByteRange bytes;
  JointKind kind = JointKind::Comma;
};

struct Reading {
  Span span;  // the sentence
  Language language = Language::Unknown;
  std::vector<NounPhrase> phrases;  // all in order of place
  std::vector<Verb> verbs;
  std::vector<Joint> joints;

  bool verb_between(std::uint32_t from, std::uint32_t to, bool adnominal_too = false) const;
  bool joint_between(std::uint32_t from, std::uint32_t to, JointKind kind) const;
};

// A stretch of the sentence that is read as one word.
struct Atom {
  ByteRange bytes;
  bool number = false;  // a time or a quantity, else a name
  bool operator==(const Atom&) const = default;
};

// The word classes that readers ask for, a bit each; 0 where the language has no such class.
struct ReadingClasses {
  ReadingClasses(const Frames& frames, Language language);
  WordClasses auxiliary;
  WordClasses be;
  WordClasses compound_head;
  WordClasses conjunction;
  WordClasses determiner;
  WordClasses etc;
  WordClasses modal;
  WordClasses noun;
  WordClasses noun_compounding;
  WordClasses owner;
  WordClasses past;
  WordClasses phrasal;
  WordClasses pronoun;
  WordClasses pronoun_alone;
  WordClasses relative;
  WordClasses stop;
  WordClasses verb;
  WordClasses verbal_noun;
};

class PhraseReader {
 public:
  explicit PhraseReader(const Frames& frames)
      : frames_(frames),
        verbs_(frames),
        korean_(frames, Language::Korean),
        chinese_(frames, Language::Chinese),
        english_(frames, Language::English) {}
  const KoreanVerbs& verbs() const { return verbs_; }
  // Names found already are single words here, times and quantities stand outside phrases. `text`
  // keeps what a sentence of its own was read as for whoever reads it next, should no name be new:
  // the reading is good until the same sentence is read with other names.
  const Reading& read(const AnnotatedText& text, const Sentence& sentence) const;

 private:
  void read_anew(const AnnotatedText& text, const Sentence& sentence, std::span<const Atom> atoms,
                 Reading& reading) const;

  const Frames& frames_;
  const KoreanVerbs verbs_;
  const ReadingClasses korean_;
  const ReadingClasses chinese_;
  const ReadingClasses english_;
};

// What the readers of the three languages share: the text, its atoms, and the open phrase.
class ReadingBuilder {
 public:
  // `atoms` are borrowed.
  ReadingBuilder(std::string_view block, ByteRange sentence, std::span<const Atom> atoms,
                 Reading& reading);
  // The tagger's words of the sentence, in order; borrowed.
  void use_words(std::span<const TaggedWord> words) { words_ = words; }
  // The tagger's word that begins at `at`, or nullptr.
  const TaggedWord* word_at(std::uint32_t at) const;

  std::string_view block() const { return block_; }
  ByteRange sentence() const { return sentence_; }
  // The atom that begins at `at`, or nullptr; the first atom behind `at` begins at `next_atom`.
  const Atom* atom_at(std::uint32_t at) const;
  std::uint32_t next_atom(std::uint32_t at) const;
  // The end of the bracket that opens at `at`, else 0.
  std::uint32_t bracket_end(std::uint32_t at) const;
  // The content of a quotation that opens at `at` (without the marks), empty when it is none or
  // more than a few words.
  ByteRange quotation(std::uint32_t at) const;

  bool open() const { return open_; }
  // Whether the open phrase stands directly behind a verb.
  bool open_is_object() const { return open_ && phrase_.after_verb; }
  bool open_is_marked() const { return open_ && phrase_.marker != Marker::None; }
  void extend(ByteRange word, bool quoted = false);
  void stretch_whole(std::uint32_t end);  // brackets and particles behind the open phrase
  void close(Marker marker);
  void verb(ByteRange bytes, bool adnominal = false);
  void joint(ByteRange bytes, JointKind kind);

  Marker pending = Marker::None;  // the preposition that stands before the next phrase
  std::uint32_t pending_begin = 0;
  bool after_verb = false;
  bool pronoun = false;

 private:
  std::span<const Atom>::iterator first_atom(std::uint32_t at) const;

  std::string_view block_;
  ByteRange sentence_;
  std::span<const Atom> atoms_;
  std::span<const TaggedWord> words_;
  Reading& reading_;
  bool open_ = false;
  NounPhrase phrase_;
  bool quoted_only_ = false;
};

void read_korean(const Frames& frames, const ReadingClasses& classes, const KoreanVerbs& verbs,
                 ReadingBuilder& builder);
// `simplified`: the block's text in Simplified characters.
void read_chinese(const Frames& frames, const ReadingClasses& classes, std::string_view simplified,
                  ReadingBuilder& builder);
void read_english(const Frames& frames, const ReadingClasses& classes, ReadingBuilder& builder);

}  // namespace sarye
