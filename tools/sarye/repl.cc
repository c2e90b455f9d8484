#include "tools/sarye/repl.h"

#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "engine/store/generation.h"
#include "engine/syntax/parser.h"
#include "engine/text/unicode.h"
#include "tools/sarye/command.h"
#include "tools/sarye/completion.h"
#include "tools/sarye/interrupt.h"
#include "tools/sarye/query_options.h"
#include "tools/sarye/state_files.h"
#include "tools/terminal/terminal.h"

namespace sarye {

namespace {

constexpr const char* kPrompt = "sarye> ";
constexpr const char* kContinuation = "   ... ";

constexpr const char* kCommands =
    "A statement ends with ; and may go over several lines. Tab completes words, types and names.\n"
    "Ctrl-C cancels a query or clears what is typed; Ctrl-D leaves.\n"
    "  \\h [TOPIC]   help on the language (\\h alone lists the topics)\n"
    "  \\format X    table, json, jsonl, rows, csv, tsv or md\n"
    "  \\pin         stay with this generation while others load; \\pin again follows the newest\n"
    "  \\q           leave\n";

std::string_view trimmed_input(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::uint64_t entity_count(const GraphView& graph) {
  std::uint64_t count = 0;
  for (const NodeType& type : graph.ontology().types()) {
    if (!type.is_abstract && !type.is_system) count += graph.node_count(type.id);
  }
  return count;
}

std::uint64_t document_count(const GraphView& graph) {
  const NodeType* type = graph.ontology().find_type("Document");
  return type == nullptr ? 0 : graph.node_count(type->id);
}

std::uint64_t fact_count(const GraphView& graph) {
  std::uint64_t count = 0;
  for (const EdgeTableInfo& info : graph.edge_tables()) {
    if (!graph.is_literature() || !info.plain) count += info.edges;
  }
  return count;
}

std::uint64_t generation_of(const std::filesystem::path& store) {
  auto generation = current_generation(store);
  return generation ? *generation : 0;
}

// Where the quoted part or comment that begins at `at` ends; `at` itself when none begins there.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const char sign = text[at];
  if (sign == '"' || sign == '\'' || sign == '`') {
    for (std::size_t i = at + 1; i < text.size(); ++i) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == sign)
        return i + 1;
    }
    return text.size();
  }
  return at;
}

}  // namespace

std::string one_line_input(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t behind = skip_quoted(text, i);
    if (behind != i) {
      out += text.substr(i, behind - i);
      i = behind;
      continue;
    }
    if (text.substr(i, 2) == "//") {
      i = std::min(text.find('\n', i), text.size());
      continue;
    }
    if (text[i] == '\n' || text[i] == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += text[i];
    }
    ++i;
  }
  return std::string(trimmed_input(out));
}

bool is_whole_input(std::string_view text) {
  const std::string_view input = trimmed_input(text);
  if (input.empty()) return true;
  if (input.front() == '\\') return true;
  const std::string flat = one_line_input(input);
  const std::string word = to_lower(flat.substr(0, flat.find(' ')));
  if (flat.size() == word.size() && (word == "help" || word == "exit" || word == "quit"))
    return true;
  if (flat.empty()) return true;  // a comment alone
  // A full-width semicolon ends a statement too.
  if (flat.back() != ';' && !flat.ends_with("；")) return false;
  auto script = parse(input);
  return script || !is_incomplete(script.error());
}

Repl::Repl(std::unique_ptr<Engine> engine, std::filesystem::path store)
    : engine_(std::move(engine)), store_(std::move(store)), generation_(generation_of(store_)) {}

ExitCode Repl::run() {
  terminal_ = is_terminal(STDIN_FILENO);
  if (!is_terminal(STDOUT_FILENO)) format_ = terminal_ ? Format::Table : Format::Tsv;
  return terminal_ ? run_terminal() : run_pipe();
}

void Repl::banner() const {
  const GraphView& graph = engine_->graph();
  std::cout << "Sarye " SARYE_VERSION " · " << store_.string() << ", generation " << generation_
            << ": ";
  if (graph.is_literature()) std::cout << counted(document_count(graph), "document") << ", ";
  std::cout << counted(entity_count(graph), graph.is_literature() ? "entity" : "node",
                       graph.is_literature() ? "entities" : "nodes")
            << ", " << counted(fact_count(graph), graph.is_literature() ? "fact" : "edge")
            << "\nEnd a statement with ; — \\h helps, Tab completes, Ctrl-D leaves.\n";
  std::cout.flush();
}

