// What a query gives back: rows of values, the sources behind them, and what a person should know.
// It holds ids of one generation: whoever shows it asks the same GraphView for names and
// properties.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/strong_id.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/operator.h"
#include "engine/model/document.h"
#include "engine/model/value.h"
#include "engine/planner/plan.h"

namespace sarye {

// One source of one row: an assertion, or the passage that mentions a cited node.
struct Citation {
  std::uint32_t number = 0;  // from 1, in the order in which rows show them
  std::string document;      // key
  std::string title;
  std::vector<std::string> authors;
  std::optional<std::int64_t> year;
  std::optional<NodeId> passage;
  std::uint32_t page = 0;  // 0: unknown
  bool page_inferred = false;
  std::uint32_t line_begin = 0;  // 1-based lines of the original file; 0: unknown
  std::uint32_t line_end = 0;
  Language language = Language::Unknown;
  std::string quote;        // bytes of the source as its author wrote them
  bool is_mention = false;  // then the fields below have no meaning
  Polarity polarity = Polarity::Asserted;
  Modality modality = Modality::Stated;
  int confidence = 0;       // 0..1000
  std::string attribution;  // empty: the authors
  std::string edge;         // `DeepSeek -PURSUES-> cost leadership`
};

// What one operator did, in the order of EXPLAIN: an operator, then its inputs below it.
struct OperatorReport {
  const PlanNode* node = nullptr;  // nullptr: made by the builder, stands in no plan
  int depth = 0;
  OperatorProfile profile;
};

// The operator at which the last row was lost.
struct EmptyStep {
  const PlanNode* node = nullptr;
  std::uint64_t rows_in = 0;
  OperatorProfile profile;
};

struct QueryResult {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
  // With CITE: the index of its column, the last one, whose cells are lists of citation numbers.
  std::optional<std::size_t> cite_column;
  std::vector<Citation> citations;  // by number
  std::vector<Notice> notices;
  std::vector<OperatorReport> operators;
  std::optional<EmptyStep> emptied_by;  // where there are no rows
  // The same of each set of a COMPARE without findings, in the order of the sets; else empty.
  std::vector<EmptyStep> emptied_sets;
};

// The nodes and edges that stand in the rows, in paths and lists too: what EXPORT writes. Sorted by
// id, each once; the ends of every edge are among the nodes. Of one edge with several filters the
// smallest stays.
struct ResultGraph {
  std::vector<NodeId> nodes;
  std::vector<EdgeValue> edges;
};
ResultGraph graph_of(const QueryResult& result);

}  // namespace sarye
