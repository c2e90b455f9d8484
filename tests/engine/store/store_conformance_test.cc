// What every store behind the interface must do alike, run on `mem:` and on `rocksdb:`.
#include <map>
#include <random>
#include <thread>

#include "engine/store/memory_store.h"
#include "engine/store/rocksdb_store.h"
#include "tests/support/catch.h"
#include "tests/support/fault_store.h"
#include "tests/support/temp_dir.h"

using namespace sarye;

namespace {

struct MemoryBackend {
  MemoryStore memory;
  Store& store() { return memory; }
};

struct RocksBackend {
  RocksBackend() {
    auto made = create_rocksdb(directory / "db");
    REQUIRE(made);
    rocks = std::move(*made);
  }
  test::TempDir directory;
  std::unique_ptr<Store> rocks;
  Store& store() { return *rocks; }
};

WriteBatch puts(std::initializer_list<std::pair<std::string, std::string>> rows,
                Table table = Table::Graph) {
  WriteBatch batch;
  for (const auto& [key, value] : rows) batch.put(table, key, value);
  return batch;
}

std::vector<std::string> keys_of(const Snapshot& snapshot, const KeyRange& range,
                                 const ScanOptions& options = {}, Table table = Table::Graph) {
  auto cursor = snapshot.scan(table, range, options);
  REQUIRE(cursor);
  std::vector<std::string> keys;
  while (true) {
    auto more = (*cursor)->next();
    REQUIRE(more);
    if (!*more) break;
    keys.emplace_back((*cursor)->key());
  }
  return keys;
}

using Keys = std::vector<std::string>;
const std::string kZero("\0", 1);
const std::string kZeroZero("\0\0", 2);

}  // namespace

TEMPLATE_TEST_CASE("keys come in the order of their unsigned bytes", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  REQUIRE(backend.store().commit(puts({{"b", ""},
                                       {"\xFF", ""},
                                       {"a", ""},
                                       {kZero, ""},
                                       {"", ""},
                                       {"\x80", ""},
                                       {"aa", ""},
                                       {kZeroZero, ""}})));
  const auto snapshot = backend.store().snapshot();
  const Keys all = {"", kZero, kZeroZero, "a", "aa", "b", "\x80", "\xFF"};
  CHECK(keys_of(*snapshot, KeyRange::all()) == all);
  ScanOptions reverse;
  reverse.reverse = true;
  CHECK(keys_of(*snapshot, KeyRange::all(), reverse) == Keys(all.rbegin(), all.rend()));
  auto empty = snapshot->get(Table::Graph, "");
  REQUIRE(empty);
  CHECK(*empty == std::string());
}

TEMPLATE_TEST_CASE("a range has its beginning and not its end, in both directions", "[store]",
                   MemoryBackend, RocksBackend) {
  TestType backend;
  REQUIRE(backend.store().commit(puts({{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}})));
  const auto snapshot = backend.store().snapshot();
  ScanOptions reverse;
  reverse.reverse = true;
  CHECK(keys_of(*snapshot, {"b", "d"}) == Keys{"b", "c"});
  CHECK(keys_of(*snapshot, {"b", "d"}, reverse) == Keys{"c", "b"});
  CHECK(keys_of(*snapshot, {"bb", "cc"}, reverse) == Keys{"c"});
  CHECK(keys_of(*snapshot, {"b", ""}) == Keys{"b", "c", "d"});
  CHECK(keys_of(*snapshot, {"c", "b"}).empty());
  CHECK(keys_of(*snapshot, {"b", "b"}, reverse).empty());
  CHECK(keys_of(*snapshot, {"", "b"}, {}, Table::Text).empty());
}

