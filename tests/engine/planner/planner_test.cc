// Plans: where they start, what they push down, what they can leave out.
#include "engine/planner/plan.h"

#include "tests/support/bound_text.h"

using namespace sarye;
using namespace sarye::test;

namespace {

std::string plan_text(std::string_view text, const Catalog& catalog,
                      const PlanOptions& options = {}, const BindOptions& bind_options = {}) {
  const BoundQuery query = bound(text, catalog, bind_options);
  return explain(make_plan(query, catalog, options), query, catalog);
}

bool has(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A plan is text, the same every time", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  const char* question =
      "MATCH (f:Firm \"딥시크\")-[r:PURSUES]->(s) RETURN s.name ORDER BY s.name LIMIT 3";
  CHECK(plan_text(question, catalog) ==
        "TopK s.name, then by stable key LIMIT 3  ~2\n"
        "  Project s.name AS s.name  ~2\n"
        "    Expand (f)-[:PURSUES]->(s)  ~2\n"
        "      NodeByName (f \"딥시크\")  ~1\n"
        "        SingleRow  ~1\n");
}

TEST_CASE("A pattern starts from its rarer end", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(has(plan_text("MATCH (f:Firm)<-[:PROMOTES]-(p:Policy) RETURN f", catalog),
            "NodeScan (p:Policy)"));
  PlanOptions plain;
  plain.optimise = false;
  CHECK(has(plan_text("MATCH (f:Firm)<-[:PROMOTES]-(p:Policy) RETURN f", catalog, plain),
            "NodeScan (f:Firm)"));
}

TEST_CASE("A known entity comes before everything else", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  const std::string text = plan_text(
      "MATCH (p:Policy)-[:PROMOTES]->(f:Firm)-[:SUPPLIES]->(:Firm \"Huawei\") RETURN p", catalog);
  CHECK(has(text, "NodeByName"));
  CHECK_FALSE(has(text, "NodeScan"));
  const std::string both = plan_text(
      "MATCH (:Firm \"Huawei\")-[a:PURSUES]->(s)<-[b:PURSUES]-(:Firm \"DeepSeek\") RETURN s",
      catalog);
  CHECK(has(both, "Intersection"));
  CHECK(has(both, "other than a"));
}

TEST_CASE("An equality finds its node instead of scanning for it", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  const std::string text = plan_text(
      "MATCH (f:Firm {name: '한빛'})-[:SUPPLIES]->(g) WHERE g.founded > 1990 RETURN g", catalog);
  CHECK(has(text, "PropertyLookup (f:Firm) name = '한빛'"));
  CHECK(has(text, "Expand (f)-[:SUPPLIES]->(g) WHERE g.founded > 1990"));
  CHECK_FALSE(has(text, "Filter"));
}

TEST_CASE("Two edges of one MATCH differ where they could be the same", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(has(plan_text("MATCH (a)-[r:SUPPLIES]->(b)-[s:SUPPLIES]->(c) RETURN c", catalog),
            "other than"));
  CHECK_FALSE(
      has(plan_text("MATCH (a)-[r:SUPPLIES]->(b)-[s:HAS]->(c) RETURN c", catalog), "other than"));
  CHECK_FALSE(
      has(plan_text("MATCH (a)-[r:SUPPLIES]->(b) MATCH (b)-[s:SUPPLIES]->(c) RETURN c", catalog),
          "other than"));
}

TEST_CASE("Only distinct ends are searched for, not every trail", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(has(
      plan_text("MATCH (:Firm \"Huawei\")-[:SUPPLIES*1..4]->(g) RETURN DISTINCT g.name", catalog),
      "Reach"));
  CHECK(
      has(plan_text("MATCH (:Firm \"Huawei\")-[:SUPPLIES*1..4]->(g) RETURN count(DISTINCT g) AS n",
                    catalog),
          "Reach"));
  // Every trail counts, or somebody reads them.
  CHECK(
      has(plan_text("MATCH (:Firm \"Huawei\")-[:SUPPLIES*1..4]->(g) RETURN count(g) AS n", catalog),
          "VarExpand"));
  CHECK(has(
      plan_text("MATCH (:Firm \"Huawei\")-[r:SUPPLIES*1..4]->(g) RETURN DISTINCT g, r", catalog),
      "VarExpand"));
  CHECK(has(plan_text("MATCH (:Firm \"Huawei\")-[:SUPPLIES*2..4]->(g) RETURN DISTINCT g", catalog),
            "VarExpand"));
}

TEST_CASE("A hop is tested once what it is compared with is bound", "[planner]") {
  HandCatalog open = HandCatalog::open();
  open.count("A", 1000).count("B", 1000).table("T", "A", "A", 10, true);
  const std::string text =
      plan_text("MATCH (a:A)-[r:T*1..2 WHERE r.weight > b.weight]->(c), (b:B) RETURN c", open);
  const std::size_t found = text.find("NodeScan (b:B)");
  REQUIRE(found != std::string::npos);
  CHECK(text.find("VarExpand") < found);  // above it
}

TEST_CASE("Edges and paths that nobody reads are not made", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK_FALSE(has(plan_text("MATCH p = (a)-[r:SUPPLIES]->(b) RETURN a", catalog), "BuildPath"));
  CHECK(has(plan_text("MATCH p = (a)-[r:SUPPLIES]->(b) RETURN p", catalog), "BuildPath"));
  CHECK(has(plan_text("MATCH (a)-[r:SUPPLIES]->(b) RETURN a", catalog), "-[:SUPPLIES]-"));
  CHECK(has(plan_text("MATCH (a)-[r:SUPPLIES]->(b) RETURN a CITE r", catalog), "[r:SUPPLIES]"));
}

TEST_CASE("EXISTS is a semi join, its negation an anti join, a count is computed", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(has(plan_text("MATCH (f:Firm) WHERE (f)-[:PURSUES]->() RETURN f", catalog), "Exists  ~"));
  CHECK(has(plan_text("MATCH (f:Firm) WHERE NOT EXISTS { (f)-[:PURSUES]->() } RETURN f", catalog),
            "NotExists"));
  const std::string count =
      plan_text("MATCH (f:Firm) RETURN f, COUNT { (f)-[:PURSUES]->() } AS n", catalog);
  CHECK(has(count, "CountValue"));
  CHECK(has(plan_text("MATCH (f:Firm) WHERE (f)-[:PURSUES]->() OR f.founded = 1 RETURN f", catalog),
            "ExistsValue"));
}

TEST_CASE("The count of all plain edges is known; of edges with assertions it is not",
          "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(has(plan_text("MATCH (:Passage)-[:MENTIONS]->(:Firm) RETURN count(*) AS n", catalog),
            "EdgeCount 20000"));
  CHECK_FALSE(has(plan_text("MATCH (:Firm)-[:PURSUES]->(:Strategy) RETURN count(*) AS n", catalog),
                  "EdgeCount"));
  CHECK_FALSE(
      has(plan_text("FROM ko MATCH (:Passage)-[:MENTIONS]->(:Firm) RETURN count(*) AS n", catalog),
          "EdgeCount"));
}

