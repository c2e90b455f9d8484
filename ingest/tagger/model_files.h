// The files that a tagger is read from, and a hash over all that was read.
#pragma once

#include <filesystem>
#include <string>

#include "engine/base/result.h"

namespace sarye {

class ModelFiles {
 public:
  explicit ModelFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The bytes of the file `name` (`model_baseline/crfw`).
  // Errors: NotFound  no such file, or it cannot be read
  Result<std::string> read(const std::string& name);

  // A Rejected error that names the file and what would work.
  Error rejected(const std::string& name, const std::string& what) const;

  // 32 hex digits over the names and bytes of what was read, in the order of reading.
  std::string hash() const;

 private:
  std::filesystem::path folder_;
  std::string read_so_far_;
};

}  // namespace sarye
