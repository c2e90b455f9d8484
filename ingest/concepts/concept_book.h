// The concepts of one document: one local entity for each type and name, however often it is met.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/stage/annotated_text.h"

namespace sarye {

// Rules of mentions that rest on the head noun of their phrase (corpus/lexicon/heads.txt). What is
// called by some heads is news as it stands: 철강 관세.
constexpr std::string_view kHeadRule = "head";
constexpr std::string_view kCalledRule = "called";
inline bool is_named_by_head(const TextMention& mention) {
  return mention.rule == kHeadRule || mention.rule == kCalledRule;
}

// The words of a phrase as a name: without quotation marks, brackets and what stands in them, and
// double spaces.
std::string concept_name(std::string_view phrase);

// `bytes` with the Chinese quotation mark that pairs with one inside, where it stands directly in
// front or behind: “大圆柱”战略 for 大圆柱”战略.
ByteRange with_paired_marks(std::string_view block, ByteRange bytes);

class ConceptBook {
 public:
  // Knows the concepts that `text` has when it is first asked for one of their type. Borrows
  // `text`; others add no entities after that.
  explicit ConceptBook(AnnotatedText& text) : text_(text) {}

  // The entity with this type and name, made when there is none yet.
  std::uint32_t entity(std::string_view type, std::string_view name, Language language);
  // Another name for it: an acronym in brackets, a wording of the thesaurus.
  void add_name(std::uint32_t entity, EntityName name);
  // An entity whose key the resources fix.
  std::uint32_t curated(const LocalEntity& listed);
  // The entity with this curated key under `type`; nullptr: there is none yet.
  const std::uint32_t* find_curated(std::string_view type, std::string_view key) const;
  // Index into entities, or nullptr when no concept has this name under `type`.
  const std::uint32_t* find(std::string_view type, std::string_view name) const;

  void mention(Span span, std::uint32_t entity, std::string_view rule, int confidence);

 private:
  AnnotatedText& text_;
  void open(std::string_view type) const;
  using Entities = std::unordered_map<std::string, std::uint32_t>;  // only looked up
  mutable Entities by_name_;                                        // type and name key
  mutable Entities by_key_;                                         // type and curated key
  mutable std::vector<std::string> opened_;                         // types
};

// Puts the mentions of a text in order of place, those that begin together longest first, and
// leaves out repeated ones.
void sort_mentions(AnnotatedText& text);

// How a name is written: Hangul is Korean, Han Chinese (Traditional where it shows), else English.
NameTag name_tag_of(std::string_view name);

}  // namespace sarye
