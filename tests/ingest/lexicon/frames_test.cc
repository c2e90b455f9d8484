#include "ingest/lexicon/frames.h"

#include <fstream>
#include <sstream>

#include "tests/support/catch.h"

namespace sarye {
namespace {

const Ontology& ontology() {
  static const Ontology kOntology = [] {
    std::ifstream in(std::string(SARYE_SOURCE_DIR) + "/corpus/ontology/sarye.ontology");
    std::stringstream text;
    text << in.rdbuf();
    auto parsed = Ontology::parse(text.str());
    REQUIRE(parsed.has_value());
    return std::move(*parsed);
  }();
  return kOntology;
}

std::string error_of(std::string_view body) {
  Frames frames;
  const auto added = frames.add("sarye frames 1 ko\n" + std::string(body), "ko.frames", ontology());
  return added ? std::string() : added.error().message;
}

}  // namespace

TEST_CASE("A frame knows its relation, slots, cues and qualifiers", "[ingest][frames]") {
  Frames frames;
  const auto added = frames.add(
      "sarye frames 1 ko\n# comment\n"
      "frame PURSUES | subject -> object/into:Strategy | 포기+ 내던지~ | status=abandoned "
      "prior=600\n",
      "ko.frames", ontology());
  REQUIRE(added.has_value());
  REQUIRE(frames.frames(Language::Korean).size() == 1);
  const Frame& frame = frames.frames(Language::Korean)[0];
  CHECK(frame.family == "PURSUES");
  CHECK(frame.object.markers == std::vector<Marker>{Marker::Object, Marker::Into});
  CHECK(frame.object.creates == "Strategy");
  CHECK(frame.cues[1].form == CueForm::Stem);
  CHECK(frame.qualifiers.at("status") == "abandoned");
  CHECK(frame.prior == 600);
  CHECK(frame.id == "ko:3");
  CHECK(frames.frames(Language::English).empty());
}

TEST_CASE("A kind is told from its family, with the prior of the ontology", "[ingest][frames]") {
  Frames frames;
  REQUIRE(frames
              .add("sarye frames 1 en\nframe LAUNCHES | subject -> object | launch~\n", "en.frames",
                   ontology())
              .has_value());
  CHECK(frames.frames(Language::English)[0].family == "OFFERS");
  CHECK(frames.frames(Language::English)[0].kind == "LAUNCHES");
  CHECK(frames.frames(Language::English)[0].prior == 800);
}

TEST_CASE("Frames tell how long the words are that begin with a character", "[ingest][frames]") {
  Frames frames;
  REQUIRE(frames
              .add("sarye frames 1 zh\nmarker into: 成为 成\nwords noun: 成本压力 成3本 利润\n",
                   "zh.frames", ontology())
              .has_value());
  CHECK(frames.sizes_from(Language::Chinese, U'成') == ((1 << 1) | (1 << 2) | (1 << 4)));
  CHECK(frames.sizes_from(Language::Chinese, U'利') == 1 << 2);
  CHECK(frames.sizes_from(Language::Chinese, U'本') == 0);
}

TEST_CASE("A mistake in a frames file is told with its line", "[ingest][frames]") {
  CHECK(
      error_of("frame LIKES | subject -> object | 좋아하~").find("ko.frames:2: unknown relation") !=
      std::string::npos);
  CHECK(error_of("\nframe OFFERS | subject -> beside | 출시+").find("ko.frames:3: unknown slot") !=
        std::string::npos);
  CHECK(error_of("frame OFFERS | subject -> object:Thing | 출시+").find("unknown type") !=
        std::string::npos);
  CHECK(error_of("frame OFFERS | subject -> object |").find("without cues") != std::string::npos);
  CHECK(error_of("stance sometimes after: 가끔").find("unknown stance") != std::string::npos);
  CHECK(error_of("marker topic: 은\nmarker of: 은").find("ko.frames:3: '은' is a marker already") !=
        std::string::npos);
  Frames frames;
  CHECK_FALSE(frames.add("frame OFFERS", "x.frames", ontology()).has_value());
}

TEST_CASE("English verbs bend regularly unless told otherwise", "[ingest][frames]") {
  CHECK(english_verb_forms("launch") ==
        std::vector<std::string>{"launch", "launches", "launched", "launched", "launching"});
  CHECK(english_verb_forms("supply")[1] == "supplies");
  CHECK(english_verb_forms("supply")[2] == "supplied");
  CHECK(english_verb_forms("drive/drove/driven")[3] == "driven");
  CHECK(english_verb_forms("drive/drove/driven")[4] == "driving");
  CHECK(english_verb_forms("ship/shipped")[4] == "shipping");
  CHECK(english_verb_forms("spin/spun off")[2] == "spun off");
  CHECK(english_verb_forms("agree")[4] == "agreeing");
}

}  // namespace sarye
