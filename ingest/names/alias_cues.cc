#include "ingest/names/alias_cues.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

// Longer wordings first. A cue that ends in a space has any white space there: those of one
// syllable need it (구글 begins with 구).
constexpr auto kAlso = std::to_array<std::string_view>({"이하",
                                                        "약칭",
                                                        "일명",
                                                        "以下简称为",
                                                        "以下簡稱為",
                                                        "以下简称",
                                                        "以下簡稱",
                                                        "下文简称",
                                                        "下文簡稱",
                                                        "下称",
                                                        "下稱",
                                                        "简称为",
                                                        "簡稱為",
                                                        "简称",
                                                        "簡稱",
                                                        "又称",
                                                        "又稱",
                                                        "亦称",
                                                        "亦稱",
                                                        "又名",
                                                        "hereinafter referred to as",
                                                        "hereinafter",
                                                        "hereafter",
                                                        "abbreviated as",
                                                        "also known as",
                                                        "better known as",
                                                        "also called",
                                                        "a.k.a.",
                                                        "a.k.a",
                                                        "a.ka.",
                                                        "a.ka",
                                                        "ak.a.",
                                                        "ak.a",
                                                        "aka.",
                                                        "aka",
                                                        "known as",
                                                        "the ",
                                                        "or "});
constexpr auto kFormer = std::to_array<std::string_view>({"구 ",
                                                          "옛 ",
                                                          "전 ",
                                                          "前身为",
                                                          "前身為",
                                                          "前身是",
                                                          "前身",
                                                          "原名为",
                                                          "原名為",
                                                          "原名",
                                                          "旧称",
                                                          "舊稱",
                                                          "曾用名",
                                                          "formerly known as",
                                                          "formerly called",
                                                          "formerly",
                                                          "previously known as",
                                                          "previously called",
                                                          "previously",
                                                          "f/k/a"});

constexpr std::string_view kWhite = "\t\n\f\r ";

// An expression for one of the cues.
std::string one_of(std::span<const std::string_view> cues) {
  std::string out;
  for (std::string_view cue : cues) {
    if (!out.empty()) out += '|';
    const bool space = cue.ends_with(' ');
    if (space) cue.remove_suffix(1);
    for (const char c : cue) {
      if (c == '.') out += '\\';
      out += c;
    }
    if (space) out += "\\s";
  }
  return out;
}

bool begins_with_cue(std::string_view text, std::string_view cue) {
  if (!cue.ends_with(' ')) return text.starts_with(cue);
  cue.remove_suffix(1);
  return text.starts_with(cue) && text.size() > cue.size() &&
         kWhite.find(text[cue.size()]) != std::string_view::npos;
}

std::size_t char_before(std::string_view text, std::size_t at) {
  do {
    --at;
  } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

bool has_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

std::optional<ByteRange> korean_name_before(std::string_view shown, std::uint32_t end) {
  ByteRange word = korean_word(shown, static_cast<std::uint32_t>(char_before(shown, end)));
  word.end = end;
  if (word.begin >= word.end) return std::nullopt;
  const std::string_view name = shown.substr(word.begin, word.size());
  static const std::set<std::string_view> kGeneric = {
      "기업",   "업체",     "회사", "자회사", "모델", "서비스", "플랫폼", "챗봇",
      "브랜드", "제품",     "법",   "기관",   "당국", "정부",   "은행",   "그룹",
      "계열사", "스타트업", "시장", "방식",   "기술", "시스템", "반도체", "배터리"};
  const std::size_t size = count_code_points(name);
  if (size < 2 || size > 12 || kGeneric.contains(name)) return std::nullopt;
  if (count_scripts(name)[Script::Hangul] < 2) return std::nullopt;
  // Endings of clauses and of counting words, which no name has.
  static const Pattern clause(
      R"((?:남|함|됨|임|음|짐|것|중|등|시|후|전|의|를|을|는|은|에|로|와|과|도)$)");
  if (clause.found_in(name)) return std::nullopt;
  return word;
}

std::optional<ByteRange> chinese_name_before(std::string_view shown, std::uint32_t end) {
  std::uint32_t begin = end;
  while (begin > 0) {
    std::size_t at = char_before(shown, begin);
    const std::size_t here = at;
    if (script_of(decode(shown, at)) != Script::Han) break;
    begin = static_cast<std::uint32_t>(here);
  }
  const std::string_view name = shown.substr(begin, end - begin);
  const std::size_t size = count_code_points(name);
  if (size < 3 || size > 16) return std::nullopt;
  // A clause in front of the name would be read as part of it.
  if (has_one_of(name, {"的", "了", "在", "和", "与", "與", "是", "由", "被", "将",   "將",  "对",
                        "對", "从", "從", "于", "於", "为", "為", "把", "给", "收购", "收購"})) {
    return std::nullopt;
  }
  static const Pattern body(
      R"((?:集团|集團|公司|股份|控股|科技|银行|銀行|汽车|汽車|能源|电子|電子|医药|醫藥|生物|资本|資本|证券|證券|智能|网络|網路|研究院|研究所|委员会|委員會|协会|協會)$)");
  if (!body.found_in(name)) return std::nullopt;
  return ByteRange{begin, end};
}

std::optional<ByteRange> latin_name_before(std::string_view shown, std::uint32_t end) {
  static const Pattern capitals(
      R"((?:^|[^A-Za-z0-9])((?:[A-Z][A-Za-z0-9&.'-]*\s){0,4}[A-Z][A-Za-z0-9&.'-]+)$)");
  const std::uint32_t from = end > 80 ? end - 80 : 0;
  const auto match = capitals.find(shown.substr(from, end - from));
  if (!match) return std::nullopt;
  return ByteRange{from + match->groups[0]->begin, from + match->groups[0]->end};
}

}  // namespace

