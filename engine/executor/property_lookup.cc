// Nodes by the value of a property. The first input row scans the column; from the second on, a
// hash table of the column answers. A name of an open store is looked up in the name index.
#include <algorithm>
#include <unordered_map>

#include "engine/executor/expression.h"
#include "engine/executor/operators.h"
#include "engine/executor/typed_text.h"

namespace sarye {

namespace {

class PropertyLookupOperator final : public Operator {
 public:
  PropertyLookupOperator(QueryContext& context, const plan::PropertyLookup& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      auto wanted = evaluator_.column(plan_.value, out);
      if (!wanted) return wanted.error();
      std::vector<NodeId> nodes;
      std::vector<std::uint32_t> parents;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        const Value value = wanted->value(row);
        if (!value.is_null()) {
          auto found = row_count_++ == 0 ? scan(value, nodes) : probe(value, nodes);
          if (!found) return found.error();
        }
        parents.resize(nodes.size(), row);
      }
      if (nodes.empty()) continue;
      out = out.gather(std::move(parents));
      out.set(plan_.slot, BatchColumn::of_nodes(std::move(nodes)));
      return true;
    }
  }
  void rewind() override {}

  // Calls f(node, value) for every node of the types that has the property.
  template <typename F>
  Result<void> each_value(F&& f) {
    std::vector<Value> values;
    for (const TypeId type : plan_.types) {
      const std::string_view name = property_name(plan_.property, type);
      const std::uint32_t limit = context_.graph.node_limit(type);
      for (std::uint32_t range = 0; std::uint64_t{range} << kRangeBits < limit; ++range) {
        if (auto ok = context_.budget.check(); !ok) return ok;
        auto offsets = context_.graph.nodes_of_range(type, range);
        if (!offsets) return offsets.error();
        if (offsets->empty()) continue;
        auto read = context_.graph.properties(type, name, *offsets, values);
        if (!read) return read;
        for (std::size_t i = 0; i < values.size(); ++i) {
          if (!values[i].is_null()) f(NodeId(type, (*offsets)[i]), values[i]);
        }
      }
    }
    return {};
  }

  Result<void> scan(const Value& wanted, std::vector<NodeId>& out) {
    if (wanted.type() == ValueType::String && is_indexed_name()) return named(wanted, out);
    const std::size_t before = out.size();
    auto typed = scan_columns(wanted, out);
    if (!typed) return typed.error();
    if (*typed) return {};
    out.resize(before);
    return scan_values(wanted, out);
  }

  // Whether the name index has every node by this property: equal texts have equal name keys.
  bool is_indexed_name() const {
    if (context_.graph.is_literature()) return false;
    return std::all_of(plan_.types.begin(), plan_.types.end(), [this](TypeId type) {
      return property_name(plan_.property, type) == "name";
    });
  }

  // By the index; the comparison decides.
  Result<void> named(const Value& wanted, std::vector<NodeId>& out) {
    if (wanted.string().empty()) return scan_values(wanted, out);  // it is not in the index
    for (const TypeId type : plan_.types) {
      auto matches = context_.graph.find_entities(type, wanted.string());
      if (!matches) return matches.error();
      std::vector<NodeId> found;
      for (const EntityMatch& match : *matches) {
        if (match.node.type() != type) continue;
        auto value = context_.graph.property(match.node, "name");
        if (!value) return value.error();
        if (equals(*value, wanted) == Truth::True) found.push_back(match.node);
      }
      std::sort(found.begin(), found.end());
      out.insert(out.end(), found.begin(), found.end());
    }
    return {};
  }

  Result<void> scan_values(const Value& wanted, std::vector<NodeId>& out) {
    return each_value([&](NodeId node, const Value& value) {
      if (equals(value, wanted) == Truth::True) out.push_back(node);
    });
  }

