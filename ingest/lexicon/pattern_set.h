// Which of several expressions may match a text: one pass over it finds the words that any of them
// needs, where each alone would go through all of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {

class PatternSet {
 public:
  // The expressions are known by the order in which they are added; before the first text.
  void add(const Pattern& pattern) {
    const std::vector<std::string> needed = pattern.needed();
    always_.push_back(needed.empty());
    pattern_of_.insert(pattern_of_.end(), needed.size(), always_.size() - 1);
    words_.insert(words_.end(), needed.begin(), needed.end());
  }
  void close() { finder_ = LiteralFinder(words_, LiteralFinder::Case::Ignored); }

  // By expression; false: it matches nowhere in `text` for sure.
  std::vector<bool> may_match(std::string_view text) const {
    std::vector<bool> may = always_;
    finder_.each(text, [&](std::size_t word, std::size_t) { may[pattern_of_[word]] = true; });
    return may;
  }

 private:
  std::vector<std::string> words_;
  std::vector<std::size_t> pattern_of_;  // by word
  std::vector<bool> always_;             // nobody knows what it needs
  LiteralFinder finder_;
};

}  // namespace sarye
