#include "tools/sarye/command.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "engine/store/generation.h"
#include "engine/syntax/diagnostic.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

std::string the_command_line;
CancelToken* interrupted_token = nullptr;
struct sigaction previous_action {};

void on_interrupt(int) {
  if (interrupted_token == nullptr) return;
  if (interrupted_token->cancelled()) _exit(static_cast<int>(ExitCode::Interrupted));
  interrupted_token->cancel();
}

}  // namespace

ExitCode fail(const Error& error) {
  std::cerr << "sarye: " << error.message << "\n";
  if (!error.hint.empty()) std::cerr << "  " << error.hint << "\n";
  return exit_code(error.code);
}

ExitCode fail(const Error& error, std::string_view text, std::string_view origin) {
  if (!error.place) return fail(error);
  std::cerr << format_diagnostic(error, text, origin) << "\n";
  return exit_code(error.code);
}

std::string version_text() {
  return "sarye " SARYE_VERSION "\nstore format " + std::to_string(kStoreFormat) + "\nICU " +
         icu_version() + " (Unicode " + unicode_version() + ")\nRocksDB " + rocksdb_version() +
         "\n";
}

void remember_command_line(int argc, char** argv) {
  the_command_line = "sarye";
  for (int i = 1; i < argc; ++i) the_command_line += std::string(" ") + argv[i];
  if (the_command_line.size() > 200) the_command_line.resize(200);
}

const std::string& command_line() {
  return the_command_line;
}

bool is_terminal(int descriptor) {
  return isatty(descriptor) != 0;
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

InterruptGuard::InterruptGuard(CancelToken& token) {
  token.reset();
  interrupted_token = &token;
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, &previous_action);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &previous_action, nullptr);
  interrupted_token = nullptr;
}

}  // namespace sarye
