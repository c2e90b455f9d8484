// Views that are written to a store: held in memory, held on its disk, or compared with what is
// there.
#include <random>

#include "engine/graph/view_rows.h"
#include "engine/store/memory_store.h"
#include "engine/store/rocksdb_store.h"
#include "tests/support/catch.h"
#include "tests/support/store_rows.h"
#include "tests/support/temp_dir.h"

using namespace sarye;
using namespace sarye::test;

namespace {

// Rows below `prefix`, some of 60 KiB, in no order.
ViewRows rows_below(const std::string& prefix, std::uint32_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  ViewRows rows;
  for (std::uint32_t i = 0; i < count; ++i) {
    rows.emplace_back(prefix + std::to_string(i), std::string(random() % 4 == 0 ? 60000 : 30, 'x'));
  }
  std::shuffle(rows.begin(), rows.end(), random);
  return rows;
}

std::vector<Row> write(Store& store, std::size_t most_held, std::uint64_t& changed) {
  ViewWriter writer(store, most_held);
  writer.rows(rows_below("c", 400, 1));
  writer.rows(rows_below("n", 3000, 2));
  REQUIRE(writer.end_sections(Table::Graph, {"c", "n"}));
  writer.rows(rows_below("t", 900, 3));
  REQUIRE(writer.end_section(Table::Text, "t"));
  writer.rows(rows_below("a", 900, 4));
  REQUIRE(writer.end_section(Table::Graph, "a"));
  REQUIRE(writer.finish());
  changed = writer.rows_written() + writer.rows_erased();
  return store_rows(store, {Table::Graph, Table::Text});
}

}  // namespace

TEST_CASE("rows are the same, whether they are held in memory or on the disk", "[publish]") {
  MemoryStore memory;
  std::uint64_t changed = 0;
  const std::vector<Row> expected = write(memory, ViewWriter::kMostHeld, changed);
  CHECK(changed == 5200);
  REQUIRE(expected.size() == 5200);
  for (const std::size_t most_held :
       {std::size_t{4} << 20, std::size_t{1}, ViewWriter::kMostHeld}) {
    test::TempDir directory;
    auto made = create_rocksdb(directory / "db");
    REQUIRE(made);
    CHECK(write(**made, most_held, changed) == expected);
    CHECK(changed == 5200);
    CHECK(write(**made, most_held, changed) == expected);
    CHECK(changed == 0);
  }
}

TEST_CASE("a row outside its section and a row twice are refused", "[publish]") {
  MemoryStore store;
  for (const char* key : {"b", "cx", "o"}) {
    ViewWriter writer(store);
    writer.row("c1", "");
    writer.row(key, "");
    const auto done = writer.end_sections(Table::Graph, {"c", "n"});
    CHECK(done.has_value() == (std::string(key) == "cx"));
  }
  ViewWriter writer(store);
  writer.row("c1", "");
  writer.row("c1", "");
  Result<void> done = writer.end_section(Table::Graph, "c");
  if (done) done = writer.finish();
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::Internal);
}
