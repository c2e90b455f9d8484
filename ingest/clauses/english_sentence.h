// An English sentence whose clauses are read for relations: its chunks, what its noun phrases name
// or newly make, and the relations found so far. A chunk is told by its place in the row, a noun
// phrase and a verb by that of their chunk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/arguments/arguments.h"
#include "ingest/clauses/english_chunks.h"

namespace sarye {

// What the sentences of one text share. Borrows all but the sets of types.
struct EnglishContext {
  const AnnotatedText& text;
  const Frames& frames;
  const ArgumentFinder& arguments;  // knows the sentences before
  const TypeSet cause_types;        // that LEADS_TO may join
  const TypeSet effect_types;
  // The entity of each name by which the text calls a firm.
  const std::map<std::string, std::uint32_t, std::less<>> firm_names;
};

class EnglishSentence {
 public:
  using Arguments = std::vector<Argument>;
  using Indexes = std::vector<std::size_t>;

  static constexpr std::uint32_t kLongestConcept = 60;  // bytes of a new concept's name
  static const TypeSet kFirm;

  // Both outlive this object.
  EnglishSentence(const EnglishContext& context, const Reading& reading);

  const EnglishContext& context() const { return context_; }
  const Reading& reading() const { return reading_; }
  const EnglishChunks& chunks() const { return chunks_; }
  std::string_view block() const { return block_; }
  // Bytes of the block in lower case.
  std::string lower(ByteRange bytes) const;
  // The words of a chunk in lower case; good as long as this object.
  const std::string& words_of(std::size_t index) const;

  // Chunks, as in english_chunks.h.
  const EnglishChunk& at(std::size_t index) const { return chunks_[index]; }
  bool kind(std::size_t index, ChunkKind kind) const { return chunks_.is(index, kind); }
  bool preposition(std::size_t index, std::string_view word) const {
    return chunks_.preposition(index, word);
  }
  bool listed(std::string_view word_class, std::string_view word) const {
    return chunks_.listed(word_class, word);
  }
  bool verb_in(std::size_t verb, std::string_view word_class, std::string_view behind = {}) const {
    return chunks_.verb_in(verb, word_class, behind);
  }
  Indexes list_behind(std::size_t from) const { return chunks_.list_behind(from); }
  // What the verb is said of, as in english_subjects.h.
  const Indexes& subjects(std::size_t verb) const;
  // The noun phrases behind the verb that are its objects: directly, or behind the preposition with
  // which it belongs to the class. Empty: there are none, or it does not belong to the class.
  Indexes objects(std::size_t verb, std::string_view word_class) const;

  // What the noun phrase names, if that is known already and of one of the types; a firm also as
  // it, they, the company.
  std::optional<Argument> named(std::size_t noun, const TypeSet& types) const;
  // The noun phrase with its complements as a concept: the one it is known as, or a new one of
  // `type`, which is one of `types`. Nothing: it names nothing that is worth a concept.
  std::optional<Argument> created(std::size_t noun, const TypeSet& types,
                                  std::string_view type) const;
  // A new concept in the words at `bytes` up to a time; nothing where they are too few.
  std::optional<Argument> made(ByteRange bytes, std::string_view type) const;
  // Whether a concept is known already, or its name is that of what is measured or ends like an
  // abstract noun.
  bool measured(const Argument& argument) const;

  // The firm whose the noun phrase is: "Delmar's plant", "its plant".
  std::optional<Argument> owner_of(std::size_t noun) const;
  // The firms that the noun phrases name, with those listed as examples; with `owners` else those
  // whose they are.
  Arguments firms(const Indexes& nouns, bool owners = false) const;
  // Who acts: the firms among the noun phrases; else whether one of them is a public authority,
  // which may be named, or firms without a name ("carmakers").
  struct Actors {
    Arguments firms;
    Arguments agencies;
    bool authority = false;
    bool unnamed = false;
  };
  Actors actors(const Indexes& nouns) const;
  // The firm that the clause of the chunk is about.
  std::optional<Argument> clause_firm(std::size_t chunk) const;
  // All of them, where it is about several.
  Arguments clause_firms(std::size_t chunk) const;
  // The firm or the place that the noun phrase's name begins with: "Delmar brands", "Ohio plant".
  std::optional<Argument> begins_with(std::size_t noun, std::string_view type) const;

  // Adds the relation of each subject to the object, without those of a thing to itself; `cue` is
  // the chunk that states it.
  void add(std::string_view family, const Arguments& subjects, const Argument& object,
           std::size_t cue, std::string_view rule);
  // Adds that they do `what` on purpose: an authority's deed is a policy, which it issues; that of
  // firms without a name is a strategy that is announced alone.
  void add_pursued(const Actors& actors, Argument what, std::size_t cue, std::string_view rule);
  // Adds a concept that stands in no relation, unless one found so far is made of its words.
  void announce_untold(Argument what, std::size_t cue, std::string_view rule);
  // The relations in the order in which they were added; leaves none.
  std::vector<ClauseRelation> take() { return std::move(found_); }

 private:
  std::optional<Argument> read_named(std::size_t noun, const TypeSet& types) const;
  std::optional<Argument> part_of_firm(const EnglishChunk& chunk) const;
  bool ends_with_name(const EnglishChunk& chunk) const;
  void announce(Argument what, std::size_t cue, std::string_view rule);
  // Its cue is the chunk.
  void put(ClauseRelation one, std::size_t cue, std::string_view rule);
  Arguments named_together_before(std::size_t noun) const;

  const EnglishContext& context_;
  const Reading& reading_;
  const EnglishChunks chunks_;
  const std::string_view block_;
  // By chunk, as far as they were asked for.
  mutable std::vector<std::optional<std::string>> words_;
  mutable std::vector<std::optional<Indexes>> subjects_;
  mutable std::vector<std::optional<std::optional<Argument>>> firms_;  // as `named` tells them
  std::vector<ClauseRelation> found_;
};

}  // namespace sarye