TEST_CASE("Patterns that nothing joins are a product, and that is said with its size",
          "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound("MATCH (p:Policy), (e:Effect) RETURN p, e", catalog);
  const Plan plan = make_plan(query, catalog);
  CHECK(has(explain(plan, query, catalog), "Product  ~2000"));
  REQUIRE(plan.notices.size() == 1);
  CHECK(has(plan.notices[0].text, "20 x 100"));
}

TEST_CASE("Rows of a literature store come by stable key, those of an open one as they are found",
          "[planner]") {
  const HandCatalog literature = HandCatalog::literature();
  CHECK(has(plan_text("MATCH (f:Firm) RETURN f", literature), "Sort by stable key"));
  CHECK_FALSE(has(plan_text("MATCH (f:Firm) RETURN count(*) AS n", literature), "Sort"));
  HandCatalog open = HandCatalog::open();
  open.count("A", 10);
  CHECK_FALSE(has(plan_text("MATCH (n:A) RETURN n", open), "Sort"));
}

TEST_CASE("A pattern that cannot match has a plan without rows, and its optional form nulls",
          "[planner]") {
  HandCatalog open = HandCatalog::open();
  open.count("A", 10);
  BindOptions loose;
  loose.strict_names = false;
  CHECK(has(plan_text("MATCH (n:B) RETURN n", open, {}, loose), "NoRows"));
  CHECK(has(plan_text("MATCH (a:A) OPTIONAL MATCH (a)-[:T]->(n) RETURN n", open, {}, loose),
            "Optional"));
}

TEST_CASE("Slots that are read above an operator are live there", "[planner]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound("MATCH (f:Firm)-[r:PURSUES]->(s) RETURN s.name AS n", catalog);
  const Plan plan = make_plan(query, catalog);
  const PlanNode* expand = plan.root->inputs[0]->inputs[0].get();
  REQUIRE(std::holds_alternative<plan::Expand>(expand->op));
  const Slot strategy = first_match(query).nodes[1].slot;
  const Slot firm = first_match(query).nodes[0].slot;
  CHECK(std::binary_search(expand->live.begin(), expand->live.end(), strategy));
  CHECK_FALSE(std::binary_search(expand->live.begin(), expand->live.end(), firm));
  CHECK(std::get<plan::Expand>(expand->op).edge == kNoSlot);
}
