#include "ingest/document/blocks.h"

#include "ingest/document/clean.h"
#include "ingest/document/document_head.h"
#include "ingest/document/sentences.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

AnnotatedText annotated(std::string raw) {
  AnnotatedText text;
  text.file_name = "test.txt";
  text.raw = std::move(raw);
  REQUIRE(Clean().run(text));
  REQUIRE(Blocks().run(text));
  REQUIRE(Sentences().run(text));
  return text;
}

const Block& block_with(const AnnotatedText& text, std::string_view part) {
  for (const Block& block : text.blocks) {
    if (block.text.find(part) != std::string::npos) return block;
  }
  FAIL("no block with " << part);
  return text.blocks.front();
}

}  // namespace

TEST_CASE("Every clean byte maps into the original, in order", "[ingest]") {
  AnnotatedText text;
  text.raw =
      "\xEF\xBB\xBF가\r\n나\xE1\x84\x80\xE1\x85\xA1\xEF\xBF\xBD"
      "de\xCC\x81 x\x01y\xE2\x80\x8B"
      "z\r";
  REQUIRE(Clean().run(text));
  CHECK(text.clean == "가\n나가 d\xC3\xA9 x yz\n");
  std::uint32_t last = 0;
  for (std::uint32_t at = 0; at < text.clean.size(); ++at) {
    const ByteRange raw = text.offsets.raw_range({at, at + 1});
    CHECK(raw.begin >= last);
    CHECK(raw.end <= text.raw.size());
    CHECK(raw.begin < raw.end);
    last = raw.begin;
  }
}

TEST_CASE("A paragraph that is wrapped with blank lines between its lines is one block",
          "[ingest]") {
  const AnnotatedText text = annotated(
      "한빛전지는 지난해 북미에 두 번째 공장을 세우기로 하고 현지의 완성차\n\n"
      "기업과 오랫동안 협상을 이어 왔으며 올해 들어 협상이 마무리되는 대로\n\n"
      "착공할 계획이라고 설명하였으나 아직 부지와 일정은 확정하지 못하였고\n\n"
      "지역 정부의 보조금 심사도 남아 있다.\n\n"
      "경쟁사인 새벽화학은 같은 지역에서 양극재 공장을 먼저 가동하면서 이미\n\n"
      "원재료 조달망을 갖추었고 앞으로 두 해 안에 생산량을 두 배로 늘리기로\n\n"
      "하였으며 협력사와의 장기 계약을 통해 물량의 절반 이상을 미리 확보한\n\n"
      "상태이다.\n");
  REQUIRE(text.blocks.size() == 2);
  CHECK(text.blocks[0].text.find("완성차 기업과") != std::string::npos);
  CHECK(text.blocks[0].pieces.size() == 4);
  CHECK(text.sentences.size() == 2);
  // The unwrapped text maps back to the lines it came from.
  const auto at = static_cast<std::uint32_t>(text.blocks[0].text.find("완성차 기업과"));
  const ByteRange raw = text.raw_range({0, {at, at + 19}});
  CHECK(text.raw.substr(raw.begin, raw.size()) == "완성차\n\n기업과");
}

TEST_CASE("Bullets nest by the signs of the document, and a short one above others is a heading",
          "[ingest]") {
  const AnnotatedText text = annotated(
      "1. 기업별 전략\n\n◆ 한빛전지\n\n● (생산) 북미 공장을 증설\n\n- 내년에 완공할 예정\n\n"
      "◆ 새벽화학\n\n● (조달) 니켈을 장기 계약으로 확보\n");
  const Block& detail = block_with(text, "내년에");
  REQUIRE(detail.parent);
  CHECK(text.blocks[*detail.parent].label == "생산");
  const Block& second = block_with(text, "니켈");
  REQUIRE(second.headings.size() == 2);
  CHECK(text.blocks[second.headings[1]].text == "새벽화학");
  CHECK(text.blocks[second.headings[1]].kind == PassageKind::Heading);
  CHECK(second.label == "조달");
}

TEST_CASE("Markdown headings, lists, tables and front matter are told apart", "[ingest]") {
  const AnnotatedText text = annotated(
      "---\ntitle: x\n---\n\n# 造船业的分工\n\n## 订单\n\n- 第一条\n  - 里面的一条\n\n"
      "| 公司 | 订单 |\n|---|---|\n| 甲 | 12 |\n\n正文**重点**在这里。\n");
  CHECK(text.blocks[0].kind == PassageKind::Title);
  CHECK(block_with(text, "里面").level == 2);
  const Block& table = block_with(text, "甲");
  CHECK(table.kind == PassageKind::Table);
  CHECK(table.pieces.size() == 3);
  CHECK(block_with(text, "正文").text == "正文重点在这里。");
  REQUIRE(block_with(text, "正文").headings.size() >= 1);
}

