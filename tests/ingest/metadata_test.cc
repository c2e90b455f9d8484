#include "ingest/readers/metadata.h"

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("A CSL-JSON item gives key, authors, date and the fields of custom", "[ingest]") {
  const auto metadata = parse_csl_json(
      R"([{"id":"yards-ko","title":"조선소","author":[{"family":"김","given":"하늘"},{"family":"Lee","given":"Ann"}],
          "issued":{"date-parts":[[2024,3]]},"custom":{"work":"yards","sources":["a","b"]}}])",
      "yards-ko.csl.json", "yards-ko");
  REQUIRE(metadata);
  CHECK(metadata->key == "yards-ko");
  CHECK(metadata->work == "yards");
  CHECK(metadata->authors == std::vector<std::string>{"김하늘", "Ann Lee"});
  REQUIRE(metadata->date);
  CHECK(metadata->date->to_string() == "2024-03-01");
  CHECK(metadata->extra.at("sources") == "a; b");
}

TEST_CASE("Broken JSON is told with its line", "[ingest]") {
  const auto metadata =
      parse_csl_json("{\n  \"id\": \"a\"\n  \"title\": \"b\"\n}", "a.csl.json", "a");
  REQUIRE_FALSE(metadata);
  CHECK(metadata.error().message.find("line 3") != std::string::npos);
  CHECK_FALSE(parse_csl_json("[{\"id\":\"x\"},{\"id\":\"y\"}]", "z.csl.json", "z"));
  CHECK_FALSE(parse_csl_json("{\"issued\":{\"date-parts\":[[2024,13,1]]}}", "z.csl.json", "z"));
}

TEST_CASE("Front matter is read, and a rule at the head is none", "[ingest]") {
  const auto front =
      parse_front_matter("---\nid: a\nauthor:\n  - 김하늘\ndate: 2024\n---\ntext", "a.md");
  REQUIRE(front);
  REQUIRE(*front);
  CHECK((*front)->authors == std::vector<std::string>{"김하늘"});
  CHECK((*front)->date_is_year);

  const auto rule = parse_front_matter("---\nOnly a paragraph\n", "a.md");
  REQUIRE(rule);
  CHECK_FALSE(*rule);
  CHECK_FALSE(parse_front_matter("---\nid: a\nno colon here\n---\n", "a.md"));
}
