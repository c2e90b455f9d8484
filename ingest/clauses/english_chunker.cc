#include "ingest/clauses/english_chunker.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/text/unicode.h"
#include "ingest/clauses/english_chunk_row.h"
#include "ingest/clauses/english_tokens.h"
#include "ingest/clauses/english_verb_words.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

// Of those that begin alike the longest first.
constexpr std::array<std::string_view, 15> kWidePrepositions = {
    "as a result of", "as part of", "in response to", "on the back of", "because of",
    "owing to",       "thanks to",  "due to",         "due mainly to",  "due largely to",
    "due partly to",  "in order",   "so as",          "such as",        "including"};
constexpr std::string_view kWideStarts = "aiobtdsAIOBTDS";

class EnglishChunker {
 public:
  EnglishChunker(const AnnotatedText& text, const Frames& frames, const Reading& reading)
      : frames_(frames),
        tokens_(text, reading),
        row_(tokens_, frames),
        verbs_(tokens_, frames, reading, row_) {}

  std::vector<EnglishChunk> run() {
    std::uint32_t at = tokens_.begin();
    while (at < tokens_.end()) at = step(tokens_.at(at));
    return row_.take();
  }

 private:
  // Where the next token begins; nothing: the word is none of those that were asked for.
  using Next = std::optional<std::uint32_t>;

  struct Word {
    ByteRange bytes;
    std::string text;  // lower case
    WordClasses classes;
  };
  static bool is(const Word& word, WordClasses word_class) {
    return (word.classes & word_class) != 0;
  }
  WordClasses bit(std::string_view word_class) const {
    return frames_.class_bit(Language::English, word_class);
  }

  std::uint32_t step(const EnglishToken& token) {
    switch (token.kind) {
      case EnglishTokenKind::Name:
        row_.name(token.bytes);
        return row_.possessive(token.bytes.end);
      case EnglishTokenKind::Figure:
        row_.figure(token.bytes.begin);
        break;
      case EnglishTokenKind::Time:
        row_.time();
        break;
      case EnglishTokenKind::Word:
        return word(token.bytes);
      case EnglishTokenKind::Comma:
        if (const Next form = legal_form(token.bytes.end)) return *form;
        row_.joint(token.bytes, ChunkKind::Comma);
        break;
      case EnglishTokenKind::Break:
        row_.joint(token.bytes, ChunkKind::Break);
        break;
      case EnglishTokenKind::Skipped:
        break;
    }
    return token.bytes.end;
  }

  // "Delmar Technology, Inc. is"
  Next legal_form(std::uint32_t behind_comma) const {
    if (!row_.ends_with_name()) return std::nullopt;
    const std::string tail = to_lower(tokens_.block().substr(behind_comma, 5));
    for (const std::string_view form : {" inc", " ltd", " llc", " corp"}) {
      if (tail.starts_with(form)) return behind_comma + static_cast<std::uint32_t>(form.size());
    }
    return std::nullopt;
  }

  std::uint32_t word(ByteRange bytes) {
    if (const Next next = wide_preposition(bytes.begin)) return *next;
    const std::string text = tokens_.lower(bytes);
    const Word word{bytes, text, frames_.classes_of(Language::English, text)};
    if (month_or_day(word)) {
      row_.time();
      // "in Tuesday's trading"
      const bool owner = tokens_.block().substr(bytes.end).starts_with("'s ");
      return bytes.end + (owner ? 2 : 0);
    }
    if (const Next next = approximation(word)) return *next;
    if (const Next next = joint(word)) return *next;
    if (const Next next = verb_part(word)) return *next;
    if (const Next next = noun_front(word)) return *next;
    return verb_or_noun(word);
  }

  Next wide_preposition(std::uint32_t begin) {
    const std::string_view rest = tokens_.block().substr(begin, tokens_.end() - begin);
    if (rest.empty() || kWideStarts.find(rest.front()) == std::string_view::npos) {
      return std::nullopt;
    }
    const std::string wide = to_lower(rest.substr(0, 16));
    for (const std::string_view one : kWidePrepositions) {
      if (!wide.starts_with(one) || (rest.size() != one.size() && rest[one.size()] != ' ')) {
        continue;
      }
      const ByteRange place{begin, begin + static_cast<std::uint32_t>(one.size())};
      row_.joint(place, ChunkKind::Preposition);
      return place.end;
    }
    return std::nullopt;
  }

  // "more than 40", "about $3bn": the figure is what follows.
  Next approximation(const Word& word) {
    if (!is_among(word.text, {"more", "less", "about", "around", "over", "nearly", "up", "at",
                              "some", "roughly", "almost"})) {
      return std::nullopt;
    }
    std::uint32_t next = tokens_.behind_spaces(word.bytes.end);
    const std::string second = tokens_.word_behind(next);
    if (is_among(second, {"than", "to", "least"}) && word.text != "over") {
      next = tokens_.behind_spaces(next + static_cast<std::uint32_t>(second.size()));
    }
    const char first = next < tokens_.end() ? tokens_.block()[next] : ' ';
    if (first != '$' && (first < '0' || first > '9') && !tokens_.figure_at(next)) {
      return std::nullopt;
    }
    row_.figure(word.bytes.begin);
    return next;
  }

