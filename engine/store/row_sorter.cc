#include "engine/store/row_sorter.h"

#include <fcntl.h>
#include <tbb/parallel_sort.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "engine/store/disk.h"

namespace sarye {

namespace {

constexpr std::size_t kFirstChunkBytes = std::size_t{16} << 10;
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
constexpr std::size_t kBufferBytes = std::size_t{256} << 10;  // of a file that is read or written
constexpr std::size_t kLeastInMemory = std::size_t{2} << 20;
constexpr std::size_t kSampleBytes = std::size_t{256} << 10;
constexpr std::size_t kHeadBytes = 8;  // before each row of a file: the sizes of key and value

// The first eight bytes as a number, in the order of texts; what lacks is 0.
std::uint64_t word_of(std::string_view text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text.data(), std::min(text.size(), sizeof(word)));
  return std::endian::native == std::endian::little ? __builtin_bswap64(word) : word;
}

Error scratch_error(const std::filesystem::path& directory, const char* doing) {
  const int code = errno;
  if (code == ENOSPC || code == EDQUOT) return disk_full(directory, 0);
  return Error{
      ErrorCode::Io,
      std::string(doing) + " rows in " + directory.string() + " failed: " + std::strerror(code),
      "check the disk and the rights to the folder"};
}

}  // namespace

struct RowSorter::File {
  int descriptor = -1;
  std::uint64_t size = 0;
  std::filesystem::path directory;

  File() = default;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor >= 0) ::close(descriptor);
  }

  // Without a name, so that nothing is left when the process is killed.
  Result<void> open(const std::filesystem::path& where) {
    directory = where;
    std::string name = (where / (std::string(kSortedName) + "XXXXXX")).string();
    descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) return scratch_error(where, "keeping");
    ::unlink(name.c_str());
    return {};
  }

  Result<void> append(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t written = ::write(descriptor, bytes.data() + at, bytes.size() - at);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return scratch_error(directory, "keeping");
      at += static_cast<std::size_t>(written);
    }
    size += bytes.size();
    return {};
  }

  Result<void> read(std::uint64_t from, char* to, std::size_t count) const {
    while (count > 0) {
      const ssize_t got = ::pread(descriptor, to, count, static_cast<off_t>(from));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return scratch_error(directory, "reading");
      from += static_cast<std::uint64_t>(got);
      to += got;
      count -= static_cast<std::size_t>(got);
    }
    return {};
  }
};

struct RowSorter::Run {
  struct Sample {
    std::string key;  // of the row that starts at `at`
    std::uint64_t at;
    std::uint64_t weight;  // of the rows since the sample before
  };
  std::uint64_t begin;
  std::uint64_t end;
  std::vector<Sample> samples;  // ascending, the first row's among them
};

RowSorter::RowSorter(std::filesystem::path scratch, std::size_t most_in_memory)
    : scratch_(std::move(scratch)), most_in_memory_(std::max(most_in_memory, kLeastInMemory)) {}
RowSorter::RowSorter(RowSorter&&) noexcept = default;
RowSorter& RowSorter::operator=(RowSorter&&) noexcept = default;
RowSorter::~RowSorter() = default;

std::size_t RowSorter::in_memory() const {
  return chunk_bytes_ + entries_.capacity() * sizeof(Entry);
}

char* RowSorter::room_for(std::size_t bytes) {
  if (bytes > free_bytes_) {
    // Twice as much as there is, until it is a whole chunk: few rows take little.
    const std::size_t size =
        std::max(bytes, std::clamp(chunk_bytes_, kFirstChunkBytes, kChunkBytes));
    free_ = chunks_.emplace_back(std::make_unique_for_overwrite<char[]>(size)).get();
    free_bytes_ = size;
    chunk_bytes_ += size;
  }
  char* room = free_;
  free_ += bytes;
  free_bytes_ -= bytes;
  return room;
}

Result<void> RowSorter::add(std::string_view key, std::string_view value) {
  const std::size_t bytes = key.size() + value.size();
  if (!scratch_.empty() && !entries_.empty() && in_memory() + bytes > most_in_memory_) {
    if (auto done = spill(); !done) return done;
  }
  char* room = room_for(bytes);
  if (!key.empty()) std::memcpy(room, key.data(), key.size());
  if (!value.empty()) std::memcpy(room + key.size(), value.data(), value.size());
  entries_.push_back(
      {room, static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(value.size())});
  is_sorted_ = false;
  ++rows_;
  bytes_ += bytes;
  return {};
}

