// What the readers of structured formats make of small documents, as the notation of outline.h, and
// what the stages make of that.
#include "ingest/document/blocks.h"
#include "ingest/document/clean.h"
#include "ingest/metrics/tables.h"
#include "ingest/metrics/times.h"
#include "ingest/readers/html_reader.h"
#include "ingest/readers/outline.h"
#include "ingest/readers/pdf_layout.h"
#include "ingest/readers/source_reader.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

ReadSource read_ok(std::string bytes, std::string_view name) {
  auto source = read_source_bytes(std::move(bytes), name);
  if (!source) FAIL(source.error().message);
  return std::move(*source);
}

Error read_bad(std::string bytes, std::string_view name) {
  auto source = read_source_bytes(std::move(bytes), name);
  REQUIRE_FALSE(source);
  CHECK(source.error().code == ErrorCode::Rejected);
  return source.error();
}

AnnotatedText stages_of(const ReadSource& source) {
  AnnotatedText text;
  text.raw = source.raw;
  text.outlined = source.outlined;
  REQUIRE(Clean().run(text));
  REQUIRE(Blocks().run(text));
  REQUIRE(Times().run(text));
  REQUIRE(Tables().run(text));
  return text;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

const std::string kPage = R"(<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>가온전지, 북미에 두 번째 공장 - 가람경제</title>
<meta property="og:site_name" content="가람경제">
<meta property="article:published_time" content="2024-11-05T08:00:00+09:00">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"가온전지, 북미에 두 번째 공장","author":[{"name":"이하늘"}]}</script>
</head><body>
<div id="gnb"><ul><li><a href="/1">정치</a></li><li><a href="/2">경제</a></li></ul></div>
<div class="cookie-notice"><p>이 사이트는 방문자의 편의를 위해 쿠키를 사용하며 자세한 내용은 처리 방침에 있습니다.</p></div>
<div class="wrap"><div class="article-view"><h2>가온전지, 북미에 두 번째 공장</h2>
<p>가온전지는 5일 북미에 두 번째 배터리 공장을 세운다고 밝혔다. 투자 금액은 2조원이며 2027년에 가동한다.</p>
<p><strong>현지 협력</strong></p>
<p>회사는 현지의 완성차 기업과 협력하여 원재료 조달망을 갖추고 생산량을 두 배로 늘릴 계획이다.<sup><a href="#fn1">1</a></sup></p>
<ul><li>첫 단계는 부지 확보<ul><li>주 정부와 협의</li></ul></li><li>다음 단계는 착공</li></ul>
<blockquote>원재료가 가장 큰 과제이다.</blockquote>
<table><caption>표 1 가온전지 실적</caption>
<tr><td colspan="5">(단위: 억원)</td></tr>
<tr><th rowspan="2">구분</th><th colspan="2">2024년</th><th colspan="2">2023년</th></tr>
<tr><th>매출</th><th>영업이익</th><th>매출</th><th>영업이익</th></tr>
<tr><td>전지</td><td>1,200</td><td>90</td><td>1,000</td><td>-30</td></tr>
<tr><td>합계</td><td>1,500</td><td>110</td><td>1,300</td><td>-10</td></tr></table>
<div id="fn1">1. 회사의 공시에 따른다.</div>
<div class="related-articles"><p>관련 기사: 다른 회사도 공장을 짓는다는 소식이 이어지고 있어 업계가 주목한다.</p></div>
</div></div>
<footer>저작권자 ⓒ 가람경제 무단전재 및 재배포 금지</footer></body></html>)";

}  // namespace

