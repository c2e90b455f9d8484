// Whose a Korean figure is, of which measure and of what time.
#include <algorithm>

#include "tests/ingest/extracted.h"

using namespace sarye;
using namespace sarye::test;

namespace {

using FigureLines = std::vector<std::string>;

// "firm: measure value unit, period" of every observation of a firm, sorted.
FigureLines korean_figures(const std::string& text) {
  const DocumentTruth truth = extracted(text + "\n");
  FigureLines out;
  for (const LocalAssertion& assertion : truth.assertions) {
    if (assertion.family != "OBSERVED_FOR") continue;
    const LocalEntity& metric = truth.entities[assertion.subject];
    std::string line = truth.entities[assertion.object].key + ": " + figure_text(metric);
    const auto period = metric.properties.find("period");
    if (period != metric.properties.end()) line += ", " + period->second.text;
    out.push_back(std::move(line));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("Korean figures behind 각각 go to the measures or firms in their order", "[ingest]") {
  CHECK(korean_figures("네이버의 2024년 매출과 영업이익은 각각 10조7377억원, 1조9793억원이다.") ==
        FigureLines{"naver: operating income 1979300 KRW million, 2024",
                    "naver: revenue 10737700 KRW million, 2024"});
  CHECK(korean_figures("네이버와 카카오는 2024년 각각 10조원, 7조원의 매출을 기록했다.") ==
        FigureLines{"kakao: revenue 7000000 KRW million, 2024",
                    "naver: revenue 10000000 KRW million, 2024"});
  CHECK(korean_figures("네이버는 2024년 매출 10조원, 영업이익 2조원으로 전년 대비 각각 11%, "
                       "32.9% 늘었다.") ==
        FigureLines{"naver: operating income 2000000 KRW million, 2024",
                    "naver: operating income growth 32.9 percent, 2024",
                    "naver: revenue 10000000 KRW million, 2024",
                    "naver: revenue growth 11 percent, 2024"});
}

TEST_CASE("A Korean figure without a firm is of the firm spoken of before", "[ingest]") {
  CHECK(korean_figures("네이버는 2024년 매출 10조원을 기록했다. 이는 전년 동기 대비 11% 늘어난 "
                       "수치다. 영업이익은 2조원으로 5% 줄었다.") ==
        FigureLines{"naver: operating income 2000000 KRW million, 2024",
                    "naver: operating income growth -5 percent, 2024",
                    "naver: revenue 10000000 KRW million, 2024",
                    "naver: revenue growth 11 percent, 2024"});
  CHECK(korean_figures("네이버는 신사옥을 열었다. 국내 광고 시장 매출은 15조원이다.").empty());
}

TEST_CASE("A Korean figure is not of a firm compared with, a firm left out or a bracket of another",
          "[ingest]") {
  CHECK(korean_figures("네이버의 2024년 매출은 카카오보다 많은 10조원이다.") ==
        FigureLines{"naver: revenue 10000000 KRW million, 2024"});
  CHECK(korean_figures("네이버(매출 10조원), A사(매출 3조원)의 2024년 실적이다.") ==
        FigureLines{"naver: revenue 10000000 KRW million, 2024"});
}

TEST_CASE("A part of a measure and an amount in another currency are no figures of it",
          "[ingest]") {
  CHECK(korean_figures("네이버의 이번 계약은 2024년 매출액 대비 4.4% 규모다.").empty());
  CHECK(korean_figures("네이버는 2024년 매출 70억달러(약 10조원)를 올렸다.") ==
        FigureLines{"naver: revenue 7000 USD million, 2024"});
}

TEST_CASE("What a Korean figure is compared with is not its time; 누적 is from January on",
          "[ingest]") {
  CHECK(korean_figures("네이버의 2024년 3분기 누적 매출은 7조원으로 2023년보다 9% 늘었다.") ==
        FigureLines{"naver: revenue 7000000 KRW million, 2024-Q1-Q3",
                    "naver: revenue growth 9 percent, 2024-Q1-Q3"});
}

TEST_CASE("Thousands before a Korean scale are of that scale", "[ingest]") {
  CHECK(korean_figures("네이버의 2024년 매출은 6천402억원이다.") ==
        FigureLines{"naver: revenue 640200 KRW million, 2024"});
  CHECK(korean_figures("네이버의 2024년 매출은 10조7천377억원이다.") ==
        FigureLines{"naver: revenue 10737700 KRW million, 2024"});
}

TEST_CASE("A Korean figure is of the firm that 이 회사 means, not of whom it supplies",
          "[ingest]") {
  CHECK(korean_figures("네이버는 새 사옥을 지었다. 삼성전자 등에 납품하는 이 회사는 2024년 매출 "
                       "2000억원을 기록했다.") ==
        FigureLines{"naver: revenue 200000 KRW million, 2024"});
  CHECK(korean_figures("네이버는 2024년 ‘카카오’에 300억원을 투자했다.") ==
        FigureLines{"naver: investment 30000 KRW million, 2024"});
}

TEST_CASE("Words around a Korean figure tell measures that no list has", "[ingest]") {
  CHECK(korean_figures("네이버는 2024년 300억원을 들여 새 공장을 지었다.") ==
        FigureLines{"naver: investment 30000 KRW million, 2024"});
  CHECK(korean_figures("네이버는 2024년 연간 2000t 규모의 소재를 생산한다.") ==
        FigureLines{"naver: capacity 2000 tonnes, 2024"});
  CHECK(korean_figures("네이버는 2024년 국내 검색 시장의 60%를 차지했다.") ==
        FigureLines{"naver: market share 60 percent, 2024"});
  CHECK(korean_figures("네이버의 2024년 말 약정금액은 3조원이다.") ==
        FigureLines{"naver: 약정금액 3000000 KRW million, 2024"});
  CHECK(korean_figures("네이버는 2024년 연간 차량용 부품 800만개를 생산한다.") ==
        FigureLines{"naver: capacity 8000000 count, 2024"});
  CHECK(korean_figures("네이버는 2024년 ‘카카오’에도 연간 5만대를 공급했다.") ==
        FigureLines{"naver: supply 50000 units, 2024"});
  CHECK(korean_figures("네이버는 2024년 2800억원 규모의 공급 계약을 따냈다.") ==
        FigureLines{"naver: contract value 280000 KRW million, 2024"});
  CHECK(korean_figures("네이버는 2024년 300억원에서 시작했다.").empty());
  CHECK(korean_figures("한 투자회사가 300억원을 투자한 데 이어 네이버가 나섰다.").empty());
  CHECK(korean_figures("300억원을 들여 네이버로부터 지분을 인수했다.").empty());
}
