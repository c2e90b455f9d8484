// What the subcommands share: how they are registered, where they print, how they end.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/engine.h"
#include "tools/sarye/exit_code.h"

namespace sarye {

// Each adds its subcommand to `app`; when it is chosen, `run` is set to what carries it out.
struct CommandLine {
  CLI::App& app;
  std::function<ExitCode()> run;
};
void add_store_commands(CommandLine& line);   // init, rebuild, verify, stats
void add_load_commands(CommandLine& line);    // load, remove, docs
void add_import_command(CommandLine& line);   // import
void add_query_commands(CommandLine& line);   // query, show
void add_export_command(CommandLine& line);   // export
void add_repl_command(CommandLine& line);     // repl
void add_session_command(CommandLine& line);  // session
void add_extract_command(CommandLine& line);  // extract
void add_help_command(CommandLine& line);     // help

// Prints "sarye: message" and the hint on standard error; gives the exit code that belongs to it.
ExitCode fail(const Error& error);
// The same for an error in `text`, with line and caret.
ExitCode fail(const Error& error, std::string_view text, std::string_view origin);

// Version, store format, versions of the libraries.
std::string version_text();

// The command line as one text, for messages to others ("locked by ...").
void remember_command_line(int argc, char** argv);
const std::string& command_line();

bool is_terminal(int descriptor);
// Columns of the terminal on standard output; 100 where it is none.
int terminal_width();

// Set by Ctrl-C while it is installed; the second Ctrl-C ends the process.
class InterruptGuard {
 public:
  explicit InterruptGuard(CancelToken& token);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
};

}  // namespace sarye
