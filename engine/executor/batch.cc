#include "engine/executor/batch.h"

#include <numeric>

namespace sarye {

std::size_t ColumnData::size() const {
  switch (kind) {
    case Kind::Nodes:
      return nodes.size();
    case Kind::Edges:
      return edges.size();
    case Kind::Values:
      return values.size();
    case Kind::Integers:
      return integers.size();
    case Kind::Floats:
      return floats.size();
    case Kind::Texts:
      return texts.size();
    case Kind::Assertions:
      return assertions.size();
    case Kind::Codes:
      return codes.size();
  }
  return 0;
}

Value ColumnData::value(std::size_t at) const {
  switch (kind) {
    case Kind::Nodes:
      return nodes[at] == null_node() ? Value() : Value(nodes[at]);
    case Kind::Edges:
      return edges[at].id == null_edge() ? Value() : Value(edges[at]);
    case Kind::Values:
      return values[at];
    case Kind::Integers:
      return Value(integers[at]);
    case Kind::Floats:
      return Value(floats[at]);
    case Kind::Texts:
      return texts[at].data() == nullptr ? Value() : Value(std::string(texts[at]));
    case Kind::Assertions:
      return Value(assertions.at(at));
    case Kind::Codes:
      return (*dictionary)[codes[at]];
  }
  return Value();
}

void ColumnData::become_values() {
  if (kind == Kind::Values) return;
  const std::size_t n = size();
  std::vector<Value> converted;
  converted.reserve(n);
  for (std::size_t i = 0; i < n; ++i) converted.push_back(value(i));
  nodes.clear();
  edges.clear();
  integers.clear();
  floats.clear();
  texts.clear();
  assertions = AssertionColumn();
  codes.clear();
  dictionary.reset();
  kind = Kind::Values;
  values = std::move(converted);
}

void ColumnData::push(const Value& v) {
  if (kind == Kind::Nodes && v.type() == ValueType::Node) {
    nodes.push_back(v.node());
  } else if (kind == Kind::Edges && v.type() == ValueType::Edge) {
    edges.push_back(v.edge());
  } else if (kind == Kind::Integers && v.type() == ValueType::Integer) {
    integers.push_back(v.integer());
  } else if (kind == Kind::Floats && v.type() == ValueType::Float) {
    floats.push_back(v.floating());
  } else if (v.is_null()) {
    push_null();
  } else {
    become_values();
    values.push_back(v);
  }
}

ColumnData::Kind ColumnData::kind_of(const Value& value) {
  switch (value.type()) {
    case ValueType::Node:
      return Kind::Nodes;
    case ValueType::Edge:
      return Kind::Edges;
    case ValueType::Integer:
      return Kind::Integers;
    case ValueType::Float:
      return Kind::Floats;
    default:
      return Kind::Values;
  }
}

void ColumnData::push_null() {
  switch (kind) {
    case Kind::Nodes:
      nodes.push_back(null_node());
      break;
    case Kind::Edges:
      edges.push_back(EdgeValue{null_edge(), {}, {}, 0});
      break;
    case Kind::Texts:
      texts.emplace_back();
      break;
    default:
      become_values();
      values.emplace_back();
      break;
  }
}

std::uint64_t extra_bytes(const Value& value) {
  switch (value.type()) {
    case ValueType::String:
      return value.string().capacity();
    case ValueType::List: {
      std::uint64_t sum = 0;
      for (const Value& item : value.items()) sum += sizeof(Value) + extra_bytes(item);
      return sum;
    }
    case ValueType::Path:
      return value.path().edges.size() * (sizeof(EdgeValue) + sizeof(NodeId));
    default:
      return 0;
  }
}

std::uint64_t ColumnData::bytes() const {
  return nodes.capacity() * sizeof(NodeId) + edges.capacity() * sizeof(EdgeValue) +
         values.capacity() * sizeof(Value) + integers.capacity() * sizeof(std::int64_t) +
         floats.capacity() * sizeof(double) + texts.capacity() * sizeof(std::string_view) +
         assertions.bytes() + codes.capacity() * sizeof(std::uint32_t);
}

BatchColumn BatchColumn::of(std::shared_ptr<const ColumnData> data) {
  BatchColumn column;
  column.data_ = std::move(data);
  return column;
}

BatchColumn BatchColumn::of_nodes(std::vector<NodeId> nodes) {
  auto data = std::make_shared<ColumnData>();
  data->kind = ColumnData::Kind::Nodes;
  data->nodes = std::move(nodes);
  return of(std::move(data));
}

BatchColumn BatchColumn::of_edges(std::vector<EdgeValue> edges) {
  auto data = std::make_shared<ColumnData>();
  data->kind = ColumnData::Kind::Edges;
  data->edges = std::move(edges);
  return of(std::move(data));
}

BatchColumn BatchColumn::of_values(std::vector<Value> values) {
  auto data = std::make_shared<ColumnData>();
  data->values = std::move(values);
  return of(std::move(data));
}

BatchColumn BatchColumn::of_integers(std::vector<std::int64_t> integers) {
  auto data = std::make_shared<ColumnData>();
  data->kind = ColumnData::Kind::Integers;
  data->integers = std::move(integers);
  return of(std::move(data));
}

BatchColumn BatchColumn::of_floats(std::vector<double> floats) {
  auto data = std::make_shared<ColumnData>();
  data->kind = ColumnData::Kind::Floats;
  data->floats = std::move(floats);
  return of(std::move(data));
}

BatchColumn BatchColumn::of_texts(std::vector<std::string_view> texts) {
  auto data = std::make_shared<ColumnData>();
  data->kind = ColumnData::Kind::Texts;
  data->texts = std::move(texts);
  return of(std::move(data));
}

BatchColumn BatchColumn::of_assertions(AssertionColumn assertions) {
  auto data = std::make_shared<ColumnData>();
  data->kind = ColumnData::Kind::Assertions;
  data->assertions = std::move(assertions);
  return of(std::move(data));
}

BatchColumn BatchColumn::of_codes(std::vector<std::uint32_t> codes,
                                  std::shared_ptr<const ValueDictionary> dictionary) {
  auto data = std::make_shared<ColumnData>();
  data->kind = ColumnData::Kind::Codes;
  data->codes = std::move(codes);
  data->dictionary = std::move(dictionary);
  return of(std::move(data));
}

BatchColumn BatchColumn::constant(Value value) {
  auto data = std::make_shared<ColumnData>();
  data->values.push_back(std::move(value));
  BatchColumn column = of(std::move(data));
  column.constant_ = true;
  return column;
}

const Value& BatchColumn::value(std::size_t row, Value& made) const {
  if (holds(ColumnData::Kind::Values)) return data_->values[index(row)];
  if (holds(ColumnData::Kind::Codes)) return (*data_->dictionary)[data_->codes[index(row)]];
  made = value(row);
  return made;
}

NodeId BatchColumn::node_among_values(std::size_t row) const {
  if (data_ == nullptr) return null_node();
  const std::size_t at = index(row);
  if (data_->kind == ColumnData::Kind::Values && data_->values[at].type() == ValueType::Node) {
    return data_->values[at].node();
  }
  return null_node();
}

EdgeValue BatchColumn::edge(std::size_t row) const {
  if (data_ != nullptr) {
    const std::size_t at = index(row);
    if (data_->kind == ColumnData::Kind::Edges) return data_->edges[at];
    if (data_->kind == ColumnData::Kind::Values && data_->values[at].type() == ValueType::Edge) {
      return data_->values[at].edge();
    }
  }
  return EdgeValue{null_edge(), {}, {}, 0};
}

void Batch::keep(std::span<const std::uint8_t> live) {
  for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
    if (slot >= live.size() || live[slot] == 0) columns_[slot] = BatchColumn();
  }
}

