#include "engine/executor/operator.h"

#include <algorithm>
#include <chrono>

namespace sarye {

void OperatorProfile::add(const OperatorProfile& copy) {
  rows += copy.rows;
  batches += copy.batches;
  nanoseconds = std::max(nanoseconds, copy.nanoseconds);
  edges_seen += copy.edges_seen;
  edges_left += copy.edges_left;
  edges_passed += copy.edges_passed;
  if (why_empty.empty()) why_empty = copy.why_empty;
  if (copy.most_units == most_units) {
    edges_with_most += copy.edges_with_most;
  } else if (copy.most_units > most_units) {
    most_units = copy.most_units;
    edges_with_most = copy.edges_with_most;
  }
  for (const NullDrop& drop : copy.null_drops) {
    const auto same =
        std::find_if(null_drops.begin(), null_drops.end(), [&](const NullDrop& known) {
          return known.predicate == drop.predicate && known.absent == drop.absent;
        });
    if (same == null_drops.end()) {
      null_drops.push_back(drop);
    } else {
      same->rows += drop.rows;
    }
  }
}

Operator::~Operator() {
  context_.budget.give_back(held_);
}

Result<bool> Operator::next(Batch& out) {
  if (auto ok = context_.budget.check(); !ok) return ok.error();
  const auto begin =
      timed_ ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point();
  auto more = produce(out);
  if (timed_) {
    profile_.nanoseconds +=
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                       std::chrono::steady_clock::now() - begin)
                                       .count());
  }
  if (!more) return more;
  if (!*more) {
    out = Batch();
    return false;
  }
  ++profile_.batches;
  if (out.weighted()) {
    for (std::size_t row = 0; row < out.size(); ++row) profile_.rows += out.weight(row);
  } else {
    profile_.rows += out.size();
  }
  if (!live_.empty()) out.keep(live_);
  return true;
}

void Operator::restart() {
  for (const auto& each : inputs_) each->restart();
  rewind();
}

Result<void> Operator::hold(std::uint64_t bytes, const char* who) {
  if (bytes <= held_) {
    context_.budget.give_back(held_ - bytes);
    held_ = bytes;
    return {};
  }
  const std::uint64_t more = bytes - held_;
  held_ = bytes;
  return context_.budget.take(more, who);
}

}  // namespace sarye
