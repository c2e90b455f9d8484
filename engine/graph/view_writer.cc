// Views on their way into a store: held until their end, or compared with what is there.
#include <algorithm>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/graph/view_parts.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

Error row_twice() {
  return Error{ErrorCode::Internal, "a view has a row twice"};
}

// Whether there are no views but the manifest of an empty graph, which every new store has.
bool has_no_views(const Snapshot& snapshot) {
  constexpr std::uint64_t kMostParts = 64;
  for (const Table table : {Table::Graph, Table::Text}) {
    ScanOptions options;
    options.limit = kMostParts;
    auto cursor = snapshot.scan(table, KeyRange::all(), options);
    if (!cursor) return false;
    for (std::uint64_t rows = 0;; ++rows) {
      const auto more = (*cursor)->next();
      if (!more || rows == kMostParts) return false;
      if (!*more) break;
      if ((*cursor)->key().substr(0, 1) != view_prefix(View::Manifest)) return false;
    }
  }
  return true;
}

}  // namespace

ViewWriter::ViewWriter(Store& store, std::size_t most_held)
    : store_(store),
      before_(store.snapshot()),
      is_held_(has_no_views(*before_)),
      most_held_(most_held),
      rows_(new_sorter()) {
  const auto unfinished = views_are_unfinished(*before_);
  is_marked_ = unfinished && *unfinished;  // of a run that was killed; this one takes it away
}

RowSorter ViewWriter::new_sorter() const {
  std::size_t held = 0;
  for (const Held& one : held_) held += one.rows.in_memory();
  return {store_.scratch(), std::max(most_held_ / 4, most_held_ - std::min(most_held_, held))};
}

void ViewWriter::row(std::string_view key, std::string_view value) {
  if (added_) added_ = rows_.add(key, value);
}

void ViewWriter::rows(const ViewRows& rows) {
  for (const auto& [key, value] : rows) row(key, value);
}

void ViewWriter::parts(std::string_view key, std::string_view bytes) {
  const std::size_t parts = part_count(bytes.size());
  for (std::size_t part = 0; part < parts; ++part) {
    value_.clear();
    if (part == 0) ByteWriter(value_).varint(parts);
    value_ += bytes.substr(part * kPartBytes, kPartBytes);
    row(part_key(key, part), value_);
  }
}

Result<void> ViewWriter::flush_if_full() {
  if (batch_.bytes() < kMaxBatchBytes - kMaxValueBytes) return {};
  if (!is_marked_) mark_unfinished(batch_);
  is_marked_ = true;
  auto done = store_.commit(batch_);
  batch_.clear();
  return done;
}

Result<void> ViewWriter::end_section(Table table, std::string_view prefix) {
  return end_sections(table, {std::string(prefix)});
}

Result<void> ViewWriter::end_sections(Table table, const std::vector<std::string>& prefixes) {
  if (!added_) return added_;
  RowSorter rows = std::exchange(rows_, new_sorter());
  rows.finish();
  std::string behind;  // the prefix before
  for (std::size_t i = 0; i <= prefixes.size(); ++i) {
    const std::string next = i < prefixes.size() ? prefixes[i] : std::string();
    std::string_view key;
    std::string_view value;
    if (i > 0 && behind.empty()) break;  // it went up to the last key
    auto outside = SortedReader({&rows}, {behind, next}).next(key, value);
    if (!outside) return outside.error();
    if (*outside) return Error{ErrorCode::Internal, "a view has a row outside its section"};
    behind = KeyRange::prefix(next).end;
  }
  const bool is_manifest = prefixes.size() == 1 && prefixes.front() == view_prefix(View::Manifest);
  if (is_held_ && !is_manifest) return hold(table, std::move(rows));
  for (const std::string& prefix : prefixes) {
    if (auto done = write_section(table, prefix, rows); !done) return done;
  }
  return {};
}

Result<void> ViewWriter::hold(Table table, RowSorter rows) {
  written_ += rows.rows();
  if (rows.rows() == 0) return {};
  held_.push_back({table, std::move(rows)});
  std::size_t bytes = 0;
  for (const Held& held : held_) bytes += held.rows.in_memory();
  if (bytes > most_held_) {
    if (auto done = held_.back().rows.spill(); !done) return done;
  }
  rows_ = new_sorter();
  return {};
}

