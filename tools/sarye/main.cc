// The command `sarye`: reads the command line and hands over to one subcommand.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>
#include <new>

#include "engine/model/suggestion.h"
#include "tools/sarye/command.h"

namespace {

using namespace sarye;

void add_commands(CommandLine& line) {
  add_init_command(line);
  add_load_command(line);
  add_import_command(line);
  add_query_command(line);
  add_repl_command(line);
  add_show_command(line);
  add_export_command(line);
  add_docs_command(line);
  add_stats_command(line);
  add_review_command(line);
  add_remove_command(line);
  add_rebuild_command(line);
  add_verify_command(line);
  add_session_command(line);
  add_extract_command(line);
  add_help_command(line);
}

// The first word that is no option, when it is no command.
const char* unknown_command(const CLI::App& app, int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] == '-') continue;
    for (const CLI::App* command : app.get_subcommands({})) {
      if (command->get_name() == argv[i]) return nullptr;
    }
    return argv[i];
  }
  return nullptr;
}

ExitCode refuse(const CLI::App& app, const std::string& word) {
  std::vector<std::string_view> known;
  for (const CLI::App* command : app.get_subcommands({})) known.push_back(command->get_name());
  const std::string_view near = nearest_name(word, known);
  return fail(Error{ErrorCode::Usage, "there is no command " + word,
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
  add_commands(line);
  if (const char* word = unknown_command(app, argc, argv))
    return static_cast<int>(refuse(app, word));
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

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_DFL);  // `sarye query ... | head` ends quietly
  remember_command_line(argc, argv);
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
