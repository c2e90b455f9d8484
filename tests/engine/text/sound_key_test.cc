#include "engine/text/sound_key.h"

#include <algorithm>
#include <utility>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

bool shares_key(std::string_view a, std::string_view b) {
  const auto keys = sound_keys(a);
  const auto others = sound_keys(b);
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
    return std::binary_search(others.begin(), others.end(), key);
  });
}

}  // namespace

TEST_CASE("A Hangul and a Latin spelling of one name sound alike", "[text][sound]") {
  constexpr std::pair<const char*, const char*> kPairs[] = {
      {"한울셀텍", "Hanul Celltec"},
      {"팔란티어", "Palantir"},
      {"스노우플레이크", "Snowflake"},
      {"데이터브릭스", "Databricks"},
      {"앤트로픽", "Anthropic"},
      {"스포티파이", "Spotify"},
      {"리비안", "Rivian"},
      {"노스볼트", "Northvolt"},
      {"스태빌리티", "Stability"},
      {"제넨텍", "Genentech"},
      {"세레브라스", "Cerebras"},
      {"미스트랄", "Mistral"},
      {"드롭박스", "Dropbox"},
      {"인스타카트", "Instacart"},
      {"그랩홀딩스", "Grab Holdings"},
      {"고젝", "Gojek"},
      {"메르카도리브레", "MercadoLibre"},
      {"클라르나", "Klarna"},
      {"레볼루트", "Revolut"},
      {"스트라이프", "Stripe"},
      {"로빈후드", "Robinhood"},
      {"코인베이스", "Coinbase"},
      {"모더나", "Moderna"},
      {"길리어드", "Gilead"},
      {"리제네론", "Regeneron"},
      {"버텍스", "Vertex"},
      {"일루미나", "Illumina"},
      {"퀀텀스케이프", "QuantumScape"},
      {"솔리드파워", "Solid Power"},
      {"블룸에너지", "Bloom Energy"},
      {"루시드모터스", "Lucid Motors"},
      {"조비에비에이션", "Joby Aviation"},
      {"마크 저커버그", "Mark Zuckerberg"},
      {"젠슨 황", "Jensen Huang"},
      {"샘 올트먼", "Sam Altman"},
      {"사티아 나델라", "Satya Nadella"},
      {"일론 머스크", "Elon Musk"},
      {"팀 쿡", "Tim Cook"},
      {"순다르 피차이", "Sundar Pichai"},
      {"리드 헤이스팅스", "Reed Hastings"},
      {"글로벌파운드리스", "GlobalFoundries"},
      {"인피니언", "Infineon"},
      {"르네사스", "Renesas"},
      {"마이크론", "Micron"},
      {"글렌코어", "Glencore"},
      {"리오틴토", "Rio Tinto"},
      {"티센크루프", "Thyssenkrupp"},
      {"에퀴노르", "Equinor"},
      {"베스타스", "Vestas"},
      {"오르스테드", "Orsted"},
      {"코라벨", "Coravel"},
      {"네오비전테크", "Neovision Tech"},
      {"트렌디올", "Trendyol"},
  };
  for (const auto& [hangul, latin] : kPairs) {
    CAPTURE(hangul, latin, sound_likeness(hangul, latin));
    CHECK(shares_key(hangul, latin));
    CHECK(sounds_alike(hangul, latin));
  }
}

TEST_CASE("Other names do not sound alike", "[text][sound]") {
  constexpr std::pair<const char*, const char*> kPairs[] = {
      {"네이버", "Nova"},
      {"바드", "Baidu"},
      {"노스볼트", "Northrop"},
      {"모더나", "Modine"},
      {"한울셀텍", "Hanul Chem"},
      {"인피니언", "Infinity"},
      {"에어비앤비", "Airbus"},
      {"루시드모터스", "Lucid Metrics"},
      {"솔리드파워", "Solid Paper"},
      {"메트라이프", "Metro Live"},
      {"스트라이프", "Striker"},
      {"글로벌파운드리스", "Global Foundation"},
      {"베스타스", "Best Buy"},
      {"팀 쿡", "Tom Cook"},
      {"마크 저커버그", "Marc Zuckerman"},
      {"에어비앤비", "Airbnb"},
      {"삼성전자", "Samsung SDI"},
      {"에스케이하이닉스", "SK Innovation"},
      {"엘지화학", "LG Display"},
      {"바이트댄스", "Baidu"},
      {"테슬라에너지", "Tesla Motors"},
      {"오픈에이아이", "OpenText"},
      {"넷플릭스", "Netscape"},
      {"인텔랩스", "Intelsat"},
      {"퀄컴", "Qualtrics"},
  };
  for (const auto& [hangul, latin] : kPairs) {
    CAPTURE(hangul, latin, sound_likeness(hangul, latin));
    CHECK(!sounds_alike(hangul, latin));
  }
}

TEST_CASE("Names that say too little or are of another script have no sound key", "[text][sound]") {
  CHECK(sound_keys("카카오").empty());  // two consonants
  CHECK(sound_keys("深度求索").empty());
  CHECK(sound_keys("LG전자").empty());  // both scripts
  CHECK(sound_keys("").empty());
  CHECK(sound_keys("㈜한울셀텍") == sound_keys("한울셀텍"));
  CHECK(sound_keys("Hanul Celltec Co., Ltd.") == sound_keys("Hanul Celltec"));
  CHECK(sound_keys("Orion 3") != sound_keys("Orion 5"));
  CHECK(sound_likeness("Hanul", "Hanul") == 0);
}

TEST_CASE("Chinese characters that write foreign sounds are compared, and never a key",
          "[text][sound]") {
  CHECK(sound_likeness("特斯拉", "Tesla") >= 900);
  CHECK(sound_likeness("阿里巴巴", "Alibaba") >= 900);
  CHECK(sound_likeness("西门子", "Siemens") == 0);  // 门 writes no sound here
  CHECK(sound_likeness("博通", "Broadcom") == 0);
  CHECK(sound_likeness("特斯拉", "Toshiba") < 750);
  CHECK(sound_keys("特斯拉").empty());
}
