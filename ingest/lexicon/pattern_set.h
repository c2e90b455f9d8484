// Which of several expressions may match a text: one pass over it finds the words that any of them
// needs, where each alone would go through all of it.
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
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

  // By expression; it matches nowhere in the part of `text` that begins there, for sure.
  std::vector<std::size_t> hopeless_from(std::string_view text) const {
    std::vector<std::size_t> from(always_.size(), 0);
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (always_[i]) from[i] = std::string_view::npos;
    }
    finder_.each(text, [&](std::size_t word, std::size_t at) {
      std::size_t& one = from[pattern_of_[word]];
      one = std::max(one, at + 1);
    });
    return from;
  }

 private:
  std::vector<std::string> words_;
  std::vector<std::size_t> pattern_of_;  // by word
  std::vector<bool> always_;             // nobody knows what it needs
  LiteralFinder finder_;
};

// A set that is made when it is asked for first: to read what its expressions need takes longer
// than many a text.
class PatternSetOnDemand {
 public:
  // `fill` adds the expressions. Safe from many threads.
  template <typename Fill>
  const PatternSet& get(Fill&& fill) const {
    std::call_once(*once_, [&] {
      fill(set_);
      set_.close();
    });
    return set_;
  }

 private:
  std::unique_ptr<std::once_flag> once_ = std::make_unique<std::once_flag>();
  mutable PatternSet set_;
};

}  // namespace sarye
