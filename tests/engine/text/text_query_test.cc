// The language of full-text questions: how they are understood, and how they are refused.
#include "engine/text/text_query.h"

#include <string>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::string understood(std::string_view text) {
  const auto query = parse_text_query(text);
  return query ? to_text(*query) : "refused: " + query.error().message;
}

// What is wrong, and the part of the text that the error points at.
std::string refused(const std::string& text) {
  const auto query = parse_text_query(text);
  if (query) return "understood: " + to_text(*query);
  const Error& error = query.error();
  CHECK_FALSE(error.hint.empty());
  if (!error.place) return error.message;
  const std::size_t size = error.place->byte_end - error.place->byte_begin;
  return error.message + " | " + text.substr(error.place->byte_begin, size);
}

}  // namespace

TEST_CASE("Words without an operator are all wanted", "[text_query]") {
  CHECK(understood("Subsidies startup") == "subsidy AND startup");
  CHECK(understood("补贴 AND 创业") == "补贴 AND 创业");
  CHECK(understood("보조금, 창업。투자") == "보조금 AND 창업 AND 투자");
  CHECK(understood("supply & demand") == "supply AND demand");
  CHECK(understood("11,955 대") == "11955 AND 대");
}

TEST_CASE("Operators are words in capitals", "[text_query]") {
  CHECK(understood("research and development") == "research AND and AND development");
  CHECK(understood("\"AND\" OR \"not\"") == "and OR not");
  CHECK(understood("ＡＮＤ") == "refused: ＡＮＤ has nothing on its left");
  CHECK(understood("보조금 ＯＲ 지원금") == "보조금 OR 지원금");
  CHECK(understood("ANDROID ORACLE NEARBY") == "android AND oracle AND nearby");
}

TEST_CASE("NOT binds tightest, then NEAR, AND, OR", "[text_query]") {
  CHECK(understood("a b OR c d") == "(a AND b) OR (c AND d)");
  CHECK(understood("(\"보조금\" NEAR/5 창업*) NOT 대출") == "(보조금 NEAR/5 창업) NOT 대출");
  CHECK(understood("보조금 -대출 창업") == "보조금 NOT 대출 AND 창업");
  CHECK(understood("a NEAR/3 b c") == "(a NEAR/3 b) AND c");
  CHECK(understood("a NEAR/3 (b OR c) NEAR/4 d") == "a NEAR/3 (b OR c) NEAR/4 d");
  CHECK(understood("a AND (b OR NOT c)") == "a AND (b OR NOT c)");
  CHECK(understood("NOT NOT a") == "a");
  CHECK(understood("NOT (NOT a OR b)") == "NOT (NOT a OR b)");
  CHECK(understood("((a))") == "a");
}

TEST_CASE("Quotes of every kind make phrases", "[text_query]") {
  CHECK(understood("\"export controls\"") == "\"export control\"");
  CHECK(understood("“수출 통제”") == "\"수출 통제\"");
  CHECK(understood("「技術 標準」 OR 『标准』") == "\"技术 标准\" OR 标准");
  CHECK(understood("＂ＡＩ 반도체＂") == "\"ai 반도체\"");
  CHECK(understood("start-up AI반도체") == "\"start up\" AND \"ai 반도체\"");
  CHECK(understood("firm’s rock'n'roll") == "firm AND rocknroll");
}

TEST_CASE("A star is the rest of a word", "[text_query]") {
  CHECK(understood("Subsid*") == "subsid*");
  CHECK(understood("\"state subsid* plan\"") == "\"state subsid* plan\"");
  CHECK(understood("subsidies*") == "subsidies*");  // letters, no plural yet
  CHECK(understood("반도체*") == "반도체");         // it is found inside of longer words anyway
  CHECK(understood("ｓｕｂ＊") == "sub*");
  CHECK(refused("*") == "* stands at the end of a word | *");
  CHECK(refused("sub*sid") == "* stands at the end of a word | *");
  CHECK(refused("\"a *\"") == "* stands at the end of a word | *");
}

TEST_CASE("A character alone is looked for inside of words", "[text_query]") {
  const auto query = parse_text_query("法 법률");
  REQUIRE(query);
  CHECK(query->words[0].pieces == std::vector<TextPiece>{{TextPiece::Kind::Character, "法", 0}});
  CHECK(query->words[1].pieces == std::vector<TextPiece>{{TextPiece::Kind::Term, "법률", 0}});
  CHECK(query->words[1].width == 2);
}

