#include "engine/exchange/given_ids.h"

#include <algorithm>

namespace sarye {

std::size_t GivenIds::set(const std::vector<std::int64_t>& ids, std::uint32_t first) {
  if (ids.empty()) return 0;
  const auto is_gap = [](std::int64_t a, std::int64_t b) {
    return static_cast<std::uint64_t>(b) - static_cast<std::uint64_t>(a) != 1;
  };
  if (std::adjacent_find(ids.begin(), ids.end(), is_gap) == ids.end()) {
    least_ = ids.front();
    first_ = first;
    in_a_row_ = ids.size();
    return ids.size();
  }
  const auto [least, most] = std::minmax_element(ids.begin(), ids.end());
  const std::uint64_t spread =
      static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(*least);
  const bool is_dense = spread < ids.size() * 4 + 1024;
  least_ = *least;
  if (is_dense) {
    places_.assign(static_cast<std::size_t>(spread) + 1, kNone);
  } else {
    sparse_.reserve(ids.size());
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::uint32_t place = first + static_cast<std::uint32_t>(i);
    if (!is_dense) {
      if (!sparse_.emplace(ids[i], place).second) return i;
      continue;
    }
    std::uint32_t& at = places_[static_cast<std::size_t>(static_cast<std::uint64_t>(ids[i]) -
                                                         static_cast<std::uint64_t>(least_))];
    if (at != kNone) return i;
    at = place;
  }
  return ids.size();
}

}  // namespace sarye
