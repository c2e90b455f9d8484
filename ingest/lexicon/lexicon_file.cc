#include "ingest/lexicon/lexicon_file.h"

#include <algorithm>

#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return trimmed(line);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto white = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && white(text.front())) text.remove_prefix(1);
  while (!text.empty() && white(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> field_parts(std::string_view field, char sign) {
  std::vector<std::string_view> parts;
  parts.reserve(1 + static_cast<std::size_t>(std::count(field.begin(), field.end(), sign)));
  for (std::size_t begin = 0;;) {
    const std::size_t end = field.find(sign, begin);
    parts.push_back(trimmed(field.substr(begin, end - begin)));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

Error lexicon_error(const LexiconFile& file, int line, std::string message, std::string hint) {
  Error error{ErrorCode::Rejected,
              std::string(file.name) + ":" + std::to_string(line) + ": " + std::move(message),
              std::move(hint)};
  TextPlace place;
  place.line = line;
  error.place = place;
  return error;
}

std::string_view lexicon_kind(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  const std::string_view line = next_line(text);
  if (line.substr(0, 6) != "sarye ") return {};
  const std::string_view rest = trimmed(line.substr(6));
  return rest.substr(0, rest.find(' '));
}

Result<std::vector<LexiconRow>> lexicon_rows(const LexiconFile& file, std::string_view kind) {
  std::string_view rest = file.text;
  if (rest.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    rest.remove_prefix(kByteOrderMark.size());
  }
  const std::string expected = "sarye " + std::string(kind) + " 1";
  const std::string_view first = next_line(rest);
  if (first != expected) {
    return lexicon_error(
        file, 1, "expected `" + expected + "`, found `" + std::string(first.substr(0, 60)) + "`",
        "the first line names the format and its version");
  }
  std::vector<LexiconRow> rows;
  for (int number = 2; !rest.empty(); ++number) {
    const std::string_view line = next_line(rest);
    if (line.empty() || line.front() == '#') continue;
    if (first_invalid_byte(line)) {
      return lexicon_error(file, number, "the line is not UTF-8", "save the file as UTF-8");
    }
    rows.push_back({number, field_parts(line, '|')});
  }
  return rows;
}

}  // namespace sarye
