#include "engine/model/ontology_tokens.h"

namespace sarye {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

// The text of the quoted word that begins at `at`; moves `at` behind it.
Result<std::string> quoted_text(std::string_view line, std::size_t& at) {
  std::string out;
  for (++at; at < line.size(); ++at) {
    if (line[at] == '"') {
      ++at;
      return out;
    }
    if (line[at] != '\\') {
      out += line[at];
      continue;
    }
    if (++at == line.size()) break;
    switch (line[at]) {
      case '"':
      case '\\':
        out += line[at];
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      default:
        return Error{ErrorCode::Rejected, std::string("unknown escape \\") + line[at],
                     "inside quotes: \\\" \\\\ \\n \\r \\t"};
    }
  }
  return Error{ErrorCode::Rejected, "the quote does not end on this line",
               "close it with \", and write \\\" for a quote inside a name"};
}

}  // namespace

Result<std::vector<OntologyToken>> ontology_tokens(std::string_view line) {
  std::vector<OntologyToken> tokens;
  std::size_t at = 0;
  while (at < line.size()) {
    const char c = line[at];
    if (is_space(c)) {
      ++at;
    } else if (c == '#') {
      break;
    } else if (c == ',' || c == '|' || c == ':') {
      tokens.push_back({std::string(1, c), false, at});
      ++at;
    } else if (c == '"') {
      const std::size_t begin = at;
      auto text = quoted_text(line, at);
      if (!text) return text.error();
      tokens.push_back({std::move(*text), true, begin});
    } else {
      const std::size_t begin = at;
      while (at < line.size() && !is_space(line[at]) &&
             std::string_view(",|:\"#").find(line[at]) == std::string_view::npos) {
        ++at;
      }
      tokens.push_back({std::string(line.substr(begin, at - begin)), false, begin});
    }
  }
  return tokens;
}

}  // namespace sarye
