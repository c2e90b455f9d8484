// The arguments of a wording that states a relation: the phrases on the side of the verb, or with
// the particle, that its frame asks for, and the entities they name. Types decide first.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/ontology.h"
#include "ingest/arguments/argument.h"
#include "ingest/arguments/type_set.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/korean_nouns.h"
#include "ingest/concepts/phrases.h"
#include "ingest/document/section_subject.h"
#include "ingest/names/cues.h"

namespace sarye {

// The entity types that one side of a family may have.
TypeSet endpoint_types(const Ontology& ontology, std::string_view family, bool subject);

// Reads the arguments of one sentence; knows what the sentences before it were about.
class ArgumentFinder {
 public:
  ArgumentFinder(const AnnotatedText& text, const Frames& frames, const Ontology& ontology,
                 const SectionSubjects& sections, const KoreanNouns& nouns);

  struct Arguments {
    std::vector<Argument> subjects;
    std::vector<Argument> objects;
  };
  // Empty sides: the sentence does not state the relation between entities of the right types.
  Arguments find(const Reading& reading, const CueHit& hit) const;

  // The entity that a stretch of text names: a mention that ends it, one before words that change
  // nothing (API, 서비스), a pronoun's, or a new concept where `creates` allows.
  std::optional<Argument> resolve(const Reading& reading, const NounPhrase& phrase, ByteRange bytes,
                                  const TypeSet& types, std::string_view creates) const;

  // Who does what the Korean predicate at `verb` says: the subject of its clause, the topic, or
  // whom the sentence before or the heading is about.
  std::vector<Argument> korean_subject(const Reading& reading, ByteRange verb,
                                       const TypeSet& types) const;

  // To be called behind each sentence in order: remembers whom it was about.
  void remember(const Reading& reading);
  // What a firm pursues, as the sentence said last: 이러한 전략은 in one of the next means it.
  void remember_plan(const Reading& reading, const Argument& plan);

