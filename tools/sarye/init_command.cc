#include "tools/sarye/command.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

struct InitArguments {
  std::string store;
  bool open = false;
};

ExitCode init(const InitArguments& arguments) {
  if (arguments.open) {
    if (auto made = make_open_store(arguments.store); !made) return fail(made.error());
    say("made " + arguments.store + ", a store of open data: sarye import " + arguments.store +
        " FOLDER fills it");
    return ExitCode::Ok;
  }
  auto resources = load_resources();
  if (!resources) return fail(resources.error());
  auto made = make_literature_store(arguments.store, **resources);
  if (!made) return fail(made.error());
  say("made " + arguments.store + " with the ontology of " + (*resources)->directory().string() +
      " (version " + (*resources)->ontology().version() + "): sarye load " + arguments.store +
      " FILES fills it");
  return ExitCode::Ok;
}

}  // namespace

void add_init_command(CommandLine& line) {
  auto arguments = std::make_shared<InitArguments>();
  CLI::App* command = line.app.add_subcommand("init", "Make an empty store");
  add_store_option(*command, arguments->store);
  command->add_flag("--open", arguments->open,
                    "For graphs that are imported, with their own types");
  command->callback([&line, arguments] { line.run = [arguments] { return init(*arguments); }; });
}

}  // namespace sarye
