// The arithmetic of the language on single values. Null in either operand gives null. Integers stay
// integers and overflow is an error; floats follow IEEE 754.
#pragma once

#include "engine/base/result.h"
#include "engine/model/value.h"

namespace sarye {

// Numbers, strings (a number or a date beside a string is written out), and lists: list + list
// joins, list + x appends, x + list prepends. Errors of all: ArithmeticError (overflow, division of
// an integer by zero), InvalidArgumentType.
Result<Value> add(const Value& a, const Value& b);
Result<Value> subtract(const Value& a, const Value& b);  // also days between dates, date - days
Result<Value> multiply(const Value& a, const Value& b);
Result<Value> divide(const Value& a, const Value& b);  // integers: towards zero
Result<Value> modulo(const Value& a, const Value& b);  // the sign of `a`
Result<Value> power(const Value& a, const Value& b);   // always a float
Result<Value> negate(const Value& a);
Result<Value> plus(const Value& a);

}  // namespace sarye
