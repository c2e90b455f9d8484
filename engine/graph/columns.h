// One property of the nodes of one range, or of the edges of one chunk: a column, typed where all
// its values are of one type. Rows without a value are null.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/value.h"

namespace sarye {

enum class ColumnKind : std::uint8_t {
  Empty,
  Integer,
  Float,
  String,
  Dictionary,
  Boolean,
  Date,
  Node,
  Any
};

// The first bytes of a text as a number, in order of the texts; what lacks is 0.
inline constexpr std::size_t kBeginningBytes = 8;
std::uint64_t beginning_of(std::string_view text);
// The smallest and the largest that a text has which begins with `prefix`.
std::pair<std::uint64_t, std::uint64_t> beginnings_with(std::string_view prefix);

class Column {
 public:
  ColumnKind kind() const { return kind_; }
  // Rows at and behind `size` are null.
  std::uint32_t size() const { return size_; }
  bool has(std::uint32_t row) const {
    return row < size_ && (present_.empty() || (present_[row >> 6] >> (row & 63) & 1) != 0);
  }
  std::uint32_t values() const { return count_; }  // rows that have one
  Value at(std::uint32_t row) const;
  // A string, where kind() is String or Dictionary and has(row); else empty. Lives with the column.
  std::string_view text(std::uint32_t row) const {
    if (!has(row) || (kind_ != ColumnKind::String && kind_ != ColumnKind::Dictionary)) return {};
    const std::uint32_t i = kind_ == ColumnKind::Dictionary ? codes_[row] : row;
    return std::string_view(bytes_).substr(ends_[i], ends_[i + 1] - ends_[i]);
  }
  // Where the column has its texts in order: the rows whose texts begin with `prefix`, ascending by
  // text. nullopt: it has not, and every row must be asked.
  std::optional<std::span<const std::uint32_t>> rows_with_prefix(std::string_view prefix) const;
  // All rows that have a text, in order of it, and the beginnings of those texts; empty where the
  // column has no such order.
  std::span<const std::uint32_t> rows_by_text() const { return by_text_; }
  std::span<const std::uint64_t> beginnings() const { return beginnings_; }
  // Adds the rows whose texts, where kind() is String, contain `part`, in order.
  void find_rows_with(std::string_view part, std::vector<std::uint32_t>& out) const;
  // The same of parts, not empty, that begin in bytes() at `begin` or behind and before `end`. A
  // row that is last in `out` already is not added again.
  void find_rows_with(std::string_view part, std::size_t begin, std::size_t end,
                      std::vector<std::uint32_t>& out) const;
  // The texts one behind another, those of a dictionary once each; empty for another kind.
  std::string_view bytes() const { return bytes_; }
  // A bit a row, 64 a word: it has a value. Empty: all have.
  std::span<const std::uint64_t> present() const { return present_; }
  // An integer, Boolean (0, 1), day or node, where has(row); else `otherwise`.
  std::int64_t integer(std::uint32_t row, std::int64_t otherwise = 0) const {
    return has(row) && row < integers_.size() ? integers_[row] : otherwise;
  }

  // The column as it lies in memory, one entry a row, for kernels; empty when the kind is another.
  // Entries of rows that are null are 0.
  std::span<const std::int64_t> integers() const {
    return integers_;
  }  // Integer, Boolean, Date, Node
  std::span<const double> floats() const { return floats_; }
  std::span<const std::uint32_t> codes() const { return codes_; }  // Dictionary
  std::uint32_t dictionary_size() const {
    return kind_ == ColumnKind::Dictionary ? static_cast<std::uint32_t>(ends_.size()) - 1 : 0;
  }
  std::string_view dictionary_text(std::uint32_t code) const {
    return std::string_view(bytes_).substr(ends_[code], ends_[code + 1] - ends_[code]);
  }

  std::uint64_t memory_bytes() const;

  // Errors: Damaged; a column of more than `max_rows` rows is.
  static Result<Column> decode(std::string_view bytes, std::uint32_t max_rows);

 private:
  ColumnKind kind_ = ColumnKind::Empty;
  std::uint32_t size_ = 0;
  std::uint32_t count_ = 0;
  std::vector<std::uint64_t> present_;  // empty: all rows
  std::vector<std::int64_t> integers_;
  std::vector<double> floats_;
  std::vector<std::uint32_t> codes_;
  std::vector<std::uint32_t> ends_;  // of strings in bytes_, one more than strings
  std::string bytes_;
  std::vector<std::uint32_t> by_text_;     // rows that have a text, in order of it; empty: not kept
  std::vector<std::uint64_t> beginnings_;  // by place in by_text_: the first bytes of the text
  std::vector<Value> values_;              // Any
};

// One cell; cells are given in order of row, a row at most once. Null values must not be given.
struct ColumnCell {
  std::uint32_t row = 0;
  const Value* value = nullptr;
};
// `by_text`: of a column of strings, the order of its rows by text is kept as well, so that
// beginnings are found by halving.
std::string encode_column(std::span<const ColumnCell> cells, bool by_text = false);
// Of a property of nodes: those whose beginnings people ask for.
inline bool is_kept_by_text(std::string_view property) {
  return property == "name";
}

}  // namespace sarye
