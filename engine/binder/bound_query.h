// A statement after binding: every name is resolved and every compile-time rule holds. Variables
// are slots of one frame per statement, types and relations are ids, entity constants are nodes,
// evidence words are rows of a table of filters. It belongs to one generation of one store: node
// ids in it die with that generation. It owns everything that it refers to.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/binder/functions.h"
#include "engine/binder/static_type.h"
#include "engine/model/date.h"
#include "engine/model/document.h"
#include "engine/model/value.h"

namespace sarye {

// A place in the frame of the statement. All parts, clauses and subqueries of a statement share one
// frame and no two variables share a slot, so an inner plan reads the outer row's slots directly.
// `WITH a AS b` keeps a's slot and changes only the name.
using Slot = std::uint16_t;
inline constexpr Slot kNoSlot = 0xFFFFu;

struct SlotInfo {
  std::string name;  // as written; empty: made by the binder
  StaticType type;   // a slot may be null besides (OPTIONAL MATCH)
};

enum class ComparisonKind : std::uint8_t {
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual
};

// ---- expressions ------------------------------------------------------------------------------

enum class ExprKind : std::uint8_t {
  Literal,    // `value`
  Parameter,  // `index` into BoundQuery::parameters
  Variable,   // `slot`
  Property,   // operands[0] . `property`: of a node, an edge, an assertion, a date; else an error
  DocumentProperty,  // `property` of the document at hand; only inside a BoundDocumentSet
  Index,    // operands[0] [ operands[1] ]: a list by integer, a node or edge by property name
  Slice,    // operands[0] [ a .. b ]: operands[1] is a if has_from, then b if has_to
  HasType,  // operands[0] is a node of `types`, or an edge of `relations`; null gives null
  And,      // two operands or more, three-valued
  Or,
  Xor,  // two operands; a row was made nested pairs
  Not,
  Compare,  // operands[0] `comparison` operands[1]; a chain was made an And of pairs
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Power,
  Negate,
  In,  // operands[0] IN operands[1]
  Contains,
  StartsWith,
  EndsWith,
  Matches,  // full text: operands[0] fits operands[1], a text query
  RegexMatches,
  IsNull,
  IsNotNull,
  Case,  // WHEN, THEN pairs, then ELSE when the count is odd; CASE x WHEN v is made x = v
  List,  // operands are the elements
  Call,  // `function` (operands); never an aggregate: those are slots of a projection
  ListComprehension,  // [slot IN operands[0] WHERE .. | ..]: then filter if has_filter, result if
                      // has_result
  All,  // all(slot IN operands[0] WHERE operands[1]); without filter, the element itself
  Any,
  None,
  Single,
  Subquery,  // `slot` holds the result of subqueries[index]: a Boolean (EXISTS), an Integer (COUNT)
             // or a List. The plan has filled that slot before the expression is evaluated.
  Measure,   // the measure `function` of the nodes in operands, over graphs[index]; null for a node
             // that is not of that graph
};

struct PropertyRef {
  std::string name;                                     // the property's own name, never an alias
  std::vector<std::pair<TypeId, std::string>> by_type;  // types in which it is called otherwise
};

struct BoundExpression {
  ExprKind kind = ExprKind::Literal;
  ComparisonKind comparison = ComparisonKind::Equal;
  FunctionId function{};
  Slot slot = kNoSlot;
  std::uint16_t index = 0;
  bool has_from = false;
  bool has_to = false;
  bool has_filter = false;
  bool has_result = false;
  TextPlace place;
  StaticType type;
  Value value;
  PropertyRef property;
  std::vector<TypeId> types;          // HasType: sorted, concrete
  std::vector<RelationId> relations;  // HasType: sorted families
  std::vector<BoundExpression> operands;
};

BoundExpression literal(Value value);
BoundExpression variable(Slot slot, StaticType type = {});
// The slots that the expression reads, sorted; those bound inside it (comprehensions) left out.
std::vector<Slot> slots_of(const BoundExpression& expression);
// Whether both give the same value on every row: the same tree over the same slots, up to the slots
// bound inside. Never with a subquery.
bool same_expression(const BoundExpression& a, const BoundExpression& b);
// Whether it reads no slot and no document: literals, parameters and functions of them.
bool is_constant(const BoundExpression& expression);
// For EXPLAIN: close to what was written, stable.
struct BoundQuery;
std::string to_text(const BoundExpression& expression, const BoundQuery& query);

// ---- evidence ---------------------------------------------------------------------------------

// A predicate over documents. The parts are as in the language; a set is evaluated once a query.
struct BoundDocumentSet {
  enum class Kind : std::uint8_t { All, Where, Keys, Union, Intersect, Except };
  Kind kind = Kind::All;
  std::vector<std::string> keys;  // Keys: metadata keys of documents
  std::vector<BoundExpression>
      condition;  // Where: one expression of DocumentProperty and constants
  std::vector<BoundDocumentSet> operands;
  std::string text;  // as written or as LET named it
};

inline constexpr std::uint8_t kPolarityAsserted = 1u << static_cast<int>(Polarity::Asserted);
inline constexpr std::uint8_t kPolarityDenied = 1u << static_cast<int>(Polarity::Denied);
inline constexpr std::uint8_t kModalityDefault = 1u << static_cast<int>(Modality::Stated) |
                                                 1u << static_cast<int>(Modality::Planned) |
                                                 1u << static_cast<int>(Modality::Forecast);
inline constexpr std::uint8_t kModalityAny = 0x3Fu;

// Which assertions of an edge a query sees (DECISIONS 12, 13). An edge survives when one is left.
struct EvidenceFilter {
  std::uint8_t languages = 0;  // bit 1 << Language; 0: any
  std::uint8_t polarity = kPolarityAsserted;
  std::uint8_t modality = kModalityDefault;
  std::vector<std::uint16_t>
      document_sets;       // indices into BoundQuery::document_sets; all must hold
  int min_confidence = 0;  // 0..1000, both included
  int max_confidence = 1000;
  std::vector<DateSpan> times;    // the assertion's time overlaps each of them
  std::vector<RelationId> kinds;  // sorted values of the `kind` column; empty: any
  bool drops_plain = false;       // an evidence word or FROM is there: no plain edges

