// A tool of the system run as a child under limits, so that what it does with a hostile file costs
// a bounded amount of time and memory and cannot harm this process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

struct ChildLimits {
  int cpu_seconds = 20;
  int wall_seconds = 30;
  std::uint64_t memory_bytes = std::uint64_t{640} << 20;
  std::uint64_t output_bytes = std::uint64_t{48} << 20;
};

struct ChildOutput {
  std::string out;
  std::string err;         // its first 4 KiB
  int status = 0;          // exit status; 128 + number when a signal ended it
  bool too_long = false;   // of the two times one was used up
  bool too_large = false;  // it printed more than it may
};

// Runs `program`, found in PATH, with `input` as its standard input; it can write no file. What it
// printed is given back whatever its exit status. Any thread.
// Errors: NotFound  no such program
//         Io        the system refused a process or a pipe
Result<ChildOutput> run_child(const std::string& program, const std::vector<std::string>& arguments,
                              std::string_view input, const ChildLimits& limits = {});

}  // namespace sarye
