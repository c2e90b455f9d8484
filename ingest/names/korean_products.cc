// Korean: products by their names in quotation marks. What is launched, what a noun of goods stands
// beside, what is sold in so many kinds.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/word_ends.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestGoods = 22;     // characters of a name beside a noun of goods
constexpr std::size_t kLongestLaunched = 20;  // of one that nothing but a verb shows
constexpr std::size_t kMostGoodsSpaces = 4;
constexpr int kWordsToNoun = 7;
constexpr std::size_t kShortestCode = 3;
constexpr std::size_t kLongestCode = 12;
constexpr int kAdverbs = 4;  // words between what is launched and the verb

constexpr std::array<std::string_view, 8> kOpeningMarks = {"‘",  "“",  "'",  "\"",
                                                           "「", "『", "《", "<"};
constexpr std::array<std::string_view, 8> kClosingMarks = {"’",  "”",  "'",  "\"",
                                                           "」", "』", "》", ">"};

// Whether an opening mark may begin with that byte: few of Korean text do.
bool may_open(char byte) {
  return byte == '\xE2' || byte == '\xE3' || byte == '\'' || byte == '"' || byte == '<';
}

// A quotation of one block: the name and the whole with its marks.
struct Quotation {
  ByteRange name;
  ByteRange whole;
};

std::vector<Quotation> marked_names(std::string_view text) {
  std::vector<Quotation> out;
  for (std::size_t at = 0; at < text.size();) {
    if (!may_open(text[at])) {
      ++at;
      continue;
    }
    std::size_t kind = kOpeningMarks.size();
    for (std::size_t i = 0; i < kOpeningMarks.size(); ++i) {
      if (text.substr(at).starts_with(kOpeningMarks[i])) kind = i;
    }
    if (kind == kOpeningMarks.size()) {
      ++at;
      continue;
    }
    const std::size_t begin = at + kOpeningMarks[kind].size();
    const std::size_t end = text.find(kClosingMarks[kind], begin);
    if (end == text.npos || end - begin > 90) {
      at = begin;
      continue;
    }
    const std::size_t close = end + kClosingMarks[kind].size();
    std::size_t name_end = end;
    constexpr std::string_view kWorking = "(가칭)";  // a working title's mark
    if (text.substr(begin, end - begin).ends_with(kWorking)) name_end -= kWorking.size();
    if (name_end > begin) {
      out.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(name_end)},
                     {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(close)}});
    }
    at = close;
  }
  return out;
}

