// Files of a store's directory: room on the disk, whole files written at once, and synced
// directories.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace sarye {

// "disk full: …", with the bytes that are left.
Error disk_full(const std::filesystem::path& path, std::uint64_t bytes_left);

// Bytes that this process may still write where `path` lies. Errors: Io.
Result<std::uint64_t> free_bytes(const std::filesystem::path& path);

// Errors: NotFound, Io.
Result<std::string> read_file(const std::filesystem::path& path);

// Writes `text` to a file beside `path` and renames it: whoever reads sees the old bytes or the new
// ones. With `sync`, the new ones survive a loss of power. Errors: DiskFull, Io.
Result<void> replace_file(const std::filesystem::path& path, std::string_view text, bool sync);

// The names in `directory` survive a loss of power from here on. Errors: Io.
Result<void> sync_directory(const std::filesystem::path& directory);

}  // namespace sarye