TEMPLATE_TEST_CASE("prefixes that end in 0xFF stop where they must", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  REQUIRE(backend.store().commit(puts({{"a\xFF", ""},
                                       {"a\xFF\xFF", ""},
                                       {"a\xFF\x01", ""},
                                       {"a\xFE", ""},
                                       {"b", ""},
                                       {"\xFF", ""},
                                       {"\xFF\xFF", ""},
                                       {"\xFF\xFF\x01", ""}})));
  const auto snapshot = backend.store().snapshot();
  CHECK(keys_of(*snapshot, KeyRange::prefix("a\xFF")) == Keys{"a\xFF", "a\xFF\x01", "a\xFF\xFF"});
  CHECK(keys_of(*snapshot, KeyRange::prefix("\xFF")) == Keys{"\xFF", "\xFF\xFF", "\xFF\xFF\x01"});
  CHECK(keys_of(*snapshot, KeyRange::prefix("\xFF\xFF")) == Keys{"\xFF\xFF", "\xFF\xFF\x01"});
  WriteBatch erase;
  erase.erase_prefix(Table::Graph, "\xFF\xFF");
  erase.erase_prefix(Table::Graph, "a\xFF");
  REQUIRE(backend.store().commit(erase));
  CHECK(keys_of(*backend.store().snapshot(), KeyRange::all()) == Keys{"a\xFE", "b", "\xFF"});
}

namespace {

// Rows as pieces that are asked for.
SortedRows sorted(Table table, std::vector<std::pair<std::string, std::string>> rows) {
  return {table,
          [rows = std::move(rows), at = std::size_t{0}](
              std::string_view& key, std::string_view& value) mutable -> Result<bool> {
            if (at == rows.size()) return false;
            key = rows[at].first;
            value = rows[at++].second;
            return true;
          }};
}

}  // namespace

TEMPLATE_TEST_CASE("sorted rows are there all at once, between those that are there", "[store]",
                   MemoryBackend, RocksBackend) {
  TestType backend;
  Store& store = backend.store();
  REQUIRE(store.commit(puts({{"a", "old"}, {"c", "old"}, {"x", "old"}})));
  const auto before = store.snapshot();
  std::vector<SortedRows> pieces;
  pieces.push_back(sorted(Table::Graph, {{"b", "1"}, {"c", "2"}}));
  pieces.push_back(sorted(Table::Graph, {{"d", "3"}}));
  pieces.push_back(sorted(Table::Meta, {}));
  pieces.push_back(sorted(Table::Truth, {{"t", std::string(kMaxValueBytes, 't')}}));
  REQUIRE(store.add_sorted(std::move(pieces)));
  CHECK(keys_of(*before, KeyRange::all()) == Keys{"a", "c", "x"});
  const auto after = store.snapshot();
  CHECK(keys_of(*after, KeyRange::all()) == Keys{"a", "b", "c", "d", "x"});
  CHECK(*after->get(Table::Graph, "c") == std::string("2"));
  CHECK((*after->get(Table::Truth, "t"))->size() == kMaxValueBytes);
  REQUIRE(store.commit(puts({{"c", "3"}})));
  CHECK(*store.snapshot()->get(Table::Graph, "c") == std::string("3"));
  REQUIRE(store.add_sorted({}));
}

TEMPLATE_TEST_CASE("sorted rows lie around every key that is there", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  Store& store = backend.store();
  Keys all;
  WriteBatch there;
  std::vector<std::pair<std::string, std::string>> rows;
  for (char key = 'a'; key <= 'z'; ++key) {
    all.push_back(std::string(1, key));
    if ((key - 'a') % 2 == 0) {
      rows.emplace_back(all.back(), "1");
    } else {
      there.put(Table::Graph, all.back(), "1");
    }
  }
  rows.emplace_back("zz", "1");
  all.push_back("zz");
  REQUIRE(store.commit(there));
  std::vector<SortedRows> pieces;
  pieces.push_back(sorted(Table::Graph, std::move(rows)));
  pieces.push_back(sorted(Table::Graph, {{"zzz", "1"}}));
  REQUIRE(store.add_sorted(std::move(pieces)));
  all.push_back("zzz");
  CHECK(keys_of(*store.snapshot(), KeyRange::all()) == all);
}

