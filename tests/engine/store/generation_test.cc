#include "engine/store/generation.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <thread>

#include "engine/store/disk.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace sarye;
namespace fs = std::filesystem;

namespace {

StoreFormat format() {
  StoreFormat made = current_format();
  made.icu = "72.1";
  made.unicode = "15.0";
  made.resources["ontology"] = "1f2e";
  return made;
}

fs::path new_store(const test::TempDir& directory) {
  const fs::path store = directory / "cases";
  REQUIRE(create_store(store, format()));
  return store;
}

std::unique_ptr<StoreWriter> writer_of(const fs::path& store) {
  auto writer = open_writer(store, "sarye load a.txt");
  REQUIRE(writer);
  return std::move(*writer);
}

Result<void> put(StoreWriter& writer, std::string_view key, std::string_view value) {
  WriteBatch batch;
  batch.put(Table::Truth, key, value);
  return writer.store().commit(batch);
}

std::string value_in(const Store& store, std::string_view key) {
  auto value = store.snapshot()->get(Table::Truth, key);
  REQUIRE(value);
  return value->value_or("(none)");
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> generations(const fs::path& store) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(store / "gen"))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

// A writer in a process of its own. It is this program again, with one of the hidden cases below: a
// child that were only forked would lack the threads that RocksDB has started here.
class Child {
 public:
  Child(const char* what, const fs::path& store, int round = 0) {
    REQUIRE(pipe(said_) == 0);
    pid_ = fork();
    if (pid_ == 0) {
      setenv("SARYE_TEST_STORE", store.c_str(), 1);
      setenv("SARYE_TEST_ROUND", std::to_string(round).c_str(), 1);
      dup2(said_[1], 9);
      const int quiet = ::open("/dev/null", O_WRONLY);
      dup2(quiet, STDOUT_FILENO);
      execl("/proc/self/exe", "store_test", what, nullptr);
      _exit(1);
    }
    close(said_[1]);
  }
  ~Child() {
    stop();
    close(said_[0]);
  }
  pid_t pid() const { return pid_; }
  bool running() {
    if (pid_ != 0 && waitpid(pid_, nullptr, WNOHANG) != 0) pid_ = 0;
    return pid_ != 0;
  }
  void wait() {
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  void stop() {
    if (pid_ == 0) return;
    kill(pid_, SIGKILL);
    wait();
  }
  // The next number that the child says; nullopt when it has ended.
  std::optional<std::uint32_t> hear() {
    std::uint32_t number = 0;
    if (read(said_[0], &number, sizeof(number)) != sizeof(number)) return std::nullopt;
    return number;
  }

 private:
  int said_[2] = {};
  pid_t pid_ = 0;
};

fs::path child_store() {
  return getenv("SARYE_TEST_STORE") == nullptr ? "" : getenv("SARYE_TEST_STORE");
}
void child_says(std::uint32_t number) {
  static_cast<void>(!write(9, &number, sizeof(number)));
}

// All files below `directory` with their bytes.
std::map<std::string, std::string> contents(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) files[entry.path()] = *read_file(entry.path());
  }
  return files;
}

fs::path file_with(const fs::path& directory, std::string_view ending) {
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().string().ends_with(ending)) return entry.path();
  }
  FAIL("no such file");
  return {};
}

void flip_bit(const fs::path& file, std::size_t at) {
  std::string bytes = *read_file(file);
  REQUIRE(at < bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ 4);
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("child: holds the store", "[.child-holds]") {
  auto writer = open_writer(child_store(), "sarye load \"a b.txt\"");
  REQUIRE(writer);
  child_says(1);
  pause();
}

TEST_CASE("child: commits numbered batches and publishes", "[.child-commits]") {
  auto writer = open_writer(child_store(), "child");
  REQUIRE(writer);
  const std::string round = getenv("SARYE_TEST_ROUND");
  for (std::uint32_t n = 0; n < 100'000; ++n) {
    WriteBatch batch;
    for (Table table : {Table::Truth, Table::Graph, Table::Text}) {
      for (int part = 0; part < 5; ++part) {
        batch.put(table, round + "/" + std::to_string(n) + "/" + std::to_string(part),
                  std::string(200, 'x'));
      }
    }
    REQUIRE((*writer)->store().commit(batch));
    child_says(n);
    if (n % 16 == 15) REQUIRE((*writer)->publish());
  }
}

TEST_CASE("child: publishes sixty times", "[.child-publishes]") {
  auto writer = open_writer(child_store(), "child");
  REQUIRE(writer);
  for (int i = 1; i <= 60; ++i) {
    WriteBatch batch;
    batch.put(Table::Truth, "k", std::to_string(i));
    batch.put(Table::Text, "k", std::to_string(i));
    REQUIRE((*writer)->store().commit(batch));
    REQUIRE((*writer)->publish());
  }
}

TEST_CASE("child: dies with a log that is not flushed", "[.child-logs]") {
  auto writer = open_writer(child_store(), "child");
  REQUIRE(writer);
  for (int i = 0; i < 50; ++i) REQUIRE(put(**writer, std::to_string(i), std::string(500, 'x')));
  kill(getpid(), SIGKILL);
}

TEST_CASE("a new store can be read at once, and says what it is", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  auto reader = open_reader(store);
  REQUIRE(reader);
  CHECK((*reader)->generation() == 1);
  CHECK((*reader)->format() == format());
  CHECK(contains(*read_file(store / "FORMAT"), "resource ontology 1f2e\n"));
  auto again = create_store(store, format());
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::AlreadyExists);
}

