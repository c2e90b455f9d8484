// `sarye review`: what a person should decide, and the decisions themselves.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>

#include "engine/exchange/json_text.h"
#include "engine/graph/curated_documents.h"
#include "engine/graph/review.h"
#include "engine/graph/truth_store.h"
#include "tools/sarye/annotation_anchor.h"
#include "tools/sarye/command.h"
#include "tools/sarye/decisions_file.h"
#include "tools/sarye/store_access.h"
#include "tools/terminal/terminal.h"
#include "tools/terminal/text_table.h"

namespace sarye {

namespace {

struct ReviewArguments {
  std::string store;
  std::size_t top = 10;
  std::vector<std::string> kinds;
  std::vector<std::size_t> accepted;
  std::vector<std::size_t> rejected;
  std::vector<std::string> annotations;
  bool ask = false;
  std::string by;
  std::string date;
};

struct NumberedRow {
  std::size_t number;  // among all rows, from 1
  const ReviewRow* row;
};

std::string today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto days = std::chrono::duration_cast<std::chrono::hours>(now).count() / 24;
  return Date{static_cast<std::int32_t>(days)}.to_string();
}

// The lines for one answer, with who says so and when.
std::vector<std::string> lines_of(const std::vector<Decision>& decisions,
                                  const ReviewArguments& arguments, const Ontology& ontology) {
  std::vector<std::string> lines;
  for (Decision decision : decisions) {
    if (!arguments.by.empty()) decision.notes["by"] = arguments.by;
    decision.notes["at"] = arguments.date;
    lines.push_back(to_line(decision, ontology));
  }
  return lines;
}

std::string place_text(const ReviewPlace& place) {
  std::string out = "“" + place.quote + "” — " + place.document;
  if (place.page != 0) {
    out += ", p. " + std::to_string(place.page) + (place.page_inferred ? " (inferred)" : "");
  }
  return out + ", line " + std::to_string(place.line) + " · " + place.language;
}

void append_wrapped(std::string& out, const std::string& text, const std::string& first,
                    const std::string& indent, int width) {
  bool is_first = true;
  for (const std::string& line : wrap_text(text, width - static_cast<int>(indent.size()))) {
    out += (is_first ? first : indent) + line + "\n";
    is_first = false;
  }
}

std::string row_text(const NumberedRow& numbered, const Ontology& ontology, int width) {
  const ReviewRow& row = *numbered.row;
  std::string out;
  const std::string number = "[" + std::to_string(numbered.number) + "] ";
  append_wrapped(
      out,
      std::string(review_kind_name(row.kind)) + ": " + row.what + " — " +
          counted(row.mentions, row.kind == ReviewKind::Edge || row.kind == ReviewKind::Figures
                                    ? "statement"
                                    : "mention") +
          " in " + counted(row.documents, "document"),
      number, "    ", width);
  for (const ReviewPlace& place : row.places) {
    append_wrapped(out, place_text(place), "    ", "      ", width);
  }
  // Lines for the file are never wrapped: they are there to be copied.
  for (const Decision& decision : row.yes) out += "    yes: " + to_line(decision, ontology) + "\n";
  for (const Decision& decision : row.no) out += "    no:  " + to_line(decision, ontology) + "\n";
  return out;
}

void append_row_json(std::string& out, const NumberedRow& numbered, const Ontology& ontology) {
  const ReviewRow& row = *numbered.row;
  const auto text = [&out](const char* name, std::string_view value) {
    out += std::string(",\"") + name + "\":";
    append_json_string(out, value);
  };
  out += "{\"number\":" + std::to_string(numbered.number);
  text("kind", review_kind_name(row.kind));
  text("what", row.what);
  char gain[32];
  std::snprintf(gain, sizeof gain, "%.3f", row.gain());
  std::replace(gain, gain + sizeof gain, ',', '.');
  out += std::string(",\"gain\":") + gain + ",\"mentions\":" + std::to_string(row.mentions) +
         ",\"documents\":" + std::to_string(row.documents) + ",\"places\":[";
  for (std::size_t i = 0; i < row.places.size(); ++i) {
    const ReviewPlace& place = row.places[i];
    out += i == 0 ? "{\"document\":" : ",{\"document\":";
    append_json_string(out, place.document);
    text("language", place.language);
    text("quote", place.quote);
    if (place.page != 0) out += ",\"page\":" + std::to_string(place.page);
    out += ",\"line\":" + std::to_string(place.line) + "}";
  }
  out += ']';
  for (const auto& [name, decisions] : {std::pair("yes", &row.yes), std::pair("no", &row.no)}) {
    std::vector<std::string> lines;
    for (const Decision& decision : *decisions) lines.push_back(to_line(decision, ontology));
    out += std::string(",\"") + name + "\":" + json_list(lines);
  }
  out += '}';
}

class Review {
 public:
  explicit Review(ReviewArguments arguments) : arguments_(std::move(arguments)) {}

