// What a Chinese sentence says that is done so that something comes about: 扩建产线以降低成本;
// 推行会员制，从而提升复购率. The first part becomes a strategy, or is a concept already.
#pragma once

#include <optional>
#include <vector>

#include "ingest/arguments/arguments.h"

namespace sarye {

class ChineseChains {
 public:
  // Borrows all; `text` is read while relations are found.
  ChineseChains(const AnnotatedText& text, const Frames& frames, const Ontology& ontology);

  // LEADS_TO between what is done, or changes, and what it brings about, in order of place. `used`:
  // wordings that state a relation already.
  std::vector<ClauseRelation> find(const Reading& reading,
                                   const std::vector<ByteRange>& used) const;

 private:
  struct Link {
    std::uint32_t at;      // where 以, 从而 begins
    std::uint32_t effect;  // behind it
    bool explicit_link;    // no bare comma
  };
  std::vector<Link> links(const Reading&) const;
  bool changes(const Reading&, ByteRange clause) const;
  std::optional<Argument> done(const Reading&, const Link&, const std::vector<Link>& all) const;
  std::optional<Argument> brought_about(const Reading&, const Link&, ByteRange& verb) const;
  // The longest word of the list that stands at `at`; empty: none.
  static ByteRange word_at(std::string_view block, const Reading&, const WordSet& list,
                           std::uint32_t at);

  const AnnotatedText& text_;
  const Frames& frames_;
  const WordSet& reach_;
  const WordSet& alter_;
  const TypeSet cause_types_;
  const TypeSet effect_types_;
  Frame frame_;  // what the statements of such clauses are read as
};

}  // namespace sarye
