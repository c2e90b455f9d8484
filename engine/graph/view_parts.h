// What those need who change views row by row: the places of parts, the mark of unfinished views,
// and the views that only they read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/store/store.h"

namespace sarye {

// First bytes of keys in Table::Graph, beside those of `View`.
inline constexpr std::string_view kIdentityView = "i";       // identity_state.h
inline constexpr std::string_view kColumnSummaryView = "y";  // type, name, range
inline constexpr std::string_view kTableSummaryView = "z";   // table of edges

// In how many parts a value of so many bytes lies, and the key of one.
std::size_t part_count(std::size_t bytes);
std::string part_key(std::string_view key, std::size_t part);

// The mark that views bear while they are written in several commits.
void mark_unfinished(WriteBatch& batch);
// The last commit: what is left in `batch`, which is empty afterwards, and the mark away where there
// was one.
Result<void> commit_last(Store& store, WriteBatch& batch, bool is_marked);

// Adds the changes of `more` to `batch`.
void append(WriteBatch& batch, const WriteBatch& more);

}  // namespace sarye
