// From the numbers that a file gives its nodes to their places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sarye {

class GivenIds {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  // `ids` belong to the places from `first` up. Returns how many were taken: the next one, if there
  // is one, stands twice.
  std::size_t set(const std::vector<std::int64_t>& ids, std::uint32_t first);

  // kNone: there is no such id.
  std::uint32_t place(std::int64_t id) const {
    const std::uint64_t at = static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(least_);
    if (at < in_a_row_) return first_ + static_cast<std::uint32_t>(at);
    if (!sparse_.empty()) {
      const auto found = sparse_.find(id);
      return found == sparse_.end() ? kNone : found->second;
    }
    return at < places_.size() ? places_[at] : kNone;
  }

 private:
  std::int64_t least_ = 0;
  std::uint64_t in_a_row_ = 0;         // ids, where each is one more than that before: most often
  std::uint32_t first_ = 0;            // place of the least of these
  std::vector<std::uint32_t> places_;  // by id, where they lie close together
  std::unordered_map<std::int64_t, std::uint32_t> sparse_;
};

}  // namespace sarye