namespace {

// Reads one part of a bracket: white space, a cue, a colon, white space, a quotation mark, the
// name, a quotation mark, white space; all but the name may be missing. What comes first is taken
// first, and given back where no name is left.
class BracketPartReader {
 public:
  explicit BracketPartReader(std::string_view part) : part_(part), end_(part.size()) {
    while (end_ > 0 && is_white(end_ - 1)) --end_;
    for (const std::string_view mark : {"’", "'", "”", "\"", "」", "》"}) {
      if (part_.substr(0, end_).ends_with(mark)) closing_ = end_ - mark.size();
    }
  }

  std::optional<BracketPart> read() const {
    for (std::size_t at = behind_white(0) + 1; at-- > 0;) {
      const std::string_view rest = part_.substr(at);
      for (const std::string_view cue : kAlso) {
        if (!begins_with_cue(rest, cue)) continue;
        if (const auto name = behind_cue(at + cue.size()))
          return BracketPart{AliasCue::Also, *name};
      }
      for (const std::string_view cue : kFormer) {
        if (!begins_with_cue(rest, cue)) continue;
        if (const auto name = behind_cue(at + cue.size())) {
          return BracketPart{AliasCue::Former, *name};
        }
      }
      if (const auto name = behind_cue(at)) return BracketPart{AliasCue::None, *name};
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t kFewest = 2;  // characters
  static constexpr std::size_t kMost = 60;

  bool is_white(std::size_t at) const { return kWhite.find(part_[at]) != std::string_view::npos; }
  std::size_t behind_white(std::size_t at) const {
    while (at < part_.size() && is_white(at)) ++at;
    return at;
  }
  std::size_t behind_one_of(std::size_t at, std::u32string_view signs) const {
    std::size_t next = at;
    if (at == part_.size() || signs.find(decode(part_, next)) == std::u32string_view::npos) {
      return at;
    }
    return next;
  }

  std::optional<ByteRange> behind_cue(std::size_t at) const {
    const std::size_t colon = behind_one_of(at, U":：");
    if (const auto name = behind_colon(colon)) return name;
    return colon != at ? behind_colon(at) : std::nullopt;
  }
  std::optional<ByteRange> behind_colon(std::size_t at) const {
    for (std::size_t white = behind_white(at) + 1; white-- > at;) {
      const std::size_t mark = behind_one_of(white, U"‘'“\"「《");
      if (const auto name = name_at(mark)) return name;
      if (mark == white) continue;
      if (const auto name = name_at(white)) return name;
    }
    return std::nullopt;
  }

  // The shortest name that begins at `begin` and has nothing but a mark and white space behind it.
  std::optional<ByteRange> name_at(std::size_t begin) const {
    constexpr std::u32string_view kMarks = U"‘’'“”\"「」《》";
    std::size_t at = begin;
    std::size_t characters = 0;
    const bool closed = closing_ && begin <= *closing_;  // by another mark than the one in front
    const std::size_t end = closed ? *closing_ : end_;
    while (at < part_.size() && (at < end || (!closed && characters < kFewest))) {
      if (++characters > kMost) return std::nullopt;
      if (kMarks.find(decode(part_, at)) != std::u32string_view::npos) return std::nullopt;
    }
    if (characters < kFewest || at < end) return std::nullopt;
    return ByteRange{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
  }

  std::string_view part_;
  std::size_t end_;                     // without the white space behind
  std::optional<std::size_t> closing_;  // the mark in front of that
};

}  // namespace

std::optional<BracketPart> bracket_part(std::string_view part) {
  return BracketPartReader(part).read();
}

bool is_no_name(std::string_view text) {
  static const Pattern no_name(
      R"((?i)^[\d\s.,%~:’'+-]+|[0-9]{4}|^(?:NYSE|NASDAQ|OTC|LON|TYO|KRX|HK|SH|SZ|SS|EPA|ETR)\s?[:：]|^(?:标的|標的|本次|本公司|目标公司|目標公司|公司$|上市公司$|发行人|發行人|[甲乙丙]方|转让方|轉讓方|受让方|受讓方|交易对方|交易對方|控股股东$|控股股東$)|^(?:CEO|CFO|CTO|대표|회장|사장|사진|그림|표|참조|단위|左|右|左图|右图|图|圖|photo|right|left|see|e\.g|i\.e|http)|\b(?:including|such as)\b)");
  return text.empty() || no_name.found_in(text) || count_scripts(text).letters() < 2;
}

bool is_description(std::string_view text) {
  static const Pattern owned(
      R"((?i)의\s|자회사|계열사|모회사|본사|지사|소재$|旗下|子公司|母公司|总部|總部|位于|位於|\b(?:subsidiary|affiliate|unit of|parent of|owned|based|headquartered|founded|part of)\b)");
  static const Pattern plain(
      R"((?:업체|기업|회사|제조사|개발사|운영사|공급사|플랫폼|브랜드|모델|서비스|기관|당국|스타트업|厂商|廠商|制造商|製造商|供应商|供應商|开发商|開發商|运营商|運營商|企业|企業|平台|品牌|机构|機構|模型|系统|系統|公司)$)");
  static const Pattern form(R"((?:有限|股份|集团|集團)公司$)");
  return owned.found_in(text) || (plain.found_in(text) && !form.found_in(text));
}

bool is_list(std::string_view inside) {
  static const Pattern acronym(R"(^\s*[A-Z][A-Za-z&]{1,6}\s*$)");
  static constexpr std::array<std::string_view, 6> kSigns = {",", ";", "·", "，", "、", "；"};
  // One part is no list.
  const bool divided = std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return inside.find(sign) != std::string_view::npos;
  });
  if (!divided) return false;
  std::array<int, kScriptCount> parts{};
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= inside.size();) {
    std::size_t step = at == inside.size() ? 1 : 0;
    for (const std::string_view sign : kSigns) {
      if (step == 0 && inside.substr(at, sign.size()) == sign) step = sign.size();
    }
    if (step == 0) {
      ++at;
      continue;
    }
    const std::string_view part = inside.substr(begin, at - begin);
    at += step;
    begin = at;
    const auto read = bracket_part(part);
    if (!read || read->cue != AliasCue::None || is_no_name(part) || acronym.find(part)) continue;
    const ScriptCounts counts = count_scripts(part);
    const Script script = counts[Script::Hangul] > 0 ? Script::Hangul
                          : counts[Script::Han] > 0  ? Script::Han
                                                     : Script::Latin;
    if (++parts[static_cast<std::size_t>(script)] >= 2) return true;
  }
  return false;
}

