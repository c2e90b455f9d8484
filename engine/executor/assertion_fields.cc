#include "engine/executor/assertion_fields.h"

#include <limits>
#include <utility>

namespace sarye {
namespace {

constexpr std::int64_t kNoNumber = std::numeric_limits<std::int64_t>::min();

}  // namespace

std::optional<AssertionFields::CodedField> AssertionFields::coded_field(std::string_view name) {
  if (name == "language") return CodedField::Language;
  if (name == "year") return CodedField::Year;
  if (name == "kind") return CodedField::Kind;
  if (name == "polarity") return CodedField::Polarity;
  if (name == "modality") return CodedField::Modality;
  return std::nullopt;
}

Result<std::uint32_t> AssertionFields::code_of(Codes& codes, std::int64_t number,
                                               const AssertionValue& assertion,
                                               std::string_view name) {
  const auto known = codes.others.find(number);
  if (known != codes.others.end()) return known->second;
  auto value = number == kNoNumber ? Result<Value>(Value())
                                   : assertion_field(graph_, evidence_, assertion, name);
  if (!value) return value.error();
  auto code = static_cast<std::uint32_t>(codes.values->size());
  // Two days of a year are one value.
  if (value->type() == ValueType::Integer) {
    code = codes.years.emplace(value->integer(), code).first->second;
  }
  if (code == codes.values->size()) codes.values->push_back(std::move(*value));
  if (number >= 0 && number < kSmall) {
    codes.small[static_cast<std::size_t>(number)] = code + 1;
  } else {
    codes.others.emplace(number, code);
  }
  return code;
}

template <typename Take>
void AssertionFields::each(const BatchColumn& assertions, std::size_t rows, Take&& take) {
  const AssertionColumn& column = assertions.data().assertions;
  if (assertions.is_direct()) {
    column.each(rows, take);
  } else {
    column.each_of(
        rows, [&](std::size_t i) { return assertions.index(i); }, take);
  }
}

Result<std::optional<BatchColumn>> AssertionFields::column(const BatchColumn& assertions,
                                                           std::size_t rows,
                                                           std::string_view name) {
  if (const auto field = coded_field(name)) return coded(assertions, rows, name, *field);
  if (name == "confidence") return std::optional(confidences(assertions, rows));
  if (name == "document") return std::optional(documents(assertions, rows));
  return std::optional<BatchColumn>();
}

Result<std::optional<BatchColumn>> AssertionFields::coded(const BatchColumn& assertions,
                                                          std::size_t rows, std::string_view name,
                                                          CodedField field) {
  auto place = codes_.find(name);
  if (place == codes_.end()) {
    place = codes_.emplace(std::string(name), Codes()).first;
    place->second.small.assign(static_cast<std::size_t>(kSmall), 0);
  }
  Codes& known = place->second;
  std::vector<std::uint32_t> codes;
  const auto read_by = [&](auto&& number) {
    return read_codes(assertions, rows, name, known, codes, number);
  };
  Result<void> read;
  switch (field) {
    case CodedField::Language:
      read = read_by([](const AssertionChunk& c, std::size_t row) { return c.language[row]; });
      break;
    case CodedField::Year:
      read = read_by([](const AssertionChunk& c, std::size_t row) {
        return c.from[row] == DateSpan::kOpenBegin ? kNoNumber : std::int64_t{c.from[row]};
      });
      break;
    case CodedField::Kind:
      read = read_by([](const AssertionChunk& c, std::size_t row) { return c.kind[row]; });
      break;
    case CodedField::Polarity:
      read = read_by([](const AssertionChunk& c, std::size_t row) { return c.polarity[row]; });
      break;
    case CodedField::Modality:
      read = read_by([](const AssertionChunk& c, std::size_t row) { return c.modality[row]; });
      break;
  }
  if (!read) return read.error();
  return std::optional(BatchColumn::of_codes(std::move(codes), known.values));
}

template <typename Number>
Result<void> AssertionFields::read_codes(const BatchColumn& assertions, std::size_t rows,
                                         std::string_view name, Codes& known,
                                         std::vector<std::uint32_t>& codes, Number&& number) {
  codes.resize(rows);
  std::uint32_t* next = codes.data();
  Result<void> read;
  each(assertions, rows, [&](const AssertionColumn::Run& run, std::uint32_t row) {
    const std::int64_t value = number(*run.chunk, row);
    const bool is_small = value >= 0 && value < kSmall;
    std::uint32_t code = is_small ? known.small[static_cast<std::size_t>(value)] : 0;
    if (code == 0) {
      auto found = code_of(known, value, AssertionColumn::value_of(run, row), name);
      if (!found) {
        if (read) read = found.error();
        return;
      }
      code = *found + 1;
    }
    *next++ = code - 1;
  });
  return read;
}

BatchColumn AssertionFields::confidences(const BatchColumn& assertions, std::size_t rows) {
  std::vector<double> numbers(rows);
  double* next = numbers.data();
  each(assertions, rows, [&](const AssertionColumn::Run& run, std::uint32_t row) {
    *next++ = run.chunk->confidence[row] / 1000.0;
  });
  return BatchColumn::of_floats(std::move(numbers));
}

BatchColumn AssertionFields::documents(const BatchColumn& assertions, std::size_t rows) {
  std::vector<NodeId> nodes(rows);
  NodeId* next = nodes.data();
  each(assertions, rows, [&](const AssertionColumn::Run& run, std::uint32_t row) {
    const auto node = evidence_.document_node(run.chunk->document[row]);
    *next++ = node ? *node : null_node();
  });
  return BatchColumn::of_nodes(std::move(nodes));
}

}  // namespace sarye
