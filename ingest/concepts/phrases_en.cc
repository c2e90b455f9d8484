// English: a noun phrase is what stands between words of closed classes and verbs; a form that is
// both noun and verb is a noun behind a determiner.
#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/phrases.h"

namespace sarye {
namespace {

bool has_ending(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

class EnglishReader {
 public:
  EnglishReader(const Frames& frames, const ReadingClasses& classes, ReadingBuilder& builder)
      : frames_(frames), word_classes_(classes), builder_(builder), text_(builder.block()) {}

  void run() {
    std::uint32_t at = builder_.sentence().begin;
    const std::uint32_t end = builder_.sentence().end;
    while (at < end) at = step(at);
  }

 private:
  enum class Before { Nothing, Determiner, Preposition, Noun, Verb, To, Be };

  std::uint32_t step(std::uint32_t at) {
    if (text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\t') return at + 1;
    if (const Atom* atom = builder_.atom_at(at)) {
      if (atom->number) {
        builder_.close(Marker::None);
        builder_.pending = Marker::None;
      } else {
        builder_.extend(atom->bytes);
        before_ = Before::Noun;
        after_name_ = true;
      }
      return possessive(atom->bytes.end);
    }
    if (const std::uint32_t end = builder_.bracket_end(at)) {
      builder_.stretch_whole(end);
      return end;
    }
    const ByteRange content = builder_.quotation(at);
    std::size_t next = at;
    const char32_t c = decode(text_, next);
    const auto after = static_cast<std::uint32_t>(next);
    if (!content.empty()) {
      builder_.extend(content, true);
      before_ = Before::Noun;
      std::size_t behind = content.end;
      decode(text_, behind);
      builder_.stretch_whole(static_cast<std::uint32_t>(behind));
      return static_cast<std::uint32_t>(behind);
    }
    const Script script = script_of(c);
    if (script == Script::Latin || script == Script::Digit || script == Script::Han ||
        script == Script::Hangul || c == '$') {
      return letters(at);
    }
    if (c == ',') {
      builder_.joint({at, after}, JointKind::Comma);
    } else if (c == ';' || c == ':' || c == U'—' || c == U'–') {
      builder_.joint({at, after}, JointKind::Break);
    } else if (c == '+') {
      if (builder_.open()) builder_.extend({at, after});
      return after;
    } else {
      builder_.close(Marker::None);
    }
    builder_.pending = Marker::None;
    before_ = Before::Nothing;
    return after;
  }

  // "X's Y": the owner is a phrase of its own.
  std::uint32_t possessive(std::uint32_t at) {
    for (const std::string_view mark : {"'s", "’s"}) {
      if (text_.substr(std::min<std::size_t>(at, text_.size()), mark.size()) == mark) {
        builder_.close(Marker::Of);
        before_ = Before::Determiner;
        owned_ = true;
        return at + static_cast<std::uint32_t>(mark.size());
      }
    }
    return at;
  }

  bool in_word(std::uint32_t at) const {
    const auto byte = static_cast<unsigned char>(text_[at]);
    const auto lower = static_cast<unsigned char>(byte | 0x20);
    if ((lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9')) return true;
    std::size_t next = at;
    const char32_t c = decode(text_, next);
    const Script script = script_of(c);
    if (script == Script::Latin || script == Script::Digit || script == Script::Han ||
        script == Script::Hangul || c == '-' || c == '$' || c == '&' || c == '%') {
      return true;
    }
    if (c == '.' || c == ',') {  // U.S., 2,048, 3.5
      return next < text_.size() && text_[next] != ' ' && text_[next] != '\n' &&
             (c == '.' || (text_[next] >= '0' && text_[next] <= '9'));
    }
    return false;
  }

  std::uint32_t letters(std::uint32_t at) {
    const std::uint32_t begin = at;
    const std::uint32_t limit = std::min(builder_.sentence().end, builder_.next_atom(at + 1));
    while (at < limit && in_word(at)) {
      if (static_cast<unsigned char>(text_[at]) < 0x80) {
        ++at;
        continue;
      }
      std::size_t next = at;
      decode(text_, next);
      at = static_cast<std::uint32_t>(next);
    }
    at = std::min(std::max(at, begin + 1), builder_.sentence().end);
    const ByteRange bytes{begin, at};
    // An abbreviation keeps its full stop: U.S.
    const std::string_view surface = text_.substr(begin, at - begin);
    if (at < limit && text_[at] == '.' && surface.find('.') != std::string_view::npos) {
      ++at;
      take({begin, at}, surface);
      return at;
    }
    take(bytes, surface);
    return possessive(at);
  }

  void take(ByteRange bytes, std::string_view surface) {
    const std::string lower = to_lower(surface);
    const Marker* marker = frames_.marker_of(Language::English, lower);
    if (marker != nullptr) {
      builder_.close(Marker::None);
      builder_.after_verb = false;
      builder_.pending = *marker;
      builder_.pending_begin = bytes.begin;
      before_ = lower == "to" ? Before::To : Before::Preposition;
      return;
    }
    const WordClasses classes = frames_.classes_of(Language::English, lower);
    if ((classes & determiner_) != 0) {
      const bool keeps = builder_.after_verb;
      builder_.close(Marker::None);
      builder_.after_verb = keeps;
      if (after_number_) builder_.pending = Marker::None;
      after_number_ = false;
      before_ = Before::Determiner;
      singular_ = lower == "a" || lower == "an";
      owned_ = false;
      return;
    }
    if ((classes & pronoun_) != 0) {
      builder_.close(Marker::None);
      builder_.pronoun = true;
      builder_.extend(bytes);
      builder_.close(Marker::None);
      before_ = Before::Nothing;
      return;
    }
    if ((classes & conjunction_) != 0) {
      builder_.joint(bytes, JointKind::And);
      before_ = Before::Nothing;
      return;
    }
    if ((classes & relative_) != 0) {
      builder_.joint(bytes, JointKind::Relative);
      before_ = Before::Nothing;
      return;
    }
    if ((classes & stop_) != 0 || (has_ending(lower, "ly") && (classes & noun_) == 0 &&
                                   frames_.verb_forms(Language::English).count(lower) == 0)) {
      const bool keeps = builder_.after_verb;
      builder_.close(Marker::None);
      builder_.after_verb = keeps;
      // "is still struggling": adverbs and not may stand between.
      if ((classes & be_) != 0) before_ = Before::Be;
      return;
    }
    // "Ohio-based Delmar": no verb, and no part of the name.
    if (bytes.begin > 0 && text_[bytes.begin - 1] == '-' && !builder_.open()) {
      before_ = Before::Determiner;
      return;
    }
    if (is_verb(lower, classes, surface, bytes.end)) {
      builder_.verb(bytes);
      builder_.after_verb = true;
      before_ = Before::Verb;
      return;
    }
    if (surface[0] >= '0' && surface[0] <= '9' && !builder_.open()) {
      after_number_ = true;  // "Before 2023 the parent": the preposition is used up
      return;
    }
    after_number_ = false;
    builder_.extend(bytes);
    before_ = Before::Noun;
    after_name_ = false;
  }

  // "Tariffs on imports hit the makers": a determiner or a name behind the word.
  bool object_follows(std::uint32_t at) const {
    if (at + 1 >= builder_.sentence().end || text_[at] != ' ') return false;
    if (builder_.atom_at(at + 1) != nullptr) return true;
    const std::string_view rest = text_.substr(at + 1, builder_.sentence().end - at - 1);
    const std::string next = to_lower(rest.substr(0, rest.find_first_of(" ,.;")));
    return (frames_.classes_of(Language::English, next) & determiner_) != 0;
  }

  // Whether the next word is a verb with an ending, or an auxiliary.
  bool verb_follows(std::uint32_t at) const {
    if (at + 1 >= builder_.sentence().end || text_[at] != ' ') return false;
    if (builder_.atom_at(at + 1) != nullptr) return false;
    const std::string_view rest = text_.substr(at + 1, builder_.sentence().end - at - 1);
    const std::string next = to_lower(rest.substr(0, rest.find_first_of(" ,.;")));
    const WordClasses classes = frames_.classes_of(Language::English, next);
    if ((classes & (modal_ | auxiliary_ | be_)) != 0) return true;
    return frames_.verb_forms(Language::English).count(next) != 0 && (classes & noun_) == 0 &&
           (has_ending(next, "s") || has_ending(next, "ed") || (classes & past_) != 0);
  }

  // Whether the next word is a plant, a unit or a deal.
  bool site_follows(std::uint32_t behind) const {
    std::size_t end = std::min<std::size_t>(behind + 1, text_.size());
    while (end < text_.size() && text_[end] >= 'a' && text_[end] <= 'z') ++end;
    const std::string_view next =
        text_.substr(std::min<std::size_t>(behind + 1, text_.size()), end - behind - 1);
    return !next.empty() && (frames_.has_word(Language::English, "facility", next) ||
                             frames_.has_word(Language::English, "part_noun", next) ||
                             frames_.has_word(Language::English, "tie_noun", next));
  }

  bool is_verb(const std::string& lower, WordClasses classes, std::string_view surface,
               std::uint32_t behind) const {
    if ((classes & noun_) != 0 || surface.find('-') != std::string_view::npos) return false;
    const bool modifier = before_ == Before::Determiner || before_ == Before::Preposition;
    const bool capital = surface[0] >= 'A' && surface[0] <= 'Z';
    if ((classes & phrasal_) != 0) {  // team up; a team
      return text_.substr(std::min<std::size_t>(behind, text_.size()), 4) == " up ";
    }
    if (before_ == Before::Be && !capital && has_ending(lower, "ing") && lower.size() > 5)
      return true;
    if (frames_.verb_forms(Language::English).count(lower) != 0) {
      if (before_ == Before::Determiner) return false;
      // "Profit fell", "Exports dropped": what opens a sentence in front of a verb.
      if (capital && before_ == Before::Nothing && !builder_.open() && !has_ending(lower, "ed") &&
          !has_ending(lower, "ing") && (classes & past_) == 0 && verb_follows(behind)) {
        return false;
      }
      // "its Dayton processing plant"
      if (before_ == Before::Noun && has_ending(lower, "ing") &&
          frames_.has_word(Language::English, "trade_noun", lower) && site_follows(behind)) {
        return false;
      }
      // "a strong sales force": behind a singular noun a verb has an ending.
      const bool plain = !has_ending(lower, "s") && !has_ending(lower, "ed") &&
                         !has_ending(lower, "ing") && (classes & past_) == 0;
      // "the licensing ban prevents": the verb comes behind it.
      if (plain && builder_.open() && before_ == Before::Noun && verb_follows(behind)) return false;
      if (plain && singular_ && builder_.open() && before_ == Before::Noun && !after_name_) {
        return false;
      }
      // "Delmar's quarterly profit", but "Delmar's plants produce"
      if (plain && owned_ && builder_.open() && before_ == Before::Noun && !after_name_ &&
          behind > surface.size() + 2 && text_[behind - surface.size() - 2] != 's') {
        return false;
      }
      if (before_ == Before::Preposition) return has_ending(lower, "ing");
      // "raises fixed costs": inside an object such a form is a noun, unless a name stands before.
      const bool bent = has_ending(lower, "ed") || has_ending(lower, "ing") ||
                        (classes & past_) != 0 ||
                        (builder_.open_is_marked() && object_follows(behind));
      if (!bent && !after_name_ && (builder_.open_is_object() || builder_.open_is_marked())) {
        return false;
      }
      return !capital || before_ == Before::Nothing;
    }
    // An unknown form: a past behind a noun is a verb, before one an adjective.
    return has_ending(lower, "ed") && lower.size() > 4 && !modifier &&
           (before_ == Before::Noun || before_ == Before::Be);
  }

  const Frames& frames_;
  const ReadingClasses& word_classes_;
  ReadingBuilder& builder_;
  std::string_view text_;
  const WordClasses determiner_ = word_classes_.determiner;
  const WordClasses pronoun_ = word_classes_.pronoun;
  const WordClasses conjunction_ = word_classes_.conjunction;
  const WordClasses relative_ = word_classes_.relative;
  const WordClasses stop_ = word_classes_.stop;
  const WordClasses noun_ = word_classes_.noun;
  const WordClasses phrasal_ = word_classes_.phrasal;
  const WordClasses past_ = word_classes_.past;
  const WordClasses modal_ = word_classes_.modal;
  const WordClasses auxiliary_ = word_classes_.auxiliary;
  const WordClasses be_ = word_classes_.be;
  Before before_ = Before::Nothing;
  bool after_name_ = false;    // the last noun was a name
  bool singular_ = false;      // the last determiner was a or an
  bool owned_ = false;         // what is in front of the phrase was an owner: Delmar's
  bool after_number_ = false;  // the last word was a number outside a phrase
};

}  // namespace

void read_english(const Frames& frames, const ReadingClasses& classes, ReadingBuilder& builder) {
  EnglishReader(frames, classes, builder).run();
}

}  // namespace sarye
