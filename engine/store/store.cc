#include "engine/store/store.h"

namespace sarye {

std::string_view table_name(Table table) {
  switch (table) {
    case Table::Meta:
      return "meta";
    case Table::Truth:
      return "truth";
    case Table::Graph:
      return "graph";
    case Table::Text:
      return "text";
  }
  return "?";
}

std::string prefix_end(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xFF') end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

KeyRange KeyRange::prefix(std::string_view prefix) {
  return KeyRange{std::string(prefix), prefix_end(prefix)};
}

Result<std::vector<std::vector<Row>>> Snapshot::multi_scan(Table table,
                                                           std::span<const std::string> prefixes,
                                                           std::uint64_t limit,
                                                           const Budget* budget) const {
  std::vector<std::vector<Row>> found(prefixes.size());
  ScanOptions options;
  options.limit = limit;
  options.budget = budget;
  for (std::size_t i = 0; i < prefixes.size(); ++i) {
    auto cursor = scan(table, KeyRange::prefix(prefixes[i]), options);
    if (!cursor) return cursor.error();
    while (true) {
      auto more = (*cursor)->next();
      if (!more) return more.error();
      if (!*more) break;
      found[i].push_back(Row{std::string((*cursor)->key()), std::string((*cursor)->value())});
    }
  }
  return found;
}

void WriteBatch::put(Table table, std::string_view key, std::string_view value) {
  changes_.push_back(Change{Kind::Put, table, std::string(key), std::string(value)});
  bytes_ += key.size() + value.size();
}

void WriteBatch::erase(Table table, std::string_view key) {
  changes_.push_back(Change{Kind::Erase, table, std::string(key), {}});
  bytes_ += key.size();
}

void WriteBatch::erase_prefix(Table table, std::string_view prefix) {
  changes_.push_back(Change{Kind::ErasePrefix, table, std::string(prefix), {}});
  bytes_ += prefix.size();
}

void WriteBatch::clear() {
  changes_.clear();
  bytes_ = 0;
}

Result<void> Store::add_sorted(std::vector<SortedRows> tables) {
  WriteBatch batch;
  std::optional<std::string> before;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    SortedRows& rows = tables[i];
    if (i > 0 && tables[i - 1].table != rows.table) before.reset();
    std::string_view key;
    std::string_view value;
    while (true) {
      auto more = rows.next(key, value);
      if (!more) return more.error();
      if (!*more) break;
      if (before && key <= *before) return out_of_order(rows.table);
      before = key;
      batch.put(rows.table, key, value);
    }
  }
  return commit(batch);
}

Error out_of_order(Table table) {
  return Error{ErrorCode::Internal,
               "rows for table " + std::string(table_name(table)) + " are out of order"};
}

Error value_too_large(const WriteBatch::Change& change) {
  return Error{ErrorCode::Usage,
               "a value of " + std::to_string(change.value.size()) + " bytes for table " +
                   std::string(table_name(change.table)) + " is over " +
                   std::to_string(kMaxValueBytes) + "; nothing was stored",
               "cut it into parts of 64 KiB"};
}

}  // namespace sarye