  ExitCode run() {
    if (auto there = check_store(arguments_.store); !there) return fail(there.error());
    if (auto read = read_all(); !read) return fail(read.error());
    if (!arguments_.annotations.empty()) return annotate();
    if (!arguments_.accepted.empty() || !arguments_.rejected.empty()) return decide();
    return arguments_.ask ? ask() : list();
  }

 private:
  Result<void> read_all() {
    auto reader = open_reader(arguments_.store);
    if (!reader) return reader.error();
    const std::unique_ptr<Snapshot> snapshot = (*reader)->store().snapshot();
    auto text = read_ontology_text(*snapshot);
    if (!text) return text.error();
    if (!*text) {
      return Error{ErrorCode::Usage, "this is a store of open data; there is nothing to decide",
                   "`sarye review` is for stores of texts"};
    }
    auto ontology = Ontology::parse(**text, "ontology of the store");
    if (!ontology) return ontology.error();
    ontology_ = std::move(*ontology);
    auto file = decisions_path(*snapshot, arguments_.store);
    if (!file) return file.error();
    file_ = *file;
    auto decisions = read_decisions_file(file_, ontology_);
    if (!decisions) return decisions.error();
    auto stale = find_stale(*snapshot, *decisions, ontology_);
    if (!stale) return stale.error();
    report_ = {file_.string(), decisions->all.size(), std::move(*stale)};
    if (!arguments_.annotations.empty()) {
      auto documents = read_curated(*snapshot, *decisions, ontology_);
      if (!documents) return documents.error();
      documents_ = std::move(*documents);
      return {};
    }
    auto rows = review_rows(*snapshot, *decisions, ontology_);
    if (!rows) return rows.error();
    rows_ = std::move(*rows);
    return {};
  }

  std::vector<NumberedRow> chosen() const {
    std::vector<NumberedRow> out;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::string kind(review_kind_name(rows_[i].kind));
      const bool wanted = arguments_.kinds.empty() ||
                          std::find(arguments_.kinds.begin(), arguments_.kinds.end(), kind) !=
                              arguments_.kinds.end();
      if (wanted) out.push_back({i + 1, &rows_[i]});
    }
    return out;
  }

