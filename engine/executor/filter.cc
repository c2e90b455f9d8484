// WHERE, projections and UNWIND: what is done row by row.
#include <algorithm>

#include "engine/executor/assertion_rows.h"
#include "engine/executor/expression.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class FilterOperator final : public Operator {
 public:
  FilterOperator(QueryContext& context, const plan::Filter& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      auto kept = evaluator_.keep(plan_.predicates, out, &profile_.null_drops);
      if (!kept) return kept.error();
      if (kept->empty()) continue;
      if (kept->size() < out.size()) out = out.gather(std::move(*kept));
      return true;
    }
  }
  void rewind() override {}

  const plan::Filter& plan_;
  Evaluator evaluator_;
};

class ProjectOperator final : public Operator {
 public:
  ProjectOperator(QueryContext& context, const plan::Project& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    auto more = input().next(out);
    if (!more || !*more) return more;
    std::vector<BatchColumn> made;
    for (const BoundColumn& column : plan_.columns) {
      auto values = evaluator_.column(column.expression, out);
      if (!values) return values.error();
      made.push_back(std::move(*values));
    }
    for (std::size_t i = 0; i < made.size(); ++i)
      out.set(plan_.columns[i].slot, std::move(made[i]));
    return true;
  }
  void rewind() override {}

  const plan::Project& plan_;
  Evaluator evaluator_;
};

class UnwindOperator final : public Operator {
 public:
  UnwindOperator(QueryContext& context, const plan::Unwind& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      if (row_ >= rows_.size()) {
        auto more = input().next(rows_);
        if (!more || !*more) return more;
        row_ = item_ = 0;
        of_edges_ = lists_assertions();
        if (of_edges_) continue;
        // A list that reads no row is made once, not for each row of the batch.
        if (is_constant(plan_.list)) {
          auto list = evaluator_.constant(plan_.list);
          if (!list) return list.error();
          lists_ = BatchColumn::constant(std::move(*list));
        } else {
          auto lists = evaluator_.column(plan_.list, rows_);
          if (!lists) return lists.error();
          lists_ = std::move(*lists);
        }
      }
      if (of_edges_) {
        auto any = assertions(out);
        if (!any) return any;
        if (*any) return true;
        continue;
      }
      std::vector<std::uint32_t> parents;
      std::vector<Value> values;
      for (; row_ < rows_.size() && values.size() < kBatchRows; ++row_, item_ = 0) {
        const Value list = lists_.value(row_);
        if (list.is_null()) continue;
        if (list.type() != ValueType::List) {
          values.push_back(list);
        } else {
          const auto& items = list.items();
          while (item_ < items.size() && values.size() < kBatchRows)
            values.push_back(items[item_++]);
          parents.resize(values.size(), static_cast<std::uint32_t>(row_));
          if (item_ < items.size()) break;
        }
        parents.resize(values.size(), static_cast<std::uint32_t>(row_));
      }
      if (values.empty()) continue;
      out = rows_.gather(std::move(parents));
      out.set(plan_.slot, BatchColumn::of_values(std::move(values)));
      return true;
    }
  }
  void rewind() override {
    rows_ = Batch();
    row_ = item_ = 0;
  }

  // assertions(r) of a column of edges: no list is made of them.
  bool lists_assertions() const {
    return plan_.list.kind == ExprKind::Call && plan_.list.function == FunctionId::Assertions &&
           plan_.list.operands[0].kind == ExprKind::Variable &&
           rows_.column(plan_.list.operands[0].slot).holds(ColumnData::Kind::Edges);
  }

  // The surviving assertions of whole edges, until a batch is full.
  Result<bool> assertions(Batch& out) {
    const BatchColumn& edges = rows_.column(plan_.list.operands[0].slot);
    found_.clear(std::min(kBatchRows, 2 * (rows_.size() - row_)) + 16);
    for (; row_ < rows_.size() && found_.size() < kBatchRows; ++row_) {
      const EdgeValue edge = edges.edge(row_);
      if (edge.id == null_edge()) continue;
      auto added = found_.add(context_.evidence, edge.id, context_.evidence.filter(edge.filter),
                              static_cast<std::uint32_t>(row_));
      if (!added) return added.error();
    }
    if (found_.size() == 0) return false;
    out = found_.take(rows_, plan_.slot);
    return true;
  }

  const plan::Unwind& plan_;
  Evaluator evaluator_;
  bool of_edges_ = false;
  Batch rows_;
  BatchColumn lists_;
  std::size_t row_ = 0;
  std::size_t item_ = 0;
  AssertionRows found_;
};

}  // namespace

OperatorPtr make_filter(QueryContext& context, const plan::Filter& plan, OperatorPtr input) {
  return std::make_unique<FilterOperator>(context, plan, std::move(input));
}
OperatorPtr make_project(QueryContext& context, const plan::Project& plan, OperatorPtr input) {
  return std::make_unique<ProjectOperator>(context, plan, std::move(input));
}
OperatorPtr make_unwind(QueryContext& context, const plan::Unwind& plan, OperatorPtr input) {
  return std::make_unique<UnwindOperator>(context, plan, std::move(input));
}

}  // namespace sarye
