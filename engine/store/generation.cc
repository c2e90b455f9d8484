#include "engine/store/generation.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "engine/store/disk.h"

namespace sarye {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kKeptGenerations = 2;
constexpr std::string_view kLinkPrefix = "gen/";

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

Error io_error(const fs::path& path, const std::string& doing, const std::error_code& code) {
  if (code == std::errc::no_space_on_device) return disk_full(path, 0);
  return Error{ErrorCode::Io, path.string() + ": " + doing + " failed: " + code.message(), {}};
}

fs::path generation_path(const fs::path& store, std::uint64_t number) {
  return store / "gen" / std::to_string(number);
}

// The numbers of the generations that are there, in ascending order.
std::vector<std::uint64_t> generations_in(const fs::path& store) {
  std::vector<std::uint64_t> numbers;
  std::error_code code;
  for (fs::directory_iterator entry(store / "gen", code), end; !code && entry != end;
       entry.increment(code)) {
    if (auto number = parse_number(entry->path().filename().string())) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::string now_utc() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string user_name() {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr) {
    return entry.pw_name;
  }
  return "uid " + std::to_string(geteuid());
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

Result<void> write_owner(const fs::path& store, std::string_view command) {
  const nlohmann::ordered_json owner = {{"pid", getpid()},
                                        {"user", user_name()},
                                        {"host", host_name()},
                                        {"command", command},
                                        {"since", now_utc()}};
  const auto text = owner.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
  return replace_file(store / "owner.json", text + "\n", false);
}

// "by process 4711 (user kim on lab3, `sarye load a.txt`) since …", or nothing when owner.json does
// not say.
std::string holder(const fs::path& store) {
  auto text = read_file(store / "owner.json");
  if (!text) return {};
  const auto owner = nlohmann::json::parse(*text, nullptr, false);
  if (!owner.is_object()) return {};
  const auto field = [&](const char* name) {
    const auto found = owner.find(name);
    return found != owner.end() && found->is_string() ? found->get<std::string>()
                                                      : std::string("?");
  };
  const auto pid = owner.find("pid");
  if (pid == owner.end() || !pid->is_number_integer()) return {};
  return " by process " + std::to_string(pid->get<std::int64_t>()) + " (user " + field("user") +
         " on " + field("host") + ", `" + field("command") + "`) since " + field("since");
}

// Inside a store, a database that is not there is damage.
Error inside_store(Error error) {
  if (error.code == ErrorCode::NotFound) {
    error.code = ErrorCode::Damaged;
    error.message = "store damaged: " + error.message;
    error.hint =
        "run `sarye verify`, then restore a backup, or load the documents into a new store";
  }
  return error;
}

}  // namespace

Result<std::uint64_t> current_generation(const fs::path& store) {
  std::error_code code;
  const std::string target = fs::read_symlink(store / "current", code).string();
  const auto number = target.starts_with(kLinkPrefix)
                          ? parse_number(std::string_view(target).substr(kLinkPrefix.size()))
                          : std::nullopt;
  if (code || !number) {
    return Error{ErrorCode::NotFound, "no generation is published in " + store.string(),
                 "run `sarye rebuild` to publish one, or `sarye verify`"};
  }
  return *number;
}

Result<void> create_store(const fs::path& store, const StoreFormat& format,
                          const StoreOptions& options) {
  const fs::path draft = store / "FORMAT.unfinished";
  std::error_code code;
  if (fs::exists(store / "FORMAT", code)) {
    return Error{ErrorCode::AlreadyExists, store.string() + " is a store already",
                 "choose another directory, or load into this one"};
  }
  const bool unfinished = fs::exists(draft, code);
  if (!unfinished && fs::exists(store, code) && !fs::is_empty(store, code)) {
    return Error{ErrorCode::AlreadyExists, store.string() + " is there and not empty",
                 "choose a directory that does not exist"};
  }
  fs::create_directories(store, code);
  if (code) return io_error(store, "making the directory", code);
  // The name FORMAT appears last, so whatever stands beside a draft is what an interrupted call
  // left.
  if (auto made = replace_file(draft, to_text(format), true); !made) return made;
  for (const char* left : {"live", "gen", "current", "current.new", "owner.json"}) {
    fs::remove_all(store / left, code);
  }
  fs::create_directory(store / "gen", code);
  if (code) return io_error(store / "gen", "making the directory", code);
  {
    auto live = create_rocksdb(store / "live", options);
    if (!live) return live.error();
    WriteBatch batch;
    batch.put(Table::Meta, kFormatKey, to_text(format));
    if (auto stored = (*live)->commit(batch); !stored) return stored;
    if (auto published = publish_generation(store, **live); !published) return published.error();
  }
  fs::rename(draft, store / "FORMAT", code);
  if (code) return io_error(store / "FORMAT", "renaming", code);
  return sync_directory(store);
}

Result<std::uint64_t> publish_generation(const fs::path& store, Store& live) {
  const std::vector<std::uint64_t> before = generations_in(store);
  const std::uint64_t number = before.empty() ? 1 : before.back() + 1;
  const fs::path draft = store / "gen" / "new";
  std::error_code code;
  fs::remove_all(draft, code);
  fs::remove_all(draft.string() + ".tmp", code);  // where a checkpoint is while it is made
  if (auto made = live.checkpoint(draft); !made) return made.error();
  if (auto synced = sync_directory(draft); !synced) return synced.error();
  fs::rename(draft, generation_path(store, number), code);
  if (code) return io_error(draft, "renaming", code);
  if (auto synced = sync_directory(store / "gen"); !synced) return synced.error();

  fs::remove(store / "current.new", code);
  fs::create_symlink(std::string(kLinkPrefix) + std::to_string(number), store / "current.new",
                     code);
  if (code) return io_error(store / "current.new", "linking", code);
  fs::rename(store / "current.new", store / "current", code);
  if (code) return io_error(store / "current", "renaming", code);
  if (auto synced = sync_directory(store); !synced) return synced.error();

  // What stays behind when this fails is removed the next time.
  for (std::size_t i = 0; i + kKeptGenerations <= before.size(); ++i) {
    fs::remove_all(generation_path(store, before[i]), code);
  }
  return number;
}

StoreWriter::~StoreWriter() {
  if (live_ == nullptr) return;
  std::error_code code;
  fs::remove(directory_ / "owner.json",
             code);  // before the lock goes, or it might be the next one's
  live_.reset();
}

Result<std::uint64_t> StoreWriter::publish() {
  auto number = publish_generation(directory_, *live_);
  if (number) generation_ = *number;
  return number;
}

Result<void> StoreWriter::set_format(const StoreFormat& format) {
  WriteBatch batch;
  batch.put(Table::Meta, kFormatKey, to_text(format));
  if (auto stored = live_->commit(batch); !stored) return stored;
  if (auto written = replace_file(directory_ / "FORMAT", to_text(format), true); !written) {
    return written;
  }
  format_ = format;
  return {};
}

Result<std::unique_ptr<StoreWriter>> open_writer(const fs::path& store, std::string_view command,
                                                 const StoreOptions& options) {
  auto format = read_format(store, true);
  if (!format) return format.error();
  auto live = open_rocksdb(store / "live", options);
  if (!live) {
    Error error = inside_store(live.error());
    if (error.code == ErrorCode::Locked) {
      error.message = "the store " + store.string() + " is being written to" + holder(store);
    }
    return error;
  }
  if (auto told = write_owner(store, command); !told) return told.error();
  std::unique_ptr<StoreWriter> writer(new StoreWriter());
  writer->directory_ = store;
  writer->format_ = std::move(*format);
  writer->live_ = std::move(*live);
  if (auto number = current_generation(store)) writer->generation_ = *number;
  return writer;
}

Result<std::unique_ptr<StoreReader>> open_reader(const fs::path& store,
                                                 const StoreOptions& options) {
  auto format = read_format(store);
  if (!format) return format.error();
  std::unique_ptr<StoreReader> reader(new StoreReader());
  reader->directory_ = store;
  reader->format_ = std::move(*format);
  // Between reading the link and opening, a writer may publish twice and remove what the link
  // named; then the link names another one.
  for (std::uint64_t tried = 0;;) {
    auto number = current_generation(store);
    if (!number) return inside_store(number.error());
    auto opened = open_rocksdb_for_reading(generation_path(store, *number), options);
    if (opened) {
      reader->generation_ = *number;
      reader->generation_store_ = std::move(*opened);
      return reader;
    }
    if (*number == tried || tried != 0) return inside_store(opened.error());
    tried = *number;
  }
}

bool StoreReader::generation_changed() const {
  auto number = current_generation(directory_);
  return number && *number != generation_;
}

Result<std::vector<std::string>> verify_files(const fs::path& store, const Budget* budget) {
  auto format = read_format(store);
  if (!format && format.error().code != ErrorCode::Damaged) return format.error();
  std::vector<std::string> findings;
  if (!format) findings.push_back(format.error().message);

  std::vector<fs::path> databases = {store / "live"};
  auto number = current_generation(store);
  if (number) {
    databases.push_back(generation_path(store, *number));
  } else {
    findings.push_back("store damaged: " + number.error().message);
  }
  for (const fs::path& database : databases) {
    auto found = verify_rocksdb(database, budget);
    if (!found) {
      Error error = inside_store(found.error());
      if (error.code != ErrorCode::Damaged) return error;
      findings.push_back(std::move(error.message));
      continue;
    }
    for (std::string& finding : *found) findings.push_back(std::move(finding));
  }
  if (format && findings.empty()) {
    auto reader = open_reader(store);
    if (!reader) return reader.error();
    auto inside = (*reader)->store().snapshot()->get(Table::Meta, kFormatKey);
    if (!inside) return inside.error();
    if (!*inside || **inside != to_text(*format)) {
      findings.push_back("store damaged: " + (store / "FORMAT").string() +
                         " differs from what the store itself says");
    }
  }
  return findings;
}

}  // namespace sarye
