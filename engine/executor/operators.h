// Makers of the operators, one for each node of a plan; each operator's own file has the rest.
// `from the plan` arguments are borrowed for the life of the operator.
#pragma once

#include <memory>

#include "engine/executor/end_filter.h"
#include "engine/executor/operator.h"
#include "engine/planner/plan.h"

namespace sarye {

// The rows of the outer side that an inner plan runs on; set by its Apply.
struct OuterRows {
  const Batch* batch = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// leaves.cc
OperatorPtr make_single_row(QueryContext& context);
OperatorPtr make_no_rows(QueryContext& context);
OperatorPtr make_outer_row(QueryContext& context, const OuterRows& outer);
OperatorPtr make_edge_count(QueryContext& context, const plan::EdgeCount& plan);

// node_scan.cc, property_lookup.cc, column_lookup.cc, mention_test.cc, search_passages.cc
OperatorPtr make_node_scan(QueryContext& context, const plan::NodeScan& plan, OperatorPtr input);
OperatorPtr make_node_by_ids(QueryContext& context, const plan::NodeByIds& plan, OperatorPtr input);
OperatorPtr make_property_lookup(QueryContext& context, const plan::PropertyLookup& plan,
                                 OperatorPtr input);
OperatorPtr make_column_lookup(QueryContext& context, const plan::ColumnLookup& plan,
                               OperatorPtr input);
OperatorPtr make_mention_test(QueryContext& context, const plan::MentionTest& plan,
                              OperatorPtr input);
OperatorPtr make_type_test(QueryContext& context, const plan::TypeTest& plan, OperatorPtr input);
OperatorPtr make_search(QueryContext& context, const plan::SearchPassages& plan, OperatorPtr input);

// expand.cc. `counting`: nobody reads edge or end, and weights are minded above: rows are not
// listed, their weights are multiplied. `rows`: how many are expected. `ends` may be nullptr.
OperatorPtr make_expand(QueryContext& context, const plan::Expand& plan, OperatorPtr input,
                        double rows, bool counting, std::unique_ptr<EndFilter> ends);
// collapse.cc. Equal rows become one with their weights added; `slot` holds nodes and is all that
// is read above (kNoSlot: nothing is).
OperatorPtr make_collapse(QueryContext& context, Slot slot, OperatorPtr input);
// expand_assertions.cc, for an expansion by assertions; whether edge and end are read.
OperatorPtr make_expand_assertions(QueryContext& context, const plan::Expand& plan,
                                   OperatorPtr input, bool wants_edges, bool wants_ends);
// neighbour_count.cc
OperatorPtr make_neighbour_count(QueryContext& context, const plan::NeighbourCount& plan,
                                 OperatorPtr input);
// intersection.cc. `rows` as for make_expand; `wanted`, by arm: its edge is read, also by the plan's
// own predicates. Rows are listed; counted, as make_expand's; or it is only asked whether a row has any.
enum class CountingRows : std::uint8_t { None, All, First };
OperatorPtr make_intersection(QueryContext& context, const plan::Intersection& plan,
                              OperatorPtr input, double rows, CountingRows counting,
                              std::vector<bool> wanted);
// tree_count.cc
OperatorPtr make_tree_count(QueryContext& context, const plan::TreeCount& plan, OperatorPtr input);
// ring_count.cc
OperatorPtr make_ring_count(QueryContext& context, const plan::RingCount& plan, OperatorPtr input);
OperatorPtr make_var_expand(QueryContext& context, const plan::VarExpand& plan, OperatorPtr input);
OperatorPtr make_reach(QueryContext& context, const plan::Reach& plan, OperatorPtr input);
OperatorPtr make_shortest(QueryContext& context, const plan::Shortest& plan, OperatorPtr input);
// trace.cc
OperatorPtr make_trace(QueryContext& context, const plan::Trace& plan, OperatorPtr starts,
                       OperatorPtr ends);
OperatorPtr make_edge_ends(QueryContext& context, const plan::EdgeEnds& plan, OperatorPtr input);
OperatorPtr make_edge_list_ends(QueryContext& context, const plan::EdgeListEnds& plan,
                                OperatorPtr input);
// same_document_count.cc, for one that is only counted: whether it can be, and it.
bool counts_ways_in_documents(const QueryContext& context, const plan::SameDocument& plan);
OperatorPtr make_same_document_count(QueryContext& context, const plan::SameDocument& plan,
                                     OperatorPtr input);
// `counting`: nobody reads nodes or edges; one row a document then.
OperatorPtr make_same_document(QueryContext& context, const plan::SameDocument& plan,
                               OperatorPtr input, bool counting);
OperatorPtr make_shared_source(QueryContext& context, const plan::SharedSourceTest& plan,
                               OperatorPtr input);
OperatorPtr make_build_path(QueryContext& context, const plan::BuildPath& plan, OperatorPtr input);

// filter.cc, project.cc, aggregate.cc, distinct.cc, sort.cc, slice.cc, unwind.cc, cite.cc
OperatorPtr make_filter(QueryContext& context, const plan::Filter& plan, OperatorPtr input);
OperatorPtr make_project(QueryContext& context, const plan::Project& plan, OperatorPtr input);
OperatorPtr make_aggregate(QueryContext& context, const plan::Aggregate& plan, OperatorPtr input);
OperatorPtr make_distinct(QueryContext& context, const plan::Distinct& plan, OperatorPtr input);
OperatorPtr make_sort(QueryContext& context, const plan::Sort& plan, OperatorPtr input);
OperatorPtr make_top_k(QueryContext& context, const plan::TopK& plan, OperatorPtr input);
OperatorPtr make_slice(QueryContext& context, const plan::Slice& plan, OperatorPtr input);
OperatorPtr make_unwind(QueryContext& context, const plan::Unwind& plan, OperatorPtr input);
OperatorPtr make_cite(QueryContext& context, const plan::Cite& plan, OperatorPtr input);

// join.cc. `from_right`: slots that the right side fills.
OperatorPtr make_join(QueryContext& context, const plan::Join& plan, std::vector<Slot> from_right,
                      OperatorPtr left, OperatorPtr right);
// apply.cc. `ordinal`: a hidden slot, in which the rows of the inner side say which outer row they
// belong to; kNoSlot: the inner side must see one outer row at a time. `from_inner`: slots that it
// fills. `depends_on`: where it is only asked how many inner rows there are, the nodes that decide
// it; nullopt: more than they do.
OperatorPtr make_apply(QueryContext& context, const plan::Apply& plan, Slot ordinal,
                       std::vector<Slot> from_inner, std::optional<std::vector<Slot>> depends_on,
                       std::unique_ptr<OuterRows> outer, OperatorPtr left, OperatorPtr inner);
// set_operation.cc
OperatorPtr make_set_operation(QueryContext& context, const plan::SetOperation& plan,
                               Operator::Inputs inputs);

// compare.cc
OperatorPtr make_compare(QueryContext& context, const plan::Compare& plan, Operator::Inputs inputs);

// SKIP and LIMIT: a number of rows. Errors: InvalidArgumentType, NegativeIntegerArgument.
class Evaluator;
Result<std::uint64_t> row_count(Evaluator& evaluator, const BoundExpression& expression,
                                const char* word);

}  // namespace sarye
