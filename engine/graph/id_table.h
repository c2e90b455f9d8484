// Which node has which offset: (type, stable key) → offset, kept as truth so that offsets stay the
// same from one publish to the next. A key that is gone keeps its offset; new keys get the next
// ones.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/string_hash.h"
#include "engine/store/row_sorter.h"
#include "engine/store/store.h"

namespace sarye {

class IdTable {
 public:
  // The whole table, for those who ask for most of it. Errors: Damaged; those of the store.
  static Result<IdTable> read(const Snapshot& snapshot);
  // Reads rows when they are asked for, from `snapshot`, which it borrows.
  static IdTable on_demand(const Snapshot& snapshot);

  bool is_on_demand() const { return on_demand_ != nullptr; }
  // Reads the rows of many keys of one type together, for those who will ask for all of them soon;
  // nothing where the whole table was read. Failures: see `status`.
  void read_ahead(std::string_view type, const std::vector<std::string>& keys);

  // The offset of `key` among the nodes of the type named `type`; a new one when it has none. Ask
  // in the order of keys: then offsets of what is new are in that order too. After a failure, which
  // `status` tells, 0.
  std::uint32_t offset_of(std::string_view type, std::string_view key);

  // Of a table that was read whole: whether the type has nodes.
  bool has_rows(std::string_view type) const;
  // The offset of a new node, for keys of a type without nodes: each is asked for once, and takes
  // no memory but its row.
  std::uint32_t offset_of_new(std::string_view type, std::string_view key);

  // Errors: Damaged; those of the store.
  Result<void> status() const;

  // Adds what is new since `read` to batches of at most 8 MiB each.
  void put_new(std::vector<WriteBatch>& batches);
  // Stores what is new, much of it at once. Errors: those of the store.
  Result<void> store_new(Store& store);

 private:
  struct OfType {
    std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> offsets;
    std::unordered_set<std::string, StringHash, std::equal_to<>> absent;  // known to have no row
    std::uint32_t next = 0;
    std::uint32_t stored_next = 0;  // as the store has it; 0: not at all
  };

  OfType& of_type(std::string_view type);
  std::optional<std::uint32_t> known_offset(OfType& of, std::string_view key,
                                            const std::optional<std::string>& bytes);
  void pack_rows();
  void fail(Error error);

  const Snapshot* on_demand_ = nullptr;
  Error error_;
  bool failed_ = false;
  std::map<std::string, OfType, std::less<>> types_;
  std::vector<std::pair<std::string, std::uint32_t>> new_rows_;  // key in the store, offset
  // The same, packed, of nodes of new types.
  RowSorter packed_rows_{{}, 0};
  OfType* packed_type_ = nullptr;  // of the row that was added last
  std::string packed_name_;
  std::string packed_key_;  // its beginning is of the type
  std::size_t packed_begin_ = 0;
};

}  // namespace sarye
