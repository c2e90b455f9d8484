#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "engine/text/script.h"
#include "engine/text/sound_key.h"
#include "engine/text/unicode.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_set.h"
#include "ingest/names/discovered_names.h"
#include "ingest/names/korean_firm_words.h"

namespace sarye {
namespace {

// Ends of firms' names that say so by themselves, given a prefix that is no plain word.
constexpr std::string_view kFirmSuffixes =
    "전자|화학|케미칼|중공업|조선해양|제철|제강|특수강|스틸|제약|바이오로직스|"
    "바이오사이언스|바이오팜|물산|모비스|머티리얼즈|첨단소재|홀딩스|그룹|텔레콤|증권|"
    "생명|화재|캐피탈|자산운용|엔터테인먼트|게임즈|소프트|랩스|랩|시스템즈|솔루션즈|"
    "솔루션|네트웍스|로지스틱스|글로비스|모터스|타이어|해운|상선|백화점|제과|유업|"
    "뱅크|페이|모빌리티|에너지솔루션|퓨처엠|퓨얼셀|이노베이션|이노텍|디스플레이|"
    "하이닉스|실트론|일렉트릭|에어로스페이스|오션|마린|엔지니어링|정밀|정유|오일뱅크|"
    "칼텍스|리테일|쇼핑|푸드|코스메틱|생활건강|오토에버|커머스|스튜디오|미디어|"
    "테크놀로지|테크|테크윈|바이오|에너지|반도체|은행|자동차|항공|건설|통신|"
    "인터내셔널|인더스트리|코퍼레이션|컴퍼니";

// The size of the longest of them that ends `name` with something in front; 0: none.
std::size_t firm_suffix_size(std::string_view name) {
  static const WordSet kSuffixes = [] {
    std::set<std::string, std::less<>> all;
    for (std::string_view left = kFirmSuffixes; !left.empty();) {
      const std::size_t bar = std::min(left.find('|'), left.size());
      all.emplace(left.substr(0, bar));
      left.remove_prefix(std::min(bar + 1, left.size()));
    }
    return WordSet(all);
  }();
  for (const std::size_t size : kSuffixes.sizes()) {
    if (size < name.size() && kSuffixes.contains(name.substr(name.size() - size))) return size;
  }
  return 0;
}

// Whether it is of Hangul, letters and digits of ASCII and & alone.
bool is_plainly_spelled(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = decode(name, at);
    const Script script = script_of(c);
    const bool ascii = c < 0x80 && (script == Script::Latin || script == Script::Digit || c == '&');
    if (!ascii && script != Script::Hangul) return false;
  }
  return true;
}

bool is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// Whether one of `first` stands at the beginning of `text`, behind a quotation mark, 의 and a
// space. What the patterns for what stands behind a name may begin with; most words have nothing of
// it.
bool begins_with_any(std::string_view text, std::u32string_view first) {
  const bool marked =
      !text.empty() && (text.front() == '\'' || text.front() == '"' || text.front() == '\xE2');
  for (const std::string_view mark : {"’", "'", "”", "\""}) {
    if (!marked) break;
    if (text.starts_with(mark)) {
      text.remove_prefix(mark.size());
      break;
    }
  }
  if (text.starts_with("의")) text.remove_prefix(std::string_view("의").size());
  if (!text.empty() && is_white(text.front())) text.remove_prefix(1);
  std::size_t at = 0;
  return !text.empty() && first.find(decode(text, at)) != std::u32string_view::npos;
}

// Whether `text` ends in one of `last` and white space, with a quotation mark behind it or none.
bool ends_with_any(std::string_view text, std::u32string_view last) {
  for (const std::string_view mark : {"‘", "'", "“", "\""}) {
    if (text.ends_with(mark)) {
      text.remove_suffix(mark.size());
      break;
    }
  }
  if (text.empty() || !is_white(text.back())) return false;
  while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
  }
  return !text.empty() && last.find(decode(text, at)) != std::u32string_view::npos;
}

// Words that are a firm's name only with another in front.
bool is_worldly(std::string_view word) {
  static const std::set<std::string_view> kWorldly = {
      "인터내셔널", "인터내셔날", "코리아", "홀딩스",       "글로벌",     "인더스트리",
      "테크놀로지", "파트너스",   "그룹",   "엔터프라이즈", "코퍼레이션", "컴퍼니"};
  return kWorldly.contains(word);
}

