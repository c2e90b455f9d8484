// What people decide: the notation, its mistakes, and what each decision does to a document.
#include "engine/graph/decisions.h"

#include <algorithm>
#include <random>

#include "engine/graph/apply_decisions.h"
#include "engine/graph/curation.h"
#include "engine/graph/graph_view.h"
#include "engine/graph/publish.h"
#include "engine/graph/quote_search.h"
#include "engine/graph/stale_decisions.h"
#include "engine/graph/truth_codec.h"
#include "engine/store/memory_store.h"
#include "engine/store/sha256.h"
#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

const Ontology& ontology() {
  static const Ontology the_ontology =
      *Ontology::parse(tiny::corpus_ontology_text(), "sarye.ontology");
  return the_ontology;
}

Decisions decisions(const std::string& lines) {
  auto parsed = Decisions::parse("v1\n" + lines, "d.txt", ontology());
  INFO((parsed ? std::string() : parsed.error().message));
  REQUIRE(parsed);
  return *parsed;
}

std::string mistake(const std::string& text) {
  auto parsed = Decisions::parse(text, "d.txt", ontology());
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == ErrorCode::Rejected);
  return parsed.error().message;
}

// A document of sentences; entities are given by the names that they have in it.
struct Story {
  DocumentTruth truth;

  explicit Story(const std::string& key) {
    truth.metadata.key = key;
    truth.metadata.language = "en";
    truth.fingerprint = "f1";
  }
  Story& says(const std::string& sentence, PassageKind kind = PassageKind::Paragraph) {
    Passage& passage = truth.passages.emplace_back();
    passage.kind = kind;
    passage.language = Language::English;
    passage.text = sentence;
    passage.bytes.begin = static_cast<std::uint32_t>(truth.source.size());
    truth.source += sentence;
    passage.bytes.end = static_cast<std::uint32_t>(truth.source.size());
    truth.source += "\n";
    truth.sha256 = sha256(truth.source);
    return *this;
  }
  // Every place of `names` is a mention of it.
  std::uint32_t entity(const std::string& type, const std::vector<std::string>& names,
                       const std::string& key = {}) {
    const auto number = static_cast<std::uint32_t>(truth.entities.size());
    LocalEntity& made = truth.entities.emplace_back();
    made.type = type;
    made.key = key;
    for (const std::string& name : names) {
      made.names.push_back({NameTag::Unknown, NameKind::Surface, name});
      for (std::uint32_t p = 0; p < truth.passages.size(); ++p) {
        const ByteRange bytes = truth.passages[p].bytes;
        for (std::size_t at = truth.source.find(name, bytes.begin); at < bytes.end;
             at = truth.source.find(name, at + 1)) {
          const auto begin = static_cast<std::uint32_t>(at);
          truth.mentions.push_back(
              {p, number, {begin, begin + static_cast<std::uint32_t>(name.size())}, "test"});
        }
      }
    }
    return number;
  }
  LocalAssertion& states(std::uint32_t passage, const std::string& family, std::uint32_t subject,
                         std::uint32_t object, int confidence = 700) {
    LocalAssertion& made = truth.assertions.emplace_back();
    made.family = family;
    made.subject = subject;
    made.object = object;
    made.confidence = confidence;
    made.evidence.passage = passage;
    made.evidence.quote = truth.passages[passage].bytes;
    return made;
  }
};

