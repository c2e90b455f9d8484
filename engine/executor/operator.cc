#include "engine/executor/operator.h"

#include <chrono>

namespace sarye {

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
