// Which words of an English sentence are verbs, where their form leaves it open: by the chunks in
// front of them and the word behind.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "ingest/clauses/english_chunk_row.h"
#include "ingest/clauses/english_tokens.h"
#include "ingest/concepts/phrases.h"
#include "ingest/lexicon/frames.h"

namespace sarye {

class EnglishVerbWords {
 public:
  // All outlive this object; `row` is what was read of the sentence so far.
  EnglishVerbWords(const EnglishTokens& tokens, const Frames& frames, const Reading& reading,
                   const EnglishChunkRow& row)
      : tokens_(tokens), frames_(frames), reading_(reading), row_(row) {}

  // Whether the reading takes the word there for a verb.
  bool read_as_verb(ByteRange bytes) const;
  // Whether the word, in lower case, is an adverb by its ending: quickly, but not supply or family.
  bool adverb(const std::string& text) const;
  // Whether the word at `bytes`, in lower case `text`, is one where it stands.
  bool states(ByteRange bytes, const std::string& text) const;
  // Whether the word, in lower case, can only be one behind what was read: "would idle", "as it
  // attempted".
  bool must_follow(const std::string& text) const;
  // Whether the word behind the "to" that ends at `place` is one: "to close", "to quickly close".
  bool opens_infinitive(std::uint32_t place) const;

 private:
  bool listed(std::string_view word_class, const std::string& word) const {
    return frames_.has_word(Language::English, word_class, word);
  }
  bool last_verb_among(std::initializer_list<std::string_view> base_forms) const;
  bool within_noun(ByteRange bytes, const std::string& text) const;
  bool tells_of_measure(ByteRange bytes, const std::string& text) const;
  bool left_in_noun(ByteRange bytes, const std::string& text) const;

  const EnglishTokens& tokens_;
  const Frames& frames_;
  const Reading& reading_;
  const EnglishChunkRow& row_;
};

}  // namespace sarye
