#include "engine/model/ontology.h"

#include <chrono>
#include <fstream>
#include <sstream>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::string shipped_text() {
  std::ifstream file(SARYE_SOURCE_DIR "/corpus/ontology/sarye.ontology");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const Ontology& shipped() {
  static const Ontology ontology = [] {
    auto parsed = Ontology::parse(shipped_text(), "sarye.ontology");
    if (!parsed) FAIL(parsed.error().message << "\n" << parsed.error().hint);
    return std::move(*parsed);
  }();
  return ontology;
}

bool joins(std::string_view relation, std::string_view from, std::string_view to) {
  const Ontology& o = shipped();
  REQUIRE(o.find_relation(relation) != nullptr);
  REQUIRE(o.find_type(from) != nullptr);
  REQUIRE(o.find_type(to) != nullptr);
  return o.allows(o.find_relation(relation)->family, o.find_type(from)->id, o.find_type(to)->id);
}

// A small ontology with `more` at its end.
Error error_of(const std::string& more, bool with_version = true) {
  auto parsed =
      Ontology::parse("sarye ontology 1\n" + std::string(with_version ? "version 1\n" : "\n") +
                          "type Firm\n  names ko 기업 | zh 企业\ntype Product\n" + more,
                      "t");
  REQUIRE(!parsed.has_value());
  CHECK(parsed.error().code == ErrorCode::Rejected);
  return parsed.error();
}

}  // namespace

TEST_CASE("The shipped ontology is read, with a name in each language for all",
          "[model][ontology]") {
  const Ontology& o = shipped();
  CHECK(o.closed());
  CHECK(!o.version().empty());
  const auto has_all = [](const std::vector<SchemaName>& names) {
    bool ko = false, zh = false, en = false;
    for (const SchemaName& name : names) {
      ko = ko || language_of(name.tag) == Language::Korean;
      zh = zh || language_of(name.tag) == Language::Chinese;
      en = en || language_of(name.tag) == Language::English;
    }
    return ko && zh && en;
  };
  for (const NodeType& type : o.types()) {
    CAPTURE(type.name);
    CHECK(has_all(type.names));
    CHECK(o.find_property(type.id, "이름") != nullptr);
  }
  for (const Relation& relation : o.relations()) {
    CAPTURE(relation.name);
    CHECK(has_all(relation.names));
  }
}

TEST_CASE("Types and relations answer to their names in three languages", "[model][ontology]") {
  const Ontology& o = shipped();
  CHECK(o.find_type("회사") == o.find_type("Firm"));
  CHECK(o.find_type("企业") == o.find_type("Firm"));
  CHECK(o.find_type("FIRM") == nullptr);
  CHECK(o.find_type_any_case("FIRM") == o.find_type("Firm"));
  CHECK(o.find_relation("采用") == o.find_relation("PURSUES"));
  CHECK(o.find_relation_any_case("pursues") == o.find_relation("PURSUES"));
  CHECK(o.find_type("Firma") == nullptr);
}

TEST_CASE("A kind within a family joins what its family joins", "[model][ontology]") {
  const Ontology& o = shipped();
  const Relation* launches = o.find_relation("LAUNCHES");
  REQUIRE(launches != nullptr);
  CHECK(o.relation(launches->family).name == "OFFERS");
  CHECK(o.allows(launches->id, o.find_type("Firm")->id, o.find_type("Product")->id));
  CHECK(o.kinds_of(launches->family).size() == 3);
  CHECK(o.kinds_of(launches->id).empty());
}

TEST_CASE("Families join the types that were decided, and no others", "[model][ontology]") {
  CHECK(joins("PURSUES", "Firm", "Strategy"));
  CHECK(!joins("PURSUES", "Policy", "Strategy"));
  CHECK(joins("HAS", "Product", "Resource"));
  CHECK(!joins("LACKS", "Product", "Resource"));
  CHECK(joins("HAS_INPUT", "Mechanism", "Person"));
  CHECK(joins("LEADS_TO", "Event", "Strategy"));
  CHECK(!joins("LEADS_TO", "Firm", "Effect"));
  CHECK(joins("CONSTRAINS", "EnvironmentFactor", "Mechanism"));
  CHECK(!joins("PROMOTES", "Policy", "Mechanism"));
  CHECK(joins("KIND_OF", "Strategy", "Strategy"));
  CHECK(!joins("KIND_OF", "Strategy", "Policy"));
  CHECK(!joins("KIND_OF", "Passage", "Passage"));
  CHECK(joins("LOCATED_IN", "Metric", "Place"));
  CHECK(!joins("LOCATED_IN", "Document", "Place"));
  CHECK(joins("STUDIES", "Document", "Concept"));
  CHECK(joins("MENTIONS", "Passage", "Person"));
  CHECK(shipped().find_relation("COMPETES_WITH")->symmetric);
  CHECK(shipped().find_relation("IN")->plain);
  CHECK(shipped().find_relation("HAS_ITEM")->qualifiers.at(0).identifying);
}

TEST_CASE("An abstract type stands for the types below it", "[model][ontology]") {
  const Ontology& o = shipped();
  const auto actors = o.concrete_types(o.find_type("Actor")->id);
  REQUIRE(actors.size() == 3);
  CHECK(o.type(actors[0]).name == "Firm");
  CHECK(o.type(actors[1]).name == "Agency");
  CHECK(o.type(actors[2]).name == "Person");
}

