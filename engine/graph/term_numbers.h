// Terms of many texts and their numbers, which ascend from 0 in the order in which terms come
// first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

class TermNumbers {
 public:
  std::uint32_t number(std::string_view term);

  std::size_t size() const { return ends_.size(); }
  // Lives until another term is asked for.
  std::string_view term(std::uint32_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(texts_).substr(begin, ends_[number] - begin);
  }

 private:
  struct Slot {
    std::uint64_t mark = kFree;  // of a term that may be this one; of a short one it is the term
    std::uint32_t number = 0;
  };
  static constexpr std::uint64_t kFree = 0;

  void grow();

  std::string texts_;
  std::vector<std::size_t> ends_;  // in texts_
  std::vector<Slot> slots_;        // a power of two, at most half of them taken
};

}  // namespace sarye
