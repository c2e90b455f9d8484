#include "ingest/language/korean_verbs.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr char32_t kFirstSyllable = 0xAC00;
constexpr std::size_t kSyllableBytes = 3;

struct Ending {
  std::string_view text;
  VerbForm form;
};

// Behind a stem as it stands.
constexpr Ending kBaseEndings[] = {{"고", VerbForm::Chain},         {"며", VerbForm::Chain},
                                   {"으며", VerbForm::Chain},       {"거나", VerbForm::Chain},
                                   {"고서", VerbForm::Chain},       {"지만", VerbForm::Chain},
                                   {"나", VerbForm::Chain},         {"으나", VerbForm::Chain},
                                   {"는데", VerbForm::Chain},       {"되", VerbForm::Chain},
                                   {"면서", VerbForm::Causal},      {"으면서", VerbForm::Causal},
                                   {"면서도", VerbForm::Chain},     {"자", VerbForm::Causal},
                                   {"므로", VerbForm::Causal},      {"으므로", VerbForm::Causal},
                                   {"는", VerbForm::Adnominal},     {"던", VerbForm::Adnominal},
                                   {"고자", VerbForm::Aim},         {"려고", VerbForm::Aim},
                                   {"려", VerbForm::Aim},           {"으려고", VerbForm::Aim},
                                   {"으려", VerbForm::Aim},         {"기", VerbForm::Aim},
                                   {"도록", VerbForm::Aim},         {"려는", VerbForm::Intent},
                                   {"으려는", VerbForm::Intent},    {"려던", VerbForm::Intent},
                                   {"기로", VerbForm::Intent},      {"자는", VerbForm::Intent},
                                   {"겠다", VerbForm::Intent},      {"겠다는", VerbForm::Intent},
                                   {"겠다고", VerbForm::Intent},    {"기는", VerbForm::Nominal},
                                   {"기가", VerbForm::Nominal},     {"기도", VerbForm::Nominal},
                                   {"기를", VerbForm::Nominal},     {"기에", VerbForm::Nominal},
                                   {"기까지", VerbForm::Nominal},   {"게", VerbForm::Other},
                                   {"지", VerbForm::Other},         {"지는", VerbForm::Other},
                                   {"지도", VerbForm::Other},       {"지를", VerbForm::Other},
                                   {"면", VerbForm::Other},         {"으면", VerbForm::Other},
                                   {"다", VerbForm::Final},         {"는다", VerbForm::Final},
                                   {"는다는", VerbForm::Adnominal}, {"는다고", VerbForm::Final},
                                   {"습니다", VerbForm::Final},     {"는지", VerbForm::Question},
                                   {"는지는", VerbForm::Question},  {"는지를", VerbForm::Question},
                                   {"는지도", VerbForm::Question},  {"는지가", VerbForm::Question},
                                   {"는가", VerbForm::Question},    {"느냐", VerbForm::Question},
                                   {"느냐가", VerbForm::Question},  {"느냐는", VerbForm::Question}};

// Behind the stem with ㄴ or ㄹ: 늘린, 늘릴.
constexpr Ending kAdnominalEndings[] = {
    {"", VerbForm::Adnominal},    {"다", VerbForm::Final},      {"다는", VerbForm::Adnominal},
    {"다고", VerbForm::Final},    {"다며", VerbForm::Final},    {"지", VerbForm::Question},
    {"지는", VerbForm::Question}, {"지를", VerbForm::Question}, {"지도", VerbForm::Question},
    {"지가", VerbForm::Question}, {"가", VerbForm::Question},   {"가는", VerbForm::Question},
    {"까", VerbForm::Question},   {"수록", VerbForm::Causal}};

// Behind the stem with 어 or 아: 늘려.
constexpr Ending kContractedEndings[] = {
    {"왔고", VerbForm::Chain},     {"왔으며", VerbForm::Chain},   {"왔습니다", VerbForm::Final},
    {"왔다고", VerbForm::Final},   {"나갔다", VerbForm::Final},   {"나간다", VerbForm::Final},
    {"", VerbForm::Chain},         {"서", VerbForm::Causal},      {"도", VerbForm::Other},
    {"야", VerbForm::Other},       {"왔다", VerbForm::Final},     {"온", VerbForm::Adnominal},
    {"오고", VerbForm::Chain},     {"나가고", VerbForm::Chain},   {"나가는", VerbForm::Adnominal},
    {"나갈", VerbForm::Adnominal}, {"가고", VerbForm::Chain},     {"가는", VerbForm::Adnominal},
    {"갈", VerbForm::Adnominal},   {"지는", VerbForm::Adnominal}, {"졌다", VerbForm::Final}};