  // The same over columns of whole numbers or of texts, without a Value of each. False: some are of
  // another kind.
  Result<bool> scan_columns(const Value& wanted, std::vector<NodeId>& out) {
    const bool is_text = wanted.type() == ValueType::String;
    if (!is_text && wanted.type() != ValueType::Integer) return false;
    for (const TypeId type : plan_.types) {
      const std::string_view name = property_name(plan_.property, type);
      if (has_other_form(name, context_.graph.is_literature())) return false;
      if (!is_text) {
        auto numbered = context_.graph.node_by_number(type, name, wanted.integer());
        if (!numbered) return numbered.error();
        if (numbered->node) out.push_back(*numbered->node);
        if (numbered->known) continue;
      }
      const std::uint32_t limit = context_.graph.node_limit(type);
      for (std::uint32_t range = 0; std::uint64_t{range} << kRangeBits < limit; ++range) {
        auto found = context_.graph.property_column(type, name, range);
        if (!found) return found.error();
        const Column* column = *found;
        if (column == nullptr || column->kind() == ColumnKind::Empty) continue;
        found_rows_.clear();
        if (is_text && column->kind() == ColumnKind::Dictionary) {
          dictionary_rows(*column, wanted.string());
        } else if (is_text && column->kind() == ColumnKind::String) {
          string_rows(*column, wanted.string());
        } else if (!is_text && column->kind() == ColumnKind::Integer) {
          const std::span<const std::int64_t> values = column->integers();
          for (std::uint32_t row = 0; row < column->size(); ++row) {
            if (values[row] == wanted.integer() && column->has(row)) found_rows_.push_back(row);
          }
        } else {
          return false;
        }
        for (const std::uint32_t row : found_rows_) {
          const NodeId node(type, range << kRangeBits | row);
          auto there = context_.graph.exists(node);
          if (!there) return there.error();
          if (*there) out.push_back(node);
        }
      }
    }
    return true;
  }

  void string_rows(const Column& column, std::string_view wanted) {
    const auto ordered = column.rows_with_prefix(wanted);
    if (ordered) {
      for (const std::uint32_t row : *ordered) {
        if (column.text(row) == wanted) found_rows_.push_back(row);
      }
      std::sort(found_rows_.begin(), found_rows_.end());
      return;
    }
    for (std::uint32_t row = 0; row < column.size(); ++row) {
      if (column.text(row) == wanted && column.has(row)) found_rows_.push_back(row);
    }
  }

  void dictionary_rows(const Column& column, std::string_view wanted) {
    std::uint32_t code = 0;
    while (code < column.dictionary_size() && column.dictionary_text(code) != wanted) ++code;
    if (code == column.dictionary_size()) return;
    const std::span<const std::uint32_t> codes = column.codes();
    for (std::uint32_t row = 0; row < column.size(); ++row) {
      if (codes[row] == code && column.has(row)) found_rows_.push_back(row);
    }
  }

  Result<void> probe(const Value& wanted, std::vector<NodeId>& out) {
    if (!indexed_) {
      std::uint64_t bytes = 0;
      auto done = each_value([&](NodeId node, Value& value) {
        bytes += 64 + extra_bytes(value);
        table_[group_hash(value)].emplace_back(node, std::move(value));
      });
      if (!done) return done;
      if (auto ok = hold(bytes, "a property look-up's table"); !ok) return ok;
      indexed_ = true;
    }
    const auto found = table_.find(group_hash(wanted));
    if (found == table_.end()) return {};
    for (const auto& [node, value] : found->second) {
      if (equals(value, wanted) == Truth::True) out.push_back(node);
    }
    return {};
  }

  const plan::PropertyLookup& plan_;
  Evaluator evaluator_;
  std::uint64_t row_count_ = 0;
  bool indexed_ = false;
  std::vector<std::uint32_t> found_rows_;  // of the column at hand
  std::unordered_map<std::size_t, std::vector<std::pair<NodeId, Value>>> table_;
};

}  // namespace

OperatorPtr make_property_lookup(QueryContext& context, const plan::PropertyLookup& plan,
                                 OperatorPtr input) {
  return std::make_unique<PropertyLookupOperator>(context, plan, std::move(input));
}

}  // namespace sarye
