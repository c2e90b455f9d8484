// Passages that come and go, in the full-text index that is there: only their own terms are
// written, and those of segments that the new one takes in (text_index_writer.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/graph/view_patch.h"

namespace sarye {

struct TextChanges {
  std::map<std::uint32_t, std::string> texts;  // of passages that are new or may have changed
  std::set<std::uint32_t> gone;                // others
};

// `text_of` gives the text of a passage that stays. `statistics` is brought up to date. Errors:
// Damaged; those of the store and of `text_of`.
Result<void> patch_text_index(const TextChanges& changes,
                              const std::function<Result<std::string>(std::uint32_t)>& text_of,
                              TextStatistics& statistics, ViewPatch& patch);

}  // namespace sarye
