#include "ingest/document/sentences.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/text/boundaries.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

// Words whose full stop ends no sentence when more text follows. Lower case.
constexpr std::array<std::string_view, 44> kAbbreviations = {
    "inc", "corp", "co",  "ltd", "llc",    "plc",  "mr",  "mrs",  "ms",  "dr",  "prof",
    "st",  "jr",   "sr",  "vs",  "no",     "vol",  "fig", "figs", "eq",  "al",  "etc",
    "e.g", "i.e",  "cf",  "ca",  "approx", "dept", "est", "gen",  "gov", "sen", "rep",
    "u.s", "u.k",  "e.u", "u.n", "jan",    "feb",  "aug", "sept", "oct", "nov", "dec"};

char32_t decode_at(std::string_view text, std::size_t at) {
  return decode(text, at);
}

// Whether the full stop before byte `end` belongs to an abbreviation or an initial.
bool ends_in_abbreviation(std::string_view text, std::size_t end) {
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
  if (end == 0 || text[end - 1] != '.') return false;
  std::size_t begin = end - 1;
  while (begin > 0) {
    const char c = text[begin - 1];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
    if (!letter) break;
    --begin;
  }
  const std::string_view word = text.substr(begin, end - 1 - begin);
  if (word.empty()) return false;
  if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z') return true;
  // S.F. Holding, J.P. Morgan: capitals with a full stop each.
  bool initials = word.size() >= 3;
  for (std::size_t i = 0; i < word.size() && initials; ++i) {
    initials = i % 2 == 0 ? word[i] >= 'A' && word[i] <= 'Z' : word[i] == '.';
  }
  if (initials && word != "P.M" && word != "A.M") return true;
  const std::string folded = fold_case(word);
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), folded) != kAbbreviations.end();
}

// 02105.HK, 600519.SH: the full stop of a stock code, behind which ICU sees a sentence begin.
bool parts_stock_code(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const auto capital = [&](std::size_t i) { return text[i] >= 'A' && text[i] <= 'Z'; };
  if (at < 2 || at >= text.size() || text[at - 1] != '.' || !digit(at - 2)) return false;
  std::size_t end = at;
  while (end < text.size() && capital(end)) ++end;
  const bool lower = end < text.size() && text[end] >= 'a' && text[end] <= 'z';
  return end > at && end - at <= 3 && !lower;
}

bool starts_lower(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= 'a' && text[at] <= 'z';
}

// Full stops that a Korean text glues to the next sentence, and stops of Chinese inside Latin
// rules.
bool is_glued_stop(std::string_view text, std::size_t at) {
  if (text[at] != '.' || at < 3 || at + 1 >= text.size()) return false;
  std::size_t before = at - 1;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
  const char32_t last = decode_at(text, before);
  const char32_t next = decode_at(text, at + 1);
  if (last != U'다' && last != U'요' && last != U'음' && last != U'함' && last != U'임')
    return false;
  const Script script = script_of(next);
  return script == Script::Hangul || script == Script::Digit || script == Script::Latin ||
         next == U'“' || next == U'‘' || next == '"' || next == '\'';
}

// A semicolon that stands for ；: behind a Chinese character or a bracket, not in
// (600519.SH;0175.HK).
bool parts_clauses(std::string_view text, std::size_t at) {
  if (at < 3 || at + 1 >= text.size()) return false;
  std::size_t before = at - 1;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
  const char32_t last = decode_at(text, before);
  return (script_of(last) == Script::Han || last == ')' || last == U'）' || last == U'”' ||
          last == U'》') &&
         script_of(decode_at(text, at + 1)) != Script::Latin;
}

bool is_full_stop(char32_t c) {
  return c == U'。' || c == U'！' || c == U'？' || c == U'；';
}

bool is_closing(char32_t c) {
  return c == U'”' || c == U'’' || c == U'」' || c == U'』' || c == U'）' || c == ')' ||
         c == U'》' || c == '"' || c == '\'';
}

void push_trimmed(std::string_view text, std::size_t begin, std::size_t end,
                  std::vector<ByteRange>& out) {
  while (begin < end && (text[begin] == ' ' || text[begin] == '\n' || text[begin] == '\t')) ++begin;
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n' || text[end - 1] == '\t')) {
    --end;
  }
  if (begin < end) {
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
}

