// Reads lines from a terminal with editing, history and completion: the one door to libedit.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// What may stand in place of the bytes [from, cursor) of the line.
struct Completion {
  std::size_t from = 0;
  std::vector<std::string> candidates;  // the likeliest first, then sorted
};

class LineEditor {
 public:
  // `history_file` is read now and written when the editor goes; empty: no file.
  LineEditor(const char* program, std::string history_file);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // Called with the text up to the cursor when Tab is pressed.
  void on_complete(std::function<Completion(std::string_view)> completer);

  enum class Outcome { Line, Interrupted, End };
  struct Input {
    Outcome outcome = Outcome::End;
    std::string line;  // without its line break
  };
  // Shows `prompt` and reads one line. Ctrl-C gives Interrupted, Ctrl-D on an empty line End.
  Input read(const std::string& prompt);

  void add_history(const std::string& entry);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The longest beginning that all candidates share, cut between characters.
std::string common_prefix(const std::vector<std::string>& candidates);

}  // namespace sarye
