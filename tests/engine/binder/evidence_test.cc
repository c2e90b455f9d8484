// Evidence words become one filter an edge, and tests after it.
#include "tests/support/bound_text.h"

using namespace sarye;
using namespace sarye::test;

namespace {

EvidenceFilter filter_of(const BoundQuery& query) {
  return query.filters[first_match(query).edges[0].filter];
}
std::string match(const std::string& words) {
  return "MATCH (f:Firm)-[r:PURSUES]->(s) " + words + " RETURN s";
}

}  // namespace

TEST_CASE("Without words an edge has the default filter, number 0", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound(match(""), catalog);
  CHECK(first_match(query).edges[0].filter == 0);
  CHECK(query.filters[0].is_default());
}

TEST_CASE("The order of evidence words does not matter", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery a =
      bound(match("IN LANGUAGE ko CONFIDENCE >= 0.7 SUPPORTED BY 2 DOCUMENTS DENIED"), catalog);
  const BoundQuery b =
      bound(match("SUPPORTED BY 2 DOCUMENTS DENIED CONFIDENCE >= 0.7 IN LANGUAGE ko"), catalog);
  CHECK(filter_of(a) == filter_of(b));
  CHECK(first_match(a).tests.supported_by == first_match(b).tests.supported_by);
  CHECK(filter_of(a).min_confidence == 700);
  CHECK(filter_of(a).polarity == kPolarityDenied);
  CHECK(filter_of(a).drops_plain);
}

TEST_CASE("One language of what is visible by default is answered on the first level", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(filter_of(bound(match("IN LANGUAGE zh"), catalog)).is_one_language());
  CHECK_FALSE(filter_of(bound(match("IN LANGUAGE zh, ko"), catalog)).is_one_language());
  CHECK_FALSE(filter_of(bound(match("IN LANGUAGE zh MODALITY ANY"), catalog)).is_one_language());
}

TEST_CASE("DISPUTED looks at both polarities", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound(match("DISPUTED"), catalog);
  CHECK(filter_of(query).polarity == (kPolarityAsserted | kPolarityDenied));
  CHECK(first_match(query).tests.disputed);
}

TEST_CASE("A year and a day are spans, both ends included", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const EvidenceFilter during = filter_of(bound(match("DURING 2018 TO 2022"), catalog));
  REQUIRE(during.times.size() == 1);
  CHECK(Date{during.times[0].from}.to_string() == "2018-01-01");
  CHECK(Date{during.times[0].to}.to_string() == "2022-12-31");
  const EvidenceFilter day = filter_of(bound(match("AS OF DATE '2023-06-30'"), catalog));
  CHECK(day.times[0].from == day.times[0].to);
  CHECK(refused(match("DURING 2022 TO 2018"), catalog) == "InvalidEvidence");
}

TEST_CASE("FROM reaches every MATCH and EXISTS; the words of a MATCH stay there", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound(
      "FROM ko MATCH (f:Firm)-[r:PURSUES]->(s) IN LANGUAGE zh WHERE EXISTS { (s)-[:LEADS_TO]->() } "
      "RETURN s",
      catalog);
  CHECK(filter_of(query).document_sets.size() == 1);
  const auto& inner = std::get<BoundMatch>(query.subqueries[0].part.clauses[0]);
  const EvidenceFilter& in_exists = query.filters[inner.edges[0].filter];
  CHECK(in_exists.document_sets == filter_of(query).document_sets);
  CHECK(in_exists.languages == 0);
  CHECK(filter_of(query).languages != 0);
}

TEST_CASE("A node alone is filtered by its mentions and takes no word about edges", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound("FROM ko MATCH (s:Strategy) RETURN s", catalog);
  REQUIRE(first_match(query).nodes[0].mentions);
  CHECK(refused("MATCH (s:Strategy) SUPPORTED BY 2 DOCUMENTS RETURN s", catalog) ==
        "InvalidEvidence");
  CHECK_FALSE(first_match(bound("MATCH (s:Strategy) RETURN s", catalog)).nodes[0].mentions);
}

TEST_CASE("Document sets are languages, LET's sets, keys or predicates over documents",
          "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  auto let = bind_text("LET late = DOCUMENTS WHERE year >= 2020 AND language = 'ko'", catalog);
  REQUIRE(let.has_value());
  const DocumentSets sets = {{"late", *std::get<BoundLet>(*let).documents}};
  BindOptions options;
  options.document_sets = &sets;
  const BoundQuery query = bound(match("IN DOCUMENTS late UNION 'kim2020'"), catalog, options);
  const BoundDocumentSet& set = query.document_sets[filter_of(query).document_sets[0]];
  CHECK(set.kind == BoundDocumentSet::Kind::Union);
  CHECK(set.operands[1].keys == std::vector<std::string>{"kim2020"});
  CHECK(error_of(match("IN DOCUMENTS lat"), catalog, options).hint == "did you mean late?");
  CHECK(error_of("FROM WHERE yaer = 2020 MATCH (f:Firm) RETURN f", catalog).name ==
        "UnknownProperty");
}

TEST_CASE("CITE without names cites every edge, and a group cites what its rows cite", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query =
      bound("MATCH (f:Firm)-[:PURSUES]->(s)-[r:LEADS_TO]->(e) RETURN e CITE", catalog);
  REQUIRE(query.cite);
  CHECK(query.cite->slots.size() == 2);
  const BoundQuery grouped =
      bound("MATCH (f:Firm)-[r:PURSUES]->(s) RETURN s.name, count(f) AS n CITE r", catalog);
  const auto& projection = std::get<BoundProjection>(grouped.parts[0].clauses[1]);
  CHECK(projection.aggregates.size() == 2);
  CHECK(projection.aggregates[1].slot == grouped.cite->slots[0]);
  CHECK(refused("RETURN 1 AS x CITE", catalog) == "InvalidEvidence");
}

TEST_CASE("SET knows its options and what they take", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  auto set = bind_text("SET strict_names = off", catalog);
  REQUIRE(set.has_value());
  CHECK_FALSE(std::get<BoundSet>(*set).value.boolean());
  CHECK(refused("SET max_hops = 'many'", catalog) == "InvalidArgumentType");
  CHECK(error_of("SET max_hop = 3", catalog).hint == "did you mean max_hops?");
}
