// Numbers and texts that nodes have as properties, for many rows at once, straight from the columns
// of the graph: no Value is made.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/batch.h"
#include "engine/executor/query_context.h"

namespace sarye {

struct IntegerCells {
  std::vector<std::int64_t> values;   // one a row
  std::vector<std::uint8_t> missing;  // 1: null; empty: none is
  void set_missing(std::size_t row) {
    if (missing.empty()) missing.resize(values.size(), 0);
    missing[row] = 1;
  }
};

// Keeps the columns that it has met: one thread each, no longer than the query.
class PropertyColumns {
 public:
  explicit PropertyColumns(const QueryContext& context) : context_(context) {}

  // The property of each row's node; false: some value is no integer. Errors: those of reading.
  Result<bool> integers(const PropertyRef& property, const BatchColumn& nodes,
                        std::span<const std::uint32_t> rows, IntegerCells& out);
  // The same of texts; a null has no data(). They live with the graph.
  Result<bool> texts(const PropertyRef& property, const BatchColumn& nodes,
                     std::span<const std::uint32_t> rows, std::vector<std::string_view>& out);
  // The property of the first `rows` nodes as a column of integers, of floats or of texts. nullopt:
  // a number is missing, or they are of another kind, or of two kinds.
  Result<std::optional<BatchColumn>> column(const PropertyRef& property, const BatchColumn& nodes,
                                            std::size_t rows);

 private:
  struct Columns {
    std::vector<const Column*> by_range;
    std::vector<std::uint8_t> known;
  };
  // Where the property of nodes stands, one after another; remembers where it found the last.
  struct Cursor {
    Columns* columns = nullptr;
    TypeId type;
    std::string name;
  };

  // nullptr: no node of the range has it. `other_form`: what is asked for is not what is stored.
  Result<const Column*> column_of(Cursor& cursor, const PropertyRef& property, NodeId node,
                                  bool& other_form);

  const QueryContext& context_;
  std::map<std::pair<TypeId, std::string>, Columns> columns_;
};

}  // namespace sarye