// A row with the eight bytes of its key that are compared.
struct RowSorter::Keyed {
  std::uint64_t word;
  Entry entry;
};

// By key; they are equal up to byte `from`, and none is shorter. Eight bytes are compared at a
// time, as one number: comparing whole keys is a visit to where they lie, each time.
void RowSorter::sort(std::span<Keyed> rows, std::size_t from) {
  constexpr std::size_t kFew = 16;
  const auto by_key = [](const Keyed& a, const Keyed& b) {
    return a.entry.key_text() < b.entry.key_text();
  };
  for (Keyed& row : rows) row.word = word_of(row.entry.key_text().substr(from));
  const auto by_word = [](const Keyed& a, const Keyed& b) { return a.word < b.word; };
  if (!std::is_sorted(rows.begin(), rows.end(), by_word)) {
    tbb::parallel_sort(rows.begin(), rows.end(), by_word);
  }
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    bool goes_on = rows[begin].entry.key_bytes >= from + sizeof(std::uint64_t);
    for (; end < rows.size() && rows[end].word == rows[begin].word; ++end) {
      goes_on = goes_on && rows[end].entry.key_bytes >= from + sizeof(std::uint64_t);
    }
    const std::span<Keyed> same = rows.subspan(begin, end - begin);
    if (same.size() > kFew && goes_on) {
      sort(same, from + sizeof(std::uint64_t));
    } else if (same.size() > 1) {
      std::sort(same.begin(), same.end(), by_key);
    }
    begin = end;
  }
}

void RowSorter::sort() {
  if (is_sorted_) return;
  is_sorted_ = true;
  const auto before = [](const Entry& a, const Entry& b) { return a.key_text() < b.key_text(); };
  if (std::is_sorted(entries_.begin(), entries_.end(), before)) return;
  std::vector<Keyed> rows(entries_.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].entry = entries_[i];
  sort(rows, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) entries_[i] = rows[i].entry;
}

void RowSorter::finish() {
  sort();
}

Result<void> RowSorter::spill() {
  if (entries_.empty() || scratch_.empty()) return {};
  sort();
  if (file_ == nullptr) {
    file_ = std::make_unique<File>();
    if (auto done = file_->open(scratch_); !done) return done;
  }
  Run& run = runs_.emplace_back();
  run.begin = file_->size;
  std::string buffer;
  buffer.reserve(kBufferBytes + kMaxValueBytes);
  std::uint64_t sampled = 0;
  std::uint64_t weight = 0;
  for (const Entry& entry : entries_) {
    const std::uint64_t at = file_->size + buffer.size();
    if (run.samples.empty() || at >= sampled + kSampleBytes) {
      run.samples.push_back({std::string(entry.key_text()), at, std::exchange(weight, 0)});
      sampled = at;
    }
    weight += weight_of(entry);
    std::array<char, kHeadBytes> head;
    std::memcpy(head.data(), &entry.key_bytes, 4);
    std::memcpy(head.data() + 4, &entry.value_bytes, 4);
    buffer.append(head.data(), head.size());
    buffer.append(entry.key, std::size_t{entry.key_bytes} + entry.value_bytes);
    if (buffer.size() < kBufferBytes) continue;
    if (auto done = file_->append(buffer); !done) return done;
    buffer.clear();
  }
  if (auto done = file_->append(buffer); !done) return done;
  run.end = file_->size;
  std::vector<Entry>().swap(entries_);
  chunks_.clear();
  chunk_bytes_ = free_bytes_ = 0;
  return {};
}

std::vector<std::pair<std::string, std::uint64_t>> RowSorter::samples() const {
  std::vector<std::pair<std::string, std::uint64_t>> out;
  std::uint64_t weight = 0;
  for (const Entry& entry : entries_) {
    weight += weight_of(entry);
    if (weight >= kSampleBytes) out.emplace_back(entry.key_text(), std::exchange(weight, 0));
  }
  for (const Run& run : runs_) {
    for (std::size_t i = 1; i < run.samples.size(); ++i) {
      out.emplace_back(run.samples[i].key, run.samples[i].weight);
    }
  }
  return out;
}

