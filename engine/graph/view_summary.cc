#include "engine/graph/view_summary.h"

#include <algorithm>
#include <cmath>

#include "engine/graph/graph_builder.h"
#include "engine/graph/value_codec.h"
#include "engine/graph/view_parts.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

// Values longer than this on average are texts: nobody groups by them.
constexpr std::uint64_t kLongValueBytes = 128;

bool is_internal(std::string_view name) {
  return name.starts_with('\t');
}

// FNV-1a with the finish of MurmurHash3, so that all bits are equally good.
std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccdu;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53u;
  return hash ^ (hash >> 33);
}

void keep_least(std::vector<std::uint64_t>& hashes) {
  // Most of them are told off without being sorted.
  if (hashes.size() > 4 * ColumnSummary::kMostHashes) {
    const auto few = hashes.begin() + 2 * ColumnSummary::kMostHashes;
    std::nth_element(hashes.begin(), few, hashes.end());
    std::sort(hashes.begin(), few);
    const auto distinct = std::unique(hashes.begin(), few);
    if (distinct - hashes.begin() >= std::ptrdiff_t{ColumnSummary::kMostHashes}) {
      hashes.resize(ColumnSummary::kMostHashes);
      return;
    }
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > ColumnSummary::kMostHashes) hashes.resize(ColumnSummary::kMostHashes);
}

}  // namespace

ColumnSummary summarise(std::string_view name, std::span<const ColumnCell> cells) {
  ColumnSummary out;
  out.values = cells.size();
  out.limit = cells.empty() ? 0 : cells.back().row + 1;
  if (name == internal_column::kKey && !cells.empty()) {
    out.first = cells.front().value->string();
    out.last = cells.back().value->string();
    for (std::size_t i = 1; i < cells.size(); ++i) {
      out.descents += cells[i].value->string() < cells[i - 1].value->string() ? 1 : 0;
    }
  }
  if (is_internal(name)) return out;
  std::string bytes;
  for (const ColumnCell& cell : cells) {
    if (cell.value->type() == ValueType::String) {
      out.string_bytes += cell.value->string().size();
    }
  }
  if (out.string_bytes > out.values * kLongValueBytes) return out;
  for (const ColumnCell& cell : cells) {
    bytes.clear();
    ByteWriter writer(bytes);
    write_value(writer, *cell.value);
    out.least_hashes.push_back(hash_of(bytes));
  }
  keep_least(out.least_hashes);
  return out;
}

std::string encode_summary(const ColumnSummary& summary) {
  std::string bytes;
  ByteWriter out(bytes);
  out.varint(summary.values).varint(summary.limit).varint(summary.string_bytes);
  out.varint(summary.least_hashes.size());
  for (const std::uint64_t hash : summary.least_hashes) out.u64(hash);
  out.string(summary.first).string(summary.last).varint(summary.descents);
  return bytes;
}

Result<ColumnSummary> decode_column_summary(std::string_view bytes) {
  ByteReader in(bytes);
  ColumnSummary out;
  out.values = in.varint();
  out.limit = in.varint32();
  out.string_bytes = in.varint();
  const std::size_t hashes = in.count(8);
  for (std::size_t i = 0; i < hashes && in.ok(); ++i) out.least_hashes.push_back(in.u64());
  out.first = in.string();
  out.last = in.string();
  out.descents = in.varint32();
  if (auto whole = in.finish("the summary of a column"); !whole) return whole.error();
  return out;
}

std::string column_summary_key(TypeId type, std::string_view name, std::uint32_t range) {
  std::string key(kColumnSummaryView);
  ByteWriter(key).u16(type.value).ordered_string(name).u32(range);
  return key;
}

bool parse_column_summary_key(std::string_view key, TypeId& type, std::string& name,
                              std::uint32_t& range) {
  ByteReader in(key);
  if (in.raw(kColumnSummaryView.size()) != kColumnSummaryView) return false;
  type = TypeId(in.u16());
  name = in.ordered_string();
  range = in.u32();
  return in.ok() && in.at_end();
}

void TypeFold::add(const std::string& column, std::uint32_t range, const ColumnSummary& summary) {
  if (summary.values == 0) return;
  Folded& folded = columns_[column];
  folded.values += summary.values;
  folded.string_bytes += summary.string_bytes;
  folded.least_hashes.insert(folded.least_hashes.end(), summary.least_hashes.begin(),
                             summary.least_hashes.end());
  if (folded.least_hashes.size() > 16 * ColumnSummary::kMostHashes) {
    keep_least(folded.least_hashes);
  }
  if (column != internal_column::kKey) return;
  limit_ = range * kRangeSize + summary.limit;
  in_key_order_ = in_key_order_ && summary.descents == 0 && last_key_ <= summary.first;
  last_key_ = summary.last;
}

