#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "engine/base/heap.h"
#include "engine/exchange/import_csv.h"
#include "tools/sarye/command.h"
#include "tools/sarye/json_graph.h"
#include "tools/sarye/store_access.h"
#include "tools/sarye/whole_file.h"

namespace sarye {

namespace {

struct ImportArguments {
  std::string store;
  std::string source;
};

Result<std::unique_ptr<ImportPieces>> read_graph(const std::string& source) {
  std::error_code ignored;
  if (std::filesystem::is_directory(source, ignored)) return open_csv_folder(source);
  auto text = read_whole_file(source);
  if (!text) return text.error();
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (json.is_discarded()) {
    return Error{ErrorCode::Rejected, source + " is not JSON in UTF-8",
                 "a graph is {\"nodes\":[…],\"edges\":[…]}, or a folder of nodes_TYPE.csv and "
                 "edges_RELATION.csv"};
  }
  auto graph = graph_from_json(json);
  if (!graph) {
    Error error = graph.error();
    error.message = source + ": " + error.message;
    return error;
  }
  return encode_import(*graph);
}

ExitCode import_graph(const ImportArguments& arguments) {
  keep_freed_memory();
  auto graph = read_graph(arguments.source);
  if (!graph) return fail(graph.error());
  std::error_code ignored;
  const bool make = !std::filesystem::exists(arguments.store, ignored) ||
                    std::filesystem::is_empty(arguments.store, ignored);
  if (make) {
    if (auto made = make_open_store(arguments.store); !made) return fail(made.error());
  } else if (auto there = check_store(arguments.store); !there) {
    return fail(there.error());
  }
  const std::uint64_t nodes = (*graph)->nodes();
  const std::uint64_t edges = edge_count(**graph);
  auto done = import_and_publish(arguments.store, **graph);
  if (!done) return fail(done.error());
  const bool unchanged = done->unchanged;
  const std::uint64_t generation = done->published.generation;
  const std::string size = counted(nodes, "node") + ", " + counted(edges, "edge");
  if (reporting().json) {
    std::cout << "{\"nodes\":" << nodes << ",\"edges\":" << edges
              << ",\"unchanged\":" << (unchanged ? "true" : "false")
              << ",\"generation\":" << generation << "}\n";
  } else if (unchanged) {
    say(arguments.source + " is in the store already; nothing changed");
  } else {
    say(size + "; published generation " + std::to_string(generation));
  }
  return ExitCode::Ok;
}

}  // namespace

void add_import_command(CommandLine& line) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command = line.app.add_subcommand(
      "import", "Read a graph (a folder of CSV files, or JSON) into a store of open data");
  command->add_option("STORE", arguments->store, "The store's folder; made when it is not there")
      ->required();
  command
      ->add_option("SOURCE", arguments->source,
                   "A folder with nodes_TYPE.csv and edges_RELATION.csv, or a .json file")
      ->required();
  command->callback(
      [&line, arguments] { line.run = [arguments] { return import_graph(*arguments); }; });
}

}  // namespace sarye
