#include "tools/sarye/predictions.h"

#include <string_view>

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("Universities and associations are no agencies of the predictions", "[predictions]") {
  DocumentTruth truth;
  truth.source = "Norland Ministry, Norland University";
  LocalEntity ministry;
  ministry.type = "Agency";
  ministry.kind = "ministry";
  ministry.names.push_back({{}, {}, "Norland Ministry"});
  LocalEntity university = ministry;
  university.kind = "university";
  university.names.front().text = "Norland University";
  truth.entities = {ministry, university};
  truth.mentions.push_back({0, 0, {0, 16}, "listed"});
  truth.mentions.push_back({0, 1, {18, 36}, "listed"});
  const std::string lines = predictions(truth, "one");
  CHECK(lines.find("Norland Ministry") != std::string::npos);
  CHECK(lines.find("Norland University") == std::string::npos);
}

TEST_CASE("Relations name firms as the text does", "[predictions]") {
  DocumentTruth truth;
  truth.source = "구노란, 노란철강과 프랑스; 노란철강은 French";
  const auto range_of = [&truth](std::string_view words) {
    const auto at = static_cast<std::uint32_t>(truth.source.find(words));
    return ByteRange{at, at + static_cast<std::uint32_t>(words.size())};
  };
  LocalEntity firm;
  firm.type = "Firm";
  firm.key = "firm:noran";
  firm.names = {{NameTag::En, NameKind::Official, "Noran Steel"},
                {NameTag::Ko, NameKind::Official, "노란철강"},
                {NameTag::Ko, NameKind::Former, "구노란"}};
  LocalEntity place;
  place.type = "Place";
  place.key = "place:france";
  place.names = {{NameTag::En, NameKind::Official, "France"},
                 {NameTag::En, NameKind::Short, "French"}};
  truth.entities = {firm, place};
  truth.mentions.push_back({0, 0, range_of("구노란"), "listed"});
  truth.mentions.push_back({0, 0, range_of("노란철강"), "listed"});
  truth.mentions.push_back({0, 1, range_of("French"), "listed"});
  LocalAssertion stands;
  stands.family = "LOCATED_IN";
  stands.subject = 0;
  stands.object = 1;
  stands.evidence.quote = {0, static_cast<std::uint32_t>(truth.source.size())};
  truth.assertions = {stands};
  const std::string lines = predictions(truth, "one");
  CHECK(lines.find(R"("subj":"노란철강")") != std::string::npos);
  CHECK(lines.find(R"("obj":"France")") != std::string::npos);
  CHECK(lines.find(R"("canonical":"Noran Steel")") != std::string::npos);
}

TEST_CASE("Plans of nobody named and policies that are called so are facts", "[predictions]") {
  DocumentTruth truth;
  truth.source = "widen the quay; kiln subsidies, subsidies; 법적 규제, 가마 세율 규제";
  const auto add = [&truth](std::string_view type, std::string_view name, std::string_view rule) {
    LocalEntity entity;
    entity.type = type;
    entity.names.push_back({{}, {}, std::string(name)});
    const auto at = static_cast<std::uint32_t>(truth.source.find(name));
    const auto end = static_cast<std::uint32_t>(at + name.size());
    truth.mentions.push_back(
        {0, static_cast<std::uint32_t>(truth.entities.size()), {at, end}, std::string(rule)});
    truth.entities.push_back(std::move(entity));
  };
  add("Strategy", "widen the quay", "announced");
  add("Policy", "kiln subsidies", "called");
  add("Policy", "법적 규제", "head");
  add("Policy", "가마 세율 규제", "called");
  add("Resource", "quay", "head");
  const std::string lines = predictions(truth, "one");
  CHECK(lines.find(R"("type":"Strategy","name":"widen the quay")") != std::string::npos);
  CHECK(lines.find(R"("type":"Policy","name":"kiln subsidies")") != std::string::npos);
  CHECK(lines.find(R"("name":"가마 세율 규제")") != std::string::npos);
  CHECK(lines.find(R"("name":"법적 규제")") == std::string::npos);
  CHECK(lines.find("Resource") == std::string::npos);
}
