#include "engine/graph/id_table.h"

#include <algorithm>
#include <memory>

#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

constexpr char kPrefix = 'i';      // type, key → offset
constexpr char kNextPrefix = 'j';  // type → the next offset

constexpr std::size_t kManyRows = 1 << 14;

std::string next_key(std::string_view type) {
  return std::string(1, kNextPrefix) + std::string(type);
}

std::string row_key(std::string_view type, std::string_view key) {
  std::string row(1, kPrefix);
  ByteWriter(row).ordered_string(type).raw(key);
  return row;
}

std::string number_bytes(std::uint32_t number) {
  std::string bytes;
  ByteWriter(bytes).u32(number);
  return bytes;
}

Error unreadable() {
  return Error{ErrorCode::Damaged, "a row of the table of node ids cannot be read",
               "run `sarye verify`; restore the store from a backup"};
}

}  // namespace

Result<IdTable> IdTable::read(const Snapshot& snapshot) {
  IdTable table;
  ScanOptions options;
  options.prefetch = true;
  auto cursor = snapshot.scan(Table::Meta, std::string_view(&kPrefix, 1), options);
  if (!cursor) return cursor.error();
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) break;
    ByteReader key((*cursor)->key().substr(1));
    const std::string type = key.ordered_string();
    ByteReader value((*cursor)->value());
    const std::uint32_t offset = value.u32();
    if (!key.ok() || !value.ok() || offset == 0xFFFFFFFFu) return unreadable();
    OfType& of = table.types_[type];
    of.offsets.emplace(key.rest(), offset);
    of.next = std::max(of.next, offset + 1);
  }
  cursor = snapshot.scan(Table::Meta, std::string_view(&kNextPrefix, 1));
  if (!cursor) return cursor.error();
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return table;
    ByteReader value((*cursor)->value());
    const std::uint32_t next = value.u32();
    OfType& of = table.types_[std::string((*cursor)->key().substr(1))];
    if (!value.ok() || next < of.next) return unreadable();
    of.next = of.stored_next = next;
  }
}

IdTable IdTable::on_demand(const Snapshot& snapshot) {
  IdTable table;
  table.on_demand_ = &snapshot;
  return table;
}

void IdTable::fail(Error error) {
  if (!failed_) error_ = std::move(error);
  failed_ = true;
}

Result<void> IdTable::status() const {
  if (failed_) return error_;
  return {};
}

IdTable::OfType& IdTable::of_type(std::string_view type) {
  auto of = types_.find(type);
  if (of != types_.end()) return of->second;
  of = types_.emplace(std::string(type), OfType()).first;
  if (on_demand_ == nullptr) return of->second;
  auto bytes = on_demand_->get(Table::Meta, next_key(type));
  if (!bytes) {
    fail(bytes.error());
  } else if (*bytes) {
    ByteReader value(**bytes);
    of->second.next = of->second.stored_next = value.u32();
    if (!value.ok()) fail(unreadable());
  }
  return of->second;
}

// The offset that a row of the store gives; nullopt when there is no row, or after a failure.
std::optional<std::uint32_t> IdTable::known_offset(OfType& of, std::string_view key,
                                                   const std::optional<std::string>& bytes) {
  if (!bytes) return std::nullopt;
  ByteReader value(*bytes);
  const std::uint32_t offset = value.u32();
  if (!value.ok() || offset >= of.next) {
    fail(unreadable());
    return std::nullopt;
  }
  of.offsets.emplace(key, offset);
  return offset;
}

void IdTable::read_ahead(std::string_view type, const std::vector<std::string>& keys) {
  if (on_demand_ == nullptr) return;
  OfType& of = of_type(type);
  std::vector<std::string> rows;
  std::vector<const std::string*> wanted;
  for (const std::string& key : keys) {
    if (of.offsets.find(key) != of.offsets.end()) continue;
    rows.push_back(row_key(type, key));
    wanted.push_back(&key);
  }
  auto values = on_demand_->multi_get(Table::Meta, rows);
  if (!values) return fail(values.error());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!known_offset(of, *wanted[i], (*values)[i])) of.absent.insert(*wanted[i]);
  }
}

