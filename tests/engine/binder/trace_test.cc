#include "tests/support/bound_text.h"

using namespace sarye;
using namespace sarye::test;

namespace {

const BoundTrace& trace_of(const BoundQuery& query) {
  return std::get<BoundTrace>(query.parts[0].clauses[0]);
}

std::vector<std::string> columns(const BoundQuery& query) {
  std::vector<std::string> out;
  for (const auto& [name, slot] : query.columns) out.push_back(name);
  return out;
}

}  // namespace

TEST_CASE("TRACE without words has six hops, three chains and what they were ranked by",
          "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound("TRACE (:Firm 'DeepSeek') TO (e:Effect)", catalog);
  const BoundTrace& trace = trace_of(query);
  const PatternEdge& edge = trace.match.edges[0];
  CHECK(edge.max_hops == 6);
  CHECK(trace.top.value.integer() == 3);
  CHECK_FALSE(trace.through.has_value());
  CHECK(query.filters[edge.filter].is_default());
  CHECK(columns(query) == std::vector<std::string>{"chain", "support", "confidence", "hops"});
  // What is plain in a literature store is no part of a chain.
  const RelationId mentions = catalog.ontology().find_relation("MENTIONS")->id;
  CHECK(std::count(edge.families.begin(), edge.families.end(), mentions) == 0);
  CHECK(edge.families.size() == 8);
}

TEST_CASE("The ends of TRACE are narrowed by where chains can begin and end", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound("TRACE (a) TO (b)", catalog);
  const auto& nodes = trace_of(query).match.nodes;
  const TypeId effect = catalog.ontology().find_type("Effect")->id;
  const TypeId policy = catalog.ontology().find_type("Policy")->id;
  const auto has = [](const PatternNode& node, TypeId type) {
    return std::binary_search(node.types.begin(), node.types.end(), type);
  };
  CHECK((has(nodes[0], policy) && !has(nodes[1], policy)));
  CHECK((has(nodes[0], effect) && has(nodes[1], effect)));
  const Error error = error_of("TRACE (:Passage) TO (:Firm)", catalog);
  CHECK(error.name == "ImpossiblePattern");
  CHECK(error.hint.find("MENTIONS") != std::string::npos);
}

TEST_CASE("A name of TRACE's own gives way to an end's name", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query =
      bound("TRACE (support:Policy) TO (chain:Effect) RETURN support.year, chain.name", catalog);
  CHECK(columns(query) == std::vector<std::string>{"support.year", "chain.name"});
  CHECK(refused("TRACE (a:Policy) TO (e:Effect) RETURN support.year", catalog) != "");
  CHECK(refused("TRACE (a:Policy) TO (e:Effect) IN SAME DOCUMENT AS hops", catalog) ==
        "ColumnNameConflict");
}

TEST_CASE("CITE of TRACE cites the hops, and evidence words are of every hop", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound(
      "TRACE p = (a:Policy) TO (e:Effect) DENIED SUPPORTED BY 2 DOCUMENTS RETURN p CITE", catalog);
  const BoundTrace& trace = trace_of(query);
  REQUIRE(query.cite);
  CHECK(query.cite->slots == std::vector<Slot>{trace.match.edges[0].slot});
  CHECK(query.filters[trace.match.edges[0].filter].polarity == kPolarityDenied);
  CHECK(trace.match.tests.supported_by.size() == 1);
}

TEST_CASE("THROUGH takes types, and says what to do with a relation", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound("TRACE (a:Policy) TO (e:Effect) THROUGH !Firm", catalog);
  const TypeId firm = catalog.ontology().find_type("Firm")->id;
  const auto& through = *trace_of(query).through;
  CHECK_FALSE(std::binary_search(through.begin(), through.end(), firm));
  CHECK(through.size() == 5);
  const Error error = error_of("TRACE (a:Policy) TO (e:Effect) THROUGH Strategy|LEADS_TO", catalog);
  CHECK(error.name == "UnknownType");
  CHECK(error.hint.find("type(r) IN ['LEADS_TO']") != std::string::npos);
  CHECK(refused("TRACE (a:Policy) TO (e:Effect) THROUGH Strategie", catalog) == "UnknownType");
}
