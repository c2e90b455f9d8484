// Korean: words that no plain words make up, where the sentence shows a firm: who heads it, what it
// earns, who buys it, what kind of firm it is.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/korean.h"
#include "ingest/language/korean_plain.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/discovered_names.h"
#include "ingest/names/korean_firm_words.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestCoined = 16;  // characters
constexpr std::size_t kBytesInFront = 90;   // bytes in front that may say what kind of firm it is
constexpr std::size_t kBytesBehind = 330;   // bytes behind that may say what it does

struct ShownSign {
  std::string_view name;
  bool anchor;
};

// What stands in front: 제지업체 X, 자회사인 ‘X’.
const Pattern& kind_in_front() {
  static const Pattern pattern(
      R"((?:자회사|계열사|관계사|합작사|합작법인|모회사|손자회사|협력사|경쟁사|고객사|거래처|스타트업|벤처|벤처기업|업체|기업|회사|법인|제조사|운영사|개발사|공급사|판매사|유통사|제약사|조선사|철강사|통신사|해운사|항공사|건설사|시공사|시행사|증권사|보험사|카드사|게임사|물류사|투자사|운용사|주관사|기획사|제작사|배급사|여행사|출판사|정유사|화학사|부품사|바이오텍|사모펀드|벤처캐피탈|벤처캐피털|프랜차이즈|공룡|유니콘|대주주인|최대주주인|브랜드인)(?:인|이자|였던)?\s+[‘'“"]?$|(?:기업|업체|회사|강자|주자)(?:으로|로)\s(?:꼽히는|꼽히던|꼽힌|불리는|불리던|알려진|평가받는|통하는)\s+[‘'“"]?$)");
  return pattern;
}

// 업계 1위 X: of firms as well as of what they sell.
const Pattern& rank_in_front() {
  static const Pattern pattern(
      R"((?:업계|시장|국내|세계|점유율)\s?[0-9]위(?:인|이자)?\s+[‘'“"]?$)");
  return pattern;
}

// 사명을 ‘X, (옛 X, 전신인 X.
const Pattern& renamed_in_front() {
  static const Pattern pattern(
      R"((?:[(（]\s?(?:옛|구|현|舊|前)[, ]?\s?|(?:사명을|상호를|전신인|전신은|법인명|옛 이름은)\s)[‘'“"]?$)");
  return pattern;
}

// X(대표 …), X㈜(대표이사 …).
const Pattern& head_in_brackets() {
  static const Pattern pattern(
      R"(^[’'”"]?\s?(?:㈜|\(주\)|（주）)?\s?[(（](?:공동|각자)?(?:대표이사|대표|최고경영자|CEO)[ ,·:])");
  return pattern;
}

const Pattern& office_behind() {
  static const Pattern pattern(
      R"(^[’'”"]?(?:의)?\s(?:신임 |전 |현 |초대 )?(?:관계자|대표이사|대표|CEO|회장|부회장|사장|부사장|최고경영자|창업자|창업주|경영진|임직원|이사회)(?:[은는이가의도을를와과인,)\s]|$))");
  return pattern;
}

// X 김가람 대표는: the surname is looked at by the caller.
const Pattern& person_behind() {
  static const Pattern pattern(
      R"(^\s([\p{Hangul}]{3})\s(?:[\p{Hangul}A-Za-z]{2,8}\s)?(?:대표이사|대표|회장|부회장|사장|부사장|전무|상무|이사|본부장|연구소장|팀장)(?:[은는이가의도을를와과,\s]|$))");
  return pattern;
}

const Pattern& figures_behind() {
  static const Pattern pattern(
      R"(^[’'”"]?(?:의|은|는)?\s(?:(?:지난해|작년|올해|상반기|하반기|[1-4]분기|연간|연|예상|연결|기준|신용|보통주|전체|국내|해외)\s){0,3}(?:매출|매출액|영업이익|영업손실|주가|시가총액|시총|당기순이익|순이익|순손실|최대주주|대주주|자회사|계열사|수주잔고|수주액|모회사|신용등급|주식|(?:미국|영국|중국|일본|유럽|독일|베트남|인도|현지|북미)\s?법인)(?:[은는이가의도을를와과로인,\s]|$|\s?[0-9])|^[(（](?:매출|매출액|영업이익|시가총액|순이익|당기순이익)[ 은는이가,])");
  return pattern;
}

