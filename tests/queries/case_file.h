// Cases as text: a small graph, a question, what comes of it. The notation is told in README.md.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace sarye::cases {

struct Case {
  int line = 0;                                          // of its `query`
  std::string comment;                                   // the sentence above it
  std::map<std::string, std::string, std::less<>> said;  // section to text, without a last newline
};

struct CaseFile {
  std::filesystem::path path;
  std::string head;        // all before the first question, as written
  std::string graph_kind;  // open, literature, corpus
  std::vector<std::string> graph;
  std::vector<Case> cases;
  std::vector<std::string> mistakes;  // lines that are no part of the notation
};

inline std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
  return out;
}

inline CaseFile read_cases(const std::filesystem::path& path) {
  CaseFile out;
  out.path = path;
  std::ifstream file(path);
  std::vector<std::string> lines;
  std::string comment;
  std::string section;
  const auto close = [&] {
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    if (section == "graph") out.graph = lines;
    if (section != "graph" && !section.empty()) out.cases.back().said[section] = joined(lines);
    lines.clear();
    section.clear();
  };
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    std::istringstream words(line);
    std::string word;
    std::string rest;
    words >> word >> rest;
    if (line.rfind("# ", 0) == 0 || line == "#") {
      close();
      comment += line + "\n";
    } else if (word == "graph" && out.graph_kind.empty() && line[0] != ' ') {
      close();
      section = "graph";
      out.graph_kind = rest;
      out.head = comment;
      comment.clear();
    } else if (line == "query") {
      close();
      section = "query";
      Case& made = out.cases.emplace_back();
      made.line = number;
      made.comment = std::move(comment);
      comment.clear();
    } else if (!out.cases.empty() && (line == "set" || line == "plan" || line == "profile" ||
                                      line == "rows" || line == "error" || line == "notices" ||
                                      line == "cites" || line == "columns" || line == "fails")) {
      close();
      section = line;
    } else if (!section.empty()) {
      lines.push_back(line);
    } else if (!line.empty()) {
      out.mistakes.push_back(path.string() + ":" + std::to_string(number) + ": " + line);
    }
  }
  close();
  return out;
}

// The file with what its cases say now; for SARYE_ACCEPT_CASES=1.
inline void write_cases(const CaseFile& file) {
  std::ofstream out(file.path);
  out << file.head << "graph " << file.graph_kind << "\n";
  for (const std::string& line : file.graph) out << line << "\n";
  for (const Case& c : file.cases) {
    out << "\n" << c.comment;
    for (const char* name : {"query", "set", "plan", "profile", "columns", "rows", "cites",
                             "notices", "fails", "error"}) {
      const auto found = c.said.find(name);
      if (found == c.said.end()) continue;
      out << name << "\n";
      if (!found->second.empty()) out << found->second << "\n";
    }
  }
}

}  // namespace sarye::cases
