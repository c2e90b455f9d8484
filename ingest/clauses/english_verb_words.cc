#include "ingest/clauses/english_verb_words.h"

#include <algorithm>

#include "ingest/clauses/english_words.h"

namespace sarye {

bool EnglishVerbWords::read_as_verb(ByteRange bytes) const {
  return std::any_of(reading_.verbs.begin(), reading_.verbs.end(),
                     [&](const Verb& verb) { return verb.bytes.begin == bytes.begin; });
}

bool EnglishVerbWords::adverb(const std::string& text) const {
  return text.ends_with("ly") && !listed("noun", text) &&
         frames_.verb_forms(Language::English).count(text) == 0;
}

bool EnglishVerbWords::states(ByteRange bytes, const std::string& text) const {
  if (row_.ends_with_owner()) return false;  // "analysts' estimates"
  // "Delmar (backed by Orlin)": the reading leaves brackets out.
  if (bytes.begin > 0 && tokens_.block()[bytes.begin - 1] == '(' && text.ends_with("ed") &&
      tokens_.word_behind(bytes.end) == "by") {
    return true;
  }
  return (read_as_verb(bytes) && !within_noun(bytes, text)) || left_in_noun(bytes, text);
}

bool EnglishVerbWords::must_follow(const std::string& text) const {
  const bool modal = !row_.auxiliaries().empty() && !row_.noun_open() &&
                     is_among(row_.auxiliaries().back(),
                              {"will", "would", "should", "could", "may", "might", "must", "can"});
  if (!modal && !row_.ends_with_subject()) return false;
  if (text.empty() || text[0] < 'a' || text[0] > 'z' || adverb(text)) return false;
  for (const std::string_view part : {"stop", "determiner", "conjunction", "noun"}) {
    if (listed(part, text)) return false;
  }
  return modal || text.ends_with("ed") || listed("past", text) ||
         frames_.verb_forms(Language::English).count(text) != 0;
}

bool EnglishVerbWords::last_verb_among(std::initializer_list<std::string_view> base_forms) const {
  const EnglishChunk* verb = row_.last_verb();
  if (verb == nullptr) return false;
  const auto forms = english_base_forms(verb->word);
  return std::any_of(forms.begin(), forms.end(),
                     [&](const std::string& form) { return is_among(form, base_forms); });
}

// What the reading takes for a verb and the row of chunks for a part of a noun phrase: "three
// approved drugs", "disturbs regional supply networks", "supply chain resilience".
bool EnglishVerbWords::within_noun(ByteRange bytes, const std::string& text) const {
  if (text == "supply" && tokens_.word_behind(bytes.end).starts_with("chain")) return true;
  if (text.ends_with("s") && !text.ends_with("ss")) {
    // "fees on ships have", "sells ships"
    const std::string then = tokens_.word_behind(bytes.end);
    const bool noun_follows =
        listed("be", then) || is_among(then, {"has", "have", "had", "will", "would", "can", "may"});
    if (noun_follows || (!row_.noun_open() && row_.last_verb() != nullptr)) return true;
  }
  // "faces sliding tile demand", "consumer spending": no verbs, but for "by slowing production".
  if (tells_of_measure(bytes, text)) return true;
  if (!row_.noun_open()) return false;
  // "a jump in", "a 6% drop in"
  if (!row_.has_noun() && listed("change", text) && tokens_.word_behind(bytes.end) == "in") {
    return true;
  }
  const bool participle = text.ends_with("ed") || text.ends_with("ing");
  if (!row_.has_noun()) return participle;
  // "quarterly profit topped": a base form needs more than one who does it.
  const std::string noun = row_.noun_words();
  const bool one = !noun.ends_with("s") && !is_among(noun, {"people", "staff", "police"}) &&
                   !row_.ends_with_name() && !row_.behind_and();
  if (one && !participle && !text.ends_with("s") && !listed("past", text) &&
      !is_among(text, {"cut", "hit", "set", "put", "let", "shut", "spread", "split", "quit", "bid",
                       "bet", "hurt", "beat", "cost", "say", "come", "become", "run"}) &&
      row_.last_verb() == nullptr) {
    return true;
  }
  if (participle || text.ends_with("s") || listed("past", text) || row_.ends_with_name() ||
      row_.last_verb() == nullptr) {
    return false;
  }
  return !last_verb_among({"help", "let", "make", "see", "say"});
}

bool EnglishVerbWords::tells_of_measure(ByteRange bytes, const std::string& text) const {
  if (!row_.auxiliaries().empty() || !text.ends_with("ing")) return false;
  if (row_.noun_open()) {
    return row_.has_noun() && !row_.ends_with_name() && listed("outcome", text);
  }
  const std::string_view front = tokens_.block().substr(0, bytes.begin);
  for (const std::string_view word : {"by ", "for ", "without ", "of ", "from ", "and "}) {
    if (front.ends_with(word)) return false;
  }
  if (!listed("change", text)) return false;
  std::uint32_t at = bytes.end;
  for (int words = 0; words < 3; ++words) {
    at = tokens_.behind_spaces(at);
    const std::string word = tokens_.word_behind(at);
    if (word.empty() || listed("determiner", word) || listed("conjunction", word) ||
        frames_.marker_of(Language::English, word) != nullptr) {
      return false;
    }
    if (listed("outcome", word)) return true;
    at += static_cast<std::uint32_t>(word.size());
  }
  return false;
}

// Verbs that the reading leaves in a noun phrase: "success in the sector depends on", "helps
// owners achieve".
bool EnglishVerbWords::left_in_noun(ByteRange bytes, const std::string& text) const {
  if (!row_.has_noun() || listed("noun", text) ||
      frames_.verb_forms(Language::English).count(text) == 0) {
    return false;
  }
  const std::string then = tokens_.word_behind(bytes.end);
  const bool plural = row_.noun_words().ends_with("s");
  const bool third = text.ends_with("s") && !text.ends_with("ss");
  if (plural && !third && last_verb_among({"help", "let", "make"})) return true;
  if (third ? plural : !plural) return false;
  for (const std::string& form : english_base_forms(text)) {
    for (const std::string_view list : {"cause_verb", "rest_verb", "adopt_verb"}) {
      if (!then.empty() && listed(list, form + " " + then)) return true;
    }
  }
  return third && listed("determiner", then) && then != "that";
}

bool EnglishVerbWords::opens_infinitive(std::uint32_t place) const {
  std::uint32_t next = tokens_.behind_spaces(place);
  std::string word = tokens_.word_behind(next);
  if (adverb(word)) {
    next += static_cast<std::uint32_t>(word.size());
    word = tokens_.word_behind(next);
    next = tokens_.behind_spaces(next);
  }
  if (word.empty() || next >= tokens_.end()) return false;
  const char first = tokens_.block()[next];
  if (first < 'a' || first > 'z') return false;
  if (listed("be", word) || word == "have") return true;
  if (word.ends_with("ing") || listed("determiner", word)) return false;
  const bool verb = frames_.verb_forms(Language::English).count(word) != 0;
  if (listed("noun", word)) {
    // "wants to open kilns", "to open a kiln": to market conditions it would be a noun.
    const std::string object = tokens_.word_behind(next + static_cast<std::uint32_t>(word.size()));
    return verb &&
           (listed("determiner", object) ||
            (!row_.noun_open() && last_verb_among({"plan", "aim", "seek", "intend", "decide",
                                                   "want", "pledge", "hope", "agree", "prepare"})));
  }
  if (verb) return true;
  if (row_.has_noun()) {
    const std::string front = row_.noun_words();
    if (listed("plan_noun", front.substr(front.rfind(' ') + 1))) return true;
  }
  // "plans to transition"
  if (!row_.noun_open() &&
      last_verb_among({"plan", "aim", "seek", "intend", "decide", "want", "pledge", "hope"})) {
    return true;
  }
  const std::string then = tokens_.word_behind(next + static_cast<std::uint32_t>(word.size()));
  return listed("determiner", then) && then != "that";
}

}  // namespace sarye