TEST_CASE("Of a web page the main text is read, with its structure", "[readers]") {
  const ReadSource source = read_ok(kPage, "page.html");
  CHECK(source.outlined);
  CHECK(source.raw.starts_with("# 가온전지, 북미에 두 번째 공장\n\n가온전지는 5일"));
  CHECK(holds(source.raw, "\n## 현지 협력\n"));
  CHECK(holds(source.raw, "늘릴 계획이다.\n"));  // without the call of the footnote
  CHECK(
      holds(source.raw, "\n  - 첫 단계는 부지 확보\n    - 주 정부와 협의\n  - 다음 단계는 착공\n"));
  CHECK(holds(source.raw, "\n> 원재료가 가장 큰 과제이다.\n"));
  CHECK(holds(source.raw, "\n[^1]: 회사의 공시에 따른다.\n"));
  for (const char* beside : {"정치", "쿠키", "관련 기사", "저작권자"}) {
    CHECK_FALSE(holds(source.raw, beside));
  }
}

TEST_CASE("A web page says who wrote it and when; its language is judged by its text",
          "[readers]") {
  const DocumentMetadata metadata = read_ok(kPage, "page.html").metadata;
  CHECK(metadata.title == "가온전지, 북미에 두 번째 공장");
  CHECK(metadata.authors == std::vector<std::string>{"이하늘"});
  REQUIRE(metadata.date);
  CHECK(metadata.date->to_string() == "2024-11-05");
  CHECK(metadata.publisher == "가람경제");
  CHECK(metadata.language.empty());  // lang="en" above a Korean text
  CHECK(metadata.extra.at("format") == "HTML");
}

TEST_CASE("A header over two rows names every column; units and captions stay", "[readers]") {
  const AnnotatedText text = stages_of(read_ok(kPage, "page.html"));
  REQUIRE(text.tables.size() == 1);
  const TextTable& table = text.tables[0];
  CHECK(table.caption == "표 1 가온전지 실적");
  CHECK(table.unit_line == "(단위: 억원)");
  REQUIRE(table.header.size() == 5);
  CHECK(table.header[0] == "구분");
  CHECK(table.header[2] == "2024년 영업이익");
  CHECK(table.header[3] == "2023년 매출");
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].label == "전지");
  CHECK(table.rows[0].cells[3].text == "-30");
  const std::string& body = text.blocks[table.block].text;
  for (const auto& row : table.rows) {
    for (const TableCell& cell : row.cells) {
      CHECK(body.substr(cell.bytes.begin, cell.bytes.size()) == cell.text);
    }
  }
}

TEST_CASE("Blocks of an outline are what the reader said, not what lines look like", "[readers]") {
  OutlineWriter writer;
  writer.heading(1, "A title");
  writer.paragraph("Short line");
  writer.paragraph("# not a heading");
  writer.paragraph("A paragraph that goes on.");
  writer.item(1, "1.", "First item");
  writer.item(2, "-", "deeper");
  writer.item(1, "2.", "Second item");
  writer.caption("Sales");
  writer.footnote("3", "A note.");
  writer.end_page();
  writer.paragraph("On page two.");
  writer.end_page();
  ReadSource source;
  source.outlined = true;
  source.raw = writer.take();
  const AnnotatedText text = stages_of(source);
  REQUIRE(text.blocks.size() == 10);
  CHECK(text.blocks[0].kind == PassageKind::Title);
  CHECK(text.blocks[1].kind == PassageKind::Paragraph);
  CHECK(text.blocks[2].kind == PassageKind::Paragraph);
  CHECK(text.blocks[2].text == "# not a heading");
  CHECK(text.blocks[4].kind == PassageKind::Bullet);
  CHECK(text.blocks[4].number == 1);
  CHECK(text.blocks[5].parent == 4U);
  CHECK(text.blocks[6].kind == PassageKind::Bullet);
  CHECK(text.blocks[7].kind == PassageKind::Caption);
  CHECK(text.blocks[7].text == "Sales");
  CHECK(text.blocks[8].kind == PassageKind::Footnote);
  CHECK(text.blocks[8].page == 1);
  CHECK(text.blocks[9].page == 2);
  CHECK_FALSE(text.blocks[9].page_inferred);
}