 private:
  using Indexes = std::vector<std::size_t>;
  std::vector<Argument> side(const Reading& reading, const Indexes& phrases, const CueHit& hit,
                             const TypeSet& types, std::string_view creates) const;
  Indexes group(const Reading& reading, std::size_t index) const;
  // Whether the phrases at `left` and behind it are listed together. Kept for the sentence at hand.
  bool connected(const Reading& reading, std::size_t left) const;
  bool read_connected(const Reading& reading, std::size_t left) const;
  // Korean, in arguments_ko.cc.
  std::optional<std::size_t> chained_subject(const Reading&, std::uint32_t verb) const;
  std::vector<Argument> named_in_front(const Reading&, const NounPhrase&, const TypeSet&) const;
  bool names_one(const Reading&, const NounPhrase&, const TypeSet&) const;
  std::vector<Argument> owner_helped(const Reading&, const CueHit&, const NounPhrase&,
                                     const TypeSet&) const;
  bool in_noun_clause(const Reading&, const NounPhrase&, std::uint32_t verb) const;
  bool says_of_another(const Reading&, const CueHit&) const;
  std::string_view bare_type(const Reading&, const CueHit&, const NounPhrase&) const;
  std::string_view behind_type(const Reading&, const CueHit&, const NounPhrase&) const;
  bool goes_on_behind(const Reading&, std::uint32_t end) const;
  std::vector<Argument> spoken_for(const Reading&, const CueHit&, const NounPhrase&,
                                   const TypeSet&) const;
  bool says_of_firm(const Reading&, const CueHit&) const;
  std::vector<Argument> product_of(const Reading&, const CueHit&, const NounPhrase&,
                                   const TypeSet&) const;
  std::optional<Argument> korean_action(const Reading&, const CueHit&,
                                        std::string_view creates) const;
  std::vector<Argument> korean_side(const Reading&, const CueHit&, const FrameSlot&, const TypeSet&,
                                    bool subject, bool other_found) const;
  std::vector<Argument> other_side(const Reading&, const CueHit&, const FrameSlot&, const TypeSet&,
                                   bool subject) const;
  std::vector<Argument> before_verb(const Reading&, const CueHit&, const TypeSet&,
                                    std::string_view creates) const;
  // Chinese, in arguments_zh.cc.
  bool changes(const Reading&, const NounPhrase&) const;
  bool owned_with(const Reading&, const NounPhrase&) const;
  bool begins_with_yu(const Reading&, const NounPhrase&) const;
  bool ends_prepositional(const Reading&, std::size_t index) const;
  bool names_place(const Reading&, const NounPhrase&) const;
  bool is_predicate(const Reading&, std::size_t index) const;
  bool is_predicate_noun(const Reading&, const CueHit&, const NounPhrase&) const;
  bool is_object_before(const Reading&, const CueHit&, const NounPhrase&) const;
  std::optional<Argument> issued_later(const Reading&, const CueHit&, const TypeSet&) const;
  std::optional<Argument> verb_phrase(const Reading&, const CueHit&, const TypeSet&) const;
  // Chinese and English, in argument_actions.cc.
  std::optional<Argument> action(const Reading&, const CueHit&, const TypeSet&,
                                 std::string_view creates) const;
  std::vector<Argument> later_subject(const Reading&, const CueHit&, const TypeSet&) const;
  std::vector<Argument> stands_for(const Reading&, std::size_t index, const CueHit&,
                                   const TypeSet&) const;
  std::vector<Argument> clause_subject(const Reading&, const CueHit&, const TypeSet&) const;
  std::vector<Argument> result_of(const Reading&, const CueHit&, const TypeSet&) const;
  bool pivot(const Reading&, const NounPhrase&) const;
  ByteRange relative_before(const Reading&, const CueHit&) const;
  bool holds_relative(const Reading&, const NounPhrase&, const CueHit&) const;
  bool says_that(const Reading&, const Verb&, const NounPhrase&) const;
  // English, in arguments_en.cc.
  std::vector<Argument> english_object(const Reading&, const CueHit&, const FrameSlot&,
                                       const TypeSet&) const;
  std::vector<Argument> english_owner(const Reading&, const CueHit&, const TypeSet&) const;
  std::vector<Argument> english_owned(const Reading&, const CueHit&, std::size_t owner,
                                      const TypeSet&, std::string_view creates) const;
  std::vector<Argument> with_further_actions(const Reading&, const Argument& first, const TypeSet&,
                                             std::string_view creates) const;
  bool reduced_relative(const Reading&, std::uint32_t from, std::uint32_t to) const;
  bool may_cause(const Reading&, ByteRange phrase) const;
  Marker written_marker(const Reading&, const NounPhrase&) const;
  bool points_at_firm(const Reading&, ByteRange phrase) const;
  ByteRange with_of_phrase(const Reading&, ByteRange phrase) const;
  std::vector<Argument> absent_subject(const Reading&, const CueHit&, const TypeSet&) const;
  std::optional<Argument> policy_meant(const Reading&, ByteRange phrase) const;
  std::optional<Argument> plan_meant(const Reading&, ByteRange phrase) const;
  std::optional<Argument> antecedent(const Reading&, const TypeSet&, std::uint32_t before) const;
  // English, in argument_speakers.cc: the firm behind `from` that the sentence is said by, or else,
  // unless only a `speaker` is asked for, the first that does something there.
  std::optional<std::uint32_t> named_behind(const Reading&, std::uint32_t from, bool speaker) const;
  bool still_about_last(const Reading&) const;
  bool goes_on_from_above(const Reading&) const;
  std::optional<std::uint32_t> owner_in_front(const Reading&, const NounPhrase&) const;

  const AnnotatedText& text_;
  const Frames& frames_;
  const Ontology& ontology_;
  const SectionSubjects& sections_;
  const KoreanNouns& nouns_;
  struct Endpoints {
    TypeSet subjects;
    TypeSet objects;
  };
  const Endpoints& endpoints_of(const Frame& frame) const;
  mutable Span connected_in_;  // the sentence that connected_ is about
  mutable std::vector<std::optional<bool>> connected_;
  mutable std::map<std::string_view, Endpoints> endpoints_;  // by family, as they are met
  std::optional<std::uint32_t> last_firm_;  // the entity that the last sentence was about
  std::uint32_t last_block_ = 0;
  std::vector<Argument> last_plans_;  // the latest last
  std::uint32_t plan_block_ = 0;
  bool last_is_topic_ = false;  // nobody else has been spoken of since
};

// Empty when `to` is not behind `from`.
inline std::string_view text_between(std::string_view text, std::uint32_t from, std::uint32_t to) {
  return from >= to ? std::string_view() : text.substr(from, to - from);
}

}  // namespace sarye
