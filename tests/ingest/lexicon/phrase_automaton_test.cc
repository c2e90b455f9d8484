#include "ingest/lexicon/phrase_automaton.h"

#include <chrono>
#include <random>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

PhraseAutomaton automaton_of(const std::vector<std::string>& texts) {
  std::vector<Phrase> phrases;
  for (const std::string& text : texts) {
    phrases.push_back({text, static_cast<std::uint32_t>(phrases.size())});
  }
  return PhraseAutomaton::build(phrases);
}

std::vector<std::string> found_in(const PhraseAutomaton& automaton, std::string_view text) {
  std::vector<std::string> out;
  for (const PhraseMatch& match : automaton.match(text)) {
    out.emplace_back(text.substr(match.bytes.begin, match.bytes.size()));
  }
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("The leftmost phrase wins, and of two that begin together the longer",
          "[lexicon][phrases]") {
  const auto automaton = automaton_of({"카카오", "카카오톡", "톡톡", "오톡"});
  CHECK(found_in(automaton, "카카오톡과 카카오") == Strings{"카카오톡", "카카오"});
  CHECK(found_in(automaton, "카카오톡톡") == Strings{"카카오톡"});
  CHECK(found_in(automaton, "톡카카") == Strings{});
}

TEST_CASE("A match refused leaves room for the next best", "[lexicon][phrases]") {
  const auto automaton = automaton_of({"카카오", "카카오톡"});
  const std::string text = "카카오톡";
  const auto matches =
      automaton.match(text, [](const PhraseMatch& m) { return m.payloads[0] != 1; });
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].payloads[0] == 0);
  CHECK(matches[0].bytes == ByteRange{0, 9});
}

TEST_CASE("Case, width and Traditional forms fold, and bytes are those of the text",
          "[lexicon][phrases]") {
  const auto automaton = automaton_of({"DeepSeek", "华为", "주"});
  CHECK(found_in(automaton, "x ＤＥＥＰｓｅｅｋ deepseek") ==
        Strings{"ＤＥＥＰｓｅｅｋ", "deepseek"});
  CHECK(found_in(automaton, "與華為合作") == Strings{"華為"});
  CHECK(found_in(automaton, "㈜한빛") == Strings{"㈜"});
}

TEST_CASE("Spaces and hyphens do not matter, wide gaps and other signs do", "[lexicon][phrases]") {
  const auto automaton = automaton_of({"오픈소스 전략", "open-source strategy", "딥시크 R1"});
  CHECK(found_in(automaton, "오픈 소스 전략과 오픈소스전략") ==
        Strings{"오픈 소스 전략", "오픈소스전략"});
  CHECK(found_in(automaton, "an Open source\nstrategy") == Strings{"Open source\nstrategy"});
  CHECK(found_in(automaton, "딥시크-R1, 딥시크R1") == Strings{"딥시크-R1", "딥시크R1"});
  CHECK(found_in(automaton, "딥시크   R1").empty());
  CHECK(found_in(automaton, "딥시크, R1").empty());
}

TEST_CASE("Phrases that fold to the same keep all their payloads", "[lexicon][phrases]") {
  const auto automaton = PhraseAutomaton::build({{"AWS", 7}, {"aws", 3}, {" - ", 1}, {"", 2}});
  CHECK(automaton.phrase_count() == 2);
  const auto matches = automaton.match("Aws");
  REQUIRE(matches.size() == 1);
  CHECK(std::vector<std::uint32_t>(matches[0].payloads.begin(), matches[0].payloads.end()) ==
        std::vector<std::uint32_t>{7, 3});
}

TEST_CASE("What the automaton finds is what looking for each phrase finds", "[lexicon][phrases]") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> texts;
    for (int i = 0; i < 12; ++i) {
      std::string text;
      for (int n = static_cast<int>(random() % 4) + 1; n > 0; --n) text += "abc"[random() % 3];
      texts.push_back(text);
    }
    std::string haystack;
    for (int i = 0; i < 60; ++i) haystack += "abcd"[random() % 4];
    std::vector<std::pair<std::uint32_t, std::uint32_t>> expected, got;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      for (std::size_t at = haystack.find(texts[i]); at != std::string::npos;
           at = haystack.find(texts[i], at + 1)) {
        expected.emplace_back(at, i);
      }
    }
    automaton_of(texts).match_all(haystack, [&](const PhraseMatch& match) {
      for (const std::uint32_t payload : match.payloads) {
        CHECK(haystack.substr(match.bytes.begin, match.bytes.size()) == texts[payload]);
        got.emplace_back(match.bytes.begin, payload);
      }
    });
    std::sort(expected.begin(), expected.end());
    std::sort(got.begin(), got.end());
    REQUIRE(got == expected);
  }
}

