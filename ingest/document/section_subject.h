// Whom or what a block is about when its own sentence does not say: the entity that the headings
// and bullets above it, or its own label, name. Under a heading "◆ ACME" a bullet "- opened a
// plant" is about ACME.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/stage/annotated_text.h"

namespace sarye {

// The rule of a mention that is not at its place: the authority of the country that a label names.
inline constexpr std::string_view kPlaceAuthorityRule = "place-authority";

struct SectionSubject {
  std::uint32_t entity = 0;  // index into AnnotatedText::entities
  std::uint32_t block = 0;   // the heading, bullet or labelled block that names it
  bool own_label = false;    // named by the block's own label "(ACME) text"
};

class SectionSubjects {
 public:
  // Needs the layers Blocks and Names. Keeps nothing of `text`.
  explicit SectionSubjects(const AnnotatedText& text);

  // The nearest subject of `block` among the entities of `types`, or of any named type (Firm,
  // Product, Agency, Place, Person) when `types` is empty; nullopt: none.
  std::optional<SectionSubject> of(std::uint32_t block,
                                   const std::vector<std::string_view>& types = {}) const;

 private:
  struct Candidate {
    SectionSubject subject;
    std::string type;
  };
  std::vector<std::vector<Candidate>> by_block_;  // nearest first
};

}  // namespace sarye
