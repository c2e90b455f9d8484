#include "engine/base/language.h"

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("Longer language codes mean their language, whatever their case", "[model][language]") {
  CHECK(parse_language("zh_CN") == Language::Chinese);
  CHECK(parse_language("ZH-hant") == Language::Chinese);
  CHECK(parse_language("en-US") == Language::English);
  CHECK(parse_language("ko-KR") == Language::Korean);
  CHECK(parse_language("kor") == Language::Korean);
  CHECK(parse_language("kok") == Language::Unknown);
  CHECK(parse_language("") == Language::Unknown);
}

TEST_CASE("A Chinese name's script follows from its region unless it is written",
          "[model][language]") {
  CHECK(parse_name_tag("zh") == NameTag::ZhHans);
  CHECK(parse_name_tag("zh-TW") == NameTag::ZhHant);
  CHECK(parse_name_tag("zh_HK") == NameTag::ZhHant);
  CHECK(parse_name_tag("zh-Hans-HK") == NameTag::ZhHans);
  CHECK(!parse_name_tag("fr").has_value());
  for (const NameTag tag : {NameTag::Unknown, NameTag::Ko, NameTag::ZhHans, NameTag::ZhHant,
                            NameTag::En, NameTag::Ja}) {
    CHECK(parse_name_tag(name_tag_code(tag)) == tag);
  }
}
