#include "engine/text/sound_key.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr std::size_t kFewestConsonants = 3;
constexpr std::size_t kManyConsonants = 5;  // so many agree by chance hardly ever
constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kLastSyllable = 0xD7A3;

// The sounds of a name: classes of consonants k t p s l m n, vowels a e i o u, digits.
using Sounds = std::string;

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

Sounds skeleton_of(const Sounds& sounds) {
  Sounds out;
  for (char c : sounds) {
    if (!is_vowel(c)) out += c;
  }
  return out;
}

// Two equal consonants with nothing between them are one.
void add_sound(Sounds& sounds, char c) {
  if (sounds.empty() || sounds.back() != c) sounds += c;
}

Sounds hangul_sounds(std::string_view name) {
  // In the order of the code: ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ; ㅎ is too weak to tell names
  // apart.
  static constexpr std::string_view kOnset = "kknttlmppss-sssktp-";
  static constexpr std::string_view kVowel = "aeaeoeoeoaeeouoeiu-ii";
  // A final ㅅ closes like t: 로봇, 마켓.
  static constexpr std::string_view kCoda =
      "-kkknnntlkmlltpl"
      "mpptt"
      "nttktp-";
  Sounds out;
  bool open = false;  // whether a sound between two consonants was left out (ㅡ)
  for (const char32_t c : code_points(name)) {
    if (c >= '0' && c <= '9') {
      out += static_cast<char>(c);
      continue;
    }
    if (c < kFirstSyllable || c > kLastSyllable) continue;
    const std::uint32_t index = c - kFirstSyllable;
    const char onset = kOnset[index / 588];
    const char vowel = kVowel[index % 588 / 28];
    const char coda = kCoda[index % 28];
    if (onset != '-') {
      if (open) {
        out += onset;
      } else {
        add_sound(out, onset);
      }
    }
    open = vowel == '-' && coda == '-';
    if (vowel != '-') out += vowel;
    if (coda != '-') add_sound(out, coda);
  }
  return out;
}

// What a Latin spelling leaves open.
struct LatinReading {
  bool hard_ch;  // Chemical; else Chase
  bool th_is_t;  // Therapeutics; else Northvolt
  bool soft_g;   // Genentech; else Gerdau
  bool r_stays;  // Mercedes; else Motors
};

class LatinSounds {
 public:
  LatinSounds(std::string_view word, LatinReading reading) : word_(word), reading_(reading) {}

  void append_to(Sounds& out) {
    for (at_ = 0; at_ < word_.size();) step(out);
  }

 private:
  char next(std::size_t by) const { return at_ + by < word_.size() ? word_[at_ + by] : ' '; }
  bool starts(std::string_view text) const { return word_.substr(at_, text.size()) == text; }
  static bool is_letter_vowel(char c) { return is_vowel(c) || c == 'y'; }
  // A final e after a consonant is silent in most names of three letters and more.
  bool silent_e(std::size_t by) const {
    return next(by) == 'e' && at_ + by + 1 == word_.size() && word_.size() > 3;
  }

  // The longest spelling at this place: its letters and its sounds.
  std::optional<std::pair<std::size_t, std::string_view>> cluster() const {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kClusters = {
        {{"tion", "son"}, {"sion", "son"}, {"sch", "s"}, {"tch", "s"}, {"ph", "p"},  {"sh", "s"},
         {"ck", "k"},     {"tz", "s"},     {"ts", "s"},  {"dg", "s"},  {"qu", "k"},  {"ee", "i"},
         {"ea", "i"},     {"oo", "u"},     {"ou", "u"},  {"ai", "ei"}, {"ay", "ei"}, {"au", "o"},
         {"wr", "l"},     {"wh", ""},      {"gh", ""}}};
    for (const auto& [letters, sounds] : kClusters) {
      if (starts(letters)) return std::make_pair(letters.size(), sounds);
    }
    return std::nullopt;
  }

