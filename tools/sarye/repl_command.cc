#include "tools/sarye/command.h"
#include "tools/sarye/query_options.h"
#include "tools/sarye/repl.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

struct ReplArguments {
  std::string store;
  LimitArguments limits;
};

ExitCode repl(const ReplArguments& arguments) {
  if (auto there = check_store(arguments.store); !there) return fail(there.error());
  auto engine = Engine::open(arguments.store);
  if (!engine) return fail(engine.error());
  arguments.limits.apply((*engine)->settings());
  return Repl(std::move(*engine), arguments.store).run();
}

}  // namespace

void add_repl_command(CommandLine& line) {
  auto arguments = std::make_shared<ReplArguments>();
  CLI::App* command = line.app.add_subcommand("repl", "Ask one question after the other");
  add_store_option(*command, arguments->store);
  arguments->limits.add_to(*command);
  command->callback([&line, arguments] { line.run = [arguments] { return repl(*arguments); }; });
}

}  // namespace sarye
