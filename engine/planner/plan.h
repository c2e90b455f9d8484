// How a bound query is carried out: a tree of operators. Rows are frames: one value for each slot
// of the bound query; an operator fills the slots that it names and passes the others on. The plan
// is read by the executor (which builds one operator a node) and by EXPLAIN; it touches no database
// and lives no longer than its BoundQuery.
//
// Order of rows: every operator keeps the order of its input (the left or outer one first) and is
// deterministic; Sort and TopK are stable. Aggregate gives groups in the order of their first row,
// Distinct and the set operations keep first occurrences. Only Sort, TopK and what follows them
// promise more.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/binder/bound_query.h"
#include "engine/model/catalog.h"

namespace sarye {

struct PlanNode;
using PlanPtr = std::unique_ptr<PlanNode>;

// The operators, in a namespace of their own: what carries them out may have the same names.
namespace plan {

// ---- leaves (no input) ------------------------------------------------------------------------

// One row, nothing filled.
struct SingleRow {};

// No row: the binder or planner has proved that nothing matches.
struct NoRows {
  std::string reason;
};

// Inside an inner plan (right of Apply): one row, that of the outer side. An inner plan runs once
// for each outer row, or in any way that gives the same.
struct OuterRow {};

// ---- finding nodes (one input each; for every input row, its matches)
// -----------------------------

// All nodes of the types, in order of id. Fills `slot`.
struct NodeScan {
  Slot slot = kNoSlot;
  std::vector<TypeId> types;
};

// The given nodes, in that order, as far as they are of `types` (empty: of any). With `check`,
// `slot` is filled already and rows are kept whose node is one of them.
struct NodeByIds {
  Slot slot = kNoSlot;
  std::vector<NodeId> nodes;
  std::vector<TypeId> types;
  std::string text;  // as written: "딥시크"
  bool check = false;
};

// The nodes of the types whose property equals the value (as `=` has it), in order of id; `value`
// reads constants and slots of the input only. An index may narrow it, the comparison decides.
struct PropertyLookup {
  Slot slot = kNoSlot;
  std::vector<TypeId> types;
  PropertyRef property;
  BoundExpression value;
};

// The nodes of the types for which one of the tests holds, in order of id: STARTS WITH, CONTAINS,
// ENDS WITH or = by a value that reads no row.
struct ColumnLookup {
  Slot slot = kNoSlot;
  std::vector<TypeId> types;
  BoundExpression predicate;  // such a test, or several with OR
};

// Keeps rows whose node in `slot` has a mention (a Passage: itself, a Document: itself) that the
// filter's languages and document sets let through.
struct MentionTest {
  Slot slot = kNoSlot;
  FilterId filter = 0;
};

// Keeps rows whose node in `slot` is not null and of one of the types.
struct TypeTest {
  Slot slot = kNoSlot;
  std::vector<TypeId> types;
};

// SEARCH: the passages with all words, best first (ties by stable key). Fills passage and score.
struct SearchPassages {
  BoundSearch search;
};

// ---- following edges --------------------------------------------------------------------------

// One edge table read in one direction: `forward` goes from the table's `from` to its `to`. A
// pattern without direction has both, and a table whose two types are equal stands twice; an edge
// from a node to itself is then given once.
struct EdgeStep {
  EdgeTableId table;
  bool forward = true;
  bool operator==(const EdgeStep&) const = default;
};

// Which edges count: an edge survives `filter` with one assertion or more, then passes the tests.
struct EdgeAccess {
  std::vector<EdgeStep> steps;
  FilterId filter = 0;
  EdgeTests tests;
  std::vector<TypeId> to_types;     // of the node reached: sorted; empty: any (steps say enough)
  std::vector<Slot> distinct_from;  // edges or lists of edges of the same MATCH that must differ
  double share = 1;  // of the nodes that steps lead from: how many rows come, about
};

// From each node in `from` (null: no rows) along the edges, neighbours in order of the steps, then
// of the lists. Fills `edge` (kNoSlot: nobody reads it) and `to`. With `into`, `to` is bound
// already and only edges between the two count. `predicates` read what is bound then, edge and `to`
// included.
struct Expand {
  Slot from = kNoSlot;
  Slot edge = kNoSlot;
  Slot to = kNoSlot;
  bool into = false;
  EdgeAccess access;
  std::vector<BoundExpression> predicates;
  bool by_support = false;  // a row counts once for each surviving assertion of its edge
  bool ascending = false;   // the edges of a row come in order of their ends
  // UNWIND assertions(edge) AS assertion: a row for each surviving assertion instead of the edge.
  Slot assertion = kNoSlot;
};

// How many different neighbours the node `from` has along edges that survive, into `count`; a row
// whose node has none goes. Order: that of the rows.
struct NeighbourCount {
  Slot from = kNoSlot;
  EdgeAccess access;  // steps lead from `from`
  Slot to = kNoSlot;  // whom the question calls the neighbours: nobody reads it
  Slot count = kNoSlot;
};

// One node that is a neighbour of several bound ones at once: from each arm's node along its edges,
// the nodes that all arms reach, each combination of edges once. What a cyclic pattern needs: no
// open wedge is listed and thrown away. Order: that of the first arm's neighbours, then of the
// edges of the later arms. Fills `to` and the arms' edges (kNoSlot: nobody reads it).
//
// With tests one arm is enough: of its nodes those are left that have an edge to another bound
// node, or have none.
struct Intersection {
  struct Arm {
    Slot from = kNoSlot;
    Slot edge = kNoSlot;
    EdgeAccess access;        // steps lead from `from` to `to`
    bool by_support = false;  // as Expand's
  };
  struct Test {
    Slot from = kNoSlot;  // absent node: no edge
    EdgeAccess access;    // steps lead from `from` to `to`
    bool wants_none = false;
  };
  Slot to = kNoSlot;
  std::vector<Arm> arms;
  std::vector<Test> tests;
  std::vector<Slot> other_than;  // nodes that `to` must not be; absent: no row
  std::vector<BoundExpression> predicates;
};

// What hangs on bound nodes, counted instead of listed: a row's weight is multiplied by the number
// of ways in which each tree of edges can be found at its node (none: the row goes), and what hangs
// on a node is worked out once however many rows meet it. Legal where weights are minded and nobody
// reads what the trees would fill. Fills nothing.
struct TreeCount {
  enum class Kind : std::uint8_t {
    All,       // once for each way
    Optional,  // OPTIONAL MATCH: once where there is no way
    Some,      // EXISTS: once where there is a way
    None,      // NOT EXISTS: once where there is none
  };
  static constexpr std::uint16_t kRow = 0xFFFFu;
  static constexpr std::uint16_t kAlone = 0xFFFFu;
  // One edge of a tree with what hangs on its end.
  struct Hop {
    std::uint16_t parent = kRow;  // the hop whose end it leaves; kRow: a slot of the row, `from`
    Kind kind = Kind::All;
    // Hops from one node with one number belong to one OPTIONAL MATCH or EXISTS: their ways are
    // multiplied before its kind is asked.
    std::uint16_t together = kAlone;
    Slot from = kNoSlot;
    Slot edge = kNoSlot;
    Slot to = kNoSlot;
    EdgeAccess access;  // `distinct_from`: the parent's edge; at a row, any edges of the row
    std::vector<BoundExpression> predicates;  // they read `to` alone
    std::vector<Slot>
        other_than;           // nodes that `to` must not be: where the parent starts, or the row's
    bool by_support = false;  // an edge counts once for each surviving assertion
  };
  std::vector<Hop> hops;  // parents first
};

// Rings counted in halves: a row's weight is multiplied by the number of ways in which two ways
// from its node `from` meet at one node `to`, each the product of its edges; none: the row goes.
// Each way is gone along by itself and the two are multiplied where they meet, so that no pair of
// middles is listed. Legal where weights are minded, nobody reads what lies on the ways, and no
// condition but the choice of `to` ties one way to the other. Fills nothing.
struct RingCount {
  struct Way {
    Slot middle = kNoSlot;     // kNoSlot: one edge, which is `last`
    EdgeAccess first;          // steps lead from `from` to `middle`
    EdgeAccess last;           // steps lead to `to`
    bool last_turned = false;  // they lead from `to` to `middle`
    Slot first_edge = kNoSlot;
    Slot last_edge = kNoSlot;
    bool first_by_support = false;  // as Expand's
    bool last_by_support = false;
    std::vector<BoundExpression> predicates;  // they read `from` and `middle` alone
    // They put `middle` before `to` or behind it, by a number that ascends with the nodes. Only
    // where the other way is an edge.
    std::vector<BoundExpression> last_predicates;
  };
  // How the edge of the first way closes a ring: once for each edge, once where there is one (EXISTS),
  // once where there is none.
  enum class Closing : std::uint8_t { Each, Some, None };
  Slot from = kNoSlot;
  Slot to = kNoSlot;
  Way ways[2];                              // the second has a middle
  Closing closing = Closing::Each;          // another one only where the first way is an edge
  std::vector<BoundExpression> predicates;  // they read `from` and `to` alone
  // Of two ways that are alike, whose middles must differ: each pair of middles counts once, since a
  // condition puts one before the other, or twice.
  enum class Middles : std::uint8_t { Any, Ordered, Different };
  Middles middles = Middles::Any;
  std::vector<BoundExpression> between;  // the condition that says so
};

// An expansion of several hops: every trail (or walk) of min to max edges. Fills `edges` with the
// list (kNoSlot: nobody reads it; the rows are the same), `to` with its end. With min 0, `to` may
// be `from` itself if it is of `end_types`. Order: shorter first, then as Expand's. Several tables
// mix freely on a trail; `access.to_types` is empty, `end_types` tells what `to` may be.
struct VarExpand {
  Slot from = kNoSlot;
  Slot edges = kNoSlot;
  Slot to = kNoSlot;
  bool into = false;
  std::uint32_t min_hops = 1;
  std::uint32_t max_hops = 1;  // kUnboundedHops
  bool trail = true;
  Slot hop_slot = kNoSlot;  // one hop's edge while `hop_predicates` are evaluated
  std::vector<BoundExpression> hop_predicates;
  std::vector<TypeId> end_types;  // sorted; empty: any
  bool reversed = false;          // `from` is the right end as written: give the list turned round
  EdgeAccess access;
};

// Distinct ends only: each node that some trail of min (0 or 1) to max edges reaches, once; `from`
// itself when a trail leads back to it (over steps both ways, the same edge back is none). Legal
// when nobody reads edges or path and the rows are made distinct afterwards. A visited-set search.
struct Reach {
  VarExpand expand;  // `edges` is kNoSlot
};

// A shortest trail between two bound ends (or all of that length) of min hops or more, ties by edge
// ids.
struct Shortest {
  VarExpand expand;  // `into` is set: both ends are bound
  bool all = false;
};

// The edge in `edge` is bound: fills (or, where bound, checks) `from` and `to`, its ends as the
// pattern's direction reads them; with Either, both ways (a loop once). The edge must be of
// `access`.
struct EdgeEnds {
  Slot edge = kNoSlot;
  Slot from = kNoSlot;
  Slot to = kNoSlot;
  bool from_bound = false;
  bool to_bound = false;
  EdgeDirection direction = EdgeDirection::Right;
  std::vector<TypeId> from_types;  // empty: any
  EdgeAccess access;               // steps are of both directions as `direction` allows
};

// The list of edges in `expand.edges` is bound: `from` is bound or not, as said; walks along the
// list and fills or checks the ends.
struct EdgeListEnds {
  VarExpand expand;
  bool from_bound = false;
  bool to_bound = false;
  EdgeDirection direction = EdgeDirection::Right;
};

// Keeps rows whose edges all have a surviving assertion in one document (or passage). With an
// alias, one row for each, in order of its id, the node in `shared.alias`.
struct SharedSourceTest {
  std::vector<Slot> edges;  // edges or lists of edges
  SharedSource shared;
};

// A whole pattern whose edges are all stated in the document that the row holds, found among what
// that document states: one row for each combination of edges, in the order in which the steps find
// them. The first step starts at a node of `types`, each other one at a node that an
// earlier one has bound; with `into`, its end is bound too. Reads `document`; fills edges and
// nodes.
struct SameDocument {
  struct Step {
    Slot from = kNoSlot;
    Slot edge = kNoSlot;
    Slot to = kNoSlot;
    bool into = false;
    EdgeAccess access;
  };
  Slot document = kNoSlot;
  std::vector<TypeId> types;  // sorted
  std::vector<Step> steps;
  std::vector<BoundExpression> predicates;
};

// Fills `slot` with the path: nodes[0], edges[0], nodes[1], ... A quantified edge's slot is a list.
// Null when one of them is null.
struct BuildPath {
  Slot slot = kNoSlot;
  std::vector<Slot> nodes;
  std::vector<Slot> edges;
};

// Chains: every path of 1 to max_hops edges from a node of `from` (inputs[0]) to one of `to`
// (inputs[1]) that visits no node twice, best first: greatest support of the weakest hop (works
// that survive the filter; an edge without assertions counts as one), then greatest product of the
// hops' confidences, then fewest hops, then stable keys along the chain. Chains are searched as
// they are asked for, so a Slice above stops the search. Fills both ends, `edges` (the list of
// hops) and what was ranked by. Other slots of the inputs are gone.
struct Trace {
  Slot from = kNoSlot;
  Slot to = kNoSlot;
  Slot edges = kNoSlot;
  Slot support = kNoSlot;
  Slot confidence = kNoSlot;
  Slot hops = kNoSlot;
  std::uint32_t max_hops = 1;
  EdgeAccess access;
  std::optional<std::vector<TypeId>> through;  // of the nodes in between: sorted
  // All hops of a chain share a source: with an alias, a chain comes once for each, in the order of
  // the sources' stable keys.
  std::optional<SharedSource> shared;
  std::uint64_t first = 0;  // chains that are asked for, where the plan knows it; 0: it does not
};

// ---- rows -------------------------------------------------------------------------------------

// Keeps rows for which every predicate is true.
struct Filter {
  std::vector<BoundExpression> predicates;
};

// Fills each column's slot with its expression. Columns do not read each other.
struct Project {
  std::vector<BoundColumn> columns;
};

// One row for each distinct combination of keys; without keys exactly one. Fills slots of keys and
// aggregates; all others are gone. `canonical`: the elements of collect come in the order of stable
// keys (literature stores), else as the rows come.
struct Aggregate {
  std::vector<BoundColumn> keys;
  std::vector<BoundAggregate> aggregates;
  bool canonical = false;
  Slot ascending = kNoSlot;  // holds nodes whose ids never fall from row to row
};

// The first row of each combination. When `cite_slot` is there, its list gathers those of the rows
// that are dropped.
struct Distinct {
  std::vector<Slot> slots;
  Slot cite_slot = kNoSlot;
};

// By ORDER BY's items, then `canonical` slots: nodes and edges by stable keys (of edges: source,
// family, target), lists and paths element by element, all else by the language's total order.
struct Sort {
  std::vector<BoundSortItem> items;
  std::vector<Slot> canonical;
};

// The same, keeping rows skip .. skip + limit. The expressions read constants only; a value that is
// no integer or is negative is a run-time error (InvalidArgumentType, NegativeIntegerArgument).
struct TopK {
  Sort sort;
  std::optional<BoundExpression> skip;
  BoundExpression limit;
};

struct Slice {
  std::optional<BoundExpression> skip;
  std::optional<BoundExpression> limit;
};

struct Unwind {
  BoundExpression list;  // null: no rows; not a list: one row with the value
  Slot slot = kNoSlot;
};

// Fills `cite.slot` from `cite.slots` (BoundCite). The LIMIT applies when citations are shown.
struct Cite {
  BoundCite cite;
};

// Fills `slot` with the number of edges (`count` is known from the catalog; exact). One row.
struct EdgeCount {
  Slot slot = kNoSlot;
  std::uint64_t count = 0;
};

// ---- two inputs -------------------------------------------------------------------------------

// Rows of both sides with equal values in the key slots, which both sides fill (nodes or edges,
// compared by id). For each left row in order its right rows in order. No keys: the product.
struct Join {
  std::vector<Slot> keys;
};

// For each outer row (inputs[0]) the inner plan (inputs[1]) runs on it.
struct Apply {
  enum class Kind : std::uint8_t {
    Inner,     // every pair
    Optional,  // every pair; an outer row without one once, with `nulls` filled with null
    Semi,      // the outer row when there is an inner row
    Anti,      // the outer row when there is none
    Exists,    // the outer row; `slot` tells whether there is an inner row
    Count,     // the outer row; `slot` counts the inner rows
    Collect,   // the outer row; `slot` is the list of `value` in the inner rows, nulls included
  };
  Kind kind = Kind::Inner;
  Slot slot = kNoSlot;
  Slot value = kNoSlot;
  std::vector<Slot> nulls;
};

// inputs[i]'s column_slots[i] hold what goes to `slots`. Reads from left to right. All others are
// gone.
struct SetOperation {
  SetOperator op = SetOperator::Union;
  std::vector<std::vector<Slot>> column_slots;
  std::vector<Slot> slots;
  std::vector<Slot> cite_slots;  // of each input; empty: no CITE
  Slot cite_slot = kNoSlot;
};

// COMPARE: inputs[i] gives the matches of compare.sets[i]. One row for each distinct combination of
// the columns that something states, in the order of first rows. Fills the columns of the first
// set, each set's count, the verdict, and `cite_slot` with a list of lists (see CitationBook).
struct Compare {
  BoundCompare compare;
  Slot cite_slot = kNoSlot;  // kNoSlot: no CITE
};

// The graph that measures are taken of: BoundQuery::graphs[graph]. Stands at the top of a tree of
// its own in Plan::graphs, one input a part; gives no rows. It runs once, before the first value
// that needs it. Sizes are estimates.
struct MeasureGraph {
  std::uint16_t graph = 0;
  double nodes = 0;
  double edges = 0;
  double arcs = 0;  // an edge that goes both ways is two
};

using PlanOperator =
    std::variant<SingleRow, NoRows, OuterRow, NodeScan, NodeByIds, PropertyLookup, ColumnLookup,
                 MentionTest, TypeTest, SearchPassages, Expand, NeighbourCount, Intersection,
                 VarExpand, Reach, Shortest, TreeCount, RingCount, EdgeEnds, EdgeListEnds,
                 SharedSourceTest, SameDocument, BuildPath, Filter, Project, Aggregate, Distinct,
                 Sort, TopK, Slice, Unwind, Cite, EdgeCount, Join, Apply, SetOperation, Trace,
                 Compare, MeasureGraph>;

}  // namespace plan

using plan::PlanOperator;

struct PlanNode {
  PlanOperator op;
  std::vector<PlanPtr> inputs;
  double rows = 0;         // estimated, of one run
  std::vector<Slot> live;  // sorted: what somebody above still reads; others may be dropped
};

struct PlanOptions {
  bool optimise = true;  // false: patterns in written order, no rules
};

struct Plan {
  PlanPtr root;
  std::vector<std::pair<std::string, Slot>> columns;
  std::optional<BoundCite> cite;
  std::vector<Notice> notices;  // cross products
  std::vector<PlanPtr> graphs;  // a MeasureGraph each, as BoundQuery::graphs
};

// The plan of a bound query. `query` must outlive the plan.
Plan make_plan(const BoundQuery& query, const Catalog& catalog, const PlanOptions& options = {});

// One operator a line, inputs indented below it, estimates at the end. Stable.
std::string explain(const Plan& plan, const BoundQuery& query, const Catalog& catalog);

}  // namespace sarye
