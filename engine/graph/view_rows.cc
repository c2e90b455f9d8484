#include "engine/graph/view_rows.h"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <tuple>

#include "engine/graph/view_parts.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

constexpr std::string_view kUnfinished = "u";

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

bool key_before(const std::pair<std::string, std::string>& a,
                const std::pair<std::string, std::string>& b) {
  return a.first < b.first;
}

std::string table_key(View view, const EdgeTableKey& table) {
  std::string key = view_prefix(view);
  ByteWriter(key).u16(table.family.value).u16(table.from.value).u16(table.to.value);
  return key;
}

std::string table_range_key(View view, const EdgeTableKey& table, std::uint32_t range) {
  std::string key = table_key(view, table);
  ByteWriter(key).u32(range);
  return key;
}

// The value whose part 0 is `first`.
Result<std::string> read_more_parts(const Snapshot& snapshot, Table table, std::string_view key,
                                    std::string_view first) {
  ByteReader reader(first);
  const std::uint64_t parts = reader.varint();
  if (!reader.ok() || parts == 0 || parts > 0x10000) {
    return Error{
        ErrorCode::Damaged,
        "a view in table " + std::string(table_name(table)) + " does not say how many parts it has",
        "run `sarye rebuild`"};
  }
  std::string bytes(reader.rest());
  if (parts == 1) return bytes;
  std::vector<std::string> keys;
  for (std::size_t part = 1; part < parts; ++part) keys.push_back(part_key(key, part));
  auto more = snapshot.multi_get(table, keys);
  if (!more) return more.error();
  for (const std::optional<std::string>& part : *more) {
    if (!part) {
      return Error{ErrorCode::Damaged,
                   "a part of a view in table " + std::string(table_name(table)) + " is missing",
                   "run `sarye rebuild`"};
    }
    bytes += *part;
  }
  return bytes;
}

}  // namespace

std::string part_key(std::string_view key, std::size_t part) {
  std::string out(key);
  ByteWriter(out).u16(static_cast<std::uint16_t>(part));
  return out;
}

std::size_t part_count(std::size_t bytes) {
  return bytes == 0 ? 1 : (bytes + kPartBytes - 1) / kPartBytes;
}

void mark_unfinished(WriteBatch& batch) {
  batch.put(Table::Graph, kUnfinished, {});
}

void unmark_unfinished(WriteBatch& batch) {
  batch.erase(Table::Graph, kUnfinished);
}

void append(WriteBatch& batch, const WriteBatch& more) {
  for (const WriteBatch::Change& change : more.changes()) {
    switch (change.kind) {
      case WriteBatch::Kind::Put:
        batch.put(change.table, change.key, change.value);
        break;
      case WriteBatch::Kind::Erase:
        batch.erase(change.table, change.key);
        break;
      case WriteBatch::Kind::ErasePrefix:
        batch.erase_prefix(change.table, change.key);
        break;
    }
  }
}

std::string view_prefix(View view) {
  return std::string(1, static_cast<char>(view));
}

std::string adjacency_key(const EdgeTableKey& table, Direction direction, std::uint32_t range) {
  std::string key = table_key(View::Adjacency, table);
  ByteWriter(key).u8(static_cast<std::uint8_t>(direction)).u32(range);
  return key;
}

std::string counts_key(const EdgeTableKey& table, std::uint32_t range) {
  return table_range_key(View::Counts, table, range);
}

std::string document_edges_key(const EdgeTableKey& table, std::uint32_t range) {
  return table_range_key(View::DocumentEdges, table, range);
}

std::string evidence_key(const EdgeTableKey& table, std::uint32_t range) {
  return table_range_key(View::Evidence, table, range);
}

std::string qualifiers_key(const EdgeTableKey& table, std::uint32_t range) {
  return table_range_key(View::Qualifiers, table, range);
}

std::string edge_column_key(const EdgeTableKey& table, std::string_view name, std::uint32_t range) {
  std::string key = table_key(View::EdgeColumn, table);
  ByteWriter(key).ordered_string(name).u32(range);
  return key;
}

std::string node_column_key(TypeId type, std::string_view name, std::uint32_t range) {
  std::string key = view_prefix(View::NodeColumn);
  ByteWriter(key).u16(type.value).ordered_string(name).u32(range);
  return key;
}

std::string string_range_key(std::uint32_t range) {
  std::string key = view_prefix(View::Strings);
  ByteWriter(key).u32(range);
  return key;
}

void add_parts(ViewRows& rows, std::string_view key, std::string_view bytes) {
  const std::size_t parts = part_count(bytes.size());
  for (std::size_t part = 0; part < parts; ++part) {
    const std::string_view of_part = bytes.substr(part * kPartBytes, kPartBytes);
    std::string value;
    value.reserve(of_part.size() + 1);
    if (part == 0) ByteWriter(value).varint(parts);
    value += of_part;
    rows.emplace_back(part_key(key, part), std::move(value));
  }
}

std::vector<std::pair<std::string, std::string>> cut_into_parts(std::string_view key,
                                                                std::string_view bytes) {
  ViewRows rows;
  add_parts(rows, key, bytes);
  return rows;
}

Result<std::optional<std::string>> read_parts(const Snapshot& snapshot, Table table,
                                              std::string_view key) {
  auto first = snapshot.get(table, part_key(key, 0));
  if (!first) return first.error();
  if (!*first) return std::optional<std::string>();
  auto bytes = read_more_parts(snapshot, table, key, **first);
  if (!bytes) return bytes.error();
  return std::optional(std::move(*bytes));
}

