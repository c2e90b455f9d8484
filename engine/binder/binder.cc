// Statements: a question is bound by Binding; the others need a name or two resolved.
#include "engine/binder/binder.h"

#include <algorithm>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye {
namespace {

using binding::Binding;
using binding::did_you_mean;
using binding::semantic;

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Result<BoundQuery> bind_question(const ast::Question& question, const Catalog& catalog,
                                 const BindOptions& options) {
  if (const auto* trace = std::get_if<ast::Trace>(&question)) {
    return Binding(catalog, options).trace(*trace);
  }
  if (const auto* compare = std::get_if<ast::Compare>(&question)) {
    return Binding(catalog, options).compare(*compare);
  }
  return Binding(catalog, options).query(std::get<ast::Query>(question));
}

Result<BoundStatement> bind_let(const ast::LetStatement& let, const Catalog& catalog,
                                const BindOptions& options) {
  BoundLet out;
  out.name = let.name.text;
  out.parameter = let.parameter;
  Binding binding(catalog, options);
  if (let.documents) {
    auto set = binding.document_set(*let.documents);
    if (!set) return set.error();
    out.documents = std::move(*set);
    return BoundStatement(std::move(out));
  }
  auto value = binding.constant(*let.value);
  if (!value) return value.error();
  out.value = std::move(*value);
  return BoundStatement(std::move(out));
}

struct ShowWord {
  std::string_view word;
  ShowTarget target;
};
constexpr ShowWord kShowWords[] = {
    {"types", ShowTarget::Types},
    {"relations", ShowTarget::Relations},
    {"properties", ShowTarget::Properties},
    {"names", ShowTarget::Names},
    {"documents", ShowTarget::Documents},
    {"functions", ShowTarget::Functions},
    {"options", ShowTarget::Options},
    {"settings", ShowTarget::Options},
    {"sets", ShowTarget::Sets},
    {"parameters", ShowTarget::Parameters},
    {"statistics", ShowTarget::Statistics},
    {"stats", ShowTarget::Statistics},
};

Result<void> resolve_schema(const ast::Name& name, const Ontology& ontology,
                            std::optional<TypeId>& type, std::optional<RelationId>& relation) {
  const NodeType* found = ontology.find_type(name.text);
  const Relation* edge = ontology.find_relation(name.text);
  if (found == nullptr && edge == nullptr) {
    found = ontology.find_type_any_case(name.text);
    edge = ontology.find_relation_any_case(name.text);
  }
  if (found != nullptr) {
    type = found->id;
    return {};
  }
  if (edge != nullptr) {
    relation = edge->id;
    return {};
  }
  std::vector<std::string_view> known;
  for (const NodeType& other : ontology.types()) known.push_back(other.name);
  for (const Relation& other : ontology.relations()) known.push_back(other.name);
  std::string hint = did_you_mean(name.text, known);
  if (hint.empty())
    hint = "SHOW types and SHOW relations list what there is; an entity stands in quotes";
  return semantic("UnknownType", name.place, "no type or relation is called " + name.text,
                  std::move(hint));
}

Result<BoundStatement> bind_show(const ast::ShowStatement& show, const Catalog& catalog,
                                 const BindOptions& options) {
  BoundShow out;
  const std::string word = lower(show.what.text);
  const auto* found = std::find_if(std::begin(kShowWords), std::end(kShowWords),
                                   [&](const ShowWord& known) { return known.word == word; });
  if (found == std::end(kShowWords)) {
    std::vector<std::string_view> known;
    for (const ShowWord& other : kShowWords) known.push_back(other.word);
    std::string hint = did_you_mean(word, known);
    if (hint.empty())
      hint =
          "types, relations, properties, names, documents, functions, options, sets, "
          "parameters, statistics";
    return semantic("UnknownOption", show.what.place, "SHOW does not know " + show.what.text,
                    std::move(hint));
  }
  out.target = found->target;
  Binding binding(catalog, options);
  if (show.like) {
    auto like = binding.constant(*show.like);
    if (!like) return like.error();
    if (like->type() != ValueType::String) {
      return semantic("InvalidArgumentType", show.like->place, "LIKE needs a String");
    }
    out.like = like->string();
  }
  if (show.in) {
    auto ok = resolve_schema(*show.in, catalog.ontology(), out.type, out.relation);
    if (!ok) return ok.error();
  }
  if (show.limit) {
    auto limit = binding.constant(*show.limit);
    if (!limit) return limit.error();
    if (limit->type() != ValueType::Integer) {
      return semantic("InvalidArgumentType", show.limit->place, "LIMIT needs an Integer");
    }
    if (limit->integer() < 0) {
      return semantic("NegativeIntegerArgument", show.limit->place, "LIMIT cannot be negative");
    }
    out.limit = static_cast<std::uint64_t>(limit->integer());
  }
  return BoundStatement(std::move(out));
}

Result<BoundStatement> bind_describe(const ast::DescribeStatement& describe, const Catalog& catalog,
                                     const BindOptions& options) {
  BoundDescribe out;
  if (describe.name) {
    auto ok = resolve_schema(*describe.name, catalog.ontology(), out.type, out.relation);
    if (!ok) return ok.error();
    return BoundStatement(std::move(out));
  }
  Binding binding(catalog, options);
  const ast::Expression* text = describe.text ? &*describe.text : nullptr;
  std::optional<std::vector<TypeId>> types;
  if (describe.node) {
    if (!describe.node->entity) {
      return semantic("UnsupportedStatement", describe.node->place,
                      "DESCRIBE needs one entity or one type",
                      "DESCRIBE (:Firm \"name\"), DESCRIBE Firm");
    }
    text = &*describe.node->entity;
    if (describe.node->label) {
      auto found = binding.types_of(*describe.node->label);
      if (!found) return found.error();
      types = std::move(*found);
    }
  }
  auto nodes = binding.entities(*text, types ? &*types : nullptr, text->place);
  if (!nodes) return nodes.error();
  out.entities = std::move(*nodes);
  return BoundStatement(std::move(out));
}

struct OptionWord {
  std::string_view name;
  ValueType type;
  std::vector<std::string_view> words;  // of a String: what it may be
};

const std::vector<OptionWord>& known_options() {
  static const std::vector<OptionWord> options = {
      {"strict_names", ValueType::Boolean, {}}, {"max_hops", ValueType::Integer, {}},
      {"max_rows", ValueType::Integer, {}},     {"max_memory", ValueType::Integer, {}},
      {"timeout", ValueType::Integer, {}},      {"threads", ValueType::Integer, {}},
      {"optimise", ValueType::Boolean, {}},
      {"names", ValueType::String, {"ko", "zh", "en", "source", "auto"}},
  };
  return options;
}

Result<BoundStatement> bind_set(const ast::SetStatement& set, const Catalog& catalog,
                                const BindOptions& options) {
  BoundSet out;
  out.option = lower(set.option.text);
  const OptionWord* option = nullptr;
  std::vector<std::string_view> names;
  for (const OptionWord& known : known_options()) {
    names.push_back(known.name);
    if (known.name == out.option) option = &known;
  }
  if (option == nullptr) {
    std::string hint = did_you_mean(out.option, names);
    if (hint.empty()) hint = "SHOW options lists what there is";
    return semantic("UnknownOption", set.option.place, "no option is called " + set.option.text,
                    std::move(hint));
  }
  if (set.value.kind == ast::ExpressionKind::Variable) {
    const std::string word = lower(set.value.text);
    out.value = Value(std::string_view(word));
    if (option->type == ValueType::Boolean && (word == "on" || word == "off")) {
      out.value = Value(word == "on");
    }
  } else {
    auto value = Binding(catalog, options).constant(set.value);
    if (!value) return value.error();
    out.value = std::move(*value);
  }
  const auto& words = option->words;
  const bool fits =
      out.value.type() == option->type &&
      (option->type != ValueType::Integer || out.value.integer() >= 0) &&
      (words.empty() || std::find(words.begin(), words.end(), out.value.string()) != words.end());
  if (fits) return BoundStatement(std::move(out));
  std::vector<std::string> allowed(words.begin(), words.end());
  const std::string wanted = option->type == ValueType::Boolean   ? "on or off"
                             : option->type == ValueType::Integer ? "a number, 0 or more"
                                                                  : binding::or_list(allowed);
  std::string hint;
  if (set.value.kind == ast::ExpressionKind::Variable) hint = did_you_mean(set.value.text, words);
  return semantic("InvalidArgumentType", set.value.place, out.option + " takes " + wanted,
                  std::move(hint));
}

}  // namespace

