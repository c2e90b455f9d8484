// Korean: an eojeol is a noun with or without a particle, a predicate, or a word of a closed class.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/korean_endings.h"
#include "ingest/concepts/phrases.h"

namespace sarye {
namespace {

constexpr std::uint32_t kSyllable = 3;                // bytes
constexpr std::uint32_t kLongestPlainQuotation = 90;  // bytes

bool is_hangul(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

// 0: none; 8 is ㄹ; nullopt: not a Hangul syllable.
std::optional<int> final_consonant(std::string_view text) {
  if (text.size() < kSyllable) return std::nullopt;
  std::size_t at = text.size() - kSyllable;
  const char32_t c = decode(text, at);
  if (!is_hangul(c)) return std::nullopt;
  return static_cast<int>((c - 0xAC00) % 28);
}

bool has_ko_ending(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.back() == end.back() &&
         text.substr(text.size() - end.size()) == end;
}

// Which final consonant a particle asks for in front of it.
bool fits(std::string_view stem, std::string_view josa) {
  const auto final = final_consonant(stem);
  if (!final) return true;
  static constexpr std::array<std::string_view, 10> kAfterConsonant = {
      "은", "이", "을", "과", "이나", "이며", "이라는", "이란", "이자", "이라"};
  static constexpr std::array<std::string_view, 8> kAfterVowel = {"는", "가", "를",   "와",
                                                                  "나", "며", "라는", "란"};
  const auto is_in = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view one) {
      return one.size() == josa.size() && one.back() == josa.back() && one == josa;
    });
  };
  if (is_in(kAfterConsonant)) return *final != 0;
  if (is_in(kAfterVowel)) return *final == 0;
  if (josa.substr(0, 6) == "으로") return *final != 0 && *final != 8;
  if (josa.substr(0, 3) == "로") return *final == 0 || *final == 8;
  return true;
}

struct Cut {
  std::size_t stem = 0;  // bytes
  Marker marker = Marker::None;
};

// Of three syllables or more these end a verb: 앞당기고, 이끌어.
constexpr std::string_view kLongVerbEndings[] = {"고", "어", "워", "여"};

class KoreanReader {
 public:
  KoreanReader(const Frames& frames, const ReadingClasses& classes, const KoreanVerbs& verbs,
               ReadingBuilder& builder)
      : frames_(frames),
        word_classes_(classes),
        verbs_(verbs),
        builder_(builder),
        text_(builder.block()) {}

  void run() {
    std::uint32_t at = builder_.sentence().begin;
    const std::uint32_t end = builder_.sentence().end;
    while (at < end) at = step(at);
  }

 private:
  WordClasses classes_of(std::string_view what) const {
    return frames_.classes_of(Language::Korean, what);
  }
  bool is_noun(std::string_view what) const { return (classes_of(what) & noun_) != 0; }