TEMPLATE_TEST_CASE("sorted rows that are refused change no table", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  Store& store = backend.store();
  const auto refused = [&](std::vector<std::pair<std::string, std::string>> rows,
                           std::vector<std::pair<std::string, std::string>> more) {
    std::vector<SortedRows> pieces;
    pieces.push_back(sorted(Table::Meta, {{"a", "1"}}));
    pieces.push_back(sorted(Table::Graph, std::move(rows)));
    pieces.push_back(sorted(Table::Graph, std::move(more)));
    const auto done = store.add_sorted(std::move(pieces));
    CHECK(keys_of(*store.snapshot(), KeyRange::all()).empty());
    CHECK(keys_of(*store.snapshot(), KeyRange::all(), {}, Table::Meta).empty());
    return done ? std::optional<ErrorCode>() : done.error().code;
  };
  CHECK(refused({{"b", ""}, {"a", ""}}, {}) == ErrorCode::Internal);
  CHECK(refused({{"a", ""}, {"a", ""}}, {}) == ErrorCode::Internal);
  CHECK(refused({{"a", ""}, {"c", ""}}, {{"b", ""}}) == ErrorCode::Internal);
  CHECK(refused({{"a", std::string(kMaxValueBytes + 1, 'x')}}, {}) == ErrorCode::Usage);
  std::vector<SortedRows> failing;
  failing.push_back(sorted(Table::Meta, {{"a", "1"}}));
  failing.push_back({Table::Graph, [at = 0](std::string_view& key, std::string_view&) mutable {
                       key = "a";
                       return at++ == 0 ? Result<bool>(true)
                                        : Error{ErrorCode::Rejected, "what rows are made of", {}};
                     }});
  const auto done = store.add_sorted(std::move(failing));
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::Rejected);
  CHECK(keys_of(*store.snapshot(), KeyRange::all()).empty());
  CHECK(keys_of(*store.snapshot(), KeyRange::all(), {}, Table::Meta).empty());
}

TEMPLATE_TEST_CASE("a snapshot sees nothing that is committed after it", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  REQUIRE(backend.store().commit(puts({{"a", "1"}, {"b", "1"}})));
  const auto before = backend.store().snapshot();
  auto open_scan = before->scan(Table::Graph, KeyRange::all());
  REQUIRE(open_scan);
  WriteBatch batch = puts({{"a", "2"}, {"c", "2"}});
  batch.erase(Table::Graph, "b");
  REQUIRE(backend.store().commit(batch));
  CHECK(keys_of(*before, KeyRange::all()) == Keys{"a", "b"});
  CHECK(**before->get(Table::Graph, "a") == "1");
  REQUIRE(*(*open_scan)->next());
  CHECK((*open_scan)->value() == "1");
  const auto after = backend.store().snapshot();
  CHECK(keys_of(*after, KeyRange::all()) == Keys{"a", "c"});
  CHECK(**after->get(Table::Graph, "a") == "2");
}

TEMPLATE_TEST_CASE("a batch with one bad change changes no table", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  WriteBatch batch = puts({{"a", "1"}}, Table::Truth);
  batch.put(Table::Text, "t", "1");
  batch.put(Table::Graph, "big", std::string(kMaxValueBytes + 1, 'x'));
  auto refused = backend.store().commit(batch);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::Usage);
  const auto snapshot = backend.store().snapshot();
  CHECK(keys_of(*snapshot, KeyRange::all(), {}, Table::Truth).empty());
  CHECK(keys_of(*snapshot, KeyRange::all(), {}, Table::Text).empty());
}

TEMPLATE_TEST_CASE("changes of a batch happen in the order in which they were added", "[store]",
                   MemoryBackend, RocksBackend) {
  TestType backend;
  REQUIRE(backend.store().commit(puts({{"d1", "old"}, {"d2", "old"}, {"e", "old"}})));
  WriteBatch batch;
  batch.put(Table::Graph, "d3", "new");
  batch.erase_prefix(Table::Graph, "d");
  batch.put(Table::Graph, "d2", "new");
  batch.put(Table::Graph, "e", "new");
  batch.erase(Table::Graph, "e");
  batch.erase(Table::Graph, "never there");
  REQUIRE(backend.store().commit(batch));
  CHECK(keys_of(*backend.store().snapshot(), KeyRange::all()) == Keys{"d2"});
  CHECK(**backend.store().snapshot()->get(Table::Graph, "d2") == "new");
}

