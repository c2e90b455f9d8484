#include <unistd.h>

#include <iostream>
#include <optional>

#include "ingest/loader.h"
#include "ingest/readers/source_reader.h"
#include "tools/sarye/command.h"
#include "tools/sarye/decisions_file.h"
#include "tools/sarye/interrupt.h"
#include "tools/sarye/reports.h"
#include "tools/sarye/store_access.h"
#include "tools/terminal/progress.h"
#include "tools/terminal/terminal.h"

namespace sarye {

namespace {

struct LoadArguments {
  std::string store;
  std::vector<std::string> files;
  int threads = 0;
};

void print_report(const LoadReport& report, const DecisionReport& decisions) {
  if (reporting().json) {
    std::string out = "{\"files\":";
    append_load_report(out, report);
    out += ",\"decisions\":";
    append_decision_report(out, decisions);
    std::cout << out << "}\n";
    return;
  }
  std::string text = report.files.empty() ? std::string() : load_report_text(report);
  text += decision_report_text(decisions);
  if (text.empty()) return;
  text.pop_back();
  say(text);
}

ExitCode load(const LoadArguments& arguments) {
  if (auto there = check_store(arguments.store); !there) return fail(there.error());
  const bool texts = !arguments.files.empty();  // else the decisions alone
  std::unique_ptr<Resources> resources;
  if (texts) {
    auto loaded = load_resources();
    if (!loaded) return fail(loaded.error());
    resources = std::move(*loaded);
  }
  const auto files = collect_texts(arguments.files);
  if (texts && files.empty()) {
    return fail(Error{ErrorCode::Usage, "there are no texts to load",
                      "read are " + std::string(kReadableFormats)});
  }

  CancelToken cancel;
  LoadReport report;
  DecisionReport decisions;
  Published published;
  std::optional<Error> failure;
  {
    InterruptGuard guard(cancel);
    ProgressBar bar(!reporting().quiet && !reporting().json && is_terminal(STDERR_FILENO));
    auto written = write_and_publish(arguments.store, [&](StoreWriter& writer) -> Result<bool> {
      if (texts) {
        if (auto fits = check_resources(writer.format(), *resources); !fits) return fits.error();
      }
      auto replayed = replay_decisions(writer.store(), arguments.store, decisions);
      if (!replayed) return replayed.error();
      if (!texts) {
        if (auto found = find_stale(*writer.store().snapshot(), arguments.store, decisions); !found)
          return found.error();
        return *replayed;
      }
      LoadOptions options;
      options.threads = arguments.threads;
      options.cancel = &cancel;
      options.on_file = [&](const FileReport& file, std::size_t done, std::size_t all) {
        bar.show(done, all, file.path);
        // Kept here too: what is in stays told when the disk fails later.
        report.files.push_back(file);
      };
      auto loaded = load_texts(writer.store(), *resources, files, options);
      if (!loaded) return loaded.error();
      report = std::move(*loaded);
      if (auto found = find_stale(*writer.store().snapshot(), arguments.store, decisions,
                                  kMostCheckedOnLoad);
          !found)
        return found.error();
      return report.changed() || *replayed;
    });
    if (written)
      published = *written;
    else
      failure = written.error();
  }
  if (!report.files.empty() || (!texts && !failure)) print_report(report, decisions);
  if (failure) return fail(*failure);
  if (report.interrupted) {
    say("interrupted: " + std::to_string(files.size() - report.files.size()) + " of " +
        counted(files.size(), "file") + " were not loaded; what is listed is in the store");
    return ExitCode::Interrupted;
  }
  if (report.changed() || published.views.changed) {
    say("published generation " + std::to_string(published.generation) + ": " +
        counted(published.views.documents, "document"));
  }
  return report.count(FileOutcome::Rejected) > 0 ? ExitCode::Rejected : ExitCode::Ok;
}

}  // namespace

void add_load_command(CommandLine& line) {
  auto arguments = std::make_shared<LoadArguments>();
  CLI::App* command = line.app.add_subcommand(
      "load",
      "Read texts (.txt, .md, HTML, PDF, DOCX, ODT, JATS XML) into a store and publish them");
  add_store_option(*command, arguments->store);
  command->add_option("FILE", arguments->files,
                      "Files, and folders with texts in them; without any, the decisions alone are "
                      "read again");
  command->add_option("--threads", arguments->threads, "Texts analysed side by side; 0: all cores")
      ->check(CLI::Range(0, 256));
  command->callback([&line, arguments] { line.run = [arguments] { return load(*arguments); }; });
}

}  // namespace sarye
