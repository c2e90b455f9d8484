#include <iostream>

#include "tools/sarye/command.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

ExitCode rebuild(const std::string& store) {
  if (auto there = check_store(store); !there) return fail(there.error());
  PublishOptions options;
  options.rebuild = true;
  auto published = write_and_publish(
      store, [](StoreWriter&) { return Result<bool>(true); }, options);
  if (!published) return fail(published.error());
  const ViewChanges& views = published->views.views;
  if (reporting().json) {
    std::cout << "{\"rows_written\":" << views.rows_written
              << ",\"rows_erased\":" << views.rows_erased
              << ",\"generation\":" << published->generation << "}\n";
  } else if (published->views.changed) {
    say("made all views anew; " + counted(views.rows_written + views.rows_erased, "row") +
        " differed; published generation " + std::to_string(published->generation));
  } else {
    say("made all views anew; they are as they were (generation " +
        std::to_string(published->generation) + ")");
  }
  return ExitCode::Ok;
}

}  // namespace

void add_rebuild_command(CommandLine& line) {
  auto store = std::make_shared<std::string>();
  CLI::App* command =
      line.app.add_subcommand("rebuild", "Make everything that queries read anew from the texts");
  add_store_option(*command, *store);
  command->callback([&line, store] { line.run = [store] { return rebuild(*store); }; });
}

}  // namespace sarye
