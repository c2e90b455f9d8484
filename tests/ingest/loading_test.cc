// Loading as a whole: from files to what a store says. The order of loading, the number of threads,
// and what was there in between do not show.
#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/graph/publish.h"
#include "engine/graph/truth_store.h"
#include "engine/graph/verify.h"
#include "engine/store/memory_store.h"
#include "engine/store/sha256.h"
#include "ingest/loader.h"
#include "ingest/stage/resources.h"
#include "tests/support/canonical_dump.h"
#include "tests/support/catch.h"
#include "tests/support/long_tests.h"
#include "tests/support/temp_dir.h"

using namespace sarye;

namespace {

// Texts that share firms, figures and works; some are two versions of one document.
struct SmallText {
  const char* name;  // of the file; equal names: versions of one document
  const char* metadata;
  const char* text;
};
const SmallText kTexts[] = {
    {"orders", nullptr,
     "Orders at Norvik Marine\n\nNorvik Marine Co., Ltd. (NMC) competes with Halden Shipyard "
     "Inc. in LNG carriers. Norvik Marine pursues vertical integration. NMC supplies engines to "
     "Halden Shipyard Inc.\n"},
    {"orders", nullptr,
     "Orders at Norvik Marine\n\nNorvik Marine Co., Ltd. (NMC) no longer competes with Halden "
     "Shipyard Inc. NMC depends on Posco for steel plate. Revenue of Norvik Marine rose to "
     "$1.2 billion in 2024.\n"},
    {"steel", nullptr,
     "철강 공급망\n\n포스코는 한빛조선㈜에 후판을 공급한다. 한빛조선은 삼성중공업과 경쟁한다. "
     "한빛조선의 2024년 매출은 1조 2000억원이다.\n"},
    {"steel-two",
     "{\"id\": \"steel-two\", \"title\": \"후판 시장\", \"language\": \"ko\", "
     "\"issued\": {\"date-parts\": [[2024, 5, 2]]}}",
     "후판 시장\n\n한빛조선㈜은 포스코에 의존한다. 한빛조선의 2024년 매출은 1조 3000억원이다. "
     "삼성중공업은 수직 계열화를 추진한다.\n"},
    {"policy", nullptr,
     "产业政策\n\n工业和信息化部发布了造船业规划。华为与中芯国际合作。中芯国际推出新产品。\n"},
    {"policy-two", nullptr,
     "產業政策\n\n台積電與三星電子競爭。台積電供應晶片給輝達。華為依賴中芯國際。\n"},
    {"note", nullptr,
     "Note\n\nSamsung Electronics competes with TSMC. TSMC supplies Nvidia. Samsung Heavy "
     "Industries pursues vertical integration. Revenue of Norvik Marine was $1.3 billion in "
     "2024.\n"},
    {"note", nullptr,
     "Note\n\nHuawei competes with Samsung Electronics. SMIC partners with Huawei.\n"},
};
constexpr std::size_t kCount = std::size(kTexts);

const Resources& resources() {
  static const auto loaded = tiny::must(Resources::load(SARYE_SOURCE_DIR "/corpus"), "corpus");
  return *loaded;
}

class Library {
 public:
  Library() {
    for (std::size_t i = 0; i < kCount; ++i) {
      const auto folder = folder_ / std::to_string(i);
      std::filesystem::create_directory(folder);
      paths_.push_back(folder / (std::string(kTexts[i].name) + ".txt"));
      std::ofstream(paths_.back()) << kTexts[i].text;
      if (kTexts[i].metadata != nullptr) {
        std::ofstream(folder / (std::string(kTexts[i].name) + ".csl.json")) << kTexts[i].metadata;
      }
    }
  }
  const std::filesystem::path& path(std::size_t i) const { return paths_[i]; }

 private:
  test::TempDir folder_;
  std::vector<std::filesystem::path> paths_;
};

// A store, and which texts are in it.
class Shelf {
 public:
  explicit Shelf(const Library& library) : library_(library) {
    WriteBatch batch;
    put_ontology(batch, resources().ontology().to_text());
    REQUIRE(store_.commit(batch));
    REQUIRE(publish(store_));
  }

