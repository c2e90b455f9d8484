#include "tools/sarye/query_options.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "tools/sarye/command.h"
#include "tools/sarye/whole_file.h"
#include "tools/terminal/terminal.h"

namespace sarye {

void LimitArguments::add_to(CLI::App& command) {
  command.add_option("--timeout", timeout_ms, "Milliseconds a query may take; 0: no limit");
  command.add_option("--max-rows", rows, "Rows a query may give; 0: no limit");
  command.add_option("--max-memory", memory_mib, "MiB a query may use; 0: no limit");
  command.add_option("--threads", threads, "Threads of one query; 0: all cores")
      ->check(CLI::Range(0, 256));
}

void LimitArguments::apply(Settings& settings) const {
  if (timeout_ms) settings.limits.timeout_ms = *timeout_ms;
  if (rows) settings.limits.rows = *rows;
  if (memory_mib) settings.limits.memory_bytes = *memory_mib << 20;
  if (threads) settings.threads = *threads;
}

void add_format_options(CLI::App& command, std::string& format, std::string& out) {
  command.add_option("--format", format,
                     "table, json, jsonl, rows, csv, tsv or md; default: table on a terminal, "
                     "else tsv");
  command.add_option("-o,--out", out, "Write to this file (its ending tells the format)");
}

Result<Format> output_format(const std::string& name, const std::string& out) {
  if (!name.empty()) return parse_format_name(name);
  if (!out.empty() && out != "-") {
    std::string ending = std::filesystem::path(out).extension().string();
    if (!ending.empty()) ending.erase(0, 1);
    if (ending == "txt") return Format::Table;
    if (auto format = parse_format_name(ending)) return format;
    return Format::Tsv;
  }
  return is_terminal(STDOUT_FILENO) ? Format::Table : Format::Tsv;
}

std::ostream& OutputTarget::stream() {
  if (is_file()) return content_;
  return std::cout;
}

OutputOptions OutputTarget::options(Format format) const {
  OutputOptions options;
  options.format = format;
  const bool on_terminal = !is_file() && is_terminal(STDOUT_FILENO);
  options.width = on_terminal ? terminal_width() : 0;
  options.bold = on_terminal && shows_bold(STDOUT_FILENO);
  return options;
}

Result<void> OutputTarget::finish() {
  if (is_file()) return write_whole_file(file_, content_.view());
  std::cout.flush();
  if (std::cout) return {};
  return Error{errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Io,
               std::string("standard output cannot be written: ") + std::strerror(errno),
               "what was printed is not complete"};
}

void say_beside(const Answer& answer, Format format) {
  if (format == Format::Csv || format == Format::Tsv) {
    std::string sources = footnotes(answer, 0);
    if (!sources.empty()) {
      sources.pop_back();
      say(sources);
    }
  }
  if (holds_notices(format)) return;
  for (const std::string& notice : answer.notices) say("note: " + notice);
}

ExitCode print_answer(const Answer& answer, const GraphView& graph, const std::string& format_name,
                      const std::string& out) {
  auto format = output_format(format_name.empty() && reporting().json ? "json" : format_name, out);
  if (!format) return fail(format.error());
  OutputTarget target(out);
  if (auto done = write_answer(target.stream(), answer, graph, target.options(*format)); !done) {
    return fail(done.error());
  }
  say_beside(answer, *format);
  if (auto done = target.finish(); !done) return fail(done.error());
  return ExitCode::Ok;
}

}  // namespace sarye