TEST_CASE("A table of plain text follows its caption and ends at its notes", "[ingest]") {
  const AnnotatedText text = annotated(
      "[표 1] 한빛전지 부문별 매출\n(단위: 억원)\n\n구분 2024년 2023년\n전지 1,200 1,100\n소재 300 "
      "280\n"
      "합계 1,500 1,380\n\n* 연결 기준\n\n◆ 새벽화학\n● 매출 증가\n□ 비고\n● 없음\n");
  CHECK(text.blocks[0].kind == PassageKind::Caption);
  CHECK(text.blocks[1].kind == PassageKind::Table);
  CHECK(text.blocks[1].pieces.size() == 5);
  CHECK(block_with(text, "연결").kind == PassageKind::Note);
}

TEST_CASE("Divided words are joined and hyphened ones keep their hyphen", "[ingest]") {
  const AnnotatedText text = annotated(
      "The refiner planned to cut its spending on crackers while it shifted to spec-\n"
      "ialty plastics, and its rivals in the region answered with cheaper feedstock and\n"
      "long-term contracts that were signed before the merger of the two largest mid-\n"
      "stream companies, which the regulator cleared after a review that lasted for two\n"
      "years. The outcome was a market in which scale counted for less than the ability\n"
      "to change products quickly, and the smaller plants that had invested in flexible\n"
      "lines gained share from the integrated sites that ran only one grade of naphtha\n"
      "through the whole year, whatever the price of crude oil happened to be just then.\n");
  REQUIRE(text.blocks.size() == 1);
  CHECK(text.blocks[0].text.find("specialty plastics") != std::string::npos);
  CHECK(text.blocks[0].text.find("mid-stream") != std::string::npos);
}

TEST_CASE("Glued full stops end Korean sentences and abbreviations end none", "[ingest]") {
  CHECK(split_sentences("공장을 지었다.이어 증설도 발표했다. 끝이다.", Language::Korean).size() ==
        3);
  CHECK(split_sentences("Hanbit Inc. bought Saebyeok Co. in the U.S. market. It paid cash.",
                        Language::English)
            .size() == 2);
  CHECK(split_sentences("公司建厂。随后扩产；订单增加！", Language::Chinese).size() == 3);
  CHECK(split_sentences("晨光(600111.SH;02345.HK)建厂;随后扩产。", Language::Chinese).size() == 2);
}

TEST_CASE("A paragraph of more than 1 MiB is refused with its line", "[ingest]") {
  AnnotatedText text;
  text.raw = "head\n\n" + std::string((1 << 20) + 10, 'x');
  REQUIRE(Clean().run(text));
  const auto done = Blocks().run(text);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::Rejected);
  CHECK(done.error().message.find("line 3") != std::string::npos);
}

TEST_CASE("The head gives title, authors and a labelled date; a day in a sentence is no date",
          "[ingest]") {
  AnnotatedText text = annotated(
      "후발 조선사의 추격 전략\n\n김하늘(가온대학교); 박서진(가온대학교)\n\n발행일: "
      "2024-03-02\n\n초록\n\n"
      "본 연구는 2023년 5월 1일 출범한 기업을 다룬다. 그 기업은 세 해 만에 시장의 절반을 "
      "차지하였고 그 "
      "과정을 이 글에서 살펴본다.\n");
  REQUIRE(DocumentHead().run(text));
  CHECK(text.metadata.title == "후발 조선사의 추격 전략");
  REQUIRE(text.metadata.authors.size() == 2);
  CHECK(text.metadata.authors[0] == "김하늘");
  REQUIRE(text.metadata.date);
  CHECK(text.metadata.date->to_string() == "2024-03-02");
  CHECK(block_with(text, "본 연구는").kind == PassageKind::Abstract);

  AnnotatedText undated = annotated(
      "後發企業的追趕\n\n2023年5月1日成立的公司在三年內取得了一半的市場，這個過程值得仔細研究，因為"
      "它說明了很多問題。\n");
  REQUIRE(DocumentHead().run(undated));
  CHECK_FALSE(undated.metadata.date);
  CHECK(undated.metadata.language == "zh-Hant");
}
