// The command `sarye`: reads the command line and hands over to one subcommand.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <iterator>
#include <new>
#include <string_view>
#include <vector>

#include "engine/model/suggestion.h"
#include "tools/sarye/command.h"

namespace {

using namespace sarye;

struct Command {
  std::string_view name;
  void (*add)(CommandLine&);
};

constexpr Command kCommands[] = {
    {"init", add_init_command},       {"load", add_load_command},
    {"import", add_import_command},   {"query", add_query_command},
    {"repl", add_repl_command},       {"show", add_show_command},
    {"export", add_export_command},   {"docs", add_docs_command},
    {"stats", add_stats_command},     {"review", add_review_command},
    {"remove", add_remove_command},   {"rebuild", add_rebuild_command},
    {"verify", add_verify_command},   {"session", add_session_command},
    {"extract", add_extract_command}, {"help", add_help_command},
};

// The first word that is no option; empty when there is none.
std::string_view command_word(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] != '-') return argv[i];
  }
  return {};
}

const Command* find_command(std::string_view name) {
  const auto found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                  [name](const Command& command) { return command.name == name; });
  return found == std::end(kCommands) ? nullptr : found;
}

// A command that is named needs none of the others, whose options are a twentieth of what a short
// question costs; `help` tells of all.
void add_commands(CommandLine& line, const Command* named) {
  if (named != nullptr && named->name != "help") return named->add(line);
  for (const Command& command : kCommands) command.add(line);
}

ExitCode refuse(std::string_view word) {
  std::vector<std::string_view> known;
  for (const Command& command : kCommands) known.push_back(command.name);
  const std::string_view near = nearest_name(word, known);
  return fail(Error{ErrorCode::Usage, "there is no command " + std::string(word),
                    near.empty() ? "`sarye help` lists the commands"
                                 : "did you mean `sarye " + std::string(near) + "`?"});
}

ExitCode usage_error(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = "sarye";
  for (const CLI::App* chosen : app.get_subcommands()) command += " " + chosen->get_name();
  return fail(
      Error{ErrorCode::Usage, error.what(), "`" + command + " --help` tells how it is used"});
}

int run(int argc, char** argv) {
  CLI::App app{
      "Sarye answers questions about case literature, with the sentences behind each answer."};
  app.name("sarye");
  app.require_subcommand(0, 1);
  app.fallthrough();
  bool version = false;
  app.add_flag("--version", version, "Print the versions of Sarye, its stores and its libraries");
  app.add_flag("-q,--quiet", reporting().quiet, "Errors alone on standard error");
  app.add_flag("--json", reporting().json, "Errors and reports as JSON");

  CommandLine line{app, {}};
  const std::string_view word = command_word(argc, argv);
  const Command* command = find_command(word);
  if (command == nullptr && !word.empty()) return static_cast<int>(refuse(word));
  add_commands(line, command);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    return static_cast<int>(usage_error(app, error));
  }
  if (version) {
    std::cout << version_text();
    return 0;
  }
  if (!line.run) {
    std::cout << app.help();
    return 0;
  }
  return static_cast<int>(line.run());
}

int guarded_run(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    return static_cast<int>(fail(Error{ErrorCode::LimitReached, "the machine's memory is used up",
                                       "ask for less, or give --max-memory"}));
  } catch (const std::exception& error) {
    return static_cast<int>(
        fail(Error{ErrorCode::Internal, std::string("an unexpected failure: ") + error.what(),
                   "please report it with the command that you ran"}));
  }
}

// Ends the process with nothing taken apart that is static (ANTLR's networks, RocksDB's tables of
// options): the system takes it back as a whole, which is half a millisecond of each look-up less.
// Sanitizers report when all is taken apart.
[[noreturn]] void leave(int code) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  std::exit(code);
#else
  std::cout.flush();
  std::cerr.flush();
  std::fflush(nullptr);
  std::_Exit(code);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_DFL);  // `sarye query ... | head` ends quietly
  remember_command_line(argc, argv);
  leave(guarded_run(argc, argv));
}
