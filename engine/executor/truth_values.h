// Values where a truth is asked for, and truths as values; all three-valued.
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/model/value.h"

namespace sarye {

// Null for neither; errors: InvalidArgumentType for a value that is no Boolean.
Result<Truth> truth_of(const Value& value, const char* where);
Value value_of(Truth truth);
Truth negated(Truth truth);

// `x IN list`, three-valued.
Truth in_list(const Value& x, const std::vector<Value>& list);
// `a op b`, three-valued.
Truth compare_values(ComparisonKind op, const Value& a, const Value& b);

}  // namespace sarye
