// One line on standard error that tells how far a long piece of work is; gone when it ends.
#pragma once

#include <cstddef>
#include <string>

namespace sarye {

class ProgressBar {
 public:
  explicit ProgressBar(bool shown) : shown_(shown) {}
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // `what` is the piece that was done last.
  void show(std::size_t done, std::size_t all, const std::string& what);

 private:
  bool shown_;
  bool drawn_ = false;
};

}  // namespace sarye