  bool operator==(const EvidenceFilter&) const = default;
  // Level 1 answers it: nothing but what is default-visible, or one language of it (DECISIONS 17).
  bool is_default() const;
  bool is_one_language() const;
};

enum class SupportUnit : std::uint8_t { Documents, Languages, Passages, Sources };

struct SupportTest {
  ComparisonKind comparison = ComparisonKind::GreaterOrEqual;
  std::int64_t count = 1;
  SupportUnit unit = SupportUnit::Documents;
  bool operator==(const SupportTest&) const = default;
};

// What is asked of every edge of a MATCH after its filter.
struct EdgeTests {
  std::vector<SupportTest> supported_by;
  bool disputed = false;  // assertions of both polarities are left
  bool empty() const { return supported_by.empty() && !disputed; }
  bool operator==(const EdgeTests&) const = default;
};

// All edges of the MATCH (hops of a path too) share one document or passage. With AS: one row each,
// the Document or Passage node in `alias`; else a plain test.
struct SharedSource {
  bool passage = false;
  Slot alias = kNoSlot;
};

// ---- patterns ---------------------------------------------------------------------------------

inline constexpr std::uint32_t kUnboundedHops = 0xFFFFFFFFu;

struct PatternNode {
  Slot slot = kNoSlot;  // always has one
  TextPlace place;
  bool named = false;         // the text names it, or something else reads it
  bool bound_before = false;  // by an earlier clause (or by the outer query)
  bool any_type = true;       // no type was asked for
  std::vector<TypeId> types;  // sorted concrete types it may have: what was asked for and what
                              // the ontology's endpoints leave; empty: none, so no row
  std::optional<std::vector<NodeId>> constants;  // entity constant
  std::string constant_text;                     // as written, for EXPLAIN
  std::optional<FilterId>
      mentions;  // a node alone: it needs a mention that this filter lets through
};

enum class EdgeDirection : std::uint8_t { Right, Left, Either };

struct PatternEdge {
  Slot slot = kNoSlot;  // an edge; for a quantified pattern the list of edges
  TextPlace place;
  bool named = false;
  bool bound_before = false;  // its edge, or its list of edges, is there already
  EdgeDirection direction = EdgeDirection::Either;
  bool symmetric = false;  // all families symmetric, so that `direction` became Either
  std::uint16_t from = 0;  // index into BoundMatch::nodes, as written from left to right
  std::uint16_t to = 0;
  std::vector<RelationId> families;  // sorted; empty: none can match, so no row
  bool any_family = true;            // no relation was written
  FilterId filter = 0;
  bool quantified = false;  // then `slot` is a list, even for *1..1
  std::uint32_t min_hops = 1;
  std::uint32_t max_hops = 1;       // kUnboundedHops: as long as edges are not used twice
  bool bounded_by_default = false;  // max_hops is BindOptions::max_hops, not written
  bool trail = true;                // no edge twice in the MATCH; false: WALK
  std::uint16_t written_in = 0;     // which of the MATCH clauses that a plan takes together
  // Of each hop of a quantified edge: predicates over `hop_slot`, the hop's edge.
  Slot hop_slot = kNoSlot;
  std::vector<BoundExpression> hop_predicates;
};

enum class PathSearch : std::uint8_t { None, AnyShortest, AllShortest };

struct PatternPath {
  Slot slot = kNoSlot;                   // kNoSlot: the path has no name
  PathSearch search = PathSearch::None;  // not None: one quantified edge between two nodes
  std::vector<std::uint16_t> nodes;      // indices, in written order; one more than edges
  std::vector<std::uint16_t> edges;
};

struct BoundMatch {
  TextPlace place;
  bool optional = false;
  std::vector<PatternNode> nodes;
  std::vector<PatternEdge> edges;
  std::vector<PatternPath> paths;           // every path, named or not
  std::vector<BoundExpression> predicates;  // AND of WHERE, {property: value} and inner WHERE
  EdgeTests tests;                          // of each edge of this MATCH
  std::optional<SharedSource> shared;
};

// ---- clauses ----------------------------------------------------------------------------------

struct BoundUnwind {
  BoundExpression list;
  Slot slot = kNoSlot;
};

struct BoundSearch {
  BoundExpression text;
  std::uint8_t languages = 0;                // bit 1 << Language; 0: any
  std::vector<std::uint16_t> document_sets;  // FROM; all must hold
  Slot passage = kNoSlot;
  Slot score = kNoSlot;  // kNoSlot: not asked for
  std::optional<BoundExpression> limit;
};

// TRACE a TO b: chains of edges from one node to another, best supported first.
struct BoundTrace {
  // nodes[0] TO nodes[1] over edges[0], a quantified edge whose slot is the list of hops. Its
  // predicates are those of both ends and of WHERE.
  BoundMatch match;
  Slot path = kNoSlot;                         // the chain
  std::optional<std::vector<TypeId>> through;  // sorted concrete types of the nodes in between
  Slot support = kNoSlot;                      // of the weakest hop: works
  Slot confidence = kNoSlot;                   // product over the hops
  Slot hops = kNoSlot;
  BoundExpression top;  // how many chains
};

struct BoundAggregate {
  Slot slot = kNoSlot;
  FunctionId function{};  // CountStar or an aggregate of functions.h
  bool distinct = false;
  std::vector<BoundExpression> arguments;  // the first is aggregated; percentiles have a second
};

struct BoundColumn {
  Slot slot = kNoSlot;
  std::string name;
  BoundExpression expression;  // Variable(slot) where an existing slot is passed on
};

struct BoundSortItem {
  BoundExpression expression;
  bool descending = false;
};

// CITE: the assertions behind each row. Slots hold nodes, edges, paths or lists of them.
struct BoundCite {
  std::vector<Slot> slots;
  std::string column;   // the column's name; `citations` when AS is absent
  bool named = false;   // AS was written
  Slot slot = kNoSlot;  // a list: an Assertion for each surviving assertion of each edge,
                        // a Node for each cited node (shown by its mentions)
  std::optional<BoundExpression> limit;
};

// WITH and RETURN. Order: keys and aggregates (if `aggregates` or `keys` say so), columns,
// DISTINCT, ORDER BY, SKIP, LIMIT, WHERE. ORDER BY and WHERE may read slots from before the
// projection when it neither aggregates nor is DISTINCT.
struct BoundProjection {
  TextPlace place;
  bool is_return = false;
  bool distinct = false;
  bool aggregating = false;
  std::vector<BoundColumn> keys;  // aggregating: what groups; names are empty
  std::vector<BoundAggregate> aggregates;
  std::vector<BoundColumn> columns;  // aggregating: expressions over keys and aggregates only
  std::vector<BoundSortItem> order_by;
  std::optional<BoundExpression> skip;
  std::optional<BoundExpression> limit;
  std::vector<BoundExpression> where;  // conjuncts
  std::optional<BoundCite> cite;
};

using BoundClause = std::variant<BoundMatch, BoundProjection, BoundUnwind, BoundSearch, BoundTrace>;

struct BoundPart {
  std::vector<BoundClause> clauses;  // the last one is the RETURN (a subquery may lack it)
};

// The graph that measures are taken of (OVER), the same for every row: it reads no outer slot.
// Each edge that stands in a row of a part is in it once, with both its ends.
struct BoundGraph {
  struct Source {
    Slot slot = kNoSlot;     // a node, an edge, a path, or a list of those; null adds nothing
    bool both_ways = false;  // its edges were written without an arrow
  };
  std::string text;              // inside of the braces as written; empty: the whole graph
  std::string weight_text;       // BY as written; empty: none
  bool filtered = false;         // FROM of the part holds here
  std::vector<BoundPart> parts;  // one; of the whole graph two: the nodes, the edges
  std::vector<Source> sources;   // of all parts
  // BY: read with the rows of the only part, of which `weighed` is the only edge.
  std::optional<BoundExpression> weight;
  Slot weight_slot = kNoSlot;
  Slot weighed = kNoSlot;
  std::vector<FunctionId> measures;  // asked of it, each once, in written order
};

enum class SetOperator : std::uint8_t {
  Union,
  UnionAll,
  Intersect,
  IntersectAll,
  Except,
  ExceptAll
};

// What a match of COMPARE rests on: every step of it must be stated. One of: an edge (or each hop
// of a quantified one); the edges of a MATCH that share their source; a node that is mentioned.
struct CompareStep {
  enum class Kind : std::uint8_t { Edge, SameDocument, SamePassage, Mention };
  Kind kind = Kind::Edge;
  std::vector<Slot> slots;  // edges or lists of edges, then of IN SAME .. AS its node; or one node
  FilterId filter = 0;      // of a node: which passages count
};

// COMPARE: BoundQuery::parts[i] asks the question of sets[i] alone, as if FROM named it. All that
// comes after reads the slots of the first set's columns.
struct BoundCompare {
  struct Set {
    TextPlace place;
    std::string name;  // of its column
    Slot count = kNoSlot;
    FilterId documents = 0;          // lets through what the set's documents say
    std::vector<Slot> columns;       // of RETURN, in its part
    std::vector<CompareStep> steps;  // in written order
    std::vector<Slot> cited;         // empty: no CITE
  };
  std::vector<Set> sets;  // two or more
  Slot verdict = kNoSlot;
  // For each filter of an edge of the parts: the same words with both polarities, in each set.
  std::vector<std::pair<FilterId, std::vector<FilterId>>> both_polarities;
  // Its columns are those of RETURN, the counts and the verdict; it has ORDER BY, SKIP and LIMIT.
  BoundProjection result;
};

struct BoundSubquery {
  // Collect is a list comprehension whose parts ask subqueries: `part` unwinds the list, and the
  // values of `value` make the result, nulls included.
  enum class Kind : std::uint8_t { Exists, Count, Collect };
  Kind kind = Kind::Exists;
  Slot slot = kNoSlot;   // the result, when it is not a plain condition of a WHERE
  Slot value = kNoSlot;  // Collect
  Slot first = kNoSlot;  // slots from this one on are its own; those before are the outer query's
  BoundPart part;
  // UNION and its like inside: parts that follow, one for each operator, and the merged columns,
  // which every part names.
  std::vector<BoundPart> more;
  std::vector<SetOperator> operators;
  std::vector<std::pair<std::string, Slot>> columns;
};

struct BoundParameter {
  std::string name;    // empty: a literal of the text (lift_literals.h)
  Value value;         // as given to `bind`
  bool fixed = false;  // its value shaped the bound query (entity, language, documents, ...)
};

// Something a person should know, with the place it is about.
struct Notice {
  std::string text;
  std::optional<TextPlace> place;
};

struct BoundQuery {
  std::uint64_t generation = 0;
  std::vector<SlotInfo> slots;
  std::vector<EvidenceFilter> filters;  // [0] is default-visible
  std::vector<BoundDocumentSet> document_sets;
  std::vector<BoundParameter> parameters;
  std::vector<BoundSubquery> subqueries;
  std::vector<BoundGraph> graphs;       // an inner one stands before the one that reads it
  std::vector<BoundPart> parts;         // one more than operators
  std::vector<SetOperator> operators;   // read from left to right
  std::optional<BoundCompare> compare;  // then a part a set, and no operators
  // The result: of the only part, or of the set operations (then slots of their own, and columns of
  // every part are matched by name).
  std::vector<std::pair<std::string, Slot>> columns;
  std::optional<BoundCite> cite;  // with set operations: cite.slot merges those of the parts
  std::vector<Notice> notices;
};

// ---- statements -------------------------------------------------------------------------------

enum class QueryMode : std::uint8_t { Run, Explain, Profile };

struct BoundQuestion {
  QueryMode mode = QueryMode::Run;
  BoundQuery query;
};

struct BoundExport {
  std::string file;
  std::string format;  // lower case; empty: by the file's ending
  bool with_evidence = false;
  BoundQuery query;
};

struct BoundLet {
  std::string name;
  bool parameter = false;
  std::optional<Value> value;  // one of the two
  std::optional<BoundDocumentSet> documents;
};

enum class ShowTarget : std::uint8_t {
  Types,
  Relations,
  Properties,
  Names,
  Documents,
  Functions,
  Options,
  Sets,
  Parameters,
  Statistics
};

struct BoundShow {
  ShowTarget target = ShowTarget::Types;
  std::string like;                    // empty: all
  std::optional<TypeId> type;          // IN Firm: names or properties of that type
  std::optional<RelationId> relation;  // IN OFFERS: properties of that relation
  std::uint64_t limit = 0;             // 0: none
};

struct BoundDescribe {
  std::optional<TypeId> type;  // one of the three
  std::optional<RelationId> relation;
  std::vector<NodeId> entities;
};

struct BoundSet {
  std::string option;  // lower case, known
  Value value;         // of the option's type
};

struct BoundHelp {
  std::string topic;  // empty: what there is
};

using BoundStatement = std::variant<BoundQuestion, BoundExport, BoundLet, BoundShow, BoundDescribe,
                                    BoundSet, BoundHelp>;

}  // namespace sarye