// "Firm hanbit PURSUES Strategy focus", sorted; names for entities without a key.
std::vector<std::string> statements(const DocumentTruth& truth) {
  const auto shown = [&](std::uint32_t e) {
    const LocalEntity& entity = truth.entities[e];
    return entity.type + " " + (entity.key.empty() ? entity.names.front().text : entity.key);
  };
  std::vector<std::string> out;
  for (const LocalAssertion& a : truth.assertions) {
    out.push_back(shown(a.subject) + " " + (a.kind.empty() ? a.family : a.kind) + " " +
                  shown(a.object));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> mentioned(const DocumentTruth& truth) {
  std::vector<std::string> out;
  for (const Mention& m : truth.mentions) {
    const LocalEntity& entity = truth.entities[m.entity];
    out.push_back(truth.source.substr(m.bytes.begin, m.bytes.size()) + ": " + entity.type + " " +
                  (entity.key.empty() ? entity.names.front().text : entity.key));
  }
  return out;
}

DocumentTruth applied(const Story& story, const std::string& lines,
                      std::vector<bool>* used = nullptr) {
  const DecisionSet set(decisions(lines), ontology());
  if (used != nullptr) used->assign(set.decisions().all.size(), false);
  DocumentTruth truth = story.truth;
  set.apply(truth, used);
  return truth;
}

using Lines = std::vector<std::string>;

Story makers() {
  Story story("makers");
  story.says("Hanbit pursues vertical integration.");
  story.says("Hanbit Motors pursues cost leadership. Hanbit agreed.");
  const std::uint32_t hanbit = story.entity("Firm", {"Hanbit"});
  const std::uint32_t integration = story.entity("Strategy", {"vertical integration"});
  const std::uint32_t cost = story.entity("Strategy", {"cost leadership"});
  story.states(0, "PURSUES", hanbit, integration);
  story.states(1, "PURSUES", hanbit, cost, 400);
  return story;
}

}  // namespace

TEST_CASE("A decision is written back as it was read", "[decisions]") {
  for (const char* line : {
           "accept entity firm:hanbit \"한빛전지\"@ko \"Hanbit\"@en by=kim at=2026-11-21",
           "accept edge doc=report quote=\"Hanbit \\\"grew\\\".\" rel=PURSUES from=firm:hanbit "
           "to=strategy:focus modality=planned",
           "alias firm:deepseek \"深度求索公司\"@zh-Hans",
           "merge mechanism:learning-loop <- mechanism:학습순환",
           "split firm:apple doc=report quote=\"애플 GPT\" -> product:apple-gpt",
           "distinct firm:kakao firm:kakao-pay",
           "type \"빅테크\" -> environment",
           "reject edge doc=sha256:0011223344556677 quote=q:0123456789abcdef rel=COMPETES_WITH "
           "reason=\"it is denied\"",
           "set firm:hanbit kind=startup name=\"Hanbit Cells\"",
           "stopword \"생성형\"",
       }) {
    INFO(line);
    const Decisions parsed = decisions(line);
    REQUIRE(parsed.all.size() == 1);
    CHECK(to_line(parsed.all[0], ontology()) == line);
    CHECK(decisions(to_line(parsed.all[0], ontology())).to_text(ontology()) ==
          parsed.to_text(ontology()));
  }
}

TEST_CASE("Comments, blank lines and order have no meaning", "[decisions]") {
  const std::string a = "stopword \"x1\"  # why not\n\n# a remark\nstopword \"y2\"\r\n";
  const std::string b = "stopword \"y2\"\nstopword \"x1\"\nstopword \"x1\"\n";
  CHECK(decisions(a).to_text(ontology()) == decisions(b).to_text(ontology()));
  CHECK(decisions("merge firm:a <- firm:b firm:c").all.size() == 2);
}

TEST_CASE("Every mistake has its file and line", "[decisions]") {
  CHECK(mistake("stopword \"x\"") == "d.txt:1: a file of decisions begins with the line v1");
  const std::vector<std::pair<std::string, std::string>> lines = {
      {"acept entity firm:a", "there is no decision acept"},
      {"accept firm:a", "what is accepted is missing"},
      {"accept entity firn:a", "there is no type with the prefix firn:"},
      {"accept entity hanbit", "\"hanbit\" is no key of an entity"},
      {"accept entity document:a", "a Document is no entity that decisions are about"},
      {"accept entity firm:a \"A\"@xx", "@xx is no language"},
      {"accept entity firm:a colour=red", "colour= does not belong to accept entity"},
      {"accept entity firm:a at=yesterday", "at=yesterday is no day"},
      {"accept entity firm:a by=x by=y", "by= is there twice"},
      {"alias firm:a", "a name in quotes is missing"},
      {"alias firm:a \"A", "a quote does not end on this line"},
      {"alias firm:a \"A\"B", "there is no space behind \"A\""},
      {"merge firm:a firm:b", "<- is missing"},
      {"merge firm:a <-", "the key of the entity that goes into it is missing"},
      {"merge firm:a <- firm:a", "firm:a is merged with itself"},
      {"split firm:a quote=\"x\" -> product:b", "split needs doc="},
      {"split firm:a doc=d quote=q:0123456789abcdef -> product:b",
       "split needs the words themselves, not their hash"},
      {"distinct firm:a", "the key of the second entity is missing"},
      {"type \"x\" -> firn", "there is no type firn"},
      {"reject firm:a", "what is rejected is missing"},
      {"reject edge doc=d quote=q:12 rel=PURSUES", "quote=q:12 is no hash of a quote"},
      {"reject edge doc=sha256:12 quote=\"x\" rel=PURSUES", "doc=sha256:12 is no document"},
      {"reject edge doc=d quote=\"x\" rel=PURSUE", "there is no relation PURSUE"},
      {"reject edge doc=d quote=\"x\"", "reject edge needs rel="},
      {"accept edge doc=d quote=\"x\" rel=PURSUES from=strategy:a to=firm:b",
       "PURSUES does not lead from Strategy to Firm"},
      {"accept edge doc=d quote=\"x\" rel=PURSUES modality=maybe", "modality=maybe is not known"},
      {"set firm:a", "what is set is missing"},
      {"set firm:a colour=red", "a Firm has no property colour"},
      {"set firm:a kind=planet", "kind=planet is not known"},
      {"merge metric:a <- metric:b", "figures have no names and are not merged"},
      {"stopword \"x\" y", "\"y\" does not belong here"},
  };
  for (const auto& [line, what] : lines) {
    INFO(line);
    CHECK(mistake("v1\n\n" + line + "\n") == "d.txt:3: " + what);
  }
  const std::string both = mistake("v1\nalias firm:a\nstopword \"x\"\nset firm:a\n");
  CHECK(both.find("d.txt:2: ") == 0);
  CHECK(both.find("\nd.txt:4: ") != std::string::npos);
  CHECK(mistake("v1\nstopword \"\xFF\"\n") == "d.txt:2: the line is not UTF-8");
}

TEST_CASE("Contradictions name both lines, in either order", "[decisions]") {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"merge firm:a <- firm:b", "distinct firm:a firm:b"},
      {"merge firm:a <- firm:b", "merge firm:c <- firm:b"},
      {"merge firm:a <- firm:b", "merge firm:b <- firm:a"},
      {"type \"X1\" -> firm", "type \"x1\" -> product"},
      {"set firm:a kind=startup", "set firm:a kind=group"},
      {"accept edge doc=d quote=\"x\" rel=PURSUES", "reject edge doc=d quote=\"x\" rel=PURSUES"},
      {"accept entity firm:a \"Big\"", "stopword \"BIG\""},
      {"split firm:a doc=d quote=\"x\" -> product:b",
       "split firm:a doc=d quote=\"x\" -> product:c"},
  };
  for (const auto& [a, b] : pairs) {
    INFO(a);
    for (const std::string& text : {a + "\n" + b, b + "\n" + a}) {
      const std::string what = mistake("v1\n" + text + "\n");
      CHECK(what.find("d.txt:3: ") == 0);
      CHECK(what.ends_with("on line 2"));
    }
  }
  // Through others: b goes into a, c into b, and c is not a.
  const std::string chain =
      mistake("v1\nmerge firm:a <- firm:b\nmerge firm:b <- firm:c\ndistinct firm:a firm:c\n");
  CHECK(chain.find("d.txt:4: ") == 0);
}

