#include "ingest/lexicon/told_expression.h"

namespace sarye {
namespace {

constexpr std::string_view kToldEnd = "(?:[，,。；;：:！？!?]|$)";  // behind a construction

// Of the brace that was opened in front of `at`; npos: none is.
std::size_t closing_brace(std::string_view text, std::size_t at) {
  for (int open = 1; at < text.size(); ++at) {
    if (text[at] == '{') ++open;
    if (text[at] == '}' && --open == 0) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::string told_expression(std::string_view text, std::vector<std::string>& pieces) {
  std::string out;
  bool set = false;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("，")) {
      out += set ? "，," : "[，,]";
      at += 3;
      continue;
    }
    const char c = text[at++];
    const std::size_t close = c == '{' ? closing_brace(text, at) : std::string_view::npos;
    if (close != std::string_view::npos && text[at] >= 'a') {
      const std::string_view piece = text.substr(at, close - at);
      const std::size_t given = piece.find('=');
      pieces.emplace_back(piece.substr(0, given));
      const bool name = pieces.back() == "firm" || pieces.back() == "agency";
      if (given != std::string_view::npos) {
        // {plan=(?:放弃|终止)了?.+?}: in these words.
        std::vector<std::string> none;
        std::string inner = told_expression(piece.substr(given + 1), none);
        out += "(" + inner.substr(0, inner.size() - kToldEnd.size()) + ")";
      } else {
        out += name ? "([^，,。；;：:！？!?]+)" : "([^，,。；;：:！？!?]+?)";
      }
      at = close + 1;
      continue;
    }
    set = c == '[' || (set && c != ']');
    out += c;
    if (c == '(' && !set && !text.substr(at).starts_with("?")) out += "?:";
  }
  return out + std::string(kToldEnd);
}

}  // namespace sarye
