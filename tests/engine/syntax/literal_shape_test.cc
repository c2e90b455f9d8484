// Which literals a text is made equal by.
#include "engine/syntax/literal_shape.h"

#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::vector<std::string> taken(std::string_view text) {
  std::vector<std::string> out;
  for (const PlainLiteral& literal : literal_shape(text).literals) {
    out.emplace_back(text.substr(literal.begin, literal.end - literal.begin));
  }
  return out;
}

bool same(std::string_view a, std::string_view b) {
  return literal_shape(a).text == literal_shape(b).text;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Plain literals are taken out of a text", "[syntax]") {
  CHECK(taken("WHERE a.n = 12 AND b = 'x' OR c < 1.5") == Texts{"12", "'x'", "1.5"});
  CHECK(taken("(f:Firm \"딥시크\")") == Texts{"\"딥시크\""});
  CHECK(taken("f1.n2 = $3") == Texts{});
  CHECK(taken("0x1F + 1e5 + .5 + 0o17") == Texts{});
  CHECK(taken("-[*1..3]-") == Texts{"1"});
  CHECK(taken("1234567890123456789") == Texts{});
  CHECK(taken(R"('a\'b' = 'c')") == Texts{"'c'"});
  CHECK(taken("// it's 5\n 6 /* 7 ' */ `8 '` '9'") == Texts{"6", "'9'"});
  CHECK(taken("'open 5") == Texts{});
  CHECK(taken("“full 5” = 6") == Texts{});
  CHECK(taken("f.n ＝ 6") == Texts{});
}

TEST_CASE("Texts are of one shape when they differ in values alone", "[syntax]") {
  CHECK(same("a = 1", "a = 22"));
  CHECK(same("a = 'x'", "a = '한빛'"));
  CHECK_FALSE(same("a = 1", "a = 1.0"));
  CHECK_FALSE(same("a = 1", "a = '1'"));
  CHECK_FALSE(same("a = 1", "b = 1"));
  CHECK_FALSE(same("a = \x01i", "a = 1"));
  CHECK_FALSE(same("a = '\n'", "a = 'x'"));
}
