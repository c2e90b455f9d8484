#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "tools/sarye/command.h"
#include "tools/sarye/interrupt.h"
#include "tools/sarye/query_literal.h"
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

// A file of our own that goes when we go.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code ignored;
    auto folder = std::filesystem::temp_directory_path(ignored);
    if (ignored) folder = "/tmp";
    name_ = (folder / "sarye-export-XXXXXX").string();
    const int descriptor = mkstemp(name_.data());
    if (descriptor < 0)
      name_.clear();
    else
      ::close(descriptor);
  }
  ~TemporaryFile() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

// What `query` returns, as GraphML.
Result<std::string> export_query(Engine& engine, const ExportArguments& arguments,
                                 const CancelToken& cancel) {
  const TemporaryFile file;
  if (file.name().empty()) {
    return Error{ErrorCode::Io, "no temporary file can be made", "check TMPDIR and the space left"};
  }
  // The statement in front stands on a line of its own, so that places in the query stay readable.
  const std::string before = "EXPORT TO " + query_literal(file.name()) + " AS graphml" +
                             (arguments.with_evidence ? " WITH EVIDENCE\n" : "\n");
  AskOptions options;
  options.cancel = &cancel;
  auto answer = engine.ask(before + arguments.query, options);
  if (!answer) {
    Error error = answer.error();
    if (error.place && error.place->byte_begin >= before.size()) {
      error.place->line -= 1;
      error.place->byte_begin -= before.size();
      error.place->byte_end -= before.size();
    } else {
      error.place.reset();
    }
    return error;
  }
  for (const std::string& notice : answer->notices) say("note: " + notice);
  return read_whole_file(file.name());
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
  auto text = arguments.query.empty() ? (*engine)->export_graphml(options)
                                      : export_query(**engine, arguments, cancel);
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
