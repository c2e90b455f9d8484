// Which texts fit which questions.
#include "engine/text/text_match.h"

#include "tests/support/catch.h"
#include "tests/support/text_questions.h"

using namespace sarye;

namespace {

bool fits(std::string_view text, std::string_view question) {
  const auto query = parse_text_query(question);
  INFO(question);
  REQUIRE(query);
  return *text_fits(text, *query);
}

}  // namespace

TEST_CASE("Words of Hangul and Han are found where their characters stand together",
          "[text_match]") {
  CHECK(fits("차세대반도체산업", "반도체"));
  CHECK_FALSE(fits("반도 도체", "반도체"));  // every bigram is there, the word is not
  CHECK_FALSE(fits("수출 통제", "수출통제"));
  CHECK(fits("수출통제", "\"수출 통제\""));
  CHECK(fits("修改法律", "法"));
  CHECK(fits("修改了法", "法"));
  CHECK(fits("法 令", "法"));
  CHECK_FALSE(fits("修改", "法"));
  CHECK(fits("對美국방", "美국"));
  CHECK(fits("政府補貼", "补贴"));
  CHECK(fits("政府补贴", "補貼"));
}

TEST_CASE("A phrase may go over signs and scripts", "[text_match]") {
  CHECK(fits("the start-up's plan", "\"start up plan\""));
  CHECK(fits("AI 반도체", "AI반도체"));
  CHECK(fits("ＡＩ반도체를", "ai반도체"));
  CHECK_FALSE(fits("반도체 AI", "AI반도체"));
}

TEST_CASE("A beginning fits the singular and the plural of a word", "[text_match]") {
  for (const char* text : {"subsidy", "Subsidies"}) {
    for (const char* question :
         {"sub*", "subsid*", "subsidi*", "subsidie*", "subsidies*", "subsidy*"}) {
      INFO(text);
      CHECK(fits(text, question));
    }
  }
  CHECK_FALSE(fits("subsist", "subsid*"));
  CHECK_FALSE(fits("mast", "masses*"));
  CHECK(fits("mass", "masses*"));
}

TEST_CASE("NEAR counts positions in either order", "[text_match]") {
  CHECK(fits("subsidy for a start", "subsidy NEAR/3 start"));
  CHECK(fits("subsidy for a start", "start NEAR/3 subsidy"));
  CHECK_FALSE(fits("subsidy for a start", "start NEAR/2 subsidy"));
  CHECK(fits("보조금 창업", "보조금 NEAR/1 창업"));
  CHECK(fits("보조금과 창업", "창업 NEAR/2 보조금"));
  CHECK_FALSE(fits("보조금과 창업", "창업 NEAR/1 보조금"));
  CHECK_FALSE(fits("반도체", "반도 NEAR/5 도체"));  // the same place is not near itself
  CHECK_FALSE(fits("firm", "firm NEAR/5 firm"));
  CHECK(fits("firm by firm", "firm NEAR/2 firm"));
  CHECK(fits("a x b x c", "a NEAR/2 b NEAR/2 c"));
  CHECK_FALSE(fits("a x b y b x c", "a NEAR/1 b NEAR/2 c"));
  CHECK_FALSE(fits("a b y y b c", "a NEAR/1 b NEAR/1 c"));  // one b serves both
  CHECK(fits("a c", "a NEAR/1 (b OR c)"));
}

TEST_CASE("Questions mean what they say, in three scripts", "[text_match]") {
  test::TextMaker maker(20250101);
  std::size_t hits = 0;
  std::size_t misses = 0;
  for (int round = 0; round < 400; ++round) {
    const auto question = maker.question();
    const auto query = parse_text_query(question.text);
    INFO(question.text);
    REQUIRE(query);
    for (int i = 0; i < 20; ++i) {
      const test::MadeText made = maker.text();
      INFO(made.text);
      const bool expected = question.fits(made.units);
      (expected ? hits : misses) += 1;
      CHECK(*text_fits(made.text, *query) == expected);
    }
  }
  CHECK(hits > 500);
  CHECK(misses > 500);
}
