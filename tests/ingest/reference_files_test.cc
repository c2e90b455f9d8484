#include "ingest/readers/reference_files.h"

#include "ingest/readers/metadata.h"
#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("A BibTeX entry is read with its accents, names and strings", "[metadata]") {
  const auto found = parse_bibtex(R"(% a library
@string{jic = "Journal of Invented Cases"}
@comment{ignored {braces}}
@article{okafor24, author = {Okafor, Ada and Garc{\'\i}a, Jos\'e and {Kestrel Systems, Inc.} and 김, 하늘},
  title = {Leasing {B}atteries: \"Uber 40\% of cells}, journal = jic, year = 2024, month = mar,
  volume = "12", pages = {1--20}, doi = {10.5555/jic.31}, langid = {english}})",
                                  "case.bib", "case", "case.pdf");
  REQUIRE(found);
  CHECK(found->key == "okafor24");
  CHECK(found->title == "Leasing Batteries: Über 40% of cells");
  CHECK(found->authors ==
        std::vector<std::string>{"Ada Okafor", "José García", "Kestrel Systems, Inc.", "김하늘"});
  CHECK(found->extra.at("container-title") == "Journal of Invented Cases");
  CHECK(found->extra.at("page") == "1–20");
  CHECK(found->doi == "10.5555/jic.31");
  CHECK(found->language == "en");
  REQUIRE(found->date);
  CHECK(found->date->to_string() == "2024-03-01");
  CHECK(found->date_source == DateSource::Metadata);
}

TEST_CASE("Of many entries the document's own counts", "[metadata]") {
  const std::string library =
      "@book{a, title={A}, file={:papers/b.pdf:PDF}}\n@book{case, title={B}}\n@book{c, title={C}}";
  CHECK(parse_bibtex(library, "x.bib", "case", "case.pdf")->title == "B");
  CHECK(parse_bibtex(library, "x.bib", "b", "b.pdf")->title == "A");
  const auto none = parse_bibtex(library, "x.bib", "z", "z.pdf");
  REQUIRE_FALSE(none);
  CHECK(none.error().message.find("none with the key \"z\"") != std::string::npos);
}

TEST_CASE("A broken reference file says where", "[metadata]") {
  const auto open = parse_bibtex("\n\n@article{a, title = {never closed", "x.bib", "a", "a.pdf");
  REQUIRE_FALSE(open);
  CHECK(open.error().message.find("line 3") != std::string::npos);
  CHECK_FALSE(parse_bibtex("@article{a, year = {soon}}", "x.bib", "a", "a.pdf"));
  CHECK_FALSE(parse_ris("TY  - JOUR\nTI  - A\n", "x.ris", "a", "a.pdf"));
}

TEST_CASE("A RIS entry is read, with values over two lines", "[metadata]") {
  const auto found = parse_ris(
      "TY  - JOUR\r\nTI  - A long\r\n  title\r\nAU  - Okafor, Ada\r\nAU  - 李, 明\r\nPY  - 2023\r\n"
      "DA  - 2023/06/12/\r\nDO  - 10.5555/x\r\nJO  - Cases\r\nKW  - a\r\nKW  - b\r\nLA  - "
      "zh-TW\r\nER  - \r\n",
      "x.ris", "x", "x.pdf");
  REQUIRE(found);
  CHECK(found->title == "A long title");
  CHECK(found->authors == std::vector<std::string>{"Ada Okafor", "李明"});
  REQUIRE(found->date);
  CHECK(found->date->to_string() == "2023-06-12");
  CHECK(found->extra.at("keyword") == "a; b");
  CHECK(found->language == "zh-Hant");
  CHECK(found->kind == "article-journal");
}

TEST_CASE("Dates are read as programs write them", "[metadata]") {
  const auto day = [](std::string_view text) {
    DocumentMetadata metadata;
    if (!set_published(metadata, text)) return std::string("none");
    return metadata.date->to_string() + (metadata.date_is_year ? "y" : "");
  };
  CHECK(day("2025-03-14T09:00:00+09:00") == "2025-03-14");
  CHECK(day("20250314") == "2025-03-14");
  CHECK(day("2025/3") == "2025-03-01");
  CHECK(day("2025") == "2025-01-01y");
  CHECK(day("March 14, 2025") == "2025-03-14");
  CHECK(day("14 Mar 2025") == "2025-03-14");
  CHECK(day("2025年3月14日") == "2025-03-14");
  CHECK(day("2025-02-30") == "none");
  CHECK(day("yesterday") == "none");
}