Result<BoundStatement> bind(const ast::Statement& statement, const Catalog& catalog,
                            const BindOptions& options) {
  if (const auto* question = std::get_if<ast::QuestionStatement>(&statement.body)) {
    auto query = bind_question(question->question, catalog, options);
    if (!query) return query.error();
    return BoundStatement(BoundQuestion{static_cast<QueryMode>(question->mode), std::move(*query)});
  }
  if (const auto* exported = std::get_if<ast::ExportStatement>(&statement.body)) {
    auto query = bind_question(exported->question, catalog, options);
    if (!query) return query.error();
    BoundExport out;
    out.file = exported->file;
    if (exported->format) out.format = lower(exported->format->text);
    out.with_evidence = exported->with_evidence;
    out.query = std::move(*query);
    return BoundStatement(std::move(out));
  }
  if (const auto* let = std::get_if<ast::LetStatement>(&statement.body)) {
    return bind_let(*let, catalog, options);
  }
  if (const auto* show = std::get_if<ast::ShowStatement>(&statement.body)) {
    return bind_show(*show, catalog, options);
  }
  if (const auto* describe = std::get_if<ast::DescribeStatement>(&statement.body)) {
    return bind_describe(*describe, catalog, options);
  }
  if (const auto* set = std::get_if<ast::SetStatement>(&statement.body)) {
    return bind_set(*set, catalog, options);
  }
  const auto& help = std::get<ast::HelpStatement>(statement.body);
  return BoundStatement(BoundHelp{help.topic ? lower(help.topic->text) : std::string()});
}

}  // namespace sarye
