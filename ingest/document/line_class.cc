#include "ingest/document/line_class.h"

#include <array>
#include <utility>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

// Bullet signs by usual depth. Single letters are what symbol fonts leave behind (Wingdings).
constexpr std::u32string_view kFirst = U"◆◈■□❏❑❖▣★☆◉▶▷►▸➤➢☐⬛⬜";
constexpr std::u32string_view kSecond = U"●○◎◇ㅇ❍⚫⚪◦";
constexpr std::u32string_view kThird = U"-–—▪▫‣⁃➜→⇒✓✔ㆍ";
constexpr std::u32string_view kFourth = U"•·∙‧・";

bool in(std::u32string_view set, char32_t c) {
  return set.find(c) != std::u32string_view::npos;
}

bool is_cjk_line(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Hangul || script == Script::Han || script == Script::Kana;
}

int to_number(std::string_view digits) {
  int value = 0;
  for (char c : digits) {
    if (c < '0' || c > '9' || value > 100'000) break;
    value = value * 10 + (c - '0');
  }
  return value;
}

int chinese_number(std::string_view text) {
  static constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  int value = 0;
  int digit = 0;
  for (char32_t c : code_points(text)) {
    if (c == U'十') {
      value += (digit == 0 ? 1 : digit) * 10;
      digit = 0;
    } else if (const auto at = kDigits.find(c); at != std::u32string_view::npos) {
      digit = static_cast<int>(at);
    }
  }
  return value + digit;
}

int korean_letter_number(std::string_view text) {
  static constexpr std::u32string_view kLetters = U"가나다라마바사아자차카타파하";
  std::size_t at = 0;
  const auto found = kLetters.find(decode(text, at));
  return found == std::u32string_view::npos ? 0 : static_cast<int>(found) + 1;
}

struct Style {
  const char* name;
  Pattern pattern;  // group 0: the number
  enum { Arabic, Chinese, KoreanLetter, Circled, Other } digits;
  std::u32string starts;  // the characters that it may begin with
};

// Characters that a line may begin with: each of `single`, and those of `ranges`, two ends each.
std::u32string starts_of(std::string_view single, std::string_view ranges = {}) {
  std::u32string out = code_points(single);
  for (std::size_t at = 0; at < ranges.size();) {
    const char32_t from = decode(ranges, at);
    const char32_t to = decode(ranges, at);
    for (char32_t c = from; c <= to; ++c) out += c;
  }
  return out;
}

const std::vector<Style>& styles() {
  static const std::vector<Style> all = [] {
    std::vector<Style> out;
    const auto add = [&out](const char* name, const char* expression, auto digits,
                            std::u32string starts) {
      out.push_back(Style{name, Pattern(expression), digits, std::move(starts)});
    };
    const std::u32string arabic = starts_of("", "09");
    const std::u32string chinese = starts_of("一二三四五六七八九十");
    const std::u32string letters = starts_of("가나다라마바사아자차카타파하");
    add("第章", R"(^第\s*([0-9〇一二三四五六七八九十]+)\s*[章节節部篇][\s　:：、.]*)",
        Style::Chinese, starts_of("第"));
    add("제장", R"(^제\s*([0-9]+)\s*(?:장|절|부|편)[\s.:]+)", Style::Arabic, starts_of("제"));
    add("Chapter", R"(^(?:Chapter|CHAPTER|Part|PART|Section)\s+([0-9]+)[.:\s]+)", Style::Arabic,
        starts_of("CPS"));
    add("1.1.1", R"(^([0-9]{1,2})\.[0-9]{1,2}\.[0-9]{1,2}\.?\s+)", Style::Arabic, arabic);
    add("1.1", R"(^([0-9]{1,2})\.[0-9]{1,2}\.?\s+)", Style::Arabic, arabic);
    add("1.", R"(^([0-9]{1,2})[.．](?:\s+|$))", Style::Arabic, arabic);
    add("1、", R"(^([0-9]{1,2})、\s*)", Style::Arabic, arabic);
    add("(1)", R"(^[(（]\s*([0-9]{1,2})\s*[)）]\s*)", Style::Arabic, starts_of("(（"));
    add("1)", R"(^([0-9]{1,2})[)）]\s*)", Style::Arabic, arabic);
    add("①", R"(^([①-⑳⑴-⒇❶-❿])\s*)", Style::Circled, starts_of("", "①⑳⑴⒇❶❿"));
    add("一、", R"(^([一二三四五六七八九十]{1,3})[、.．]\s*)", Style::Chinese, chinese);
    add("（一）", R"(^[(（]([一二三四五六七八九十]{1,3})[)）]\s*)", Style::Chinese,
        starts_of("(（"));
    add("가.", R"(^([가나다라마바사아자차카타파하])\.\s+)", Style::KoreanLetter, letters);
    add("(가)", R"(^\(([가나다라마바사아자차카타파하])\)\s*)", Style::KoreanLetter, starts_of("("));
    add("가)", R"(^([가나다라마바사아자차카타파하])\)\s+)", Style::KoreanLetter, letters);
    add("I.", R"(^([IVX]{1,4}|[Ⅰ-Ⅻ])[.．]\s+)", Style::Other, starts_of("IVX", "ⅠⅫ"));
    add("Ⅰ", R"(^([Ⅰ-Ⅻ])\s+)", Style::Other, starts_of("", "ⅠⅫ"));
    add("A.", R"(^([A-H])\.\s+)", Style::Other, starts_of("", "AH"));
    return out;
  }();
  return all;
}

// Numbers that are part of the heading itself: 권고 3, 원칙 2, Recommendation 3, 建议三.
std::optional<int> named_number(std::string_view label) {
  static const Pattern named(
      R"(^(?:권고|원칙|과제|전략|단계|Recommendation|Principle|Remedy|建议|原则|措施)\s*([0-9]{1,2})$)");
  const auto match = named.find(label);
  if (!match) return std::nullopt;
  return to_number(match->text(label, 0));
}

std::uint32_t skip_spaces(std::string_view line, std::size_t at) {
  while (at < line.size()) {
    std::size_t next = at;
    const char32_t c = decode(line, next);
    if (c != ' ' && c != '\t' && c != 0x3000) break;
    at = next;
  }
  return static_cast<std::uint32_t>(at);
}

// "(label) text": the label, when it is short and text stands behind it or nothing does.
void take_label(std::string_view line, LineCue& cue) {
  constexpr std::size_t kLongestLabel = 90;  // characters
  const std::string_view rest = line.substr(cue.text_begin);
  std::size_t at = 0;
  if (rest.empty() || !in(U"(（【[", decode(rest, at))) return;
  const std::size_t begin = at;
  std::size_t end = at;
  std::size_t size = 0;
  char32_t c = 0;
  for (; end < rest.size(); end = at, ++size) {
    c = decode(rest, at);
    if (in(U"()（）【】[]", c)) break;
  }
  if (end == rest.size() || !in(U")）】]", c) || size == 0 || size > kLongestLabel) return;
  cue.label = std::string(rest.substr(begin, end - begin));
  if (!cue.number) cue.number = named_number(cue.label);
}

}  // namespace