const Pattern& deal_behind() {
  static const Pattern pattern(
      R"(^[’'”"]?(?:(?:을|를)\s(?:\S+\s){0,1}?(?:인수|합병|흡수합병|매각|설립|출범|창업|계열사로|자회사로|편입|분사|흡수|사들)|의\s(?:인수|합병|매각|상장|자회사|계열사|전신|모회사)|(?:에\s대해|에\s대한|의)\s(?:\S+\s)?(?:상장\s?폐지|거래\s?정지|상장예비심사|투자의견|목표주가)|\s(?:인수|합병|매각|지분|경영권)(?:[은는이가를을에와과전설·,\s]|$)|(?:에|에게|으로|로)\s(?:\S+\s){0,1}?(?:매각|인수|피인수|팔렸|팔린|넘어갔|넘겼|흡수합병)|(?:으로|로)부터\s(?:\S+\s){0,3}?(?:투자|인수|수주|납품|공급)|(?:와|과)(?:의)?\s(?:\S+\s){0,3}?(?:손잡|손을 잡|합병|합작|제휴|업무협약|공급계약|공급 계약|양해각서|MOU|파트너십|라이선스|기술이전|기술수출|독점|분할|분리)))");
  return pattern;
}

// What is told of a word that is a subject or a topic: X는 …, X(…)가 ….
struct Told {
  std::size_t begin = 0;   // behind the particle and its space
  bool bracketed = false;  // a bracket stands between the word and its particle
  bool topic = false;      // 은, 는
};

std::optional<Told> told_of_subject(std::string_view behind) {
  static const Pattern subject(R"(^[’'”"]?(\s?[(（][^()（）]{1,40}[)）])?(?:(은|는)|이|가)\s)");
  const auto match = subject.find(behind);
  if (!match) return std::nullopt;
  return Told{match->bytes.end, match->has(0), match->has(1)};
}

// Where the last of `most` characters from `begin` on ends, or the sentence: full stops in numbers
// are a character with the digit behind them.
std::size_t reach_in_sentence(std::string_view text, std::size_t begin, std::size_t most) {
  std::size_t at = begin;
  for (std::size_t count = 0; count < most && at < text.size(); ++count) {
    if (text[at] == '.') {
      if (at + 1 >= text.size() || text[at + 1] < '0' || text[at + 1] > '9') break;
      at += 2;
      continue;
    }
    std::size_t next = at;
    if (decode(text, next) == U'。') break;
    at = next;
  }
  return at;
}

constexpr std::size_t kToNoun = 110;  // characters from the particle to what the word is called
constexpr std::size_t kToVerb = 130;  // and to what it does

// X는 …하는 회사다, X는 … 스타트업으로,
bool called_company(std::string_view behind, const std::optional<Told>& told) {
  if (!told || !told->topic) return false;
  static const LiteralFinder nouns({"기업", "업체", "회사", "스타트업", "제조사", "운용사", "법인",
                                    "제약사", "전문점", "계열사", "자회사", "벤처", "체인"});
  static const Pattern copula(
      R"(^(?:기업|업체|회사|스타트업|제조사|운용사|법인|제약사|전문점|계열사|자회사|벤처|체인)(?:이다|다|로서|로|으로|이며|이자|였다|입니다)(?:[.,\s]|$))");
  const std::size_t reach = reach_in_sentence(behind, told->begin, kToNoun);
  bool called = false;
  nouns.each(behind, [&](std::size_t, std::size_t begin) {
    called =
        called || (begin >= told->begin && begin <= reach && copula.found_in(behind.substr(begin)));
  });
  return called;
}

