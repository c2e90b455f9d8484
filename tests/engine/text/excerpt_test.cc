// Excerpts show where a text answers a question.
#include "engine/text/excerpt.h"

#include <string>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::string shown(std::string_view text, std::string_view words) {
  const auto query = parse_text_query(words);
  REQUIRE(query);
  return excerpt(text, *query);
}

}  // namespace

TEST_CASE("The sentence with the most words is shown, with them marked", "[excerpt]") {
  CHECK(shown("Prices fell. Subsidies helped a start-up.  Rivals grew.", "subsidy start-up") ==
        "«Subsidies» helped a «start-up».");
  CHECK(shown("가격이 내렸다. 정부는 창업 보조금을 늘렸다. 경쟁사가 컸다.", "보조금 창업") ==
        "정부는 «창업» «보조금»을 늘렸다.");
  CHECK(shown("價格下降了。政府增加了創業補貼。對手成長。", "补贴 创业") ==
        "政府增加了«創業»«補貼»。");
  CHECK(shown("One\nsubsidy,\n  two.", "subsid* AND two") == "One «subsidy», «two».");
  CHECK(shown("One subsidy\n\nOne loan", "loan") == "One «loan»");
}

TEST_CASE("Phrases are marked whole, words behind NOT are not", "[excerpt]") {
  CHECK(shown("The export, controls bite. Exports grow.", "\"export controls\"") ==
        "The «export, controls» bite.");
  CHECK(shown("A subsidy beats a loan.", "subsidy NOT (loan tax)") == "A «subsidy» beats a loan.");
  CHECK(shown("반도체산업", "반도체 OR 도체산") == "«반도체산»업");
}

TEST_CASE("Without a word of the question the beginning is shown", "[excerpt]") {
  CHECK(shown("Prices fell. Rivals grew.", "subsidy") == "Prices fell.");
  CHECK(shown("", "subsidy") == "");
  CHECK(shown(" \n ", "subsidy") == "");
}

TEST_CASE("A long sentence is cut between words around them", "[excerpt]") {
  std::string english;
  std::string korean;
  std::string chinese;
  for (int i = 0; i < 60; ++i) {
    english += i == 40 ? "subsidies " : "wordy" + std::to_string(i) + " ";
    korean += i == 40 ? "보조금을 " : "기업들은 ";
    chinese += i == 40 ? "补贴" : "企业发展";
  }
  for (const auto& [text, words, mark] :
       {std::tuple(english, "subsidy", "«subsidies»"), std::tuple(korean, "보조금", "«보조금»을"),
        std::tuple(chinese, "补贴", "«补贴»")}) {
    const std::string line = shown(text, words);
    INFO(line);
    CHECK(line.find(mark) != std::string::npos);
    CHECK(line.starts_with("…"));
    CHECK(line.ends_with("…"));
    CHECK(display_width(line) <= kExcerptWidth + 2);  // the marks come on top
    CHECK(display_width(line) > kExcerptWidth - 24);
    CHECK_FALSE(first_invalid_byte(line));
  }
  CHECK(shown(english, "subsidy").find("…wordy") == 0);
  CHECK(shown(korean, "보조금").find("…기업들은") == 0);
  const std::string start = shown(english, "wordy0");
  CHECK(start.starts_with("«wordy0» wordy1"));
  CHECK(start.ends_with("…"));
}

TEST_CASE("The best part of a long sentence has the most different words", "[excerpt]") {
  std::string text = "subsidy subsidy ";
  for (int i = 0; i < 40; ++i) text += "filler ";
  text += "subsidy and loan";
  CHECK(shown(text, "subsidy OR loan").ends_with("«subsidy» and «loan»"));
}

TEST_CASE("Excerpts of any bytes are texts", "[excerpt]") {
  std::uint32_t state = 5;
  const std::string pieces[] = {"a ", "가", "中",      "\xE4\xB8", "\xFF",
                                ". ", "。", "e\u0301", " ",        "😀"};
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (int i = 0; i < 200; ++i) {
      state = state * 1664525u + 1013904223u;
      text += pieces[(state >> 16) % std::size(pieces)];
    }
    const std::string line = shown(text, "a OR 가 OR 中");
    CHECK(display_width(line) < 3 * kExcerptWidth);
    std::size_t open = 0;
    std::size_t closed = 0;
    for (std::size_t at = 0; (at = line.find("«", at)) != std::string::npos; ++at) ++open;
    for (std::size_t at = 0; (at = line.find("»", at)) != std::string::npos; ++at) ++closed;
    CHECK(open == closed);
  }
}
