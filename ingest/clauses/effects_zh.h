// What a Chinese clause says that one thing does to another, by its verb alone:
// 供应紧缺带动价格上涨, 采购量扩大，将压低成本, and with the effect in front:
// 营收大增主要得益于海外市场的拓展.
#pragma once

#include <optional>
#include <vector>

#include "ingest/arguments/arguments.h"

namespace sarye {

class ChineseEffects {
 public:
  // Borrows all; `text` is read while relations are found.
  ChineseEffects(const AnnotatedText& text, const Frames& frames, const Ontology& ontology);

  // LEADS_TO of the sentence, in order of place. `used`: wordings that state a relation already.
  std::vector<ClauseRelation> find(const Reading& reading,
                                   const std::vector<ByteRange>& used) const;
  // What words that are said to be a cause, and an effect, name; `said`: they need not be something
  // that happens.
  std::optional<Argument> cause(const Reading&, ByteRange bytes, bool said) const;
  std::optional<Argument> told_in(const Reading&, ByteRange clause, bool forced) const;
  std::optional<Argument> effect(const Reading&, ByteRange bytes) const;

 private:
  using Relations = std::vector<ClauseRelation>;
  void effect_first(const Reading&, const std::vector<ByteRange>& clauses, std::size_t index,
                    Relations&) const;
  bool cause_first(const Reading&, const std::vector<ByteRange>& clauses, std::size_t index,
                   Relations&) const;
  void follows(const Reading&, const std::vector<ByteRange>& clauses, std::size_t index,
               const std::vector<ByteRange>& used, Relations&) const;
  bool names_something(const Reading&, ByteRange bytes) const;
  bool ends_in_change(std::string_view words) const;
  bool opens_with_measure(std::string_view block, ByteRange clause) const;
  void strikes(const Reading&, const std::vector<ByteRange>& clauses, std::size_t index,
               Relations&) const;
  ByteRange behind_whom(const Reading&, ByteRange bytes) const;
  bool without_figures(const Reading&, ByteRange& bytes) const;
  std::optional<Argument> subject_of(const Reading&, ByteRange clause) const;
  void put(Argument cause, Argument effect, ByteRange verb, Relations&) const;
  // The end of the longest word of the class at `at`; `at`: none stands there.
  std::uint32_t word_end(std::string_view block, std::string_view list, std::uint32_t at,
                         std::uint32_t end) const;
  bool ends_as_process(std::string_view words) const;

  const AnnotatedText& text_;
  const Frames& frames_;
  const TypeSet cause_types_;
  const TypeSet effect_types_;
  Frame frame_;  // what the statements are read as
};

}  // namespace sarye
