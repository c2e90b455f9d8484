// Vectors of rows between operators. A Batch is a frame for each row: one column a slot of the
// bound query. Columns share their data: to expand a row a hundred times, or to drop half the rows,
// makes one new row map that all columns of the same age share, and copies no value. So a
// one-to-many expansion costs its new columns alone, however wide the frame is.
//
// A row may stand for several equal ones (its weight): a count through an expansion multiplies
// weights instead of listing rows. Only operators that the builder knows to mind weights meet them.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/binder/bound_query.h"
#include "engine/executor/assertion_column.h"
#include "engine/model/value.h"

namespace sarye {

inline constexpr std::size_t kBatchRows = 2048;

// In columns of nodes and of edges, null is an id that no store gives.
constexpr NodeId null_node() {
  NodeId node;
  node.value = std::numeric_limits<std::uint64_t>::max();
  return node;
}
constexpr EdgeId null_edge() {
  EdgeId edge;
  edge.value = std::numeric_limits<std::uint64_t>::max();
  return edge;
}

// Values that a column names by their place. It only grows while columns of it live.
using ValueDictionary = std::vector<Value>;

struct ColumnData {
  // A column that is added to has one of the first six; the others are made whole. Integers and
  // floats of a column of theirs are never null; a text that is null has no data(). Texts lie in
  // the graph and live as long as the query.
  enum class Kind : std::uint8_t {
    Nodes,
    Edges,
    Values,
    Integers,
    Floats,
    Texts,
    Assertions,
    Codes
  };
  Kind kind = Kind::Values;
  std::vector<NodeId> nodes;  // the one that `kind` names is used
  std::vector<EdgeValue> edges;
  std::vector<Value> values;
  std::vector<std::int64_t> integers;
  std::vector<double> floats;
  std::vector<std::string_view> texts;
  AssertionColumn assertions;
  std::vector<std::uint32_t> codes;  // places in the dictionary
  std::shared_ptr<const ValueDictionary> dictionary;

  std::size_t size() const;
  Value value(std::size_t at) const;
  void push(const Value& value);  // changes the kind to Values when `value` is of another one
  // The kind that a column has whose first entry is this one.
  static Kind kind_of(const Value& value);
  void push_null();
  void become_values();
  std::uint64_t bytes() const;  // held, about
};

using RowMap = std::shared_ptr<const std::vector<std::uint32_t>>;

// One column; unfilled: null in every row.
class BatchColumn {
 public:
  BatchColumn() = default;
  static BatchColumn of_nodes(std::vector<NodeId> nodes);
  static BatchColumn of_edges(std::vector<EdgeValue> edges);
  static BatchColumn of_values(std::vector<Value> values);
  static BatchColumn of_integers(std::vector<std::int64_t> integers);
  static BatchColumn of_floats(std::vector<double> floats);
  static BatchColumn of_texts(std::vector<std::string_view> texts);
  static BatchColumn of_assertions(AssertionColumn assertions);
  static BatchColumn of_codes(std::vector<std::uint32_t> codes,
                              std::shared_ptr<const ValueDictionary> dictionary);
  static BatchColumn of(std::shared_ptr<const ColumnData> data);
  static BatchColumn constant(Value value);

  bool filled() const { return data_ != nullptr; }
  bool is_constant() const { return constant_; }
  bool holds_nodes() const { return data_ != nullptr && data_->kind == ColumnData::Kind::Nodes; }

