#include "tools/sarye/command.h"
#include "tools/sarye/decisions_file.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

struct InitArguments {
  std::string store;
  std::string decisions;
  bool open = false;
};

ExitCode init(const InitArguments& arguments) {
  if (arguments.open) {
    if (!arguments.decisions.empty()) {
      return fail(Error{ErrorCode::Usage, "a store of open data has no decisions",
                        "leave --open or --decisions out"});
    }
    if (auto made = make_open_store(arguments.store); !made) return fail(made.error());
    say("made " + arguments.store + ", a store of open data: sarye import " + arguments.store +
        " FOLDER fills it");
    return ExitCode::Ok;
  }
  auto resources = load_resources();
  if (!resources) return fail(resources.error());
  std::string kept;
  if (!arguments.decisions.empty()) {
    kept = kept_decisions_path(arguments.decisions, arguments.store);
  }
  auto made = make_literature_store(arguments.store, **resources, kept);
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
  command->add_option("--decisions", arguments->decisions,
                      "Where people keep what they decide; default: decisions.txt in the store");
  command->callback([&line, arguments] { line.run = [arguments] { return init(*arguments); }; });
}

}  // namespace sarye
