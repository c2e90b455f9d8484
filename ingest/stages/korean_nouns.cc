#include "ingest/stages/korean_nouns.h"

#include <algorithm>

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
  for (const Frame& frame : frames.frames(Language::Korean)) {
    for (const Cue& cue : frame.cues) {
      if (cue.form == CueForm::Noun) process.insert(cue.text);
    }
  }
  process_ = WordSet(process);
}

// The last word, or its end: 원가절감, 공급과잉.
bool KoreanNouns::is_process(std::string_view name) const {
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