// Whether one of `verbs` begins within reach of the particle.
bool does_one_of(const LiteralFinder& verbs, std::string_view behind,
                 const std::optional<Told>& told) {
  if (!told) return false;
  const std::size_t reach = reach_in_sentence(behind, told->begin, kToVerb) - told->begin;
  bool does = false;
  verbs.each(behind.substr(told->begin),
             [&](std::size_t, std::size_t begin) { does = does || begin <= reach; });
  return does;
}

const LiteralFinder& actor_verbs() {
  static const LiteralFinder verbs(
      {"출시했",   "출시한다", "출시할",   "인수했",   "인수한다", "인수한",   "체결했",
       "체결한",   "매각했",   "수주했",   "수주한",   "설립했",   "설립한",   "합병했",
       "상장했",   "상장한",   "상장을",   "증설",     "공급한다", "공급했",   "공급하는",
       "생산한다", "생산하는", "생산했",   "납품",     "양산",     "운영하는", "운영한다",
       "개발했",   "개발한",   "개발하는", "판매하는", "판매한다", "출범했",   "공시했",
       "투자했",   "투자한",   "도입했",   "입점",     "선보였",   "선보인다", "내놨",
       "내놓았",   "론칭",     "준공했",   "착공했",   "법정관리", "기업회생", "제조하는",
       "제조한다", "유치했",   "영업이익", "영업손실", "흑자전환", "적자"});
  return verbs;
}

// What firms do and persons hardly: supply, produce, list their shares.
const LiteralFinder& maker_verbs() {
  static const LiteralFinder verbs(
      {"출시했",   "출시한다", "출시하며", "수주했", "수주한",   "상장했",     "상장한",
       "상장을",   "증설",     "공급한다", "공급했", "공급하는", "공급하기로", "생산한다",
       "생산하는", "생산했",   "납품",     "양산",   "입점",     "론칭",       "시공한",
       "시공했",   "제조하는", "제조한다", "손잡",   "유치했",   "영업이익",   "영업손실",
       "흑자전환", "기업회생", "법정관리"});
  return verbs;
}

// A headline of a firm's: X, 2천억 규모 수주.
const Pattern& business_behind() {
  static const Pattern pattern(
      R"(^[’'”"]?,[^\n]{0,90}?(?:수주|매출|계약|출시|인수|투자|상장|흑자|적자|실적|영업이익|영업익|공급|매각|증설|공장|수출|출범|합병|특허|신제품|협약|MOU|업무협약|유치|임상|허가|납품|가맹점))");
  return pattern;
}

