// What Korean nouns name by their last word: something that happens (생산 확대), or somebody who
// acts (배터리 업체). A new concept that causes something is the first and never the second.
#pragma once

#include <string>
#include <string_view>

#include "ingest/lexicon/frames.h"

namespace sarye {

class KoreanNouns {
 public:
  // The classes `process`, `change`, `strategic`, `deed` and `actor`, and the verbal nouns of all
  // frames.
  explicit KoreanNouns(const Frames& frames);

  bool is_process(std::string_view name) const;
  // A noun of what something turns into: 무인화, 고령화.
  bool is_becoming(std::string_view name) const;
  // A noun of what is measured: 수익성, 점유율, 운영비.
  bool is_measured(std::string_view name) const;
  bool is_actor(std::string_view name) const;

 private:
  WordSet process_;
  WordSet actors_;
};

}  // namespace sarye
