#include "engine/executor/assertion_fields.h"

#include <limits>
#include <utility>

namespace sarye {

namespace {

constexpr std::int64_t kNoNumber = std::numeric_limits<std::int64_t>::min();

enum class CodedField : std::uint8_t { Language, Year, Kind, Polarity, Modality };

std::optional<CodedField> coded_field(std::string_view name) {
  if (name == "language") return CodedField::Language;
  if (name == "year") return CodedField::Year;
  if (name == "kind") return CodedField::Kind;
  if (name == "polarity") return CodedField::Polarity;
  if (name == "modality") return CodedField::Modality;
  return std::nullopt;
}

std::int64_t number_in_field(CodedField field, const AssertionChunk& chunk, std::size_t row) {
  switch (field) {
    case CodedField::Language:
      return chunk.language[row];
    case CodedField::Year:
      return chunk.from[row] == DateSpan::kOpenBegin ? kNoNumber
                                                     : std::int64_t{Date{chunk.from[row]}.year()};
    case CodedField::Kind:
      return chunk.kind[row];
    case CodedField::Polarity:
      return chunk.polarity[row];
    case CodedField::Modality:
      return chunk.modality[row];
  }
  return kNoNumber;
}

}  // namespace

Result<std::optional<BatchColumn>> AssertionFields::column(const BatchColumn& assertions,
                                                           std::size_t rows,
                                                           std::string_view name) {
  const auto field = coded_field(name);
  if (!field && name != "document") return std::optional<BatchColumn>();
  const std::vector<AssertionValue>& of = assertions.data().assertions;
  std::vector<std::uint32_t> codes;
  std::vector<NodeId> nodes;
  auto known = codes_.find(name);
  if (field && known == codes_.end()) known = codes_.emplace(std::string(name), Codes()).first;
  for (std::size_t i = 0; i < rows; ++i) {
    const AssertionValue& assertion = of[assertions.index(i)];
    auto all = evidence_.rows(assertion.edge);
    if (!all) return all.error();
    const bool there = all->begin + assertion.row < all->end;
    const std::size_t row = all->begin + assertion.row;
    if (!field) {
      const auto node =
          there ? evidence_.document_node(all->chunk->document[row]) : std::optional<NodeId>();
      nodes.push_back(node ? *node : null_node());
      continue;
    }
    Codes& dictionary = known->second;
    const std::int64_t number = there ? number_in_field(*field, *all->chunk, row) : kNoNumber;
    if (!dictionary.any || dictionary.last != number) {
      const auto [at, fresh] = dictionary.by_number.emplace(
          number, static_cast<std::uint32_t>(dictionary.values->size()));
      if (fresh) {
        auto value = number == kNoNumber ? Result<Value>(Value())
                                         : assertion_field(graph_, evidence_, assertion, name);
        if (!value) return value.error();
        dictionary.values->push_back(std::move(*value));
      }
      dictionary.last = number;
      dictionary.last_code = at->second;
      dictionary.any = true;
    }
    codes.push_back(dictionary.last_code);
  }
  return std::optional(field ? BatchColumn::of_codes(std::move(codes), known->second.values)
                             : BatchColumn::of_nodes(std::move(nodes)));
}

}  // namespace sarye