AliasCue cue_in_front(std::string_view text) {
  static const Pattern also("^\\s*(?:" + one_of(kAlso) + ")[:：]?\\s*[‘'“\"「《]?$");
  static const Pattern former("^\\s*(?:" + one_of(kFormer) + ")[:：]?\\s*[‘'“\"「《]?$");
  if (former.found_in(text)) return AliasCue::Former;
  return also.found_in(text) ? AliasCue::Also : AliasCue::None;
}

namespace {

// Whether what `cue_behind` looks for may begin `rest`, by its first letters: most texts behind a
// name have other ones.
bool may_begin_cue(std::string_view rest) {
  if (rest.empty()) return false;
  const char first = rest.front();
  if (first >= '0' && first <= '9') return true;
  if (first == ',') return true;
  if (first == ' ' || (first >= '\t' && first <= '\r')) {  // was renamed, had, rebranded, changed
    return rest.size() > 1 && std::string_view("whrc").find(rest[1]) != std::string_view::npos;
  }
  static constexpr std::array<std::string_view, 11> kFirst = {"，", "의", "的", "前", "原", "曾",
                                                              "于", "於", "在", "正", "更"};
  return rest.starts_with("改") ||
         std::any_of(kFirst.begin(), kFirst.end(), [&](auto one) { return rest.starts_with(one); });
}

}  // namespace