Batch Batch::gather(std::vector<std::uint32_t> picked) const {
  Batch out(columns_.size(), picked.size());
  if (!weights_.empty()) {
    out.weights_.reserve(picked.size());
    for (const std::uint32_t row : picked) out.weights_.push_back(weights_[row]);
  }
  const auto direct = std::make_shared<const std::vector<std::uint32_t>>(std::move(picked));
  std::vector<std::pair<const void*, RowMap>> composed;  // few: one an age
  for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
    const BatchColumn& column = columns_[slot];
    if (!column.filled()) continue;
    BatchColumn& target = out.columns_[slot];
    target = column;
    if (column.constant_) continue;
    if (!column.rows_) {
      target.rows_ = direct;
      continue;
    }
    RowMap map;
    for (const auto& [from, made] : composed) {
      if (from == column.rows_.get()) map = made;
    }
    if (!map) {
      std::vector<std::uint32_t> rows;
      rows.reserve(direct->size());
      for (const std::uint32_t row : *direct) rows.push_back((*column.rows_)[row]);
      map = std::make_shared<const std::vector<std::uint32_t>>(std::move(rows));
      composed.emplace_back(column.rows_.get(), map);
    }
    target.rows_ = std::move(map);
  }
  return out;
}

void Batch::adopt(const Batch& other, std::span<const Slot> slots) {
  for (const Slot slot : slots) columns_[slot] = other.columns_[slot];
}

