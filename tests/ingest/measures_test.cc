#include "ingest/lexicon/measures.h"

#include "tests/support/catch.h"

using namespace sarye;

namespace {

const std::string kTable =
    "revenue\trevenue\tmoney\t매출 | 营收 | revenue\n"
    "margin\tmargin\tshare\t영업이익률 | operating margin\n"
    "operating-income\toperating income\tmoney\t영업이익 | operating income\n";

}  // namespace

TEST_CASE("The longest wording wins", "[measures]") {
  const auto measures = Measures::parse(kTable, "m.tsv");
  REQUIRE(measures);
  const auto found = measures->find("영업이익률은 12%");
  REQUIRE(found.size() == 1);
  CHECK(measures->all()[found[0].measure].id == "margin");
}

TEST_CASE("Latin wordings stand between word borders, whatever their case", "[measures]") {
  const auto measures = Measures::parse(kTable, "m.tsv");
  REQUIRE(measures);
  CHECK(measures->find("Revenue grew").size() == 1);
  CHECK(measures->find("revenues").empty());
}

TEST_CASE("A wording of two measures is refused with its line", "[measures]") {
  const auto measures = Measures::parse(kTable + "sales\tsales\tmoney\t매출\n", "m.tsv");
  REQUIRE_FALSE(measures);
  CHECK(measures.error().message.find("m.tsv:4") != std::string::npos);
}

TEST_CASE("A share takes percent, money takes money", "[measures]") {
  const auto measures = Measures::parse(kTable, "m.tsv");
  REQUIRE(measures);
  CHECK(measures->all()[0].takes("USD", "USD"));
  CHECK_FALSE(measures->all()[0].takes("percent", ""));
  CHECK_FALSE(measures->all()[1].takes("USD", "USD"));
}
