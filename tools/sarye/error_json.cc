#include "tools/sarye/error_json.h"

#include "engine/exchange/json_text.h"

namespace sarye {

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::Usage:
      return "Usage";
    case ErrorCode::Syntax:
      return "Syntax";
    case ErrorCode::Semantic:
      return "Semantic";
    case ErrorCode::Runtime:
      return "Runtime";
    case ErrorCode::NotFound:
      return "NotFound";
    case ErrorCode::AlreadyExists:
      return "AlreadyExists";
    case ErrorCode::Rejected:
      return "Rejected";
    case ErrorCode::Locked:
      return "Locked";
    case ErrorCode::Damaged:
      return "Damaged";
    case ErrorCode::VersionMismatch:
      return "VersionMismatch";
    case ErrorCode::LimitReached:
      return "LimitReached";
    case ErrorCode::DiskFull:
      return "DiskFull";
    case ErrorCode::Cancelled:
      return "Cancelled";
    case ErrorCode::Io:
      return "Io";
    case ErrorCode::Internal:
      return "Internal";
  }
  return "Internal";
}

void append_error_json(std::string& out, const Error& error) {
  out += "{\"code\":";
  append_json_string(out, error.name.empty() ? error_code_name(error.code) : error.name);
  const bool compile = error.code == ErrorCode::Syntax || error.code == ErrorCode::Semantic;
  out += compile ? ",\"phase\":\"compile\",\"message\":" : ",\"phase\":\"run\",\"message\":";
  append_json_string(out, error.message);
  if (error.place) {
    out += ",\"line\":" + std::to_string(error.place->line) +
           ",\"column\":" + std::to_string(error.place->column);
  }
  if (!error.hint.empty()) {
    out += ",\"hint\":";
    append_json_string(out, error.hint);
  }
  out += '}';
}

}  // namespace sarye