TEST_CASE("A stopword takes mentions, names and what rests on them", "[decisions]") {
  const DocumentTruth truth = applied(makers(), "stopword \"cost leadership\"");
  CHECK(statements(truth) == Lines{"Firm Hanbit PURSUES Strategy vertical integration"});
  CHECK(truth.entities.size() == 2);
}

TEST_CASE("A split moves the words and the statements that rest on them alone", "[decisions]") {
  const Story story = makers();
  const DocumentTruth truth =
      applied(story, "split firm:hanbit doc=makers quote=\"Hanbit  Motors\" -> firm:hanbit-motors");
  CHECK(mentioned(truth)[2] == "Hanbit Motors: Firm hanbit-motors");
  // The second sentence names Hanbit too, so its statement stays.
  CHECK(statements(truth) == Lines{"Firm Hanbit PURSUES Strategy cost leadership",
                                   "Firm Hanbit PURSUES Strategy vertical integration"});
  Story alone("alone");
  alone.says("Hanbit Motors pursues cost leadership.").says("Hanbit agreed.");
  alone.states(0, "PURSUES", alone.entity("Firm", {"Hanbit"}),
               alone.entity("Strategy", {"cost leadership"}));
  CHECK(statements(applied(
            alone, "split firm:hanbit doc=alone quote=\"Hanbit Motors\" -> firm:hanbit-motors")) ==
        Lines{"Firm hanbit-motors PURSUES Strategy cost leadership"});
  // Another document is not meant.
  CHECK(mentioned(applied(
            alone, "split firm:hanbit doc=other quote=\"Hanbit Motors\" -> firm:hanbit-motors")) ==
        mentioned(alone.truth));
}

