// Random texts and full-text questions in three scripts, with a matcher that knows neither terms
// nor bigrams: it compares the words and characters that the texts were made of.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sarye::test {

// A word, or one character of Hangul or Han.
struct Unit {
  std::string text;   // folded, in the singular
  std::string other;  // its plural; empty for a character
  int run = -1;       // characters of one run have its number; a word has -1
};
using Units = std::vector<Unit>;

struct MadeText {
  std::string text;
  Units units;
};

class TextMaker {
 public:
  explicit TextMaker(std::uint32_t seed) : random_(seed) {}

  std::uint32_t draw(std::uint32_t below) { return random_() % below; }

  MadeText text() {
    MadeText out;
    Script before = Script::None;
    const std::uint32_t runs = 1 + draw(14);
    for (std::uint32_t i = 0; i < runs; ++i) {
      const auto script = static_cast<Script>(1 + draw(3));
      if (script == before || draw(3) != 0) {
        static const char* const kBetween[] = {" ", ", ", ". ", " — ", "。", "\n"};
        out.text += kBetween[draw(6)];
      }
      add_run(script, 1 + draw(4), out);
      before = script;
    }
    return out;
  }

  // A question, and what it means.
  struct Question {
    std::string text;
    std::function<bool(const Units&)> fits;
  };
  Question question(int depth = 2) {
    if (depth == 0 || draw(3) == 0) return draw(4) == 0 ? near() : word();
    const Question a = question(depth - 1);
    const Question b = question(depth - 1);
    switch (draw(5)) {
      case 0:
        return {"(" + a.text + " OR " + b.text + ")",
                [a, b](const Units& t) { return a.fits(t) || b.fits(t); }};
      case 1:
        return {"(" + a.text + " NOT " + b.text + ")",
                [a, b](const Units& t) { return a.fits(t) && !b.fits(t); }};
      case 2: {
        const Question c = question(depth - 1);
        return {"(" + a.text + " AND (" + b.text + " OR NOT " + c.text + "))",
                [a, b, c](const Units& t) { return a.fits(t) && (b.fits(t) || !c.fits(t)); }};
      }
      default:
        return {"(" + a.text + (draw(2) == 0 ? " AND " : " ") + b.text + ")",
                [a, b](const Units& t) { return a.fits(t) && b.fits(t); }};
    }
  }

 private:
  enum class Script { None, Latin, Hangul, Han };

  // Where a word stands: first and last position.
  using Spans = std::vector<std::pair<std::size_t, std::size_t>>;
  struct Word {
    std::string text;
    std::function<Spans(const Units&)> spans;
  };

  void add_run(Script script, std::uint32_t length, MadeText& out) {
    static const char* const kWords[][3] = {
        {"firm", "firms", "Firms"}, {"subsidy", "subsidies", "SUBSIDIES"},
        {"bus", "buses", "bus"},    {"box", "boxes", "Boxes"},
        {"r1", "r1", "Ｒ１"},       {"sub", "subs", "Sub"}};
    static const char* const kHangul[] = {"가", "나", "반", "도", "체"};
    static const char* const kHan[][2] = {{"补", "補"}, {"贴", "貼"}, {"法", "法"}, {"国", "國"}};
    if (script == Script::Latin) {
      // "buses" loses its s alone, as terms.h tells.
      const std::uint32_t i = draw(6);
      const std::uint32_t form = i == 2 ? 0 : draw(3);
      out.text += kWords[i][form];
      out.units.push_back({kWords[i][0], i == 2 ? "bus" : kWords[i][1], -1});
      return;
    }
    const int run = static_cast<int>(++runs_);
    for (std::uint32_t n = 0; n < length; ++n) {
      if (script == Script::Hangul) {
        const char* c = kHangul[draw(5)];
        out.text += c;
        out.units.push_back({c, "", run});
      } else {
        const std::uint32_t i = draw(4);
        out.text += kHan[i][draw(2)];
        out.units.push_back({kHan[i][0], "", run});
      }
    }
  }

  static bool same(const Unit& text, const Unit& wanted) {
    return text.text == wanted.text && (text.run < 0) == (wanted.run < 0);
  }

  // Where `wanted` stands: unit for unit, and what is one run in it is in one run of the text.
  static Spans places(const Units& text, const Units& wanted) {
    Spans out;
    for (std::size_t at = 0; at + wanted.size() <= text.size(); ++at) {
      bool fits = true;
      for (std::size_t i = 0; i < wanted.size() && fits; ++i) {
        fits = same(text[at + i], wanted[i]);
        if (i > 0 && wanted[i].run >= 0 && wanted[i].run == wanted[i - 1].run) {
          fits = fits && text[at + i].run == text[at + i - 1].run;
        }
      }
      if (fits) out.emplace_back(at, at + wanted.size() - 1);
    }
    return out;
  }

  Word one_word() {
    if (draw(5) == 0) {
      static const char* const kBeginnings[] = {"f",   "su",   "subsid", "subsidi", "subsidie",
                                                "box", "boxe", "r",      "firms",   "bus"};
      const std::string begin = kBeginnings[draw(10)];
      return {begin + "*", [begin](const Units& text) {
                Spans out;
                for (std::size_t i = 0; i < text.size(); ++i) {
                  const bool fits = text[i].run < 0 && (text[i].text.starts_with(begin) ||
                                                        text[i].other.starts_with(begin));
                  if (fits) out.emplace_back(i, i);
                }
                return out;
              }};
    }
    MadeText made;
    add_run(static_cast<Script>(1 + draw(3)), 1 + draw(3), made);
    if (draw(4) == 0) {
      made.text += ' ';
      add_run(static_cast<Script>(1 + draw(3)), 1 + draw(3), made);
      made.text = "\"" + made.text + "\"";
    }
    return {made.text, [units = made.units](const Units& text) { return places(text, units); }};
  }

  Question word() {
    const Word one = one_word();
    return {one.text, [one](const Units& text) { return !one.spans(text).empty(); }};
  }

  Question near() {
    const Word a = one_word();
    const Word b = one_word();
    const std::uint32_t within = 1 + draw(6);
    return {"(" + a.text + " NEAR/" + std::to_string(within) + " " + b.text + ")",
            [a, b, within](const Units& text) {
              for (const auto& [first, last] : a.spans(text)) {
                for (const auto& [other_first, other_last] : b.spans(text)) {
                  const bool behind = other_first > last && other_first - last <= within;
                  const bool before = first > other_last && first - other_last <= within;
                  if (behind || before) return true;
                }
              }
              return false;
            }};
  }

  std::mt19937 random_;
  std::uint32_t runs_ = 0;
};

}  // namespace sarye::test
