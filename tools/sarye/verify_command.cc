#include <iostream>

#include "engine/exchange/json_text.h"
#include "engine/graph/verify.h"
#include "tools/sarye/command.h"
#include "tools/sarye/interrupt.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

std::string summary(const VerifyReport& report) {
  return counted(report.documents, "document") + ", " + counted(report.quotes, "quote") + ", " +
         counted(report.nodes, "node") + ", " + counted(report.edges, "edge") + ", " +
         counted(report.assertions, "assertion") + ", " + counted(report.names, "name");
}

void print_json(const VerifyReport& report) {
  std::cout << "{\"problems\":" << json_list(report.problems)
            << ",\"documents\":" << report.documents << ",\"quotes\":" << report.quotes
            << ",\"nodes\":" << report.nodes << ",\"edges\":" << report.edges
            << ",\"assertions\":" << report.assertions << ",\"names\":" << report.names << "}\n";
}

ExitCode verify(const std::string& store) {
  if (auto there = check_store(store); !there) return fail(there.error());
  CancelToken cancel;
  InterruptGuard guard(cancel);
  Limits unlimited;
  unlimited.memory_bytes = unlimited.rows = unlimited.timeout_ms = 0;
  const Budget budget(unlimited, &cancel);
  auto files = verify_files(store, &budget);
  if (!files) return fail(files.error());
  VerifyReport report;
  auto reader = open_reader(store);
  if (reader) {
    auto views = verify_views(*(*reader)->store().snapshot(), &budget);
    // Views that cannot be read to their end lie in files that are told already.
    if (!views && files->empty()) return fail(views.error());
    if (views) report = std::move(*views);
  } else if (files->empty()) {
    return fail(reader.error());
  }
  report.problems.insert(report.problems.begin(), files->begin(), files->end());
  if (reporting().json) {
    print_json(report);
  } else {
    for (const std::string& problem : report.problems) std::cout << problem << "\n";
  }
  if (report.problems.empty()) {
    say(store + " is sound: " + summary(report));
    return ExitCode::Ok;
  }
  say(counted(report.problems.size(), "problem") + " in " + store +
      ". If files are damaged, take them from a backup; if the views alone are, run `sarye "
      "rebuild " +
      store + "`.");
  return ExitCode::Damaged;
}

}  // namespace

void add_verify_command(CommandLine& line) {
  auto store = std::make_shared<std::string>();
  CLI::App* command =
      line.app.add_subcommand("verify", "Check every byte, every quote and every link of a store");
  add_store_option(*command, *store);
  command->callback([&line, store] { line.run = [store] { return verify(*store); }; });
}

}  // namespace sarye