void cut_spaces(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

bool take_front(std::string_view& text, std::string_view words) {
  if (!text.starts_with(words)) return false;
  text.remove_prefix(words.size());
  return true;
}

void cut_bracket(std::string_view& text) {
  const std::size_t close = text.find(')');
  if (text.starts_with('(') && close < 60) text.remove_prefix(close + 1);
}

// "3종", "5개 모델": how many kinds there are of what stands in front. False: no such words.
bool cut_kinds(std::string_view& text) {
  std::string_view rest = text;
  cut_spaces(rest);
  std::size_t digits = 0;
  while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') ++digits;
  if (digits == 0 || digits > 3) return false;
  rest.remove_prefix(digits);
  take_front(rest, "여");
  for (const std::string_view counter : {"종", "가지", "개 모델", "개 제품", "개 품목"}) {
    if (!take_front(rest, counter)) continue;
    text = rest;
    return true;
  }
  return false;
}

std::string_view take_word(std::string_view& text) {
  cut_spaces(text);
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

bool has_object_mark(std::string_view word) {
  return word.ends_with("을") || word.ends_with("를");
}

class GoodsReader {
 public:
  GoodsReader(const AnnotatedText& text, std::uint32_t block, const std::vector<ListedHit>& listed,
              const Frames& frames, std::vector<NameEvidence>& out)
      : shown_(text.blocks[block].text),
        block_(block),
        listed_(listed),
        goods_(frames.words(Language::Korean, "goods")),
        launching_(frames.words(Language::Korean, "launching")),
        making_(frames.words(Language::Korean, "making")),
        no_goods_(frames.words(Language::Korean, "no_goods")),
        out_(out) {}

  void read() {
    const std::vector<Quotation> all = marked_names(shown_);
    for (std::size_t i = 0; i < all.size();) {
      // ‘가’와 ‘나’: what stands in front of a list or behind it is said of all its names.
      std::size_t last = i;
      while (last + 1 < all.size() && joined(all[last], all[last + 1])) ++last;
      const std::string_view before = std::string_view(shown_).substr(0, all[i].whole.begin);
      const std::string_view behind = std::string_view(shown_).substr(all[last].whole.end);
      const Signs signs = read_signs(before, behind);
      for (; i <= last; ++i) {
        if (signs.any() && may_name(all[i].name, signs)) add(all[i].name, signs);
      }
    }
    read_codes();
  }

 private:
  struct Signs {
    bool noun = false;      // a noun of goods beside it
    bool launched = false;  // the object of what only goods are
    bool made = false;      // of a verb that has other objects too
    bool any() const { return noun || launched || made; }
  };

  // "공기청정기 AX90", "오디오(MM-55)", "노트북(모델명 NX-7)"
  void read_codes() {
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto inside = [&](char c) {
      return letter(c) || digit(c) || c == '-' || (c >= 'a' && c <= 'z');
    };
    for (std::size_t at = 0; at < shown_.size(); ++at) {
      if (!letter(shown_[at]) || (at > 0 && inside(shown_[at - 1]))) continue;
      std::size_t end = at;
      while (end < shown_.size() && inside(shown_[end])) ++end;
      const std::string_view code = std::string_view(shown_).substr(at, end - at);
      const bool mixed = std::any_of(code.begin(), code.end(), digit);
      std::string_view before = std::string_view(shown_).substr(0, at);
      at = end;
      if (!mixed || code.size() < kShortestCode || code.size() > kLongestCode) continue;
      if (before.ends_with("모델명 ")) before.remove_suffix(std::string_view("모델명 ").size());
      if (before.ends_with('(')) before.remove_suffix(1);
      while (before.ends_with(' ')) before.remove_suffix(1);
      if (!ends_with_word(before, goods_) || ends_with_word(before, no_goods_)) continue;
      const ByteRange range{static_cast<std::uint32_t>(code.data() - shown_.data()),
                            static_cast<std::uint32_t>(end)};
      const bool known = std::any_of(listed_.begin(), listed_.end(), [&](const ListedHit& hit) {
        return hit.span.bytes.overlaps(range);
      });
      if (!known) out_.push_back({{block_, range}, "Product", "goods-noun", true, true});
    }
  }

  bool joined(const Quotation& left, const Quotation& right) const {
    std::string_view gap =
        std::string_view(shown_).substr(left.whole.end, right.whole.begin - left.whole.end);
    cut_bracket(gap);
    return gap == "와 " || gap == "과 " || gap == ", " || gap == "," || gap == "·" ||
           gap == " · " || gap == "ㆍ" || gap == " 및 " || gap == " ";
  }

  // "신형 청소기 ‘가람’", "청소기인 ‘가람’", "청소기(로봇형) ‘가람’"
  bool noun_before(std::string_view before) const {
    while (before.ends_with(' ')) before.remove_suffix(1);
    if (before.ends_with(')')) {
      const std::size_t open = before.rfind('(');
      if (open == before.npos) return false;
      before = before.substr(0, open);
    }
    if (before.ends_with("인") && ends_with_word(before.substr(0, before.size() - 3), goods_))
      return true;
    return ends_with_word(before, goods_) && !ends_with_word(before, no_goods_);
  }

  // ‘가람’ 청소기를, ‘가람’이라는 신제품, ‘가람’ 3종
  bool noun_behind(std::string_view behind) const {
    cut_bracket(behind);
    if (cut_kinds(behind)) return true;
    bool called = false;
    for (const std::string_view word :
         {"이라는 이름의 ", "라는 이름의 ", "이라는 ", "라는 ", "이란 ", "란 "}) {
      if (!called && take_front(behind, word)) called = true;
    }
    cut_spaces(behind);
    for (int i = 0; i < (called ? 3 : 1); ++i) {
      const std::string_view word = take_word(behind);
      if (begins_with_word(word, no_goods_)) return false;
      if (noun_with_particle(word)) return true;
      if (has_object_mark(word) || word.ends_with(',')) return false;
    }
    return false;
  }

  bool noun_with_particle(std::string_view word) const {
    while (word.ends_with('.') || word.ends_with(',')) word.remove_suffix(1);
    if (ends_with_word(word, goods_)) return true;
    for (const std::string_view particle : {"에서는", "으로", "에서", "을", "를", "이", "가", "은",
                                            "는", "의", "로", "도", "에", "와", "과"}) {
      if (word.ends_with(particle) &&
          ends_with_word(word.substr(0, word.size() - particle.size()), goods_)) {
        return true;
      }
    }
    return false;
  }

  // "‘가람’은 누리가 만든 온라인게임으로": what it is said to be.
  bool noun_said(std::string_view behind) const {
    cut_bracket(behind);
    if (!take_front(behind, "은 ") && !take_front(behind, "는 ")) return false;
    for (int i = 0; i < kWordsToNoun; ++i) {
      std::string_view word = take_word(behind);
      const bool last = word.ends_with(',') || word.ends_with('.') || behind.empty();
      if (word.ends_with(',') || word.ends_with('.')) word.remove_suffix(1);
      for (const std::string_view end : {"으로", "로", "이다", "다", "이며", "입니다"}) {
        if (!word.ends_with(end)) continue;
        const std::string_view noun = word.substr(0, word.size() - end.size());
        if (ends_with_word(noun, goods_) && !ends_with_word(noun, no_goods_)) return true;
      }
      if (last) return false;
    }
    return false;
  }

  // ‘가람’을 다음 달 국내에 출시, ‘가람’ 등 신제품을 출시
  void verb_behind(std::string_view behind, Signs& signs) const {
    cut_bracket(behind);
    cut_kinds(behind);
    // "가람’의 국내 판권"
    if (take_front(behind, "의 ")) {
      const std::string_view near = behind.substr(0, std::min<std::size_t>(behind.size(), 60));
      for (const std::string_view word : {"퍼블리싱", "판권", "품목허가", "출시"}) {
        const std::size_t at = near.find(word);
        if (at != near.npos && near.substr(0, at).find_first_of(".,") == near.npos) {
          signs.launched = true;
        }
      }
      return;
    }
    bool object =
        take_front(behind, "을 ") || take_front(behind, "를 ") || take_front(behind, "도 ");
    if (!object && take_front(behind, " 등")) {
      for (int i = 0; i < 5 && !object; ++i) {
        const std::string_view word = take_word(behind);
        object = word == "을" || word == "를" || has_object_mark(word);
        if (word.ends_with(',') || word.ends_with('.')) return;
      }
    }
    if (!object) return;
    for (int i = 0; i <= kAdverbs; ++i) {
      const std::string_view word = take_word(behind);
      if (word.empty()) return;
      if (begins_with_word(word, launching_)) {
        signs.launched = true;
        return;
      }
      if (begins_with_word(word, making_)) {
        signs.made = true;
        return;
      }
      if (has_object_mark(word) || word.ends_with(',') || word.ends_with('.') || word == "통해" ||
          word == "위해" || word == "대해") {
        return;
      }
    }
  }

  // "이달 출시한 ‘가람’", "개발 중인 ‘가람’"
  void verb_before(std::string_view before, Signs& signs) const {
    while (before.ends_with(' ')) before.remove_suffix(1);
    std::size_t space = before.rfind(' ');
    std::string_view word = before.substr(space == before.npos ? 0 : space + 1);
    if ((word == "중인" || word == "있는") && space != before.npos) {
      before = before.substr(0, space);
      space = before.rfind(' ');
      word = before.substr(space == before.npos ? 0 : space + 1);
    } else if (!word.ends_with("한") && !word.ends_with("하는") && !word.ends_with("할") &&
               !word.ends_with("된") && !word.ends_with("될") && !word.ends_with("인") &&
               !word.ends_with("일") && !word.ends_with("은") && !word.ends_with("을") &&
               !word.ends_with("든")) {
      return;
    }
    // What somebody made and gave a name in quotation marks.
    const bool made = word.starts_with("개발") || word.starts_with("제작") ||
                      word.starts_with("생산") || word.starts_with("서비스");
    signs.launched = signs.launched || made || begins_with_word(word, launching_);
    signs.made = signs.made || begins_with_word(word, making_);
  }

  Signs read_signs(std::string_view before, std::string_view behind) const {
    Signs signs;
    std::string_view next = behind;
    cut_bracket(next);
    cut_spaces(next);
    if (begins_with_word(next, no_goods_)) return signs;
    std::string_view front = before;
    while (front.ends_with(' ')) front.remove_suffix(1);
    if (ends_with_word(front, no_goods_)) return signs;
    signs.noun = noun_before(before) || noun_behind(behind) || noun_said(behind);
    verb_behind(behind, signs);
    verb_before(before, signs);
    return signs;
  }

  // Whether the words in quotation marks may be a name, and nobody else's.
  bool may_name(ByteRange range, const Signs& signs) const {
    const std::string_view name = std::string_view(shown_).substr(range.begin, range.size());
    const std::size_t size = count_code_points(name);
    const auto spaces = static_cast<std::size_t>(std::count(name.begin(), name.end(), ' '));
    const std::size_t most = signs.noun ? kLongestGoods : kLongestLaunched;
    if (size < 2 || size > most || spaces > (signs.noun ? kMostGoodsSpaces : 2)) return false;
    const ScriptCounts scripts = count_scripts(name);
    if (scripts.letters() < 2 || scripts[Script::Punctuation] > 2) return false;
    if (name.find_first_of(",.?!") != name.npos || ends_with_word(name, no_goods_)) return false;
    // What has a particle or ends as a verb is said, and no name.
    for (const std::string_view word : {"는 ", "을 ", "를 ", "에 ", "이 ", "하고 "}) {
      if (spaces > 0 && name.find(word) != name.npos) return false;
    }
    for (const std::string_view word : {"하다", "한다", "이다", "하라", "하자", "까지", "까"}) {
      if (name.ends_with(word)) return false;
    }
    if (signs.noun == false && goods_.contains(name)) return false;
    return std::none_of(listed_.begin(), listed_.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.contains(range) ||
             (hit.span.bytes.overlaps(range) && !range.contains(hit.span.bytes));
    });
  }

  void add(ByteRange range, const Signs& signs) {
    if (signs.noun) out_.push_back({{block_, range}, "Product", "goods-noun", true, true});
    if (signs.launched) out_.push_back({{block_, range}, "Product", "launched", true, true});
    if (signs.made) out_.push_back({{block_, range}, "Product", "made", false, true});
    const std::string_view name = std::string_view(shown_).substr(range.begin, range.size());
    // A name with capitals or a number in it is no plain word.
    if (name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != name.npos) {
      out_.push_back({{block_, range}, "Product", "capital", false, false});
    }
  }

  const std::string& shown_;
  std::uint32_t block_;
  const std::vector<ListedHit>& listed_;
  const WordSet& goods_;
  const WordSet& launching_;
  const WordSet& making_;
  const WordSet& no_goods_;
  std::vector<NameEvidence>& out_;
};

}  // namespace

void korean_product_evidence(const AnnotatedText& text, std::uint32_t block,
                             const std::vector<ListedHit>& listed, const Frames& frames,
                             std::vector<NameEvidence>& out) {
  GoodsReader(text, block, listed, frames, out).read();
}

}  // namespace sarye
