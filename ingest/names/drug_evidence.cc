// Drugs by the stems of their international names: velzatinib, 벨자티닙. The Chinese ones are found
// with the other Chinese goods.
#include <algorithm>

#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

bool is_known(const std::vector<ListedHit>& listed, ByteRange range) {
  return std::any_of(listed.begin(), listed.end(),
                     [&](const ListedHit& hit) { return hit.span.bytes.overlaps(range); });
}

}  // namespace

void drug_evidence(const AnnotatedText& text, std::uint32_t block,
                   const std::vector<ListedHit>& listed, const KoreanPlainWords& plain,
                   const JosaTable& josa, std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  if (text.blocks[block].language == Language::Korean) {
    // 항암 신약 벨로넥스가: a word that no plain words make up behind a noun for drugs.
    static const LiteralFinder nouns({"신약 ", "치료제 ", "항암제 ", "비만약 ", "백신 ", "시밀러 ",
                                      "복제약 ", "주사제 ", "톡신 "});
    static const Pattern named(
        R"((?:신약|치료제|항암제|비만약|백신|시밀러|복제약|주사제|톡신) (\p{Hangul}{3,9}))");
    const auto matches = nouns.any_in(shown) ? named.find_all(shown) : std::vector<PatternMatch>();
    for (const PatternMatch& match : matches) {
      ByteRange range = *match.groups[0];
      const std::string_view name = without_josa(match.text(shown, 0), josa);
      if (name.size() == range.size() || count_code_points(name) < 3) continue;
      range.end = range.begin + static_cast<std::uint32_t>(name.size());
      if (is_known(listed, range) || plain.contains(name) || plain.explain(name)) continue;
      out.push_back({{block, range}, "Product", "drug", true, true});
    }
  }
  static const LiteralFinder stems(
      {"mab",      "tinib",   "fenib",    "ciclib",     "parib",     "sertib",  "lisib",
       "zomib",    "glutide", "patide",   "gliptin",    "gliflozin", "glipron", "sartan",
       "vastatin", "prazan",  "prazole",  "gravir",     "previr",    "buvir",   "rasib",
       "xaban",    "gepant",  "orexant",  "tercept",    "tacept",    "맙",      "티닙",
       "페닙",     "시클립",  "파립",     "글루타이드", "파타이드",  "글립틴",  "글리플로진",
       "글리프론", "사르탄",  "바스타틴", "프라잔",     "프라졸",    "사반",    "라십"});
  if (!stems.any_in(shown)) return;
  static const Pattern english(
      R"(\b([a-z]{2,14}(?:mab|tinib|fenib|ciclib|parib|sertib|lisib|zomib|glutide|patide|gliptin|gliflozin|glipron|sartan|vastatin|prazan|prazole|gravir|previr|buvir|rasib|xaban|gepant|orexant|tercept|tacept)(?: vedotin| deruxtecan| tirumotecan| rezetecan| govitecan)?)\b)");
  static const Pattern korean(
      R"((\p{Hangul}{1,8}(?:[주시투리루누네로조퓨키두레무]맙|티닙|페닙|시클립|파립|글루타이드|파타이드|글립틴|글리플로진|글리프론|사르탄|바스타틴|프라잔|프라졸|사반|라십)(?: 베도틴| 데룩스테칸| 티루모테칸)?))");
  const bool is_korean = text.blocks[block].language == Language::Korean;
  for (const PatternMatch& match : (is_korean ? korean : english).find_all(shown)) {
    const ByteRange range = *match.groups[0];
    if (is_known(listed, range)) continue;
    if (is_korean) {
      if (count_code_points(match.text(shown, 0)) < 4 || !korean_begin(shown, range.begin) ||
          !korean_ending(shown, range, josa)) {
        continue;
      }
    } else if (!latin_borders(shown, range)) {
      continue;
    }
    out.push_back({{block, range}, "Product", "drug", true, true});
  }
}

}  // namespace sarye