  void load(const std::vector<std::size_t>& texts, int threads) {
    std::vector<std::filesystem::path> files;
    for (const std::size_t i : texts) files.push_back(library_.path(i));
    LoadOptions options;
    options.threads = threads;
    const auto report = load_texts(store_, resources(), files, options);
    REQUIRE(report);
    REQUIRE(report->count(FileOutcome::Rejected) == 0);
    for (const std::size_t i : texts) {
      const auto record = *find_by_sha256(*store_.snapshot(), hash_of(i));
      REQUIRE(record);
      ids_[i] = record->id;
      if (std::find(loaded_.begin(), loaded_.end(), i) == loaded_.end()) loaded_.push_back(i);
    }
  }
  void remove(std::size_t i) {
    REQUIRE(remove_document(store_, ids_.at(i), "a test"));
    loaded_.erase(std::find(loaded_.begin(), loaded_.end(), i));
  }
  const std::vector<std::size_t>& loaded() const { return loaded_; }
  MemoryStore& store() { return store_; }

  // The newest version of each document: what the store speaks of.
  std::vector<std::size_t> current() const {
    std::vector<std::size_t> out;
    for (auto i = loaded_.rbegin(); i != loaded_.rend(); ++i) {
      const bool is_old = std::any_of(out.begin(), out.end(), [&](std::size_t newer) {
        return std::string(kTexts[newer].name) == kTexts[*i].name;
      });
      if (!is_old) out.push_back(*i);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  static Sha256 hash_of(std::size_t i) { return sha256(kTexts[i].text); }

  const Library& library_;
  MemoryStore store_;
  std::vector<std::size_t> loaded_;  // in the order of their arrival
  std::map<std::size_t, DocumentId> ids_;
};

std::vector<Row> rows_of(const Store& store, Table table) {
  const auto snapshot = store.snapshot();
  auto cursor = *snapshot->scan(table, KeyRange::all());
  std::vector<Row> rows;
  while (*cursor->next()) {
    rows.push_back({std::string(cursor->key()), std::string(cursor->value())});
  }
  return rows;
}

}  // namespace

TEST_CASE("A store says the same for any order of loading and removing, on any threads",
          "[loading]") {
  const Library library;
  std::map<std::vector<std::size_t>, std::vector<std::string>>
      expected;  // by texts, loaded at once
  const auto said_by = [&](const std::vector<std::size_t>& texts) -> const auto& {
    const auto [at, is_new] = expected.try_emplace(texts);
    if (is_new) {
      Shelf whole(library);
      whole.load(texts, 1);
      REQUIRE(publish(whole.store(), true));
      at->second = canonical_dump(whole.store());
    }
    return at->second;
  };
  std::vector<std::size_t> all(kCount);
  for (std::size_t i = 0; i < kCount; ++i) all[i] = i;
  REQUIRE(said_by({0, 2, 3, 4, 5, 6}).size() > 60);

  const int sequences = test::long_tests() ? 1000 : 200;
  for (int seed = 0; seed < sequences; ++seed) {
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto below = [&](std::size_t limit) { return random() % limit; };
    Shelf shelf(library);
    const std::size_t steps = 1 + below(3);
    for (std::size_t step = 0; step < steps; ++step) {
      if (!shelf.loaded().empty() && below(3) == 0) {
        shelf.remove(shelf.loaded()[below(shelf.loaded().size())]);
      } else {
        std::shuffle(all.begin(), all.end(), random);
        std::vector<std::size_t> some;
        for (std::size_t i = 0, count = 1 + below(2); i < count; ++i) {
          const bool is_there = std::any_of(some.begin(), some.end(), [&](std::size_t other) {
            return std::string(kTexts[other].name) == kTexts[all[i]].name;
          });
          const auto& loaded = shelf.loaded();
          const bool is_loaded = std::find(loaded.begin(), loaded.end(), all[i]) != loaded.end();
          if (!is_there && !is_loaded) some.push_back(all[i]);
        }
        const int threads[] = {1, 2, 4};
        shelf.load(some, threads[below(3)]);
      }
      if (below(2) == 0) REQUIRE(publish(shelf.store()));
    }
    REQUIRE(publish(shelf.store()));
    INFO("seed " << seed);
    REQUIRE(canonical_dump(shelf.store()) == said_by(shelf.current()));
    if (seed % 10 != 0) continue;
    // Loading again changes nothing.
    const auto graph = rows_of(shelf.store(), Table::Graph);
    const auto text = rows_of(shelf.store(), Table::Text);
    shelf.load(std::vector<std::size_t>(shelf.loaded()), 2);
    REQUIRE_FALSE(publish(shelf.store())->changed);
    REQUIRE(rows_of(shelf.store(), Table::Graph) == graph);
    REQUIRE(rows_of(shelf.store(), Table::Text) == text);
    REQUIRE(verify_views(*shelf.store().snapshot())->problems == std::vector<std::string>{});
  }
}

TEST_CASE("What is loaded and removed again leaves no trace but its tombstone", "[loading]") {
  const Library library;
  Shelf one(library);
  one.load({0, 2}, 1);
  REQUIRE(publish(one.store()));
  Shelf both(library);
  both.load({0, 2}, 2);
  REQUIRE(publish(both.store()));
  const auto graph = rows_of(both.store(), Table::Graph);
  both.load({3, 6}, 4);
  REQUIRE(publish(both.store()));
  REQUIRE(rows_of(both.store(), Table::Graph) != graph);
  for (const std::size_t i : {3, 6}) both.remove(i);
  REQUIRE(publish(both.store()));
  CHECK(canonical_dump(both.store()) == canonical_dump(one.store()));
  CHECK(verify_views(*both.store().snapshot())->problems.empty());
}

TEST_CASE("A text that is there is read from the store, not analysed again", "[loading]") {
  const Library library;
  Shelf shelf(library);
  shelf.load({3}, 1);
  const auto load = [&] {
    const auto report = load_texts(shelf.store(), resources(), {library.path(3)});
    REQUIRE(report);
    REQUIRE(report->files.size() == 1);
    return report->files.front();
  };
  const FileReport again = load();
  CHECK(again.outcome == FileOutcome::Unchanged);
  REQUIRE(again.mentions > 0);
  // What stands in the store is what the report tells.
  const DocumentId id = (*find_by_key(*shelf.store().snapshot(), "steel-two")).front().id;
  DocumentTruth truth = *read_document(*shelf.store().snapshot(), id);
  truth.mentions.pop_back();
  WriteBatch batch;
  put_document(batch, id, truth);
  REQUIRE(shelf.store().commit(batch));
  CHECK(load().outcome == FileOutcome::Unchanged);
  CHECK(load().mentions == again.mentions - 1);
  // Other metadata beside the text: it is another document to those who ask.
  std::ofstream(library.path(3).parent_path() / "steel-two.csl.json")
      << "{\"id\": \"steel-two\", \"title\": \"후판 시장\", \"language\": \"ko\", "
         "\"issued\": {\"date-parts\": [[2023, 5, 2]]}}";
  const FileReport other = load();
  CHECK(other.outcome == FileOutcome::Reanalysed);
  CHECK(other.mentions == again.mentions);
}

TEST_CASE("A text under two names is one document with the first of them, in any order of loading",
          "[loading]") {
  const test::TempDir folder;
  const auto file = [&](const char* name) {
    std::ofstream(folder / name) << kTexts[6].text;
    return folder / name;
  };
  const std::filesystem::path paths[] = {file("carriers.txt"), file("ships.txt")};
  for (const int first : {0, 1}) {
    const Library library;
    Shelf shelf(library);
    const auto load = [&](const std::vector<std::filesystem::path>& files) {
      const auto report = load_texts(shelf.store(), resources(), files);
      REQUIRE(report);
      return report->files;
    };
    INFO("first " << first);
    CHECK(load({paths[first]}).front().outcome == FileOutcome::Added);
    const FileReport second = load({paths[1 - first]}).front();
    CHECK(second.key == "carriers");
    CHECK(second.outcome == (first == 0 ? FileOutcome::Unchanged : FileOutcome::Reanalysed));
    CHECK(second.notes.size() == (first == 0 ? 1u : 0u));
    const auto again = load({paths[0], paths[1]});
    CHECK(again[0].outcome == FileOutcome::Unchanged);
    CHECK(again[1].outcome == FileOutcome::Unchanged);
    const auto documents = *list_documents(*shelf.store().snapshot());
    REQUIRE(documents.size() == 1);
    CHECK(documents.front().key == "carriers");
    CHECK(documents.front().file_name == "carriers.txt");
    // One that was removed has no name any more.
    REQUIRE(remove_document(shelf.store(), documents.front().id, "a test"));
    CHECK(load({paths[1]}).front().key == "ships");
  }
}