FoundCue cue_behind(std::string_view rest) {
  static const Pattern also(
      R"(^(?:,\s(?:also known as|better known as|also called|known as|a\.?k\.?a\.?)\s[“"'‘]?|[，,](?:以下)?(?:简称|簡稱|又称|又稱|亦称|亦稱)(?:为|為)?[“「]?))");
  static const Pattern former(
      R"(^(?:,\s(?:formerly|previously)(?: known as| called)?\s[“"'‘]?|의\s전신인\s[‘'“"]?|[，,]?(?:的?前身(?:是|为|為)|原名(?:为|為)?|曾用名)[“「]?|\s(?:was |had been |has been )?(?:renamed|rebranded)(?: itself)?(?: as| to)?\s[“"'‘]?|\schanged its name to\s[“"'‘]?|(?:于|於|在)?(?:\d{4}年)?(?:\d{1,2}月)?(?:正式)?(?:更名|改名|改称|改稱)(?:为|為)?[“「]?))");
  if (!may_begin_cue(rest)) return {};
  const std::string_view near = rest.substr(0, 60);
  if (const auto found = also.find(near)) return {AliasCue::Also, found->bytes.end};
  if (const auto found = former.find(near)) return {AliasCue::Former, found->bytes.end};
  return {};
}

AliasCue cue_between(std::string_view between, std::string_view behind) {
  static const Pattern korean_between(
      R"(^(?:은|는|이|가)\s(?:\d{4}년\s?(?:\d{1,2}월\s?)?)?[‘'“"]?$)");
  static const Pattern korean_behind(
      R"(^[’'”"]?(?:으로|로)\s(?:사명|회사명|상호|이름)을\s(?:변경|바꾸|바꿨|바꿔|교체|고쳤))");
  const FoundCue found = cue_behind(between);
  if (found.cue != AliasCue::None && found.size == between.size()) return found.cue;
  static constexpr std::array<std::string_view, 4> kTopics = {"은", "는", "이", "가"};
  const bool topic = std::any_of(kTopics.begin(), kTopics.end(),
                                 [&](auto one) { return between.starts_with(one); });
  const bool korean =
      topic && korean_between.found_in(between) && korean_behind.found_in(behind.substr(0, 60));
  return korean ? AliasCue::Former : AliasCue::None;
}

std::optional<ByteRange> name_before(std::string_view shown, std::uint32_t end) {
  if (end == 0) return std::nullopt;
  std::size_t at = char_before(shown, end);
  switch (script_of(decode(shown, at))) {
    case Script::Hangul:
      return korean_name_before(shown, end);
    case Script::Han:
      return chinese_name_before(shown, end);
    case Script::Space: {
      // One space before the bracket: Norvik Energy (formerly …).
      return shown[end - 1] == ' ' ? latin_name_before(shown, end - 1) : std::nullopt;
    }
    default:
      return latin_name_before(shown, end);
  }
}

std::optional<ByteRange> name_behind(std::string_view shown, std::uint32_t begin) {
  static const Pattern capitals(R"(^[A-Z][A-Za-z0-9&.'-]*(?:\s[A-Z][A-Za-z0-9&.'-]*){0,4})");
  static const Pattern quoted(R"(^([^“”「」‘’"]{2,40})[”」’"])");
  const std::string_view rest =
      shown.substr(begin, std::min<std::size_t>(120, shown.size() - begin));
  const bool opened =
      begin >= 1 && (shown[begin - 1] == '"' || shown[begin - 1] == '\'' ||
                     (begin >= 3 && has_one_of(shown.substr(begin - 3, 3), {"“", "「", "‘"})));
  if (opened) {
    const auto match = quoted.find(rest);
    if (!match) return std::nullopt;
    return ByteRange{begin + match->groups[0]->begin, begin + match->groups[0]->end};
  }
  auto match = capitals.find(rest);
  if (!match) return std::nullopt;
  while (match->bytes.size() > 1 &&
         (rest[match->bytes.end - 1] == '.' || rest[match->bytes.end - 1] == '\'')) {
    --match->bytes.end;
  }
  return ByteRange{begin, begin + match->bytes.end};
}

}  // namespace sarye