  std::uint32_t step(std::uint32_t at) {
    if (text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\t') return at + 1;
    if (builder_.atom_at(at) != nullptr) return eojeol(at);
    if (const std::uint32_t end = builder_.bracket_end(at)) {
      builder_.stretch_whole(end);
      return end;
    }
    if (!quotation(at).empty()) return eojeol(at);
    std::size_t next = at;
    const char32_t c = decode(text_, next);
    const auto after = static_cast<std::uint32_t>(next);
    if (c == ',' || c == U'、' || c == U'，') {
      builder_.joint({at, after}, JointKind::Comma);
      return after;
    }
    if (c == U'·' || c == U'‧' || c == U'ㆍ' || c == U'・') {
      builder_.joint({at, after}, JointKind::And);
      return after;
    }
    if (c == ';' || c == ':' || c == '.' || c == '!' || c == '?' || c == U'…') {
      builder_.joint({at, after}, JointKind::Break);
      return after;
    }
    const Script script = script_of(c);
    if (script == Script::Punctuation || script == Script::Other) {
      builder_.close(Marker::None);
      return after;
    }
    return eojeol(at);
  }

  // Whether the character `c` at `at`, which ends at `next`, ends a word.
  bool ends_word(std::uint32_t at, char32_t c, std::size_t next) const {
    if (is_hangul(c)) return false;
    if (c == '+' || c == '-' || c == '&' || c == '/' || c == '%') return false;
    if (c == '.') {
      const bool digit_before = at > 0 && text_[at - 1] >= '0' && text_[at - 1] <= '9';
      return !(digit_before && next < text_.size() && text_[next] >= '0' && text_[next] <= '9');
    }
    const Script script = script_of(c);
    return script == Script::Space || script == Script::Punctuation || c == U'·';
  }

  // The end of the quotation mark at `at`; 0: there is none, or no letter behind it.
  std::uint32_t behind_quotation_mark(std::uint32_t at) const {
    std::size_t next = at;
    const char32_t c = decode(text_, next);
    const bool mark = c == '\'' || c == '"' || c == U'’' || c == U'‘' || c == U'”' || c == U'“' ||
                      c == U'」' || c == U'』' || c == U'》';
    std::size_t behind = next;
    if (!mark || next >= text_.size() || !is_hangul(decode(text_, behind))) return 0;
    return static_cast<std::uint32_t>(next);
  }

  // Whether a quotation of two words or more ends in a verb: 설비를 늘리겠다.
  bool says_clause(std::string_view words) const {
    while (!words.empty() && std::string_view(" .!?,").find(words.back()) != words.npos) {
      words.remove_suffix(1);
    }
    const std::size_t space = words.rfind(' ');
    if (space == words.npos) return false;
    const std::string_view last = words.substr(space + 1);
    return (has_ko_ending(last, "다") && !is_noun(last)) || has_ko_ending(last, "것") ||
           has_ko_ending(last, "니다") || has_ko_ending(last, "라며");
  }

  // What a quotation mark at `at` opens; '가온' too, where it stands behind a space.
  ByteRange quotation(std::uint32_t at) const {
    if (text_[at] != '\'') {
      const ByteRange content = builder_.quotation(at);
      if (content.empty()) return content;
      // A mark behind a letter closes: "…했다"고. What somebody says in clauses is no noun.
      std::size_t before = at < kSyllable ? at : at - kSyllable;
      if (at > builder_.sentence().begin && is_hangul(decode(text_, before))) return {};
      return says_clause(text_.substr(content.begin, content.size())) ? ByteRange{} : content;
    }
    if (at > builder_.sentence().begin && text_[at - 1] != ' ') return {};
    const std::size_t close = text_.find('\'', at + 1);
    if (close == text_.npos || close > builder_.sentence().end ||
        close > at + kLongestPlainQuotation || close == at + 1) {
      return {};
    }
    const bool year = text_[at + 1] >= '0' && text_[at + 1] <= '9';  // '24년 말 '25년
    if (year && text_.substr(at, close - at).find(' ') != text_.npos) return {};
    return {at + 1, static_cast<std::uint32_t>(close)};
  }

  // One word between spaces: names, brackets behind them, a quotation, and the letters around.
  std::uint32_t eojeol(std::uint32_t at) {
    const std::uint32_t begin = at;
    std::uint32_t tail = at;  // where the letters behind the last name, bracket or quotation begin
    std::uint32_t noun_end = 0;  // the end of that name or quotation
    std::uint32_t core_begin = at;
    bool number = false;
    bool quoted = false;
    const std::uint32_t end = builder_.sentence().end;
    std::uint32_t next_atom = builder_.next_atom(at);
    while (at < end) {
      if (at >= next_atom) {
        if (const Atom* atom = builder_.atom_at(at)) {
          number = atom->number;
          at = atom->bytes.end;
          if (!number) name_end_ = at;
          noun_end = at;
          tail = at;
          next_atom = builder_.next_atom(at);
          continue;
        }
        next_atom = builder_.next_atom(at);
      }
      if (at > begin) {
        if (const std::uint32_t closed = builder_.bracket_end(at)) {
          if (noun_end == 0) noun_end = at;
          at = closed;
          tail = at;
          continue;
        }
      }
      if (at == begin) {
        const ByteRange content = quotation(at);
        if (!content.empty()) {
          quoted = true;
          core_begin = content.begin;
          noun_end = content.end;
          std::size_t next = content.end;
          decode(text_, next);
          at = static_cast<std::uint32_t>(next);
          tail = at;
          continue;
        }
      }
      // A quotation mark between a name and its particle: '가온'을.
      if (noun_end != 0 && at == tail) {
        if (const std::uint32_t behind = behind_quotation_mark(at)) {
          at = behind;
          tail = at;
          continue;
        }
      }
      std::size_t next = at;
      const char32_t c = decode(text_, next);
      if (ends_word(at, c, next)) break;
      at = static_cast<std::uint32_t>(next);
    }
    if (at == begin) return at + 1;
    finish(begin, core_begin, noun_end, tail, at, number, quoted);
    return at;
  }

  void finish(std::uint32_t begin, std::uint32_t core_begin, std::uint32_t noun_end,
              std::uint32_t tail, std::uint32_t end, bool number, bool quoted) {
    const std::string_view letters = text_.substr(tail, end - tail);
    if (noun_end != 0) {
      // A name, number or quotation: what follows is a particle, or goes on with the noun.
      Cut cut = particle(text_.substr(0, noun_end), letters, true);
      if (number) {
        builder_.stretch_whole(end);
        builder_.close(cut.marker);
        return;
      }
      if (cut.stem == 0) {
        builder_.extend({core_begin, noun_end}, quoted);
      } else if (predicate(letters) != nullptr && letters.size() >= 2 * kSyllable) {
        builder_.extend({core_begin, noun_end}, quoted);
        builder_.verb({tail, end}, predicate(letters)->adnominal);
        return;
      } else {
        builder_.extend({core_begin, tail + static_cast<std::uint32_t>(cut.stem)});
      }
      after_noun(cut.marker, end);
      return;
    }
    // "…늘리겠다"고, "…때문"이라며: goes on with what was said.
    if (begin > kSyllable && begin > builder_.sentence().begin &&
        (text_[begin - 1] == '"' || text_.substr(0, begin).ends_with("”")) && quotes(letters)) {
      builder_.close(Marker::None);
      return;
    }
    const WordClasses classes = classes_of(letters);
    if ((classes & conjunction_) != 0) {
      builder_.joint({begin, end}, JointKind::And);
      return;
    }
    if ((classes & pronoun_) != 0) {
      builder_.close(Marker::None);
      builder_.pronoun = true;
      builder_.extend({begin, end});
      if (has_ko_ending(letters, "는")) builder_.close(Marker::Topic);  // 이는, 그는
      return;
    }
    if ((letters == "온" || letters == "왔던") && begin == verb_end_ + 1) {  // 가동해 온 공장
      verb(begin, end, true);
      return;
    }
    if (letters == "중인" && builder_.open()) {  // 신약을 개발 중인 가람
      builder_.verb({begin, end}, true);
      return;
    }
    // "가람의 경우": as 가람은
    if (letters.starts_with("경우") && builder_.open() && begin == name_end_ + 4 &&
        text_.substr(name_end_, 4) == "의 ") {
      builder_.close(Marker::Topic);
      return;
    }
    if (letters == "또한" || letters == "역시") {  // 가람 또한: as 가람도
      builder_.close(builder_.open() ? Marker::Also : Marker::None);
      return;
    }
    if ((classes & stop_) != 0) {
      builder_.close(Marker::None);
      return;
    }
    const bool noun = (classes & noun_) != 0;
    if (!noun) {
      if (const auto known = verbs_.native(letters)) {
        const bool adnominal = known->form == VerbForm::Adnominal ||
                               (known->form == VerbForm::Intent && has_ko_ending(letters, "는"));
        verb(begin, end, adnominal);
        return;
      }
      if (const std::size_t stem = copula(letters)) {
        // "강점은 숙련 인력이다": a noun, and the copula as its verb.
        const auto border = begin + static_cast<std::uint32_t>(stem);
        builder_.extend({begin, border});
        builder_.close(Marker::Other);
        builder_.verb({border, end});
        return;
      }
      if (const PredicateEnding* ending = predicate(letters)) {
        verb(begin, end, ending->adnominal);
        return;
      }
    }
    // "심화함에 따라"
    if (!noun && has_ko_ending(letters, "함에") && letters.size() > 3 * kSyllable - 1 &&
        text_.substr(end, 7) == " 따라") {
      builder_.verb({begin, end});
      return;
    }
    // "경쟁이 특징인 시장": the copula behind a subject ends a clause that modifies what follows.
    const bool copula = !noun && begin == subject_end_ + 1 && letters.size() > 2 * kSyllable &&
                        has_ko_ending(letters, "인") &&
                        !is_noun(letters.substr(letters.size() - 2 * kSyllable));
    if (copula) {
      builder_.verb({begin, end}, true);
      return;
    }
    Cut cut = noun ? Cut{letters.size(), Marker::None} : particle({}, letters, false);
    // 초저가, 생산원가: a noun of the list at the end of a compound keeps its last syllable.
    const bool could_be_noun = cut.marker == Marker::Subject || cut.marker == Marker::Also ||
                               cut.marker == Marker::With || cut.marker == Marker::Into ||
                               cut.marker == Marker::Other;
    // 구조조정도, 업체인: a known word and its particle.
    if (could_be_noun && letters.size() > 2 * kSyllable &&
        classes_of(letters.substr(0, cut.stem)) == 0 &&
        is_noun(letters.substr(letters.size() - 2 * kSyllable))) {
      cut = {letters.size(), Marker::None};
    }
    const std::string_view stem = letters.substr(0, cut.stem);
    const WordClasses stem_classes = classes_of(stem);
    if ((stem_classes & pronoun_) != 0) {
      builder_.close(Marker::None);
      builder_.pronoun = true;
      builder_.extend({begin, begin + static_cast<std::uint32_t>(cut.stem)});
      after_noun(cut.marker, end);
      return;
    }
    if ((stem_classes & etc_) != 0) {  // A, B 등을
      builder_.stretch_whole(end);
      if (cut.marker != Marker::None) builder_.close(cut.marker);
      return;
    }
    if ((stem_classes & stop_) != 0) {
      builder_.close(Marker::None);
      return;
    }
    if (stem[0] >= '0' && stem[0] <= '9') {  // 3개를: counts what stands before it
      builder_.stretch_whole(end);
      builder_.close(cut.marker);
      return;
    }
    builder_.extend({begin, begin + static_cast<std::uint32_t>(cut.stem)});
    after_noun(cut.marker, end);
  }

  static bool quotes(std::string_view letters) {
    static constexpr std::array<std::string_view, 14> kQuoting = {
        "고",     "며",     "라고",     "라며", "면서", "라면서", "고도",
        "이라고", "이라며", "이라면서", "는",   "라는", "이라는", "고는"};
    return std::find(kQuoting.begin(), kQuoting.end(), letters) != kQuoting.end();
  }

  void verb(std::uint32_t begin, std::uint32_t end, bool adnominal) {
    builder_.verb({begin, end}, adnominal);
    verb_end_ = end;
  }

  void after_noun(Marker marker, std::uint32_t end) {
    builder_.stretch_whole(end);
    if (marker != Marker::None && marker != Marker::Of) builder_.close(marker);
    if (marker == Marker::Subject) subject_end_ = end;
    // 의 goes on with the phrase; a phrase that ends there is closed by what follows.
  }

  // 숙련인력이다: where the copula begins behind a noun of two syllables or more; 0: it does not.
  std::size_t copula(std::string_view letters) const {
    for (const std::string_view ending : {"이었다", "이다"}) {
      if (!has_ko_ending(letters, ending) || letters.size() < ending.size() + 2 * kSyllable)
        continue;
      const std::size_t stem = letters.size() - ending.size();
      return final_consonant(letters.substr(0, stem)).value_or(0) != 0 ? stem : 0;
    }
    // 데이터다: behind a vowel only where the noun is known.
    if (has_ko_ending(letters, "다") && letters.size() > 3 * kSyllable) {
      const std::string_view noun = letters.substr(0, letters.size() - kSyllable);
      for (const std::size_t size : {2 * kSyllable, 3 * kSyllable, 4 * kSyllable}) {
        if (noun.size() >= size && is_noun(noun.substr(noun.size() - size))) {
          return noun.size();
        }
      }
    }
    return 0;
  }

  // 늘어오는, 이어가는 are verbs, 카카오는 and 요가는 are none.
  static bool follows_verb(std::string_view letters) {
    if (!has_ko_ending(letters, "오는") && !has_ko_ending(letters, "가는")) return true;
    if (letters.size() <= 2 * kSyllable) return true;
    static constexpr std::string_view kVerbal[] = {"어", "아", "해", "여", "려", "져", "와",
                                                   "워", "겨", "켜", "춰", "쳐", "러", "라",
                                                   "나", "돼", "퍼", "들", "까"};
    const std::string_view before = letters.substr(letters.size() - 3 * kSyllable, kSyllable);
    return std::find(std::begin(kVerbal), std::end(kVerbal), before) != std::end(kVerbal);
  }

  const PredicateEnding* predicate(std::string_view letters) const {
    const PredicateEnding* best = EndingsByText::instance().longest_of(letters);
    // 는 is a particle behind a vowel only: 얹는, 심는 are verbs.
    static constexpr PredicateEnding kAdnominal{"는", true};
    if (best == nullptr && letters.size() >= 2 * kSyllable && has_ko_ending(letters, "는") &&
        final_consonant(letters.substr(0, letters.size() - kSyllable)).value_or(0) != 0) {
      return &kAdnominal;
    }
    static constexpr PredicateEnding kLong{"고", false};
    for (const std::string_view ending : kLongVerbEndings) {
      if (best == nullptr && letters.size() >= 3 * kSyllable && has_ko_ending(letters, ending) &&
          final_consonant(letters.substr(0, kSyllable))) {
        best = &kLong;
      }
    }
    if (best == nullptr || !follows_verb(letters)) return nullptr;
    // 수출제한, 역할: kept by their last two syllables.
    if (letters.size() >= 2 * kSyllable &&
        is_noun(letters.substr(letters.size() - 2 * kSyllable))) {
      return nullptr;
    }
    return best;
  }

  // The longest particle at the end. `free`: the letters follow a name, so that they may be a
  // particle as a whole; else two syllables at least stay in front of a short one.
  Cut particle(std::string_view name, std::string_view letters, bool free) const {
    for (const std::size_t size : frames_.marker_sizes(Language::Korean)) {
      if (size > letters.size()) continue;
      const std::size_t stem = letters.size() - size;
      const std::string_view josa = letters.substr(stem);
      const Marker* marker = frames_.marker_of(Language::Korean, josa);
      if (marker == nullptr) continue;
      if (!free || stem > 0) {
        if (stem == 0) continue;
        const bool hangul = final_consonant(letters.substr(0, stem)).has_value();
        const bool etc = (classes_of(letters.substr(0, stem)) & etc_) != 0;    // A, B 등과
        const bool counts = letters.front() >= '0' && letters.front() <= '9';  // 20척을
        const std::size_t least =
            josa.size() > kSyllable || etc || counts || josa == "을" || josa == "를" || josa == "에"
                ? kSyllable
                : 2 * kSyllable;
        if (hangul && !free && stem < least) continue;
        if (!hangul && final_consonant(letters) == std::nullopt) continue;
      }
      if (!fits(stem == 0 ? name : letters.substr(0, stem), josa)) continue;
      return {stem, *marker};
    }
    return {letters.size(), Marker::None};
  }

  const Frames& frames_;
  const ReadingClasses& word_classes_;
  const KoreanVerbs& verbs_;
  ReadingBuilder& builder_;
  std::string_view text_;
  const WordClasses conjunction_ = word_classes_.conjunction;
  const WordClasses pronoun_ = word_classes_.pronoun;
  const WordClasses stop_ = word_classes_.stop;
  const WordClasses noun_ = word_classes_.noun;
  const WordClasses etc_ = word_classes_.etc;
  std::uint32_t name_end_ = 0;     // of the last name
  std::uint32_t subject_end_ = 0;  // of the last phrase with 이 or 가
  std::uint32_t verb_end_ = 0;
};

}  // namespace

void read_korean(const Frames& frames, const ReadingClasses& classes, const KoreanVerbs& verbs,
                 ReadingBuilder& builder) {
  KoreanReader(frames, classes, verbs, builder).run();
}

}  // namespace sarye
