#include "ingest/names/cues.h"

#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/literal_finder.h"

namespace sarye {
namespace {

constexpr char32_t kHangulSyllables = 0xAC00;
constexpr int kFinalN = 4;
constexpr int kFinalR = 8;
constexpr int kFinalM = 16;
constexpr int kFinalSS = 20;

bool is_hangul_at(char32_t c) {
  return c >= kHangulSyllables && c <= 0xD7A3;
}

std::string with_final(std::string_view prefix, char32_t syllable, int final) {
  std::string out(prefix);
  append_utf8(out, syllable + static_cast<char32_t>(final));
  return out;
}

// The last byte first: it tells most Hangul syllables apart.
bool starts_with(std::string_view text, std::string_view what) {
  if (what.empty()) return true;
  return text.size() >= what.size() && text[what.size() - 1] == what.back() &&
         text.substr(0, what.size()) == what;
}

bool any_start(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view what) { return starts_with(text, what); });
}

char32_t character_before(std::string_view text, std::size_t at) {
  if (at == 0) return ' ';
  std::size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return decode(text, begin);
}

// The letters from `at` to the end of the word.
std::string_view rest_of_word(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    std::size_t next = end;
    if (!is_hangul_at(decode(text, next))) break;
    end = next;
  }
  return text.substr(at, end - at);
}

// 한, 할, 하는, 던: a form that modifies the noun behind it.
bool ends_adnominal(std::string_view word) {
  if (word.size() < 3) return false;
  std::size_t at = word.size() - 3;
  const char32_t last = decode(word, at);
  if (!is_hangul_at(last)) return false;
  const auto final = static_cast<int>((last - kHangulSyllables) % 28);
  return final == kFinalN || final == kFinalR;
}

// "낳았는지는 논쟁이다", "완화할지": an indirect question states nothing.
bool asks(std::string_view text, ByteRange wording) {
  const std::string_view rest = rest_of_word(text, wording.end);
  const std::string_view word = text.substr(wording.begin, wording.size() + rest.size());
  const auto last_bytes = [&](std::size_t size) {
    return word.substr(word.size() - std::min(size, word.size()));
  };
  constexpr std::size_t kSyllable = 3;
  static const LiteralFinder signs({"는지", "을지", "은지", "는가", "을까", "인지"});
  if (signs.any_in(last_bytes(3 * kSyllable))) return true;
  // 할지, 될지, 줄일지: ㄹ in front of 지.
  const std::string_view tail = last_bytes(2 * kSyllable);
  const std::size_t in_tail = tail.rfind("지");
  const std::size_t at = word.size() - tail.size() + in_tail;
  if (in_tail != std::string_view::npos && at >= kSyllable && at >= wording.size()) {
    std::size_t before = at - kSyllable;
    const char32_t syllable = decode(word, before);
    if (is_hangul_at(syllable) && (syllable - kHangulSyllables) % 28 == kFinalR &&
        word.find("지라도") == std::string::npos) {
      return true;
    }
  }
  return rest.ends_with("여부") || text.substr(wording.end).starts_with(" 여부");
}

bool is_concept(const AnnotatedText& text, const TextMention& mention) {
  const std::string& type = text.entities[mention.entity].type;
  return type != "Firm" && type != "Agency" && type != "Product" && type != "Person" &&
         type != "Place";
}

// "모델 개선, 품질 향상에 기여": a bare noun that ends a concept states no effect of its own.
bool ends_concept(const AnnotatedText& text, const Reading& reading, const CueHit& hit) {
  if (!hit.nominal || (hit.frame->family != "LEADS_TO" && hit.frame->family != "HINDERS")) {
    return false;
  }
  return std::ranges::any_of(text.mentions_near(reading.span), [&](const TextMention& mention) {
    return !mention.inherited && mention.span.block == reading.span.block &&
           mention.span.bytes.begin < hit.bytes.begin && mention.span.bytes.end >= hit.bytes.end;
  });
}

}  // namespace