  void step(Sounds& out) {
    const char c = word_[at_];
    if (at_ == 0 && (starts("kn") || starts("gn"))) {
      at_ = 1;
      return;
    }
    if (const auto found = cluster()) {
      for (char sound : found->second) add_sound(out, sound);
      at_ += found->first;
      return;
    }
    std::size_t letters = 1;
    switch (c) {
      case 'c':
        if (next(1) == 'h') {
          add_sound(out, reading_.hard_ch ? 'k' : 's');
          letters = 2;
        } else {
          add_sound(out, next(1) == 'e' || next(1) == 'i' || next(1) == 'y' ? 's' : 'k');
        }
        break;
      case 'g': {
        const bool before_e = next(1) == 'e' || next(1) == 'i' || next(1) == 'y';
        add_sound(out, before_e && reading_.soft_g ? 's' : 'k');
        break;
      }
      case 't':
        if (next(1) == 'h') {
          add_sound(out, reading_.th_is_t ? 't' : 's');
          letters = 2;
        } else {
          add_sound(out, 't');
        }
        break;
      case 'n':
        add_sound(out, 'n');
        // ng is one sound, unless a vowel follows.
        if (next(1) == 'g' && !is_letter_vowel(next(2))) letters = 2;
        break;
      case 'r':
        if ((is_letter_vowel(next(1)) && !silent_e(1)) || reading_.r_stays) add_sound(out, 'l');
        break;
      case 'x':
        if (at_ > 0) add_sound(out, 'k');
        add_sound(out, 's');
        break;
      case 'k':
      case 'q':
        add_sound(out, 'k');
        break;
      case 'd':
        add_sound(out, 't');
        break;
      case 'b':
      case 'p':
      case 'f':
      case 'v':
        add_sound(out, 'p');
        break;
      case 's':
      case 'z':
      case 'j':
        add_sound(out, 's');
        break;
      case 'l':
      case 'm':
        add_sound(out, c);
        break;
      case 'h':
      case 'w':
        break;
      case 'y':
        out += is_letter_vowel(next(1)) ? "" : "i";
        break;
      case 'e':
        if (!(silent_e(0) && at_ > 0 && !is_letter_vowel(word_[at_ - 1]))) out += 'e';
        break;
      default:
        out += c;  // other vowels, digits
    }
    at_ += letters;
  }

  std::string_view word_;
  LatinReading reading_;
  std::size_t at_ = 0;
};

bool is_legal_form(std::string_view word) {
  static const std::set<std::string_view> kForms = {
      "inc", "corp", "co", "ltd",  "llc",         "plc",     "ag",
      "sa",  "nv",   "bv", "gmbh", "corporation", "limited", "company"};
  return kForms.contains(word);
}

std::vector<std::string> latin_words(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char32_t c : code_points(fold_case(name))) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      words.back() += static_cast<char>(c);
    } else if (!words.back().empty() && c != '.' && c != '\'') {
      words.emplace_back();
    }
  }
  while (words.size() > 1 && (words.back().empty() || is_legal_form(words.back()))) {
    words.pop_back();
  }
  return words;
}

