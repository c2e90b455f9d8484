// Whose a Chinese figure is, of which measure and of what time, in both scripts.
#include <algorithm>

#include "tests/ingest/extracted.h"

using namespace sarye;
using namespace sarye::test;

namespace {

using Lines = std::vector<std::string>;

// "firm: measure value unit, period" of every observation of a firm, sorted.
Lines figures_in(const std::string& text) {
  const DocumentTruth truth = extracted(text + "\n");
  Lines out;
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

TEST_CASE("A Chinese figure without a firm is of the firm that the text goes on about",
          "[ingest]") {
  CHECK(figures_in("华为发布了2024年年报。公司实现营业收入8621亿元，同比增长22.4%。"
                   "净利润为626亿元。") == Lines{"huawei: net income 62600 CNY million",
                                                 "huawei: revenue 862100 CNY million",
                                                 "huawei: revenue growth 22.4 percent"});
  CHECK(figures_in("華為與比亞迪在2024年合作。\n\n據統計局資料，全國汽車銷量為3143萬輛。").empty());
}

TEST_CASE("Chinese figures behind 分别 go to the measures, firms or times in their order",
          "[ingest]") {
  CHECK(figures_in("华为2024年营业收入和净利润分别为8621亿元和626亿元。") ==
        Lines{"huawei: net income 62600 CNY million, 2024",
              "huawei: revenue 862100 CNY million, 2024"});
  CHECK(figures_in("华为、比亚迪2024年营收分别为8621亿元、7771亿元。") ==
        Lines{"byd: revenue 777100 CNY million, 2024", "huawei: revenue 862100 CNY million, 2024"});
  CHECK(figures_in("華為2024年毛利率為44%，分別季減1.5及年增2.5個百分點。") ==
        Lines{"huawei: gross margin 44 percent, 2024",
              "huawei: gross margin growth -1.5 percentage points, 2024",
              "huawei: gross margin growth 2.5 percentage points, 2024"});
}

TEST_CASE("A Chinese change is of the measure before it, a range and a conversion of none",
          "[ingest]") {
  CHECK(figures_in("比亚迪2024年营收同比增长29%至7771亿元，预计毛利率为18%-20%。") ==
        Lines{"byd: revenue 777100 CNY million, 2024", "byd: revenue growth 29 percent, 2024"});
  CHECK(figures_in("比亚迪2024年亏损12亿元（约1.7亿美元），较上年大幅减亏3亿元。") ==
        Lines{"byd: net loss 1200 CNY million, 2024"});
  CHECK(figures_in("比亚迪2024年销售费用同比下降7%。") ==
        Lines{"byd: selling expenses growth -7 percent, 2024"});
}

TEST_CASE("The time of a Chinese figure is not the one it is compared with", "[ingest]") {
  CHECK(figures_in("比亚迪2024年前三季度营收为5023亿元，较2023年前三季度增长19%，"
                   "净利润为252亿元，去年同期净利润为214亿元。") ==
        Lines{"byd: net income 21400 CNY million, 2023-Q1-Q3",
              "byd: net income 25200 CNY million, 2024-Q1-Q3",
              "byd: revenue 502300 CNY million, 2024-Q1-Q3",
              "byd: revenue growth 19 percent, 2024-Q1-Q3"});
  CHECK(figures_in("2024年5月6日，比亚迪公布2024年1至4月銷量達94萬輛。") ==
        Lines{"byd: sales volume 940000 units, 2024-01/2024-04"});
}

TEST_CASE("A part of what was named before keeps its measure", "[ingest]") {
  CHECK(figures_in("华为2024年营收为8621亿元，其中海外市场2500亿元；终端业务3390亿元。") ==
        Lines{"huawei: revenue 250000 CNY million, 2024",
              "huawei: revenue 339000 CNY million, 2024",
              "huawei: revenue 862100 CNY million, 2024"});
}

TEST_CASE("What is counted in Chinese has units of its own", "[ingest]") {
  CHECK(figures_in("華為2024年擁有3500多項專利，門店5000家，用戶突破9億。") ==
        Lines{"huawei: patents 3500 items, 2024", "huawei: stores 5000 stores, 2024",
              "huawei: users 900000000 count, 2024"});
}

TEST_CASE("A Chinese figure goes on from the one before: of a part of it, or of another firm",
          "[ingest]") {
  CHECK(figures_in("华为2024年营收8621亿元，海外业务2100亿元。") ==
        Lines{"huawei: revenue 210000 CNY million, 2024",
              "huawei: revenue 862100 CNY million, 2024"});
  CHECK(figures_in("华为2024年营收同比增长22.4%，比亚迪同比增长29%。") ==
        Lines{"byd: revenue growth 29 percent, 2024", "huawei: revenue growth 22.4 percent, 2024"});
}

TEST_CASE("What a stake costs stands in front of the verb that takes it", "[chinese-metrics]") {
  CHECK(figures_in("华为以3亿元收购比亚迪40%股权。") ==
        Lines{"huawei: investment 300 CNY million", "huawei: stake 40 percent"});
  // A contract is none.
  CHECK(figures_in("华为以3亿元拿下标案。").empty());
}

TEST_CASE("What a firm has is counted by the noun behind the number", "[chinese-metrics]") {
  CHECK(figures_in("华为在当地拥有3,240家经销商。") == Lines{"huawei: 经销商 3240 firms"});
}

TEST_CASE("A narrow comma ends a clause, a dateline names no subject", "[chinese-metrics]") {
  CHECK(figures_in("(中央社记者台北20日电)华为今天表示,产值将近2亿元。") ==
        Lines{"huawei: output value 200 CNY million"});
}

TEST_CASE("Partners behind 与 are not whose contract it is", "[chinese-metrics]") {
  CHECK(figures_in("华为与比亚迪、小米签订合同,合同金额合计4亿元。") ==
        Lines{"huawei: orders 400 CNY million"});
}
