// Nodes by tests of their properties, one of which must hold: each test is asked of a range's whole
// column, and what columns say is put together bit by bit.
#include <algorithm>
#include <array>
#include <bit>

#include "engine/executor/expression.h"
#include "engine/executor/operators.h"
#include "engine/executor/typed_text.h"

namespace sarye {

namespace {

// A bit a row of a range.
using RowBits = std::array<std::uint64_t, kRangeSize / 64>;

void set_bit(RowBits& bits, std::uint32_t row) {
  bits[row / 64] |= std::uint64_t{1} << (row % 64);
}

class ColumnLookupOperator final : public Operator {
 public:
  ColumnLookupOperator(QueryContext& context, const plan::ColumnLookup& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context) {
    adopt(std::move(input));
    if (plan.predicate.kind == ExprKind::Or) {
      add_tests(plan.predicate);
    } else {
      tests_.emplace_back().expression = &plan.predicate;
    }
  }

 private:
  struct Test {
    const BoundExpression* expression = nullptr;
    Value wanted;
    std::uint64_t present = 0;  // nodes that have the property, or pass another test
  };
  // What a test says of a range.
  struct Answer {
    RowBits holds{};
    RowBits known{};    // it holds or it does not; else it is null
    RowBits present{};  // the property has a value
  };

  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      if (!found_) {
        if (auto done = find(); !done) return done.error();
        found_ = true;
      }
      for (std::uint32_t row = 0; row < out.size(); ++row) note_dropped(out.weight(row));
      if (nodes_.empty()) continue;
      std::vector<std::uint32_t> parents(out.size() * nodes_.size());
      std::vector<NodeId> nodes;
      nodes.reserve(parents.size());
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        std::fill_n(parents.begin() + static_cast<std::ptrdiff_t>(nodes.size()), nodes_.size(),
                    row);
        nodes.insert(nodes.end(), nodes_.begin(), nodes_.end());
      }
      out = out.gather(std::move(parents));
      out.set(plan_.slot, BatchColumn::of_nodes(std::move(nodes)));
      return true;
    }
  }
  void rewind() override {}

  void add_tests(const BoundExpression& either) {
    for (const BoundExpression& each : either.operands) {
      if (each.kind == ExprKind::Or) {
        add_tests(each);
      } else {
        tests_.emplace_back().expression = &each;
      }
    }
  }

  Result<void> find() {
    for (Test& test : tests_) {
      auto wanted = evaluator_.constant(test.expression->operands[1]);
      if (!wanted) return wanted.error();
      test.wanted = std::move(*wanted);
    }
    for (const TypeId type : plan_.types) {
      total_ += context_.graph.node_count(type);
      const std::uint32_t limit = context_.graph.node_limit(type);
      for (std::uint32_t range = 0; std::uint64_t{range} << kRangeBits < limit; ++range) {
        if (auto ok = context_.budget.check(); !ok) return ok;
        if (auto done = find_in(type, range); !done) return done;
      }
    }
    return hold(nodes_.size() * sizeof(NodeId), "a look-up's nodes");
  }

  Result<void> find_in(TypeId type, std::uint32_t range) {
    answers_.assign(tests_.size(), Answer());
    RowBits holds{};
    RowBits known{};
    for (std::size_t i = 0; i < tests_.size(); ++i) {
      if (auto done = ask(tests_[i], type, range, answers_[i]); !done) return done;
      for (std::size_t word = 0; word < holds.size(); ++word) {
        holds[word] |= answers_[i].holds[word];
        known[word] = i == 0 ? answers_[i].known[word] : known[word] & answers_[i].known[word];
      }
    }
    for (std::size_t word = 0; word < holds.size(); ++word) {
      settled_ += static_cast<std::uint64_t>(std::popcount(holds[word] | known[word]));
      for (std::size_t i = 0; i < tests_.size(); ++i) {
        tests_[i].present +=
            static_cast<std::uint64_t>(std::popcount(holds[word] | answers_[i].present[word]));
      }
      for (std::uint64_t bits = holds[word]; bits != 0; bits &= bits - 1) {
        const auto row = static_cast<std::uint32_t>(
            word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
        const NodeId node(type, range << kRangeBits | row);
        auto there = context_.graph.exists(node);
        if (!there) return there.error();
        if (*there) nodes_.push_back(node);
      }
    }
    return {};
  }

  Result<void> ask(const Test& test, TypeId type, std::uint32_t range, Answer& out) {
    const BoundExpression& property = test.expression->operands[0];
    const std::string_view name = property_name(property.property, type);
    if (has_other_form(name, context_.graph.is_literature())) {
      return ask_values(test, type, name, range, out);
    }
    auto found = context_.graph.property_column(type, name, range);
    if (!found) return found.error();
    if (*found == nullptr || (*found)->size() == 0) return {};
    const Column& column = **found;
    note_present(column, out.present);
    const bool is_text = test.wanted.type() == ValueType::String;
    if (!is_text && test.expression->kind != ExprKind::Compare) return {};  // null of every row
    if (is_text && column.kind() == ColumnKind::String) {
      out.known = out.present;
      return ask_texts(test, type, name, range, column, out.holds);
    }
    if (is_text && column.kind() == ColumnKind::Dictionary) {
      out.known = out.present;
      ask_dictionary(test, column, out.holds);
    } else if (test.wanted.type() == ValueType::Integer && column.kind() == ColumnKind::Integer) {
      out.known = out.present;
      const std::span<const std::int64_t> values = column.integers();
      for (std::uint32_t row = 0; row < column.size(); ++row) {
        if (values[row] == test.wanted.integer() && column.has(row)) set_bit(out.holds, row);
      }
    } else {
      for (std::uint32_t row = 0; row < column.size(); ++row) {
        if (column.has(row)) note(test, column.at(row), row, out);
      }
    }
    return {};
  }

  Result<void> ask_texts(const Test& test, TypeId type, std::string_view name, std::uint32_t range,
                         const Column& column, RowBits& holds) {
    const std::string& wanted = test.wanted.string();
    const ExprKind kind = test.expression->kind;
    if (kind == ExprKind::Contains) {
      rows_.clear();
      auto done = context_.graph.rows_containing(type, name, range, wanted, rows_);
      for (const std::uint32_t row : rows_) set_bit(holds, row);
      return done;
    }
    if (kind != ExprKind::EndsWith) {
      if (const auto ordered = column.rows_with_prefix(wanted)) {
        for (const std::uint32_t row : *ordered) {
          if (fits_text(kind, column.text(row), wanted)) set_bit(holds, row);
        }
        return {};
      }
    }
    for (std::uint32_t row = 0; row < column.size(); ++row) {
      if (fits_text(kind, column.text(row), wanted) && column.has(row)) set_bit(holds, row);
    }
    return {};
  }

  static void ask_dictionary(const Test& test, const Column& column, RowBits& holds) {
    std::vector<std::uint8_t> fitting(column.dictionary_size());
    bool any = false;
    for (std::uint32_t code = 0; code < column.dictionary_size(); ++code) {
      const bool fits =
          fits_text(test.expression->kind, column.dictionary_text(code), test.wanted.string());
      fitting[code] = fits ? 1 : 0;
      any = any || fits;
    }
    if (!any) return;
    const std::span<const std::uint32_t> codes = column.codes();
    for (std::uint32_t row = 0; row < column.size(); ++row) {
      if (fitting[codes[row]] != 0 && column.has(row)) set_bit(holds, row);
    }
  }

  // What is no column: one value after another.
  Result<void> ask_values(const Test& test, TypeId type, std::string_view name, std::uint32_t range,
                          Answer& out) {
    auto offsets = context_.graph.nodes_of_range(type, range);
    if (!offsets) return offsets.error();
    std::vector<Value> values;
    auto read = context_.graph.properties(type, name, *offsets, values);
    if (!read) return read;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i].is_null()) continue;
      const std::uint32_t row = (*offsets)[i] & (kRangeSize - 1);
      set_bit(out.present, row);
      note(test, values[i], row, out);
    }
    return {};
  }

  static void note(const Test& test, const Value& value, std::uint32_t row, Answer& out) {
    Truth truth = Truth::Null;
    if (test.expression->kind == ExprKind::Compare) {
      truth = equals(value, test.wanted);
    } else if (value.type() == ValueType::String && test.wanted.type() == ValueType::String) {
      const bool fits = fits_text(test.expression->kind, value.string(), test.wanted.string());
      truth = fits ? Truth::True : Truth::False;
    }
    if (truth != Truth::Null) set_bit(out.known, row);
    if (truth == Truth::True) set_bit(out.holds, row);
  }

  static void note_present(const Column& column, RowBits& bits) {
    const std::span<const std::uint64_t> some = column.present();
    if (!some.empty()) {
      std::copy(some.begin(), some.end(), bits.begin());
      return;
    }
    std::fill_n(bits.begin(), column.size() / 64, ~std::uint64_t{0});
    if (column.size() % 64 != 0) {
      bits[column.size() / 64] = (std::uint64_t{1} << (column.size() % 64)) - 1;
    }
  }

  // What a filter would have noted of nodes for which the predicate is null.
  void note_dropped(std::uint64_t weight) {
    if (total_ <= settled_) return;
    if (profile_.null_drops.empty()) {
      NullDrop drop{&plan_.predicate, nullptr, 0};
      for (auto test = tests_.rbegin(); test != tests_.rend(); ++test) {
        if (test->present < total_) drop.absent = &test->expression->operands[0];
      }
      profile_.null_drops = {drop};
    }
    profile_.null_drops.front().rows += (total_ - settled_) * weight;
  }

  const plan::ColumnLookup& plan_;
  Evaluator evaluator_;
  std::vector<Test> tests_;
  bool found_ = false;
  std::vector<NodeId> nodes_;
  std::uint64_t total_ = 0;    // nodes of the types
  std::uint64_t settled_ = 0;  // those for which the predicate is true or false
  std::vector<Answer> answers_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

OperatorPtr make_column_lookup(QueryContext& context, const plan::ColumnLookup& plan,
                               OperatorPtr input) {
  return std::make_unique<ColumnLookupOperator>(context, plan, std::move(input));
}

}  // namespace sarye
