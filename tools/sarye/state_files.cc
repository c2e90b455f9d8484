#include "tools/sarye/state_files.h"

#include <cstdlib>
#include <filesystem>

namespace sarye {

std::string history_file() {
  namespace fs = std::filesystem;
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  fs::path folder;
  if (state != nullptr && *state == '/') {
    folder = state;
  } else if (home != nullptr && *home != '\0') {
    folder = fs::path(home) / ".local" / "state";
  } else {
    return {};
  }
  folder /= "sarye";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return {};
  return (folder / "history").string();
}

}  // namespace sarye
