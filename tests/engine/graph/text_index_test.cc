// The text index answers alike however it is divided, and one more text costs little.
#include "engine/graph/text_index.h"

#include <algorithm>

#include "engine/graph/graph_builder.h"
#include "engine/graph/manifest.h"
#include "engine/graph/text_segment.h"
#include "engine/graph/verify.h"
#include "engine/store/memory_store.h"
#include "tests/support/catch.h"
#include "tests/support/text_questions.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

// Passages of an open graph by offset; an empty text: there is none.
BuildInput passages(const std::vector<std::string>& texts) {
  BuildInput input;
  input.literature = false;
  input.ontology = Ontology::open_schema();
  const TypeId type = input.ontology.add_type("Passage");
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty()) continue;
    BuildNode& node = input.nodes.emplace_back();
    node.id = NodeId(type, i);
    node.key = "Passage:" + std::to_string(i);
    node.properties.emplace_back("text", Value(texts[i]));
  }
  return input;
}

TextStatistics statistics_of(const Store& store) {
  auto manifest = tiny::must(read_manifest(*store.snapshot()), "manifest");
  REQUIRE(manifest);
  return manifest->text;
}

std::vector<std::pair<std::uint32_t, double>> found(const Store& store, std::string_view words) {
  std::vector<std::pair<std::uint32_t, double>> out;
  const auto snapshot = store.snapshot();
  for (const TextMatch& match :
       tiny::must(search_text(*snapshot, statistics_of(store), *parse_text_query(words), nullptr),
                  "search")) {
    out.emplace_back(match.passage, match.score);
  }
  return out;
}

std::size_t rows_of(const Store& store, Table table) {
  const auto snapshot = store.snapshot();
  auto cursor = tiny::must(snapshot->scan(table, KeyRange::all()), "scan");
  std::size_t rows = 0;
  while (*cursor->next()) ++rows;
  return rows;
}

// Texts of a few words each, drawn by a fixed sequence.
std::string drawn(std::uint32_t& state) {
  static const char* const kWords[] = {"firm",   "subsidy", "battery", "grew",  "공급망",
                                       "재편",   "補貼",    "market",  "share", "open",
                                       "source", "rival",   "price",   "2024",  "factory"};
  std::string text;
  const std::uint32_t words = 3 + state % 9;
  for (std::uint32_t i = 0; i < words; ++i) {
    state = state * 1664525u + 1013904223u;
    text += std::string(text.empty() ? "" : " ") + kWords[(state >> 16) % std::size(kWords)];
  }
  return text;
}

}  // namespace

TEST_CASE("Search answers alike however the index is divided into segments", "[graph][text]") {
  const std::vector<std::string> questions = {"firm",
                                              "subsidy battery",
                                              "공급망",
                                              "补贴",
                                              "open source rival",
                                              "2024 재편",
                                              "unheard",
                                              "\"open source\" OR 补 NOT firm",
                                              "s* NEAR/2 batt*",
                                              "급 -market"};
  MemoryStore store;
  std::vector<std::string> texts(400);
  std::uint32_t state = 7;
  std::size_t most_segments = 0;
  for (int round = 0; round < 60; ++round) {
    for (int change = 0; change < 5; ++change) {
      state = state * 1664525u + 1013904223u;
      std::string& text = texts[(state >> 8) % texts.size()];
      // Some are new, some are changed, some go.
      text = state % 3 == 0 ? std::string() : drawn(state);
    }
    REQUIRE(write_views(passages(texts), store));
    const std::size_t segments = statistics_of(store).segments.size();
    most_segments = std::max(most_segments, segments);
    CHECK(segments <= 10);

    MemoryStore whole;
    REQUIRE(write_views(passages(texts), whole));
    CHECK(statistics_of(whole).segments.size() == 1);
    CHECK(statistics_of(whole).passages == statistics_of(store).passages);
    CHECK(statistics_of(whole).terms == statistics_of(store).terms);
    for (const std::string& question : questions) {
      INFO(question << " in round " << round);
      CHECK(found(store, question) == found(whole, question));
    }
  }
  CHECK(most_segments > 1);
  CHECK(verify_views(*store.snapshot())->problems.empty());

  const auto before = found(store, "firm");
  REQUIRE(write_views(passages(texts), store, true));
  CHECK(statistics_of(store).segments.size() == 1);
  CHECK(found(store, "firm") == before);
  MemoryStore whole;
  REQUIRE(write_views(passages(texts), whole));
  CHECK(rows_of(store, Table::Text) == rows_of(whole, Table::Text));
  CHECK(verify_views(*store.snapshot())->problems.empty());
}

TEST_CASE("One more text writes its own terms, one that goes none", "[graph][text]") {
  MemoryStore store;
  std::vector<std::string> texts;
  std::uint32_t state = 1;
  for (int i = 0; i < 300; ++i) texts.push_back(drawn(state) + " word" + std::to_string(i));
  REQUIRE(write_views(passages(texts), store));
  const std::size_t rows = rows_of(store, Table::Text);

  texts.push_back("battery maker number301");
  auto changes = write_views(passages(texts), store);
  REQUIRE(changes);
  // battery, maker, number301 and the list of passages.
  CHECK(rows_of(store, Table::Text) == rows + 4);
  CHECK(statistics_of(store).segments.size() == 2);
  CHECK(found(store, "number301").size() == 1);

  texts[5].clear();
  REQUIRE(write_views(passages(texts), store));
  CHECK(rows_of(store, Table::Text) == rows + 5);
  CHECK(statistics_of(store).segments[0].removed == 1);
  CHECK(found(store, "word5").empty());

  texts[5] = "back again";
  REQUIRE(write_views(passages(texts), store));
  CHECK(found(store, "again").size() == 1);
  CHECK(found(store, "word5").empty());
  CHECK(verify_views(*store.snapshot())->problems.empty());
}

