#include <unistd.h>

#include <iostream>

#include "tools/sarye/command.h"
#include "tools/sarye/interrupt.h"
#include "tools/sarye/store_access.h"
#include "tools/sarye/whole_file.h"
#include "tools/terminal/terminal.h"

namespace sarye {

namespace {

struct ExportArguments {
  std::string store;
  std::string out;
  std::string query;
  bool with_evidence = false;
  bool per_assertion = false;
  bool all = false;
  bool passages = false;
};

Result<std::string> export_query(Engine& engine, const ExportArguments& arguments,
                                 const AskOptions& options) {
  auto made = engine.export_query(arguments.query, arguments.with_evidence, options);
  if (!made) return made.error();
  for (const std::string& notice : made->notices) say("note: " + notice);
  return std::move(made->graphml);
}

ExitCode export_store(const ExportArguments& arguments) {
  const bool to_stdout = arguments.out.empty() || arguments.out == "-";
  if (arguments.out.empty() && is_terminal(STDOUT_FILENO)) {
    return fail(Error{ErrorCode::Usage, "no file was named for the export",
                      "name one with -o FILE.graphml, or -o - for standard output"});
  }
  if (!arguments.query.empty() &&
      (arguments.per_assertion || arguments.all || arguments.passages)) {
    return fail(Error{ErrorCode::Usage, "--query goes together with --with-evidence alone",
                      "what is exported then is what the query returns"});
  }
  if (auto there = check_store(arguments.store); !there) return fail(there.error());
  auto engine = Engine::open(arguments.store);
  if (!engine) return fail(engine.error());
  CancelToken cancel;
  InterruptGuard guard(cancel);
  Engine::ExportOptions options;
  options.with_evidence = arguments.with_evidence;
  options.per_assertion = arguments.per_assertion;
  options.passages = arguments.passages;
  options.all_stances = arguments.all;
  AskOptions ask;
  ask.cancel = &cancel;
  auto text = arguments.query.empty() ? (*engine)->export_graphml(options)
                                      : export_query(**engine, arguments, ask);
  if (!text) return fail(text.error(), arguments.query, "query");
  if (to_stdout) {
    std::cout << *text << std::flush;
    if (std::cout) return ExitCode::Ok;
    return fail(Error{ErrorCode::Io, "standard output cannot be written",
                      "what was printed is not complete"});
  }
  if (auto done = write_whole_file(arguments.out, *text); !done) return fail(done.error());
  say("wrote " + arguments.out + ", " + counted(text->size(), "byte"));
  return ExitCode::Ok;
}

}  // namespace

void add_export_command(CommandLine& line) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* command = line.app.add_subcommand(
      "export", "Write a store, or what a query returns, as GraphML (Gephi, Cytoscape, networkx)");
  add_store_option(*command, arguments->store);
  command->add_option("-o,--out", arguments->out, "The file; - for standard output");
  command->add_option("--query", arguments->query,
                      "Export the nodes, edges and paths that this query returns");
  command->add_flag("--with-evidence", arguments->with_evidence, "Quotes and their places too");
  command->add_flag("--per-assertion", arguments->per_assertion,
                    "An edge for each statement of a text instead of one for each fact");
  command->add_flag("--passages", arguments->passages, "Documents and passages too");
  command->add_flag("--all", arguments->all,
                    "What is denied, possible or recommended too, which plain queries leave out");
  command->callback(
      [&line, arguments] { line.run = [arguments] { return export_store(*arguments); }; });
}

}  // namespace sarye
