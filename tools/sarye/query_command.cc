#include <unistd.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "engine/text/unicode.h"
#include "tools/sarye/command.h"
#include "tools/sarye/interrupt.h"
#include "tools/sarye/json_value.h"
#include "tools/sarye/output.h"
#include "tools/sarye/query_options.h"
#include "tools/sarye/store_access.h"
#include "tools/sarye/whole_file.h"
#include "tools/terminal/terminal.h"

namespace sarye {

namespace {

struct QueryArguments {
  std::string store;
  std::string text;
  bool text_given = false;
  std::string file;
  std::vector<std::string> parameters;
  std::string format;
  std::string out;
  std::optional<int> width;
  LimitArguments limits;
};

struct Question {
  std::string text;
  std::string origin;
};

Result<Question> question_of(const QueryArguments& arguments) {
  if (!arguments.file.empty()) {
    if (arguments.text_given) {
      return Error{ErrorCode::Usage, "a query was given twice: as text and with --file",
                   "leave one of them out"};
    }
    auto text = read_whole_file(arguments.file);
    if (!text) return text.error();
    return Question{std::move(*text), arguments.file};
  }
  if (arguments.text_given && arguments.text != "-") return Question{arguments.text, "query"};
  if (!arguments.text_given && is_terminal(STDIN_FILENO)) {
    return Error{ErrorCode::Usage, "no query was given",
                 "sarye query STORE 'MATCH …', or -f FILE, or `sarye repl STORE` to ask many"};
  }
  std::ostringstream text;
  text << std::cin.rdbuf();
  return Question{text.str(), "standard input"};
}

// name=value: the value is JSON where it reads as JSON, else a text.
Result<Parameters> bound_parameters(const std::vector<std::string>& arguments) {
  Parameters parameters;
  for (const std::string& argument : arguments) {
    const std::size_t equals_sign = argument.find('=');
    if (equals_sign == std::string::npos || equals_sign == 0) {
      return Error{ErrorCode::Usage, "--param " + argument + " has no name or no value",
                   "write it as --param name=value"};
    }
    const std::size_t begin = argument.front() == '$' ? 1 : 0;
    const std::string name = nfc(argument.substr(begin, equals_sign - begin));
    const std::string written = argument.substr(equals_sign + 1);
    const auto json = nlohmann::json::parse(written, nullptr, false);
    if (json.is_discarded()) {
      parameters[name] = Value(nfc(written));
      continue;
    }
    auto value = value_from_json(json);
    if (!value) return value.error();
    parameters[name] = std::move(*value);
  }
  return parameters;
}

ExitCode query(const QueryArguments& arguments) {
  auto format = output_format(arguments.format, arguments.out);
  if (!format) return fail(format.error());
  auto parameters = bound_parameters(arguments.parameters);
  if (!parameters) return fail(parameters.error());
  if (auto there = check_store(arguments.store); !there) return fail(there.error());
  auto question = question_of(arguments);
  if (!question) return fail(question.error());
  if (question->text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return fail(Error{ErrorCode::Usage, "the query is empty (" + question->origin + ")",
                      "sarye query STORE 'MATCH …'; `sarye help` lists what can be asked"});
  }
  auto engine = Engine::open(arguments.store);
  if (!engine) return fail(engine.error());
  arguments.limits.apply((*engine)->settings());

  OutputTarget target(arguments.out);
  OutputOptions options = target.options(*format);
  if (arguments.width) options.width = *arguments.width;
  CancelToken cancel;
  AskOptions ask;
  ask.parameters = std::move(*parameters);
  ask.cancel = &cancel;
  Result<void> written;
  Result<void> asked;
  std::size_t answers = 0;
  {
    InterruptGuard guard(cancel);
    asked = (*engine)->ask(question->text, ask, [&](const Answer& answer) {
      if (!written) return;
      if (answers++ > 0 && options.format == Format::Table) target.stream() << "\n";
      written = write_answer(target.stream(), answer, (*engine)->graph(), options);
      if (written) say_beside(answer, options.format);
    });
  }
  // Answers before the failing statement stand; a file is written whole or not at all.
  if (!asked) return fail(asked.error(), question->text, question->origin);
  if (!written) return fail(written.error());
  if (auto done = target.finish(); !done) return fail(done.error());
  return ExitCode::Ok;
}

}  // namespace

void add_query_command(CommandLine& line) {
  auto arguments = std::make_shared<QueryArguments>();
  CLI::App* command = line.app.add_subcommand("query", "Ask a store and print the answer");
  add_store_option(*command, arguments->store);
  CLI::Option* text = command->add_option(
      "QUERY", arguments->text, "The query; -, or nothing when it is piped: standard input");
  command->add_option("-f,--file", arguments->file, "A file with the query (.sq)");
  command
      ->add_option("--param", arguments->parameters,
                   "name=value for $name; the value is JSON, or else text")
      ->allow_extra_args(false);
  add_format_options(*command, arguments->format, arguments->out);
  command
      ->add_option("--width", arguments->width,
                   "Cells of a table; default: those of the terminal; 0: as wide as its content")
      ->check(CLI::Range(0, 10000));
  arguments->limits.add_to(*command);
  command->callback([&line, arguments, text] {
    arguments->text_given = text->count() > 0;
    line.run = [arguments] { return query(*arguments); };
  });
}

}  // namespace sarye
