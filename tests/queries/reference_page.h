// The examples of the language's page. A fence without a mark holds statements: each begins at the
// margin, what is indented goes on with it, `//` begins a comment. A fence marked `answer` or
// `error` behind it shows what its last statement gives.
#pragma once

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace sarye::cases {

struct PageExample {
  int line = 0;
  std::vector<std::string> statements;
  enum class Shown { Nothing, Answer, Error } shown = Shown::Nothing;
  std::size_t shown_begin = 0;  // lines of the page between the marks
  std::size_t shown_end = 0;
};

struct ReferencePage {
  std::string path;
  std::vector<std::string> lines;
  std::vector<PageExample> examples;
  std::vector<int> lost_marks;  // `answer` and `error` fences without statements before them

  static ReferencePage read(const std::string& path) {
    ReferencePage page;
    page.path = path;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) page.lines.push_back(line);
    std::size_t last_end = 0;  // behind the fence of the newest example
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      if (!page.lines[i].starts_with("```")) continue;
      const std::string mark = page.lines[i].substr(3);
      std::size_t end = i + 1;
      while (end < page.lines.size() && page.lines[end] != "```") ++end;
      if (mark.empty()) {
        page.examples.push_back(example(page.lines, i + 1, end));
        last_end = end + 1;
      } else if (mark == "answer" || mark == "error") {
        if (page.examples.empty() || last_end != i) {
          page.lost_marks.push_back(static_cast<int>(i) + 1);
        } else {
          PageExample& of = page.examples.back();
          of.shown = mark == "answer" ? PageExample::Shown::Answer : PageExample::Shown::Error;
          of.shown_begin = i + 1;
          of.shown_end = end;
        }
      }
      i = end;
    }
    return page;
  }

  std::string shown(const PageExample& of) const {
    std::string out;
    for (std::size_t i = of.shown_begin; i < of.shown_end; ++i) {
      out += (i > of.shown_begin ? "\n" : "") + lines[i];
    }
    return out;
  }

  // The page with what the examples give now, in the order of `examples`.
  void write(const std::vector<std::string>& given) const {
    std::ofstream out(path);
    std::size_t at = 0;
    for (std::size_t e = 0; e < examples.size(); ++e) {
      if (examples[e].shown == PageExample::Shown::Nothing) continue;
      for (; at < examples[e].shown_begin; ++at) out << lines[at] << "\n";
      if (!given[e].empty()) out << given[e] << "\n";
      at = examples[e].shown_end;
    }
    for (; at < lines.size(); ++at) out << lines[at] << "\n";
  }

 private:
  static PageExample example(const std::vector<std::string>& lines, std::size_t begin,
                             std::size_t end) {
    PageExample out;
    out.line = static_cast<int>(begin) + 1;
    for (std::size_t i = begin; i < end; ++i) {
      if (lines[i].empty() || lines[i].starts_with("//")) continue;
      if (lines[i][0] == ' ' && !out.statements.empty()) {
        out.statements.back() += "\n" + lines[i];
      } else {
        out.statements.push_back(lines[i]);
      }
    }
    return out;
  }
};

}  // namespace sarye::cases
