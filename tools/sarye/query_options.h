// What the commands that print answers share: format, place, limits.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>

#include "engine/engine.h"
#include "tools/sarye/exit_code.h"
#include "tools/sarye/output.h"

namespace sarye {

// --timeout, --max-rows, --max-memory, --threads.
struct LimitArguments {
  std::optional<std::uint64_t> timeout_ms;
  std::optional<std::uint64_t> rows;
  std::optional<std::uint64_t> memory_mib;
  std::optional<int> threads;

  void add_to(CLI::App& command);
  void apply(Settings& settings) const;
};

// --format and -o.
void add_format_options(CLI::App& command, std::string& format, std::string& out);

// The format by name; without one by the ending of `out`; else a table on a terminal and TSV in a
// pipe. Errors: Usage.
Result<Format> output_format(const std::string& name, const std::string& out);

// Standard output, or a file that is written whole when all went well.
class OutputTarget {
 public:
  explicit OutputTarget(std::string file) : file_(std::move(file)) {}
  std::ostream& stream();
  OutputOptions options(Format format) const;
  // Errors: DiskFull, Io.
  Result<void> finish();

 private:
  bool is_file() const { return !file_.empty() && file_ != "-"; }
  std::string file_;
  std::ostringstream content_;
};

// On standard error: the notices, and the sources where the format has their numbers alone.
void say_beside(const Answer& answer, Format format);

// Prints one answer that was made here. Errors become an exit code.
ExitCode print_answer(const Answer& answer, const GraphView& graph, const std::string& format,
                      const std::string& out);

}  // namespace sarye
