#include "ingest/tagger/model_files.h"

#include <fstream>
#include <system_error>

#include "engine/store/sha256.h"

namespace sarye {
namespace {

constexpr const char* kHint =
    "install python3-jieba again, or switch the tagger off with SARYE_ZH_TAGGER=off";

}  // namespace

Result<std::string> ModelFiles::read(const std::string& name) {
  const auto file = folder_ / name;
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  std::string bytes;
  if (!failed) {
    bytes.resize(size);
    std::ifstream in(file, std::ios::binary);
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!in) failed = std::make_error_code(std::errc::io_error);
  }
  if (failed) {
    return Error{ErrorCode::NotFound, file.string() + ": " + failed.message(), kHint};
  }
  read_so_far_ += name + '\0' + to_hex(sha256(bytes)) + '\n';
  return bytes;
}

Error ModelFiles::rejected(const std::string& name, const std::string& what) const {
  return {ErrorCode::Rejected, (folder_ / name).string() + ": " + what, kHint};
}

std::string ModelFiles::hash() const {
  return to_hex(sha256(read_so_far_)).substr(0, 32);
}

}  // namespace sarye
