#include "engine/graph/decision_words.h"

#include <utility>

namespace sarye {

namespace {

class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line) {}

  Result<std::vector<DecisionWord>> run() {
    std::vector<DecisionWord> words;
    while (true) {
      skip_space();
      if (at_ == line_.size() || line_[at_] == '#') return words;
      auto word = next();
      if (!word) return word.error();
      words.push_back(std::move(*word));
      if (at_ < line_.size() && !is_space(line_[at_])) {
        return wrong("there is no space behind \"" + words.back().text + "\"");
      }
    }
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
  static Error wrong(std::string what) { return Error{ErrorCode::Rejected, std::move(what)}; }

  void skip_space() {
    while (at_ < line_.size() && is_space(line_[at_])) ++at_;
  }

  Result<DecisionWord> next() {
    DecisionWord word;
    if (line_[at_] == '"') {
      word.kind = DecisionWord::Kind::Quoted;
      auto text = quoted_text();
      if (!text) return text.error();
      word.text = std::move(*text);
      if (at_ < line_.size() && line_[at_] == '@') {
        ++at_;
        word.tag = plain_text(/*with_equals=*/true);
        if (word.tag.empty()) return wrong("behind @ there is no language");
      }
      return word;
    }
    word.text = plain_text(/*with_equals=*/false);
    if (at_ < line_.size() && line_[at_] == '=') {
      ++at_;
      if (word.text.empty()) return wrong("there is no name before =");
      word.kind = DecisionWord::Kind::Value;
      word.name = std::move(word.text);
      if (at_ < line_.size() && line_[at_] == '"') {
        auto text = quoted_text();
        if (!text) return text.error();
        word.text = std::move(*text);
      } else {
        word.text = plain_text(/*with_equals=*/true);
        if (word.text.empty()) return wrong("there is no value behind " + word.name + "=");
      }
      return word;
    }
    if (word.text == "<-" || word.text == "->") word.kind = DecisionWord::Kind::Arrow;
    return word;
  }

  std::string plain_text(bool with_equals) {
    const std::size_t begin = at_;
    while (at_ < line_.size() && !is_space(line_[at_]) && line_[at_] != '"' &&
           (with_equals || line_[at_] != '=')) {
      ++at_;
    }
    return std::string(line_.substr(begin, at_ - begin));
  }

  Result<std::string> quoted_text() {
    std::string out;
    for (++at_; at_ < line_.size(); ++at_) {
      if (line_[at_] == '"') {
        ++at_;
        return out;
      }
      if (line_[at_] == '\\') {
        ++at_;
        if (at_ == line_.size()) break;
        if (line_[at_] == 'n') {
          out += '\n';
          continue;
        }
        if (line_[at_] != '"' && line_[at_] != '\\') {
          return wrong(std::string("\\") + line_[at_] + R"( is not known: \" \\ and \n are)");
        }
      }
      out += line_[at_];
    }
    return wrong("a quote does not end on this line");
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<DecisionWord>> decision_words(std::string_view line) {
  return LineReader(line).run();
}

}  // namespace sarye