TEST_CASE("readers keep their generation and see the next one when it is published",
          "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  const auto writer = writer_of(store);
  REQUIRE(put(*writer, "k", "1"));
  auto before = open_reader(store);
  REQUIRE(before);
  CHECK(value_in((*before)->store(), "k") == "(none)");
  CHECK_FALSE((*before)->generation_changed());

  REQUIRE(*writer->publish() == 2);
  CHECK((*before)->generation_changed());
  CHECK(value_in((*before)->store(), "k") == "(none)");
  auto after = open_reader(store);
  REQUIRE(after);
  CHECK(value_in((*after)->store(), "k") == "1");
}

TEST_CASE("only the newest two generations are kept, and an open reader outlives its own",
          "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  const auto writer = writer_of(store);
  for (int i = 0; i < 2000; ++i) REQUIRE((i % 500 != 0 || put(*writer, std::to_string(i), "x")));
  REQUIRE(writer->publish());
  auto reader = open_reader(store);
  REQUIRE(reader);
  for (int i = 3; i <= 6; ++i) {
    REQUIRE(put(*writer, "k", std::to_string(i)));
    REQUIRE(*writer->publish() == static_cast<std::uint64_t>(i));
  }
  CHECK(generations(store) == std::vector<std::string>{"5", "6"});
  CHECK(value_in((*reader)->store(), "500") == "x");
}

TEST_CASE("reading writes nothing", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  {
    const auto writer = writer_of(store);
    REQUIRE(put(*writer, "k", "1"));
    REQUIRE(writer->publish());
  }
  const auto before = contents(store);
  {
    auto reader = open_reader(store);
    REQUIRE(reader);
    CHECK(value_in((*reader)->store(), "k") == "1");
  }
  CHECK(contents(store) == before);
}

TEST_CASE("a second writer is told at once who holds the store", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  Child child("[.child-holds]", store);
  REQUIRE(child.hear());
  const auto start = std::chrono::steady_clock::now();
  auto second = open_writer(store, "sarye load b.txt");
  const auto waited = std::chrono::steady_clock::now() - start;
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::Locked);
  CHECK(contains(second.error().message, "process " + std::to_string(child.pid())));
  CHECK(contains(second.error().message, "sarye load \"a b.txt\""));
  CHECK(waited < std::chrono::seconds(1));
  CHECK(open_reader(store));

  child.stop();
  REQUIRE(fs::exists(store / "owner.json"));  // left by the dead
  CHECK(open_writer(store, "sarye load b.txt"));
  CHECK_FALSE(fs::exists(store / "owner.json"));
}

TEST_CASE("the same process cannot write to a store twice", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  const auto writer = writer_of(store);
  auto second = open_writer(store, "x");
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::Locked);
}

TEST_CASE("kill -9 during commits leaves whole batches, and none that was acknowledged is lost",
          "[generation][kill]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  std::mt19937 random(11);
  for (int round = 0; round < 10; ++round) {
    std::uint32_t acknowledged = 0;
    {
      Child child("[.child-commits]", store, round);
      REQUIRE(child.hear());
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 300));
      child.stop();
      while (auto n = child.hear()) acknowledged = *n + 1;
    }
    std::vector<std::uint32_t> rows(3);
    {
      const auto writer = writer_of(store);
      const auto snapshot = writer->store().snapshot();
      const std::string prefix = std::to_string(round) + "/";
      for (int t = 0; t < 3; ++t) {
        auto cursor = snapshot->scan(static_cast<Table>(t + 1), prefix);
        REQUIRE(cursor);
        for (auto more = (*cursor)->next();; more = (*cursor)->next()) {
          REQUIRE(more);
          if (!*more) break;
          ++rows[static_cast<std::size_t>(t)];
        }
      }
    }
    CHECK(rows[0] % 5 == 0);
    CHECK(rows[0] == rows[1]);
    CHECK(rows[1] == rows[2]);
    CHECK(rows[0] / 5 >= acknowledged);
    CHECK(open_reader(store));
    CHECK(verify_files(store)->empty());
  }
}