TEST_CASE("A label that reaches over rows is their group; a value stands once", "[readers]") {
  ReadSource source;
  source.outlined = true;
  OutlineWriter writer;
  writer.table(lay_out_table({{{"Firm"}, {"Measure"}, {"2024"}, {"2023"}},
                              {{"Hanbit", 1, 2}, {"revenue"}, {"12"}, {"11"}},
                              {{"profit"}, {"3", 2, 1}}},
                             1));
  source.raw = writer.take();
  const AnnotatedText text = stages_of(source);
  REQUIRE(text.tables.size() == 1);
  REQUIRE(text.tables[0].rows.size() == 2);
  const TextTable::Row& row = text.tables[0].rows[1];
  CHECK(row.group == "Hanbit");
  CHECK(row.label == "profit");
  REQUIRE(row.cells.size() == 2);
  CHECK(row.cells[0].text == "3");
  CHECK(row.cells[1].text.empty());
}

TEST_CASE("A page's own encoding is read, and a declared one that lies is not believed",
          "[readers]") {
  // "企业" and more in GB18030, declared as gb2312.
  const std::string gbk = "<html><head><meta charset=gb2312><title>x</title></head><body><p>" +
                          std::string(
                              "\xC6\xF3\xD2\xB5\xC6\xF3\xD2\xB5\xC6\xF3\xD2\xB5\xC6\xF3\xD2"
                              "\xB5\xC6\xF3\xD2\xB5\xC6\xF3\xD2\xB5\xC6\xF3\xD2\xB5\xC6\xF3\xD2\xB5"
                              "\xC6\xF3\xD2\xB5\xC6\xF3\xD2\xB5\xC6\xF3\xD2\xB5\xC6\xF3\xD2\xB5") +
                          "</p></body></html>";
  CHECK(holds(read_ok(gbk, "a.html").raw, "企业企业"));
  const std::string utf8 =
      "<html><head><meta charset=euc-kr></head><body><p>이 글은 유니코드로 저장되었으나 다른 "
      "이름을 달고 "
      "있으며, 그래도 그대로 읽힌다.</p></body></html>";
  CHECK(holds(read_ok(utf8, "b.html").raw, "이 글은 유니코드로"));
}

TEST_CASE("The format is told by the content, not by the name", "[readers]") {
  CHECK(read_ok(kPage, "page.txt").format == SourceFormat::Html);
  CHECK(read_ok("A plain text about a firm.\n", "note.html.txt").format == SourceFormat::Text);
  CHECK(holds(read_bad("\x89PNG\r\n\x1a\n", "chart.txt").message, "PNG"));
  CHECK(holds(read_bad("{\\rtf1 x}", "old.doc").message, "RTF"));
  CHECK(holds(read_bad(std::string("PK\x03\x04", 4), "cut.docx").message, "cut off"));
  CHECK(holds(read_bad("", "empty.pdf").message, "empty"));
}

TEST_CASE("Hostile markup is refused with its reason", "[readers]") {
  std::string deep = "<html><body>";
  for (int i = 0; i < 3000; ++i) deep += "<div>";
  deep += "lost text";
  CHECK(holds(read_bad(deep, "deep.html").message, "nested more than 256 deep"));
  std::string many = "<html><body>";
  for (int i = 0; i < 1'000'001; ++i) many += "<b>";
  CHECK(holds(read_bad(many, "many.html").message, "a million tags"));
  CHECK(holds(read_bad("<html><body><script>x()</script></body></html>", "app.html").message,
              "no text in the page"));

  const std::string laughs =
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"&x;&x;\">]><a>&x;&y;</a>";
  const auto tree = parse_xml(laughs);
  REQUIRE(tree);
  CHECK(tree->text_of(tree->root()) == "&x;&y;");
  CHECK_FALSE(parse_xml("<a><b></a>"));
}

