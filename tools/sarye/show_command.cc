#include <algorithm>

#include "engine/text/unicode.h"
#include "tools/sarye/command.h"
#include "tools/sarye/query_literal.h"
#include "tools/sarye/query_options.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

struct ShowArguments {
  std::string store;
  std::string what = "types";
  std::string like;
  std::uint64_t limit = 0;
  std::string format;
  std::string out;
};

constexpr std::string_view kSubjects[] = {"types",     "relations", "properties", "names",
                                          "documents", "functions", "options",    "statistics"};

std::string statement_for(const ShowArguments& arguments, const Ontology& ontology) {
  const std::string word = to_lower(arguments.what);
  if (std::find(std::begin(kSubjects), std::end(kSubjects), word) != std::end(kSubjects)) {
    std::string statement = "SHOW " + word;
    if (!arguments.like.empty()) statement += " LIKE " + query_literal(arguments.like);
    if (arguments.limit != 0) statement += " LIMIT " + std::to_string(arguments.limit);
    return statement;
  }
  const NodeType* type = ontology.find_type(arguments.what);
  if (type != nullptr) return "DESCRIBE " + type->name;
  const Relation* relation = ontology.find_relation(arguments.what);
  if (relation != nullptr) return "DESCRIBE " + relation->name;
  return "DESCRIBE " + query_literal(arguments.what);
}

ExitCode show(const ShowArguments& arguments) {
  if (auto there = check_store(arguments.store); !there) return fail(there.error());
  auto engine = Engine::open(arguments.store);
  if (!engine) return fail(engine.error());
  auto answer = (*engine)->ask(statement_for(arguments, (*engine)->graph().ontology()));
  if (!answer) {
    Error error = answer.error();
    error.place.reset();  // in a statement that nobody wrote
    return fail(error);
  }
  return print_answer(*answer, (*engine)->graph(), arguments.format, arguments.out);
}

}  // namespace

void add_show_command(CommandLine& line) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = line.app.add_subcommand("show", "What a store knows, or all about one name");
  add_store_option(*command, arguments->store);
  command->add_option("WHAT", arguments->what,
                      "types, relations, properties, names, documents, functions, options, "
                      "statistics; or a name in any language: its card");
  command->add_option("--like", arguments->like, "Those alone that contain this text");
  command->add_option("--limit", arguments->limit, "At most so many lines");
  add_format_options(*command, arguments->format, arguments->out);
  command->callback([&line, arguments] { line.run = [arguments] { return show(*arguments); }; });
}

}  // namespace sarye
