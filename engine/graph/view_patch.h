// Changes to views that are there: values and rows that are set or erased one by one, where
// ViewWriter writes whole sections. What is set to the bytes that it has is left alone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/store/store.h"

namespace sarye {

class ViewPatch {
 public:
  // Both are borrowed; `before` is the state that the patch begins with.
  ViewPatch(Store& store, const Snapshot& before) : store_(store), before_(before) {}

  // A value in parts, which the patch sets at most once; nullopt erases it. Errors: Damaged; those
  // of the store.
  Result<void> parts(Table table, std::string_view key, const std::optional<std::string>& bytes);
  // The same for those who have read what it was.
  Result<void> parts(Table table, std::string_view key, const std::optional<std::string>& was,
                     const std::optional<std::string>& bytes);
  Result<void> row(Table table, std::string_view key, const std::optional<std::string>& value);
  // Rows from what they were to what they are to be; rows of both that are equal are left alone.
  Result<void> rows(Table table, const std::map<std::string, std::string>& from,
                    const std::map<std::string, std::string>& to);
  // Every key below `prefix`.
  Result<void> erase_all(Table table, std::string_view prefix);

  // Commits what is left, together with `last`. Where it took several commits, the first left a
  // mark that this one takes away: views that bear it are of a run that was killed.
  Result<void> finish(const WriteBatch& last);

  const Snapshot& before() const { return before_; }
  std::uint64_t rows_written() const { return written_; }
  std::uint64_t rows_erased() const { return erased_; }
  std::uint64_t rows_kept() const { return kept_; }

 private:
  void put(Table table, std::string_view key, std::string_view value);
  void erase(Table table, std::string_view key);
  Result<void> flush_if_full();

  Store& store_;
  const Snapshot& before_;
  WriteBatch batch_;
  std::uint64_t written_ = 0;
  std::uint64_t erased_ = 0;
  std::uint64_t kept_ = 0;
  bool is_marked_ = false;
};

}  // namespace sarye