namespace {

// Lines of prose in two columns of a page of 600 by 800, with a head over both.
std::vector<PdfLine> two_columns(const std::string& head, int page) {
  std::vector<PdfLine> lines;
  const auto add = [&](double left, double top, double right, std::string text) {
    PdfLine line;
    line.box = {left, top, right, top + 10};
    line.size = 10;
    line.text = text;
    line.words = {line.box};
    line.word_texts = {std::move(text)};
    lines.push_back(std::move(line));
  };
  add(50, 30, 300, head);
  add(50, 100, 550, "A heading over both columns " + std::to_string(page));
  for (int i = 0; i < 12; ++i) {
    add(310, 130 + 12 * i, 550, "right " + std::to_string(page) + " " + std::to_string(i));
    add(50, 130 + 12 * i, 290, "left " + std::to_string(page) + " " + std::to_string(i));
  }
  add(290, 770, 310, "- " + std::to_string(page) + " -");
  return lines;
}

}  // namespace

TEST_CASE("Two columns of a PDF are read one after the other, without running heads", "[readers]") {
  std::vector<PdfPage> pages;
  for (int page = 1; page <= 3; ++page) {
    auto lines = two_columns("Journal of Cases " + std::to_string(page), page);
    const double gutter = gutter_of(600, lines);
    CHECK(gutter > 289);
    CHECK(gutter < 311);
    pages.push_back(order_pdf_page(600, 800, std::move(lines), gutter));
  }
  drop_running_lines(pages);
  std::vector<std::string> read;
  for (const PdfColumn& column : pages[1].columns) {
    for (const PdfLine& line : column.lines) read.push_back(line.text);
  }
  REQUIRE(read.size() == 25);
  CHECK(read[0] == "A heading over both columns 2");
  CHECK(read[1] == "left 2 0");
  CHECK(read[12] == "left 2 11");
  CHECK(read[13] == "right 2 0");
  CHECK(pages[1].edges.size() == 2);
}

TEST_CASE("An article in JATS keeps its sections and leaves its references out", "[readers]") {
  const ReadSource source = read_ok(R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2//EN" "x.dtd">
<article xml:lang="en" article-type="research-article"><front>
<journal-meta><journal-title-group><journal-title>Invented Cases</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="doi">10.5555/ic.7</article-id>
<title-group><article-title>Leasing <italic>cells</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>김</surname><given-names>하늘</given-names></name></contrib>
<contrib contrib-type="author"><name><surname>Okafor</surname><given-names>Ada</given-names></name></contrib></contrib-group>
<pub-date pub-type="ppub"><year>2024</year></pub-date>
<pub-date pub-type="epub"><day>4</day><month>11</month><year>2024</year></pub-date>
<abstract><p>Firms lease cells.</p></abstract>
<trans-abstract xml:lang="ko"><p>기업은 전지를 빌린다.</p></trans-abstract>
</article-meta></front><body><sec><label>1</label><title>Introduction</title>
<p>Leasing grew<xref ref-type="bibr" rid="b1">1</xref> as (Okafor, <xref ref-type="bibr" rid="b2">2020</xref>) showed [<xref ref-type="bibr" rid="b1">1</xref>, <xref ref-type="bibr" rid="b2">2</xref>].</p>
<sec><title>Data</title><p>Two lists:<list list-type="order"><list-item><p>first</p></list-item></list></p></sec></sec></body>
<back><ref-list><ref id="b1"><mixed-citation>A reference.</mixed-citation></ref></ref-list></back></article>)",
                                    "a.xml");
  CHECK(source.format == SourceFormat::Jats);
  CHECK(
      source.raw ==
      "# Leasing cells\n\n## Abstract\n\nFirms lease cells.\n\n## 초록\n\n기업은 전지를 빌린다.\n\n"
      "## 1 Introduction\n\nLeasing grew as (Okafor, 2020) showed.\n\n### Data\n\nTwo lists:\n\n"
      "  1. first\n");
  CHECK(source.metadata.authors == std::vector<std::string>{"김하늘", "Ada Okafor"});
  CHECK(source.metadata.doi == "10.5555/ic.7");
  REQUIRE(source.metadata.date);
  CHECK(source.metadata.date->to_string() == "2024-11-04");
  CHECK(holds(read_bad("<?xml version=\"1.0\"?><feed><entry/></feed>", "feed.xml").message,
              "no article"));
}
