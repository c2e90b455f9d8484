// The command `sarye`: reads the command line and hands over to one subcommand.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "tools/sarye/command.h"

int main(int argc, char** argv) {
  using namespace sarye;
  std::signal(SIGPIPE, SIG_DFL);  // `sarye query ... | head` ends quietly
  remember_command_line(argc, argv);

  CLI::App app{
      "Sarye answers questions about case literature, with the sentences behind each answer."};
  app.name("sarye");
  app.require_subcommand(0, 1);
  bool version = false;
  app.add_flag("--version", version,
               "Print the versions of Sarye, its store format and its libraries");

  CommandLine line{app, {}};
  add_store_commands(line);
  add_load_commands(line);
  add_import_command(line);
  add_query_commands(line);
  add_repl_command(line);
  add_export_command(line);
  add_session_command(line);
  add_extract_command(line);
  add_help_command(line);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? 0 : static_cast<int>(ExitCode::Usage);
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