TEST_CASE("Distinct entities part, each with its own statements", "[decisions]") {
  Story story("report");
  story.says("Hanbit pursues cost leadership.").says("HBM pursues vertical integration.");
  const std::uint32_t both = story.entity("Firm", {"Hanbit", "HBM"});
  story.states(0, "PURSUES", both, story.entity("Strategy", {"cost leadership"}));
  story.states(1, "PURSUES", both, story.entity("Strategy", {"vertical integration"}));
  const DocumentTruth truth = applied(story, "distinct firm:hanbit firm:hbm");
  CHECK(statements(truth) == Lines{"Firm hanbit PURSUES Strategy cost leadership",
                                   "Firm hbm PURSUES Strategy vertical integration"});
}

TEST_CASE("A merge gives the key of what stays, across types too", "[decisions]") {
  Story story("report");
  story.says("Hanbit and Hanbit Cells pursue cost leadership.");
  const std::uint32_t a = story.entity("Firm", {"Hanbit Cells"});
  const std::uint32_t b = story.entity("Product", {"Hanbit"}, "hanbit-product");
  story.states(0, "PURSUES", a, story.entity("Strategy", {"cost leadership"}));
  story.states(0, "OFFERS", a, b);
  const DocumentTruth truth = applied(story, "merge firm:hanbitcells <- product:hanbit-product");
  // A firm does not offer itself.
  CHECK(statements(truth) == Lines{"Firm hanbitcells PURSUES Strategy cost leadership"});
  CHECK(std::all_of(truth.entities.begin(), truth.entities.end(), [](const LocalEntity& entity) {
    return entity.type == "Strategy" || entity.key == "hanbitcells";
  }));
}

TEST_CASE("Accepted entities and aliases are found where texts write them", "[decisions]") {
  Story story("report");
  story.says("새빛소재는 성장했다. 새빛소재원은 다른 곳이다.")
      .says("Saebit Materials grew. Saebitx did not.");
  const DocumentTruth truth = applied(story,
                                      "accept entity firm:saebit \"새빛소재\"@ko\n"
                                      "alias firm:saebit \"Saebit\"");
  CHECK(mentioned(truth) == Lines{"새빛소재: Firm saebit", "Saebit: Firm saebit"});
}

TEST_CASE("A new type drops statements that it cannot have", "[decisions]") {
  const DocumentTruth truth = applied(makers(), "type \"vertical integration\" -> resource");
  CHECK(statements(truth) == Lines{"Firm Hanbit PURSUES Strategy cost leadership"});
}

TEST_CASE("Edges are accepted, stated and rejected by their words", "[decisions]") {
  const Story story = makers();
  const std::string second = "doc=makers quote=q:" + quote_hash(story.truth.passages[1].text);
  DocumentTruth truth = applied(story, "accept edge " + second + " rel=PURSUES");
  CHECK(truth.assertions[1].confidence == 1000);
  CHECK(truth.assertions[0].confidence == 700);
  CHECK(statements(applied(story, "reject edge " + second + " rel=PURSUES")) ==
        Lines{"Firm Hanbit PURSUES Strategy vertical integration"});
  CHECK(statements(applied(story, "reject edge " + second +
                                      " rel=PURSUES to=strategy:verticalintegration"))
            .size() == 2);
  truth = applied(story,
                  "accept edge doc=makers quote=\"Hanbit pursues\\nvertical\" rel=PURSUES "
                  "from=firm:hanbit to=strategy:costleadership modality=planned");
  REQUIRE(truth.assertions.size() == 3);
  CHECK(truth.assertions[2].modality == Modality::Planned);
  CHECK(truth.source.substr(truth.assertions[2].evidence.quote.begin,
                            truth.assertions[2].evidence.quote.size()) ==
        "Hanbit pursues vertical");
}

TEST_CASE("Kinds, shown names and figures are set", "[decisions]") {
  Story story = makers();
  LocalEntity metric;
  metric.type = "Metric";
  metric.properties["measure"].text = "revenue";
  metric.properties["value"].kind = PropertyValue::Kind::Integer;
  metric.properties["value"].integer = 48;
  story.truth.entities.push_back(metric);
  story.states(0, "OBSERVED_FOR", 3, 0);
  const DocumentTruth truth = applied(story,
                                      "set firm:hanbit kind=startup name=\"한빛\"\n"
                                      "set metric:hanbit.revenue...48.. value=49 unit=USD:million");
  CHECK(truth.entities[0].kind == "startup");
  CHECK(truth.entities[0].names.front().text == "한빛");
  CHECK(truth.entities[3].properties.at("value").integer == 49);
  CHECK(truth.entities[3].properties.at("currency").text == "USD");
}