std::vector<std::string> korean_stem_forms(std::string_view stem) {
  std::vector<std::string> forms{std::string(stem)};
  if (stem.size() < 3) return forms;
  std::size_t at = stem.size() - 3;
  const std::string_view prefix = stem.substr(0, at);
  const char32_t last = decode(stem, at);
  if (!is_hangul_at(last) || (last - kHangulSyllables) % 28 != 0) return forms;
  for (int final : {kFinalN, kFinalR, kFinalM}) forms.push_back(with_final(prefix, last, final));
  // Contraction with 어/아: ㅣ gives ㅕ, ㅜ gives ㅝ, ㅗ gives ㅘ; ㅡ falls; ㅐ, ㅔ, ㅏ, ㅓ stay.
  const int vowel = static_cast<int>((last - kHangulSyllables) / 28 % 21);
  const char32_t initial = last - static_cast<char32_t>(vowel) * 28;
  static const std::map<int, int> kContracted = {{20, 6}, {13, 14}, {8, 9}, {18, 4},
                                                 {1, 1},  {5, 5},   {0, 0}, {4, 4}};
  const auto found = kContracted.find(vowel);
  if (found != kContracted.end()) {
    const char32_t contracted = initial + static_cast<char32_t>(found->second) * 28;
    forms.push_back(with_final(prefix, contracted, 0));
    forms.push_back(with_final(prefix, contracted, kFinalSS));
  }
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

CueFinder::Opening CueFinder::opening_of(const Frame& frame, const Cue& cue) {
  if (cue.text == "have" || cue.text == "has" || cue.text == "had") return Opening::Have;
  if (cue.text == "will" || cue.text == "would") return Opening::Will;
  const bool is = cue.text == "is" || cue.text == "are";
  return is && frame.family == "PURSUES" ? Opening::IsStrategy : Opening::None;
}

CueFinder::CueFinder(const Frames& frames)
    : frames_(frames), dependent_(frames.words(Language::Korean, "dependent")) {
  for (int i = 0; i < kLanguageCount; ++i) {
    const auto language = static_cast<Language>(i);
    PerLanguage& out = languages_[static_cast<std::size_t>(i)];
    std::vector<Phrase> phrases;
    const auto add = [&](const Frame& frame, const Cue& cue, const std::string& text, int bend) {
      phrases.push_back({text, static_cast<std::uint32_t>(out.forms.size())});
      out.forms.push_back({&frame, &cue, bend, opening_of(frame, cue)});
    };
    for (const Frame& frame : frames.frames(language)) {
      for (const Cue& cue : frame.cues) {
        if (language == Language::Korean && cue.form == CueForm::Stem) {
          for (const std::string& form : korean_stem_forms(cue.text)) add(frame, cue, form, 0);
        } else if (!cue.forms.empty()) {
          // One spelling may be two forms: as a participle it may be passive.
          for (int bend : {0, 1, 3, 4, 2}) {
            const std::string& form = cue.forms[static_cast<std::size_t>(bend)];
            if (bend == 2 && form == cue.forms[3]) continue;
            if (bend == 3 && form == cue.forms[0]) continue;
            add(frame, cue, form, bend);
          }
        } else {
          add(frame, cue, cue.text, 0);
        }
      }
    }
    out.automaton = PhraseAutomaton::build(phrases);
  }
}

std::vector<CueHit> CueFinder::find(const AnnotatedText& text, const Reading& reading) const {
  const PerLanguage& language = languages_[static_cast<std::size_t>(reading.language)];
  const std::string& block = text.blocks[reading.span.block].text;
  const std::uint32_t base = reading.span.bytes.begin;
  struct Found {
    CueHit hit;
    std::uint32_t order;
  };
  std::vector<Found> found;
  const std::string_view said = text.text_of(reading.span);
  // An English wording begins with a word.
  const auto where = reading.language == Language::English ? PhraseAutomaton::Begins::WithWords
                                                           : PhraseAutomaton::Begins::Anywhere;
  language.automaton.match_all(said, where, [&](const PhraseMatch& match) {
    const ByteRange bytes{base + match.bytes.begin, base + match.bytes.end};
    // A wording inside a name or a longer concept states nothing: 合作战略. One that begins an
    // effect's name may have that effect: 降低成本.
    for (const TextMention& mention : text.mentions_near(reading.span)) {
      // 地方补贴: a verb that ends the name of a policy is a part of it.
      const bool noun =
          reading.language == Language::Chinese && mention.span.block == reading.span.block &&
          mention.span.bytes.begin < bytes.begin && mention.span.bytes.end == bytes.end &&
          text.entities[mention.entity].type == "Policy";
      if (noun) return;
      const bool begins = reading.language == Language::Chinese &&
                          mention.span.bytes.begin == bytes.begin &&
                          text.entities[mention.entity].type == "Effect";
      if (begins) continue;
      if (mention.span.block == reading.span.block && mention.span.bytes.overlaps(bytes) &&
          !bytes.contains(mention.span.bytes) &&
          (mention.span.bytes.end > bytes.end || !is_concept(text, mention))) {
        return;
      }
    }
    for (std::uint32_t payload : match.payloads) {
      const Form& form = language.forms[payload];
      CueHit hit;
      hit.bytes = bytes;
      hit.whole = bytes;
      hit.frame = form.frame;
      hit.nominal = form.cue->form == CueForm::Plain;
      bool good = false;
      if (reading.language == Language::Korean) {
        good = korean(block, reading, form, hit) && !ends_concept(text, reading, hit);
      } else if (reading.language == Language::English) {
        good = english(block, reading, form, hit);
      } else {
        good = chinese(block, reading, hit);
      }
      if (good) found.push_back({hit, payload});
    }
  });
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    if (a.hit.bytes.begin != b.hit.bytes.begin) return a.hit.bytes.begin < b.hit.bytes.begin;
    if (a.hit.bytes.end != b.hit.bytes.end) return a.hit.bytes.end > b.hit.bytes.end;
    return a.order < b.order;
  });
  std::vector<CueHit> out;
  for (const Found& one : found) out.push_back(one.hit);
  return out;
}

