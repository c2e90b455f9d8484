#include "engine/exchange/kept_rows.h"

#include <algorithm>
#include <utility>

namespace sarye {

namespace {

// Few rows take little, many lie in few blocks of memory.
constexpr std::size_t kFirstPieceBytes = std::size_t{64} << 10;
constexpr std::size_t kPieceBytes = std::size_t{8} << 20;
constexpr std::size_t kRowBytes = 128;  // a row is not longer

}  // namespace

std::string* KeptRows::next_piece() {
  const std::size_t room = pieces_.empty() ? kFirstPieceBytes : kPieceBytes;
  bytes_ += room;
  if (taken_->fetch_add(room) + room > kMost) {
    taken_->fetch_sub(bytes_);
    taken_ = nullptr;
    std::vector<std::string>().swap(pieces_);
    return nullptr;
  }
  full_ = room - kRowBytes;
  pieces_.emplace_back().reserve(room);
  return &pieces_.back();
}

std::vector<std::string> KeptRows::take() {
  taken_ = nullptr;
  return std::exchange(pieces_, {});
}

}  // namespace sarye
