#include "engine/graph/speaker_patch.h"

#include <vector>

#include "engine/base/strong_id.h"
#include "engine/graph/columns.h"
#include "engine/graph/view_rows.h"

namespace sarye {

namespace {

using Texts = std::map<std::uint32_t, std::string>;  // by place in the range

Result<Texts> read_range(const Snapshot& snapshot, std::uint32_t range) {
  Texts out;
  auto bytes = read_parts(snapshot, Table::Graph, string_range_key(range));
  if (!bytes) return bytes.error();
  if (!*bytes) return out;
  auto column = Column::decode(**bytes, kRangeSize);
  if (!column) return column.error();
  for (std::uint32_t row = 0; row < column->size(); ++row) {
    if (column->has(row)) out.emplace(row, column->text(row));
  }
  return out;
}

}  // namespace

Result<void> patch_speakers(const std::map<std::uint32_t, std::optional<std::string>>& speakers,
                            Manifest& manifest, ViewPatch& patch) {
  if (speakers.empty()) return {};
  std::map<std::uint32_t, Texts> ranges;
  const auto range_of = [&](std::uint32_t range) -> Result<Texts*> {
    const auto known = ranges.find(range);
    if (known != ranges.end()) return &known->second;
    auto texts = read_range(patch.before(), range);
    if (!texts) return texts.error();
    return &ranges.emplace(range, std::move(*texts)).first->second;
  };
  for (const auto& [place, text] : speakers) {
    auto texts = range_of(place >> kRangeBits);
    if (!texts) return texts.error();
    const std::uint32_t row = place & (kRangeSize - 1);
    manifest.attribution_texts -= static_cast<std::uint32_t>((*texts)->erase(row));
    if (!text) continue;
    (*texts)->emplace(row, *text);
    ++manifest.attribution_texts;
  }
  const auto ranges_of = [](std::uint32_t count) { return (count + kRangeSize - 1) >> kRangeBits; };
  const std::uint32_t old_ranges = ranges_of(manifest.attributions);
  std::uint32_t last = std::max(old_ranges, (speakers.rbegin()->first >> kRangeBits) + 1);
  manifest.attributions = 0;
  for (; last > 0; --last) {  // ranges behind the last speaker are not kept
    auto texts = range_of(last - 1);
    if (!texts) return texts.error();
    if ((*texts)->empty()) continue;
    manifest.attributions = (last - 1) * kRangeSize + (*texts)->rbegin()->first + 1;
    break;
  }
  for (std::uint32_t range = last; range < old_ranges; ++range) {
    auto done = patch.parts(Table::Graph, string_range_key(range), std::nullopt);
    if (!done) return done;
  }
  for (std::uint32_t range = 0; range < last; ++range) {
    if (range < old_ranges && ranges.find(range) == ranges.end()) continue;
    auto texts = range_of(range);
    if (!texts) return texts.error();
    std::vector<Value> values;
    std::vector<ColumnCell> cells;
    values.reserve((*texts)->size());
    for (const auto& [row, text] : **texts) {
      values.emplace_back(text);
      cells.push_back({row, &values.back()});
    }
    if (auto done = patch.parts(Table::Graph, string_range_key(range), encode_column(cells));
        !done) {
      return done;
    }
  }
  return {};
}

}  // namespace sarye
