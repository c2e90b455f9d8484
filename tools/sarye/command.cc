#include "tools/sarye/command.h"

#include <iostream>

#include "engine/store/generation.h"
#include "engine/store/rocksdb_store.h"
#include "engine/syntax/diagnostic.h"
#include "engine/text/unicode.h"
#include "tools/sarye/error_json.h"

namespace sarye {

namespace {

std::string the_command_line;

}  // namespace

Reporting& reporting() {
  static Reporting the_reporting;
  return the_reporting;
}

void say(std::string_view text) {
  if (reporting().quiet) return;
  std::cout.flush();  // what a person reads stays in the order in which it was said
  std::cerr << text << "\n";
}

ExitCode fail(const Error& error) {
  std::cout.flush();
  if (reporting().json) {
    std::string out = "{\"error\":";
    append_error_json(out, error);
    std::cerr << out << "}\n";
    return exit_code(error.code);
  }
  std::cerr << "sarye: " << error.message << "\n";
  if (!error.hint.empty()) std::cerr << "  " << error.hint << "\n";
  return exit_code(error.code);
}

ExitCode fail(const Error& error, std::string_view text, std::string_view origin) {
  if (!error.place || reporting().json) return fail(error);
  std::cout.flush();
  std::cerr << format_diagnostic(error, text, origin) << "\n";
  return exit_code(error.code);
}

std::string version_text() {
  return "sarye " SARYE_VERSION "\nstore format " + std::to_string(kStoreFormat) + "\nICU " +
         icu_version() + " (Unicode " + unicode_version() + ")\nRocksDB " + rocksdb_version() +
         "\n";
}

void remember_command_line(int argc, char** argv) {
  the_command_line = "sarye";
  for (int i = 1; i < argc; ++i) the_command_line += std::string(" ") + argv[i];
  if (the_command_line.size() <= 200) return;
  std::size_t length = 200;  // not inside a character
  while (length > 0 && (static_cast<unsigned char>(the_command_line[length]) & 0xC0) == 0x80) {
    --length;
  }
  the_command_line.resize(length);
}

const std::string& command_line() {
  return the_command_line;
}

void add_store_option(CLI::App& command, std::string& store) {
  command.add_option("STORE", store, "The store's folder")->required();
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  std::string out = std::to_string(count) + " ";
  if (count == 1) return out + std::string(one);
  return out + (many.empty() ? std::string(one) + "s" : std::string(many));
}

}  // namespace sarye
