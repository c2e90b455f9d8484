// Whom the figures of a Chinese text are said of. Chinese leaves a subject out once it is known: a
// figure without a firm of its own clause is of the firm that an earlier clause, sentence or
// paragraph begins with.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/document/section_subject.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct FigureSubject {
  std::uint32_t entity = 0;
  bool inherited = false;  // named in another sentence, or by a heading
};

class ChineseTopic {
 public:
  ChineseTopic(const AnnotatedText& text, const SectionSubjects& subjects)
      : text_(text), subjects_(subjects) {}

  // Takes up the names of a sentence; its figures are asked for before the next one begins.
  void begin(const Sentence& sentence);
  // The firm (or product, or place where only it is named) that a measure standing at `measure` of
  // the sentence is of; its figure stands at `figure`. Nothing where it is of several firms
  // together or, if industries have such a measure (`of_industries`), of a whole industry.
  std::optional<FigureSubject> subject_of(ByteRange measure, ByteRange figure,
                                          bool of_industries) const;
  // The first firm that begins a clause before `at`.
  std::optional<FigureSubject> leading_before(std::uint32_t at) const;
  // The product that is the last name before `at`.
  std::optional<FigureSubject> product_before(std::uint32_t at) const;
  // The names in coordination directly before `at`: 甲、乙和丙分别.
  std::vector<std::uint32_t> listed_before(std::uint32_t at) const;
  // What the rest of the text goes on about, as the sentence leaves it.
  void end(std::optional<std::uint32_t> observed);

 private:
  struct Name {
    std::uint32_t entity;
    ByteRange at;  // of the sentence
    bool firm;
    bool oblique;  // behind a preposition: 与甲合作
    bool leads;    // begins a clause
  };

  std::uint32_t clause_begin(std::uint32_t at) const;
  bool coordinated(std::size_t name) const;
  std::optional<FigureSubject> carried() const;

  const AnnotatedText& text_;
  const SectionSubjects& subjects_;
  const Sentence* sentence_ = nullptr;
  std::string_view body_;
  std::uint32_t dateline_ = 0;  // the end of (中央社记者…电)
  std::vector<Name> names_;
  std::optional<std::uint32_t> topic_;  // entity
  std::uint32_t topic_block_ = 0;
};

}  // namespace sarye
