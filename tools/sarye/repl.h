// `sarye repl`: statements in, tables out, until Ctrl-D.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/cancel.h"
#include "engine/engine.h"
#include "tools/sarye/exit_code.h"
#include "tools/sarye/output.h"
#include "tools/terminal/line_editor.h"

namespace sarye {

class Repl {
 public:
  Repl(std::unique_ptr<Engine> engine, std::filesystem::path store);

  // Reads from the terminal, with editing, or from a pipe without prompts. The exit code is that of
  // the last statement that failed, from a pipe; a person at a terminal leaves with 0.
  ExitCode run();

 private:
  ExitCode run_terminal();
  ExitCode run_pipe();
  void banner() const;
  // One whole input: statements, or a command that begins with a backslash.
  void carry_out(const std::string& text);
  void command(std::string_view text);
  void ask(const std::string& text);
  // Moves to the newest generation and says so, unless it is pinned.
  void follow_store();

  std::unique_ptr<Engine> engine_;
  std::filesystem::path store_;
  std::uint64_t generation_ = 0;
  bool pinned_ = false;
  bool leaving_ = false;
  bool terminal_ = false;
  Format format_ = Format::Table;
  CancelToken cancel_;
  ExitCode status_ = ExitCode::Ok;
};

// Whether `text` is a whole input: a command, or statements that end in a semicolon outside of
// quotes and comments. A word of one line such as `help` or `exit` is whole without one.
bool is_whole_input(std::string_view text);

// Several lines as one, for the history: line breaks outside quotes are blanks, comments to the end
// of a line go.
std::string one_line_input(std::string_view text);

}  // namespace sarye