bool CueFinder::korean(std::string_view block, const Reading& reading, const Form& form,
                       CueHit& hit) const {
  const std::uint32_t end = reading.span.bytes.end;
  const std::string_view text = block.substr(0, end);
  if (form.cue->form == CueForm::Stem && is_hangul_at(character_before(text, hit.bytes.begin))) {
    return false;
  }
  if (asks(text, hit.bytes)) return false;
  const std::string_view tail = text.substr(hit.bytes.end);
  if (form.cue->form == CueForm::Plain) return true;
  const std::string_view rest = rest_of_word(text, hit.bytes.end);
  const auto word_end = static_cast<std::uint32_t>(hit.bytes.end + rest.size());
  const std::string_view word = text.substr(hit.bytes.begin, word_end - hit.bytes.begin);
  std::string_view next = text.substr(word_end);
  while (starts_with(next, " ")) next.remove_prefix(1);
  const std::string_view next_word = rest_of_word(next, 0);
  const auto dependent = [&](std::string_view what) {
    for (const std::size_t size : dependent_.sizes()) {
      if (size > what.size() || !dependent_.contains(what.substr(0, size))) continue;
      // 수, 바, 중 stand alone or with a particle: 수소, 바이오, 중국 are nouns.
      constexpr std::size_t kSyllable = 3;
      const std::string_view behind = what.substr(size);
      if (size > kSyllable || behind.empty() || behind == "다" || behind == "이다" ||
          behind == "이며" || behind == "입니다" ||
          frames_.marker_of(Language::Korean, behind) != nullptr) {
        return true;
      }
    }
    return false;
  };
  hit.whole.end = word_end;
  // "보유하고 있는 가람": the auxiliary modifies the noun.
  const bool lasting = (word.ends_with("고") || word.ends_with("어") || word.ends_with("아")) &&
                       (next_word == "있는" || next_word == "있던");
  const auto lasts_before_noun = [&] {
    std::string_view noun = next.substr(next_word.size());
    while (starts_with(noun, " ")) noun.remove_prefix(1);
    const std::string_view noun_word = rest_of_word(noun, 0);
    if (!lasting || noun.empty() || dependent(noun_word)) return false;
    hit.whole.end = static_cast<std::uint32_t>(next_word.data() - block.data() + next_word.size());
    return true;
  };
  if (form.cue->form == CueForm::Stem) {
    hit.adnominal = (ends_adnominal(word) && !dependent(next_word) && !next_word.empty()) ||
                    lasts_before_noun();
    return true;
  }
  // A verbal noun.
  const bool active = any_start(rest, {"하", "해", "했", "한", "할", "함", "합", "시키", "시켜",
                                       "시킨", "시킬", "시켰", "시킴"});
  hit.passive = any_start(rest, {"되", "돼", "됐", "된", "될", "됨"});
  if (active || hit.passive) {
    // "투자한도": a compound, unless the ending is one of a verb.
    hit.adnominal = (ends_adnominal(word) && !dependent(next_word) && !next_word.empty()) ||
                    lasts_before_noun();
    return true;
  }
  hit.nominal = true;
  if (rest == "을" || rest == "를") {
    for (const std::string& light : frames_.words(Language::Korean, "light")) {
      if (!starts_with(next, light)) continue;
      const auto light_end = static_cast<std::uint32_t>(next.data() - block.data() + light.size());
      const std::string_view ending = rest_of_word(text, light_end);
      hit.whole.end = light_end + static_cast<std::uint32_t>(ending.size());
      const std::string_view whole =
          text.substr(light_end - light.size(), light.size() + ending.size());
      std::string_view behind = text.substr(hit.whole.end);
      while (starts_with(behind, " ")) behind.remove_prefix(1);
      const std::string_view noun = rest_of_word(behind, 0);
      hit.adnominal = !ending.empty() && ends_adnominal(whole) && !noun.empty() && !dependent(noun);
      return true;
    }
    return false;
  }
  if (!rest.empty()) return false;
  // "신약을 개발 중인 가람": it modifies the noun.
  if (next_word == "중인" && tail[0] == ' ') {
    std::string_view noun = next.substr(next_word.size());
    while (starts_with(noun, " ")) noun.remove_prefix(1);
    if (!rest_of_word(noun, 0).empty() || any_start(noun, {"‘", "'", "“", "\""})) {
      hit.adnominal = true;
      hit.whole.end =
          static_cast<std::uint32_t>(next_word.data() - block.data() + next_word.size());
      return true;
    }
  }
  // Bare: at the end of the clause, or before a noun that makes it one.
  if (tail.empty() || any_start(tail, {",", ";", ".", "(", "…", ")"})) return true;
  // "조사 개시, …": the noun that carries it belongs to the wording.
  if (tail[0] == ' ' && dependent(next_word) && next.substr(next_word.size(), 1) == ",") {
    hit.whole.end = static_cast<std::uint32_t>(next_word.data() - block.data() + next_word.size());
  }
  if (tail[0] == ' ' && (dependent(next_word) || any_start(next, {"이후", "후 ", "’", "‘"}))) {
    return true;
  }
  // "B와 제휴 확대": a bare noun directly behind the one it is done with.
  const auto& markers = form.frame->object.markers;
  const std::string_view front = text.substr(0, hit.bytes.begin);
  return tail[0] == ' ' &&
         std::find(markers.begin(), markers.end(), Marker::With) != markers.end() &&
         (front.ends_with("와 ") || front.ends_with("과 "));
}