// As it goes in a store that has views.
Result<void> ViewWriter::let_go() {
  for (const Held& held : held_) {
    SortedReader rows({&held.rows}, KeyRange::all());
    std::string_view key;
    std::string_view value;
    std::string before;
    for (bool is_first = true;; is_first = false) {
      auto more = rows.next(key, value);
      if (!more) return more.error();
      if (!*more) break;
      if (!is_first && before == key) return row_twice();
      before = key;
      batch_.put(held.table, key, value);
      if (auto flushed = flush_if_full(); !flushed) return flushed;
    }
  }
  held_.clear();
  return {};
}

// Half of the rows by one thread, half by another.
Result<void> ViewWriter::add_held() {
  std::uint64_t bytes = 0;
  for (const Held& held : held_) bytes += held.rows.bytes();
  if (bytes < kMaxBatchBytes - kMaxValueBytes) return let_go();
  WriteBatch mark;
  mark_unfinished(mark);
  if (auto done = store_.commit(mark); !done) return done;
  is_marked_ = true;
  std::vector<std::tuple<Table, std::string, std::uint64_t>> samples;
  for (const Held& held : held_) {
    for (auto& [key, weight] : held.rows.samples()) {
      samples.emplace_back(held.table, std::move(key), weight);
    }
  }
  std::sort(samples.begin(), samples.end());
  std::optional<std::pair<Table, std::string>> middle;
  std::uint64_t all = 0;
  for (const auto& [table, key, weight] : samples) all += weight;
  std::uint64_t before = 0;
  for (auto& [table, key, weight] : samples) {
    before += weight;
    if (before < all / 2) continue;
    middle.emplace(table, std::move(key));
    break;
  }
  std::vector<SortedRows> tables;
  const auto add = [&](Table table, const std::vector<const RowSorter*>& rows,
                       const KeyRange& range) {
    tables.push_back({table,
                      [reader = std::make_shared<SortedReader>(rows, range)](
                          std::string_view& key, std::string_view& value) -> Result<bool> {
                        return reader->next(key, value);
                      }});
  };
  for (const Table table : {Table::Meta, Table::Truth, Table::Graph, Table::Text}) {
    std::vector<const RowSorter*> rows;
    for (const Held& held : held_) {
      if (held.table == table) rows.push_back(&held.rows);
    }
    if (rows.empty()) continue;
    if (middle && middle->first == table) {
      add(table, rows, {{}, middle->second});
      add(table, rows, {middle->second, {}});
    } else {
      add(table, rows, KeyRange::all());
    }
  }
  auto done = store_.add_sorted(std::move(tables));
  held_.clear();
  return done;
}

Result<void> ViewWriter::write_section(Table table, std::string_view prefix,
                                       const RowSorter& rows) {
  ScanOptions options;
  options.prefetch = true;
  auto stored = before_->scan(table, prefix, options);
  if (!stored) return stored.error();
  Cursor& cursor = **stored;
  auto more = cursor.next();
  if (!more) return more.error();
  SortedReader reader({&rows}, KeyRange::prefix(prefix));
  std::string_view key;
  std::string_view value;
  std::string before;
  for (bool is_first = true;; is_first = false) {
    auto row = reader.next(key, value);
    if (!row) return row.error();
    if (!*row) break;
    if (!is_first && before == key) return row_twice();
    before = key;
    while (*more && cursor.key() < key) {
      batch_.erase(table, cursor.key());
      ++erased_;
      more = cursor.next();
      if (!more) return more.error();
    }
    if (*more && cursor.key() == key) {
      const bool same = cursor.value() == value;
      more = cursor.next();
      if (!more) return more.error();
      if (same) {
        ++kept_;
        continue;
      }
    }
    batch_.put(table, key, value);
    ++written_;
    if (auto flushed = flush_if_full(); !flushed) return flushed;
  }
  while (*more) {
    batch_.erase(table, cursor.key());
    ++erased_;
    if (auto flushed = flush_if_full(); !flushed) return flushed;
    more = cursor.next();
    if (!more) return more.error();
  }
  return {};
}

Result<void> ViewWriter::finish() {
  if (is_held_) {
    if (auto done = add_held(); !done) return done;
  }
  return commit_last(store_, batch_, is_marked_);
}

}  // namespace sarye