const Pattern& renamed_behind() {
  static const Pattern pattern(
      R"(^[’'”"]?(?:\s?[(（](?:옛|구|현|舊|前)[ ,.]|(?:으로|로)\s(?:사명|회사명|상호|법인명|간판))");
  return pattern;
}

// What stands behind a bracket at the beginning: behind 가람텍(Garamtec).
std::string_view behind_bracket(std::string_view text) {
  constexpr std::size_t kLongestBracket = 80;
  if (!text.starts_with("(")) return text;
  const std::size_t close = text.find(')');
  return close < kLongestBracket ? text.substr(close + 1) : text;
}

// What the stem of a word says without its particle.
CoinedWord coined_word(std::string_view word, std::string_view stem,
                       const KoreanPlainWords& plain) {
  CoinedWord out;
  out.stem = static_cast<std::uint32_t>(stem.size());
  out.hangul = count_scripts(word)[Script::Hangul] != 0;
  out.size = count_code_points(stem);
  out.bare_form = stem == "유한공사" || stem == "유한회사";
  if (!out.hangul || out.size < 2 || out.size > kLongestCoined ||
      (stem.front() >= '0' && stem.front() <= '9') || names_no_korean_firm(stem) ||
      reads_as_korean_verb(stem, word.substr(stem.size())) || plain.contains(stem)) {
    return out;
  }
  out.coined = !plain.explain(stem);
  out.company = ends_like_company(stem, plain);
  const bool placed = !out.coined && is_placed_company(stem);
  out.possible = out.coined || out.company || placed;
  // 계측설비: a plain noun that no firms end in says more of the word than two strange syllables.
  out.telling = (out.coined && out.size >= 3 && !ends_in_plain_thing(stem, plain)) || placed;
  return out;
}

// A name that ends in 라 and 는, not X라는 회사.
bool is_quoted_name(std::string_view particle, std::string_view behind) {
  static const Pattern quoted(
      R"(^\s(?:회사|업체|기업|이름|곳|스타트업|법인|브랜드|것|점|말|뜻|의미|사명|이유))");
  constexpr std::string_view kQuote = "라는";
  return particle == kQuote && !quoted.found_in(behind);
}

// 가람 광저우 유한공사: a legal form that stands as a word, and the place in front of it.
void legal_form_word(std::string_view shown, std::uint32_t block, ByteRange word,
                     const std::vector<ListedHit>& listed, const KoreanPlainWords& plain,
                     std::vector<NameEvidence>& out) {
  static const Pattern front(R"(([\p{Hangul}A-Za-z0-9&]{2,16})(?:\s[\p{Hangul}]{2,4})?\s$)");
  constexpr std::size_t kFarthest = 90;
  const std::size_t from = word.begin > kFarthest ? word.begin - kFarthest : 0;
  std::string_view near = shown.substr(from, word.begin - from);
  std::size_t cut = 0;
  while (cut < near.size() && (static_cast<unsigned char>(near[cut]) & 0xC0) == 0x80) ++cut;
  near.remove_prefix(cut);
  const auto match = front.find(near);
  if (!match) return;
  const auto begin = static_cast<std::uint32_t>(from + cut + match->groups[0]->begin);
  const auto end = static_cast<std::uint32_t>(from + cut + match->groups[0]->end);
  const bool known = std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
    return hit.span.bytes == ByteRange{begin, end};
  });
  if (!known && plain.explain(shown.substr(begin, end - begin))) return;
  const auto form = static_cast<std::uint32_t>(std::string_view("유한공사").size());
  out.push_back({{block, {begin, word.begin + form}}, "Firm", "legal-form", true});
}

bool is_known_company(const ListedHit& hit) {
  return hit.entry->key.starts_with("firm:");
}

}  // namespace