  // Words that part or join, and what is behind "to".
  Next joint(const Word& word) {
    const std::uint32_t end = word.bytes.end;
    if (word.text == "to" && verbs_.opens_infinitive(end)) {
      row_.infinitive(word.bytes.begin);
      return end;
    }
    if (word.text == "that") {
      row_.that(word.bytes);
      return end;
    }
    if (frames_.marker_of(Language::English, word.text) != nullptr) {
      row_.joint(word.bytes, ChunkKind::Preposition);
      return end;
    }
    if (row_.expects_verb()) {
      if (!verbs_.adverb(word.text)) row_.verb(word.bytes, word.text);
      return end;
    }
    if (is(word, conjunction_)) {
      if (word.text == "&" && row_.noun_open()) {
        row_.ampersand(end);
      } else {
        row_.joint(word.bytes, ChunkKind::And);
      }
      return end;
    }
    if (is(word, relative_)) {
      const bool relative = is_among(word.text, {"which", "who", "whom", "whose"});
      row_.joint(word.bytes, relative ? ChunkKind::Relative : ChunkKind::Clause);
      return end;
    }
    return std::nullopt;
  }

  // Auxiliaries, denials and particles.
  Next verb_part(const Word& word) {
    const std::string& text = word.text;
    const std::uint32_t end = word.bytes.end;
    if (is(word, be_) || is(word, modal_) ||
        is_among(text, {"have", "has", "had", "having", "do", "does", "did"})) {
      // "its will"
      if (text == "will" && row_.noun_open() && !row_.has_noun()) return end;
      if (!is_among(text, {"plans", "intends", "aims"})) {
        row_.auxiliary(word.bytes, text);
        return end;
      }
      if (verbs_.read_as_verb(word.bytes) && (row_.noun_open() || row_.last_verb() == nullptr)) {
        row_.verb(word.bytes, text);
        return end;
      }
      row_.noun(word.bytes);
      return row_.possessive(end);
    }
    if (is_among(text, {"not", "never", "no"}) && (!row_.auxiliaries().empty() || text != "no")) {
      const std::string then = tokens_.word_behind(end);
      if (!is_among(then, {"only", "merely", "just", "simply"})) row_.denial(word.bytes.begin);
      return end;
    }
    if (is_among(text, {"up", "down", "out", "off", "back", "away"})) {
      if (!row_.particle(word.bytes, text)) row_.close_noun();
      return end;
    }
    return std::nullopt;
  }

  // Pronouns, and what stands in front of a noun: determiners and numbers.
  Next noun_front(const Word& word) {
    const std::string& text = word.text;
    const std::uint32_t end = word.bytes.end;
    if (is(word, pronoun_)) {
      row_.pronoun(word.bytes);
      for (const std::string_view sign : {"'s ", "’s "}) {
        if (!tokens_.block().substr(end).starts_with(sign)) continue;
        const ByteRange contracted{end, end + static_cast<std::uint32_t>(sign.size()) - 1};
        row_.contracted_is(contracted);
        return contracted.end;
      }
      return end;
    }
    if (!row_.auxiliaries().empty()) {
      if (is_among(text, {"each", "both", "all"})) return end;
      if (text == "own") {
        row_.verb(word.bytes, text);
        return end;
      }
    }
    if (is(word, determiner_)) {
      row_.determiner(word.bytes, text);
      return end;
    }
    const bool number =
        is(word, number_) || is_among(text, {"one", "two", "three", "four", "five", "six", "seven",
                                             "eight", "nine", "ten"});
    if (number && !row_.has_noun()) {
      row_.figure(word.bytes.begin);
      return end;
    }
    return std::nullopt;
  }

  // "in June", "on Friday", without a year.
  bool month_or_day(const Word& word) const {
    const char first = tokens_.block()[word.bytes.begin];
    if (first < 'A' || first > 'Z' || row_.noun_open()) return false;
    return (word.text != "may" || row_.ends_with_preposition()) &&
           is_among(word.text,
                    {"january", "february", "march", "april", "may", "june", "july", "august",
                     "september", "october", "november", "december", "monday", "tuesday",
                     "wednesday", "thursday", "friday", "saturday", "sunday"});
  }

  std::uint32_t verb_or_noun(const Word& word) {
    const std::string& text = word.text;
    const std::uint32_t end = word.bytes.end;
    // A participle behind a form of be or have that the reading takes for no verb.
    const bool participle =
        !row_.auxiliaries().empty() && text.size() > 5 &&
        (text.ends_with("ed") || (text.ends_with("ing") && row_.auxiliaries().back() != "have"));
    if (verbs_.states(word.bytes, text) || participle || verbs_.must_follow(text)) {
      row_.verb(word.bytes, text);
      return end;
    }
    if (is(word, stop_) || verbs_.adverb(text)) {
      if (row_.has_noun()) row_.close_noun();
      return end;
    }
    const char first = tokens_.block()[word.bytes.begin];
    if (((first >= '0' && first <= '9') || first == '$') && !row_.has_noun()) {
      row_.figure(word.bytes.begin);
      return end;
    }
    if (row_.ends_with_name() && is_among(text, {"inc", "ltd", "corp", "co", "llc", "plc"})) {
      return row_.possessive(end);
    }
    row_.noun(word.bytes);
    return row_.possessive(end);
  }

  const Frames& frames_;
  const WordClasses be_ = bit("be");
  const WordClasses conjunction_ = bit("conjunction");
  const WordClasses determiner_ = bit("determiner");
  const WordClasses modal_ = bit("modal");
  const WordClasses number_ = bit("number");
  const WordClasses pronoun_ = bit("pronoun");
  const WordClasses relative_ = bit("relative");
  const WordClasses stop_ = bit("stop");
  const EnglishTokens tokens_;
  EnglishChunkRow row_;
  const EnglishVerbWords verbs_;
};

}  // namespace

std::vector<EnglishChunk> read_english_chunks(const AnnotatedText& text, const Frames& frames,
                                              const Reading& reading) {
  return EnglishChunker(text, frames, reading).run();
}

}  // namespace sarye