TEST_CASE("Equal words are one, and those behind NOT are not wanted", "[text_query]") {
  const auto query = parse_text_query("補貼 (补贴 OR Loans) NOT (loan 税) 创业");
  REQUIRE(query);
  REQUIRE(query->words.size() == 4);
  CHECK(query->words[0].written == "補貼");
  CHECK(query->words[1].wanted);  // once outside
  CHECK_FALSE(query->words[2].wanted);
}

TEST_CASE("What cannot be a question is refused where it goes wrong", "[text_query]") {
  CHECK(refused("") == "there is nothing to search for | ");
  CHECK(refused(" — ") == "there is nothing to search for |  — ");
  CHECK(refused("보조금 AND") == "AND has nothing on its right | AND");
  CHECK(refused("OR 보조금") == "OR has nothing on its left | OR");
  CHECK(refused("a AND OR b") == "AND has nothing on its right | AND");
  CHECK(refused("a NEAR/3") == "NEAR/3 has nothing on its right | NEAR/3");
  CHECK(refused("NEAR/3 a") == "NEAR/3 has nothing on its left | NEAR/3");
  CHECK(refused("a NEAR b") == "NEAR takes a distance, 1 to 10000 | NEAR");
  CHECK(refused("a NEAR/0 b") == "NEAR takes a distance, 1 to 10000 | NEAR/0");
  CHECK(refused("a NEAR/x b") == "NEAR takes a distance, 1 to 10000 | NEAR/x");
  CHECK(refused("a NEAR/3 (b c)") == "NEAR stands between words, phrases and (a OR b) | (b c)");
  CHECK(refused("a NEAR/3 NOT b") == "NEAR stands between words, phrases and (a OR b) | NOT b");
  CHECK(refused("(a NEAR/3 b) NEAR/3 c") ==
        "NEAR stands between words, phrases and (a OR b) | (a NEAR/3 b)");
  CHECK(refused("NOT 대출") == "NOT alone says only what must not be there | NOT");
  CHECK(refused("-대출") == "NOT alone says only what must not be there | -");
  CHECK(refused("보조금 OR NOT 대출") == "NOT alone says only what must not be there | NOT");
  CHECK(refused("NOT (a b)") == "NOT alone says only what must not be there | NOT");
  CHECK(refused("a NOT") == "NOT has nothing behind it | NOT");
  CHECK(refused("(a b") == "this bracket is not closed | (");
  CHECK(refused("a) b") == "this bracket closes nothing | )");
  CHECK(refused("a （）") == "there is nothing in these brackets | （）");
  CHECK(refused("보조금 \"대출") == "the phrase that begins here is not closed | \"");
  CHECK(refused("a」") == "this quote closes nothing | 」");
  CHECK(refused("\"—\"") == "there is no word in these quotes | \"—\"");
  CHECK(refused("a || b") == "|| is no operator of a search | ||");
  CHECK(parse_text_query(std::string(300, '(') + "a" + std::string(300, ')')).error().code ==
        ErrorCode::LimitReached);
}

TEST_CASE("The place of an error counts characters and lines", "[text_query]") {
  const auto query = parse_text_query("보조금\n창업 OR");
  REQUIRE_FALSE(query);
  REQUIRE(query.error().place);
  CHECK(query.error().place->line == 2);
  CHECK(query.error().place->column == 4);
}

TEST_CASE("Any bytes are a question or an error", "[text_query]") {
  std::uint32_t state = 11;
  const std::string pieces[] = {"(",   ")",       "\"", "*",    "-",        "NOT ", "AND ",
                                "OR ", "NEAR/2 ", "a",  "가",   "\xE4\xB8", "中",   " ",
                                "」",  "，",      "1",  "\xFF", "NEAR"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525u + 1013904223u;
      text += pieces[(state >> 16) % std::size(pieces)];
    }
    INFO(text);
    const auto query = parse_text_query(text);
    if (!query) {
      CHECK_FALSE(query.error().message.empty());
      continue;
    }
    // What is understood says the same again.
    const auto again = parse_text_query(to_text(*query));
    REQUIRE(again);
    CHECK(to_text(*again) == to_text(*query));
  }
}
