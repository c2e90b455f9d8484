#include "engine/store/generation.h"
#include "tools/sarye/command.h"
#include "tools/sarye/query_options.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

struct StatsArguments {
  std::string store;
  std::string format;
  std::string out;
};

ExitCode stats(const StatsArguments& arguments) {
  if (auto there = check_store(arguments.store); !there) return fail(there.error());
  auto engine = Engine::open(arguments.store);
  if (!engine) return fail(engine.error());
  auto answer = (*engine)->ask("SHOW statistics");
  if (!answer) return fail(answer.error());
  // The published number below is the one that others see.
  std::erase_if(answer->table.rows, [](const std::vector<Value>& row) {
    return row[0].type() == ValueType::String && row[0].string() == "generation";
  });
  auto reader = open_reader(arguments.store);
  if (!reader) return fail(reader.error());
  const auto add = [&](std::string what, Value value) {
    answer->table.rows.push_back({Value(std::move(what)), std::move(value)});
  };
  add("published generation", Value(static_cast<std::int64_t>((*reader)->generation())));
  auto bytes = (*reader)->store().approximate_bytes();
  if (!bytes) return fail(bytes.error());
  add("bytes on disk", Value(static_cast<std::int64_t>(*bytes)));
  const StoreFormat& format = (*reader)->format();
  add("store format", Value(static_cast<std::int64_t>(format.store_format)));
  add("made by", Value(format.created_by));
  add("ontology", Value((*engine)->graph().is_literature() ? (*engine)->graph().ontology().version()
                                                           : std::string("open")));
  return print_answer(*answer, (*engine)->graph(), arguments.format, arguments.out);
}

}  // namespace

void add_stats_command(CommandLine& line) {
  auto arguments = std::make_shared<StatsArguments>();
  CLI::App* command = line.app.add_subcommand("stats", "How much a store holds");
  add_store_option(*command, arguments->store);
  add_format_options(*command, arguments->format, arguments->out);
  command->callback([&line, arguments] { line.run = [arguments] { return stats(*arguments); }; });
}

}  // namespace sarye
