#include "engine/store/disk.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace sarye {
namespace {

Error disk_error(const std::filesystem::path& path, const char* doing) {
  const int code = errno;
  if (code == ENOSPC || code == EDQUOT) return disk_full(path, 0);
  return Error{code == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
               path.string() + ": " + doing + " failed: " + std::strerror(code),
               {}};
}

}  // namespace

Error disk_full(const std::filesystem::path& path, std::uint64_t bytes_left) {
  return Error{ErrorCode::DiskFull,
               "disk full: " + std::to_string(bytes_left) + " bytes left at " + path.string() +
                   "; nothing was stored, and what was stored before is safe",
               "make room, or move the store to a larger disk"};
}

Result<std::uint64_t> free_bytes(const std::filesystem::path& path) {
  struct statvfs disk {};
  if (statvfs(path.c_str(), &disk) != 0) return disk_error(path, "asking for free space");
  return std::uint64_t{disk.f_bavail} * disk.f_frsize;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return disk_error(path, "opening");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (in.bad()) return disk_error(path, "reading");
  return std::move(bytes).str();
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view text, bool sync) {
  const std::filesystem::path draft = path.string() + ".new";
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return disk_error(draft, "creating");
  std::size_t at = 0;
  bool fine = true;
  while (fine && at < text.size()) {
    const ssize_t written = ::write(file, text.data() + at, text.size() - at);
    fine = written > 0 || (written < 0 && errno == EINTR);
    if (written > 0) at += static_cast<std::size_t>(written);
  }
  fine = fine && (!sync || ::fsync(file) == 0);
  if (!fine) {
    Error error = disk_error(draft, "writing");
    ::close(file);
    ::unlink(draft.c_str());
    return error;
  }
  ::close(file);
  if (::rename(draft.c_str(), path.c_str()) != 0) return disk_error(path, "renaming");
  return sync ? sync_directory(path.parent_path()) : Result<void>();
}

Result<void> sync_directory(const std::filesystem::path& directory) {
  const std::filesystem::path where = directory.empty() ? "." : directory;
  const int file = ::open(where.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return disk_error(where, "opening");
  const bool fine = ::fsync(file) == 0;
  if (!fine) {
    Error error = disk_error(where, "syncing");
    ::close(file);
    return error;
  }
  ::close(file);
  return {};
}

}  // namespace sarye