std::uint32_t IdTable::offset_of(std::string_view type, std::string_view key) {
  OfType& of = of_type(type);
  const auto known = of.offsets.find(key);
  if (known != of.offsets.end()) return known->second;
  std::string row = row_key(type, key);
  if (on_demand_ != nullptr && of.absent.find(key) == of.absent.end()) {
    auto bytes = on_demand_->get(Table::Meta, row);
    if (!bytes) {
      fail(bytes.error());
    } else if (const auto offset = known_offset(of, key, *bytes)) {
      return *offset;
    }
  }
  if (failed_) return 0;
  const std::uint32_t offset = of.next++;
  of.offsets.emplace(key, offset);
  new_rows_.emplace_back(std::move(row), offset);
  return offset;
}

bool IdTable::has_rows(std::string_view type) const {
  const auto of = types_.find(type);
  return of != types_.end() && of->second.next > 0;
}

std::uint32_t IdTable::offsets_of_new(std::string_view type, std::size_t count, KeyOf key) {
  OfType& of = of_type(type);
  const std::uint32_t first = of.next;
  of.next += static_cast<std::uint32_t>(count);
  later_.push_back({std::string(type), first, count, std::move(key)});
  later_rows_ += count;
  return first;
}

// In memory this never fails.
void IdTable::pack_rows() {
  for (const auto& [key, offset] : new_rows_) {
    static_cast<void>(packed_rows_.add(key, number_bytes(offset)));
  }
  std::vector<std::pair<std::string, std::uint32_t>>().swap(new_rows_);
  std::string key;
  for (const Later& later : later_) {
    std::string row = row_key(later.type, {});
    const std::size_t begin = row.size();
    for (std::size_t i = 0; i < later.count; ++i) {
      later.key(i, key);
      row.replace(begin, std::string::npos, key);
      const std::uint32_t offset = later.first + static_cast<std::uint32_t>(i);
      static_cast<void>(packed_rows_.add(row, number_bytes(offset)));
    }
  }
  std::vector<Later>().swap(later_);
  later_rows_ = 0;
}

void IdTable::put_new(std::vector<WriteBatch>& batches) {
  pack_rows();
  packed_rows_.finish();
  const auto put = [&](std::string_view key, std::string_view value) {
    if (batches.empty() || batches.back().bytes() > kMaxBatchBytes - kMaxValueBytes) {
      batches.emplace_back();
    }
    batches.back().put(Table::Meta, key, value);
  };
  // Where offsets end comes first: what is killed in between leaves a hole, never a place twice.
  for (const auto& [type, of] : types_) {
    if (of.next != of.stored_next) put(next_key(type), number_bytes(of.next));
  }
  SortedReader rows({&packed_rows_}, KeyRange::all());
  std::string_view key;
  std::string_view value;
  while (true) {
    const auto more = rows.next(key, value);
    if (!more || !*more) return;
    put(key, value);
  }
}

Result<void> IdTable::store_new(Store& store) {
  if (new_rows_.size() + later_rows_ < kManyRows) {
    std::vector<WriteBatch> batches;
    put_new(batches);
    for (const WriteBatch& batch : batches) {
      if (auto done = store.commit(batch); !done) return done;
    }
    return {};
  }
  pack_rows();
  for (const auto& [type, of] : types_) {
    if (of.next == of.stored_next) continue;
    static_cast<void>(packed_rows_.add(next_key(type), number_bytes(of.next)));
  }
  packed_rows_.finish();
  std::vector<SortedRows> tables;
  tables.push_back({Table::Meta,
                    [rows = std::make_shared<SortedReader>(
                         std::vector<const RowSorter*>{&packed_rows_}, KeyRange::all())](
                        std::string_view& key, std::string_view& value) -> Result<bool> {
                      return rows->next(key, value);
                    }});
  auto done = store.add_sorted(std::move(tables));
  packed_rows_ = RowSorter({}, 0);
  return done;
}

}  // namespace sarye
