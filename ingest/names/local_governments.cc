#include "ingest/names/local_governments.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/land_bodies.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestPredicate = 360;  // bytes
constexpr std::size_t kLongestPlaceWord = 27;   // bytes

std::uint32_t begin_of_sign_before(std::string_view shown, std::uint32_t at) {
  if (at == 0) return 0;
  --at;
  while (at > 0 && (static_cast<unsigned char>(shown[at]) & 0xC0) == 0x80) --at;
  return at;
}

Script script_before(std::string_view shown, std::uint32_t at) {
  if (at == 0) return Script::Other;
  std::size_t from = begin_of_sign_before(shown, at);
  return script_of(decode(shown, from));
}

bool is_below_a_land(const GazetteerEntry& entry) {
  return entry.key.starts_with("place:") && entry.kind != "country" && entry.kind != "bloc" &&
         entry.kind != "continent" && entry.key != "place:taiwan";
}

class LocalGovernments {
 public:
  LocalGovernments(std::string_view shown, std::uint32_t block, const Resources& resources,
                   const std::vector<ListedHit>& here, std::vector<Span>& out)
      : shown_(shown), block_(block), resources_(resources), here_(here), out_(out) {}

  // 서울시는 … 지원한다; 수원시와 협약을 체결했다; 경기도의회.
  void korean() {
    static const LiteralFinder acting(
        {"시는 ", "시가 ", "시와 ", "시도 ", "도는 ", "도가 ", "도와 ", "군은 ", "군이 ", "군과 ",
         "구는 ", "구가 ", "구와 ", "주는 ", "주가 ", "주와 ", "성은 ", "성이 ", "성과 "});
    static const LiteralFinder councils({"시의회", "도의회", "군의회", "구의회", "주의회"});
    acting.each(shown_, [&](std::size_t, std::size_t at) {
      const std::uint32_t end = static_cast<std::uint32_t>(at) + 3;
      const std::uint32_t begin = word_begin(end);
      if (!names_place(begin, end)) return;
      std::string_view rest = shown_.substr(end + 4, kLongestPredicate);
      rest = rest.substr(0, rest.find(". "));
      if (governs_in_korean(rest, shown_.substr(end, 3))) add(begin, end);
    });
    councils.each(shown_, [&](std::size_t, std::size_t at) {
      const std::uint32_t end = static_cast<std::uint32_t>(at) + 9;
      const std::uint32_t begin = word_begin(end);
      if (!names_place(begin, static_cast<std::uint32_t>(at) + 3)) return;
      std::size_t next = end;
      const bool ends = next >= shown_.size() ||
                        script_of(decode(shown_, next)) != Script::Hangul ||
                        korean_ending(shown_, {begin, end}, resources_.josa()).has_value();
      if (ends) add(begin, end);
    });
  }

  // 江苏省出台措施; 苏州市与A签署协议.
  void chinese() {
    static const Pattern governs(
        "^(?:日前|近日|今年|已经|已|将|正式|也|还|率先|正|拟|于?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}"
        "日){0,3}"
        "(?:出台|印发|发布|推出|安排|设立|批准|批复|核准|启动|宣布|提出|要求|鼓励|支持|公布|颁布|"
        "实施|制定|"
        "给予|补贴|补助|通过了|拨款|表示|计划|承诺|同意)");
    static const Pattern signs(
        "^(?:已|将|于[^，。]{1,12})?(?:与|和|同|跟)[^，。；]{2,24}?(?:签署|签订|签约|达成|签了)");
    static const LiteralFinder levels({"省", "市", "县", "縣", "州"});
    constexpr std::size_t kLongestName = 4;  // characters
    levels.each(shown_, [&](std::size_t, std::size_t at) {
      const std::uint32_t end = static_cast<std::uint32_t>(at) + 3;
      // The clause begins with the place, or it is the last of a list.
      std::uint32_t begin = static_cast<std::uint32_t>(at);
      std::size_t characters = 0;
      while (begin > 0 && script_before(shown_, begin) == Script::Han) {
        const std::uint32_t before = begin_of_sign_before(shown_, begin);
        const std::string_view sign = shown_.substr(before, begin - before);
        if (characters > 1 && (sign == "由" || sign == "与" || sign == "與" || sign == "和")) break;
        if (++characters > kLongestName) return;
        begin = before;
      }
      const std::string_view name = shown_.substr(begin, end - begin);
      if (characters < 2 || !(is_place(name) || is_place(name.substr(0, name.size() - 3)))) return;
      const std::string behind = to_simplified(shown_.substr(end, 90));
      if (governs.found_in(behind) || signs.found_in(behind)) add(begin, end);
    });
  }