  ExitCode list() {
    std::vector<NumberedRow> rows = chosen();
    const std::size_t all = rows.size();
    if (arguments_.top != 0 && rows.size() > arguments_.top) rows.resize(arguments_.top);
    if (reporting().json) {
      std::string out = "{\"open\":" + std::to_string(all) + ",\"rows\":[";
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0) out += ',';
        append_row_json(out, rows[i], ontology_);
      }
      out += "],\"decisions\":";
      append_decision_report(out, report_);
      std::cout << out << "}\n";
      return ExitCode::Ok;
    }
    const int width = terminal_width();
    for (const NumberedRow& row : rows) std::cout << row_text(row, ontology_, width) << "\n";
    say(all == 0 ? "nothing is left to decide"
                 : counted(all, "question") + ", best first" +
                       (rows.size() < all ? "; " + std::to_string(rows.size()) +
                                                " shown, --top 0 "
                                                "shows all"
                                          : "") +
                       "; --accept N or --reject N writes the line to " + file_.string());
    say_stale();
    return ExitCode::Ok;
  }

  void say_stale() const {
    std::string text = decision_report_text(report_);
    if (text.empty()) return;
    text.pop_back();
    say(text);
  }

  ExitCode decide() {
    std::vector<std::string> lines;
    std::set<std::size_t> seen;
    for (const auto& [numbers, is_yes] :
         {std::pair(&arguments_.accepted, true), std::pair(&arguments_.rejected, false)}) {
      for (const std::size_t number : *numbers) {
        if (number == 0 || number > rows_.size()) {
          return fail(Error{ErrorCode::Usage, "there is no question " + std::to_string(number),
                            "there are " + std::to_string(rows_.size()) + "; `sarye review " +
                                arguments_.store + "` lists them"});
        }
        if (!seen.insert(number).second) {
          return fail(
              Error{ErrorCode::Usage, "question " + std::to_string(number) + " is answered twice"});
        }
        const ReviewRow& row = rows_[number - 1];
        for (std::string& line : lines_of(is_yes ? row.yes : row.no, arguments_, ontology_)) {
          lines.push_back(std::move(line));
        }
      }
    }
    return write(lines);
  }

  ExitCode write(const std::vector<std::string>& lines) {
    if (lines.empty()) {
      say("nothing was decided");
      return ExitCode::Ok;
    }
    if (auto good = check(lines); !good) return fail(good.error());
    if (auto written = append_decisions(file_, lines); !written) return fail(written.error());
    if (reporting().json) {
      std::cout << "{\"file\":";
      std::string name;
      append_json_string(name, file_.string());
      std::cout << name << ",\"written\":" << json_list(lines) << "}\n";
    } else {
      for (const std::string& line : lines) std::cout << line << "\n";
    }
    say("wrote " + counted(lines.size(), "line") + " to " + file_.string() + "; `sarye load " +
        arguments_.store + "` replays it");
    return ExitCode::Ok;
  }

  // The file as it would be: what contradicts it is not written.
  Result<void> check(const std::vector<std::string>& lines) const {
    auto before = read_decisions_file(file_, ontology_);
    if (!before) return before.error();
    std::string text = before->to_text(ontology_);
    for (const std::string& line : lines) text += line + "\n";
    auto after = Decisions::parse(text, "with what is decided now", ontology_);
    if (!after) return after.error();
    return {};
  }

  // What people annotated elsewhere, as lines of the file.
  ExitCode annotate() {
    std::vector<Annotation> annotations;
    std::vector<RejectedAnnotation> rejected;
    for (const std::string& file : arguments_.annotations) {
      auto read = read_annotations(file);
      if (!read) return fail(read.error());
      std::move(read->annotations.begin(), read->annotations.end(),
                std::back_inserter(annotations));
      std::move(read->rejected.begin(), read->rejected.end(), std::back_inserter(rejected));
    }
    AnchoredAnnotations anchored = anchor_annotations(documents_, annotations, arguments_.by);
    std::move(anchored.rejected.begin(), anchored.rejected.end(), std::back_inserter(rejected));
    // What the file says already is not said again.
    auto before = read_decisions_file(file_, ontology_);
    if (!before) return fail(before.error());
    std::set<std::string> said;
    const auto plain = [&](Decision decision) {
      decision.notes.clear();
      return to_line(decision, ontology_);
    };
    for (const Decision& decision : before->all) said.insert(plain(decision));
    std::vector<std::string> lines;
    for (Decision& decision : anchored.decisions) {
      if (said.contains(plain(decision))) continue;
      decision.notes.try_emplace("at", arguments_.date);
      lines.push_back(to_line(decision, ontology_));
    }
    for (const RejectedAnnotation& one : rejected) {
      std::cerr << "rejected: " << one.origin << ": " << one.why << "\n";
    }
    say(counted(anchored.anchored + rejected.size(), "annotation") + ": " +
        std::to_string(anchored.anchored) + " found in the store (" +
        std::to_string(anchored.known) + " names it knew there), " +
        std::to_string(rejected.size()) + " rejected");
    const ExitCode written = write(lines);
    if (written != ExitCode::Ok) return written;
    return rejected.empty() ? ExitCode::Ok : ExitCode::Rejected;
  }

  ExitCode ask() {
    std::vector<std::string> lines;
    const int width = terminal_width();
    for (const NumberedRow& row : chosen()) {
      std::cout << row_text(row, ontology_, width) << std::flush;
      const std::optional<char> answer = read_answer();
      if (!answer || *answer == 'q') break;
      if (*answer == 's') continue;
      for (std::string& line :
           lines_of(*answer == 'y' ? row.row->yes : row.row->no, arguments_, ontology_)) {
        lines.push_back(std::move(line));
      }
    }
    return write(lines);
  }

  // y, n, s or q; nullopt at the end of input.
  static std::optional<char> read_answer() {
    while (true) {
      std::cout << "[y]es, [n]o, [s]kip, [q]uit? " << std::flush;
      std::string line;
      if (!std::getline(std::cin, line)) {
        std::cout << "\n";
        return std::nullopt;
      }
      if (!isatty(STDIN_FILENO)) std::cout << line << "\n";
      const std::size_t at = line.find_first_not_of(" \t");
      if (at == std::string::npos) continue;
      const std::string word = line.substr(at);
      for (const std::string_view known : {"yes", "no", "skip", "quit"}) {
        if (word == known || word == known.substr(0, 1)) return known.front();
      }
    }
  }

  ReviewArguments arguments_;
  Ontology ontology_;
  std::filesystem::path file_;
  DecisionReport report_;
  std::vector<ReviewRow> rows_;
  CuratedDocuments documents_;  // with --annotations alone
};

