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

TEST_CASE("What leads to something is a fact of a type that the guideline has", "[predictions]") {
  DocumentTruth truth;
  truth.source = "점토 공급 과잉이 유약 값을 내렸다";
  LocalEntity cause;
  cause.type = "EnvironmentFactor";
  cause.names.push_back({{}, {}, "점토 공급 과잉"});
  LocalEntity effect;
  effect.type = "Effect";
  effect.names.push_back({{}, {}, "유약 값 하락"});
  truth.entities = {cause, effect};
  LocalAssertion leads;
  leads.family = "LEADS_TO";
  leads.subject = 0;
  leads.object = 1;
  leads.evidence.quote = {0, static_cast<std::uint32_t>(truth.source.size())};
  truth.assertions.push_back(leads);
  CHECK(predictions(truth, "one").find(R"("type":"Mechanism","name":"점토 공급 과잉")") !=
        std::string::npos);
  // Beside a ministry that issues it, an environment's factor is no fact.
  truth.assertions.front().family = "CONSTRAINS";
  CHECK(predictions(truth, "one").find("Mechanism") == std::string::npos);
}
