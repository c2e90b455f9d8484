#include "engine/executor/gather.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <future>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "engine/base/helper_threads.h"

namespace sarye {

namespace {

// Rows of a part, at most. A whole batch for each thread would leave one of them with the hubs.
constexpr std::size_t kMostRows = 256;
// Parts that may be dealt out and not yet given, for each thread; batches that may wait.
constexpr std::size_t kPartsAhead = 32;
constexpr std::size_t kMostWaiting = 64;

class DealtRowsOperator final : public Operator {
 public:
  DealtRowsOperator(QueryContext& context, const DealtRows& dealt)
      : Operator(context), dealt_(dealt) {}

 private:
  Result<bool> produce(Batch& out) override {
    if (given_ || dealt_.rows.empty()) return false;
    given_ = true;
    out = dealt_.rows;
    return true;
  }
  void rewind() override { given_ = false; }

  const DealtRows& dealt_;
  bool given_ = false;
};

class GatherOperator final : public Operator {
 public:
  GatherOperator(QueryContext& context, GatherParts parts)
      : Operator(context),
        parts_(std::move(parts)),
        threads_(static_cast<std::size_t>(std::max(context.threads, 1))),
        window_(kPartsAhead * threads_) {}
  ~GatherOperator() override { stop(); }

 private:
  // What becomes of some rows of the source; guarded by `mutex_`.
  struct Part {
    std::deque<Batch> ready;
    std::optional<Error> error;
    bool done = false;
  };
  using PartPtr = std::shared_ptr<Part>;

  Result<bool> produce(Batch& out) override {
    if (!begun_) begun_ = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    for (;;) {
      if (thrown_) std::rethrow_exception(thrown_);
      if (!waiting_.empty()) {
        Part& first = *waiting_.front();
        if (!first.ready.empty()) {
          out = std::move(first.ready.front());
          first.ready.pop_front();
          --ready_;
          changed_.notify_all();
          return true;
        }
        if (first.error) return *first.error;
        if (first.done) {
          waiting_.pop_front();
          changed_.notify_all();
          continue;
        }
      } else if (all_dealt_) {
        lock.unlock();
        finish();
        return false;
      }
      // Nothing to give yet: work, where a part may be begun or goes on.
      if (own_ != nullptr) {
        if (own_ == waiting_.front() || ready_ < kMostWaiting) {
          lock.unlock();
          if (!step(parts_.first, *own_)) {
            own_ = nullptr;
            start_help();
          }
          lock.lock();
          continue;
        }
      } else if (!all_dealt_ && waiting_.size() < window_) {
        lock.unlock();
        own_ = deal(parts_.first);
        lock.lock();
        continue;
      }
      changed_.wait(lock);
    }
  }

  void rewind() override {
    stop();
    parts_.source->restart();
    waiting_.clear();
    ready_ = 0;
    own_ = nullptr;
    all_dealt_ = stopped_ = false;
    rows_ = Batch();
    at_ = 0;
    dealt_ = 0;
    begun_.reset();
  }

  // Readies the pipeline for the next part; nullptr: there is none.
  PartPtr deal(Pipeline& pipeline) {
    const std::lock_guard source_lock(source_mutex_);
    auto part = std::make_shared<Part>();
    if (at_ == rows_.size()) {
      auto more = parts_.source->next(rows_);
      at_ = 0;
      if (!more || !*more) {
        rows_ = Batch();
        const std::lock_guard lock(mutex_);
        if (!more) {
          part->error = more.error();
          waiting_.push_back(part);
        }
        all_dealt_ = true;
        changed_.notify_all();
        return nullptr;
      }
    }
    const std::size_t share =
        std::clamp(rows_.size() / (4 * threads_), context_.sharing.least_part, kMostRows);
    const std::size_t end = std::min(rows_.size(), at_ + share);
    if (end - at_ == rows_.size()) {
      pipeline.dealt->rows = rows_;
    } else {
      std::vector<std::uint32_t> picked;
      picked.reserve(end - at_);
      for (std::size_t row = at_; row < end; ++row) {
        picked.push_back(static_cast<std::uint32_t>(row));
      }
      pipeline.dealt->rows = rows_.gather(std::move(picked));
    }
    dealt_ += end - at_;
    at_ = end;
    pipeline.top->restart();
    const std::lock_guard lock(mutex_);
    waiting_.push_back(part);
    return part;
  }