// Plain words that such ends are added to without making a name.
bool is_plain_prefix(std::string_view prefix) {
  static const std::set<std::string_view> kPlain = {
      "국내",    "해외",   "글로벌",     "시중",     "중앙",   "상업",     "인터넷", "종합",
      "전기",    "수소",   "친환경",     "차세대",   "메모리", "시스템",   "주요",   "대형",
      "중소",    "석유",   "정밀",       "기초",     "유기",   "무기",     "전력",   "태양광",
      "풍력",    "원자력", "자율주행",   "신재생",   "재생",   "비메모리", "차량용", "전력용",
      "투자",    "지방",   "국책",       "저축",     "디지털", "모바일",   "온라인", "오픈",
      "가상",    "이동",   "초고속",     "무선",     "유선",   "위성",     "저가",   "저비용",
      "대한",    "한국",   "중국",       "미국",     "일본",   "독일",     "프랑스", "영국",
      "대기업",  "대규모", "완성",       "소형",     "고급",   "승용",     "화물",   "미래",
      "스마트",  "청정",   "도시",       "생명",     "바이오", "의료",     "합성",   "복제",
      "신",      "구",     "각",         "소셜",     "멀티",   "뉴",       "농업",   "녹색",
      "블루",    "그린",   "핵",         "열",       "관련",   "전용",     "기존",   "신규",
      "에너지",  "통합",   "클라우드",   "인공지능", "보안",   "물류",     "금융",   "간편",
      "월",      "공유",   "라스트마일", "도심항공", "자동차", "반도체",   "배터리", "이차전지",
      "2차전지", "철강",   "조선",       "벤처",     "애그",   "에듀",     "프롭",   "리걸"};
  if (kPlain.contains(prefix)) return true;
  if (count_scripts(prefix)[Script::Hangul] == 0 && count_code_points(prefix) < 2) return true;
  return count_code_points(prefix) < 2;
}

bool begins_with_group(std::string_view word, const WordSet& group_names) {
  const auto& sizes = group_names.sizes();
  return std::any_of(sizes.begin(), sizes.end(), [&](std::size_t size) {
    return size < word.size() && group_names.contains(word.substr(0, size)) &&
           count_code_points(word.substr(size)) >= 2;
  });
}

// Words without Hangul have their own signs.
KoreanWordSigns signs_of_word(std::string_view word, const WordSet& group_names,
                              const JosaTable& josa) {
  KoreanWordSigns out;
  if (count_scripts(word)[Script::Hangul] == 0) return out;
  const std::string_view stem = without_josa(word, josa);
  const std::size_t characters = count_code_points(stem);
  out.stem = static_cast<std::uint32_t>(stem.size());
  out.long_enough = characters >= 3 && characters <= 16;
  if (!out.long_enough) return out;
  if (const std::size_t size = firm_suffix_size(stem); size != 0) {
    const std::string_view prefix = stem.substr(0, stem.size() - size);
    out.suffix = is_plainly_spelled(prefix) && !is_plain_prefix(prefix);
  }
  out.family = begins_with_group(stem, group_names);
  const Josa* particle = josa.find(word.substr(stem.size()));
  out.subject = particle != nullptr &&
                (particle->role == JosaRole::Subject || particle->role == JosaRole::Topic);
  return out;
}

Span part(std::uint32_t block, std::size_t begin, std::size_t size) {
  return {block, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)}};
}

bool touches(const std::vector<ListedHit>& listed, ByteRange range) {
  return std::any_of(listed.begin(), listed.end(),
                     [&](const ListedHit& hit) { return hit.span.bytes.overlaps(range); });
}

bool is_listed_alone(std::string_view text, const Gazetteer& gazetteer) {
  for (const GazetteerEntry* entry : gazetteer.named(text)) {
    if (!entry->key.starts_with("firm:")) continue;
    for (const GazetteerName& name : entry->names) {
      if (name.text == text && !name.common) return true;
    }
  }
  return false;
}

}  // namespace

WordSet group_short_names(const Gazetteer& gazetteer) {
  constexpr std::string_view kGroup = "그룹";
  std::set<std::string, std::less<>> names;
  for (const GazetteerEntry& entry : gazetteer.entries()) {
    if (!entry.key.starts_with("firm:") || entry.kind != "group") continue;
    for (const GazetteerName& name : entry.names) {
      std::string_view prefix = name.text;
      if (name.common) continue;
      if (prefix.ends_with(kGroup)) {
        prefix.remove_suffix(kGroup.size());
        // 현대그룹, DB그룹, 동원그룹: what is left is a plain word, unless it is a firm's name too.
        if (!is_listed_alone(prefix, gazetteer)) continue;
      }
      const ScriptCounts scripts = count_scripts(prefix);
      if (prefix.size() < 2 || scripts[Script::Han] > 0 || scripts[Script::Space] > 0) continue;
      if (scripts[Script::Latin] > 3) continue;
      names.emplace(prefix);
    }
  }
  return WordSet(names);
}