// "acquired Orlin to strengthen its pipeline", "To cut costs, Delmar": not "plans to", "the ability
// to", "allows it to".
bool CueFinder::tells_purpose(std::string_view block, const Reading& reading,
                              const CueHit& hit) const {
  if (hit.bytes.begin < reading.span.bytes.begin + 3) return false;
  const std::uint32_t to = hit.bytes.begin - 3;
  if (to_lower(block.substr(to, 3)) != "to ") return false;
  if (to == reading.span.bytes.begin) return true;
  for (std::size_t i = reading.phrases.size(); i-- > 0;) {
    // The phrase in front, perhaps with a price behind it.
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.whole.end > to) continue;
    const bool ends = to - phrase.whole.end <= 40 && !reading.verb_between(phrase.whole.end, to) &&
                      !reading.joint_between(phrase.whole.end, to, JointKind::Break);
    if (!ends || phrase.pronoun || phrase.whole.begin <= reading.span.bytes.begin) return false;
    const std::string name =
        to_lower(block.substr(phrase.bytes.begin, phrase.bytes.end - phrase.bytes.begin));
    if (frames_.has_word(Language::English, "opens_infinitive", name.substr(name.rfind(' ') + 1))) {
      return false;
    }
    // The verb in front: one that makes somebody do something has no purpose of its subject.
    const Verb* last = nullptr;
    for (const Verb& verb : reading.verbs) {
      if (verb.bytes.end <= phrase.whole.begin) last = &verb;
    }
    if (last == nullptr) return false;
    const std::string word = to_lower(block.substr(last->bytes.begin, last->bytes.size()));
    return !phrase.after_verb || (!frames_.has_word(Language::English, "causative", word) &&
                                  !frames_.has_word(Language::English, "demands", word));
  }
  return false;
}

