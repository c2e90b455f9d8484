#include "engine/graph/text_order.h"

#include <algorithm>

namespace sarye {

namespace {

bool begins_before(const TextOrder::Entry& a, const TextOrder::Entry& b) {
  return a.beginning < b.beginning;
}

}  // namespace

bool TextOrder::add(const Column& column, std::uint32_t first) {
  if (column.values() == 0) return true;
  const std::span<const std::uint32_t> rows = column.rows_by_text();
  if (rows.size() != column.values()) return false;
  runs_.push_back(entries_.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    entries_.push_back({column.beginnings()[i], first + rows[i]});
  }
  values_ += rows.size();
  return true;
}

void TextOrder::finish() {
  const auto at = [this](std::size_t run) {
    return entries_.begin() +
           static_cast<std::ptrdiff_t>(run < runs_.size() ? runs_[run] : entries_.size());
  };
  for (std::size_t width = 1; width < runs_.size(); width *= 2) {
    for (std::size_t run = 0; run + width < runs_.size(); run += 2 * width) {
      std::inplace_merge(at(run), at(run + width), at(run + 2 * width), begins_before);
    }
  }
  runs_ = {};
  entries_.shrink_to_fit();
}

std::span<const TextOrder::Entry> TextOrder::candidates(std::string_view prefix) const {
  const auto [low, high] = beginnings_with(prefix);
  const auto begin =
      std::lower_bound(entries_.begin(), entries_.end(), Entry{low, 0}, begins_before);
  return {begin, std::upper_bound(begin, entries_.end(), Entry{high, 0}, begins_before)};
}

}  // namespace sarye
