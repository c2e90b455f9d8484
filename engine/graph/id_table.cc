#include "engine/graph/id_table.h"

#include <algorithm>

#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

constexpr char kPrefix = 'i';

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
    if (!*more) return table;
    ByteReader key((*cursor)->key().substr(1));
    const std::string type = key.ordered_string();
    ByteReader value((*cursor)->value());
    const std::uint32_t offset = value.u32();
    if (!key.ok() || !value.ok() || offset == 0xFFFFFFFFu) {
      return Error{ErrorCode::Damaged, "a row of the table of node ids cannot be read",
                   "run `sarye verify`; restore the store from a backup"};
    }
    OfType& of = table.types_[type];
    of.offsets.emplace(key.rest(), offset);
    of.next = std::max(of.next, offset + 1);
  }
}

std::uint32_t IdTable::offset_of(std::string_view type, std::string_view key) {
  auto of = types_.find(type);
  if (of == types_.end()) of = types_.emplace(std::string(type), OfType()).first;
  const auto known = of->second.offsets.find(key);
  if (known != of->second.offsets.end()) return known->second;
  const std::uint32_t offset = of->second.next++;
  of->second.offsets.emplace(key, offset);
  std::string row(1, kPrefix);
  ByteWriter(row).ordered_string(type).raw(key);
  new_rows_.emplace_back(std::move(row), offset);
  return offset;
}

void IdTable::put_new(std::vector<WriteBatch>& batches) const {
  for (const auto& [key, offset] : new_rows_) {
    if (batches.empty() || batches.back().bytes() > kMaxBatchBytes - kMaxValueBytes) {
      batches.emplace_back();
    }
    std::string value;
    ByteWriter(value).u32(offset);
    batches.back().put(Table::Meta, key, value);
  }
}

}  // namespace sarye
