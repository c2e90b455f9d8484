// An English sentence as a row of chunks, and how they hang together: which noun phrases are
// listed, what belongs to one, which verbs have a clause of their own. Where the phrases of a
// Reading end at every figure and adverb, a chunk goes on behind them ("more than 40 listed firms",
// "has already been cut"), so that a clause can be read as a whole.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/clauses/english_chunk.h"
#include "ingest/concepts/phrases.h"
#include "ingest/lexicon/frames.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Chunks are told by their place in the row.
class EnglishChunks {
 public:
  // Borrows `frames`; `text` is only read.
  EnglishChunks(const AnnotatedText& text, const Frames& frames, const Reading& reading);

  const EnglishChunk& operator[](std::size_t index) const { return chunks_[index]; }
  std::size_t size() const { return chunks_.size(); }

  // Whether there is a chunk at `index`, and one of that kind.
  bool is(std::size_t index, ChunkKind kind) const;
  // Whether it is the preposition `word`.
  bool preposition(std::size_t index, std::string_view word) const;
  // Whether the word belongs to a class of the frames' words.
  bool listed(std::string_view word_class, std::string_view word) const {
    return frames_.has_word(Language::English, word_class, word);
  }
  // Whether the verb (its base form, with `behind` where that is not empty: focus, on) belongs to
  // one.
  bool verb_in(std::size_t verb, std::string_view word_class, std::string_view behind = {}) const;
  // The form of a verb under which the frames know it; the word itself where they do not.
  std::string base_form(std::size_t verb) const;

  // A verb of a clause of its own, no infinitive or participle.
  bool finite(std::size_t verb) const;
  // A participle behind the noun phrase that it says something of: "a programme announced in May".
  bool reduced(std::size_t verb) const;

  // The noun phrase that the one at `noun` belongs to by prepositions: of "plants of steelmakers in
  // Ohio" the plants.
  std::size_t head_of(std::size_t noun) const;
  // The last chunk of what is said behind the noun phrase by prepositions that belong to it: of
  // steel, and behind a relational noun also in, on, to, for.
  std::size_t with_complements(std::size_t noun) const;
  // The noun phrases behind the chunk at `from`, listed together: A, B and C.
  std::vector<std::size_t> list_behind(std::size_t from) const;
  // The heads of the noun phrases that are listed in front of a verb, the last of them at `last`.
  std::vector<std::size_t> list_before(std::size_t last) const;
  // "as Delmar cuts prices", "after Delmar had": whether the chunk is a preposition, which opens a
  // clause in front of a noun phrase with its verb.
  bool opens_clause(std::size_t index) const;
  // Of "makers such as Delmar": whether the chunk is such as, like or including.
  bool opens_examples(std::size_t index) const;

 private:
  // The classes that a verb belongs to, whatever of its base forms, with `behind`.
  struct VerbClasses {
    std::string behind;
    WordClasses classes;
  };
  WordClasses verb_classes(std::size_t verb, std::string_view behind) const;

  const Frames& frames_;
  const std::vector<EnglishChunk> chunks_;
  bool read_reduced(std::size_t verb) const;
  // By chunk, as far as they were asked for: every rule asks for the same few.
  mutable std::vector<std::vector<VerbClasses>> verb_classes_;
  mutable std::vector<std::optional<bool>> reduced_;
};

}  // namespace sarye
