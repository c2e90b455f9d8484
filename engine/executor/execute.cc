#include "engine/executor/execute.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <thread>

#include "engine/executor/citations.h"
#include "engine/executor/expression.h"
#include "engine/executor/operator_builder.h"
#include "engine/executor/runtime_error.h"

namespace sarye {

namespace {

Error too_many_rows(std::uint64_t limit) {
  return limit_reached("the result has over " + std::to_string(limit) + " rows",
                       "add a LIMIT, or raise the limit with --max-rows or SET max_rows");
}

// Reports are in the order of EXPLAIN: an operator, then its inputs below it.
std::vector<std::size_t> inputs_of(std::span<const OperatorReport> operators, std::size_t at) {
  std::vector<std::size_t> out;
  for (std::size_t k = at + 1; k < operators.size() && operators[k].depth > operators[at].depth;
       ++k) {
    if (operators[k].depth == operators[at].depth + 1) out.push_back(k);
  }
  return out;
}

// Of an operator that gave no row, the inputs that must have rows for it to give one, in the order
// in which it asks them.
std::vector<std::size_t> needed_inputs(std::span<const OperatorReport> operators, std::size_t at) {
  std::vector<std::size_t> inputs = inputs_of(operators, at);
  if (operators[at].node == nullptr || inputs.size() < 2) return inputs;
  const PlanOperator& op = operators[at].node->op;
  // A join asks its left side only when the right one has rows.
  if (std::holds_alternative<plan::Join>(op)) return {inputs[1], inputs[0]};
  const auto* apply = std::get_if<plan::Apply>(&op);
  if (apply != nullptr && apply->kind != plan::Apply::Kind::Inner) return {inputs[0]};
  const auto* set = std::get_if<plan::SetOperation>(&op);
  const bool except =
      set != nullptr && (set->op == SetOperator::Except || set->op == SetOperator::ExceptAll);
  return except ? std::vector<std::size_t>{inputs[0]} : inputs;
}

// The operator that lost the last row: from the root down, for as long as an input gave none.
std::optional<EmptyStep> emptied_by(std::span<const OperatorReport> operators) {
  if (operators.empty()) return std::nullopt;
  for (std::size_t at = 0;;) {
    std::uint64_t rows_in = 0;
    std::optional<std::size_t> empty;
    for (const std::size_t input : needed_inputs(operators, at)) {
      rows_in += operators[input].profile.rows;
      if (!empty && operators[input].profile.rows == 0) empty = input;
    }
    if (!empty) {
      if (operators[at].node == nullptr) return std::nullopt;
      return EmptyStep{operators[at].node, rows_in, operators[at].profile};
    }
    at = *empty;
  }
}

// Of each input of a Compare without findings; empty: there is none, or an input had rows.
std::vector<EmptyStep> emptied_sets(std::span<const OperatorReport> operators) {
  const auto is_compare = [](const OperatorReport& report) {
    return report.node != nullptr && std::holds_alternative<plan::Compare>(report.node->op);
  };
  std::vector<EmptyStep> out;
  const auto compare = std::find_if(operators.begin(), operators.end(), is_compare);
  if (compare == operators.end() || compare->profile.rows > 0) return out;
  for (auto begin = compare + 1; begin != operators.end() && begin->depth > compare->depth;) {
    const auto end = std::find_if(begin + 1, operators.end(), [&](const OperatorReport& report) {
      return report.depth <= compare->depth + 1;
    });
    if (begin->profile.rows > 0) return {};
    const auto step = emptied_by(std::span(begin, end));
    if (!step) return {};
    out.push_back(*step);
    begin = end;
  }
  return out;
}

// An empty set turns every finding into one that the other sets have alone: that is to be said.
void notices_of_sets(const QueryContext& context, std::vector<Notice>& out) {
  if (!context.query.compare) return;
  for (const BoundCompare::Set& set : context.query.compare->sets) {
    const auto& documents = context.evidence.filter(set.documents).documents;
    if (!documents || documents->count() > 0) continue;
    out.push_back({"no document of the store is in " + set.name, set.place});
  }
}

class Drain {
 public:
  Drain(const Plan& plan, QueryContext& context, QueryResult& out)
      : plan_(plan), context_(context), out_(out), book_(context), evaluator_(context) {}

  Result<void> all(Operator& root) {
    for (const auto& [name, slot] : plan_.columns) out_.columns.push_back(name);
    if (plan_.cite) {
      out_.cite_column = out_.columns.size();
      out_.columns.push_back(plan_.cite->column);
      if (plan_.cite->limit) {
        auto limit = row_count(evaluator_, *plan_.cite->limit, "LIMIT");
        if (!limit) return limit.error();
        cite_limit_ = *limit;
      }
    }
    const std::uint64_t limit = context_.budget.limits().rows;
    Batch batch;
    for (;;) {
      auto more = root.next(batch);
      if (!more) return more.error();
      if (!*more) break;
      if (limit != 0 && out_.rows.size() + batch.size() > limit) return too_many_rows(limit);
      for (std::size_t row = 0; row < batch.size(); ++row) {
        if (auto done = add(batch, row); !done) return done;
      }
      auto ok = context_.budget.take(bytes_, "the result");
      bytes_ = 0;
      if (!ok) return ok;
    }
    out_.citations = book_.take();
    return {};
  }

 private:
  Result<void> add(const Batch& batch, std::size_t row) {
    std::vector<Value> cells;
    cells.reserve(out_.columns.size());
    for (const auto& [name, slot] : plan_.columns) cells.push_back(batch.column(slot).value(row));
    if (plan_.cite) {
      auto numbers = book_.cite(batch.column(plan_.cite->slot).value(row), cite_limit_);
      if (!numbers) return numbers.error();
      std::vector<Value> items;
      for (const std::uint32_t number : *numbers) items.emplace_back(std::int64_t{number});
      cells.push_back(Value::list(std::move(items)));
    }
    for (const Value& cell : cells) bytes_ += sizeof(Value) + extra_bytes(cell);
    out_.rows.push_back(std::move(cells));
    return {};
  }

  const Plan& plan_;
  QueryContext& context_;
  QueryResult& out_;
  CitationBook book_;
  Evaluator evaluator_;
  std::uint64_t cite_limit_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t bytes_ = 0;
};

}  // namespace

Result<QueryResult> execute(const Plan& plan, const BoundQuery& query, const GraphView& graph,
                            const ExecuteOptions& options) {
  if (query.generation != graph.generation()) {
    return Error{ErrorCode::Semantic, "the query was bound to another generation of the store",
                 "bind it again", "StaleQuery"};
  }
  auto context =
      QueryContext::make(query, graph, options.limits, options.cancel, options.parameters);
  if (!context) return context.error();
  (*context)->threads = options.threads > 0
                            ? options.threads
                            : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  (*context)->sharing = options.sharing;
  BuiltOperators operators = build_operators(plan, **context, options.profile);
  QueryResult out;
  Drain drain(plan, **context, out);
  if (auto done = drain.all(*operators.root); !done) return done.error();
  const auto report = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const BuiltOperators::Entry& entry = operators.entries[i];
      out.operators.push_back({entry.node, entry.depth, entry.made->profile()});
    }
  };
  report(0, operators.root_entries);
  if (out.rows.empty()) {
    out.emptied_by = emptied_by(out.operators);
    out.emptied_sets = emptied_sets(out.operators);
  }
  report(operators.root_entries, operators.entries.size());
  out.notices = query.notices;
  out.notices.insert(out.notices.end(), plan.notices.begin(), plan.notices.end());
  notices_of_sets(**context, out.notices);
  return out;
}

}  // namespace sarye