std::vector<Sounds> latin_sounds(std::string_view name) {
  std::vector<Sounds> out;
  const std::vector<std::string> words = latin_words(name);
  for (int bits = 0; bits < 16; ++bits) {
    const LatinReading reading{(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
    Sounds sounds;
    for (const std::string& word : words) {
      Sounds own;
      LatinSounds(word, reading).append_to(own);
      sounds += own;
    }
    out.push_back(std::move(sounds));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Characters that write the sounds of foreign names, with what they sound like here.
constexpr std::string_view kForeignSounds = R"(
a 阿|ai 艾|an 安|au 奥|pa 巴帕|pe 贝|pen 本|pi 比皮维威菲|p 布普弗夫|po 波博|ta 达塔|tai 戴泰|t 德特|ti 迪蒂|tin 丁廷|ton 顿|tu 杜图|
en 恩|o 欧|eu 尤|ko 戈科柯|k 格克|ku 古库|ka 加卡|ke 盖|kai 凯|ken 肯|kin 金|ki 基|a 哈|e 赫|u 胡乌|o 霍|ia 亚雅|i 伊|
la 拉|lai 莱|lei 雷|li 里利丽|lin 林|lo 罗洛|lu 卢鲁|lun 伦|lan 兰|l 尔勒|ma 马玛|mai 迈麦|man 曼|mei 梅|mi 米|mo 莫摩|
na 纳娜|ne 内|ni 尼|no 诺|niu 纽|son 森|s 斯思士兹茨|si 西希奇吉|so 索乔|su 苏|sa 萨沙|sai 塞|san 桑|se 切|sie 谢|sen 辛|tan 坦|to 托|o 沃|an 万)";

// Empty: a character that writes no sound.
Sounds han_sounds(std::string_view name) {
  static const std::map<char32_t, std::string> table = [] {
    std::map<char32_t, std::string> out;
    std::string sounds;
    bool han = false;
    for (const char32_t c : code_points(kForeignSounds)) {
      if (c == '|' || c == '\n') {
        sounds.clear();
        han = false;
      } else if (c == ' ') {
        han = true;
      } else if (han) {
        out.emplace(c, sounds);
      } else {
        sounds += static_cast<char>(c);
      }
    }
    return out;
  }();
  Sounds out;
  for (const char32_t c : code_points(to_simplified(name))) {
    const auto found = table.find(c);
    if (found == table.end()) return {};
    for (const char sound : found->second) {
      if (is_vowel(sound)) {
        out += sound;
      } else {
        add_sound(out, sound);
      }
    }
  }
  return out;
}

enum class Writing { Hangul, Latin, Other };

Writing writing_of(std::string_view name) {
  const ScriptCounts counts = count_scripts(name);
  const bool hangul = counts[Script::Hangul] > 0;
  const bool latin = counts[Script::Latin] > 0;
  if (counts[Script::Han] + counts[Script::Kana] > 0 || hangul == latin) return Writing::Other;
  return hangul ? Writing::Hangul : Writing::Latin;
}

std::string without_korean_form(std::string_view name) {
  std::string out(name);
  for (const std::string_view form : {"㈜", "(주)", "（주）", "주식회사"}) {
    for (std::size_t at = out.find(form); at != std::string::npos; at = out.find(form)) {
      out.erase(at, form.size());
    }
  }
  return out;
}

std::vector<Sounds> sounds_of(std::string_view name) {
  switch (writing_of(name)) {
    case Writing::Hangul:
      return {hangul_sounds(without_korean_form(name))};
    case Writing::Latin:
      return latin_sounds(name);
    case Writing::Other:
      break;
  }
  return {};
}

// a, e, o and u stand for each other in Hangul, i for none of them.
std::size_t vowel_change(char a, char b) {
  return (a == 'i') != (b == 'i') ? 2 : 1;
}

// Edit distance in halves: a vowel for another, or one left out, is half a step.
std::size_t distance(const Sounds& a, const Sounds& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < b.size(); ++j) row[j + 1] = row[j] + (is_vowel(b[j]) ? 1 : 2);
  for (const char c : a) {
    std::size_t corner = row[0];
    row[0] += is_vowel(c) ? 1 : 2;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = c == b[j]                       ? 0
                                 : is_vowel(c) && is_vowel(b[j]) ? vowel_change(c, b[j])
                                                                 : 2;
      const std::size_t best = std::min(
          {corner + change, row[j + 1] + (is_vowel(c) ? 1 : 2), row[j] + (is_vowel(b[j]) ? 1 : 2)});
      corner = row[j + 1];
      row[j + 1] = best;
    }
  }
  return row.back();
}

int likeness(const Sounds& a, const Sounds& b) {
  const auto weight = [](const Sounds& sounds) {
    std::size_t sum = 0;
    for (const char c : sounds) sum += is_vowel(c) ? 1 : 2;
    return sum;
  };
  const std::size_t most = std::max(weight(a), weight(b));
  return most == 0 ? 0 : 1000 - static_cast<int>(1000 * std::min(distance(a, b), most) / most);
}

}  // namespace

std::vector<std::string> sound_keys(std::string_view name) {
  std::vector<std::string> keys;
  for (const Sounds& sounds : sounds_of(name)) {
    Sounds key = skeleton_of(sounds);
    if (key.size() >= kFewestConsonants) keys.push_back(std::move(key));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

int sound_likeness(std::string_view other, std::string_view latin) {
  if (writing_of(latin) != Writing::Latin) return 0;
  const ScriptCounts counts = count_scripts(other);
  const bool han = counts[Script::Han] > 0 && counts.letters() == counts[Script::Han];
  if (!han && writing_of(other) != Writing::Hangul) return 0;
  int best = 0;
  for (const Sounds& a : han ? std::vector<Sounds>{han_sounds(other)} : sounds_of(other)) {
    for (const Sounds& b : sounds_of(latin)) {
      const Sounds bones_a = skeleton_of(a);
      const Sounds bones_b = skeleton_of(b);
      if (bones_a.size() < kFewestConsonants || bones_b.size() < kFewestConsonants) continue;
      best = std::max(best, (likeness(a, b) + likeness(bones_a, bones_b)) / 2);
    }
  }
  return best;
}

bool sounds_alike(std::string_view hangul, std::string_view latin) {
  const std::vector<std::string> one = sound_keys(hangul);
  const std::vector<std::string> other = sound_keys(latin);
  for (const std::string& key : one) {
    if (!std::binary_search(other.begin(), other.end(), key)) continue;
    return sound_likeness(hangul, latin) >= (key.size() >= kManyConsonants ? 800 : 910);
  }
  return false;
}

}  // namespace sarye
