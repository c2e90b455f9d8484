#include "tools/sarye/interrupt.h"

#include <unistd.h>

#include <csignal>

#include "tools/sarye/exit_code.h"

namespace sarye {

namespace {

CancelToken* volatile interrupted_token = nullptr;
struct sigaction previous_action {};

void on_interrupt(int) {
  CancelToken* token = interrupted_token;
  if (token == nullptr) return;
  if (token->cancelled()) _exit(static_cast<int>(ExitCode::Interrupted));
  token->cancel();
}

}  // namespace

InterruptGuard::InterruptGuard(CancelToken& token) {
  token.reset();
  interrupted_token = &token;
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, &previous_action);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &previous_action, nullptr);
  interrupted_token = nullptr;
}

}  // namespace sarye
