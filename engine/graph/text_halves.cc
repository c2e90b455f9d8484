#include "engine/graph/text_halves.h"

#include <chrono>
#include <utility>

namespace sarye {

namespace {

// So much may wait before who wants the second half waits too; for a while, because nobody may be
// there who takes it.
constexpr std::size_t kMuch = std::size_t{48} << 20;
constexpr std::chrono::milliseconds kWhile{20};

}  // namespace

// While nobody else reads. False: there is no more of the first half.
Result<bool> TextHalves::read_of_first(std::unique_lock<std::mutex>& lock, std::string& piece) {
  if (failed_) return *failed_;
  if (has_ended_ || left_ == 0) return false;
  is_reading_ = true;
  lock.unlock();
  auto more = read_(piece);
  lock.lock();
  is_reading_ = false;
  if (!more) {
    failed_ = more.error();
  } else if (*more) {
    cut(piece);
  } else {
    has_ended_ = true;
  }
  changed_.notify_all();
  return more;
}

void TextHalves::cut(std::string& piece) {
  if (piece.size() > left_) {
    behind_ = piece.substr(static_cast<std::size_t>(left_));
    piece.resize(static_cast<std::size_t>(left_));
  }
  left_ -= piece.size();
}

Result<bool> TextHalves::next_of_first(std::string& piece) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !waiting_.empty() || !is_reading_; });
  if (waiting_.empty()) return read_of_first(lock, piece);
  piece = std::move(waiting_.front());
  waiting_.pop_front();
  waiting_bytes_ -= piece.size();
  changed_.notify_all();
  return true;
}

Result<bool> TextHalves::next_of_second(std::string& piece) {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait_for(lock, kWhile, [&] { return waiting_bytes_ < kMuch; });
    changed_.wait(lock, [&] { return !is_reading_; });
    std::string of_first;
    auto more = read_of_first(lock, of_first);
    if (!more) return more;
    if (!*more) break;
    waiting_bytes_ += of_first.size();
    waiting_.push_back(std::move(of_first));
    changed_.notify_all();
  }
  if (!behind_.empty()) {
    piece = std::exchange(behind_, {});
    return true;
  }
  if (has_ended_) return false;
  lock.unlock();
  return read_(piece);
}

}  // namespace sarye