TEST_CASE("a publication that a crash cut short is made anew", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  fs::create_directories(store / "gen/new/half");
  fs::create_directories(store / "gen/new.tmp/half");
  fs::create_symlink("gen/77", store / "current.new");
  const auto writer = writer_of(store);
  CHECK(*writer->publish() == 2);
  CHECK(generations(store) == std::vector<std::string>{"1", "2"});
}

TEST_CASE("a flipped bit is found, and stops a reader instead of shortening its answer",
          "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  {
    const auto writer = writer_of(store);
    WriteBatch batch;
    std::mt19937 random(5);
    for (int i = 0; i < 5000; ++i) {
      std::string noise(40, '\0');
      for (char& c : noise) c = static_cast<char>(random());
      batch.put(Table::Truth, std::to_string(100'000 + i), noise);
    }
    REQUIRE(writer->store().commit(batch));
    REQUIRE(writer->publish());
  }
  REQUIRE(verify_files(store)->empty());
  fs::path largest;
  for (const auto& entry : fs::directory_iterator(store / "gen/2")) {
    if (entry.path().extension() == ".sst" &&
        (largest.empty() || entry.file_size() > fs::file_size(largest))) {
      largest = entry.path();
    }
  }
  const std::string name = largest.filename();
  const std::string original = *read_file(largest);
  for (const std::size_t at :
       {std::size_t{1000}, original.size() / 2, original.size() - 300, original.size() - 9}) {
    flip_bit(largest, at);
    auto findings = verify_files(store);
    REQUIRE(findings);
    REQUIRE_FALSE(findings->empty());
    // A footer that cannot be read leaves RocksDB without the name of its file.
    CHECK((at > original.size() - 60 || contains(findings->front(), name)));
    std::ofstream(largest, std::ios::binary) << original;
  }
  flip_bit(largest, original.size() / 2);
  auto reader = open_reader(store);
  REQUIRE(reader);
  const auto snapshot = (*reader)->store().snapshot();
  auto cursor = snapshot->scan(Table::Truth, KeyRange::all());
  REQUIRE(cursor);
  auto more = (*cursor)->next();
  while (more && *more) more = (*cursor)->next();
  REQUIRE_FALSE(more);
  CHECK(more.error().code == ErrorCode::Damaged);
  CHECK(contains(more.error().message, name));
  CHECK(contains(more.error().hint, "verify"));
}

TEST_CASE("missing and cut files are named", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  const fs::path live = store / "live";
  const auto check_damage = [&](std::string_view file) {
    auto writer = open_writer(store, "x");
    REQUIRE_FALSE(writer);
    CHECK(writer.error().code == ErrorCode::Damaged);
    CHECK(contains(writer.error().message, file));
    auto findings = verify_files(store);
    REQUIRE(findings);
    CHECK_FALSE(findings->empty());
  };
  SECTION("CURRENT is gone") {
    fs::remove(live / "CURRENT");
    check_damage("live");
  }
  SECTION("CURRENT is empty") {
    std::ofstream(live / "CURRENT", std::ios::trunc).close();
    check_damage("CURRENT");
  }
  SECTION("a table file is gone") {
    fs::remove(file_with(live, ".sst"));
    check_damage(".sst");
  }
  SECTION("the manifest has a flipped bit") {
    std::string manifest = *read_file(live / "CURRENT");
    manifest.pop_back();
    flip_bit(live / manifest, 40);
    check_damage("MANIFEST");
  }
  SECTION("all of live is gone") {
    fs::remove_all(live);
    check_damage("live");
  }
}

TEST_CASE("a damaged log is found although opening would pass over it", "[generation]") {
  const test::TempDir directory;
  const fs::path store = directory / "cases";
  REQUIRE(create_store(store, format()));
  Child("[.child-logs]", store).wait();
  REQUIRE(verify_files(store)->empty());
  fs::path log;
  for (const auto& entry : fs::directory_iterator(store / "live")) {
    if (entry.path().extension() == ".log" && entry.file_size() > 10'000) log = entry.path();
  }
  REQUIRE_FALSE(log.empty());
  flip_bit(log, 10'000);
  auto findings = verify_files(store);
  REQUIRE(findings);
  CHECK_FALSE(findings->empty());
}

TEST_CASE("other directories are refused by what they are", "[generation]") {
  const test::TempDir directory;
  auto missing = open_reader(directory / "nothing");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::NotFound);
  CHECK(contains(missing.error().hint, "sarye init"));

  fs::create_directory(directory / "photos");
  std::ofstream(directory / "photos/a.jpg") << "x";
  auto other = open_writer(directory / "photos", "x");
  REQUIRE_FALSE(other);
  CHECK(other.error().code == ErrorCode::NotFound);
  CHECK(contains(other.error().message, "not a store"));
  auto made = create_store(directory / "photos", format());
  REQUIRE_FALSE(made);
  CHECK(made.error().code == ErrorCode::AlreadyExists);
  CHECK(fs::exists(directory / "photos/a.jpg"));
}

TEST_CASE("an interrupted creation is begun anew, a lost FORMAT is not", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  fs::rename(store / "FORMAT", store / "FORMAT.kept");
  CHECK(create_store(store, format()).error().code == ErrorCode::AlreadyExists);
  CHECK(open_reader(store).error().code == ErrorCode::Damaged);
  fs::rename(store / "FORMAT.kept", store / "FORMAT.unfinished");
  CHECK(open_reader(store).error().code == ErrorCode::NotFound);
  REQUIRE(create_store(store, format()));
  CHECK(open_reader(store));
}

TEST_CASE("a store of a newer release is refused with what it needs", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  StoreFormat newer = format();
  const auto refused = [&](bool reading, bool writing) {
    std::ofstream(store / "FORMAT") << to_text(newer);
    auto reader = open_reader(store);
    CHECK(reader.has_value() == !reading);
    auto writer = open_writer(store, "x");
    CHECK(writer.has_value() == !writing);
    for (const Error* error :
         {reader ? nullptr : &reader.error(), writer ? nullptr : &writer.error()}) {
      if (error == nullptr) continue;
      CHECK(error->code == ErrorCode::VersionMismatch);
      CHECK(contains(error->message, "made by sarye 9.4.0 and needs sarye 9.3.0"));
    }
  };
  newer.created_by = "sarye 9.4.0";
  SECTION("that only later releases may write") {
    newer.min_writer = "9.3.0";
    refused(false, true);
  }
  SECTION("that only later releases may read") {
    newer.min_reader = newer.min_writer = "9.3.0";
    refused(true, true);
  }
  SECTION("with a format number of the future") {
    newer.store_format = kStoreFormat + 1;
    newer.min_reader = newer.min_writer = "9.3.0";
    refused(true, true);
  }
}

TEST_CASE("FORMAT is read back as written, and damage to it has a line", "[generation]") {
  CHECK(*parse_format(to_text(format())) == format());
  CHECK(parse_format(to_text(format()) + "from_the_future yes\n"));
  for (const char* text : {"", "not a store\n", "sarye store\nstore_format x\n",
                           "sarye store\nicu\n", "sarye store\nstore_format 1\n"}) {
    auto parsed = parse_format(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::Damaged);
    CHECK(contains(parsed.error().message, "FORMAT:"));
  }
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  {
    const auto writer = writer_of(store);
    StoreFormat changed = format();
    changed.resources["ontology"] = "3d4c";
    REQUIRE(writer->set_format(changed));
    REQUIRE(writer->publish());
  }
  CHECK((*open_reader(store))->format().resources.at("ontology") == "3d4c");
  CHECK(verify_files(store)->empty());
  std::ofstream(store / "FORMAT") << to_text(format());
  CHECK(verify_files(store)->size() == 1);
}

TEST_CASE("a disk without room refuses a batch before it writes", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  StoreOptions options;
  options.free_floor_bytes = ~std::uint64_t{0};
  auto writer = open_writer(store, "x", options);
  REQUIRE(writer);
  auto stored = put(**writer, "k", "v");
  REQUIRE_FALSE(stored);
  CHECK(stored.error().code == ErrorCode::DiskFull);
  CHECK(contains(stored.error().message, "disk full"));
  CHECK(contains(stored.error().message, (store / "live").string()));
  CHECK(value_in((*writer)->store(), "k") == "(none)");
}

TEST_CASE("readers that open while a writer publishes find a whole generation", "[generation]") {
  const test::TempDir directory;
  const fs::path store = new_store(directory);
  Child child("[.child-publishes]", store);
  int opened = 0;
  int torn = 0;
  int errors = 0;
  while (child.running()) {
    auto reader = open_reader(store);
    if (!reader) {
      ++errors;
      UNSCOPED_INFO(reader.error().message);
      continue;
    }
    ++opened;
    const auto snapshot = (*reader)->store().snapshot();
    auto a = snapshot->get(Table::Truth, "k");
    auto b = snapshot->get(Table::Text, "k");
    if (!a || !b || *a != *b) ++torn;
  }
  CHECK(opened > 10);
  CHECK(errors == 0);
  CHECK(torn == 0);
}