TEMPLATE_TEST_CASE("a prefix of many keys, and a whole table, are erased whole", "[store]",
                   MemoryBackend, RocksBackend) {
  TestType backend;
  WriteBatch batch;
  for (int i = 0; i < 3000; ++i) batch.put(Table::Text, "p" + std::to_string(i), "x");
  batch.put(Table::Text, "o", "x");
  batch.put(Table::Text, "\xFF\xFF", "x");
  REQUIRE(backend.store().commit(batch));
  batch.clear();
  batch.erase_prefix(Table::Text, "p");
  batch.put(Table::Text, "p7", "again");
  REQUIRE(backend.store().commit(batch));
  CHECK(keys_of(*backend.store().snapshot(), KeyRange::all(), {}, Table::Text) ==
        Keys{"o", "p7", "\xFF\xFF"});
  batch.clear();
  for (int i = 0; i < 3000; ++i) batch.put(Table::Text, "q" + std::to_string(i), "x");
  REQUIRE(backend.store().commit(batch));
  batch.clear();
  batch.put(Table::Text, "\xFF\xFF\xFF", "in this batch");
  batch.erase_prefix(Table::Text, "");
  REQUIRE(backend.store().commit(batch));
  CHECK(keys_of(*backend.store().snapshot(), KeyRange::all(), {}, Table::Text).empty());
}

TEMPLATE_TEST_CASE("limits cut a scan, and each prefix of a multi_scan", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  REQUIRE(backend.store().commit(
      puts({{"a1", "x"}, {"a2", "y"}, {"a3", "z"}, {"b1", "w"}, {"c", "v"}})));
  const auto snapshot = backend.store().snapshot();
  ScanOptions two;
  two.limit = 2;
  CHECK(keys_of(*snapshot, KeyRange::all(), two) == Keys{"a1", "a2"});
  two.reverse = true;
  CHECK(keys_of(*snapshot, KeyRange::prefix("a"), two) == Keys{"a3", "a2"});
  const std::vector<std::string> prefixes = {"b", "a", "nothing"};
  auto rows = snapshot->multi_scan(Table::Graph, prefixes, 2);
  REQUIRE(rows);
  CHECK((*rows)[0] == std::vector<Row>{{"b1", "w"}});
  CHECK((*rows)[1] == std::vector<Row>{{"a1", "x"}, {"a2", "y"}});
  CHECK((*rows)[2].empty());
}

TEMPLATE_TEST_CASE("multi_get answers in the order of its keys, with gaps for those not there",
                   "[store]", MemoryBackend, RocksBackend) {
  TestType backend;
  WriteBatch batch;
  for (int i = 0; i < 700; i += 2)
    batch.put(Table::Truth, std::to_string(i), std::to_string(i * 7));
  REQUIRE(backend.store().commit(batch));
  std::vector<std::string> keys;
  for (int i = 699; i >= 0; --i) keys.push_back(std::to_string(i));
  keys.push_back("698");  // twice
  auto values = backend.store().snapshot()->multi_get(Table::Truth, keys);
  REQUIRE(values);
  bool right = true;
  for (int i = 0; i < 700; ++i) {
    const auto& value = (*values)[static_cast<std::size_t>(699 - i)];
    right =
        right && value.has_value() == (i % 2 == 0) && (!value || *value == std::to_string(i * 7));
  }
  CHECK(right);
  CHECK(values->back() == std::to_string(698 * 7));
}

TEMPLATE_TEST_CASE("a cancelled read ends in an error, not in fewer rows", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  WriteBatch batch;
  for (int i = 0; i < 2000; ++i) batch.put(Table::Graph, std::to_string(10000 + i), "x");
  REQUIRE(backend.store().commit(batch));
  CancelToken token;
  const Budget budget({}, &token);
  ScanOptions options;
  options.budget = &budget;
  const auto snapshot = backend.store().snapshot();
  auto cursor = snapshot->scan(Table::Graph, KeyRange::all(), options);
  REQUIRE(cursor);
  int rows = 0;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) {
      CHECK(more.error().code == ErrorCode::Cancelled);
      break;
    }
    REQUIRE(*more);
    if (++rows == 300) token.cancel();
  }
  CHECK(rows <= 300 + 256);
  const std::vector<std::string> keys = {"10000"};
  CHECK_FALSE(snapshot->multi_get(Table::Graph, keys, &budget));
  CHECK_FALSE(snapshot->multi_scan(Table::Graph, keys, 0, &budget));
}

