#include "engine/base/helper_threads.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("Calls that wait for one another all run", "[base][threads]") {
  HelperThreads threads;
  std::mutex mutex;
  std::condition_variable changed;
  int arrived = 0;
  std::vector<std::future<void>> calls;
  for (int i = 0; i < 5; ++i) {
    calls.push_back(threads.start([&] {
      std::unique_lock lock(mutex);
      ++arrived;
      changed.notify_all();
      changed.wait(lock, [&] { return arrived == 5; });
    }));
  }
  for (auto& call : calls) call.get();
  CHECK(arrived == 5);
}

TEST_CASE("A thread that is free takes the next call", "[base][threads]") {
  HelperThreads threads;
  std::set<std::thread::id> ids;
  for (int i = 0; i < 20; ++i) {
    threads.start([&] { ids.insert(std::this_thread::get_id()); }).get();
    // A call is done a moment before its thread waits again.
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  CHECK(ids.size() < 20);
  CHECK(ids.count(std::this_thread::get_id()) == 0);
}

TEST_CASE("What a call throws comes out where it is waited for", "[base][threads]") {
  HelperThreads threads;
  auto call = threads.start([] { throw std::runtime_error("no"); });
  CHECK_THROWS_AS(call.get(), std::runtime_error);
  std::atomic<bool> ran{false};
  threads.start([&] { ran = true; }).get();
  CHECK(ran);
}
