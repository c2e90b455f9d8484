// Nodes by the value of a property. The first input row scans the column; from the second on, a
// hash table of the column answers.
#include "engine/executor/operators.h"

#include <unordered_map>

#include "engine/executor/expression.h"

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
    return each_value([&](NodeId node, const Value& value) {
      if (equals(value, wanted) == Truth::True) out.push_back(node);
    });
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
  std::unordered_map<std::size_t, std::vector<std::pair<NodeId, Value>>> table_;
};

}  // namespace

OperatorPtr make_property_lookup(QueryContext& context, const plan::PropertyLookup& plan,
                                 OperatorPtr input) {
  return std::make_unique<PropertyLookupOperator>(context, plan, std::move(input));
}

}  // namespace sarye
