// What a word shows by itself, whatever stands around it, worked out once a text: the words of a
// text repeat, and most of them are nothing's name.
#pragma once

#include <string_view>
#include <unordered_map>

namespace sarye {

template <typename Facts>
class ByWord {
 public:
  // `work(word)` gives the facts of a word that is new. The word's bytes live as long as this; the
  // facts stay where they are.
  template <typename Work>
  const Facts& of(std::string_view word, Work&& work) {
    const auto [at, is_new] = known_.try_emplace(word);
    if (is_new) at->second = work(word);
    return at->second;
  }

 private:
  std::unordered_map<std::string_view, Facts> known_;
};

}  // namespace sarye