void korean_evidence(const AnnotatedText& text, std::uint32_t block,
                     const std::vector<ListedHit>& listed, const WordSet& group_names,
                     const Resources& resources, ByWord<KoreanWordSigns>& signs_by_word,
                     std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  const JosaTable& josa = resources.josa();

  // ㈜X, (주)X, 주식회사 X, X㈜: a legal form.
  static const Pattern legal(
      R"((?:㈜|\(주\)|（주）|주식회사\s)\s?([\p{Hangul}A-Za-z0-9]{2,20})|([\p{Hangul}A-Za-z0-9]{2,20})(?:㈜|\(주\)|（주）))");
  // What `legal` and `body` need, in this order.
  static const LiteralFinder needed({"㈜",         "(주)",   "（주）", "주식회사", "대학교",
                                     "연구원",     "학회",   "진흥원", "거래소",   "위원회",
                                     "협회",       "공단",   "연구소", "재단",     "평가원",
                                     "표준원",     "관리원", "안전원", "인증원",   "지방",
                                     "자유구역청", "교육청", "개발청", "소방본부", "세무서"});
  constexpr std::size_t kLegalForms = 4;
  bool has_form = false;
  bool has_body = false;
  needed.each(shown, [&](std::size_t literal, std::size_t) {
    (literal < kLegalForms ? has_form : has_body) = true;
  });
  const auto forms = has_form ? legal.find_all(shown) : std::vector<PatternMatch>();
  for (const PatternMatch& match : forms) {
    const std::size_t group = match.has(0) ? 0 : 1;
    std::string_view name = match.text(shown, group);
    if (group == 0) name = without_name_particle(name, josa);
    std::size_t begin = match.groups[group]->begin;
    if (group == 1 && is_worldly(name)) {
      // 가람애플 인터내셔널㈜: the form is that of both words.
      static const Pattern word_in_front(R"(([\p{Hangul}A-Za-z0-9&]{2,12})\s$)");
      const std::string_view front =
          shown.substr(begin > 40 ? begin - 40 : 0, std::min<std::size_t>(begin, 40));
      const auto first = word_in_front.find(front);
      if (first) {
        const std::size_t size = begin - (begin - front.size() + first->groups[0]->begin);
        const std::string_view word = shown.substr(begin - size, size - 1);
        if (without_josa(word, josa).size() == word.size()) begin -= size;
      }
    }
    out.push_back({part(block, begin, match.groups[group]->begin + name.size() - begin), "Firm",
                   "legal-form", true});
  }

  static const Pattern apposition(
      R"((?:자회사|계열사|합작사|합작법인|관계사|모회사|손자회사|협력사|경쟁사|스타트업|업체|제조사|운영사|개발사|공급사|전문기업|기업|제약사|조선사|철강사|유통사|통신사|공룡|유니콘|회사)(?:인|이자)?\s+[‘'“"]?$)");
  static const Pattern title(
      R"(^[’'”"]?(?:의)?\s?(?:CEO|대표이사|대표|회장|부회장|사장|부사장|최고경영자|창업자|주가|관계자|이사회|지분|매출|영업이익|공장))");
  // First and last characters of what `title` and `apposition` look for.
  constexpr std::u32string_view kTitleStarts = U"C대회부사최창주관이지매영공";
  constexpr std::u32string_view kAppositionEnds = U"사인체업룡콘자";
  static const LiteralFinder actor({"밝혔", "발표", "출시", "공개", "인수", "투자", "개발", "공급",
                                    "계약", "체결", "준공", "가동", "생산", "진출", "수주", "합병",
                                    "설립", "증설", "상장", "매각", "도입", "제휴", "협력"});
  static const Pattern actor_behind(
      R"(^(?:은|는|이|가)\s[^.]*(?:출시|공개|인수|개발|공급|착공|준공|가동|생산|수주|합병|상장|증설|매각|진출|투자|설립)(?:하|했|한|해|할|함|을|를))");
  static const Pattern ticker(
      R"(^\s?[(（]\s?(?:[0-9]{6}|[A-Z]{2,6}\s?[:：]\s?[A-Z0-9]{1,8})\s?[)）])");
  static const Pattern gloss(R"(^[(（]([A-Z][A-Za-z0-9&.\- ]{1,40})[)）,])");

  std::size_t at = 0;
  while (at < shown.size()) {
    std::size_t next = at;
    const Script script = script_of(decode(shown, next));
    if (script != Script::Hangul && script != Script::Latin && script != Script::Digit) {
      at = next;
      continue;
    }
    const ByteRange word = korean_word(shown, static_cast<std::uint32_t>(at));
    at = std::max<std::size_t>(word.end, next);
    const std::string_view whole = shown.substr(word.begin, word.size());
    const KoreanWordSigns& signs = signs_by_word.of(
        whole, [&](std::string_view one) { return signs_of_word(one, group_names, josa); });
    if (!signs.long_enough) continue;
    const std::string_view stem = whole.substr(0, signs.stem);
    const Span span = part(block, word.begin, stem.size());
    // A listed name inside a longer word is its beginning (롯데에어…); a listed name as a whole is
    // done.
    bool whole_listed = false;
    for (const ListedHit& hit : listed) {
      whole_listed = whole_listed || (hit.span.bytes.overlaps(span.bytes) &&
                                      hit.span.bytes.begin <= span.bytes.begin &&
                                      hit.span.bytes.end + 3 >= span.bytes.end);
    }
    if (whole_listed) continue;

    if (signs.suffix) out.push_back({span, "Firm", "suffix"});
    if (signs.family) out.push_back({span, "Firm", "family-name"});
    const std::string_view before = shown.substr(0, word.begin);
    const std::string_view near = before.substr(before.size() > 60 ? before.size() - 60 : 0);
    const std::string_view behind =
        shown.substr(span.bytes.end, std::min<std::size_t>(80, shown.size() - span.bytes.end));
    if (begins_with_any(behind, U"(（") && ticker.found_in(behind)) {
      out.push_back({span, "Firm", "ticker", true});
    }
    if (ends_with_any(near, kAppositionEnds) && apposition.found_in(near)) {
      out.push_back({span, "Firm", "apposition", false, false});
    }
    if (begins_with_any(behind, kTitleStarts) && title.found_in(behind)) {
      out.push_back({span, "Firm", "title", false, false});
    }
    const auto latin = begins_with_any(behind, U"(（") ? gloss.find(behind) : std::nullopt;
    if (latin) {
      // 한울셀텍(Hanul Celltec): the same name again. One Latin word may as well be a person's.
      const std::string_view words = latin->text(behind, 0);
      const bool same_name = words.find(' ') != std::string_view::npos && sounds_alike(stem, words);
      out.push_back({span, "Firm", "gloss", false, same_name});
      if (same_name &&
          actor_behind.found_in(shown.substr(span.bytes.end + latin->bytes.end, 200))) {
        out.push_back({span, "Firm", "actor", false, false});
      }
    }
    if (signs.subject) {
      const std::size_t stop = shown.find(". ", span.bytes.end);
      const std::string_view sentence = shown.substr(
          span.bytes.end, (stop == std::string_view::npos ? shown.size() : stop) - span.bytes.end);
      if (actor.any_in(sentence)) out.push_back({span, "Firm", "actor", false, false});
    }
    for (const ListedHit& hit : listed) {
      const bool firm = hit.entry->key.starts_with("firm:");
      const bool next_to =
          firm &&
          ((hit.span.bytes.end < span.bytes.begin && span.bytes.begin - hit.span.bytes.end <= 4) ||
           (hit.span.bytes.begin > span.bytes.end && hit.span.bytes.begin - word.end <= 2));
      if (!next_to) continue;
      const std::string_view between =
          hit.span.bytes.end < span.bytes.begin
              ? shown.substr(hit.span.bytes.end, span.bytes.begin - hit.span.bytes.end)
              : shown.substr(word.end, hit.span.bytes.begin - word.end);
      const bool sign = between.find(',') != std::string_view::npos ||
                        between.find("·") != std::string_view::npos ||
                        between.find("ㆍ") != std::string_view::npos || between.starts_with("와") ||
                        between.starts_with("과");
      if (sign) out.push_back({span, "Firm", "coordination", false, false});
    }
  }

  // Bodies: universities, institutes, societies, commissions.
  static const Pattern body(
      R"(([\p{Hangul}A-Z]{2,14}(?:대학원대학교|대학교|연구원|학회|진흥원|평가원|표준원|관리원|안전원|인증원|거래소|위원회|협회|공단|연구소|재단|지방\p{Hangul}{2,8}청|자유구역청|교육청|개발청|소방본부|세무서)))");
  static const Pattern sure(
      R"((?:대학원대학교|대학교|학회|진흥원|거래소|연구원|지방\p{Hangul}{2,8}청|자유구역청)$|^(?:국가|한국|중앙|국립|대통령직속)\p{Hangul}{2,12}(?:위원회|표준원|평가원|관리원|안전원|인증원|공단)$)");
  static const Pattern plain(
      R"(^(?:이사회|운영|심의|전문|특별|집행|산하|정부출연|국책|민간|소속|해당|관련|주요|각종|선임|책임|수석)(?:위원회|연구원|연구소|협회)?)");
  const auto bodies = has_body ? body.find_all(shown) : std::vector<PatternMatch>();
  for (const PatternMatch& match : bodies) {
    const std::string_view name = match.text(shown, 0);
    if (touches(listed, match.bytes) || plain.found_in(name)) continue;
    if (count_code_points(name) < 5) continue;
    out.push_back({{block, match.bytes}, "Agency", "suffix"});
    if (sure.found_in(name)) out.push_back({{block, match.bytes}, "Agency", "kind-of-body"});
  }
}

}  // namespace sarye
