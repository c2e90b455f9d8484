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

Result<std::uint32_t> AssertionFields::code_of(Codes& codes, std::int64_t number,
                                               const AssertionValue& assertion,
                                               std::string_view name) {
  const auto known = codes.others.find(number);
  if (known != codes.others.end()) return known->second;
  auto value = number == kNoNumber ? Result<Value>(Value())
                                   : assertion_field(graph_, evidence_, assertion, name);
  if (!value) return value.error();
  const auto code = static_cast<std::uint32_t>(codes.values->size());
  codes.values->push_back(std::move(*value));
  if (number >= 0 && number < kSmall) {
    codes.small[static_cast<std::size_t>(number)] = code + 1;
  } else {
    codes.others.emplace(number, code);
  }
  return code;
}

Result<std::optional<BatchColumn>> AssertionFields::column(const BatchColumn& assertions,
                                                           std::size_t rows,
                                                           std::string_view name) {
  const auto field = coded_field(name);
  const bool is_confidence = name == "confidence";
  if (!field && !is_confidence && name != "document") return std::optional<BatchColumn>();
  const std::vector<AssertionValue>& of = assertions.data().assertions;
  std::vector<std::uint32_t> codes;
  std::vector<NodeId> nodes;
  std::vector<double> confidences;
  auto known = codes_.find(name);
  if (field && known == codes_.end()) {
    known = codes_.emplace(std::string(name), Codes()).first;
    known->second.small.assign(static_cast<std::size_t>(kSmall), 0);
  }
  if (field) {
    codes.reserve(rows);
  } else if (is_confidence) {
    confidences.reserve(rows);
  } else {
    nodes.reserve(rows);
  }
  EdgeId edge = null_edge();
  EvidenceReader::Rows of_edge;
  for (std::size_t i = 0; i < rows; ++i) {
    const AssertionValue& assertion = of[assertions.index(i)];
    if (assertion.edge != edge) {
      auto all = evidence_.rows(assertion.edge);
      if (!all) return all.error();
      of_edge = *all;
      edge = assertion.edge;
    }
    const bool there = of_edge.begin + assertion.row < of_edge.end;
    const std::size_t row = of_edge.begin + assertion.row;
    if (is_confidence) {
      if (!there) return std::optional<BatchColumn>();
      confidences.push_back(of_edge.chunk->confidence[row] / 1000.0);
      continue;
    }
    if (!field) {
      const auto node =
          there ? evidence_.document_node(of_edge.chunk->document[row]) : std::optional<NodeId>();
      nodes.push_back(node ? *node : null_node());
      continue;
    }
    const std::int64_t number = there ? number_in_field(*field, *of_edge.chunk, row) : kNoNumber;
    Codes& known_codes = known->second;
    if (number >= 0 && number < kSmall &&
        known_codes.small[static_cast<std::size_t>(number)] != 0) {
      codes.push_back(known_codes.small[static_cast<std::size_t>(number)] - 1);
      continue;
    }
    auto code = code_of(known_codes, number, assertion, name);
    if (!code) return code.error();
    codes.push_back(*code);
  }
  if (is_confidence) return std::optional(BatchColumn::of_floats(std::move(confidences)));
  return std::optional(field ? BatchColumn::of_codes(std::move(codes), known->second.values)
                             : BatchColumn::of_nodes(std::move(nodes)));
}

}  // namespace sarye