  Value value(std::size_t row) const { return data_ ? data_->value(index(row)) : Value(); }
  // The same without a copy where there is a value to refer to, else in `made`.
  const Value& value(std::size_t row, Value& made) const;
  bool holds(ColumnData::Kind kind) const { return data_ != nullptr && data_->kind == kind; }
  // null_node() when the row has no node.
  NodeId node(std::size_t row) const {
    return holds_nodes() ? data_->nodes[index(row)] : node_among_values(row);
  }
  // Calls f(row, node) for the first `rows` rows, as node() has it.
  template <typename F>
  void each_node(std::size_t rows, F&& f) const {
    if (!holds_nodes() || constant_) {
      for (std::size_t row = 0; row < rows; ++row) f(row, node(row));
      return;
    }
    const NodeId* nodes = data_->nodes.data();
    if (rows_) {
      const std::uint32_t* entries = rows_->data();
      for (std::size_t row = 0; row < rows; ++row) f(row, nodes[entries[row]]);
    } else {
      for (std::size_t row = 0; row < rows; ++row) f(row, nodes[row]);
    }
  }
  // An edge with the id null_edge() when the row has no edge.
  EdgeValue edge(std::size_t row) const;

  const ColumnData& data() const { return *data_; }
  // Whether row i is entry i.
  bool is_direct() const { return !constant_ && !rows_; }
  std::size_t index(std::size_t row) const { return constant_ ? 0 : rows_ ? (*rows_)[row] : row; }

 private:
  friend class Batch;
  NodeId node_among_values(std::size_t row) const;

  std::shared_ptr<const ColumnData> data_;
  RowMap rows_;  // nullptr: row i is entry i
  bool constant_ = false;
};

class Batch {
 public:
  Batch() = default;
  Batch(std::size_t slots, std::size_t rows) : columns_(slots), rows_(rows) {}

  std::size_t size() const { return rows_; }
  bool empty() const { return rows_ == 0; }
  std::size_t slots() const { return columns_.size(); }

  const BatchColumn& column(Slot slot) const { return columns_[slot]; }
  // The column has one entry for each row (or is constant).
  void set(Slot slot, BatchColumn column) { columns_[slot] = std::move(column); }
  void drop(Slot slot) { columns_[slot] = BatchColumn(); }
  // Drops every column whose entry in `live` is 0.
  void keep(std::span<const std::uint8_t> live);

  bool weighted() const { return !weights_.empty(); }
  std::uint64_t weight(std::size_t row) const { return weights_.empty() ? 1 : weights_[row]; }
  void set_weights(std::vector<std::uint64_t> weights) { weights_ = std::move(weights); }

  // The rows at `picked`, in that order; a row may be picked any number of times.
  Batch gather(std::vector<std::uint32_t> picked) const;
  // The same into this one: rows of `other` replace or fill the columns of `slots`.
  void adopt(const Batch& other, std::span<const Slot> slots);

 private:
  std::vector<BatchColumn> columns_;
  std::size_t rows_ = 0;
  std::vector<std::uint64_t> weights_;
};

// Rows of a batch that an operator leaves, with how often each counts.
class CountedRows {
 public:
  void add(std::uint32_t row, std::uint64_t weight) {
    rows_.push_back(row);
    weights_.push_back(weight);
  }
  // Leaves them in the batch; false: there is none, and the batch stays as it was.
  bool leave_in(Batch& batch);

 private:
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint64_t> weights_;
};

// a * b, or the greatest number when that is more: a count over it is an error, not a wrap.
inline std::uint64_t multiply_weights(std::uint64_t a, std::uint64_t b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::uint64_t>::max()
                                                : product;
}
inline std::uint64_t add_weights(std::uint64_t a, std::uint64_t b) {
  std::uint64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<std::uint64_t>::max() : sum;
}

// 0, 1, ..., n - 1
std::vector<std::uint32_t> first_rows(std::size_t n);

// Many batches appended to one: what sorting and joining keep.
class RowStore {
 public:
  explicit RowStore(std::size_t slots) : columns_(slots) {}

  void append(const Batch& batch);
  std::size_t size() const { return rows_; }
  std::uint64_t bytes() const;  // held, about
  // All rows as one batch, which takes the data over.
  Batch take();

 private:
  std::vector<std::shared_ptr<ColumnData>> columns_;
  std::vector<std::uint64_t> weights_;
  std::size_t rows_ = 0;
  std::uint64_t value_bytes_ = 0;
};

// Bytes of a value besides its own place: of strings and lists.
std::uint64_t extra_bytes(const Value& value);

}  // namespace sarye