TEMPLATE_TEST_CASE("random batches leave what a std::map would hold", "[store]", MemoryBackend,
                   RocksBackend) {
  TestType backend;
  std::mt19937 random(7);
  const auto key = [&] {
    std::string k;
    for (auto n = random() % 4; n > 0; --n) k.push_back("\0a\x7F\xFF"[random() % 4]);
    return k;
  };
  std::map<std::string, std::string> expected;
  for (int round = 0; round < 60; ++round) {
    const auto frozen = backend.store().snapshot();
    const auto before = expected;
    WriteBatch batch;
    for (int i = 0; i < 12; ++i) {
      const std::string k = key();
      switch (random() % 8) {
        case 0: {
          batch.erase_prefix(Table::Graph, k);
          std::erase_if(expected, [&](const auto& row) { return row.first.starts_with(k); });
          break;
        }
        case 1:
        case 2:
          batch.erase(Table::Graph, k);
          expected.erase(k);
          break;
        default:
          batch.put(Table::Graph, k, std::to_string(round));
          expected[k] = std::to_string(round);
      }
    }
    REQUIRE(backend.store().commit(batch));
    const auto compare = [&](const Snapshot& snapshot,
                             const std::map<std::string, std::string>& rows) {
      Keys keys;
      for (const auto& row : rows) keys.push_back(row.first);
      if (keys_of(snapshot, KeyRange::all()) != keys) return false;
      const std::string prefix = key();
      Keys under;
      for (const auto& k : keys) {
        if (k.starts_with(prefix)) under.push_back(k);
      }
      ScanOptions reverse;
      reverse.reverse = true;
      return keys_of(snapshot, KeyRange::prefix(prefix), reverse) ==
             Keys(under.rbegin(), under.rend());
    };
    REQUIRE(compare(*backend.store().snapshot(), expected));
    REQUIRE(compare(*frozen, before));
  }
}

TEMPLATE_TEST_CASE("snapshots taken while another thread commits are whole", "[store]",
                   MemoryBackend, RocksBackend) {
  TestType backend;
  std::thread writer([&] {
    for (int i = 1; i <= 100; ++i) {
      WriteBatch batch;
      for (Table table : {Table::Truth, Table::Graph, Table::Text}) {
        batch.put(table, "k", std::to_string(i));
      }
      static_cast<void>(backend.store().commit(batch).has_value());
    }
  });
  int torn = 0;
  for (int i = 0; i < 500; ++i) {
    const auto snapshot = backend.store().snapshot();
    const auto a = snapshot->get(Table::Truth, "k");
    const auto b = snapshot->get(Table::Graph, "k");
    const auto c = snapshot->get(Table::Text, "k");
    if (!a || !b || !c || *a != *b || *b != *c) ++torn;
  }
  writer.join();
  CHECK(torn == 0);
}

TEMPLATE_TEST_CASE("an injected fault is an error and never an absent key", "[store]",
                   MemoryBackend, RocksBackend) {
  TestType backend;
  REQUIRE(backend.store().commit(puts({{"a", "1"}, {"b", "2"}})));
  const auto read_all = [](const Store& store) -> Result<int> {
    int rows = 0;
    const auto snapshot = store.snapshot();
    auto one = snapshot->get(Table::Graph, "a");
    if (!one) return one.error();
    const std::vector<std::string> prefixes = {"a", "b"};
    auto found = snapshot->multi_scan(Table::Graph, prefixes);
    if (!found) return found.error();
    for (const auto& list : *found) rows += static_cast<int>(list.size());
    return rows;
  };
  test::FaultStore counting(backend.store(), 0);
  REQUIRE(*read_all(counting) == 2);
  REQUIRE(counting.calls() == 7);
  for (std::uint64_t n = 1; n <= counting.calls(); ++n) {
    test::FaultStore faulty(backend.store(), n);
    auto rows = read_all(faulty);
    REQUIRE_FALSE(rows);
    CHECK(rows.error().code == ErrorCode::Io);
  }
  test::FaultStore commit_fails(backend.store(), 1, test::FaultStore::Calls::Commits);
  CHECK_FALSE(commit_fails.commit(puts({{"c", "3"}})));
  CHECK(keys_of(*backend.store().snapshot(), KeyRange::all()) == Keys{"a", "b"});
}

TEST_CASE("a memory store is emptied while snapshots of it live on", "[store]") {
  MemoryStore store;
  REQUIRE(store.commit(puts({{"a", "1"}})));
  const auto before = store.snapshot();
  store.clear();
  CHECK(keys_of(*store.snapshot(), KeyRange::all()).empty());
  CHECK(keys_of(*before, KeyRange::all()) == Keys{"a"});
  CHECK_FALSE(store.checkpoint("anywhere"));
}
