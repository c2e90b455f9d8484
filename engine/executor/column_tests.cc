#include "engine/executor/column_tests.h"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/executor/expression.h"
#include "engine/executor/typed_text.h"

namespace sarye {

namespace {

// A bit a row of a range.
using RowBits = std::array<std::uint64_t, kRangeSize / 64>;

void set_bit(RowBits& bits, std::uint32_t row) {
  bits[row / 64] |= std::uint64_t{1} << (row % 64);
}

RowBits rows_present(const Column& column) {
  RowBits bits{};
  const std::span<const std::uint64_t> some = column.present();
  if (!some.empty()) {
    std::copy(some.begin(), some.end(), bits.begin());
    return bits;
  }
  std::fill_n(bits.begin(), column.size() / 64, ~std::uint64_t{0});
  if (column.size() % 64 != 0) {
    bits[column.size() / 64] = (std::uint64_t{1} << (column.size() % 64)) - 1;
  }
  return bits;
}

}  // namespace

// What a test says of a range.
struct ColumnTests::Answer {
  RowBits holds{};
  RowBits known{};    // it holds or it does not; else it is null
  RowBits present{};  // the property has a value
};

ColumnTests::ColumnTests(const QueryContext& context, const BoundExpression& predicate)
    : context_(context) {
  add(predicate);
}

void ColumnTests::add(const BoundExpression& predicate) {
  if (predicate.kind != ExprKind::Or) {
    tests_.emplace_back().expression = &predicate;
    return;
  }
  for (const BoundExpression& each : predicate.operands) add(each);
}

Result<void> ColumnTests::prepare(Evaluator& evaluator) {
  for (Test& test : tests_) {
    auto wanted = evaluator.constant(test.expression->operands[1]);
    if (!wanted) return wanted.error();
    test.wanted = std::move(*wanted);
  }
  return {};
}

// nullopt: several tests, or another one.
std::optional<ColumnTests::Beginning> ColumnTests::beginning(TypeId type) const {
  if (tests_.size() != 1) return std::nullopt;
  const Test& test = tests_.front();
  const ExprKind kind = test.expression->kind;
  if (kind == ExprKind::Contains || kind == ExprKind::EndsWith) return std::nullopt;
  if (test.wanted.type() != ValueType::String) return std::nullopt;
  const std::string_view name = property_name(test.expression->operands[0].property, type);
  if (has_other_form(name, context_.graph.is_literature())) return std::nullopt;
  return Beginning{kind, name, test.wanted.string()};
}

Result<bool> ColumnTests::find_in_order(TypeId type, ColumnTestsFound& out) const {
  const auto text = beginning(type);
  if (!text) return false;
  auto run = context_.graph.nodes_beginning(type, text->property, text->wanted);
  if (!run) return run.error();
  if (!run->known) return false;
  out.present.resize(1);
  out.present.front() += run->values;
  out.settled += run->values;
  for (const std::uint32_t offset : run->offsets) {
    if (text->kind != ExprKind::StartsWith) {
      auto column = context_.graph.property_column(type, text->property, offset >> kRangeBits);
      if (!column) return column.error();
      if ((*column)->text(offset & (kRangeSize - 1)) != text->wanted) continue;
    }
    out.nodes.emplace_back(type, offset);
  }
  return true;
}

// Where the column has its texts in order: what is found is few, and nothing is asked of the other
// rows. False: it has not.
Result<bool> ColumnTests::find_beginning(TypeId type, std::uint32_t range,
                                         ColumnTestsFound& out) const {
  const auto text = beginning(type);
  if (!text) return false;
  auto found = context_.graph.property_column(type, text->property, range);
  if (!found) return found.error();
  if (*found == nullptr) return false;
  const Column& column = **found;
  const auto ordered = column.rows_with_prefix(text->wanted);
  if (!ordered) return false;
  out.present.resize(1);
  out.present.front() += column.values();
  out.settled += column.values();
  const std::size_t before = out.nodes.size();
  for (const std::uint32_t row : *ordered) {
    if (!fits_text(text->kind, column.text(row), text->wanted)) continue;
    const NodeId node(type, range << kRangeBits | row);
    auto there = context_.graph.exists(node);
    if (!there) return there.error();
    if (*there) out.nodes.push_back(node);
  }
  std::sort(out.nodes.begin() + static_cast<std::ptrdiff_t>(before), out.nodes.end());
  return true;
}

Result<void> ColumnTests::find(TypeId type, std::uint32_t range, ColumnTestsFound& out) const {
  auto done_by_text = find_beginning(type, range, out);
  if (!done_by_text) return done_by_text.error();
  if (*done_by_text) return {};
  std::vector<Answer> answers(tests_.size());
  RowBits holds{};
  RowBits known;
  known.fill(~std::uint64_t{0});
  for (std::size_t i = 0; i < tests_.size(); ++i) {
    if (auto done = ask(tests_[i], type, range, answers[i]); !done) return done;
    for (std::size_t word = 0; word < holds.size(); ++word) {
      holds[word] |= answers[i].holds[word];
      known[word] &= answers[i].known[word];
    }
  }
  out.present.resize(tests_.size());
  for (std::size_t word = 0; word < holds.size(); ++word) {
    out.settled += static_cast<std::uint64_t>(std::popcount(holds[word] | known[word]));
    for (std::size_t i = 0; i < tests_.size(); ++i) {
      out.present[i] +=
          static_cast<std::uint64_t>(std::popcount(holds[word] | answers[i].present[word]));
    }
    for (std::uint64_t bits = holds[word]; bits != 0; bits &= bits - 1) {
      const auto row =
          static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
      const NodeId node(type, range << kRangeBits | row);
      auto there = context_.graph.exists(node);
      if (!there) return there.error();
      if (*there) out.nodes.push_back(node);
    }
  }
  return {};
}

Result<void> ColumnTests::ask(const Test& test, TypeId type, std::uint32_t range,
                              Answer& out) const {
  const std::string_view name = property_name(test.expression->operands[0].property, type);
  if (has_other_form(name, context_.graph.is_literature())) {
    return ask_values(test, type, name, range, out);
  }
  auto found = context_.graph.property_column(type, name, range);
  if (!found) return found.error();
  if (*found == nullptr || (*found)->size() == 0) return {};
  const Column& column = **found;
  out.present = rows_present(column);
  const bool is_text = test.wanted.type() == ValueType::String;
  if (!is_text && test.expression->kind != ExprKind::Compare) return {};  // null for every row
  if (is_text && column.kind() == ColumnKind::String) {
    return ask_texts(test, type, name, range, column, out);
  }
  if (is_text && column.kind() == ColumnKind::Dictionary) {
    ask_dictionary(test, column, out);
  } else if (test.wanted.type() == ValueType::Integer && column.kind() == ColumnKind::Integer) {
    ask_integers(test, column, out);
  } else {
    for (std::uint32_t row = 0; row < column.size(); ++row) {
      if (column.has(row)) note(test, column.at(row), row, out);
    }
  }
  return {};
}

Result<void> ColumnTests::ask_texts(const Test& test, TypeId type, std::string_view name,
                                    std::uint32_t range, const Column& column, Answer& out) const {
  out.known = out.present;
  const std::string& wanted = test.wanted.string();
  const ExprKind kind = test.expression->kind;
  if (kind == ExprKind::Contains) {
    std::vector<std::uint32_t> rows;
    auto done = context_.graph.rows_containing(type, name, range, wanted, rows);
    for (const std::uint32_t row : rows) set_bit(out.holds, row);
    return done;
  }
  if (kind != ExprKind::EndsWith) {
    if (const auto ordered = column.rows_with_prefix(wanted)) {
      for (const std::uint32_t row : *ordered) {
        if (fits_text(kind, column.text(row), wanted)) set_bit(out.holds, row);
      }
      return {};
    }
  }
  for (std::uint32_t row = 0; row < column.size(); ++row) {
    if (fits_text(kind, column.text(row), wanted) && column.has(row)) set_bit(out.holds, row);
  }
  return {};
}

void ColumnTests::ask_dictionary(const Test& test, const Column& column, Answer& out) {
  out.known = out.present;
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
    if (fitting[codes[row]] != 0 && column.has(row)) set_bit(out.holds, row);
  }
}

void ColumnTests::ask_integers(const Test& test, const Column& column, Answer& out) {
  out.known = out.present;
  const std::span<const std::int64_t> values = column.integers();
  for (std::uint32_t row = 0; row < column.size(); ++row) {
    if (values[row] == test.wanted.integer() && column.has(row)) set_bit(out.holds, row);
  }
}

// What is no column: one value after another.
Result<void> ColumnTests::ask_values(const Test& test, TypeId type, std::string_view name,
                                     std::uint32_t range, Answer& out) const {
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

void ColumnTests::note(const Test& test, const Value& value, std::uint32_t row, Answer& out) {
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

}  // namespace sarye
