#include "tools/terminal/progress.h"

#include <algorithm>
#include <cstdio>

#include "engine/text/display_width.h"
#include "tools/terminal/terminal.h"

namespace sarye {

namespace {

constexpr int kBarCells = 24;

}  // namespace

ProgressBar::~ProgressBar() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void ProgressBar::show(std::size_t done, std::size_t all, const std::string& what) {
  if (!shown_ || all == 0) return;
  const auto full = static_cast<int>(done * kBarCells / all);
  std::string line = "[";
  for (int i = 0; i < kBarCells; ++i) line += i < full ? '#' : '.';
  line += "] " + std::to_string(done) + "/" + std::to_string(all) + " " + what;
  line = truncate_to_width(line, std::max(terminal_width() - 1, 1));
  std::fputs(("\r\x1b[K" + line).c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

}  // namespace sarye
