// A long text that comes in pieces, taken by two threads side by side: one has it up to some byte,
// the other what is behind that.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "engine/base/result.h"

namespace sarye {

class TextHalves {
 public:
  // Puts the next piece in place of what `piece` holds. False: there is none.
  using Read = std::function<Result<bool>(std::string& piece)>;

  // `read` is called by one thread at a time. The first half has `first` bytes, some of which wait
  // in memory, because who wants the second half reads past them: all, if nobody takes them.
  TextHalves(Read read, std::uint64_t first) : read_(std::move(read)), left_(first) {}

  // Each by one thread, as `read` is called. An error of `read` is told to both.
  Result<bool> next_of_first(std::string& piece);
  Result<bool> next_of_second(std::string& piece);

 private:
  Result<bool> read_of_first(std::unique_lock<std::mutex>& lock, std::string& piece);
  void cut(std::string& piece);

  Read read_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t left_;  // bytes of the first half that were not read yet
  bool is_reading_ = false;
  bool has_ended_ = false;
  std::optional<Error> failed_;
  std::deque<std::string> waiting_;  // of the first half
  std::size_t waiting_bytes_ = 0;
  std::string behind_;  // of the second, which came with the first
};

}  // namespace sarye