// Behind the past: 늘렸.
constexpr Ending kPastEndings[] = {
    {"다", VerbForm::Final},        {"고", VerbForm::Chain},        {"으며", VerbForm::Chain},
    {"지만", VerbForm::Chain},      {"으나", VerbForm::Chain},      {"는데", VerbForm::Chain},
    {"다는", VerbForm::Adnominal},  {"던", VerbForm::Adnominal},    {"을", VerbForm::Adnominal},
    {"다고", VerbForm::Final},      {"다며", VerbForm::Final},      {"다면", VerbForm::Other},
    {"으면", VerbForm::Other},      {"기", VerbForm::Causal},       {"음", VerbForm::Final},
    {"음을", VerbForm::Final},      {"습니다", VerbForm::Final},    {"으므로", VerbForm::Causal},
    {"는지", VerbForm::Question},   {"는지는", VerbForm::Question}, {"는지를", VerbForm::Question},
    {"는지도", VerbForm::Question}, {"는지가", VerbForm::Question}, {"는가", VerbForm::Question},
    {"을지", VerbForm::Question},   {"을까", VerbForm::Question},   {"느냐", VerbForm::Question}};

constexpr Ending kNominalEndings[] = {{"", VerbForm::Nominal},     {"에", VerbForm::Nominal},
                                      {"을", VerbForm::Nominal},   {"으로", VerbForm::Nominal},
                                      {"으로써", VerbForm::Chain}, {"은", VerbForm::Nominal},
                                      {"이", VerbForm::Nominal}};

std::optional<VerbForm> listed_form(std::string_view rest, const Ending* begin, const Ending* end) {
  const auto* found = std::find_if(begin, end, [&](const Ending& one) {
    return one.text.size() == rest.size() && (rest.empty() || one.text.back() == rest.back()) &&
           one.text == rest;
  });
  if (found == end) return std::nullopt;
  return found->form;
}

int final_of(char32_t syllable) {
  return static_cast<int>((syllable - kFirstSyllable) % 28);
}

bool in_syllables(char32_t c) {
  return c >= kFirstSyllable && c <= 0xD7A3;
}

bool is_hangul_word(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    if (!in_syllables(decode(word, at))) return false;
  }
  return !word.empty();
}

constexpr int kFinalNieun = 4;
constexpr int kFinalRieul = 8;
constexpr int kFinalMieum = 16;
constexpr int kFinalBieup = 17;
constexpr int kFinalSsangSiot = 20;

