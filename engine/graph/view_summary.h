// What a chunk says in numbers: so that statistics of a whole view are added up from a few bytes a
// range, and rewriting one chunk needs none of the others. Rows of kColumnSummaryView
// and kTableSummaryView.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/columns.h"
#include "engine/graph/manifest.h"
#include "engine/graph/view_rows.h"

namespace sarye {

// One column of nodes in one range.
struct ColumnSummary {
  static constexpr std::size_t kMostHashes = 256;

  std::uint64_t values = 0;
  std::uint32_t limit = 0;                  // behind the last row with a value
  std::uint64_t string_bytes = 0;           // properties alone
  std::vector<std::uint64_t> least_hashes;  // properties alone: the least of the values', sorted
  std::string first;                        // keys alone: the first and the last
  std::string last;
  std::uint32_t descents = 0;  // keys alone: how often one is smaller than the one before
};

ColumnSummary summarise(std::string_view name, std::span<const ColumnCell> cells);
std::string encode_summary(const ColumnSummary& summary);
Result<ColumnSummary> decode_column_summary(std::string_view bytes);  // Errors: Damaged

std::string column_summary_key(TypeId type, std::string_view name, std::uint32_t range);
// Reads the key of a row of View::ColumnSummary. False: it is none.
bool parse_column_summary_key(std::string_view key, TypeId& type, std::string& name,
                              std::uint32_t& range);

// Adds the columns of one type up.
class TypeFold {
 public:
  // Ranges of one column come ascending.
  void add(const std::string& column, std::uint32_t range, const ColumnSummary& summary);
  // The number of distinct values is exact up to 256, and an estimate (Bar-Yossef and others, 2002:
  // k least hashes) above that.
  TypeStatistics statistics() const;

 private:
  struct Folded {
    std::uint64_t values = 0;
    std::uint64_t string_bytes = 0;
    std::vector<std::uint64_t> least_hashes;
  };
  std::map<std::string, Folded> columns_;
  std::uint32_t limit_ = 0;
  std::string last_key_;
  bool in_key_order_ = true;
};

// One table of edges, by range.
struct TableSummary {
  struct Out {
    std::uint64_t edges = 0;
    std::uint64_t assertions = 0;
    std::uint64_t sources = 0;
    std::uint64_t qualified = 0;
    std::uint32_t limit = 0;  // behind the last source, within the range
    bool parallel = false;
    std::map<std::string, std::uint64_t> columns;  // values of each
  };
  struct In {
    std::uint64_t targets = 0;
    std::uint32_t limit = 0;
  };
  std::map<std::uint32_t, Out> out;
  std::map<std::uint32_t, In> in;
  std::map<std::uint32_t, std::uint32_t> documents;  // limit within the range

  TableStatistics statistics(const EdgeTableKey& key) const;
};

std::string table_summary_key(const EdgeTableKey& table);
std::string encode_summary(const TableSummary& summary);
Result<TableSummary> decode_table_summary(std::string_view bytes);  // Errors: Damaged

}  // namespace sarye
