// Wordings of Chinese texts beside which firms are named: who has a chairman, a turnover or shares
// to sell; full names with their legal form; words that only firms end in. In Simplified
// characters.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/lexicon/pattern.h"

namespace sarye {

// What stands behind a name.
struct ContextSign {
  const char* name;
  bool anchor;
  Pattern pattern;  // begins where the name ends
};
const std::vector<ContextSign>& context_signs_behind();

enum class ContextWording : std::uint8_t {
  FullName,  // the end of a full name: 股份有限公司
  FirmWord,  // what only firms are called: 集团, 重工
  Foreign,   // listed in Taiwan and registered elsewhere: -KY
  Apposed,   // 供应商云岭，; the first group: the name and perhaps more
  Quoted     // 收购“云岭”; the first group: the name
};

// Those of one text, told apart in one pass over it.
class ContextSignsIn {
 public:
  ContextSignsIn() = default;
  // Borrows the text.
  explicit ContextSignsIn(std::string_view text);

  std::vector<PatternMatch> find_all(const ContextSign& sign) const;
  std::vector<PatternMatch> find_all(ContextWording wording) const;

 private:
  std::string_view text_;
  std::vector<bool> may_stand_;
};

}  // namespace sarye
