// What a load tells of each text.
#include "ingest/load_summary.h"

#include <filesystem>

#include "engine/graph/decisions.h"
#include "engine/store/memory_store.h"
#include "ingest/loader.h"
#include "tests/ingest/extracted.h"

using namespace sarye;
using namespace sarye::test;

namespace {

LoadSummary summary_of(const std::string& text) {
  return summarize(extracted(text), corpus_resources().ontology());
}

std::uint32_t counted(const LoadSummary::Counts& counts, const std::string& name) {
  for (const auto& [one, count] : counts) {
    if (one == name) return count;
  }
  return 0;
}

}  // namespace

TEST_CASE("A summary counts what was found, and what is listed", "[load]") {
  const LoadSummary summary = summary_of(
      "Samsung Electronics competes with SK hynix. Samsung Electronics pursues vertical "
      "integration.\n\nReferences\n\nKim, H. (2024). On chips. Journal of Chips, 1(2), 3-4.\n");
  CHECK(counted(summary.entities, "Firm") == 2);
  CHECK(counted(summary.relations, "COMPETES_WITH") == 1);
  CHECK(counted(summary.relations, "PURSUES") == 1);
  CHECK(summary.listed >= 2);
  CHECK(summary.references == 1);
  CHECK(summary.nothing.empty());
}

TEST_CASE("A text that gives nothing says why", "[load]") {
  CHECK(summary_of("Пролетарии всех стран, соединяйтесь сегодня же вместе.\n").nothing ==
        "no passage is in Korean, Chinese or English");
  CHECK(summary_of("It was a quiet day by the river, and nobody spoke.\n").nothing ==
        "no name in it is known or has two kinds of evidence");
  CHECK(summary_of("We met Samsung Electronics there.\n").nothing ==
        "no sentence states a relation between what it names");
}

TEST_CASE("A text that contradicts itself says so", "[load]") {
  CHECK(summary_of("SMIC pursues vertical integration.\n\nSMIC does not pursue vertical "
                   "integration.\n")
            .contradictions == 1);
}

TEST_CASE("Every suggestion is a line of the file of decisions", "[load]") {
  std::size_t suggestions = 0;
  for (const auto& file : collect_texts({SARYE_SOURCE_DIR "/corpus/cases"})) {
    const auto truth = extract_file(file, corpus_resources());
    REQUIRE(truth);
    for (const ReviewItem& item : truth->review) {
      INFO(item.suggestion);
      CHECK(Decisions::parse("v1\n" + item.suggestion, "s", corpus_resources().ontology()));
      ++suggestions;
    }
    const LoadSummary summary = summarize(*truth, corpus_resources().ontology());
    CHECK(summary.doubtful.size() == std::min<std::size_t>(3, truth->review.size()));
    if (suggestions > 40) break;
  }
  CHECK(suggestions > 0);
}

TEST_CASE("Entities of other documents are known by key and by name", "[load]") {
  MemoryStore store;
  const std::unique_ptr<Snapshot> empty = store.snapshot();
  KnownEntities known(*empty, corpus_resources().ontology());
  const DocumentTruth first = extracted("SMIC pursues vertical integration.\n");
  CHECK(*known.count(first) == 0);
  known.add(first);
  CHECK(*known.count(extracted("中芯国际推进垂直整合。\n")) >= 1);
  CHECK(*known.count(extracted("BYD competes with CATL.\n")) == 0);
}
