// Fields of many assertions at once (a.language, a.year, a.document): a column of codes or of
// nodes, read from the second level of adjacency without making a value of each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/batch.h"
#include "engine/executor/evidence.h"

namespace sarye {

// Keeps the dictionaries of its columns: one thread each, no longer than the query.
class AssertionFields {
 public:
  AssertionFields(const GraphView& graph, const EvidenceReader& evidence)
      : graph_(graph), evidence_(evidence) {}

  // The field of the first `rows` rows of a column of assertions, as assertion_field has it;
  // nullopt for a field of another kind. Errors: those of reading.
  Result<std::optional<BatchColumn>> column(const BatchColumn& assertions, std::size_t rows,
                                            std::string_view name);

 private:
  enum class CodedField : std::uint8_t { Language, Year, Kind, Polarity, Modality };
  // Values are told apart by the number that a chunk has of them; of a year, by the day.
  struct Codes {
    std::shared_ptr<ValueDictionary> values = std::make_shared<ValueDictionary>();
    std::vector<std::uint32_t> small;  // 1 + the code of a number below kSmall; 0: not met
    std::map<std::int64_t, std::uint32_t> others;
    std::map<std::int64_t, std::uint32_t> years;  // codes by year
  };
  static constexpr std::int64_t kSmall = 1 << 16;  // days up to 2149, and all enumerators

  static std::optional<CodedField> coded_field(std::string_view name);

  Result<std::optional<BatchColumn>> coded(const BatchColumn& assertions, std::size_t rows,
                                           std::string_view name, CodedField field);
  template <typename Number>
  Result<void> read_codes(const BatchColumn& assertions, std::size_t rows, std::string_view name,
                          Codes& known, std::vector<std::uint32_t>& codes, Number&& number);
  BatchColumn confidences(const BatchColumn& assertions, std::size_t rows);
  BatchColumn documents(const BatchColumn& assertions, std::size_t rows);

  // Calls `take` with the run of each assertion and its row in the run's chunk.
  template <typename Take>
  static void each(const BatchColumn& assertions, std::size_t rows, Take&& take);

  // The code of `number`, which the assertion has in the field; a new one if need be.
  Result<std::uint32_t> code_of(Codes& codes, std::int64_t number, const AssertionValue& assertion,
                                std::string_view name);

  const GraphView& graph_;
  const EvidenceReader& evidence_;
  std::map<std::string, Codes, std::less<>> codes_;  // by field
};

}  // namespace sarye