ExitCode Repl::run_terminal() {
  banner();
  LineEditor editor("sarye", history_file());
  std::string pending;
  editor.on_complete([&](std::string_view before) {
    const std::string text = pending + std::string(before);
    return complete_statement(text, pending.size(), *engine_);
  });
  while (!leaving_) {
    if (pending.empty()) follow_store();
    const auto input = editor.read(pending.empty() ? kPrompt : kContinuation);
    if (input.outcome == LineEditor::Outcome::End) {
      std::cout << "\n";
      break;
    }
    if (input.outcome == LineEditor::Outcome::Interrupted) {
      pending.clear();
      continue;
    }
    pending += input.line + "\n";
    if (!is_whole_input(pending)) continue;
    const std::string text = std::move(pending);
    pending.clear();
    const std::string entry = one_line_input(text);
    if (entry.empty()) continue;
    editor.add_history(entry);
    carry_out(text);
  }
  return ExitCode::Ok;
}

ExitCode Repl::run_pipe() {
  std::string pending;
  std::string line;
  while (!leaving_ && std::getline(std::cin, line)) {
    if (pending.empty()) follow_store();
    pending += line + "\n";
    if (!is_whole_input(pending)) continue;
    const std::string text = std::move(pending);
    pending.clear();
    if (!one_line_input(text).empty()) carry_out(text);
  }
  // The last statement needs no semicolon.
  if (!leaving_ && !one_line_input(pending).empty()) carry_out(pending);
  return status_;
}

void Repl::carry_out(const std::string& text) {
  const std::string_view input = trimmed_input(text);
  if (input.front() == '\\') return command(input);
  std::string word = to_lower(input);
  while (word.ends_with(';') || word.ends_with(' ')) word.pop_back();
  if (word == "exit" || word == "quit") {
    leaving_ = true;
    return;
  }
  if (word == "help") return command("\\h");
  ask(text);
}

void Repl::command(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  const std::string_view name = text.substr(0, blank);
  const std::string_view argument = trimmed_input(text.substr(blank));
  if (name == "\\q" || name == "\\quit") {
    leaving_ = true;
  } else if (name == "\\h" || name == "\\help" || name == "\\?") {
    if (argument.empty()) std::cout << kCommands;
    ask("HELP " + std::string(argument) + ";");
  } else if (name == "\\pin") {
    pinned_ = !pinned_;
    std::cout << (pinned_ ? "pinned to generation " : "following the store from generation ")
              << generation_ << std::endl;
  } else if (name == "\\format") {
    auto format = parse_format_name(argument);
    if (format) {
      format_ = *format;
      std::cout << "format " << argument << std::endl;
    } else {
      status_ = fail(format.error());
    }
  } else {
    status_ = fail(Error{ErrorCode::Usage, "there is no command " + std::string(name),
                         "commands: \\h, \\format, \\pin, \\q"});
  }
}

void Repl::ask(const std::string& text) {
  OutputOptions options = OutputTarget("").options(format_);
  AskOptions ask;
  ask.cancel = &cancel_;
  InterruptGuard guard(cancel_);
  Result<void> written;
  auto asked = engine_->ask(text, ask, [&](const Answer& answer) {
    if (!written) return;
    written = write_answer(std::cout, answer, engine_->graph(), options);
    if (!written) return;
    std::cout.flush();
    say_beside(answer, format_);
    if (terminal_ && answer.kind == Answer::Kind::Table && format_ == Format::Table) {
      char time[32];
      std::snprintf(time, sizeof time, "%.1f ms", answer.milliseconds);
      say("(" + counted(answer.table.rows.size(), "row") + ", " + time + ")");
    }
  });
  if (!asked) {
    status_ = fail(asked.error(), text, "query");
  } else if (!written) {
    status_ = fail(written.error());
  }
}

void Repl::follow_store() {
  if (pinned_ || !engine_->generation_changed()) return;
  // Opened on the side first: when that fails, the old one still answers.
  if (auto opened = Engine::open(store_); !opened) {
    status_ = fail(opened.error());
    pinned_ = true;
    return;
  }
  if (auto done = engine_->reload(); !done) {
    status_ = fail(done.error());
    leaving_ = true;
    return;
  }
  const std::uint64_t now = generation_of(store_);
  say("store updated: generation " + std::to_string(generation_) + " → " + std::to_string(now) +
      " (" + counted(document_count(engine_->graph()), "document") + ")");
  generation_ = now;
}

}  // namespace sarye
