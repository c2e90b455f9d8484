// Threads that help with what is under way and then wait for the next call: to wake one costs less
// than to start it, and it keeps the memory that it has touched.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace sarye {

class HelperThreads {
 public:
  // Those of the process, which end with it.
  static HelperThreads& of_process();

  HelperThreads() = default;
  ~HelperThreads();
  HelperThreads(const HelperThreads&) = delete;
  HelperThreads& operator=(const HelperThreads&) = delete;

  // Runs `work` at once, on a thread that waits or else a new one; it may block as it likes. What
  // it throws comes out of the future. Throws std::system_error when there is no thread to be had.
  std::future<void> start(std::function<void()> work);

 private:
  void serve();

  std::mutex mutex_;
  std::condition_variable called_;
  std::deque<std::packaged_task<void()>> calls_;
  std::size_t waiting_ = 0;
  bool ends_ = false;
  std::vector<std::thread> threads_;
};

// Work that others do for one scope, which does not end before they have, also when it is left by
// an exception.
class ScopedHelp {
 public:
  ScopedHelp() = default;
  ~ScopedHelp() {
    for (std::future<void>& one : running_) {
      if (one.valid()) one.wait();
    }
  }
  ScopedHelp(const ScopedHelp&) = delete;
  ScopedHelp& operator=(const ScopedHelp&) = delete;

  // Throws std::system_error when there is no thread to be had.
  void start(std::function<void()> work) {
    running_.reserve(running_.size() + 1);
    running_.push_back(HelperThreads::of_process().start(std::move(work)));
  }
  // Waits for all, and throws what one of them has thrown.
  void finish() {
    for (std::future<void>& one : running_) one.get();
    running_.clear();
  }

 private:
  std::vector<std::future<void>> running_;
};

}  // namespace sarye
