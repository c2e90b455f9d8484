#include "engine/store/row_sorter.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace sarye;

namespace {

constexpr std::size_t kLimit = std::size_t{2} << 20;

using Rows = std::vector<std::pair<std::string, std::string>>;

std::string key_of(std::uint32_t number) {
  return "row " + std::to_string(number);
}

// Keys in no order, values of all sizes up to some that are larger than what is read at once.
Rows some_rows(std::uint32_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  Rows rows;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t size = random() % 50 == 0 ? 60000 : random() % 100;
    rows.emplace_back(key_of(i),
                      std::string(i == 7 ? 400000 : size, static_cast<char>('a' + i % 26)));
  }
  std::shuffle(rows.begin(), rows.end(), random);
  return rows;
}

RowSorter sorter_of(const Rows& rows, const std::filesystem::path& scratch) {
  RowSorter sorter(scratch, kLimit);
  for (const auto& [key, value] : rows) REQUIRE(sorter.add(key, value));
  sorter.finish();
  return sorter;
}

Rows read(const std::vector<const RowSorter*>& sorters, const KeyRange& range) {
  SortedReader reader(sorters, range);
  Rows rows;
  std::string_view key;
  std::string_view value;
  while (true) {
    auto more = reader.next(key, value);
    REQUIRE(more);
    if (!*more) return rows;
    rows.emplace_back(key, value);
  }
}

}  // namespace

TEST_CASE("keys that begin alike, and those that are the beginning of others, are in order",
          "[store]") {
  Rows rows;
  std::mt19937 random(3);
  const std::string zeros(3, '\0');
  for (int i = 0; i < 3000; ++i) {
    std::string key = i % 2 == 0 ? "a beginning of some length:" : "a beginning";
    for (std::uint32_t n = random() % 12; n > 0; --n) key.push_back("\0ab\xFF"[random() % 4]);
    rows.emplace_back(key, std::to_string(i));
    rows.emplace_back(key + zeros.substr(0, random() % 4), std::to_string(i));
  }
  const RowSorter sorter = sorter_of(rows, {});
  const Rows sorted = read({&sorter}, KeyRange::all());
  REQUIRE(sorted.size() == rows.size());
  CHECK(std::is_sorted(sorted.begin(), sorted.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; }));
}

TEST_CASE("rows leave in the order of their keys, whether they fit into memory or not", "[store]") {
  test::TempDir folder;
  const Rows rows = some_rows(20000, 1);
  Rows expected = rows;
  std::sort(expected.begin(), expected.end());
  const RowSorter kept = sorter_of(rows, {});
  const RowSorter spilled = sorter_of(rows, folder.path());
  CHECK(kept.in_memory() > 5 * kLimit);
  CHECK(spilled.in_memory() <= 2 * kLimit);
  for (const RowSorter* sorter : {&kept, &spilled}) {
    CHECK(sorter->rows() == rows.size());
    CHECK(read({sorter}, KeyRange::all()) == expected);
    for (const auto& [begin, end] : {std::pair(0u, 1u), std::pair(4000u, 17000u), std::pair(7u, 8u),
                                     std::pair(19999u, 20000u)}) {
      const KeyRange range{key_of(begin), key_of(end)};
      Rows part;
      for (const auto& row : expected) {
        if (row.first >= range.begin && row.first < range.end) part.push_back(row);
      }
      CHECK(read({sorter}, range) == part);
    }
    CHECK(read({sorter}, {"s", {}}).empty());
  }
  // The file has no name.
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("rows of several sorters are read as one", "[store]") {
  test::TempDir folder;
  const Rows rows = some_rows(9000, 2);
  Rows halves[2];
  for (std::size_t i = 0; i < rows.size(); ++i) halves[i % 2].push_back(rows[i]);
  const RowSorter kept = sorter_of(halves[0], {});
  RowSorter spilled = sorter_of(halves[1], folder.path());
  Rows expected = rows;
  std::sort(expected.begin(), expected.end());
  CHECK(read({&kept, &spilled}, KeyRange::all()) == expected);
  REQUIRE(spilled.spill());
  CHECK(spilled.in_memory() == 0);
  CHECK(read({&kept, &spilled}, KeyRange::all()) == expected);
}

TEST_CASE("samples cut the rows into parts of like size", "[store]") {
  test::TempDir folder;
  const RowSorter sorter = sorter_of(some_rows(20000, 3), folder.path());
  auto samples = sorter.samples();
  std::sort(samples.begin(), samples.end());
  std::uint64_t before = 0;
  std::string middle;
  for (const auto& [key, bytes] : samples) {
    if (before < sorter.bytes() / 2) middle = key;
    before += bytes;
  }
  std::uint64_t bytes = 0;
  for (const auto& [key, value] : read({&sorter}, {{}, middle})) bytes += key.size() + value.size();
  CHECK(bytes > sorter.bytes() * 3 / 10);
  CHECK(bytes < sorter.bytes() * 7 / 10);
}

TEST_CASE("a folder that is not there is an error when memory is not enough", "[store]") {
  RowSorter sorter("/there/is/no/such/folder", kLimit);
  Result<void> done;
  for (int i = 0; i < 100 && done; ++i) done = sorter.add(key_of(i), std::string(60000, 'x'));
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::Io);
}
