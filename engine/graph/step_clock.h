// How long each step of a publish took, for those who measure.
#pragma once

#include <chrono>
#include <utility>
#include <vector>

namespace sarye {

using StepTimes = std::vector<std::pair<const char*, double>>;  // milliseconds, in their order

class StepClock {
 public:
  explicit StepClock(StepTimes& times) : times_(times) {}
  // What was done since the last call, or since the clock was made.
  void lap(const char* step) {
    const auto now = std::chrono::steady_clock::now();
    times_.emplace_back(step, std::chrono::duration<double, std::milli>(now - begin_).count());
    begin_ = now;
  }

 private:
  StepTimes& times_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace sarye
