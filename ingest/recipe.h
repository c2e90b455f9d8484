// The stages in their order. All of them read one set of resources, which must outlive the
// pipeline.
#pragma once

#include "engine/base/result.h"
#include "ingest/pipeline.h"
#include "ingest/resources.h"

namespace sarye {

// Errors: Internal when a stage stands before what it needs; Rejected when a resource file that a
// stage reads is not well formed.
Result<Pipeline> make_recipe(const Resources& resources);

}  // namespace sarye