// The vowel that the stem's last one gives with 어 or 아; nullopt: it does not contract.
std::optional<int> contracted(int vowel) {
  switch (vowel) {
    case 20:
      return 6;  // ㅣ: 줄여
    case 13:
      return 14;  // ㅜ: 낮춰
    case 8:
      return 9;  // ㅗ: 내놔
    case 18:
      return 4;  // ㅡ: 이끌러
    case 0:
    case 4:
    case 1:
    case 5:
    case 6:
      return vowel;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<VerbForm> KoreanVerbs::form_behind(Shape shape, std::string_view ending) {
  const auto in = [&](const auto& list) {
    return listed_form(ending, std::begin(list), std::end(list));
  };
  switch (shape) {
    case Shape::Base:
      return in(kBaseEndings);
    case Shape::Adnominal:
      return in(kAdnominalEndings);
    case Shape::Contracted:
      return in(kContractedEndings);
    case Shape::Past:
      return in(kPastEndings);
    case Shape::Nominal:
      return in(kNominalEndings);
  }
  return std::nullopt;
}

KoreanVerbs::KoreanVerbs(const Frames& frames) {
  std::map<std::string, std::vector<Front>, std::less<>> by_front;
  const auto add = [&](const std::string& front, const std::string& stem, Shape shape) {
    by_front[front].push_back({stem, shape});
  };
  const auto learn = [&](const std::string& stem) {
    if (stem.size() < kSyllableBytes || stem.find(' ') != std::string::npos) return;
    std::size_t at = stem.size() - kSyllableBytes;
    const std::string prefix = stem.substr(0, at);
    const char32_t last = decode(stem, at);
    if (!in_syllables(last)) return;
    const int final = final_of(last);
    const auto with = [&](char32_t syllable, int consonant) {
      std::string out = prefix;
      append_utf8(out, syllable + static_cast<char32_t>(consonant));
      return out;
    };
    add(stem, stem, Shape::Base);
    const auto vowel = static_cast<int>((last - kFirstSyllable) / 28 % 21);
    if (final == 0) {
      add(with(last, kFinalNieun), stem, Shape::Adnominal);
      add(with(last, kFinalRieul), stem, Shape::Adnominal);
      add(with(last, kFinalMieum), stem, Shape::Nominal);
      add(with(last, kFinalBieup) + "니", stem, Shape::Past);  // 줄입니다
      if (const auto other = contracted(vowel)) {
        const char32_t open =
            last - static_cast<char32_t>(vowel) * 28 + static_cast<char32_t>(*other) * 28;
        add(with(open, 0), stem, Shape::Contracted);
        add(with(open, kFinalSsangSiot), stem, Shape::Past);
      }
      return;
    }
    const bool bright = vowel == 0 || vowel == 8;  // ㅏ, ㅗ take 아
    add(stem + (bright ? "아" : "어"), stem, Shape::Contracted);
    add(stem + (bright ? "았" : "었"), stem, Shape::Past);
    if (final == kFinalRieul) {
      if (prefix.empty()) return;  // 는, 준 are other words
      const char32_t open = last - static_cast<char32_t>(kFinalRieul);
      add(with(open, kFinalNieun), stem, Shape::Adnominal);
      add(with(open, 0) + "는", stem, Shape::Adnominal);
      return;
    }
    add(stem + "은", stem, Shape::Adnominal);
    add(stem + "을", stem, Shape::Adnominal);
    add(stem + "음", stem, Shape::Nominal);
  };
  for (const std::string& stem : frames.words(Language::Korean, "stem")) learn(stem);
  for (const Frame& frame : frames.frames(Language::Korean)) {
    for (const Cue& cue : frame.cues) {
      if (cue.form == CueForm::Stem && count_code_points(cue.text) > 1) learn(cue.text);
    }
  }
  std::set<std::string, std::less<>> fronts;
  for (auto& [front, list] : by_front) {
    fronts.insert(front);
    // Of one stem's shapes the contracted one comes before the base: 보내지는 modifies a noun.
    std::reverse(list.begin(), list.end());
    of_front_.push_back(std::move(list));
  }
  fronts_ = WordSet(fronts);
}

std::optional<KoreanVerb> KoreanVerbs::native(std::string_view word) const {
  if (!is_hangul_word(word)) return std::nullopt;
  for (const std::size_t size : fronts_.sizes()) {
    if (size > word.size()) continue;
    const std::size_t place = fronts_.find(word.substr(0, size));
    if (place == WordSet::kNone) continue;
    const std::string_view rest = word.substr(size);
    const Front* best = nullptr;
    VerbForm best_form = VerbForm::Other;
    for (const Front& front : of_front_[place]) {
      const std::optional<VerbForm> form = form_behind(front.shape, rest);
      // Two stems may share a form (세우, 세): the longer one, then the smaller.
      if (form && (best == nullptr || front.stem.size() > best->stem.size() ||
                   (front.stem.size() == best->stem.size() && front.stem < best->stem))) {
        best = &front;
        best_form = *form;
      }
    }
    if (best != nullptr) return KoreanVerb{best->stem, best_form, false, false};
  }
  return std::nullopt;
}

std::optional<KoreanVerb> KoreanVerbs::read(std::string_view word) const {
  if (!is_hangul_word(word)) return std::nullopt;
  if (auto known = native(word)) return known;
  // 강화키로: 강화하기로.
  constexpr std::string_view kShortened = "키로";
  if (word.ends_with(kShortened) && word.size() > 3 * kShortened.size() / 2) {
    return read(std::string(word.substr(0, word.size() - kShortened.size())) + "하기로");
  }
  struct Support {
    std::string_view front;
    Shape shape;
    bool passive;
  };
  static constexpr std::array<Support, 25> kSupports = {
      {{"하", Shape::Base, false},         {"해", Shape::Contracted, false},
       {"하여", Shape::Contracted, false}, {"했", Shape::Past, false},
       {"하였", Shape::Past, false},       {"한", Shape::Adnominal, false},
       {"할", Shape::Adnominal, false},    {"함", Shape::Nominal, false},
       {"되", Shape::Base, true},          {"돼", Shape::Contracted, true},
       {"되어", Shape::Contracted, true},  {"됐", Shape::Past, true},
       {"되었", Shape::Past, true},        {"된", Shape::Adnominal, true},
       {"될", Shape::Adnominal, true},     {"됨", Shape::Nominal, true},
       {"시키", Shape::Base, false},       {"시켜", Shape::Contracted, false},
       {"시켰", Shape::Past, false},       {"시킨", Shape::Adnominal, false},
       {"시킬", Shape::Adnominal, false},  {"시킴", Shape::Nominal, false},
       {"합니", Shape::Past, false},       {"됩니", Shape::Past, true},
       {"시킵니", Shape::Past, false}}};
  // The longest ending: 악화시켰다 is no 악화시 with 켰다.
  for (std::size_t at = 2 * kSyllableBytes; at < word.size(); at += kSyllableBytes) {
    const std::string_view rest = word.substr(at);
    for (const Support& support : kSupports) {
      const std::size_t size = support.front.size();
      if (rest.size() < size || rest[size - 1] != support.front.back()) continue;
      if (!rest.starts_with(support.front)) continue;
      const std::string_view ending = rest.substr(support.front.size());
      const std::optional<VerbForm> form = form_behind(support.shape, ending);
      if (form) return KoreanVerb{std::string(word.substr(0, at)), *form, true, support.passive};
    }
  }
  return std::nullopt;
}

}  // namespace sarye
