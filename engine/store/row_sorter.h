// Rows that come in any order and leave in the order of their keys. Up to a limit they lie packed
// in memory; beyond it they go, sorted, to a file without a name, and what was gone there is read
// back side by side with what is left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/store/store.h"

namespace sarye {

// How the names of files begin that hold rows on their way into the database: what is left of them
// is of a process that was killed.
inline constexpr std::string_view kSortedName = "sorted-";

class RowSorter {
 public:
  // `scratch` is where the file lies; empty: everything stays in memory. Less than 2 MiB are never
  // too much.
  RowSorter(std::filesystem::path scratch, std::size_t most_in_memory);
  RowSorter(RowSorter&&) noexcept;
  RowSorter& operator=(RowSorter&&) noexcept;
  ~RowSorter();

  // A key may come several times: it is given as often. Errors: DiskFull, Io.
  Result<void> add(std::string_view key, std::string_view value);
  // Call once behind the last row and before the first reader.
  void finish();
  // Moves what is in memory to the file, behind `finish` too, but not under a reader. Errors:
  // DiskFull, Io.
  Result<void> spill();

  std::uint64_t rows() const { return rows_; }
  std::uint64_t bytes() const { return bytes_; }  // of keys and values
  std::size_t in_memory() const;                  // bytes that the rows take there

  // Keys in any order, each with about the weight of what lies before it and behind the last one of
  // its run: to cut all rows into parts that take as long to write.
  std::vector<std::pair<std::string, std::uint64_t>> samples() const;

 private:
  friend class SortedReader;
  struct Entry {
    const char* key;  // the value lies behind it
    std::uint32_t key_bytes;
    std::uint32_t value_bytes;
    std::string_view key_text() const { return {key, key_bytes}; }
    std::string_view value_text() const { return {key + key_bytes, value_bytes}; }
  };
  // In bytes: a row, be it empty, takes as long to write as so many.
  static std::uint64_t weight_of(const Entry& entry) {
    constexpr std::uint64_t kRow = 120;
    return kRow + entry.key_bytes + entry.value_bytes;
  }
  struct Run;  // on the disk
  struct File;

  struct Keyed;

  char* room_for(std::size_t bytes);
  void sort();
  static void sort(std::span<Keyed> rows, std::size_t from);

  std::filesystem::path scratch_;
  std::size_t most_in_memory_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t chunk_bytes_ = 0;  // of all
  char* free_ = nullptr;
  std::size_t free_bytes_ = 0;
  std::vector<Entry> entries_;
  bool is_sorted_ = false;
  std::vector<Run> runs_;
  std::unique_ptr<File> file_;
  std::uint64_t rows_ = 0;
  std::uint64_t bytes_ = 0;
};

// The rows of several sorters in the order of keys. Readers of the same sorters may be used side by
// side.
class SortedReader {
 public:
  // Sorters are borrowed and finished. Rows are those of `range`.
  SortedReader(const std::vector<const RowSorter*>& sorters, const KeyRange& range);
  SortedReader(SortedReader&&) noexcept;
  SortedReader& operator=(SortedReader&&) noexcept;
  ~SortedReader();

  // The next row, which lives until the following call. False: there is none. Errors: Io.
  Result<bool> next(std::string_view& key, std::string_view& value);

 private:
  struct Source;
  Result<void> start();

  std::string begin_;
  std::string end_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<Source*> heap_;
  bool started_ = false;
};

}  // namespace sarye
