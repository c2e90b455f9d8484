#include "engine/base/helper_threads.h"

#include <utility>

namespace sarye {

HelperThreads& HelperThreads::of_process() {
  static HelperThreads threads;
  return threads;
}

HelperThreads::~HelperThreads() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
    called_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
}

std::future<void> HelperThreads::start(std::function<void()> work) {
  std::packaged_task<void()> call(std::move(work));
  std::future<void> done = call.get_future();
  const std::lock_guard lock(mutex_);
  // A call is taken by a thread that waits, so that none stands behind another.
  if (waiting_ <= calls_.size()) threads_.emplace_back([this] { serve(); });
  calls_.push_back(std::move(call));
  called_.notify_one();
  return done;
}

void HelperThreads::serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++waiting_;
    called_.wait(lock, [&] { return ends_ || !calls_.empty(); });
    --waiting_;
    if (calls_.empty()) return;
    std::packaged_task<void()> call = std::move(calls_.front());
    calls_.pop_front();
    lock.unlock();
    call();
    lock.lock();
  }
}

}  // namespace sarye
