#include "engine/text/sino_korean.h"

#include <algorithm>
#include <map>
#include <string>

#include "engine/text/script.h"
#include "engine/text/sino_korean_table.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr std::size_t kMostReadings = 16;
constexpr std::size_t kLongestListed = 6;  // characters in the list of words
constexpr std::size_t kLongestTerm = 16;   // a longer one is a sentence

struct Tables {
  std::map<char32_t, char32_t> characters;
  std::map<std::u32string, std::vector<std::u32string>> words;

  Tables() {
    each_row(kSinoKoreanCharacters, [&](std::u32string head, std::u32string rest) {
      for (const char32_t c : rest) characters.emplace(c, head.front());
    });
    each_row(kSinoKoreanWords, [&](std::u32string head, std::u32string rest) {
      std::vector<std::u32string>& readings = words[head];
      std::u32string one;
      for (const char32_t c : rest + U"|") {
        if (c == U'|') {
          readings.push_back(std::move(one));
          one.clear();
        } else {
          one += c;
        }
      }
    });
  }

  template <typename Row>
  static void each_row(std::string_view table, Row row) {
    while (!table.empty()) {
      const std::size_t end = table.find('\n');
      const std::string_view line = table.substr(0, end);
      table = end == std::string_view::npos ? std::string_view() : table.substr(end + 1);
      const std::size_t space = line.find(' ');
      if (space == std::string_view::npos) continue;
      row(code_points(line.substr(0, space)), code_points(line.substr(space + 1)));
    }
  }
};

const Tables& tables() {
  static const Tables read;
  return read;
}

constexpr char32_t kFirst = 0xAC00;
constexpr char32_t kNieun = 2;  // of the nineteen onsets
constexpr char32_t kRieul = 5;
constexpr char32_t kIeung = 11;

char32_t onset_of(char32_t c) {
  return (c - kFirst) / 588;
}
char32_t with_onset(char32_t c, char32_t onset) {
  return kFirst + onset * 588 + (c - kFirst) % 588;
}

// ㅑ ㅕ ㅖ ㅛ ㅠ ㅣ, before which an initial ㄹ or ㄴ falls silent.
bool is_narrow(char32_t c) {
  constexpr std::u32string_view kVowels = U"\x02\x06\x07\x0C\x11\x14";
  return kVowels.find((c - kFirst) % 588 / 28) != std::u32string_view::npos;
}

// 력 begins a word as 역, 로 as 노, 녀 as 여.
char32_t at_beginning(char32_t c) {
  if (onset_of(c) == kRieul) return with_onset(c, is_narrow(c) ? kIeung : kNieun);
  return onset_of(c) == kNieun && is_narrow(c) ? with_onset(c, kIeung) : c;
}

// 률 and 렬 are 율 and 열 behind a vowel or ㄴ: 비율, 확률.
char32_t behind(char32_t before, char32_t c) {
  if (c != U'률' && c != U'렬') return c;
  const char32_t coda = (before - kFirst) % 28;
  return coda == 0 || coda == 4 ? with_onset(c, kIeung) : c;
}

using ReadingList = std::vector<std::u32string>;

// Adds `more` to each of `all`; what would be too many is left out.
void extend(ReadingList& all, const ReadingList& more) {
  ReadingList out;
  for (const std::u32string& front : all) {
    for (const std::u32string& rest : more) {
      if (out.size() < kMostReadings) out.push_back(front + rest);
    }
  }
  all = std::move(out);
}

}  // namespace

std::vector<std::string> korean_readings(std::string_view term) {
  const std::u32string han = code_points(to_simplified(term));
  if (han.size() < 2 || han.size() > kLongestTerm) return {};
  ReadingList all = {U""};
  bool word_begins = true;  // also behind a word of the list: 산업+연맹
  std::size_t pair = 0;     // characters since a word began; terms are built of pairs
  for (std::size_t at = 0; at < han.size();) {
    std::size_t size = std::min(kLongestListed, han.size() - at);
    for (; size >= 2; --size) {
      const auto word = tables().words.find(han.substr(at, size));
      if (word == tables().words.end()) continue;
      extend(all, word->second);
      break;
    }
    if (size >= 2) {
      at += size;
      word_begins = true;
      pair = 0;
      continue;
    }
    const auto reading = tables().characters.find(han[at]);
    if (reading == tables().characters.end()) return {};
    const char32_t plain = reading->second;
    const char32_t initial = at_beginning(plain);
    if (at == 0) {
      extend(all, {std::u32string(1, initial)});
    } else {
      for (std::u32string& front : all) front += behind(front.back(), plain);
      // A pair may be a word of its own, which begins anew.
      if (initial != plain && (word_begins || pair % 2 == 0) && at + 1 < han.size()) {
        ReadingList anew;
        for (const std::u32string& front : all) {
          anew.push_back(front.substr(0, front.size() - 1) + initial);
        }
        for (std::u32string& front : anew) {
          if (all.size() < kMostReadings) all.push_back(std::move(front));
        }
      }
    }
    word_begins = false;
    ++pair;
    ++at;
  }
  std::vector<std::string> out;
  for (const std::u32string& one : all) {
    std::string text;
    for (const char32_t c : one) append_utf8(text, c);
    out.push_back(std::move(text));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

SinoKoreanSize sino_korean_size() {
  return {tables().characters.size(), tables().words.size()};
}

}  // namespace sarye
