#include "ingest/lexicon/measures.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/text/unicode.h"
#include "ingest/lexicon/lexicon_file.h"

namespace sarye {

namespace {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

std::optional<MeasureKind> kind_of(std::string_view word) {
  if (word == "money") return MeasureKind::Money;
  if (word == "share") return MeasureKind::Share;
  if (word == "count") return MeasureKind::Count;
  if (word == "any") return MeasureKind::Any;
  return std::nullopt;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::vector<std::string_view> split_columns(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(trimmed(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

}  // namespace

bool Measure::takes(std::string_view unit, std::string_view currency) const {
  switch (kind) {
    case MeasureKind::Money:
      return !currency.empty();
    case MeasureKind::Share:
      return unit == "percent";
    case MeasureKind::Count:
      return currency.empty();
    case MeasureKind::Any:
      return true;
  }
  return true;
}

Result<Measures> Measures::parse(std::string_view text, std::string_view file) {
  Measures result;
  std::set<std::string> ids;
  std::map<std::string, std::string> owner;
  int line_number = 0;
  for (std::string_view line : split_columns(text, "\n")) {
    ++line_number;
    if (line.empty() || line.front() == '#') continue;
    const auto rejected = [&](const std::string& why) {
      return Error{
          ErrorCode::Rejected, std::string(file) + ":" + std::to_string(line_number) + ": " + why,
          "a line is: id, tab, display name, tab, kind, tab, wordings separated by \" | \""};
    };
    const auto columns = split_columns(line, "\t");
    if (columns.size() != 4 || columns[0].empty() || columns[1].empty() || columns[3].empty()) {
      return rejected("expected four columns, found " + std::to_string(columns.size()));
    }
    if (!ids.insert(std::string(columns[0])).second) {
      return rejected("the measure " + std::string(columns[0]) + " stands twice");
    }
    const auto kind = kind_of(columns[2]);
    if (!kind)
      return rejected("the kind is money, share, count or any, not " + std::string(columns[2]));
    result.measures_.push_back({std::string(columns[0]), std::string(columns[1]), *kind});
    std::set<std::string> own;
    for (std::string_view word : split_columns(columns[3], "|")) {
      const std::string wording = lower_ascii(word);
      if (wording.empty() || !own.insert(wording).second) continue;
      const auto [at, is_new] = owner.emplace(wording, columns[0]);
      if (!is_new)
        return rejected("\"" + wording + "\" is a wording of " + at->second + " already");
      result.wordings_.add(wording, {wording, result.measures_.size() - 1});
    }
  }
  result.wordings_.sort([](const Wording& a, const Wording& b) {
    return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
  });
  return result;
}

std::vector<MeasureMatch> Measures::find(std::string_view text) const {
  const std::string lower = lower_ascii(text);
  std::vector<MeasureMatch> found;
  for (std::size_t i = 0; i < lower.size();) {
    std::size_t next = i;
    for (const Wording& one : wordings_.of(decode(lower, next))) {
      const std::string& wording = one.text;
      const std::size_t end = i + wording.size();
      if (lower.compare(i, wording.size(), wording) != 0) continue;
      if (is_word(wording.front()) && i > 0 && is_word(lower[i - 1])) continue;
      if (is_word(wording.back()) && end < lower.size() && is_word(lower[end])) continue;
      found.push_back(
          {{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)}, one.measure});
      next = end;
      break;
    }
    i = next;
  }
  return found;
}

std::optional<MeasureMatch> Measures::best(std::string_view label) const {
  std::optional<MeasureMatch> best;
  for (const MeasureMatch& match : find(label)) {
    if (!best || match.bytes.size() > best->bytes.size()) best = match;
  }
  return best;
}

}  // namespace sarye
