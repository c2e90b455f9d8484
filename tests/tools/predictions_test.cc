#include "tools/sarye/predictions.h"

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
