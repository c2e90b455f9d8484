// One step of a running plan. Rows are pulled: `next` asks the inputs for what it needs. Every
// operator checks the query's budget in each call, counts what it gives, and drops the slots that
// nobody above it reads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/batch.h"
#include "engine/executor/null_drops.h"
#include "engine/executor/query_context.h"

namespace sarye {

// What one operator did. Times include its inputs.
struct OperatorProfile {
  std::uint64_t rows = 0;  // given, weights counted
  std::uint64_t batches = 0;
  std::uint64_t nanoseconds = 0;   // 0 unless profiling
  std::uint64_t edges_seen = 0;    // adjacency entries looked at
  std::uint64_t edges_left = 0;    // of those, with a surviving assertion
  std::uint64_t edges_passed = 0;  // of those, past SUPPORTED BY and DISPUTED
  std::string why_empty;           // why it gave no row, where the operator itself found out
  std::uint64_t graph_nodes = 0;   // of a MeasureGraph, which gives no rows
  std::uint64_t graph_edges = 0;
  // Of the edges that failed SUPPORTED BY: the most units that one has, and how many have as many.
  std::int64_t most_units = 0;
  std::uint64_t edges_with_most = 0;
  std::vector<NullDrop> null_drops;  // in the order of the predicates

  void missed_support(std::int64_t units) {
    if (units > most_units) {
      most_units = units;
      edges_with_most = 0;
    }
    if (units == most_units) ++edges_with_most;
  }

  // Adds what a copy of the operator did side by side with it; of the times the longer one counts.
  void add(const OperatorProfile& copy);
};

class Operator {
 public:
  using Inputs = std::vector<std::unique_ptr<Operator>>;

  explicit Operator(QueryContext& context, Inputs inputs = {})
      : context_(context), inputs_(std::move(inputs)) {}
  virtual ~Operator();
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;

  // The next rows, at least one, in `out`; false at the end. Errors: those of the budget
  // (Cancelled, LimitReached), of expressions, of reading the graph.
  Result<bool> next(Batch& out);

  // From the first row again: for the inner side of an Apply, whose outer row has changed.
  void restart();

  // Set by the builder: a byte a slot; and whether times are taken.
  void set_live(std::vector<std::uint8_t> live) { live_ = std::move(live); }
  void set_timed(bool timed) { timed_ = timed; }
  const OperatorProfile& profile() const { return profile_; }
  void add_profile(const OperatorProfile& copy) { profile_.add(copy); }

 protected:
  virtual Result<bool> produce(Batch& out) = 0;
  virtual void rewind() = 0;

  Operator& input(std::size_t i = 0) { return *inputs_[i]; }
  std::size_t input_count() const { return inputs_.size(); }
  void adopt(std::unique_ptr<Operator> input) { inputs_.push_back(std::move(input)); }
  // Bytes held besides batches under way: replaces what was said before. Errors: LimitReached.
  Result<void> hold(std::uint64_t bytes, const char* who);

  QueryContext& context_;
  OperatorProfile profile_;

 private:
  Inputs inputs_;
  std::vector<std::uint8_t> live_;
  std::uint64_t held_ = 0;
  bool timed_ = false;
};

using OperatorPtr = std::unique_ptr<Operator>;

}  // namespace sarye
