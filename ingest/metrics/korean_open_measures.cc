#include "ingest/metrics/korean_open_measures.h"

#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/metrics/korean_figures.h"

namespace sarye {
namespace {

constexpr std::size_t kDeedReach = 90;  // bytes behind a figure in which its verb stands
constexpr std::size_t kNounReach = 45;  // bytes of a noun and its particle in front of a figure
constexpr int kMostDeedWords = 6;       // between an amount and what is done with it
constexpr std::size_t kFrontOfCompound = 9;  // bytes of 시설 in 시설투자
constexpr std::size_t kBehindCompound = 6;   // bytes of a particle behind it
constexpr std::size_t kShortestNoun = 3;     // characters of a noun that is a measure by its ending

// What is done with an amount of money, by the beginning of the word that says so.
struct Deed {
  std::string_view word;
  std::string_view measure;
};
constexpr std::array<Deed, 27> kDeeds = {{{"투자유치", "funds raised"},
                                          {"유치", "funds raised"},
                                          {"조달", "funds raised"},
                                          {"투자", "investment"},
                                          {"들여", "investment"},
                                          {"들인", "investment"},
                                          {"투입", "investment"},
                                          {"쏟아", "investment"},
                                          {"출자", "investment"},
                                          {"인수", "acquisition price"},
                                          {"사들", "acquisition price"},
                                          {"매입", "acquisition price"},
                                          {"매각", "sale price"},
                                          {"팔았", "sale price"},
                                          {"팔기", "sale price"},
                                          {"넘겼", "sale price"},
                                          {"넘기", "sale price"},
                                          {"수주", "orders"},
                                          {"공급계약", "contract value"},
                                          {"계약", "contract value"},
                                          {"기술수출", "contract value"},
                                          {"기술이전", "contract value"},
                                          {"수출", "exports"},
                                          {"기부", "donation"},
                                          {"배당", "dividend"},
                                          {"과징금", "fine"},
                                          {"벌금", "fine"}}};

// How the nouns end that measure something.
constexpr std::array<std::string_view, 30> kMeasureEnds = {
    "금액",     "매출액", "비용", "가격", "단가", "잔고", "자본금", "자산",   "부채",   "예산",
    "투자금",   "사업비", "수익", "손실", "이익", "실적", "물량",   "생산량", "판매량", "용량",
    "매출총액", "인원",   "건수", "대수", "횟수", "비율", "비중",   "점유율", "규모",   "수출액"};

std::string_view take_deed_word(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

std::string_view without_bracket(std::string_view text) {
  const std::size_t close = text.find(')');
  return text.starts_with('(') && close < 60 ? text.substr(close + 1) : text;
}

bool ends_clause(std::string_view word) {
  for (const std::string_view end : {",", ".", "고", "며", "지만", "으나"}) {
    if (word.ends_with(end)) return true;
  }
  return false;
}

// 300억원을 들여 공장을, 800만달러 투자를 진행, 2800억원 규모의 공급 계약을
std::optional<KoreanMeasure> deed_behind(std::string_view body, ByteRange at) {
  std::string_view rest =
      without_bracket(body.substr(at.end, std::min(kDeedReach, body.size() - at.end)));
  if (!rest.starts_with(' ')) {
    // 300억원에서, 300억원보다: another amount beside it.
    static constexpr std::array<std::string_view, 15> kGoOn = {
        "을",     "를",   "에",   "의",     "이",     "규모",   "규모의", "어치",
        "어치의", "으로", "가량", "가량을", "규모로", "상당의", "씩"};
    if (std::ranges::find(kGoOn, take_deed_word(rest)) == kGoOn.end()) return std::nullopt;
  }
  for (int words = 0; words < kMostDeedWords && !rest.empty(); ++words) {
    const std::string_view word = take_deed_word(rest);
    for (const Deed& deed : kDeeds) {
      // 시설투자, 공급계약: at the end of a compound too.
      const std::size_t inside = word.find(deed.word);
      const bool compound = inside != std::string_view::npos && deed.word.size() >= 6 &&
                            inside <= kFrontOfCompound &&
                            word.size() - inside - deed.word.size() <= kBehindCompound;
      if (!word.starts_with(deed.word) && !compound) continue;
      const auto begin = static_cast<std::uint32_t>(word.data() - body.data());
      return KoreanMeasure{std::string(deed.measure),
                           {begin, begin + static_cast<std::uint32_t>(word.size())}};
    }
    if (ends_clause(word) || word.ends_with("은") || word.ends_with("는")) break;
  }
  return std::nullopt;
}

// 연산 2만톤, 연간 20만대 생산: what is made in a year.
std::optional<KoreanMeasure> yearly(std::string_view body, ByteRange at) {
  std::string_view before = body.substr(0, at.begin);
  while (before.ends_with(' ')) before.remove_suffix(1);
  for (const std::string_view word : {"약", "총", "최대"}) {
    if (before.ends_with(word)) before.remove_suffix(word.size());
    while (before.ends_with(' ')) before.remove_suffix(1);
  }
  // 연간 차량용 부품 800만개: what is counted stands between.
  const std::string_view far =
      before.substr(before.size() > kNounReach ? before.size() - kNounReach : 0);
  const std::size_t year = far.rfind("연간 ");
  if (year != std::string_view::npos && far.find_first_of(",.0123456789", year) == far.npos) {
    before = body.substr(0, static_cast<std::size_t>(far.data() - body.data()) + year +
                                std::string_view("연간").size());
  }
  for (const std::string_view word : {"연산", "연간", "연", "월", "월간", "하루", "일산"}) {
    if (!before.ends_with(word)) continue;
    const std::string_view front = before.substr(0, before.size() - word.size());
    if (!front.empty() && !front.ends_with(' ')) continue;
    const auto begin = static_cast<std::uint32_t>(front.size());
    const std::string_view near =
        body.substr(at.end, std::min<std::size_t>(kDeedReach, body.size() - at.end));
    std::string_view name;
    if (word == "연산" || word == "일산" ||
        contains_any_of(near, {"생산", "양산", "공장", "설비", "라인", "제조", "처리"})) {
      name = "capacity";
    } else if (contains_any_of(near, {"공급", "납품"})) {
      name = "supply";
    } else if (contains_any_of(near, {"판매", "팔"})) {
      name = "sales volume";
    }
    if (name.empty()) return std::nullopt;
    return KoreanMeasure{std::string(name),
                         {begin, begin + static_cast<std::uint32_t>(word.size())}};
  }
  return std::nullopt;
}

// 시장의 50% 이상을 차지: a share of what stands in front.
std::optional<KoreanMeasure> share_taken(std::string_view body, ByteRange at) {
  const std::string_view near =
      body.substr(at.end, std::min<std::size_t>(40, body.size() - at.end));
  for (const std::string_view word : {"차지", "점유"}) {
    const std::size_t place = near.find(word);
    if (place == std::string_view::npos || near.substr(0, place).find(',') != near.npos) continue;
    const bool market = contains_any_of(body.substr(0, at.begin), {"시장", "점유"});
    const auto begin = at.end + static_cast<std::uint32_t>(place);
    return KoreanMeasure{market ? "market share" : "share",
                         {begin, begin + static_cast<std::uint32_t>(word.size())}};
  }
  return std::nullopt;
}

// 수주잔고는 3조원, 계약금액 120억원: the noun in front, where it is of those that measure.
std::optional<KoreanMeasure> measure_before(std::string_view body, ByteRange at) {
  std::string_view front = body.substr(0, at.begin);
  if (front.size() > kNounReach) front.remove_prefix(front.size() - kNounReach);
  while (front.ends_with(' ')) front.remove_suffix(1);
  for (const std::string_view word : {"약", "총", "모두", "최대", "무려", "각각"}) {
    if (front.ends_with(" " + std::string(word))) front.remove_suffix(word.size());
    while (front.ends_with(' ')) front.remove_suffix(1);
  }
  std::string_view noun = front.substr(front.rfind(' ') + 1);
  for (const std::string_view particle : {"은", "는", "이", "가", "도"}) {
    if (!noun.ends_with(particle)) continue;
    noun.remove_suffix(particle.size());
    break;
  }
  const bool measures =
      std::ranges::any_of(kMeasureEnds, [&](std::string_view end) { return noun.ends_with(end); });
  if (!measures || count_code_points(noun) < kShortestNoun || noun.starts_with('(')) {
    return std::nullopt;
  }
  const auto begin = static_cast<std::uint32_t>(noun.data() - body.data());
  return KoreanMeasure{std::string(noun), {begin, begin + static_cast<std::uint32_t>(noun.size())}};
}

}  // namespace

std::optional<KoreanMeasure> korean_open_measure(std::string_view body, ByteRange at,
                                                 const Quantity& figure) {
  if (at.begin > at.end || at.end > body.size()) return std::nullopt;
  if (!figure.currency.empty()) {
    if (auto found = measure_before(body, at)) return found;
    return deed_behind(body, at);
  }
  if (figure.unit == "percent") return share_taken(body, at);
  if (figure.unit == "times" || figure.unit == "percentage points") return std::nullopt;
  if (auto found = yearly(body, at)) return found;
  return measure_before(body, at);
}

}  // namespace sarye
