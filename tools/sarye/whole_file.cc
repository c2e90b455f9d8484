#include "tools/sarye/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace sarye {

namespace {

Error io_error(const std::string& file, const char* what, int code) {
  if (code == ENOSPC || code == EDQUOT) {
    return {ErrorCode::DiskFull, "disk full: " + file + " " + what,
            "free some space and try again"};
  }
  return {ErrorCode::Io, file + " " + what + ": " + std::strerror(code),
          "check the folder and its permissions"};
}

// What a link leads to, whether it is there or not.
std::string behind_links(const std::string& name) {
  constexpr int kMostLinks = 40;
  std::error_code error;
  std::filesystem::path path = name;
  for (int i = 0; i < kMostLinks && std::filesystem::is_symlink(path, error); ++i) {
    path = path.parent_path() / std::filesystem::read_symlink(path, error);
  }
  return path.string();
}

}  // namespace

Result<std::string> read_whole_file(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return Error{ErrorCode::NotFound, "there is no file " + file, "check the path"};
  }
  if (std::filesystem::is_directory(file, ignored)) {
    return Error{ErrorCode::Usage, file + " is a folder, not a file", "name a file in it"};
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return io_error(file, "cannot be read", errno == 0 ? EIO : errno);
  return text.str();
}

Result<void> write_whole_file(const std::string& name, std::string_view content) {
  // A device or a pipe (/dev/stdout) is written as it is.
  std::error_code ignored;
  const std::string file = behind_links(name);
  const bool in_place = std::filesystem::exists(name, ignored) &&
                        !std::filesystem::is_regular_file(name, ignored) &&
                        !std::filesystem::is_directory(name, ignored);
  const std::string beside = in_place ? name : file + ".tmp";
  const int made = in_place ? 0 : O_CREAT | O_TRUNC;
  const int descriptor = ::open(beside.c_str(), O_WRONLY | made | O_CLOEXEC, 0666);
  if (descriptor < 0) return io_error(file, "cannot be written", errno);
  int failure = 0;
  while (!content.empty() && failure == 0) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written >= 0)
      content.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      failure = errno;
  }
  // Not every file system can sync (a pipe, a device): that is no reason to lose the file.
  if (failure == 0 && ::fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS) {
    failure = errno;
  }
  if (::close(descriptor) != 0 && failure == 0) failure = errno;
  if (failure == 0 && !in_place && std::rename(beside.c_str(), file.c_str()) != 0) failure = errno;
  if (failure == 0) return {};
  if (!in_place) ::unlink(beside.c_str());
  return io_error(file, "cannot be written", failure);
}

}  // namespace sarye