bool CountedRows::leave_in(Batch& batch) {
  if (rows_.empty()) return false;
  if (rows_.size() < batch.size()) batch = batch.gather(std::move(rows_));
  batch.set_weights(std::move(weights_));
  return true;
}

std::vector<std::uint32_t> first_rows(std::size_t n) {
  std::vector<std::uint32_t> rows(n);
  std::iota(rows.begin(), rows.end(), 0u);
  return rows;
}

void RowStore::append(const Batch& batch) {
  for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
    const BatchColumn& column = batch.column(static_cast<Slot>(slot));
    std::shared_ptr<ColumnData>& data = columns_[slot];
    if (!column.filled()) {
      if (data) {
        for (std::size_t row = 0; row < batch.size(); ++row) data->push_null();
      }
      continue;
    }
    if (!data) {
      data = std::make_shared<ColumnData>();
      const ColumnData::Kind kind = column.data().kind;
      const bool grows = kind != ColumnData::Kind::Assertions && kind != ColumnData::Kind::Codes;
      data->kind = grows ? kind : ColumnData::Kind::Values;
      for (std::size_t row = 0; row < rows_; ++row) data->push_null();
    }
    if (data->kind != column.data().kind) data->become_values();
    for (std::size_t row = 0; row < batch.size(); ++row) {
      const std::size_t at = column.index(row);
      switch (data->kind) {
        case ColumnData::Kind::Nodes:
          data->nodes.push_back(column.data().nodes[at]);
          break;
        case ColumnData::Kind::Edges:
          data->edges.push_back(column.data().edges[at]);
          break;
        case ColumnData::Kind::Integers:
          data->integers.push_back(column.data().integers[at]);
          break;
        case ColumnData::Kind::Floats:
          data->floats.push_back(column.data().floats[at]);
          break;
        case ColumnData::Kind::Texts:
          data->texts.push_back(column.data().texts[at]);
          break;
        default:
          data->values.push_back(column.data().value(at));
          value_bytes_ += extra_bytes(data->values.back());
          break;
      }
    }
  }
  if (batch.weighted() && weights_.empty()) weights_.assign(rows_, 1);
  if (batch.weighted() || !weights_.empty()) {
    for (std::size_t row = 0; row < batch.size(); ++row) weights_.push_back(batch.weight(row));
  }
  rows_ += batch.size();
}

std::uint64_t RowStore::bytes() const {
  std::uint64_t sum = value_bytes_ + weights_.capacity() * sizeof(std::uint64_t);
  for (const auto& data : columns_) {
    if (data) sum += data->bytes();
  }
  return sum;
}

Batch RowStore::take() {
  Batch out(columns_.size(), rows_);
  for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
    if (columns_[slot])
      out.set(static_cast<Slot>(slot), BatchColumn::of(std::move(columns_[slot])));
  }
  out.set_weights(std::move(weights_));
  columns_.assign(columns_.size(), nullptr);
  weights_.clear();
  rows_ = 0;
  value_bytes_ = 0;
  return out;
}

}  // namespace sarye