int glyph_depth(std::string_view glyph) {
  std::size_t at = 0;
  if (glyph.empty()) return 0;
  const char32_t c = decode(glyph, at);
  if (in(kFirst, c) || c == 'q' || c == 'n') return 1;
  if (in(kSecond, c) || c == 'l' || c == 'o' || c == 0xA1) return 2;
  if (in(kThird, c) || c == '+') return 3;
  if (in(kFourth, c) || c == '*') return 4;
  return 0;
}

LineCue cue_of(std::string_view line, bool stars_are_notes) {
  LineCue cue;
  if (line.empty()) return cue;
  std::size_t at = 0;
  const char32_t first = decode(line, at);
  const bool space_behind = at < line.size() && (line[at] == ' ' || line[at] == '\t');

  if (first == '#') {
    std::size_t hashes = 0;
    while (hashes < line.size() && line[hashes] == '#') ++hashes;
    if (hashes <= 6 && hashes < line.size() && line[hashes] == ' ') {
      cue.cue = LineKind::Heading;
      cue.level = static_cast<int>(hashes);
      cue.glyph = std::string(hashes, '#');
      cue.text_begin = skip_spaces(line, hashes);
      return cue;
    }
  }
  const std::size_t shortest_rule = first == '*' || first == '_' ? 3 : 2;
  if (line.find_first_not_of("-=*_ ") == std::string_view::npos && line.size() >= shortest_rule) {
    cue.cue = LineKind::Rule;
    return cue;
  }
  if (first == '>') {
    cue.cue = LineKind::Quote;
    cue.text_begin = skip_spaces(line, at);
    return cue;
  }
  if (first == '|') {
    cue.cue = LineKind::PipeRow;
    return cue;
  }

  static const Pattern unit(
      R"(^[(（\[]?\s*(?:단위|單位|单位|Unit|Units|USD|in millions|in billions)\s*[:：\s])");
  constexpr std::u32string_view kUnitStarts = U"(（[ \t\n\f\r단單单Ui";
  if (line.size() < 120 && in(kUnitStarts, first) && unit.found_in(line)) {
    cue.cue = LineKind::UnitLine;
    return cue;
  }
  static const Pattern caption(
      R"(^(?:[\[<(〈《【]\s*)?(?:표|그림|도표|차트|Table|TABLE|Figure|FIGURE|Fig\.|Exhibit|Chart|表格?|图表?|圖表?)\s*([0-9]{1,3}|[ⅠⅡⅢⅣⅤⅥIVX]{1,4}|[一二三四五六七八九十]{1,3})(?:[-–.][0-9]{1,2})?\s*(?:[\]>)〉》】]|[.:：]|[\s\x{3000}]|$))");
  constexpr std::u32string_view kCaptionStarts = U"[<(〈《【표그도차TFEC表图圖";
  const auto match =
      in(kCaptionStarts, first) && line.size() < 300 ? caption.find(line) : std::nullopt;
  if (match) {
    const bool bracketed = first == '[' || first == '<' || first == U'〈' || first == U'《' ||
                           first == U'【' || first == '(';
    if (bracketed || !ends_sentence(line)) {
      cue.cue = LineKind::Caption;
      cue.number = to_number(match->text(line, 0));
      return cue;
    }
  }
  // A caption that is not numbered: [표] 3사 실적, 表 2025年上半年业绩（亿元）.
  static const Pattern unnumbered(
      R"(^(?:[\[<〈【]\s*(?:표|그림|도표|表格?|图表?|圖表?|Table|Figure)\s*[\]>〉】]|表[ \x{3000}][^。，；]{4,60}$))");
  if (in(kCaptionStarts, first) && line.size() < 300 && unnumbered.found_in(line)) {
    cue.cue = LineKind::Caption;
    return cue;
  }
  // "Results of the third quarter of 2025 (billion dollars)": a title with a date and a unit heads
  // a table.
  static const Pattern unit_behind(
      R"(^[^。；;!?()（）]{0,60}[12][0-9][^。；;!?()（）]{0,60}[(（](?:in |단위: ?|单位：|單位：)?(?:US ?|USD ?|NT\$|EUR ?|新台幣|人民币)?(?:(?:billion|million|thousand)s?(?: of)?(?: (?:US )?(?:dollars|euros|won|yuan|yen|USD|EUR|units|tonnes|tons|vehicles))?|(?:조|억|백만|천) ?(?:원|달러|대|톤)|[百千]?[万萬亿億](?:元|美元|辆|輛|吨|噸)|GWh)[)）]$)");
  if ((line.ends_with(')') || line.ends_with("）")) && line.size() < 240 &&
      unit_behind.found_in(line)) {
    cue.cue = LineKind::Caption;
    return cue;
  }
  if (first == U'※' || first == U'†' || first == U'‡') {
    cue.cue = LineKind::Note;
    cue.glyph = std::string(line.substr(0, at));
    cue.text_begin = skip_spaces(line, at);
    return cue;
  }
  if (first == '*' && stars_are_notes) {
    std::size_t stars = 0;
    while (stars < line.size() && line[stars] == '*') ++stars;
    if (stars <= 3 && stars < line.size()) {
      cue.cue = LineKind::Note;
      cue.glyph = std::string(stars, '*');
      cue.text_begin = skip_spaces(line, stars);
      return cue;
    }
  }

  const bool strong = in(kFirst, first) || (in(kSecond, first) && first != U'ㅇ') ||
                      first == U'•' || first == U'▪' || first == U'▫' || first == U'‣' ||
                      first == U'⁃';
  const bool weak =
      in(kThird, first) || in(kFourth, first) || first == U'ㅇ' || first == '*' || first == '+';
  bool letter = false;  // what a symbol font left: "l 생산", "o (기반)"
  if ((first == 'l' || first == 'o' || first == 'q' || first == 'n' || first == 0xA1) &&
      space_behind) {
    std::size_t behind = skip_spaces(line, at);
    std::size_t next = behind;
    const char32_t c = behind < line.size() ? decode(line, next) : U' ';
    letter = is_cjk_line(c) || c == '(' || (c >= '0' && c <= '9') || c == U'‘' || c == U'“' ||
             c == U'’' || (first == 'l' && script_of(c) == Script::Latin && c < 'a');
  }
  if (strong || (weak && space_behind) || letter) {
    cue.cue = LineKind::Bullet;
    cue.glyph = std::string(line.substr(0, at));
    cue.text_begin = skip_spaces(line, at);
    take_label(line, cue);
    return cue;
  }

  for (const Style& style : styles()) {
    if (style.starts.find(first) == std::u32string::npos) continue;
    const auto numbered = style.pattern.find(line);
    if (!numbered) continue;
    const std::string_view number = numbered->text(line, 0);
    cue.cue = LineKind::Numbered;
    cue.glyph = style.name;
    cue.text_begin = numbered->bytes.end;
    if (style.digits == Style::Arabic) cue.number = to_number(number);
    if (style.digits == Style::Chinese) {
      cue.number =
          number[0] >= '0' && number[0] <= '9' ? to_number(number) : chinese_number(number);
    }
    if (style.digits == Style::KoreanLetter) cue.number = korean_letter_number(number);
    if (style.digits == Style::Circled) {
      std::size_t begin = 0;
      const char32_t c = decode(number, begin);
      cue.number = static_cast<int>(c - (c >= 0x2776 ? 0x2776 : c >= 0x2474 ? 0x2474 : 0x2460)) + 1;
    }
    take_label(line, cue);
    return cue;
  }

  // 【…】 and 《…》 around a whole short line are headings in Chinese and Korean texts.
  static const Pattern framed(
      R"(^(?:【[^【】]{1,120}】|《[^《》]{1,120}》|\*\*[^*]{1,120}\*\*|__[^_]{1,120}__)$)");
  if (in(U"【《*_", first) && framed.matches_whole(line)) {
    cue.cue = LineKind::Heading;
    cue.glyph = first == '*' || first == '_' ? "**" : "【】";
    return cue;
  }
  return cue;
}

}  // namespace sarye