  void english() {
    static const LiteralFinder levels(
        {"State of ", "City of ", "Province of ", "County of ", "Commonwealth of "});
    levels.each(shown_, [&](std::size_t level, std::size_t at) {
      static constexpr std::array<std::uint32_t, 5> kSizes = {9, 8, 12, 10, 16};
      const auto begin = static_cast<std::uint32_t>(at);
      if (const ListedHit* place = place_at(begin + kSizes[level]))
        add(begin, place->span.bytes.end);
    });
    static const LiteralFinder ministries({"Ministry of ", "Department of ", "Bureau of "});
    ministries.each(shown_, [&](std::size_t, std::size_t at) {
      const std::string_view behind = shown_.substr(at, 110);
      const auto match = english_ministry_of().find(to_lower(behind));
      if (!match || !is_in_capitals(behind.substr(0, match->bytes.end))) return;
      add(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at) + match->bytes.end);
    });
    // Texas Commission on Fire Protection, Michigan Economic Development Corporation
    static const LiteralFinder bodies({" Commission on ", " Department of ", " Office of ",
                                       " Board of ", " Division of ", " Economic Development ",
                                       " Development Authority", " City Council", " County Council",
                                       " Bank of ", " District Court"});
    bodies.each(shown_, [&](std::size_t, std::size_t at) {
      static const Pattern body(
          R"(^ (?:(?:Commission|Department|Office|Board|Division) (?:on|of) (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}|Economic Development (?:Corporation|Authority|Agency|Board|Commission|Office|Partnership)|Development Authority|(?:City|County) Council)\b)");
      static const Pattern bank(R"(^ Bank of )");
      static const Pattern central(R"((?:Reserve|Central) $)");
      static const Pattern court(
          R"(^ District Court(?: for the (?:[A-Z][a-z]+ )?District of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?\b)");
      const auto place = static_cast<std::uint32_t>(at);
      const std::string_view behind = shown_.substr(at, 100);
      if (bank.found_in(behind)) {
        static constexpr std::uint32_t kReserve = 7;
        if (at < kReserve || !central.found_in(shown_.substr(at - kReserve, kReserve + 1))) return;
        const ListedHit* land = place_at(place + 9);
        if (land != nullptr) add(place - kReserve, land->span.bytes.end);
        return;
      }
      const ListedHit* front = place_before(place);
      if (front == nullptr) return;
      auto match = court.find(behind);
      if (!match) match = body.find(behind);
      if (match) add(front->span.bytes.begin, place + match->bytes.end);
    });
  }

 private:
  // Whether each word that is none of grammar has a capital.
  static bool is_in_capitals(std::string_view name) {
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t end = std::min(name.find(' ', at), name.size());
      const std::string_view word = name.substr(at, end - at);
      const bool grammar = word == "of" || word == "and" || word == "the" || word == "&";
      if (!grammar && !word.empty() && !(word.front() >= 'A' && word.front() <= 'Z')) return false;
      at = end + 1;
    }
    return true;
  }

  static bool governs_in_korean(std::string_view rest, std::string_view particle) {
    static const LiteralFinder deeds(
        {"밝혔",    "밝힌",   "발표",     "지원",   "협약",   "체결", "추진",   "조성",
         "제공",    "선정",   "모집",     "공모",   "예산",   "운영", "투입",   "육성",
         "심의",    "승인",   "허가",     "고시",   "면제",   "감면", "제정",   "개정",
         "약속",    "유치",   "나선",     "나섰",   "요청",   "건의", "설명했", "기로 했",
         "기로 한", "만든다", "만들기로", "늘린다", "돕는다", "내놓", "내놨"});
    static const LiteralFinder ties({"협약", "MOU", "양해각서", "손잡", "손을 잡", "협력", "체결"});
    const bool beside = particle == "와" || particle == "과";
    return beside ? ties.any_in(rest.substr(0, 180)) : deeds.any_in(rest);
  }

  // Where the Hangul before `end` begins.
  std::uint32_t word_begin(std::uint32_t end) const {
    std::uint32_t begin = end;
    while (begin > 0 && script_before(shown_, begin) == Script::Hangul) {
      begin = begin_of_sign_before(shown_, begin);
    }
    return begin;
  }

  // 전라남도, 서울시, 텍사스주: a place below a land, by its name or without what it is.
  bool names_place(std::uint32_t begin, std::uint32_t end) const {
    if (end < begin + 6 || end - begin > kLongestPlaceWord) return false;
    const std::string_view word = shown_.substr(begin, end - begin);
    std::string_view stem = word.substr(0, word.size() - 3);
    for (const std::string_view level : {"특별자치도", "특별자치시", "특별시", "광역시"}) {
      if (word.ends_with(level)) stem = word.substr(0, word.size() - level.size());
    }
    return is_place(word) || (count_code_points(stem) >= 2 && is_place(stem));
  }

  bool is_place(std::string_view name) const {
    const auto entries = resources_.gazetteer().named(name);
    return std::any_of(entries.begin(), entries.end(),
                       [](const GazetteerEntry* entry) { return is_below_a_land(*entry); });
  }

  const ListedHit* place_at(std::uint32_t begin) const {
    const auto at = std::find_if(here_.begin(), here_.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.begin == begin && hit.entry->key.starts_with("place:");
    });
    return at == here_.end() ? nullptr : &*at;
  }

  const ListedHit* place_before(std::uint32_t end) const {
    const auto at = std::find_if(here_.begin(), here_.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.end == end && hit.entry->key.starts_with("place:");
    });
    return at == here_.end() ? nullptr : &*at;
  }

  void add(std::uint32_t begin, std::uint32_t end) {
    const ByteRange range{begin, end};
    const bool inside_longer = std::any_of(here_.begin(), here_.end(), [&](const ListedHit& hit) {
      if (!hit.span.bytes.overlaps(range)) return false;
      return !range.contains(hit.span.bytes) || hit.entry->key.starts_with("firm:") ||
             (hit.span.bytes == range && !hit.entry->key.starts_with("place:"));
    });
    if (!inside_longer) out_.push_back({block_, range});
  }

  std::string_view shown_;
  std::uint32_t block_;
  const Resources& resources_;
  const std::vector<ListedHit>& here_;
  std::vector<Span>& out_;
};

}  // namespace

std::vector<Span> local_governments(const AnnotatedText& text, const Resources& resources,
                                    std::vector<ListedHit>& listed) {
  std::vector<Span> out;
  std::size_t next = 0;
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    std::vector<ListedHit> here;
    while (next < listed.size() && listed[next].span.block == b) here.push_back(listed[next++]);
    LocalGovernments block(text.blocks[b].text, b, resources, here, out);
    const Language language = text.blocks[b].language;
    if (language == Language::Korean) block.korean();
    if (language == Language::Chinese) block.chinese();
    if (language == Language::English) block.english();
  }
  std::erase_if(listed, [&](const ListedHit& hit) {
    return std::any_of(out.begin(), out.end(), [&](const Span& one) {
      return one.block == hit.span.block && one.bytes.overlaps(hit.span.bytes);
    });
  });
  return out;
}

}  // namespace sarye
