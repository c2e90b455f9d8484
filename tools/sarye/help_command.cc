#include <iostream>

#include "engine/help.h"
#include "engine/model/suggestion.h"
#include "tools/sarye/command.h"

namespace sarye {

namespace {

ExitCode help(const CLI::App& app, const std::string& topic) {
  if (topic.empty()) {
    // Of the whole command: `app.help()` would tell about `help`, since that was chosen.
    std::cout << app.get_formatter()->make_help(&app, app.get_name(), CLI::AppFormatMode::Normal)
              << "\n"
              << help_text("");
    return ExitCode::Ok;
  }
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == topic) {
      std::cout << command->help();
      const std::string of_language = help_text(topic);
      if (!of_language.empty()) std::cout << "\nIn the language:\n" << of_language;
      return ExitCode::Ok;
    }
  }
  const std::string text = help_text(topic);
  if (!text.empty()) {
    std::cout << text;
    return ExitCode::Ok;
  }
  std::vector<std::string_view> known = help_topics();
  for (const CLI::App* command : app.get_subcommands({})) known.push_back(command->get_name());
  const std::string_view near = nearest_name(topic, known);
  return fail(Error{
      ErrorCode::Usage, "there is no help on " + topic,
      near.empty() ? "`sarye help` lists the topics" : "did you mean " + std::string(near) + "?"});
}

}  // namespace

void add_help_command(CommandLine& line) {
  auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      line.app.add_subcommand("help", "Help on a command or a part of the language");
  command->add_option("TOPIC", *words,
                      "A command, or a word of the language: a clause, a function, an error, an "
                      "option");
  command->callback([&line, words] {
    line.run = [&line, words] {
      std::string topic;
      for (const std::string& word : *words) topic += (topic.empty() ? "" : " ") + word;
      return help(line.app, topic);
    };
  });
}

}  // namespace sarye
