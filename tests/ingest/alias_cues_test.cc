#include "ingest/names/alias_cues.h"

#include <random>

#include "ingest/lexicon/pattern.h"
#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("A part of a bracket is read as the expression for it says", "[ingest][names]") {
  const Pattern expression(
      R"(^\s*(?:(이하|以下简称为|以下简称|简称为|简称|also known as|a\.?k\.?a\.?|known as|the\s|or\s)|(구\s|전\s|前身为|前身|formerly known as|formerly|f/k/a))?[:：]?\s*[‘'“"「《]?([^‘’'“”"「」《》]{2,60}?)[’'”"」》]?\s*$)");
  const std::vector<std::string> pieces = {
      "이하",   "以下简称", "为",   "简称",     "also known as",
      "a.k.a.", "aka",      "a",    "the",      "or",
      "구",     "전",       "前身", "formerly", "known as",
      "f/k/a",  ":",        "：",   " ",        "\t",
      "‘",      "’",        "'",    "“",        "”",
      "\"",     "「",       "」",   "《",       "》",
      "가람",   "x",        "华",   " ",        "Delmar Group Holdings of the north coast"};
  std::mt19937 random(3);
  std::size_t read = 0;
  std::size_t with_cue = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string part;
    for (unsigned n = random() % 7; n > 0; --n) part += pieces[random() % pieces.size()];
    const auto match = expression.find(part);
    const auto got = bracket_part(part);
    CAPTURE(part);
    REQUIRE(got.has_value() == match.has_value());
    if (!match) continue;
    REQUIRE(got->name == *match->groups[2]);
    REQUIRE(got->cue == (match->has(0)   ? AliasCue::Also
                         : match->has(1) ? AliasCue::Former
                                         : AliasCue::None));
    ++read;
    with_cue += got->cue != AliasCue::None ? 1 : 0;
  }
  CHECK(read > 5000);
  CHECK(with_cue > 500);
}
