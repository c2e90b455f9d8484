#include "ingest/concepts/korean_nouns.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

std::string_view last_korean_word(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

}  // namespace

KoreanNouns::KoreanNouns(const Frames& frames) : actors_(frames.words(Language::Korean, "actor")) {
  const WordSet& listed = frames.words(Language::Korean, "process");
  std::set<std::string, std::less<>> process(listed.begin(), listed.end());
  for (const std::string& word : frames.words(Language::Korean, "change")) {
    const std::size_t equals = word.find('=');
    process.insert(equals == std::string::npos ? word : word.substr(equals + 1));
  }
  for (const std::string& word : frames.words(Language::Korean, "harm")) process.insert(word);
  for (const char* deeds : {"strategic", "deed"}) {
    for (const std::string& word : frames.words(Language::Korean, deeds)) {
      if (count_code_points(word) > 1) process.insert(word);
    }
  }
  for (const Frame& frame : frames.frames(Language::Korean)) {
    for (const Cue& cue : frame.cues) {
      if (cue.form == CueForm::Noun) process.insert(cue.text);
    }
  }
  process_ = WordSet(process);
}

// The last word, or its end: 원가절감, 공급과잉.
bool KoreanNouns::is_becoming(std::string_view name) const {
  const std::string_view word = last_korean_word(name);
  return word.size() >= 9 && word.ends_with("화") && !word.ends_with("영화") &&
         !word.ends_with("문화") && !word.ends_with("전화") && !word.ends_with("만화") &&
         !word.ends_with("통화") && !word.ends_with("재화");
}

bool KoreanNouns::is_measured(std::string_view name) const {
  static constexpr std::array<std::string_view, 12> kEndings = {
      "성", "율", "률", "량", "비", "비용", "원가", "가격", "경쟁력", "력", "판매", "매출"};
  const std::string_view word = last_korean_word(name);
  return word.size() >= 6 && std::any_of(kEndings.begin(), kEndings.end(),
                                         [&](std::string_view end) { return word.ends_with(end); });
}

bool KoreanNouns::is_process(std::string_view name) const {
  if (is_becoming(name)) return true;
  std::string_view word = last_korean_word(name);
  while (!word.empty()) {
    if (process_.count(word) != 0) return true;
    std::size_t next = 0;
    decode(word, next);
    word.remove_prefix(next);
  }
  return false;
}

bool KoreanNouns::is_actor(std::string_view name) const {
  const std::string_view word = last_korean_word(name);
  return std::any_of(actors_.begin(), actors_.end(),
                     [&](const std::string& actor) { return word.ends_with(actor); });
}

}  // namespace sarye
