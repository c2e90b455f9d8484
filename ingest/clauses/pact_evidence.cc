// Korean: who signs a pact with a firm that is known is a firm: 가람전자는 새벽과 업무협약을
// 맺었다.
#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/korean_nouns.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestPartner = 3;  // characters
constexpr std::size_t kLongestPartner = 12;

// Ends of words that name no firm, whoever they sign with.
constexpr std::array<std::string_view, 26> kNoFirm = {
    "대학교", "대학", "학교", "병원", "정부", "부처", "협회", "재단",   "연구원",
    "연구소", "학회", "조합", "노조", "시청", "도청", "기관", "위원회", "공단",
    "센터",   "국가", "양사", "각사", "고객", "주주", "이들", "지자체"};

bool names_no_firm(std::string_view word, const KoreanNouns& nouns) {
  return nouns.is_actor(word) ||
         std::any_of(kNoFirm.begin(), kNoFirm.end(),
                     [&](std::string_view end) { return word.ends_with(end); });
}

bool has_firm_with(std::string_view sentence, std::uint32_t begin,
                   const std::vector<ListedHit>& listed, ByteRange within, const JosaTable& josa,
                   bool partner) {
  return std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
    if (!within.contains(hit.span.bytes) || !hit.entry->key.starts_with("firm:")) return false;
    const std::string_view behind = sentence.substr(hit.span.bytes.end - begin);
    std::size_t end = 0;
    while (end < behind.size()) {
      std::size_t next = end;
      if (script_of(decode(behind, next)) != Script::Hangul) break;
      end = next;
    }
    const std::string_view particle = behind.substr(0, end);
    if (partner) return particle == "와" || particle == "과";
    const Josa* known = josa.find(particle);
    return known != nullptr && (known->role == JosaRole::Subject || known->role == JosaRole::Topic);
  });
}

}  // namespace

void pact_evidence(const AnnotatedText& text, std::uint32_t block,
                   const std::vector<ListedHit>& listed, const KoreanNouns& nouns,
                   const Resources& resources, std::vector<NameEvidence>& out) {
  static const LiteralFinder pact({"업무협약", "업무 협약", "양해각서", "MOU", "합작법인",
                                   "공급계약", "공급 계약", "라이선스 계약", "전략적 제휴",
                                   "업무제휴", "파트너십 계약", "위탁생산 계약", "기술이전 계약"});
  const std::string_view shown = text.blocks[block].text;
  if (!pact.any_in(shown)) return;
  const JosaTable& josa = resources.josa();
  for (const Sentence& sentence : text.sentences) {
    if (sentence.span.block != block) continue;
    const ByteRange at = sentence.span.bytes;
    const std::string_view words = shown.substr(at.begin, at.size());
    if (!pact.any_in(words)) continue;
    for (std::uint32_t place = at.begin; place < at.end;) {
      std::size_t next = place;
      const Script script = script_of(decode(shown, next));
      if (script != Script::Hangul) {
        place = static_cast<std::uint32_t>(next);
        continue;
      }
      const ByteRange word = korean_word(shown, place);
      place = std::max(word.end, static_cast<std::uint32_t>(next));
      const std::string_view whole = shown.substr(word.begin, word.size());
      const std::string_view stem = without_josa(whole, josa);
      const std::string_view particle = whole.substr(stem.size());
      const std::size_t size = count_code_points(stem);
      if (size < kShortestPartner || size > kLongestPartner || names_no_firm(stem, nouns)) continue;
      const ByteRange name{word.begin, word.begin + static_cast<std::uint32_t>(stem.size())};
      const bool known = std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
        return hit.span.bytes.overlaps(name);
      });
      if (known || !pact.any_in(shown.substr(name.end, at.end - name.end))) continue;
      const Josa* role = josa.find(particle);
      const bool with = particle == "와" || particle == "과";
      const bool subject =
          role != nullptr && (role->role == JosaRole::Subject || role->role == JosaRole::Topic);
      const ByteRange other = with ? ByteRange{at.begin, name.begin} : ByteRange{name.end, at.end};
      if ((!with && !subject) || !has_firm_with(words, at.begin, listed, other, josa, subject)) {
        continue;
      }
      out.push_back({{block, name}, "Firm", "pact"});
      out.push_back({{block, name}, "Firm", "partner", false, false});
    }
  }
}

}  // namespace sarye
