#include <iostream>

#include "ingest/extractor.h"
#include "tools/sarye/command.h"
#include "tools/sarye/predictions.h"

namespace sarye {

namespace {

struct ExtractArguments {
  std::vector<std::string> files;
  std::string format = "predictions";
  std::string document;
  std::vector<std::string> without;
};

ExitCode extract(const ExtractArguments& arguments) {
  auto directory = Resources::find_directory();
  if (!directory) return fail(directory.error());
  auto resources = Resources::load(*directory, Resources::find_tagger());
  if (!resources) return fail(resources.error());
  RecipeOptions options;
  options.without = {arguments.without.begin(), arguments.without.end()};
  auto extractor = Extractor::make(**resources, options);
  if (!extractor) return fail(extractor.error());
  ExitCode worst = ExitCode::Ok;
  for (const std::string& file : arguments.files) {
    auto truth = extractor->extract_file(file);
    if (!truth) {
      worst = fail(truth.error());
      continue;
    }
    std::cout << predictions(*truth,
                             arguments.document.empty() ? truth->metadata.key : arguments.document);
  }
  return worst;
}

}  // namespace

void add_extract_command(CommandLine& line) {
  auto arguments = std::make_shared<ExtractArguments>();
  CLI::App* command =
      line.app.add_subcommand("extract", "Print what is found in texts, without touching a store");
  command->add_option("FILE", arguments->files, "Texts to analyse")->required();
  command->add_option("--format", arguments->format, "predictions: JSON Lines for scorers")
      ->check(CLI::IsMember({"predictions"}));
  command->add_option("--doc", arguments->document,
                      "The document id of the lines; default: the text's key");
  command
      ->add_option("--without", arguments->without,
                   "Parts of the analysis to leave out, to see what they are worth: aliases, "
                   "concepts, discovery, document_head, metrics, relations, tables, times")
      ->delimiter(',');
  command->callback([&line, arguments] { line.run = [arguments] { return extract(*arguments); }; });
}

}  // namespace sarye