TEST_CASE("An ontology written as text is read back as it was", "[model][ontology]") {
  const std::string text = shipped().to_text();
  auto again = Ontology::parse(text, "again");
  if (!again) FAIL(again.error().message);
  CHECK(again->to_text() == text);
  REQUIRE(again->types().size() == shipped().types().size());
  REQUIRE(again->relations().size() == shipped().relations().size());
  for (const Relation& relation : shipped().relations()) {
    const Relation& other = again->relation(relation.id);
    CHECK(other.name == relation.name);
    CHECK(other.family == relation.family);
    CHECK(other.endpoints == relation.endpoints);
    CHECK(other.prior == relation.prior);
    CHECK(other.qualifiers.size() == relation.qualifiers.size());
  }
}

TEST_CASE("Each mistake in an ontology is told with its line and what would do",
          "[model][ontology]") {
  Error error = error_of("relation R\n  joins Frm -> Product\n");
  CHECK(error.message.find("t:7: no type `Frm`") == 0);
  CHECK(error.hint.find("did you mean Firm?") == 0);
  REQUIRE(error.place.has_value());
  CHECK(error.place->line == 7);
  CHECK(error.place->column == 9);

  error = error_of("type Shop\n  names ko 가게, 기업\n");
  CHECK(error.message.find("t:7: `기업` is a name of Shop and of Firm (line 4)") == 0);
  error = error_of("type 企业\n");
  CHECK(error.message.find("t:6: `企业` is taken already by Firm") == 0);
  error =
      error_of("relation A\n  joins Firm -> Firm\nrelation B\n  kind A\n  joins Firm -> Firm\n");
  CHECK(error.message.find("t:9: `A` is taken") == 0);
  error = error_of("relatoin R\n");
  CHECK(error.message.find("t:6: unexpected `relatoin`") == 0);
  CHECK(error.hint.find("did you mean relation?") == 0);
  error = error_of("", false);
  CHECK(error.message.find("version is missing") != std::string::npos);
  error = error_of("  kind LAUNCHES\n");
  CHECK(error.message.find("t:6: a kind stands below the relation") == 0);
  error = error_of("type A parent B\ntype B parent C\ntype C parent A\n");
  CHECK(error.message.find("t:8: the parents go in a circle: C -> A -> B -> C") == 0);
  error = error_of("type A parent A\n");
  CHECK(error.message.find("circle") != std::string::npos);
  error = error_of("type A\n  property size number\n");
  CHECK(error.message.find("t:7: `number` is no kind of value") == 0);
  error = error_of("relation R\n");
  CHECK(error.message.find("t:6: the relation R joins nothing") == 0);
  error = error_of("relation R prior 2000\n");
  CHECK(error.message.find("0 to 1000") != std::string::npos);
  error = error_of("type A\n  key firm\n");
  CHECK(error.message.find("`firm` is a name of A and of Firm") != std::string::npos);
  error = error_of("type A\n  names fr entreprise\n");
  CHECK(error.message.find("`fr` is no language") != std::string::npos);
  error = error_of("type A\n  names ko \"기\n");
  CHECK(error.message.find("t:7: the quote does not end") == 0);
  CHECK(!Ontology::parse("", "t").has_value());
  CHECK(!Ontology::parse("sarye ontology 2\nversion 1\n", "t").has_value());
}

TEST_CASE("No cut of the shipped file and no lost line crashes the reader", "[model][ontology]") {
  const std::string text = shipped_text();
  for (std::size_t end = 0; end < text.size(); end += 37) {
    (void)Ontology::parse(std::string_view(text).substr(0, end));
  }
  for (std::size_t begin = 0; begin < text.size(); begin += 101) {
    std::string cut = text;
    cut.erase(begin, 29);
    auto parsed = Ontology::parse(cut);
    if (!parsed) CHECK(!parsed.error().message.empty());
  }
}

TEST_CASE("An open schema grows with the data and survives any name", "[model][ontology]") {
  Ontology open = Ontology::open_schema();
  const TypeId a = open.add_type("");
  const TypeId b = open.add_type("two words, \"quoted\" | 'x' # é\n\\");
  const TypeId c = open.add_type("any");
  const RelationId r = open.add_relation("->");
  CHECK(open.add_type("any") == c);
  open.add_endpoint(r, a, b);
  open.add_endpoint(r, a, b);
  open.add_endpoint(r, c, c);
  open.add_property(a, "p", PropertyKind::Integer);
  open.add_property(a, "p", PropertyKind::String);
  open.add_property(a, "a b", PropertyKind::List);
  open.add_relation_property(r, "weight", PropertyKind::Float);
  open.set_symmetric(r);
  CHECK(!open.closed());
  CHECK(open.relation(r).endpoints.size() == 2);
  CHECK(open.find_property(a, "p")->kind == PropertyKind::Any);
  CHECK(open.allows(r, b, a));

  auto again = Ontology::parse(open.to_text(), "open");
  if (!again) FAIL(again.error().message);
  CHECK(again->to_text() == open.to_text());
  CHECK(!again->closed());
  CHECK(again->type(b).name == open.type(b).name);
  CHECK(again->relation_properties(r).size() == 1);
  CHECK(again->find_property(a, "name") == nullptr);
}

TEST_CASE("A thousand tiny schemas are made in a blink", "[model][ontology]") {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) {
    Ontology open = Ontology::open_schema();
    for (int n = 0; n < 20; ++n) {
      const TypeId type = open.add_type(n % 2 == 0 ? "A" : "B");
      open.add_property(type, "num", PropertyKind::Integer);
      open.add_endpoint(open.add_relation("T"), type, type);
    }
  }
  const auto spent = std::chrono::steady_clock::now() - begin;
  CHECK(spent < std::chrono::milliseconds(500));  // measured: 5 ms
}
