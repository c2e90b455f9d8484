// Which measure a figure in a sentence is of, and whether it is a level or a change.
#include <algorithm>

#include "tests/ingest/extracted.h"

using namespace sarye;
using namespace sarye::test;

namespace {

using Texts = std::vector<std::string>;

// "measure value unit" of every observation, sorted.
Texts observed(const std::string& text) {
  const DocumentTruth truth = extracted(text + "\n");
  Texts out;
  for (const LocalEntity& entity : truth.entities) {
    if (entity.type == "Metric") out.push_back(figure_text(entity));
  }
  std::sort(out.begin(), out.end());
  return out;
}

// "measure firm" of every observation, sorted.
Texts subjects_of(const std::string& text) {
  const DocumentTruth truth = extracted(text + "\n");
  Texts out;
  for (const auto& assertion : truth.assertions) {
    if (assertion.family != "OBSERVED_FOR") continue;
    out.push_back(truth.entities[assertion.subject].properties.at("measure").text + " " +
                  truth.entities[assertion.object].names.front().text);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// "period" of every observation, sorted.
Texts periods_of(const std::string& text) {
  const DocumentTruth truth = extracted(text + "\n", "table.md");
  Texts out;
  for (const LocalEntity& entity : truth.entities) {
    if (entity.type != "Metric") continue;
    const auto period = entity.properties.find("period");
    out.push_back(period == entity.properties.end() ? std::string() : period->second.text);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("A figure belongs to the measure in front of it, not to the next one", "[ingest]") {
  CHECK(observed("삼성전자의 2024년 매출은 300조 8709억원, 영업이익은 32조 7260억원이었다.") ==
        Texts{"operating income 32726000 KRW million", "revenue 300870900 KRW million"});
  CHECK(observed("华为2024年营业收入为8621亿元，净利润为626亿元。") ==
        Texts{"net income 62600 CNY million", "revenue 862100 CNY million"});
  CHECK(observed("LG전자는 2024년 매출 12조원에 영업이익 3조원을 냈다.") ==
        Texts{"operating income 3000000 KRW million", "revenue 12000000 KRW million"});
}

TEST_CASE("A figure directly before its measure is that measure's", "[ingest]") {
  CHECK(observed("삼성전자는 2024년 964억7000만 달러 매출을 올렸다.") ==
        Texts{"revenue 96470 USD million"});
  CHECK(observed("Samsung Electronics reported $4 billion in revenue in 2024.") ==
        Texts{"revenue 4000 USD million"});
}

TEST_CASE("What a figure fell to is a level", "[ingest]") {
  for (const std::string& one : observed("TSMC's gross margin fell to 18.0% in 2024.")) {
    CHECK(one.find("growth") == std::string::npos);
  }
  CHECK(observed("Samsung Electronics' revenue fell 18% in 2024.") ==
        Texts{"revenue growth -18 percent"});
}

TEST_CASE("Chinese growth to a level gives both, in either script", "[ingest]") {
  CHECK(observed("中芯国际2024年营收同比增长27%至578亿元。") ==
        Texts{"revenue 57800 CNY million", "revenue growth 27 percent"});
  CHECK(observed("聯發科2024年營收年增22%，淨利年減5%。") ==
        Texts{"net income growth -5 percent", "revenue growth 22 percent"});
  CHECK(observed("台股今日收高。聯發科2024年營收為新台幣5306億元。") ==
        Texts{"revenue 530600 TWD million"});
  CHECK(observed("华为2024年注册资本为406亿元。") == Texts{"registered capital 40600 CNY million"});
}

TEST_CASE("Figures of every paragraph are read, also behind one that measures nothing",
          "[ingest]") {
  CHECK(observed("Delmar Yards waited 18 months for a dock worth 45 people of its crew.\n\n"
                 "Samsung Electronics' revenue fell 18% in 2024.") ==
        Texts{"revenue growth -18 percent"});
}

TEST_CASE("An English verb tells what its figure measures", "[ingest]") {
  CHECK(observed("Toyota sold 10.8 million vehicles in 2024.") ==
        Texts{"sales volume 10800000 units"});
  CHECK(observed("Samsung Electronics spent about 35 trillion won on research and development.") ==
        Texts{"R&D spending 35000000 KRW million"});
  CHECK(observed("Siemens lost 1.2 billion euros in 2023.") == Texts{"net loss 1200 EUR million"});
  CHECK(observed("Bosch cut 9,000 jobs and reduced global capacity by 20%.") ==
        Texts{"capacity cut 20 percent", "job cuts 9000 jobs"});
  CHECK(observed("Bosch operates eight factories in China and employs 60,000 people.") ==
        Texts{"employees 60000 people", "factories 8 factories"});
  CHECK(observed("Sony raised $2 billion in a listing.") == Texts{"IPO proceeds 2000 USD million"});
}

TEST_CASE("English verbs of paying, writing off and being given", "[ingest]") {
  CHECK(observed("Sony will take a $1.2 billion restructuring charge.") ==
        Texts{"write-down 1200 USD million"});
  CHECK(observed("Bosch received $340 million in state subsidies.") ==
        Texts{"subsidies 340 USD million"});
  CHECK(observed("Sony paid $200 million upfront for the rights.") ==
        Texts{"upfront payment 200 USD million"});
  CHECK(observed("Sony bought back $2 billion of its shares.") ==
        Texts{"share buyback 2000 USD million"});
  CHECK(observed("Sony has £740 billion of client money under management.") ==
        Texts{"assets under management 740000 GBP million"});
  CHECK(observed("Sony agreed to buy Bungie Inc., a maker of games, for $3.6 billion in cash.") ==
        Texts{"acquisition price 3600 USD million"});
  CHECK(observed("Sony had $9 billion in cash.") == Texts{"cash 9000 USD million"});
}

TEST_CASE("An English stake is of who has or takes it; a sold one tells nothing", "[ingest]") {
  CHECK(observed("Sony took a near 20 percent stake in Bilibili last year.") ==
        Texts{"stake 20 percent"});
  CHECK(subjects_of("Panasonic will own 51 percent of the joint venture and Toyota will retain a "
                    "49 percent stake.") == Texts{"stake Panasonic", "stake Toyota"});
  CHECK(observed("Sony, with a 10.4 percent holding, is the largest shareholder of Kadokawa.") ==
        Texts{"stake 10.4 percent"});
  CHECK(observed("Toyota raised its stake in Subaru to 20 percent from 16.8 percent.") ==
        Texts{"stake 20 percent"});
  CHECK(observed("Sony sold its 8% stake in Bilibili.").empty());
  CHECK(observed("Sony pays an interest rate of 5 percent.").empty());
  CHECK(observed("TSMC holds a 61% share of the foundry market.") ==
        Texts{"market share 61 percent"});
  CHECK(observed("TSMC holds 61% of the global foundry market.") ==
        Texts{"market share 61 percent"});
  // Of which firm it is: two stakes are two figures.
  const DocumentTruth truth =
      extracted("Sony has a 20% stake in Bilibili and a 20% stake in Kadokawa.\n");
  Texts parts;
  for (const LocalEntity& entity : truth.entities) {
    const auto part = entity.properties.find("segment");
    if (entity.type == "Metric" && part != entity.properties.end()) {
      parts.push_back(part->second.text);
    }
  }
  std::sort(parts.begin(), parts.end());
  CHECK(parts == Texts{"Bilibili", "Kadokawa"});
}

TEST_CASE("An English change and the level it led to are two figures", "[ingest]") {
  CHECK(observed("Sony's sales rose 12% to $3.4 billion from $3.0 billion.") ==
        Texts{"revenue 3400 USD million", "sales growth 12 percent"});
  CHECK(observed("Sony's shares are down 5.3% so far this year after jumping 63% in 2024.") ==
        Texts{"share price change -5.3 percent", "share price change 63 percent"});
}

TEST_CASE("What was expected and by how much something rose are no figures of the firm",
          "[ingest]") {
  CHECK(observed("Analysts had expected Sony to report revenue of $3 billion.").empty());
  CHECK(observed("Sony's revenue was $3.4 billion, above the $3.2 billion expected by analysts.") ==
        Texts{"revenue 3400 USD million"});
  CHECK(
      observed("Sony's revenue was $3.4 billion, beating the average estimate of $3.2 billion.") ==
      Texts{"revenue 3400 USD million"});
  CHECK(observed("Sony's revenue rose by $200 million to $3.4 billion.") ==
        Texts{"revenue 3400 USD million"});
  CHECK(observed("Sony's revenue topped the market, exceeding $3 billion for the first time.")
            .empty());
}

TEST_CASE("A former amount is kept where it is told of when it is", "[ingest]") {
  CHECK(observed("Sony's revenue was $3.4 billion in the second quarter of 2023, up from $3.0 "
                 "billion a year earlier.") ==
        Texts{"revenue 3000 USD million", "revenue 3400 USD million"});
  CHECK(periods_of("Sony's revenue was $3.4 billion in the second quarter of 2023, up from $3.0 "
                   "billion a year earlier.") == Texts{"2022-Q2", "2023-Q2"});
  CHECK(periods_of(
            "Sony's net loss was $3.4 billion in the second quarter of 2023, compared with a "
            "profit of $3.0 billion in the same period of 2021.") == Texts{"2021-Q2", "2023-Q2"});
  CHECK(
      observed("Sony's net loss was $3.4 billion in 2023, compared with a profit of $2 billion in "
               "2022.") == Texts{"net income 2000 USD million", "net loss 3400 USD million"});
  CHECK(observed("Sony's revenue was $3.4 billion, up from $3.0 billion.") ==
        Texts{"revenue 3400 USD million"});
}

TEST_CASE("Amounts per share are of the profit, loss or dividend in front of them", "[ingest]") {
  CHECK(observed("Sony's net loss was $340 million, or 87 cents per share.") ==
        Texts{"loss per share 0.87 USD", "net loss 340 USD million"});
  CHECK(observed("Sony posted a profit of $1.37 a share.") == Texts{"earnings per share 1.37 USD"});
  CHECK(observed("Sony will pay a dividend of 12 cents per share.") ==
        Texts{"dividend per share 0.12 USD"});
}

TEST_CASE("The day of a report and the year of a founding are no periods", "[ingest]") {
  CHECK(periods_of("Sony said on Nov. 8, 2017 that its revenue was $3.4 billion.") == Texts{""});
  CHECK(periods_of("Sony, founded in 1946, had 110,000 employees.") == Texts{""});
  CHECK(periods_of("Sony had cash of $3.4 billion as of June 30, 2020.") == Texts{"2020-06-30"});
  CHECK(periods_of("Sony's margin was 6.2% compared to 5.4% in the first quarter of 2014.") ==
        Texts{"", "2014-Q1"});
}

TEST_CASE("A sentence without a name goes on about the firm spoken of", "[ingest]") {
  CHECK(
      subjects_of("Sony reported its results in Tokyo.\n\nRevenue in the second quarter rose 5% to "
                  "$3.4 billion.\n\nThe world's largest maker of sensors earned $200 million.") ==
      Texts{"net income Sony", "revenue Sony", "revenue growth Sony"});
  // Who says or counts is not spoken of, nor whom something is done by.
  CHECK(subjects_of("Sony fell behind, LSEG data showed.\n\nRevenue rose 5%, analysts polled by "
                    "Reuters said.") == Texts{"revenue growth Sony"});
  // An unknown name that acts is not the firm spoken of before.
  CHECK(subjects_of("Sony reported its results.\n\nQVX has lost ground, with its market share "
                    "falling to 12%.")
            .empty());
  CHECK(subjects_of("Sony reported its results.\n\nChina's exports were $3 billion.").empty());
  CHECK(subjects_of("Bosch's biggest rival, Siemens, sold 3,000 robots.") ==
        Texts{"sales volume Siemens"});
}

TEST_CASE("Measures and figures that are listed respectively go together", "[ingest]") {
  CHECK(observed("Sony's revenue and operating profit rose by 21 percent and 95 percent, "
                 "respectively.") ==
        Texts{"operating income growth 95 percent", "revenue growth 21 percent"});
  CHECK(observed("Sony said Alva, Berro and Corvo had sales of $3 million, $2 million and $1 "
                 "million, respectively.")
            .empty());
}

TEST_CASE("Numbers without a unit count what their measure names", "[ingest]") {
  CHECK(observed("Sony's active users rose to 72.6 million.") == Texts{"users 72600000 people"});
  CHECK(observed("Sony's headcount has grown to 5,600.") == Texts{"employees 5600 people"});
  CHECK(observed("Sony's revenue was 2.1 billion euros in 2023, compared with 1.9 billion in "
                 "2022.") == Texts{"revenue 1900 EUR million", "revenue 2100 EUR million"});
  CHECK(observed("Sony's margin fell nine per cent.") == Texts{"margin growth -9 percent"});
}

TEST_CASE("Shares of revenue are of the firm whose revenue it is", "[ingest]") {
  CHECK(subjects_of("Norway accounted for 31 per cent of Bosch's sales in 2023.") ==
        Texts{"share of revenue Bosch"});
}

TEST_CASE("Tariffs and ranges measure nothing of a firm", "[ingest]") {
  CHECK(observed("Sony pays a 25% tariff on its exports.").empty());
  CHECK(observed("Sony expects sales of 30 to 35 billion euros.").empty());
  CHECK(observed("Sony runs a 28 nm line.").empty());
}

TEST_CASE("A measure that no list has is told by the grammar around its figure", "[ingest]") {
  CHECK(observed("Sony's parcel yield slipped 4% to $9 million.") ==
        Texts{"parcel yield 9 USD million", "parcel yield growth -4 percent"});
  CHECK(observed("Sony lifted its furnace yield to 18 per cent.") ==
        Texts{"furnace yield 18 percent"});
  CHECK(observed("Sony reported a 6% drop in uplifted freight.") ==
        Texts{"uplifted freight growth -6 percent"});
  CHECK(observed("Sony's accounts include a tooling credit of $132 million.") ==
        Texts{"tooling credit 132 USD million"});
  CHECK(observed("Sony has secured $70 million in launch aid.") ==
        Texts{"launch aid 70 USD million"});
  CHECK(observed("Sony opened a $40 million lens factory.") ==
        Texts{"lens factory value 40 USD million"});
  CHECK(observed("Sony won a 445 billion-won deal to build two lenses.") ==
        Texts{"order value 445000 KRW million"});
  CHECK(observed("Sony had built 501,000 weather masts.") == Texts{"weather masts 501000 units"});
  CHECK(observed("Sony will train its 60,000-strong workforce.") ==
        Texts{"employees 60000 people"});
  CHECK(observed("Sony has stores in 28 countries.") == Texts{"countries 28 countries"});
  CHECK(observed("Sony shares rose 3% to $17.80.") ==
        Texts{"share price 17.8 USD", "share price change 3 percent"});
}

TEST_CASE("What another does, and what is no measure, is not of the firm", "[ingest]") {
  CHECK(observed("Sony waited after the Department of Energy delayed a $5 million grant.").empty());
  CHECK(observed("Sony cut the prices of 22 lenses.").empty());
  CHECK(observed("Sony expects a pre-tax profit of £25-£50 million.").empty());
  CHECK(observed("Sony opened a plant. US lens industry sales will total $19 billion in 2007.") ==
        Texts{});
}

TEST_CASE("Behind a time or With the subject is found", "[ingest]") {
  CHECK(subjects_of("With 2 million employees worldwide, Sony is a large employer.") ==
        Texts{"employees Sony"});
  CHECK(subjects_of("Sony said so.\n\nFor the five months ended May, net profit was $3 million.") ==
        Texts{"net income Sony"});
  CHECK(observed("Sony posted a 2008 net loss of $38.8 million, reversed from a $44.8 million "
                 "profit in 2007.") ==
        Texts{"net income 44.8 USD million", "net loss 38.8 USD million"});
}

TEST_CASE("A year alone heads the columns of an English table", "[ingest]") {
  CHECK(periods_of(
            "# Results\n\n| Firm | Global share 2024 (%) | Vehicle sales 2023 (million units) |\n"
            "| --- | ---: | ---: |\n| Toyota | 11.5 | 10.3 |\n") == Texts{"2023", "2024"});
  CHECK(periods_of("# Results\n\n| Results for 2022 | Revenue (billion yen) |\n| --- | ---: |\n"
                   "| Sony | 9,921 |\n") == Texts{"2022"});
}

TEST_CASE("A column of growth is of the measure in front of it", "[ingest]") {
  CHECK(observed("表　2024年业绩（单位：亿元）\n公司 营业收入 同比 净利润\n华为 8621 22.4% 626\n"
                 "比亚迪 7771 29.0% 403\n") ==
        Texts{"net income 40300 CNY million", "net income 62600 CNY million",
              "revenue 777100 CNY million", "revenue 862100 CNY million",
              "revenue growth 22.4 percent", "revenue growth 29 percent"});
}

TEST_CASE("A title with a date and a unit heads a table of measures", "[ingest]") {
  CHECK(observed("Results of 2024 (billion dollars)\nCompany Revenue Net income\nIntel 53.1 1.2\n"
                 "Sony 85.3 7.1\n") ==
        Texts{"net income 1200 USD million", "net income 7100 USD million",
              "revenue 53100 USD million", "revenue 85300 USD million"});
}
