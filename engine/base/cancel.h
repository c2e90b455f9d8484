// What stops a piece of work before its end: a person (cancel), a clock (deadline) or a budget
// (memory, rows). Checked by every operator and every long loop; cheap enough for an inner batch.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/result.h"

namespace sarye {

// Set from another thread or from a signal handler; read by the work.
class CancelToken {
 public:
  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }
  void reset() { cancelled_.store(false, std::memory_order_relaxed); }
  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> cancelled_{false};
};

// The limits of one query or one load. Amounts are bytes, rows and milliseconds; 0 means no limit.
struct Limits {
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;
  std::uint64_t rows = 1'000'000;
  std::uint64_t timeout_ms = 60'000;
};

// One running piece of work against its limits. Threads of the same work share it.
class Budget {
 public:
  explicit Budget(const Limits& limits = {}, const CancelToken* token = nullptr)
      : limits_(limits), token_(token) {
    if (limits.timeout_ms != 0) {
      deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(limits.timeout_ms);
    }
  }

  const Limits& limits() const { return limits_; }

  // Errors: Cancelled; LimitReached when the time is up. Call every few hundred rows.
  Result<void> check() const {
    if (token_ != nullptr && token_->cancelled()) {
      return Error{ErrorCode::Cancelled, "cancelled"};
    }
    if (deadline_ && std::chrono::steady_clock::now() > *deadline_) {
      return Error{ErrorCode::LimitReached,
                   "the time limit of " + std::to_string(limits_.timeout_ms) + " ms was reached",
                   "raise it with --timeout or SET timeout, or ask for less"};
    }
    return {};
  }

  // Accounts for `bytes` more held by `who`. Errors: LimitReached, naming `who`.
  Result<void> take(std::uint64_t bytes, const char* who) {
    const std::uint64_t now = used_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    if (limits_.memory_bytes != 0 && now > limits_.memory_bytes) {
      return Error{ErrorCode::LimitReached,
                   "the memory limit of " + std::to_string(limits_.memory_bytes >> 20) +
                       " MiB was reached in " + who,
                   "raise it with --max-memory or SET max_memory, or ask for less"};
    }
    return {};
  }
  void give_back(std::uint64_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }
  std::uint64_t used() const { return used_.load(std::memory_order_relaxed); }

 private:
  Limits limits_;
  const CancelToken* token_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  std::atomic<std::uint64_t> used_{0};
};

}  // namespace sarye
