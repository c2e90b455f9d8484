// What a command's exit status says: the same in every command, for scripts.
#pragma once

#include "engine/base/result.h"

namespace sarye {

enum class ExitCode : int {
  Ok = 0,
  Failed = 1,  // the query or run failed
  Usage = 2,
  Rejected = 3,  // some input was rejected; the rest was done
  Locked = 4,    // another process writes to the store
  Damaged = 5,   // damaged, or of another format
  Limit = 6,     // a budget was reached
  DiskFull = 7,
  Interrupted = 130,
};

inline ExitCode exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::Usage:
      return ExitCode::Usage;
    case ErrorCode::Rejected:
      return ExitCode::Rejected;
    case ErrorCode::Locked:
      return ExitCode::Locked;
    case ErrorCode::Damaged:
    case ErrorCode::VersionMismatch:
      return ExitCode::Damaged;
    case ErrorCode::LimitReached:
      return ExitCode::Limit;
    case ErrorCode::DiskFull:
      return ExitCode::DiskFull;
    case ErrorCode::Cancelled:
      return ExitCode::Interrupted;
    default:
      return ExitCode::Failed;
  }
}

}  // namespace sarye
