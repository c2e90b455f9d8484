// Asks a whole question of a small graph: parse, bind, plan, execute. What a result points to lives
// as long as the program.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/binder/binder.h"
#include "engine/executor/execute.h"
#include "engine/planner/plan.h"
#include "engine/syntax/parser.h"
#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

namespace sarye {

struct AskWith {
  Parameters parameters = {};
  Limits limits = {};
  const CancelToken* cancel = nullptr;
  bool strict_names = true;
  std::uint32_t max_hops = 6;
  bool optimise = true;  // false: no rule of the planner is at work
  int threads = 1;
};

inline Result<QueryResult> ask(const GraphView& view, std::string_view text,
                               const AskWith& with = {}) {
  struct Kept {
    BoundStatement statement;
    Plan plan;
  };
  static std::vector<std::unique_ptr<Kept>> kept;
  auto statement = parse_statement(text);
  if (!statement) return statement.error();
  BindOptions options;
  options.parameters = &with.parameters;
  options.strict_names = with.strict_names;
  options.max_hops = with.max_hops;
  auto bound = bind(*statement, view, options);
  if (!bound) return bound.error();
  kept.push_back(std::make_unique<Kept>(Kept{std::move(*bound), {}}));
  auto& query = std::get<BoundQuestion>(kept.back()->statement).query;
  kept.back()->plan = make_plan(query, view, PlanOptions{with.optimise});
  ExecuteOptions run;
  run.parameters = &with.parameters;
  run.limits = with.limits;
  run.cancel = with.cancel;
  run.threads = with.threads;
  return execute(kept.back()->plan, query, view, run);
}

inline std::string shown(const GraphView& view, const Value& v) {
  switch (v.type()) {
    case ValueType::Null:
      return "null";
    case ValueType::Boolean:
      return v.boolean() ? "true" : "false";
    case ValueType::Integer:
      return std::to_string(v.integer());
    case ValueType::Float:
      return format_float(v.floating());
    case ValueType::String:
      return "'" + v.string() + "'";
    case ValueType::Date:
      return v.date().to_string();
    case ValueType::Node:
      return "(" + tiny::must(view.display_name(v.node()), "name") + ")";
    case ValueType::Edge:
      return "[edge]";
    case ValueType::Assertion:
      return "<assertion>";
    case ValueType::List: {
      std::string out = "[";
      for (const Value& item : v.items()) out += (out.size() > 1 ? ", " : "") + shown(view, item);
      return out + "]";
    }
    case ValueType::Path: {
      std::string out;
      for (const NodeId node : v.path().nodes) {
        out += (out.empty() ? "" : "-") + tiny::must(view.display_name(node), "name");
      }
      return "<" + out + ">";
    }
  }
  return "?";
}

// A line a row, cells with " | " between them; an error as `ERROR name`.
inline std::vector<std::string> rows_of(const GraphView& view, std::string_view text,
                                        const AskWith& with = {}) {
  auto result = ask(view, text, with);
  if (!result) return {"ERROR " + result.error().name + ": " + result.error().message};
  std::vector<std::string> out;
  for (const auto& row : result->rows) {
    std::string line;
    for (const Value& cell : row) line += (line.empty() ? "" : " | ") + shown(view, cell);
    out.push_back(std::move(line));
  }
  return out;
}

inline std::vector<std::string> sorted_rows(const GraphView& view, std::string_view text,
                                            const AskWith& with = {}) {
  auto rows = rows_of(view, text, with);
  std::sort(rows.begin(), rows.end());
  return rows;
}

// What EXPLAIN shows.
inline std::string plan_text(const GraphView& view, std::string_view text) {
  auto statement = tiny::must(parse_statement(text), "parse");
  auto bound = tiny::must(bind(statement, view, BindOptions{}), "bind");
  const auto& query = std::get<BoundQuestion>(bound).query;
  return explain(make_plan(query, view), query, view);
}

// The name of the error that `text` ends in; empty when it succeeds.
inline std::string error_of(const GraphView& view, std::string_view text,
                            const AskWith& with = {}) {
  auto result = ask(view, text, with);
  return result ? std::string() : result.error().name;
}

using Lines = std::vector<std::string>;

}  // namespace sarye