TEST_CASE("With words, only matches that begin inside one are left out", "[lexicon][phrases]") {
  std::mt19937 random(5);
  const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  std::size_t left_out = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> texts;
    for (int i = 0; i < 12; ++i) {
      std::string text;
      for (int n = static_cast<int>(random() % 6) + 1; n > 0; --n) text += "abAB1 "[random() % 6];
      texts.push_back(text);
    }
    std::string haystack;
    for (int i = 0; i < 60; ++i) haystack += "abAB1 -.\xB7"[random() % 9];
    const auto automaton = automaton_of(texts);
    std::vector<ByteRange> expected, got;
    automaton.match_all(haystack, [&](const PhraseMatch& match) {
      const std::uint32_t at = match.bytes.begin;
      const bool inside = at > 0 && letter(haystack[at]) && letter(haystack[at - 1]);
      left_out += inside ? 1 : 0;
      if (!inside) expected.push_back(match.bytes);
    });
    automaton.match_all(haystack, PhraseAutomaton::Begins::WithWords,
                        [&](const PhraseMatch& match) { got.push_back(match.bytes); });
    REQUIRE(got == expected);
  }
  CHECK(left_out > 100);
}

TEST_CASE("What is chosen is the leftmost and longest of what is allowed", "[lexicon][phrases]") {
  std::mt19937 random(13);
  const std::vector<std::string> letters = {"가", "나", "a", "B", "㈜", "주", "(", " ", "ﬁ", "f"};
  std::size_t refused = 0;
  std::size_t spared = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> texts;
    for (int i = 0; i < 15; ++i) {
      std::string text;
      for (int n = static_cast<int>(random() % 5) + 1; n > 0; --n) {
        text += letters[random() % letters.size()];
      }
      texts.push_back(text);
    }
    std::string haystack;
    for (int i = 0; i < 50; ++i) haystack += letters[random() % letters.size()];
    const auto automaton = automaton_of(texts);
    const auto allows = [&](const PhraseMatch& match) {
      return (match.bytes.begin * 7 + match.bytes.end) % 3 != 0;
    };
    std::vector<ByteRange> all;
    automaton.match_all(haystack, [&](const PhraseMatch& match) {
      if (allows(match)) all.push_back(match.bytes);
    });
    std::sort(all.begin(), all.end(), [](ByteRange a, ByteRange b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::vector<ByteRange> expected;
    for (const ByteRange one : all) {
      if (expected.empty() || one.begin >= expected.back().end) expected.push_back(one);
    }
    std::vector<ByteRange> accepted, got;
    std::size_t asked = 0;
    const auto chosen = automaton.match(haystack, [&](const PhraseMatch& match) {
      ++asked;
      if (!allows(match)) return ++refused, false;
      accepted.push_back(match.bytes);
      return true;
    });
    for (const PhraseMatch& match : chosen) got.push_back(match.bytes);
    REQUIRE(got == expected);
    REQUIRE(accepted == expected);
    std::size_t matches = 0;
    automaton.match_all(haystack, [&](const PhraseMatch&) { ++matches; });
    spared += matches - asked;
  }
  CHECK(refused > 100);
  CHECK(spared > 100);
}

TEST_CASE("Malformed bytes end matches and harm nothing", "[lexicon][phrases]") {
  const auto automaton = automaton_of({"ab"});
  CHECK(found_in(automaton,
                 "a\xFF"
                 "b ab\xED\xA0") == Strings{"ab"});
  CHECK(PhraseAutomaton().match("anything").empty());
}

TEST_CASE("Ten thousand phrases are built and searched in time", "[.][benchmark][phrases]") {
  std::mt19937 random(11);
  std::vector<Phrase> phrases;
  const auto syllable = [&](std::string& out) {
    const unsigned c = 0xAC00 + random() % 2000;
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  };
  for (std::uint32_t i = 0; i < 10000; ++i) {
    std::string text;
    for (unsigned n = 3 + random() % 6; n > 0; --n) {
      if (i % 2 == 0) {
        syllable(text);
      } else {
        text += static_cast<char>('a' + random() % 26);
      }
    }
    phrases.push_back({text, i});
  }
  std::string korean, latin;
  for (int i = 0; i < 2'000'000; ++i) {
    if (i % 4 == 3) korean += ' ';
    syllable(korean);
  }
  for (int i = 0; i < 6'000'000; ++i)
    latin += i % 6 == 5 ? ' ' : static_cast<char>('a' + random() % 26);

  (void)PhraseAutomaton::build({{"warm", 0}});
  auto begin = std::chrono::steady_clock::now();
  const auto automaton = PhraseAutomaton::build(phrases);
  const auto since = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  WARN("build: " << since() * 1000 << " ms");
  for (const std::string* text : {&korean, &latin}) {
    begin = std::chrono::steady_clock::now();
    const std::size_t hits = automaton.match(*text).size();
    WARN(static_cast<double>(text->size()) / 1e6 / since() << " MB/s, " << hits << " hits");
  }
}
