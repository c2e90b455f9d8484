// The scalar functions of the language. The binder has checked the name, the number of arguments
// and, where it could, their types; what is left fails on the data.
#pragma once

#include <span>
#include <string_view>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/binder/functions.h"
#include "engine/graph/graph_view.h"
#include "engine/model/value.h"

namespace sarye {

class EvidenceReader;

// What a function may look at besides its arguments. All borrowed for the query.
struct FunctionContext {
  const GraphView& graph;
  const EvidenceReader& evidence;
  Budget& budget;
};

struct FunctionEntry {
  FunctionId id;
  Result<Value> (*body)(const FunctionContext& context, std::span<const Value> arguments);
  bool null_gives_null = true;  // a null argument gives null without a call
};

// nullptr: not a scalar function (aggregates are elsewhere).
const FunctionEntry* function_entry(FunctionId id);

// By theme; each in its own file.
std::span<const FunctionEntry> scalar_functions();
std::span<const FunctionEntry> string_functions();
std::span<const FunctionEntry> list_functions();
std::span<const FunctionEntry> math_functions();
std::span<const FunctionEntry> graph_functions();
std::span<const FunctionEntry> evidence_functions();

// Conversions that expressions use too. toString of a value; errors: InvalidArgumentValue.
Result<Value> to_string_value(const Value& v);

// The value of `subject.name`: of a node, an edge, an assertion or a date; null for null.
// Errors: InvalidArgumentType for any other value.
Result<Value> property_of(const FunctionContext& context, const Value& subject,
                          std::string_view name);

}  // namespace sarye
