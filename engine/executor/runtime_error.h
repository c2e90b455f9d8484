// Errors that a query meets on the data, under openCypher's names.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.h"
#include "engine/model/value.h"

namespace sarye {

inline Error runtime_error(std::string_view name, std::string message, std::string hint = {}) {
  return Error{ErrorCode::Runtime, std::move(message), std::move(hint), std::string(name)};
}

// `what` was given a value of a type that it does not take.
inline Error wrong_type(std::string_view what, std::string_view takes, const Value& given) {
  std::string message(what);
  message += " takes ";
  message += takes;
  message += ", not ";
  message += value_type_name(given.type());
  return runtime_error("InvalidArgumentType", std::move(message));
}

// A budget of the query, other than those that Budget itself reports.
inline Error limit_reached(std::string message, std::string hint, std::string_view name = {}) {
  return Error{ErrorCode::LimitReached, std::move(message), std::move(hint), std::string(name)};
}

}  // namespace sarye
