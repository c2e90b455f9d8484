#include <algorithm>

#include "tools/sarye/command.h"
#include "tools/sarye/query_options.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

struct DocsArguments {
  std::string store;
  bool all = false;
  std::string format;
  std::string out;
};

std::string state_of(const DocumentRecord& record) {
  if (record.removed) {
    return record.reason.empty() ? "removed" : "removed: " + record.reason;
  }
  return record.superseded ? "older version" : "current";
}

ExitCode docs(const DocsArguments& arguments) {
  if (auto there = check_store(arguments.store); !there) return fail(there.error());
  auto reader = open_reader(arguments.store);
  if (!reader) return fail(reader.error());
  auto records = list_documents(*(*reader)->store().snapshot());
  if (!records) return fail(records.error());
  std::stable_sort(records->begin(), records->end(),
                   [](const DocumentRecord& a, const DocumentRecord& b) { return a.key < b.key; });

  Answer answer;
  answer.table.columns = {"document", "title",      "language", "work",
                          "passages", "assertions", "bytes",    "file"};
  if (arguments.all) answer.table.columns.emplace_back("state");
  const auto number = [](std::uint32_t count) { return Value(std::int64_t{count}); };
  for (const DocumentRecord& record : *records) {
    if (!arguments.all && (record.removed || record.superseded)) continue;
    std::vector<Value> row = {Value(record.key),           Value(record.title),
                              Value(record.language),      Value(record.work),
                              number(record.passages),     number(record.assertions),
                              number(record.source_bytes), Value(record.file_name)};
    if (arguments.all) row.emplace_back(state_of(record));
    answer.table.rows.push_back(std::move(row));
  }
  auto graph = GraphView::open(std::shared_ptr<const Snapshot>((*reader)->store().snapshot()));
  if (!graph) return fail(graph.error());
  return print_answer(answer, **graph, arguments.format, arguments.out);
}

}  // namespace

void add_docs_command(CommandLine& line) {
  auto arguments = std::make_shared<DocsArguments>();
  CLI::App* command = line.app.add_subcommand("docs", "List the documents of a store");
  add_store_option(*command, arguments->store);
  command->add_flag("--all", arguments->all, "Older versions and removed documents too");
  add_format_options(*command, arguments->format, arguments->out);
  command->callback([&line, arguments] { line.run = [arguments] { return docs(*arguments); }; });
}

}  // namespace sarye
