// The stages in their order. All of them read one set of resources, which must outlive the
// pipeline.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "ingest/pipeline.h"
#include "ingest/stage/resources.h"

namespace sarye {

// For measuring what a stage is worth: the names of the parts that are left out. Their layers stay
// empty.
struct RecipeOptions {
  std::set<std::string, std::less<>> without;
};

// What `RecipeOptions::without` may name: `discovery` (names that no list has) and the stages that
// others can do without.
const std::vector<std::string_view>& optional_parts();

// Errors: Internal when a stage stands before what it needs; Rejected when a resource file that a
// stage reads is not well formed; Usage when `without` names no optional part.
Result<Pipeline> make_recipe(const Resources& resources, const RecipeOptions& options = {});

}  // namespace sarye