Result<std::vector<std::optional<std::string>>> read_all_parts(const Snapshot& snapshot,
                                                               Table table,
                                                               std::span<const std::string> keys) {
  std::vector<std::string> rows;
  rows.reserve(keys.size());
  for (const std::string& key : keys) rows.push_back(part_key(key, 0));
  auto values = snapshot.multi_get(table, rows);
  if (!values) return values.error();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::optional<std::string>& value = (*values)[i];
    if (!value) continue;
    auto whole = read_more_parts(snapshot, table, keys[i], *value);
    if (!whole) return whole.error();
    value = std::move(*whole);
  }
  return values;
}

Result<bool> views_are_unfinished(const Snapshot& snapshot) {
  auto mark = snapshot.get(Table::Graph, kUnfinished);
  if (!mark) return mark.error();
  return mark->has_value();
}

ViewWriter::ViewWriter(Store& store, std::size_t most_held)
    : store_(store),
      before_(store.snapshot()),
      is_held_(has_no_views(*before_)),
      most_held_(most_held) {
  const auto unfinished = views_are_unfinished(*before_);
  is_marked_ = unfinished && *unfinished;  // of a run that was killed; this one takes it away
}

void ViewWriter::rows(ViewRows rows) {
  if (rows_.empty()) {
    rows_ = std::move(rows);
  } else {
    rows_.insert(rows_.end(), std::make_move_iterator(rows.begin()),
                 std::make_move_iterator(rows.end()));
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
  if (!std::is_sorted(rows_.begin(), rows_.end(), key_before)) {
    tbb::parallel_sort(rows_.begin(), rows_.end(), key_before);
  }
  auto begin = rows_.begin();
  for (const std::string& prefix : prefixes) {
    const auto end = std::find_if_not(
        begin, rows_.end(), [&](const auto& row) { return row.first.starts_with(prefix); });
    const bool is_manifest = prefix == view_prefix(View::Manifest);
    auto done = is_held_ && !is_manifest ? hold(table, begin, end)
                                         : write_section(table, prefix, begin, end);
    if (!done) return done;
    begin = end;
  }
  if (begin != rows_.end()) {
    return Error{ErrorCode::Internal, "a view has a row outside its section"};
  }
  rows_.clear();
  return {};
}

Result<void> ViewWriter::hold(Table table, RowIterator begin, RowIterator end) {
  if (begin == end) return {};
  Held& held = held_.emplace_back();
  held.table = table;
  held.rows.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
  const ViewRows& rows = held.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && rows[i - 1].first == rows[i].first) return row_twice();
    held_bytes_ += rows[i].first.size() + rows[i].second.size();
  }
  written_ += rows.size();
  return held_bytes_ > most_held_ ? let_go() : Result<void>();
}

// From here on it goes as in a store that has views.
Result<void> ViewWriter::let_go() {
  is_held_ = false;
  for (const Held& held : held_) {
    for (const auto& [key, value] : held.rows) {
      batch_.put(held.table, key, value);
      if (auto flushed = flush_if_full(); !flushed) return flushed;
    }
  }
  held_.clear();
  return {};
}

// Half of the rows by one thread, half by another.
Result<void> ViewWriter::add_held() {
  if (held_bytes_ < kMaxBatchBytes - kMaxValueBytes) return let_go();
  WriteBatch mark;
  mark_unfinished(mark);
  if (auto done = store_.commit(mark); !done) return done;
  is_marked_ = true;
  std::sort(held_.begin(), held_.end(), [](const Held& a, const Held& b) {
    return std::tie(a.table, a.rows.front().first) < std::tie(b.table, b.rows.front().first);
  });
  struct Source {
    Table table;
    std::vector<std::span<const std::pair<std::string, std::string>>> runs;
  };
  std::vector<Source> sources;
  std::size_t bytes = 0;
  for (const Held& held : held_) {
    std::size_t begin = 0;
    if (sources.empty() || sources.back().table != held.table) sources.push_back({held.table, {}});
    for (std::size_t i = 0; i < held.rows.size(); ++i) {
      const std::size_t before = bytes;
      bytes += held.rows[i].first.size() + held.rows[i].second.size();
      if (before > held_bytes_ / 2 || bytes <= held_bytes_ / 2) continue;
      sources.back().runs.push_back(std::span(held.rows).subspan(begin, i - begin));
      sources.push_back({held.table, {}});
      begin = i;
    }
    sources.back().runs.push_back(std::span(held.rows).subspan(begin));
  }
  std::vector<SortedRows> tables;
  for (Source& source : sources) {
    tables.push_back(
        {source.table, [runs = std::move(source.runs), run = std::size_t{0}, row = std::size_t{0}](
                           std::string_view& key, std::string_view& value) mutable {
           while (run < runs.size() && row == runs[run].size()) ++run, row = 0;
           if (run == runs.size()) return false;
           key = runs[run][row].first;
           value = runs[run][row++].second;
           return true;
         }});
  }
  auto done = store_.add_sorted(std::move(tables));
  held_.clear();
  return done;
}

Result<void> ViewWriter::write_section(Table table, std::string_view prefix, RowIterator begin,
                                       RowIterator end) {
  ScanOptions options;
  options.prefetch = true;
  auto stored = before_->scan(table, prefix, options);
  if (!stored) return stored.error();
  Cursor& cursor = **stored;
  auto more = cursor.next();
  if (!more) return more.error();
  for (auto row = begin; row != end; ++row) {
    const auto& [key, value] = *row;
    if (row != begin && std::prev(row)->first == key) {
      return row_twice();
    }
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
  if (is_marked_) unmark_unfinished(batch_);
  if (batch_.empty()) return {};
  auto done = store_.commit(batch_);
  batch_.clear();
  return done;
}

}  // namespace sarye
