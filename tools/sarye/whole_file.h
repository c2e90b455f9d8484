// Files read and written whole.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace sarye {

// Errors: NotFound, or Io with the system's reason.
Result<std::string> read_whole_file(const std::string& file);

// Written beside its place and moved there, so that a file that is there is whole: after a failure
// the old one stands. Errors: DiskFull, Io.
Result<void> write_whole_file(const std::string& file, std::string_view content);

}  // namespace sarye
