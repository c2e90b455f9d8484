// How long each step of a publish took, for those who measure.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sarye {

using StepTimes = std::vector<std::pair<std::string, double>>;  // milliseconds, in their order

class StepClock {
 public:
  explicit StepClock(StepTimes& times) : times_(times) {}
  // What was done since the last call, or since the clock was made; a step that comes again is
  // added to.
  void lap(std::string_view step) {
    const auto now = std::chrono::steady_clock::now();
    const double spent = std::chrono::duration<double, std::milli>(now - begin_).count();
    const auto known = std::find_if(times_.begin(), times_.end(),
                                    [&](const auto& time) { return time.first == step; });
    if (known != times_.end()) {
      known->second += spent;
    } else {
      times_.emplace_back(step, spent);
    }
    begin_ = now;
  }

 private:
  StepTimes& times_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace sarye