bool CueFinder::english(std::string_view block, const Reading& reading, const Form& form,
                        CueHit& hit) const {
  const char32_t before = character_before(block, hit.bytes.begin);
  std::size_t at = hit.bytes.end;
  const char32_t behind = at < block.size() ? decode(block, at) : U' ';
  const auto letter = [](char32_t c) {
    return script_of(c) == Script::Latin || script_of(c) == Script::Digit || c == '-';
  };
  if (letter(before) || letter(behind)) return false;
  if (form.opening == Opening::Have) {
    // "has suspended production": a tense, no possession.
    std::string_view next = block.substr(hit.bytes.end);
    std::string word;
    for (int adverbs = 0; adverbs < 3; ++adverbs) {  // has already suspended
      while (starts_with(next, " ")) next.remove_prefix(1);
      word = to_lower(next.substr(0, next.find_first_of(" ,.;")));
      const bool adverb = word.size() > 2 && (word.substr(word.size() - 2) == "ly" ||
                                              frames_.has_word(Language::English, "stop", word));
      if (!adverb || frames_.has_word(Language::English, "be", word)) break;
      next.remove_prefix(word.size());
    }
    if ((word.size() > 4 && word.substr(word.size() - 2) == "ed") ||
        frames_.verb_forms(Language::English).count(word) != 0 ||
        frames_.has_word(Language::English, "be", word)) {
      return false;
    }
  }
  if (form.opening == Opening::Will) {
    // "will expand": what a firm does on purpose, not what will happen to it.
    std::string_view next = block.substr(hit.bytes.end);
    while (starts_with(next, " ")) next.remove_prefix(1);
    return frames_.has_word(Language::English, "strategic",
                            to_lower(next.substr(0, next.find_first_of(" ,.;"))));
  }
  if (form.opening == Opening::IsStrategy) {
    // "is shifting production": the same, under way.
    std::string_view next = block.substr(hit.bytes.end);
    while (starts_with(next, " ")) next.remove_prefix(1);
    std::string word = to_lower(next.substr(0, next.find_first_of(" ,.;")));
    if (word.size() < 6 || !word.ends_with("ing")) return false;
    word.resize(word.size() - 3);
    const auto strategic = [&](std::string_view verb) {
      return frames_.has_word(Language::English, "strategic", verb);
    };
    if (strategic(word) || strategic(word + "e")) return true;
    return word[word.size() - 1] == word[word.size() - 2] &&
           strategic(std::string_view(word).substr(0, word.size() - 1));
  }
  if (form.cue->forms.empty()) return true;
  if (form.frame->purpose) return form.bend == 0 && tells_purpose(block, reading, hit);
  const bool verb = std::any_of(reading.verbs.begin(), reading.verbs.end(),
                                [&](const Verb& v) { return v.bytes.begin == hit.bytes.begin; });
  if (!verb) return false;
  hit.participle = form.bend == 4;
  // "was hit by": a participle that looks like the base form.
  const bool same = form.bend == 0 && form.cue->forms[3] == form.cue->forms[0] &&
                    starts_with(block.substr(hit.bytes.end), " by ");
  if (form.bend == 3 || same) {
    // A form of be within the words before it, without a noun phrase between.
    std::uint32_t from = reading.span.bytes.begin;
    for (const NounPhrase& phrase : reading.phrases) {
      if (phrase.whole.end <= hit.bytes.begin) from = std::max(from, phrase.whole.end);
    }
    std::string words = " " + to_lower(block.substr(from, hit.bytes.begin - from)) + " ";
    bool be = false;
    for (const std::string& one : frames_.words(Language::English, "be")) {
      be = be || words.find(" " + one + " ") != std::string::npos;
    }
    const std::string_view tail = block.substr(hit.bytes.end);
    const bool by = starts_with(tail, " by ");
    hit.passive = be || by;
    hit.participle = !be && by;
    // A participle that is no past and has neither: an adjective.
    if (!hit.passive && form.cue->forms[2] != form.cue->forms[3]) {
      hit.participle = false;
    }
  }
  return true;
}

