#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tools/sarye/error_json.h"
#include "tools/sarye/json_graph.h"
#include "tools/sarye/json_value.h"

using namespace sarye;
using Json = nlohmann::json;

TEST_CASE("JSON values keep integers and floats apart", "[json]") {
  CHECK(value_from_json(Json::parse("1"))->type() == ValueType::Integer);
  CHECK(value_from_json(Json::parse("1.0"))->type() == ValueType::Float);
  CHECK(std::isnan(value_from_json(Json::parse(R"({"$float":"NaN"})"))->floating()));
  CHECK(value_from_json(Json::parse(R"({"$date":"2025-01-20"})"))->date().year() == 2025);
  CHECK(value_from_json(Json::parse("[1,[2]]"))->items().size() == 2);
}

TEST_CASE("Texts and names are composed, however they were typed", "[json]") {
  const std::string apart = "\u1112\u1161\u11AB";  // as macOS writes 한
  CHECK(value_from_json(Json(apart))->string() == "한");
  CHECK(value_from_json(Json::array({apart}))->items()[0].string() == "한");
  Json node = {{"id", 0}, {"labels", Json::array({apart})}};
  node["properties"][apart] = apart;
  const Json edge = {{"src", 0}, {"dst", 0}, {"type", apart}};
  const auto graph =
      graph_from_json(Json{{"nodes", Json::array({node})}, {"edges", Json::array({edge})}});
  REQUIRE(graph);
  CHECK(graph->types == std::vector<std::string>{"한"});
  CHECK(graph->relations == std::vector<std::string>{"한"});
  CHECK(graph->nodes[0].properties[0].first == "한");
}

TEST_CASE("What is no value is refused with what was found", "[json]") {
  CHECK(value_from_json(Json::parse(R"({"a":1})")).error().message.find("{\"a\":1}") !=
        std::string::npos);
  CHECK_FALSE(value_from_json(Json::parse("18446744073709551615")));
  CHECK_FALSE(value_from_json(Json::parse(R"({"$date":"2025-02-30"})")));
}

TEST_CASE("A graph names the node or edge that is wrong", "[json]") {
  auto graph = graph_from_json(Json::parse(R"({"nodes":[{"id":0},{"id":1,"label":["A"]}]})"));
  REQUIRE_FALSE(graph);
  CHECK(graph.error().message.find("nodes[1]") != std::string::npos);
  CHECK(graph.error().message.find("label") != std::string::npos);
  graph = graph_from_json(
      Json::parse(R"({"nodes":[{"id":0}],"edges":[{"src":0,"dst":"0","type":"T"}]})"));
  REQUIRE_FALSE(graph);  // "0" is not 0
  CHECK(graph.error().message.find("edges[0]") != std::string::npos);
}

TEST_CASE("An error's own name is its code, and syntax is of the compile phase", "[json]") {
  std::string out;
  append_error_json(out, Error{ErrorCode::Syntax, "line\nbreak \"q\"", "", "UnexpectedSyntax",
                               TextPlace{2, 3, 10, 11}});
  const Json json = Json::parse(out);
  CHECK(json["code"] == "UnexpectedSyntax");
  CHECK(json["phase"] == "compile");
  CHECK(json["message"] == "line\nbreak \"q\"");
  CHECK(json["column"] == 3);
  CHECK_FALSE(json.contains("hint"));
}
