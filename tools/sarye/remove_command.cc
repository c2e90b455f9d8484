#include <iostream>

#include "engine/exchange/json_text.h"
#include "engine/model/suggestion.h"
#include "tools/sarye/command.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

struct RemoveArguments {
  std::string store;
  std::vector<std::string> keys;
  std::string reason;
};

Error not_there(const Snapshot& snapshot, const std::string& key, const std::string& store) {
  Error error{ErrorCode::Rejected, "there is no document " + key,
              "`sarye docs " + store + "` lists the keys"};
  auto records = list_documents(snapshot);
  if (!records) return error;
  std::vector<std::string_view> known;
  for (const DocumentRecord& record : *records) {
    if (!record.removed) known.push_back(record.key);
  }
  const std::string_view near = nearest_name(key, known);
  if (!near.empty()) error.hint = "did you mean " + std::string(near) + "? " + error.hint;
  return error;
}

ExitCode remove(const RemoveArguments& arguments) {
  if (auto there = check_store(arguments.store); !there) return fail(there.error());
  std::vector<std::string> removed;
  std::vector<Error> missing;
  auto published = write_and_publish(arguments.store, [&](StoreWriter& writer) -> Result<bool> {
    Store& store = writer.store();
    for (const std::string& key : arguments.keys) {
      auto versions = find_by_key(*store.snapshot(), key);
      if (!versions) return versions.error();
      if (versions->empty()) {
        missing.push_back(not_there(*store.snapshot(), key, arguments.store));
        continue;
      }
      // Older versions go too: what stays is what loading the others alone would have given.
      for (const DocumentRecord& version : *versions) {
        if (auto done = remove_document(store, version.id, arguments.reason); !done)
          return done.error();
      }
      removed.push_back(key);
    }
    return !removed.empty();
  });
  if (!published) return fail(published.error());
  if (reporting().json) {
    std::cout << "{\"removed\":" << json_list(removed)
              << ",\"generation\":" << published->generation << "}\n";
  }
  for (const std::string& key : removed) say("removed " + key);
  if (!removed.empty()) {
    say("published generation " + std::to_string(published->generation) + ": " +
        counted(published->views.documents, "document"));
  }
  ExitCode status = ExitCode::Ok;
  for (const Error& error : missing) status = fail(error);
  return status;
}

}  // namespace

void add_remove_command(CommandLine& line) {
  auto arguments = std::make_shared<RemoveArguments>();
  CLI::App* command = line.app.add_subcommand(
      "remove", "Take documents out, with everything that they alone support");
  add_store_option(*command, arguments->store);
  command->add_option("KEY", arguments->keys, "Keys of documents, as `sarye docs` lists them")
      ->required();
  command->add_option("--reason", arguments->reason, "Why; kept with the document's hash");
  command->callback([&line, arguments] { line.run = [arguments] { return remove(*arguments); }; });
}

}  // namespace sarye