bool CueFinder::chinese(std::string_view block, const Reading& reading, CueHit& hit) const {
  // 决定了: what was decided is no plan.
  const auto& object = hit.frame->object.markers;
  const bool opens_plan = std::find(object.begin(), object.end(), Marker::Action) != object.end();
  if (hit.nominal && opens_plan && starts_with(block.substr(hit.bytes.end), "了")) return false;
  // 收购A的计划: the plan itself, of which something is said.
  if (hit.nominal && opens_plan && hit.bytes.begin >= 3 &&
      block.substr(hit.bytes.begin - 3, 3) == "的") {
    return false;
  }
  // 竞争对手, 合作伙伴: whoever it is, not what they do.
  const std::string behind = to_simplified(
      block.substr(hit.bytes.end, std::min<std::size_t>(6, block.size() - hit.bytes.end)));
  const std::string_view wording = block.substr(hit.bytes.begin, hit.bytes.size());
  const bool person = behind.starts_with("对手") || behind.starts_with("者") ||
                      behind.starts_with("伙伴") || behind.starts_with("夥伴") ||
                      behind.starts_with("力");
  if (hit.nominal && person &&
      (wording.ends_with("竞争") || wording.ends_with("合作") || wording.ends_with("競爭"))) {
    return false;
  }
  // A verb of one character is a part of other words: 使 in 大使.
  const bool verb = std::any_of(reading.verbs.begin(), reading.verbs.end(),
                                [&](const Verb& one) { return one.bytes == hit.bytes; });
  if (!hit.nominal && hit.bytes.size() <= 3 && !verb) return false;
  // A preposition as a wording (以低价策略) opens a phrase: not 以 in 以及.
  const bool opens =
      std::any_of(reading.phrases.begin(), reading.phrases.end(), [&](const NounPhrase& phrase) {
        return phrase.marker == Marker::Other && phrase.whole.begin == hit.bytes.begin;
      });
  if (hit.nominal && hit.bytes.size() <= 3 && !opens) return false;
  for (const NounPhrase& phrase : reading.phrases) {
    // Before a noun in its own phrase a wording is a modifier: 合作项目. With an aspect it is not.
    if (!phrase.quoted || !phrase.bytes.contains(hit.bytes)) continue;
    return false;
  }
  return true;
}

}  // namespace sarye
