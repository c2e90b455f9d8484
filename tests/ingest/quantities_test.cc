#include "ingest/metrics/quantities.h"

#include "ingest/metrics/table_numbers.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

// "value unit" of every quantity, for reading at a glance.
std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> out;
  for (const Quantity& q : Quantities::find(text)) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.10g ", q.value);
    out.push_back(buffer + q.unit);
  }
  return out;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Korean numbers add up their scales", "[quantities]") {
  CHECK(found("매출은 3조 2천억원이었다") == Texts{"3.2e+12 KRW"});
  CHECK(found("128억5000만 달러를 들여") == Texts{"1.285e+10 USD"});
  CHECK(found("가입자 1520만명") == Texts{"15200000 people"});
  CHECK(found("전년 대비 7.5% 늘어") == Texts{"7.5 percent"});
}

TEST_CASE("Chinese numbers scale by 万 and 亿 in both scripts", "[quantities]") {
  CHECK(found("营收达到1234亿元") == Texts{"1.234e+11 CNY"});
  CHECK(found("投資新台幣300億元").empty() == false);
  CHECK(found("營收2,710十億韓元") == Texts{"2.71e+12 KRW"});
  CHECK(found("交付了4.5万辆") == Texts{"45000 units"});
}

TEST_CASE("English money has its currency before or behind", "[quantities]") {
  CHECK(found("raised US$1.5 billion in May") == Texts{"1500000000 USD"});
  CHECK(found("€300 million") == Texts{"300000000 EUR"});
  CHECK(found("a share of 12 percent") == Texts{"12 percent"});
  CHECK(Quantities::find("4.14 million cars").at(0).value == 4140000);
}

TEST_CASE("Codes and signs of currencies stand close or apart, scales as letters behind them",
          "[quantities]") {
  CHECK(found("paid EUR39.5 billion") == Texts{"3.95e+10 EUR"});
  CHECK(found("paid EUR 39.5 billion") == Texts{"3.95e+10 EUR"});
  CHECK(found("a loss of A$2.35bn") == Texts{"2350000000 AUD"});
  CHECK(found("cost $340M, then £71m") == Texts{"340000000 USD", "71000000 GBP"});
  CHECK(found("a profit of Rs 640 crore") == Texts{"6400000000 INR"});
  CHECK(found("revenue of HK $7.2 billion") == Texts{"7200000000 HKD"});
  CHECK(found("61 cents per share") == Texts{"0.61 USD"});
  CHECK(found("a $5 metre rule, $5 million") == Texts{"5 USD", "5000000 USD"});
  CHECK(found("ABCEUR39 and X5 billion").empty());
}

TEST_CASE("A number without a unit is no quantity", "[quantities]") {
  CHECK(found("모델 V3와 R1, 그리고 GPT-4").empty());
  CHECK(found("figure 12 shows").empty());
}

TEST_CASE("Money is kept in millions from 100,000 on", "[quantities]") {
  CHECK(canonical_quantity(96.47e9, "USD", true).value == 96470);
  CHECK(canonical_quantity(96.47e9, "USD", true).unit == "USD million");
  CHECK(canonical_quantity(2.15, "USD", true).unit == "USD");
}

TEST_CASE("Unit lines give unit and scale", "[quantities]") {
  CHECK(read_unit("(단위: 백만 달러)").unit == "USD");
  CHECK(read_unit("(단위: 백만 달러)").scale == 1e6);
  CHECK(read_unit("单位：亿元").scale == 1e8);
  CHECK(read_unit("（新台幣億元）").unit == "TWD");
  CHECK(read_unit("（新台幣億元）").scale == 1e8);
  CHECK(read_unit("in millions of US dollars").scale == 1e6);
  CHECK(read_unit("(단위: %)").unit == "percent");
}

TEST_CASE("Cells read signs and brackets, and nothing else", "[quantities]") {
  CHECK(read_cell("-4,321") == -4321);
  CHECK(read_cell("(4,321)") == -4321);
  CHECK(read_cell("△15") == -15);
  CHECK(read_cell("12,345(48%)") == 12345);
  CHECK_FALSE(read_cell("n/a").has_value());
  CHECK_FALSE(read_cell("3개 부문").has_value());
}
