// What can be measured: revenue, market share, sales volume ... with their wordings in three
// languages (corpus/lexicon/measures.tsv).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/result.h"
#include "ingest/lexicon/by_first_character.h"

namespace sarye {

// Which numbers a measure takes.
enum class MeasureKind : std::uint8_t { Money, Share, Count, Any };

struct Measure {
  std::string id;    // operating-income
  std::string name;  // operating income
  MeasureKind kind = MeasureKind::Any;

  // Whether a number with this unit can be of this measure; `currency` is empty but for money.
  bool takes(std::string_view unit, std::string_view currency) const;
};

struct MeasureMatch {
  ByteRange bytes;
  std::size_t measure = 0;  // index into Measures::all()
};

class Measures {
 public:
  // Errors: Rejected, with the line: too few columns, an id twice, a wording of two measures.
  static Result<Measures> parse(std::string_view text, std::string_view file);

  const std::vector<Measure>& all() const { return measures_; }

  // The longest wordings in `text`, from left to right. Latin wordings stand between word borders,
  // without regard to case.
  std::vector<MeasureMatch> find(std::string_view text) const;
  // The measure that `label` names as a whole or with the words around it ("매출 합계"): the
  // longest.
  std::optional<MeasureMatch> best(std::string_view label) const;

 private:
  struct Wording {
    std::string text;  // lower case
    std::size_t measure;
  };
  std::vector<Measure> measures_;
  ByFirstCharacter<Wording> wordings_;  // longest first
};

}  // namespace sarye
