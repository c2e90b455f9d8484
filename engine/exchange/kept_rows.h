// What was made of the rows of a file while they were checked, so that the file need not be read
// and taken apart again.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

namespace sarye {

class KeptRows {
 public:
  // Of all files together, in bytes.
  static constexpr std::size_t kMost = std::size_t{256} << 20;

  // `taken`: bytes that all files take together, which is borrowed until the last row.
  void begin(std::atomic<std::size_t>& taken) { taken_ = &taken; }
  // Where the next row is to go. nullptr: rows are not kept, or no more, because they are too many.
  std::string* next_row() {
    if (taken_ == nullptr) return nullptr;
    if (!pieces_.empty() && pieces_.back().size() < full_) return &pieces_.back();
    return next_piece();
  }
  // All rows in some pieces, which are not there any more. Empty: they were not kept.
  std::vector<std::string> take();

 private:
  std::string* next_piece();

  std::atomic<std::size_t>* taken_ = nullptr;
  std::size_t full_ = 0;   // bytes of the piece that is being filled
  std::size_t bytes_ = 0;  // for which room was made
  std::vector<std::string> pieces_;
};

}  // namespace sarye