TEST_CASE("Rows of the text index that are lost or strange are noticed", "[graph][text]") {
  MemoryStore store;
  std::vector<std::string> texts;
  std::uint32_t state = 3;
  for (int i = 0; i < 20; ++i) texts.push_back(drawn(state));
  REQUIRE(write_views(passages(texts), store));
  texts.push_back("one more text");
  texts[2].clear();
  REQUIRE(write_views(passages(texts), store));
  REQUIRE(statistics_of(store).segments.size() == 2);
  REQUIRE(verify_views(*store.snapshot())->problems.empty());
  std::vector<Row> rows;
  {
    const auto snapshot = store.snapshot();
    auto cursor = tiny::must(snapshot->scan(Table::Text, KeyRange::all()), "scan");
    while (*cursor->next()) {
      rows.push_back({std::string(cursor->key()), std::string(cursor->value())});
    }
  }
  for (const Row& row : rows) {
    WriteBatch lost;
    lost.erase(Table::Text, row.key);
    REQUIRE(store.commit(lost));
    CHECK_FALSE(verify_views(*store.snapshot())->problems.empty());
    WriteBatch back;
    back.put(Table::Text, row.key, row.value);
    REQUIRE(store.commit(back));
  }
  WriteBatch strange;
  strange.put(Table::Text, postings_key(99, "battery"), rows.front().value);
  REQUIRE(store.commit(strange));
  CHECK_FALSE(verify_views(*store.snapshot())->problems.empty());
  REQUIRE(write_views(passages(texts), store, true));
  CHECK(verify_views(*store.snapshot())->problems.empty());
}

TEST_CASE("The index and a text at hand agree on what fits", "[graph][text]") {
  test::TextMaker maker(7);
  MemoryStore store;
  std::vector<std::string> texts(120);
  std::vector<test::Units> units(texts.size());
  std::size_t hits = 0;
  std::size_t most_segments = 0;
  for (int round = 0; round < 6; ++round) {
    // Several segments, and passages that are gone from them.
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (round > 0 && maker.draw(12) != 0) continue;
      test::MadeText made;
      if (maker.draw(5) != 0) made = maker.text();
      texts[i] = made.text;
      units[i] = made.units;
    }
    REQUIRE(write_views(passages(texts), store));
    most_segments = std::max(most_segments, statistics_of(store).segments.size());
    for (int n = 0; n < 60; ++n) {
      const auto question = maker.question();
      INFO(question.text);
      const auto query = parse_text_query(question.text);
      REQUIRE(query);
      std::vector<std::uint32_t> expected;
      std::vector<std::uint32_t> by_text;
      for (std::uint32_t i = 0; i < texts.size(); ++i) {
        if (texts[i].empty()) continue;
        if (question.fits(units[i])) expected.push_back(i);
        if (*text_fits(texts[i], *query)) by_text.push_back(i);
      }
      std::vector<std::uint32_t> by_index;
      for (const auto& [passage, score] : found(store, question.text)) {
        by_index.push_back(passage);
        CHECK(score > 0);
      }
      CHECK(by_index == expected);
      CHECK(by_text == expected);
      hits += expected.size();
    }
  }
  CHECK(most_segments > 1);
  CHECK(hits > 1000);
}

TEST_CASE("Scores do not depend on the order of words", "[graph][text]") {
  MemoryStore store;
  std::vector<std::string> texts;
  std::uint32_t state = 5;
  for (int i = 0; i < 100; ++i) texts.push_back(drawn(state));
  REQUIRE(write_views(passages(texts), store));
  CHECK(found(store, "firm price 공급망") == found(store, "공급망 firm price"));
  CHECK(found(store, "firm firm price") == found(store, "price firm"));
  CHECK(found(store, "firm NOT price").size() + found(store, "firm price").size() ==
        found(store, "firm").size());
}

TEST_CASE("A search stops at its budget", "[graph][text]") {
  MemoryStore store;
  std::vector<std::string> texts;
  std::uint32_t state = 5;
  for (int i = 0; i < 2000; ++i) texts.push_back(drawn(state));
  REQUIRE(write_views(passages(texts), store));
  const auto snapshot = store.snapshot();
  Budget small(Limits{4096, 0, 0});
  for (const char* question : {"firm", "f*", "급"}) {
    const auto stopped =
        search_text(*snapshot, statistics_of(store), *parse_text_query(question), &small);
    if (stopped) continue;
    CHECK(stopped.error().code == ErrorCode::LimitReached);
  }
  CHECK_FALSE(search_text(*snapshot, statistics_of(store), *parse_text_query("f*"), &small));
  CHECK(small.used() == 0);
  CancelToken cancel;
  cancel.cancel();
  Budget stopped(Limits{}, &cancel);
  CHECK(search_text(*snapshot, statistics_of(store), *parse_text_query("firm"), &stopped)
            .error()
            .code == ErrorCode::Cancelled);
}
