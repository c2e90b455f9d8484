#include "tools/sarye/session.h"

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace sarye;
using Json = nlohmann::json;

namespace {

Json ask(Session& session, const Json& request) {
  const std::string line = session.answer(request.dump());
  CHECK(line.find('\n') == std::string::npos);
  return Json::parse(line);
}

Json ask(Session& session, const char* request) {
  return Json::parse(session.answer(request));
}

Json two_nodes() {
  return Json::parse(R"({"id":2,"op":"import",
    "nodes":[{"id":7,"labels":["A"],"properties":{"n":1.0,"t":"값"}},{"id":9,"labels":[]}],
    "edges":[{"id":4,"src":7,"dst":9,"type":"T","properties":{"w":2}},
             {"id":5,"src":7,"dst":9,"type":"T"}]})");
}

}  // namespace

TEST_CASE("A graph in memory keeps its ids, its parallel edges and its values", "[session]") {
  Session session;
  CHECK(ask(session, R"({"id":1,"op":"open","dir":":memory:","create":true})")["ok"] == true);
  CHECK(ask(session, two_nodes())["edges"] == 2);
  const Json answer =
      ask(session, R"({"id":"q","op":"query","text":"MATCH (a)-[e:T]->(b) RETURN a, e, b.x"})");
  CHECK(answer["id"] == "q");
  CHECK(answer["columns"] == Json::parse(R"(["a","e","b.x"])"));
  REQUIRE(answer["rows"].size() == 2);
  CHECK(answer["rows"][0][0] ==
        Json::parse(R"({"$node":7,"labels":["A"],"properties":{"n":1.0,"t":"값"}})"));
  CHECK(answer["rows"][0][1]["src"] == 7);
  CHECK(answer["rows"][0][2].is_null());
  CHECK(answer["ms"].is_number());
}

TEST_CASE("Clear forgets the graph at once", "[session]") {
  Session session;
  ask(session, R"({"id":1,"op":"open","dir":":memory:"})");
  ask(session, two_nodes());
  CHECK(ask(session, R"({"id":2,"op":"clear"})")["ok"] == true);
  const Json answer =
      ask(session, R"({"id":3,"op":"query","text":"MATCH (n) RETURN count(*) AS c"})");
  CHECK(answer["rows"][0][0] == 0);
  // And ids may be given again.
  CHECK(ask(session, two_nodes())["ok"] == true);
}

TEST_CASE("Whatever stands in a line, there is an answer and the session goes on", "[session]") {
  Session session;
  const std::string deep(100'000, '[');
  for (const std::string& line :
       {std::string("{"), std::string("[]"), std::string("\xff\xfe"), std::string("null"),
        std::string(R"({"id":1})"), std::string(R"({"id":1,"op":5})"),
        std::string(R"({"id":1,"op":"fly"})"),
        std::string(R"({"id":1,"op":"query","text":"RETURN 1"})"),
        std::string(R"({"id":1,"op":"open"})"), deep}) {
    const Json answer = Json::parse(session.answer(line));
    CHECK(answer["ok"] == false);
    CHECK(!answer["error"]["message"].get<std::string>().empty());
  }
  ask(session, R"({"id":1,"op":"open","dir":":memory:"})");
  for (const char* line :
       {R"({"id":2,"op":"query"})", R"({"id":2,"op":"query","text":"RETURN $x","params":[]})",
        R"({"id":2,"op":"query","text":"RETURN 1","options":{"no_such":1}})",
        R"({"id":2,"op":"query","text":"RETURN 1","options":{"timeout":"soon"}})",
        R"({"id":2,"op":"import","nodes":[{"id":1},{"id":1}]})",
        R"({"id":2,"op":"import","nodes":[{"id":1,"labels":["A","B"]}]})",
        R"({"id":2,"op":"import","edges":[{"src":1,"dst":2,"type":"T"}]})",
        R"({"id":2,"op":"import","nodes":[5]})", R"({"id":2,"op":"load","data":"/no/such/folder"})",
        R"({"id":2,"op":"ingest","files":[3]})"}) {
    const Json answer = ask(session, line);
    CHECK(answer["ok"] == false);
    CHECK(answer["id"] == 2);
  }
  Json lists = 1;
  for (int i = 0; i < 500; ++i) lists = Json::array({lists});
  CHECK(ask(session, Json{{"id", 3},
                          {"op", "query"},
                          {"text", "RETURN 1"},
                          {"params", {{"x", lists}}}})["ok"] == false);
  CHECK(ask(session, R"({"id":4,"op":"query","text":"RETURN 1 AS x"})")["rows"][0][0] == 1);
}

TEST_CASE("Errors tell their phase, their place and what would work", "[session]") {
  Session session;
  ask(session, R"({"id":1,"op":"open","dir":":memory:"})");
  Json error = ask(session, R"({"id":1,"op":"query","text":"RETURN 1 +\n x"})")["error"];
  CHECK(error["code"] == "UndefinedVariable");
  CHECK(error["phase"] == "compile");
  CHECK(error["line"] == 2);
  CHECK(error["column"] == 2);
  error = ask(session, R"({"id":1,"op":"query","text":"RETURN 9223372036854775807 + 1"})")["error"];
  CHECK(error["phase"] == "run");
}

TEST_CASE("A parameter in pieces is the composed text", "[session]") {
  Session session;
  ask(session, R"({"id":1,"op":"open","dir":":memory:"})");
  const std::string apart = "\u1112\u1161\u11AB";  // as macOS writes 한
  Json request = {{"id", 2}, {"op", "query"}, {"text", "RETURN $한 = '한', size($한)"}};
  request["params"][apart] = apart;
  CHECK(ask(session, request)["rows"] == Json::parse("[[true,1]]"));
}

TEST_CASE("Options hold for one request", "[session]") {
  Session session;
  ask(session, R"({"id":1,"op":"open","dir":":memory:"})");
  const char* many =
      R"({"id":2,"op":"query","text":"UNWIND [1,2,3] AS x RETURN x","options":{"max_rows":2}})";
  CHECK(ask(session, many)["error"]["code"] == "LimitReached");
  CHECK(ask(session, R"({"id":3,"op":"query","text":"UNWIND [1,2,3] AS x RETURN x"})")["ok"] ==
        true);
}

TEST_CASE("What a session stores in a folder is there for the next", "[session]") {
  test::TempDir folder;
  const std::string store = (folder / "store").string();
  {
    Session session;
    CHECK(ask(session, Json{{"id", 1}, {"op", "open"}, {"dir", store}})["ok"] == false);
    CHECK(ask(session, Json{{"id", 1}, {"op", "open"}, {"dir", store}, {"create", true}})["ok"] ==
          true);
    CHECK(ask(session, two_nodes())["ok"] == true);
    CHECK(ask(session, two_nodes())["ok"] == true);  // again: nothing changes
    CHECK(ask(session, R"({"id":3,"op":"close"})")["ok"] == true);
  }
  Session session;
  CHECK(ask(session, Json{{"id", 1}, {"op", "open"}, {"dir", store}})["ok"] == true);
  CHECK(ask(session,
            R"J({"id":2,"op":"query","text":"MATCH (n) RETURN count(*)"})J")["rows"][0][0] == 2);
  CHECK(ask(session, R"({"id":2,"op":"clear"})")["ok"] == false);
}