// Whether Unicode's rules see one sentence in `text` for sure: of the characters that end one, all
// it has is the last byte. Letters, digits and the signs of CJK texts are known not to; other
// characters leave it open.
bool is_one_sentence(std::string_view text) {
  if (text.ends_with('.') || text.ends_with('?') || text.ends_with('!')) text.remove_suffix(1);
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) {
      return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0);
    };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
      const bool known = (lead >= ' ' && lead < 0x7F) || lead == '\t';
      if (!known || lead == '.' || lead == '?' || lead == '!') return false;
      ++at;
      continue;
    }
    const bool letter = (lead >= 0xE4 && lead <= 0xE9) ||     // Han, U+4000 to U+9FFF
                        (lead >= 0xEB && lead <= 0xEC) ||     // Hangul, U+B000 to U+CFFF
                        (lead == 0xEA && byte(1) >= 0xB0) ||  //
                        (lead == 0xED && byte(1) < 0x9E);
    // U+2010 to U+201F: dashes and quotation marks; U+3008 to U+300F: brackets; U+3001
    const bool sign = (lead == 0xE2 && byte(1) == 0x80 && byte(2) >= 0x90 && byte(2) <= 0x9F) ||
                      (lead == 0xE3 && byte(1) == 0x80 &&
                       (byte(2) == 0x81 || (byte(2) >= 0x88 && byte(2) <= 0x8F)));
    const bool middle_dot = lead == 0xC2 && byte(1) == 0xB7;
    if (!letter && !sign && !middle_dot) return false;
    at += middle_dot ? 2 : 3;
  }
  return true;
}

// ICU's sentences with abbreviations put together and glued ones parted.
std::vector<ByteRange> merged(std::string_view text, Language language) {
  std::vector<ByteRange> out;
  if (!text.empty() && is_one_sentence(text)) {
    return {{0, static_cast<std::uint32_t>(text.size())}};
  }
  for (const ByteRange range : sentence_ranges(text, language)) {
    const bool joins =
        !out.empty() && (ends_in_abbreviation(text, out.back().end) ||
                         starts_lower(text, range.begin) || parts_stock_code(text, range.begin));
    // "U.S. The": an abbreviation may end a sentence too, but joining two is the smaller harm.
    if (joins) {
      out.back().end = range.end;
    } else {
      out.push_back(range);
    }
  }
  return out;
}

}  // namespace

std::vector<ByteRange> split_sentences(std::string_view text, Language language) {
  std::vector<ByteRange> out;
  for (const ByteRange range : merged(text, language)) {
    std::size_t begin = range.begin;
    for (std::size_t at = range.begin; at < range.end;) {
      const std::size_t here = at;
      const char32_t c = decode(text, at);
      bool stop = is_full_stop(c);
      if (c == ';' && language == Language::Chinese) stop = parts_clauses(text, here);
      if (c == '.' && language == Language::Korean) stop = is_glued_stop(text, here);
      if (!stop) continue;
      while (at < range.end && is_closing(decode_at(text, at)) && c != '.') {
        (void)decode(text, at);
      }
      push_trimmed(text, begin, at, out);
      begin = at;
    }
    push_trimmed(text, begin, range.end, out);
  }
  return out;
}

Result<void> Sentences::run(AnnotatedText& text) const {
  text.sentences.clear();
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    const Block& block = text.blocks[b];
    std::vector<ByteRange> ranges;
    if (block.kind == PassageKind::Table) {
      std::size_t begin = 0;
      while (begin <= block.text.size()) {
        const std::size_t end = std::min(block.text.find('\n', begin), block.text.size());
        push_trimmed(block.text, begin, end, ranges);
        begin = end + 1;
      }
    } else if (block.kind == PassageKind::Title || block.kind == PassageKind::Heading ||
               block.kind == PassageKind::Caption || block.kind == PassageKind::Author) {
      push_trimmed(block.text, 0, block.text.size(), ranges);
    } else {
      ranges = split_sentences(block.text, block.language);
    }
    for (const ByteRange range : ranges) {
      const std::string_view sentence =
          std::string_view(block.text).substr(range.begin, range.size());
      Language language = main_language(sentence);
      if (language == Language::Unknown) language = block.language;
      text.sentences.push_back({{b, range}, language});
    }
  }
  return {};
}

}  // namespace sarye