// One run, in memory or of a file.
struct SortedReader::Source {
  std::size_t number = 0;
  std::string_view key;
  std::string_view value;
  // In memory.
  const RowSorter::Entry* entry = nullptr;
  const RowSorter::Entry* entries_end = nullptr;
  // Of a file: bytes [at, filled) of the buffer are there, those of the file from `next` on not.
  const RowSorter::File* file = nullptr;
  std::uint64_t next = 0;
  std::uint64_t end = 0;
  std::vector<char> buffer;
  std::size_t at = 0;
  std::size_t filled = 0;

  // At least `count` bytes from `at` on. False: the run has ended.
  Result<bool> need(std::size_t count) {
    if (filled - at >= count) return true;
    if (next == end) return false;
    std::memmove(buffer.data(), buffer.data() + at, filled - at);
    filled -= at;
    at = 0;
    if (buffer.size() < std::max(count, kBufferBytes)) buffer.resize(std::max(count, kBufferBytes));
    const auto more =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size() - filled, end - next));
    if (auto done = file->read(next, buffer.data() + filled, more); !done) return done.error();
    next += more;
    filled += more;
    return true;
  }

  Result<bool> advance() {
    if (file == nullptr) {
      if (entry == entries_end) return false;
      key = entry->key_text();
      value = entry->value_text();
      ++entry;
      return true;
    }
    auto more = need(kHeadBytes);
    if (!more || !*more) return more;
    std::uint32_t key_bytes = 0;
    std::uint32_t value_bytes = 0;
    std::memcpy(&key_bytes, buffer.data() + at, 4);
    std::memcpy(&value_bytes, buffer.data() + at + 4, 4);
    const std::size_t size = kHeadBytes + key_bytes + value_bytes;
    more = need(size);
    if (!more) return more;
    key = std::string_view(buffer.data() + at + kHeadBytes, key_bytes);
    value = std::string_view(key.data() + key_bytes, value_bytes);
    at += size;
    return true;
  }
};

SortedReader::SortedReader(SortedReader&&) noexcept = default;
SortedReader& SortedReader::operator=(SortedReader&&) noexcept = default;
SortedReader::~SortedReader() = default;

SortedReader::SortedReader(const std::vector<const RowSorter*>& sorters, const KeyRange& range)
    : begin_(range.begin), end_(range.end) {
  const std::string_view begin = begin_;
  for (const RowSorter* sorter : sorters) {
    for (const RowSorter::Run& run : sorter->runs_) {
      auto source = std::make_unique<Source>();
      source->file = sorter->file_.get();
      source->end = run.end;
      const auto behind = std::upper_bound(
          run.samples.begin(), run.samples.end(), begin,
          [](std::string_view key, const auto& sample) { return key <= sample.key; });
      source->next = behind == run.samples.begin() ? run.begin : std::prev(behind)->at;
      source->number = sources_.size();
      sources_.push_back(std::move(source));
    }
    const auto& entries = sorter->entries_;
    const auto first = std::lower_bound(
        entries.begin(), entries.end(), begin,
        [](const auto& entry, std::string_view key) { return entry.key_text() < key; });
    if (first == entries.end()) continue;
    auto source = std::make_unique<Source>();
    source->entry = &*first;
    source->entries_end = entries.data() + entries.size();
    source->number = sources_.size();
    sources_.push_back(std::move(source));
  }
}

namespace {

// Of a heap whose front is the least.
constexpr auto kBehind = [](const auto* a, const auto* b) {
  const int c = a->key.compare(b->key);
  return c != 0 ? c > 0 : a->number > b->number;
};

}  // namespace

Result<void> SortedReader::start() {
  started_ = true;
  for (const auto& source : sources_) {
    while (true) {
      auto more = source->advance();
      if (!more) return more.error();
      if (!*more) break;
      if (source->key < begin_) continue;  // of a file, before the range
      heap_.push_back(source.get());
      break;
    }
  }
  std::make_heap(heap_.begin(), heap_.end(), kBehind);
  return {};
}

Result<bool> SortedReader::next(std::string_view& key, std::string_view& value) {
  if (!started_) {
    if (auto done = start(); !done) return done.error();
  } else if (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), kBehind);
    auto more = heap_.back()->advance();
    if (!more) return more;
    if (*more) {
      std::push_heap(heap_.begin(), heap_.end(), kBehind);
    } else {
      heap_.pop_back();
    }
  }
  if (heap_.empty()) return false;
  const Source& least = *heap_.front();
  if (!end_.empty() && least.key >= end_) {
    heap_.clear();
    return false;
  }
  key = least.key;
  value = least.value;
  return true;
}

}  // namespace sarye
