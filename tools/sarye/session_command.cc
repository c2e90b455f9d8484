#include <malloc.h>

#include <iostream>
#include <string>

#include "tools/sarye/command.h"
#include "tools/sarye/session.h"

namespace sarye {

namespace {

ExitCode run_session() {
  // What a question gave back serves the next one: the heap is not returned after each, and columns
  // of a batch are no mappings of their own, whose pages the system would have to clear each time.
  // (To set one of these ends that the allocator finds the limit for mappings itself.)
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  Session session;
  std::string line;
  while (std::getline(std::cin, line)) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    std::cout << session.answer(line) << '\n' << std::flush;
  }
  if (auto done = session.finish(); !done) return fail(done.error());
  return ExitCode::Ok;
}

}  // namespace

void add_session_command(CommandLine& line) {
  CLI::App* command = line.app.add_subcommand(
      "session", "Answer requests in JSON Lines on standard input: for scripts and bindings");
  command->callback([&line] { line.run = run_session; });
}

}  // namespace sarye