TEST_CASE("What a decision does not meet stays as it was, byte by byte", "[decisions]") {
  const Story story = makers();
  std::vector<bool> used;
  const DocumentTruth truth = applied(story,
                                      "stopword \"nothing\"\nmerge firm:x <- firm:y\n"
                                      "reject edge doc=makers quote=\"no such words\" rel=PURSUES\n"
                                      "alias firm:x \"Nobody\"\ntype \"Nothing\" -> firm",
                                      &used);
  for (const TruthKind kind : {TruthKind::Entities, TruthKind::Mentions, TruthKind::Assertions}) {
    CHECK(encode_truth(truth, kind) == encode_truth(story.truth, kind));
  }
  CHECK(std::none_of(used.begin(), used.end(), [](bool met) { return met; }));
}

TEST_CASE("Any order of lines gives the same truth", "[decisions]") {
  Lines lines = {"stopword \"agreed\"",
                 "split firm:hanbit doc=makers quote=\"Hanbit Motors\" -> firm:motors",
                 "merge firm:group <- firm:motors",
                 "merge firm:top <- firm:group",
                 "alias firm:top \"Hanbit\"",
                 "accept entity firm:top \"Top Group\"",
                 "type \"cost leadership\" -> resource",
                 "set firm:top kind=group",
                 "distinct strategy:costleadership strategy:verticalintegration",
                 "reject edge doc=makers quote=\"vertical\" rel=PURSUES"};
  const Story story = makers();
  std::mt19937 random(7);
  std::string first;
  for (int round = 0; round < 20; ++round) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    const DocumentTruth truth = applied(story, text);
    const std::string bytes = encode_truth(truth, TruthKind::Entities) +
                              encode_truth(truth, TruthKind::Mentions) +
                              encode_truth(truth, TruthKind::Assertions);
    if (round == 0) first = bytes;
    CHECK(bytes == first);
    std::shuffle(lines.begin(), lines.end(), random);
  }
}

TEST_CASE("Decisions change views, and leave no trace when they go", "[decisions]") {
  MemoryStore store;
  WriteBatch batch;
  put_ontology(batch, tiny::corpus_ontology_text());
  REQUIRE(store.commit(batch));
  const Story story = makers();
  REQUIRE(store_document(store, story.truth));
  REQUIRE(publish(store));
  const auto firms = [&] {
    auto view = GraphView::open(std::shared_ptr<const Snapshot>(store.snapshot()));
    REQUIRE(view);
    Lines keys;
    for (const char* name : {"Hanbit", "Elsewhere", "firm:hanbit"}) {
      const auto matches = (*view)->find_entities(std::nullopt, name);
      REQUIRE(matches);
      for (const EntityMatch& match : *matches) keys.push_back(match.key);
    }
    return keys;
  };
  CHECK(firms() == Lines{"firm:hanbit"});

  const std::string lines =
      "merge firm:hb <- firm:hanbit\naccept entity firm:elsewhere \"Elsewhere\"\n"
      "accept edge doc=gone quote=\"Elsewhere pursues focus.\" rel=PURSUES from=firm:elsewhere "
      "to=strategy:focus by=kim\nalias firm:nobody \"Nobody\"";
  CHECK(*store_decisions(store, decisions(lines), ontology()));
  CHECK_FALSE(*store_decisions(store, decisions(lines), ontology()));
  CHECK(publish(store)->changed);
  CHECK_FALSE(publish(store)->changed);
  // The old key leads to what stays; what a person states needs no source.
  CHECK(firms() == Lines{"firm:hb", "firm:elsewhere", "firm:hb"});
  const auto stale = find_stale(*store.snapshot(), decisions(lines), ontology());
  REQUIRE(stale);
  REQUIRE(stale->size() == 2);
  CHECK((*stale)[0].line == 4);
  CHECK((*stale)[0].why == "no document gone is in the store; the statement stands by itself");
  CHECK((*stale)[1].why == "no text has firm:nobody");
  // A removed source takes no person's statement with it.
  const auto records = list_documents(*store.snapshot());
  for (const DocumentRecord& record : *records) {
    if (record.key == "makers") REQUIRE(remove_document(store, record.id, "test"));
  }
  REQUIRE(publish(store));
  CHECK(firms() == Lines{"firm:elsewhere"});
  REQUIRE(store_document(store, story.truth));

  CHECK(*store_decisions(store, {}, ontology()));
  REQUIRE(publish(store));
  CHECK(firms() == Lines{"firm:hanbit"});
}