  // One more batch of the part. False: it is done.
  bool step(Pipeline& pipeline, Part& part) {
    Batch made;
    auto more = pipeline.top->next(made);
    const std::lock_guard lock(mutex_);
    const bool goes_on = more && *more;
    if (goes_on) {
      part.ready.push_back(std::move(made));
      ++ready_;
    } else if (more) {
      part.done = true;
    } else {
      part.error = more.error();
    }
    changed_.notify_all();
    return goes_on;
  }

  void start_help() {
    if (helped_ || threads_ < 2 || !is_worth_help()) return;
    helped_ = true;
    for (std::size_t i = 1; i < threads_; ++i) {
      copies_.push_back(std::make_unique<Pipeline>(parts_.another()));
      try {
        helpers_.push_back(HelperThreads::of_process().start(
            [this, copy = copies_.back().get()] { try_help(*copy); }));
      } catch (const std::system_error&) {
        return;  // no thread to be had: fewer do the same
      }
    }
  }

  // By what has become of the rows that were dealt out so far.
  bool is_worth_help() {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - *begun_;
    if (taken >= context_.sharing.patience) return true;
    if (taken < context_.sharing.first_look) return false;
    const std::lock_guard source_lock(source_mutex_);
    const auto dealt = static_cast<double>(dealt_);
    return dealt > 0 && taken * ((parts_.rows - dealt) / dealt) >= context_.sharing.patience;
  }

  void try_help(Pipeline& pipeline) {
    try {
      help(pipeline);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      thrown_ = std::current_exception();
      changed_.notify_all();
    }
  }

  void help(Pipeline& pipeline) {
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        changed_.wait(
            lock, [&] { return stopped_ || thrown_ || all_dealt_ || waiting_.size() < window_; });
        if (stopped_ || thrown_ || all_dealt_) return;
      }
      const PartPtr part = deal(pipeline);
      if (part == nullptr) return;
      do {
        std::unique_lock lock(mutex_);
        changed_.wait(
            lock, [&] { return stopped_ || ready_ < kMostWaiting || part == waiting_.front(); });
        if (stopped_ || thrown_) return;
      } while (step(pipeline, *part));
    }
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
      changed_.notify_all();
    }
    for (std::future<void>& helper : helpers_) helper.wait();
    helpers_.clear();
    copies_.clear();
    helped_ = false;
  }

  void finish() {
    for (std::future<void>& helper : helpers_) helper.wait();
    helpers_.clear();
    for (const auto& copy : copies_) {
      for (std::size_t i = 0; i < copy->operators.size(); ++i) {
        parts_.first.operators[i]->add_profile(copy->operators[i]->profile());
      }
    }
    copies_.clear();
  }

  GatherParts parts_;
  std::size_t threads_;
  std::size_t window_;
  std::optional<std::chrono::steady_clock::time_point> begun_;
  bool helped_ = false;
  std::vector<std::unique_ptr<Pipeline>> copies_;
  std::vector<std::future<void>> helpers_;

  std::mutex source_mutex_;  // taken before `mutex_`
  Batch rows_;               // of the source
  std::size_t at_ = 0;       // the first of them that is not dealt out
  std::size_t dealt_ = 0;    // of all that came

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<PartPtr> waiting_;  // dealt out and not yet given, in order
  std::size_t ready_ = 0;        // batches in them
  PartPtr own_;                  // that of the thread which asks for rows
  bool all_dealt_ = false;
  bool stopped_ = false;
  std::exception_ptr thrown_;  // by a thread of help
};

}  // namespace

OperatorPtr make_dealt_rows(QueryContext& context, const DealtRows& dealt) {
  return std::make_unique<DealtRowsOperator>(context, dealt);
}

OperatorPtr make_gather(QueryContext& context, GatherParts parts) {
  return std::make_unique<GatherOperator>(context, std::move(parts));
}

}  // namespace sarye
