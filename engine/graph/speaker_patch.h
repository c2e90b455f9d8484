// Speakers that come and go, in the view of their names.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/graph/view_patch.h"

namespace sarye {

// By number, less one: the name; nullopt: nobody says that this speaker said something any more.
// Errors: Damaged; those of the store.
Result<void> patch_speakers(const std::map<std::uint32_t, std::optional<std::string>>& speakers,
                            Manifest& manifest, ViewPatch& patch);

}  // namespace sarye
