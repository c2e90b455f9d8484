#include "ingest/lexicon/josa.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::array<std::string_view, 4> kAfter = {"any", "batchim", "open", "open-or-rieul"};
constexpr std::array<std::string_view, 14> kRoles = {
    "subject", "topic", "object", "genitive", "oblique", "source", "direction",
    "means",   "with",  "limit",  "also",     "quote",   "copula", "plural"};

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& words,
                                    std::string_view word) {
  const auto at = std::find(words.begin(), words.end(), word);
  if (at == words.end()) return std::nullopt;
  return static_cast<std::size_t>(at - words.begin());
}

template <std::size_t N>
std::string listed(const std::array<std::string_view, N>& words) {
  std::string out = "allowed:";
  for (const std::string_view word : words) out += " " + std::string(word);
  return out;
}

// The last code point of a text; 0 when it is empty.
char32_t last_code_point(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0) {
    --begin;
    if ((static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80) return decode(text, begin);
  }
  return 0;
}

}  // namespace

Result<JosaTable> JosaTable::read(const LexiconFile& file) {
  auto rows = lexicon_rows(file, "josa");
  if (!rows) return rows.error();
  JosaTable table;
  std::map<std::string, int> lines;
  for (const LexiconRow& row : *rows) {
    if (row.fields.size() != 3) {
      return lexicon_error(file, row.line, "expected particle | after | role",
                           "은 | batchim | topic");
    }
    const ScriptCounts counts = count_scripts(row.fields[0]);
    if (row.fields[0].empty() || counts[Script::Hangul] != counts.letters()) {
      return lexicon_error(file, row.line, "`" + std::string(row.fields[0]) + "` is no particle",
                           "a particle is written in Hangul");
    }
    const auto after = index_of(kAfter, row.fields[1]);
    if (!after) {
      return lexicon_error(file, row.line, "`" + std::string(row.fields[1]) + "` is no condition",
                           listed(kAfter));
    }
    const auto role = index_of(kRoles, row.fields[2]);
    if (!role) {
      return lexicon_error(file, row.line, "`" + std::string(row.fields[2]) + "` is no role",
                           listed(kRoles));
    }
    const auto [at, is_new] = lines.emplace(row.fields[0], row.line);
    if (!is_new) {
      return lexicon_error(file, row.line, "`" + at->first + "` stands twice",
                           "the other is in line " + std::to_string(at->second));
    }
    table.josa_.push_back(
        {at->first, static_cast<JosaAfter>(*after), static_cast<JosaRole>(*role)});
    table.longest_ = std::max(table.longest_, at->first.size());
  }
  std::sort(table.josa_.begin(), table.josa_.end(),
            [](const Josa& a, const Josa& b) { return a.text < b.text; });
  std::set<std::string, std::less<>> texts;
  for (const Josa& josa : table.josa_) texts.insert(josa.text);
  table.texts_ = WordSet(texts);
  return table;
}

const Josa* JosaTable::find(std::string_view text) const {
  const std::size_t place = texts_.find(text);
  return place == WordSet::kNone ? nullptr : &josa_[place];
}

bool JosaTable::fits(const Josa& josa, std::string_view stem) {
  const char32_t last = last_code_point(stem);
  if (josa.after == JosaAfter::Any || last < 0xAC00 || last > 0xD7A3) return true;
  // A composed syllable is ((initial * 21) + vowel) * 28 + final; final 0 is none, 8 is rieul.
  const unsigned final_sound = (last - 0xAC00) % 28;
  if (josa.after == JosaAfter::Batchim) return final_sound != 0;
  return final_sound == 0 || (josa.after == JosaAfter::OpenOrRieul && final_sound == 8);
}

std::size_t JosaTable::longest_ending(std::string_view word, std::size_t least) const {
  const std::size_t first = word.size() > longest_ ? word.size() - longest_ : 0;
  std::size_t before = 0;  // code points
  for (std::size_t begin = 0; begin < word.size(); decode(word, begin), ++before) {
    if (begin < std::max<std::size_t>(first, 1) || before < least) continue;
    const Josa* josa = find(word.substr(begin));
    if (josa != nullptr && fits(*josa, word.substr(0, begin))) return word.size() - begin;
  }
  return 0;
}

std::vector<const Josa*> JosaTable::endings(std::string_view word) const {
  std::vector<const Josa*> out;
  const std::size_t first = word.size() > longest_ ? word.size() - longest_ : 0;
  for (std::size_t begin = std::max<std::size_t>(first, 1); begin < word.size(); ++begin) {
    if ((static_cast<unsigned char>(word[begin]) & 0xC0) == 0x80) continue;
    const Josa* josa = find(word.substr(begin));
    if (josa != nullptr && fits(*josa, word.substr(0, begin))) out.push_back(josa);
  }
  return out;
}

}  // namespace sarye
