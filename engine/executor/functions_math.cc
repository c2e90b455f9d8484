// Functions on numbers. Those that do not say otherwise give floats.
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "engine/executor/arithmetic.h"
#include "engine/executor/functions.h"
#include "engine/executor/runtime_error.h"

namespace sarye {

namespace {

using Arguments = std::span<const Value>;

template <double (*kFunction)(double)>
Result<Value> of_float(const FunctionContext&, Arguments a) {
  if (!a[0].is_number()) return wrong_type("a mathematical function", "a number", a[0]);
  return Value(kFunction(a[0].number()));
}

double std_ceil(double x) {
  return std::ceil(x);
}
double std_floor(double x) {
  return std::floor(x);
}
double std_sqrt(double x) {
  return std::sqrt(x);
}
double std_exp(double x) {
  return std::exp(x);
}
double std_log(double x) {
  return std::log(x);
}
double std_log10(double x) {
  return std::log10(x);
}
double std_sin(double x) {
  return std::sin(x);
}
double std_cos(double x) {
  return std::cos(x);
}
double std_tan(double x) {
  return std::tan(x);
}
double std_asin(double x) {
  return std::asin(x);
}
double std_acos(double x) {
  return std::acos(x);
}
double std_atan(double x) {
  return std::atan(x);
}

// Ties go towards positive infinity.
double half_up(double x) {
  const double below = std::floor(x);
  return x - below >= 0.5 ? below + 1.0 : below;
}

Result<Value> round(const FunctionContext&, Arguments a) {
  if (!a[0].is_number()) return wrong_type("round", "a number", a[0]);
  const double x = a[0].number();
  if (a.size() < 2) return Value(half_up(x));
  if (a[1].type() != ValueType::Integer || a[1].integer() < 0 || a[1].integer() > 300) {
    return runtime_error("InvalidArgumentValue", "round takes 0 to 300 decimal places");
  }
  const double scale = std::pow(10.0, static_cast<double>(a[1].integer()));
  const double scaled = x * scale;
  return Value(std::isfinite(scaled) ? half_up(scaled) / scale : x);
}

Result<Value> abs(const FunctionContext&, Arguments a) {
  if (!a[0].is_number()) return wrong_type("abs", "a number", a[0]);
  if (a[0].type() == ValueType::Float) return Value(std::fabs(a[0].floating()));
  return a[0].integer() < 0 ? negate(a[0]) : Result<Value>(a[0]);
}

Result<Value> sign(const FunctionContext&, Arguments a) {
  if (!a[0].is_number()) return wrong_type("sign", "a number", a[0]);
  const double x = a[0].number();
  return Value(std::int64_t{(x > 0) - (x < 0)});
}

Result<Value> atan2(const FunctionContext&, Arguments a) {
  if (!a[0].is_number()) return wrong_type("atan2", "numbers", a[0]);
  if (!a[1].is_number()) return wrong_type("atan2", "numbers", a[1]);
  return Value(std::atan2(a[0].number(), a[1].number()));
}

Result<Value> pi(const FunctionContext&, Arguments) {
  return Value(std::numbers::pi);
}
Result<Value> e(const FunctionContext&, Arguments) {
  return Value(std::numbers::e);
}

constexpr std::array kMathFunctions = {
    FunctionEntry{FunctionId::Abs, abs},
    FunctionEntry{FunctionId::Sign, sign},
    FunctionEntry{FunctionId::Round, round},
    FunctionEntry{FunctionId::Ceil, of_float<std_ceil>},
    FunctionEntry{FunctionId::Floor, of_float<std_floor>},
    FunctionEntry{FunctionId::Sqrt, of_float<std_sqrt>},
    FunctionEntry{FunctionId::Exp, of_float<std_exp>},
    FunctionEntry{FunctionId::Log, of_float<std_log>},
    FunctionEntry{FunctionId::Log10, of_float<std_log10>},
    FunctionEntry{FunctionId::Sin, of_float<std_sin>},
    FunctionEntry{FunctionId::Cos, of_float<std_cos>},
    FunctionEntry{FunctionId::Tan, of_float<std_tan>},
    FunctionEntry{FunctionId::Asin, of_float<std_asin>},
    FunctionEntry{FunctionId::Acos, of_float<std_acos>},
    FunctionEntry{FunctionId::Atan, of_float<std_atan>},
    FunctionEntry{FunctionId::Atan2, atan2},
    FunctionEntry{FunctionId::Pi, pi},
    FunctionEntry{FunctionId::E, e},
};

}  // namespace

std::span<const FunctionEntry> math_functions() {
  return kMathFunctions;
}

}  // namespace sarye
