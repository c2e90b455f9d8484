// Ctrl-C as a wish to stop: while a guard lives, it sets the token instead of ending the process.
#pragma once

#include "engine/base/cancel.h"

namespace sarye {

// The second Ctrl-C within the life of one guard ends the process with 130 at once. One guard at a
// time.
class InterruptGuard {
 public:
  explicit InterruptGuard(CancelToken& token);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
};

}  // namespace sarye