void coined_evidence(const AnnotatedText& text, std::uint32_t block,
                     const std::vector<ListedHit>& listed, const KoreanPlainWords& plain,
                     const Resources& resources, ByWord<CoinedWord>& words,
                     std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  for (std::size_t at = 0; at < shown.size();) {
    std::size_t next = at;
    const Script script = script_of(decode(shown, next));
    if (script != Script::Hangul && script != Script::Latin && script != Script::Digit) {
      at = next;
      continue;
    }
    const ByteRange word = korean_name_word(shown, static_cast<std::uint32_t>(at));
    at = std::max<std::size_t>(word.end, next);
    const std::string_view whole = shown.substr(word.begin, word.size());
    CoinedWord known = words.of(whole, [&](std::string_view one) {
      return coined_word(one, without_name_particle(one, resources.josa()), plain);
    });
    if (!known.hangul) continue;
    if (is_quoted_name(whole.substr(known.stem), shown.substr(word.end))) {
      constexpr std::string_view kRa = "라";
      known = coined_word(whole, whole.substr(0, known.stem + kRa.size()), plain);
    }
    const std::string_view stem = whole.substr(0, known.stem);
    const std::string_view particle = whole.substr(stem.size());
    const std::size_t size = known.size;
    if (known.bare_form) {
      legal_form_word(shown, block, word, listed, plain, out);
      continue;
    }
    if (size < 2 || size > kLongestCoined || (stem.front() >= '0' && stem.front() <= '9')) continue;
    const Span span{block, {word.begin, word.begin + static_cast<std::uint32_t>(stem.size())}};
    const ListedHit* inside = nullptr;
    bool taken = false;
    for (const ListedHit& hit : listed) {
      if (!hit.span.bytes.overlaps(span.bytes)) continue;
      inside = &hit;
      taken = taken || hit.span.bytes.contains(span.bytes) ||
              hit.span.bytes.end + 3 >= span.bytes.end || hit.span.bytes.begin > span.bytes.begin;
    }
    if (taken && !(inside != nullptr && is_known_company(*inside) &&
                   goes_on_as_company(shown, inside->span.bytes.end, span.bytes.end))) {
      continue;
    }
    if (inside != nullptr && is_known_company(*inside) &&
        goes_on_as_company(shown, inside->span.bytes.end, span.bytes.end)) {
      out.push_back({span, "Firm", "family-name", true});
      continue;
    }
    if (!known.possible) continue;
    const bool company = known.company;

    const std::string_view before = shown.substr(0, word.begin);
    const std::string_view near =
        before.substr(before.size() > kBytesInFront ? before.size() - kBytesInFront : 0);
    const std::string_view behind = shown.substr(
        span.bytes.end, std::min<std::size_t>(kBytesBehind, shown.size() - span.bytes.end));
    const std::string_view said = behind_bracket(behind);
    // 업체 맞춤형 광고: a noun in front of a noun is described by both.
    static const Pattern alone(R"(^\s(?:등|및|측|역시|또한|간)(?:[,\s]|$))");
    const bool goes_on = particle.empty() && behind.starts_with(" ") && !alone.found_in(behind);
    const bool person = is_korean_person(stem);
    const std::optional<Told> told = told_of_subject(behind);
    std::vector<ShownSign> signs;
    if (company) {
      signs.push_back({"company-suffix", true});
      signs.push_back({"coined", false});
    }
    // 앱을 운영하는 누비로가
    static const Pattern runs(
        R"((?:을|를) (?:운영|개발|서비스|제조|생산|공급)(?:하는|해온|하고 있는|한) $)");
    if (!goes_on && !person && runs.found_in(near)) signs.push_back({"runs", true});
    if (!goes_on && kind_in_front().found_in(near)) {
      signs.push_back({"apposition", true});
    }
    if (!person && !goes_on && rank_in_front().found_in(near)) signs.push_back({"rank", true});
    if (renamed_in_front().found_in(near) || renamed_behind().found_in(behind)) {
      signs.push_back({"renamed", true});
    }
    if (head_in_brackets().found_in(behind)) {
      signs.push_back({"head", true});
      signs.push_back({"title", true});
    } else if (!person && office_behind().found_in(said)) {
      signs.push_back({"title", true});
    } else if (const auto head = person_behind().find(behind);
               head && is_korean_person(head->text(behind, 0))) {
      // Three syllables may be the given name of a person from abroad.
      signs.push_back({size >= 4 || company ? "title" : "person", true});
    }
    if (!person) {
      if (figures_behind().found_in(said) || figures_behind().found_in(behind)) {
        signs.push_back({"figures", true});
      }
      if (deal_behind().found_in(said)) signs.push_back({"deal", true});
      // What stands behind a bracket at the beginning has been cut for the one, not for the other.
      auto made = said.data() == behind.data() ? told : told_of_subject(said);
      if (made && made->bracketed) made.reset();
      const bool makes = does_one_of(maker_verbs(), said, made);
      if (makes || does_one_of(actor_verbs(), behind, told)) {
        signs.push_back({"actor", size >= 4 && makes});
      }
      if (heads_line(shown, span.bytes)) {
        signs.push_back({"headline", size >= 3 && business_behind().found_in(behind)});
      }
    }
    if (called_company(behind, told)) signs.push_back({"predicate", true});
    bool anchored = false;
    for (const ShownSign& sign : signs) {
      out.push_back({span, "Firm", std::string(sign.name), false, sign.anchor});
      anchored = anchored || (sign.anchor && sign.name != "rank" && sign.name != "person");
    }
    if (anchored && known.telling) out.push_back({span, "Firm", "coined", false, false});
  }
}

}  // namespace sarye
