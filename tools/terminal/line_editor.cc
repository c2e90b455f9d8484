#include "tools/terminal/line_editor.h"

#include <histedit.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr int kHistoryLength = 2000;
constexpr std::size_t kListed = 60;  // candidates shown at once

volatile std::sig_atomic_t interrupted = 0;
void note_interrupt(int) {
  interrupted = 1;
}

int terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

void list_candidates(const std::vector<std::string>& candidates) {
  int widest = 1;
  const std::size_t shown = std::min(candidates.size(), kListed);
  for (std::size_t i = 0; i < shown; ++i) widest = std::max(widest, display_width(candidates[i]));
  const int per_line = std::max(1, terminal_columns() / (widest + 2));
  std::printf("\n");
  for (std::size_t i = 0; i < shown; ++i) {
    std::printf("%s", pad_to_width(candidates[i], widest + 2).c_str());
    if ((i + 1) % static_cast<std::size_t>(per_line) == 0) std::printf("\n");
  }
  if (shown % static_cast<std::size_t>(per_line) != 0) std::printf("\n");
  if (candidates.size() > shown) std::printf("… %zu more\n", candidates.size() - shown);
  std::fflush(stdout);
}

}  // namespace

struct LineEditor::Impl {
  EditLine* editor = nullptr;
  History* history = nullptr;
  std::string history_file;
  std::string prompt;
  std::function<Completion(std::string_view)> completer;
  bool is_terminal = false;
};

namespace {

char* prompt_of(EditLine* editor) {
  void* data = nullptr;
  el_get(editor, EL_CLIENTDATA, &data);
  return static_cast<std::string*>(data)->data();
}

}  // namespace

// libedit calls back with its own handle only; there is one editor a process.
static std::function<Completion(std::string_view)>* active_completer = nullptr;

static unsigned char complete(EditLine* editor, int) {
  const LineInfo* info = el_line(editor);
  const std::string_view before(info->buffer,
                                static_cast<std::size_t>(info->cursor - info->buffer));
  if (active_completer == nullptr || !*active_completer) return CC_ERROR;
  const Completion found = (*active_completer)(before);
  if (found.candidates.empty()) return CC_ERROR;
  const std::string_view typed = before.substr(std::min(found.from, before.size()));
  const bool single = found.candidates.size() == 1;
  const std::string insert = single ? found.candidates.front() : common_prefix(found.candidates);
  if (insert.size() > typed.size() || (single && insert != typed)) {
    // The typed part is replaced whole: case or script may differ from what was typed.
    el_deletestr(editor, static_cast<int>(count_code_points(typed)));
    if (el_insertstr(editor, insert.c_str()) == -1) return CC_ERROR;
    return CC_REFRESH;
  }
  if (single) return CC_NORM;
  list_candidates(found.candidates);
  return CC_REDISPLAY;
}

// The next character of standard input. libedit's own reader goes on after a signal, so that Ctrl-C
// would be noticed one key late; and it decodes by the locale.
static int read_character(EditLine*, wchar_t* out) {
  std::string bytes;
  std::size_t wanted = 1;
  while (bytes.size() < wanted) {
    char byte = 0;
    const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
    if (count < 0 && errno == EINTR) {
      if (interrupted != 0) return -1;
      continue;  // the window has changed its size
    }
    if (count <= 0) return static_cast<int>(count);
    bytes += byte;
    const auto first = static_cast<unsigned char>(bytes.front());
    wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  }
  std::size_t at = 0;
  *out = static_cast<wchar_t>(decode(bytes, at));
  return 1;
}

LineEditor::LineEditor(const char* program, std::string history_file)
    : impl_(std::make_unique<Impl>()) {
  // Editing needs the terminal's characters; data is UTF-8 whatever the locale says.
  if (std::setlocale(LC_CTYPE, "") == nullptr || MB_CUR_MAX == 1)
    std::setlocale(LC_CTYPE, "C.UTF-8");
  impl_->history_file = std::move(history_file);
  impl_->is_terminal = isatty(STDIN_FILENO) != 0;
  impl_->history = history_init();
  HistEvent event;
  history(impl_->history, &event, H_SETSIZE, kHistoryLength);
  history(impl_->history, &event, H_SETUNIQUE, 1);
  if (!impl_->history_file.empty()) {
    history(impl_->history, &event, H_LOAD, impl_->history_file.c_str());
  }
  impl_->editor = el_init(program, stdin, stdout, stderr);
  el_set(impl_->editor, EL_CLIENTDATA, &impl_->prompt);
  el_set(impl_->editor, EL_PROMPT, prompt_of);
  el_set(impl_->editor, EL_EDITOR, "emacs");
  el_set(impl_->editor, EL_SIGNAL, 0);
  el_set(impl_->editor, EL_GETCFN, read_character);
  el_set(impl_->editor, EL_HIST, history, impl_->history);
  el_set(impl_->editor, EL_ADDFN, "sarye-complete", "completes words, types and names", complete);
  el_set(impl_->editor, EL_BIND, "^I", "sarye-complete", nullptr);
  el_source(impl_->editor, nullptr);
}

LineEditor::~LineEditor() {
  HistEvent event;
  if (!impl_->history_file.empty()) {
    history(impl_->history, &event, H_SAVE, impl_->history_file.c_str());
  }
  el_end(impl_->editor);
  history_end(impl_->history);
  if (active_completer == &impl_->completer) active_completer = nullptr;
}

void LineEditor::on_complete(std::function<Completion(std::string_view)> completer) {
  impl_->completer = std::move(completer);
  active_completer = &impl_->completer;
}

LineEditor::Input LineEditor::read(const std::string& prompt) {
  impl_->prompt = prompt;
  el_resize(impl_->editor);  // the window may have changed its size meanwhile
  interrupted = 0;
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = note_interrupt;
  sigaction(SIGINT, &action, &before);  // no SA_RESTART: the read returns
  int length = 0;
  errno = 0;
  const char* text = el_gets(impl_->editor, &length);
  sigaction(SIGINT, &before, nullptr);
  if (interrupted != 0) {
    std::printf("^C\n");
    el_reset(impl_->editor);
    return {Outcome::Interrupted, {}};
  }
  if (text == nullptr || length <= 0) return {Outcome::End, {}};
  std::string line(text, static_cast<std::size_t>(length));
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  return {Outcome::Line, std::move(line)};
}

void LineEditor::add_history(const std::string& entry) {
  HistEvent event;
  history(impl_->history, &event, H_ENTER, entry.c_str());
}

std::string common_prefix(const std::vector<std::string>& candidates) {
  if (candidates.empty()) return {};
  std::size_t length = candidates.front().size();
  for (const std::string& candidate : candidates) {
    const auto [a, b] =
        std::mismatch(candidates.front().begin(),
                      candidates.front().begin() + static_cast<std::ptrdiff_t>(length),
                      candidate.begin(), candidate.end());
    length = static_cast<std::size_t>(a - candidates.front().begin());
    (void)b;
  }
  // Not inside a character.
  while (length > 0 && length < candidates.front().size() &&
         (static_cast<unsigned char>(candidates.front()[length]) & 0xC0) == 0x80) {
    --length;
  }
  return candidates.front().substr(0, length);
}

}  // namespace sarye
