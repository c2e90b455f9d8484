// What the subcommands share: how they are registered, where they print, how they end. Standard
// output carries data alone; whatever is said to a person goes to standard error.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
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
void add_init_command(CommandLine& line);
void add_load_command(CommandLine& line);
void add_import_command(CommandLine& line);
void add_query_command(CommandLine& line);
void add_repl_command(CommandLine& line);
void add_show_command(CommandLine& line);
void add_export_command(CommandLine& line);
void add_docs_command(CommandLine& line);
void add_stats_command(CommandLine& line);
void add_review_command(CommandLine& line);
void add_remove_command(CommandLine& line);
void add_rebuild_command(CommandLine& line);
void add_verify_command(CommandLine& line);
void add_session_command(CommandLine& line);
void add_extract_command(CommandLine& line);
void add_help_command(CommandLine& line);

// What `--quiet` and `--json` ask for.
struct Reporting {
  bool quiet = false;  // errors alone on standard error
  bool json = false;   // errors and reports as JSON
};
Reporting& reporting();

// A line on standard error, unless quiet.
void say(std::string_view text);

// Prints "sarye: message" and the hint on standard error; gives the exit code that belongs to it.
ExitCode fail(const Error& error);
// The same for an error in `text`, with line and caret.
ExitCode fail(const Error& error, std::string_view text, std::string_view origin);

// Version, store format, versions of the libraries.
std::string version_text();

// The command line as one text, for messages to others ("locked by ...").
void remember_command_line(int argc, char** argv);
const std::string& command_line();

// Adds the positional STORE to a subcommand.
void add_store_option(CLI::App& command, std::string& store);

// 2 nodes, 1 node.
std::string counted(std::uint64_t count, std::string_view one, std::string_view many = {});

}  // namespace sarye
