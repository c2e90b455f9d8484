// What the ontology and the catalog say about a query before any data is read.
#include "tests/support/bound_text.h"

using namespace sarye;
using namespace sarye::test;

TEST_CASE("An edge that cannot start where it is drawn is refused, and what joins is told",
          "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const Error error =
      error_of("MATCH (정책:Policy)-[:PURSUES]->(전략:Strategy) RETURN 전략.name", catalog);
  CHECK(error.name == "ImpossiblePattern");
  CHECK(error.message == "PURSUES cannot start at a Policy");
  CHECK(error.hint ==
        "PURSUES joins Firm to Strategy. From a Policy to a Strategy: PROMOTES, CONSTRAINS.");
  REQUIRE(error.place);
  CHECK(error.place->column == 21);
}

TEST_CASE("Endpoints narrow what a node can be, along the whole pattern", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const Ontology& ontology = catalog.ontology();
  const BoundQuery query = bound("MATCH (a)-[:PURSUES]->(b)-[:LEADS_TO]->(c) RETURN c", catalog);
  CHECK(first_match(query).nodes[0].types == std::vector{ontology.find_type("Firm")->id});
  CHECK(first_match(query).nodes[1].types == std::vector{ontology.find_type("Strategy")->id});
  CHECK(first_match(query).nodes[2].types == std::vector{ontology.find_type("Effect")->id});
  CHECK(refused("MATCH (a)-[:OFFERS]->(b)-[:LEADS_TO]->(c) RETURN c", catalog) ==
        "ImpossiblePattern");
  CHECK(refused("MATCH (a)<-[:PURSUES]-(f:Firm) RETURN a.year", catalog) == "UnknownProperty");
}

TEST_CASE("A wildcard leaves passages and documents out until they are named", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const TypeId passage = catalog.ontology().find_type("Passage")->id;
  const auto may_be_passage = [&](const char* text) {
    const BoundQuery query = bound(text, catalog);
    const auto& types = first_match(query).nodes[0].types;
    return std::find(types.begin(), types.end(), passage) != types.end();
  };
  CHECK_FALSE(may_be_passage("MATCH (x) RETURN x"));
  CHECK_FALSE(may_be_passage("MATCH (x)-[*1..2]-(y) RETURN x"));
  CHECK(may_be_passage("MATCH (x:Passage) RETURN x"));
  CHECK(may_be_passage("MATCH (x)-[:MENTIONS]->(y) RETURN x"));
}

TEST_CASE("A kind is its family with a filter; several kinds and families add up", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const Ontology& ontology = catalog.ontology();
  const RelationId offers = ontology.find_relation("OFFERS")->id;
  const RelationId launches = ontology.find_relation("LAUNCHES")->id;
  const RelationId has = ontology.find_relation("HAS")->id;
  const BoundQuery one = bound("MATCH (f)-[:LAUNCHES]->(p) RETURN p", catalog);
  CHECK(first_match(one).edges[0].families == std::vector{offers});
  CHECK(one.filters[first_match(one).edges[0].filter].kinds == std::vector{launches});
  const BoundQuery two = bound("MATCH (f)-[:LAUNCHES|HAS]->(p) RETURN p", catalog);
  CHECK(first_match(two).edges[0].families == std::vector{has, offers});
  CHECK(two.filters[first_match(two).edges[0].filter].kinds == std::vector{has, launches});
  const BoundQuery all = bound("MATCH (f)-[:LAUNCHES|OFFERS]->(p) RETURN p", catalog);
  CHECK(all.filters[first_match(all).edges[0].filter].kinds.size() == 3);
}

TEST_CASE("The arrow of a symmetric relation is not read, and that is said", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound("MATCH (a)-[:COMPETES_WITH]->(b) RETURN b", catalog);
  CHECK(first_match(query).edges[0].direction == EdgeDirection::Either);
  REQUIRE(query.notices.size() == 1);
}

TEST_CASE("Unknown names are errors with a suggestion, or empty when names are not strict",
          "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(error_of("MATCH (f:Frim) RETURN f", catalog).hint == "did you mean Firm?");
  CHECK(error_of("MATCH (f)-[:PERSUES]->(s) RETURN f", catalog).hint == "did you mean PURSUES?");
  CHECK(error_of("MATCH (f:Firm) RETURN f.fonded", catalog).hint == "did you mean founded?");
  BindOptions loose;
  loose.strict_names = false;
  const BoundQuery query = bound("MATCH (f:Frim)-[:PERSUES]->(s) RETURN s.fonded", catalog, loose);
  CHECK(first_match(query).nodes[0].types.empty());
  CHECK(first_match(query).edges[0].families.empty());
}

TEST_CASE("Names of the schema are read in any language", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query =
      bound("MATCH (기업:회사)-[:추구하다]->(s:战略) RETURN 기업.설립연도, s.이름", catalog);
  const auto& columns = std::get<BoundProjection>(query.parts[0].clauses[1]).columns;
  CHECK(columns[0].expression.property.name == "founded");
  CHECK(columns[1].expression.property.name == "name");
  CHECK(columns[0].name == "기업.설립연도");
  CHECK(bound("MATCH (f:FIRM) RETURN f", catalog).notices.size() == 1);
}

TEST_CASE("An entity is found by any of its names; none and several are errors that list",
          "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery ko = bound("MATCH (f:Firm \"딥시크\") RETURN f", catalog);
  const BoundQuery zh = bound("MATCH (f:Firm \"深度求索\") RETURN f", catalog);
  CHECK(first_match(ko).nodes[0].constants == first_match(zh).nodes[0].constants);
  const Error none = error_of("MATCH (f:Firm \"DeapSeek\") RETURN f", catalog);
  CHECK(none.name == "UnknownEntity");
  CHECK(none.hint.find("DeepSeek (firm:deepseek)") != std::string::npos);
  const Error several = error_of("MATCH (f:Firm \"Delta\") RETURN f", catalog);
  CHECK(several.name == "AmbiguousEntity");
  CHECK(several.message.find("firm:delta-tw") != std::string::npos);
  CHECK(refused("MATCH (p:Policy \"DeepSeek\") RETURN p", catalog) == "UnknownEntity");
}

TEST_CASE("* without a bound ends at max_hops and says so; 0 lifts it", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery six = bound("MATCH (a)-[*]-(b) RETURN b", catalog);
  CHECK(first_match(six).edges[0].max_hops == 6);
  CHECK(six.notices.size() == 1);
  BindOptions options;
  options.max_hops = 0;
  const BoundQuery unbounded = bound("MATCH (a)-[*]-(b) RETURN b", catalog, options);
  CHECK(first_match(unbounded).edges[0].max_hops == kUnboundedHops);
  CHECK(unbounded.notices.empty());
}