ExitCode review(ReviewArguments arguments) {
  if (arguments.date.empty()) arguments.date = today();
  if (!Date::parse(arguments.date)) {
    return fail(
        Error{ErrorCode::Usage, "--date " + arguments.date + " is no day", "a day is 2026-11-21"});
  }
  if (arguments.by.empty()) {
    const char* user = std::getenv("USER");
    if (user != nullptr) arguments.by = user;
  }
  return Review(std::move(arguments)).run();
}

}  // namespace

void add_review_command(CommandLine& line) {
  auto arguments = std::make_shared<ReviewArguments>();
  CLI::App* command = line.app.add_subcommand(
      "review", "List what a person should decide, best first, and write decisions");
  add_store_option(*command, arguments->store);
  command->add_option("--top", arguments->top, "Show so many questions (10); 0: all");
  command->add_option("--kind", arguments->kinds, "entity, alias, duplicate, edge, figures")
      ->delimiter(',')
      ->check(CLI::IsMember({"entity", "alias", "duplicate", "edge", "figures"}));
  command->add_option("--accept", arguments->accepted, "Answer these questions with yes: 1,4")
      ->delimiter(',');
  command->add_option("--reject", arguments->rejected, "Answer these questions with no")
      ->delimiter(',');
  command->add_option("--annotations", arguments->annotations,
                      "Write what people annotated elsewhere as decisions: .ann (brat), .jsonl (as "
                      "`extract` writes it), .json (Web Annotation)");
  command->add_flag("--ask", arguments->ask, "Ask one question after the other: y, n, s, q");
  command->add_option("--by", arguments->by, "Who decides; default: $USER");
  command->add_option("--date", arguments->date, "When; default: today");
  command->callback([&line, arguments] { line.run = [arguments] { return review(*arguments); }; });
}

}  // namespace sarye
