// A store whose n-th call fails: for tests that try every n and see that nothing is half done.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include "engine/store/store.h"

namespace sarye::test {

// Counts calls over a store, its snapshots and its cursors; the call whose number is `fail_at`
// fails with Io, before it does anything. 0 never fails.
class FaultStore final : public Store {
 public:
  enum class Calls { Reads, Commits, All };

  FaultStore(Store& inner, std::uint64_t fail_at, Calls which = Calls::All)
      : inner_(inner), faults_(std::make_shared<Faults>()) {
    faults_->fail_at = fail_at;
    faults_->which = which;
  }

  std::uint64_t calls() const { return faults_->calls; }
  bool failed() const { return faults_->fail_at != 0 && calls() >= faults_->fail_at; }

  std::unique_ptr<Snapshot> snapshot() const override {
    return std::make_unique<FaultSnapshot>(inner_.snapshot(), faults_);
  }
  Result<void> commit(const WriteBatch& batch) override {
    if (faults_->hits(Calls::Commits)) return fault("commit");
    return inner_.commit(batch);
  }
  Result<void> checkpoint(const std::filesystem::path& directory) override {
    if (faults_->hits(Calls::Commits)) return fault("checkpoint");
    return inner_.checkpoint(directory);
  }
  Result<std::uint64_t> approximate_bytes() const override { return inner_.approximate_bytes(); }

 private:
  struct Faults {
    std::atomic<std::uint64_t> calls{0};
    std::uint64_t fail_at = 0;
    Calls which = Calls::All;
    bool hits(Calls kind) {
      if (which != Calls::All && which != kind) return false;
      return ++calls == fail_at;
    }
  };
  static Error fault(const char* what) {
    return Error{ErrorCode::Io, std::string("injected fault in ") + what, {}};
  }

  class FaultCursor final : public Cursor {
   public:
    FaultCursor(std::unique_ptr<Cursor> inner, std::shared_ptr<Faults> faults)
        : inner_(std::move(inner)), faults_(std::move(faults)) {}
    Result<bool> next() override {
      if (faults_->hits(Calls::Reads)) return fault("next");
      return inner_->next();
    }
    std::string_view key() const override { return inner_->key(); }
    std::string_view value() const override { return inner_->value(); }

   private:
    std::unique_ptr<Cursor> inner_;
    std::shared_ptr<Faults> faults_;
  };

  class FaultSnapshot final : public Snapshot {
   public:
    FaultSnapshot(std::unique_ptr<Snapshot> inner, std::shared_ptr<Faults> faults)
        : inner_(std::move(inner)), faults_(std::move(faults)) {}
    Result<std::optional<std::string>> get(Table table, std::string_view key) const override {
      if (faults_->hits(Calls::Reads)) return fault("get");
      return inner_->get(table, key);
    }
    Result<std::vector<std::optional<std::string>>> multi_get(Table table,
                                                              std::span<const std::string> keys,
                                                              const Budget* budget) const override {
      if (faults_->hits(Calls::Reads)) return fault("multi_get");
      return inner_->multi_get(table, keys, budget);
    }
    Result<std::unique_ptr<Cursor>> scan(Table table, const KeyRange& range,
                                         const ScanOptions& options) const override {
      if (faults_->hits(Calls::Reads)) return fault("scan");
      auto cursor = inner_->scan(table, range, options);
      if (!cursor) return cursor;
      return std::unique_ptr<Cursor>(std::make_unique<FaultCursor>(std::move(*cursor), faults_));
    }

   private:
    std::unique_ptr<Snapshot> inner_;
    std::shared_ptr<Faults> faults_;
  };

  Store& inner_;
  std::shared_ptr<Faults> faults_;
};

}  // namespace sarye::test
