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
    if (places_.empty()) {
      const auto found = sparse_.find(id);
      return found == sparse_.end() ? kNone : found->second;
    }
    const std::uint64_t at = static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(least_);
    return at < places_.size() ? places_[at] : kNone;
  }

 private:
  std::int64_t least_ = 0;
  std::vector<std::uint32_t> places_;  // by id, where they lie close together: they do mostly
  std::unordered_map<std::int64_t, std::uint32_t> sparse_;
};

}  // namespace sarye
