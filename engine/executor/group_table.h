// Distinct combinations of values, numbered in the order in which they first come: what grouping,
// DISTINCT, set operations and hash joins stand on. Null is equal to null here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/executor/batch.h"

namespace sarye {

class GroupTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  explicit GroupTable(std::size_t columns) : keys_(columns), places_(std::size_t{1} << bits_) {}

  std::size_t size() const { return size_; }
  std::uint64_t bytes() const;

  // The number of the row's combination; a new one gets the number size() had. `columns` as many as
  // the table has.
  std::uint32_t find_or_add(std::span<const BatchColumn> columns, std::size_t row);
  // The same for every row of a batch of `rows`; `out` is overwritten.
  void find_or_add_all(std::span<const BatchColumn> columns, std::size_t rows,
                       std::vector<std::uint32_t>& out);
  // kNone: there is no such.
  std::uint32_t find(std::span<const BatchColumn> columns, std::size_t row) const;

  Value key(std::size_t group, std::size_t column) const { return keys_[column].value(group); }
  // The keys of all groups as a column, in order of their numbers. The table is empty of it then.
  BatchColumn take_column(std::size_t column);

 private:
  // A place of the hash table. The tag is the upper half of the group's hash: its first bits say
  // where the group belongs, so that a table that grows is filled from front to back; by the others
  // most of those that differ are told apart without looking at their keys.
  struct Place {
    std::uint32_t group = kNone;
    std::uint32_t tag = 0;
  };

  static std::size_t hash_row(std::span<const BatchColumn> columns, std::size_t row);
  static std::uint32_t tag_of(std::size_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  std::size_t place_of(std::uint32_t tag) const { return tag >> (32 - bits_); }
  std::size_t behind(std::size_t place) const { return (place + 1) & (places_.size() - 1); }
  std::uint32_t find_or_add_tagged(std::span<const BatchColumn> columns, std::size_t row,
                                   std::uint32_t tag);
  void find_or_add_each(std::span<const BatchColumn> columns, std::size_t rows,
                        std::vector<std::uint32_t>& out);
  void find_or_add_nodes(std::span<const BatchColumn> columns, std::size_t rows,
                         std::vector<std::uint32_t>& out);
  void add_key(std::size_t k, const BatchColumn& column, std::size_t row);
  bool same(std::span<const BatchColumn> columns, std::size_t row, std::uint32_t group) const;
  void grow();

  std::vector<ColumnData> keys_;
  std::size_t size_ = 0;
  unsigned bits_ = 6;                    // there are two to that many places
  std::vector<Place> places_;            // open addressing; a power of two
  std::vector<std::uint32_t> row_tags_;  // of the batch at hand
  std::uint64_t value_bytes_ = 0;

  // Groups of combinations of codes that were met, by the codes: kept while columns have the same
  // dictionaries.
  struct CodeTable {
    std::vector<const ValueDictionary*> dictionaries;
    std::vector<std::uint32_t> groups;
  };
  static constexpr std::size_t kCodeBits = 8;  // of each column
  CodeTable by_code_;

  // Groups of nodes of one type that were met, by their offsets, where these are not far above the
  // number of groups.
  std::optional<TypeId> node_type_;
  std::vector<std::uint32_t> by_node_;
};

}  // namespace sarye