TypeStatistics TypeFold::statistics() const {
  TypeStatistics out;
  out.limit = limit_;
  out.offsets_in_key_order = in_key_order_;
  for (const auto& [name, folded] : columns_) {
    PropertyStatistics& column = out.columns.emplace_back();
    column.name = name;
    column.values = folded.values;
    if (name == internal_column::kKey) out.count = folded.values;
    if (is_internal(name)) continue;
    std::vector<std::uint64_t> least = folded.least_hashes;
    keep_least(least);
    if (folded.string_bytes > folded.values * kLongValueBytes) {
      column.distinct = folded.values;
    } else if (least.size() < ColumnSummary::kMostHashes) {
      column.distinct = least.size();
    } else {
      const double share = std::ldexp(static_cast<double>(least.back()), -64);
      const double estimate = static_cast<double>(ColumnSummary::kMostHashes - 1) / share;
      column.distinct = std::min(folded.values, static_cast<std::uint64_t>(estimate));
    }
  }
  return out;
}

TableStatistics TableSummary::statistics(const EdgeTableKey& key) const {
  TableStatistics table;
  table.info.family = key.family;
  table.info.from = key.from;
  table.info.to = key.to;
  std::map<std::string, std::uint64_t> columns_of_all;
  for (const auto& [range, numbers] : out) {
    table.info.edges += numbers.edges;
    table.info.assertions += numbers.assertions;
    table.info.sources += numbers.sources;
    table.info.parallel = table.info.parallel || numbers.parallel;
    table.qualified += numbers.qualified;
    table.source_limit = range * kRangeSize + numbers.limit;
    for (const auto& [name, values] : numbers.columns) columns_of_all[name] += values;
  }
  table.info.plain = table.info.assertions == 0;
  for (const auto& [range, numbers] : in) {
    table.info.targets += numbers.targets;
    table.target_limit = range * kRangeSize + numbers.limit;
  }
  for (const auto& [range, limit] : documents) table.document_limit = range * kRangeSize + limit;
  for (const auto& [name, values] : columns_of_all) table.columns.push_back({name, values});
  return table;
}

std::string table_summary_key(const EdgeTableKey& table) {
  std::string key(kTableSummaryView);
  ByteWriter(key).u16(table.family.value).u16(table.from.value).u16(table.to.value);
  return key;
}

std::string encode_summary(const TableSummary& summary) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer.varint(summary.out.size());
  for (const auto& [range, numbers] : summary.out) {
    writer.varint(range).varint(numbers.edges).varint(numbers.assertions).varint(numbers.sources);
    writer.varint(numbers.qualified).varint(numbers.limit).u8(numbers.parallel ? 1 : 0);
    writer.varint(numbers.columns.size());
    for (const auto& [name, values] : numbers.columns) writer.string(name).varint(values);
  }
  writer.varint(summary.in.size());
  for (const auto& [range, numbers] : summary.in) {
    writer.varint(range).varint(numbers.targets).varint(numbers.limit);
  }
  writer.varint(summary.documents.size());
  for (const auto& [range, limit] : summary.documents) writer.varint(range).varint(limit);
  return bytes;
}

Result<TableSummary> decode_table_summary(std::string_view bytes) {
  ByteReader reader(bytes);
  TableSummary summary;
  const std::size_t sources = reader.count(8);
  for (std::size_t i = 0; i < sources && reader.ok(); ++i) {
    TableSummary::Out& numbers = summary.out[reader.varint32()];
    numbers.edges = reader.varint();
    numbers.assertions = reader.varint();
    numbers.sources = reader.varint();
    numbers.qualified = reader.varint();
    numbers.limit = reader.varint32();
    numbers.parallel = reader.u8() != 0;
    const std::size_t columns = reader.count(2);
    for (std::size_t j = 0; j < columns && reader.ok(); ++j) {
      std::string name(reader.string());
      numbers.columns[std::move(name)] = reader.varint();
    }
  }
  const std::size_t targets = reader.count(3);
  for (std::size_t i = 0; i < targets && reader.ok(); ++i) {
    TableSummary::In& numbers = summary.in[reader.varint32()];
    numbers.targets = reader.varint();
    numbers.limit = reader.varint32();
  }
  const std::size_t documents = reader.count(2);
  for (std::size_t i = 0; i < documents && reader.ok(); ++i) {
    const std::uint32_t range = reader.varint32();
    summary.documents[range] = reader.varint32();
  }
  if (auto whole = reader.finish("the summary of a table of edges"); !whole) return whole.error();
  return summary;
}

}  // namespace sarye
