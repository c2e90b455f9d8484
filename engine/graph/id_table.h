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
  // The first offset of so many new nodes of a type without nodes. `key(i, out)` puts the key of
  // the i-th in place of what `out` holds: it is asked when rows are stored, and takes no memory
  // but its row.
  using KeyOf = std::function<void(std::size_t i, std::string& out)>;
  std::uint32_t offsets_of_new(std::string_view type, std::size_t count, KeyOf key);

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
  // Nodes of new types, whose keys will be asked for.
  struct Later {
    std::string type;
    std::uint32_t first;
    std::size_t count;
    KeyOf key;
  };
  std::vector<Later> later_;
  std::size_t later_rows_ = 0;
  RowSorter packed_rows_{{}, 0};  // all of them when they are stored
};

}  // namespace sarye
