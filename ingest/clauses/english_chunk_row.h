// The row of chunks while a sentence is read from left to right: a noun phrase stays open until
// something ends it, and auxiliaries wait for their verb.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/clauses/english_chunk.h"
#include "ingest/clauses/english_tokens.h"
#include "ingest/lexicon/frames.h"

namespace sarye {

class EnglishChunkRow {
 public:
  // Both outlive this object.
  EnglishChunkRow(const EnglishTokens& tokens, const Frames& frames)
      : tokens_(tokens), frames_(frames) {
    constexpr std::size_t kUsualChunks = 24;
    row_.reserve(kUsualChunks);
  }

  // Ends what is open and gives the row, in order of place.
  std::vector<EnglishChunk> take();

  // Noun phrases. Each opens one where none is open.
  void figure(std::uint32_t place);  // a number in front; ends a phrase that has its noun
  void determiner(ByteRange bytes, const std::string& text);  // ends it too
  void that(ByteRange bytes);         // a determiner; behind a noun or a verb it opens a clause
  void noun(ByteRange bytes);         // a word of the phrase
  void name(ByteRange bytes);         // a name as its last words so far
  void ampersand(std::uint32_t end);  // goes on with the open phrase: R & D
  void pronoun(ByteRange bytes);      // a phrase by itself, closed at once
  void close_noun();
  void time();  // ends the phrase; "in July" leaves no preposition behind
  // Closes the phrase as an owner where 's or ' stands at `place`; the place behind the sign, or
  // `place` where there is none.
  std::uint32_t possessive(std::uint32_t place);

  // Verbs.
  void infinitive(std::uint32_t place);  // the "to" in front of a verb
  void auxiliary(ByteRange bytes, const std::string& text);
  void contracted_is(ByteRange bytes);  // the 's of "it's closing"
  void denial(std::uint32_t place);
  void verb(ByteRange bytes, const std::string& text);
  // Whether the word was taken as a particle of the verb directly in front: scale up.
  bool particle(ByteRange bytes, const std::string& text);

  // What parts or joins: closes the open phrase; auxiliaries without a verb become the verb.
  void joint(ByteRange bytes, ChunkKind kind);

  bool noun_open() const { return open_; }
  // A noun phrase is open and has its noun.
  bool has_noun() const { return open_ && !core_.empty(); }
  bool ends_with_name() const { return open_ && noun_.name; }
  // The words of the open phrase in lower case, without determiners and figures.
  std::string noun_words() const { return tokens_.lower(core_); }
  bool expects_verb() const { return to_; }
  // In lower case; "not" among them.
  const std::vector<std::string>& auxiliaries() const { return auxiliaries_; }
  bool empty() const { return row_.empty(); }
  bool ends_with_preposition() const {
    return !open_ && !row_.empty() && row_.back().is(ChunkKind::Preposition);
  }
  bool ends_with_owner() const {
    return !open_ && !row_.empty() && row_.back().owner && auxiliaries_.empty();
  }
  // Whether "and" stands in front of the open phrase.
  bool behind_and() const { return !row_.empty() && row_.back().is(ChunkKind::And); }
  // Whether the last finished chunk is a pronoun that only a verb can follow: "it" of "as it", but
  // not of "gave it".
  bool ends_with_subject() const;
  // The last finished chunk, if it is a verb; else null. Lives until the row grows.
  const EnglishChunk* last_verb() const;

 private:
  void open(std::uint32_t place);
  void extend(ByteRange bytes, bool name);
  void settle_auxiliaries();
  void merge_figures();

  const EnglishTokens& tokens_;
  const Frames& frames_;
  std::vector<EnglishChunk> row_;
  bool open_ = false;
  EnglishChunk noun_;
  ByteRange core_;          // of the open phrase; empty: only determiners and figures so far
  std::string determiner_;  // of the open phrase, in lower case
  std::vector<std::string> auxiliaries_;
  ByteRange last_auxiliary_;
  std::uint32_t verb_begin_ = 0;  // of the first auxiliary or "to"
  bool to_ = false;
};

}  // namespace sarye
