// `mem:`, a store without a disk: for tests, for the conformance runner and for what lives as long
// as one process. The state is a persistent tree, so a snapshot is a pointer and emptying it costs
// nothing but the rows' own memory.
#pragma once

#include <memory>

#include "engine/store/store.h"

namespace sarye {

class MemoryStore final : public Store {
 public:
  MemoryStore();
  ~MemoryStore() override;

  std::unique_ptr<Snapshot> snapshot() const override;
  Result<void> commit(const WriteBatch& batch) override;
  Result<void> checkpoint(const std::filesystem::path& directory) override;
  Result<std::uint64_t> approximate_bytes() const override;

  // Empties all tables. Snapshots taken before keep what they saw.
  void clear();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sarye
