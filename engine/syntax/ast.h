// What was written, as written: the tree that the parser makes of a SaryeQL text and the binder
// reads. No name is resolved here and no type is known. Every node has its place in the original
// text.
//
// Everything is a value, except where a type contains itself through another one (unique_ptr). The
// parser refuses text nested deeper than kMaxNesting and trees deeper than kMaxTreeDepth, so plain
// recursion over a tree, destructors included, is safe.
//
// These names live in sarye::ast, because a Path, a Node or a Query is something bound elsewhere.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/result.h"

namespace sarye::ast {

inline constexpr int kMaxNesting = 200;     // ( [ { CASE NOT + - ! inside each other
inline constexpr int kMaxTreeDepth = 1000;  // operators on top of each other, 1 + 1 + 1 + ...
inline constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20;

// A name as written, without its backticks. Keyword tokens used as names keep their spelling.
struct Name {
  std::string text;
  TextPlace place;
  bool quoted = false;  // stood in backticks: never a keyword, alias look-up may differ
};

// ---- labels -----------------------------------------------------------------------------------

// Firm, !Firm, Firm|Product, !(Firm|Product). Depth at most kMaxNesting.
struct LabelExpression {
  enum class Kind {
    Name,  // `name`
    Not,   // operands[0]
    Or,    // two operands or more, in written order
  };
  Kind kind = Kind::Name;
  TextPlace place;
  Name name;
  std::vector<LabelExpression> operands;
};

// ---- expressions ------------------------------------------------------------------------------

enum class ExpressionKind {
  // Literals
  Null,
  Boolean,  // `boolean`
  Integer,  // `integer`; the minus of -5 is part of the literal
  Float,    // `number`
  String,   // `text`, escapes resolved
  Date,     // DATE 'text': `text` as written, unchecked
  List,     // operands are the elements
  // Names
  Variable,   // `text`
  Parameter,  // `text` is the name without $; may be digits
  // Access
  Property,  // operands[0] . `text`, whose place is `text_place`
  Index,     // operands[0] [ operands[1] ]
  Slice,     // operands[0] [ from .. to ]: operands[1] from if has_from, then `to` if has_to
  HasLabel,  // operands[0] : label
  // Logic: two operands or more, flat
  And,
  Or,
  Xor,
  Not,  // operands[0]
  // a < b <= c: n + 1 operands, n `comparisons`; means a < b AND b <= c
  Comparison,
  // Arithmetic: two operands; Negate and Plus: one
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Power,
  Negate,
  Plus,
  // Predicates: operands[0] and operands[1]; IsNull and IsNotNull: operands[0]
  In,
  NotIn,
  Contains,
  StartsWith,
  EndsWith,
  Matches,       // MATCHES: full text
  RegexMatches,  // =~
  IsNull,
  IsNotNull,
  // CASE: `has_subject` then operands[0] is the subject; then pairs WHEN, THEN; then ELSE if
  // has_else
  Case,
  // name(...): `text` at `text_place`; operands are the arguments
  Call,       // `distinct` for f(DISTINCT x); `over` for f(x OVER { ... } BY w)
  CountStar,  // count(*); `text` is the function's name, whatever it is
  // EXISTS { ... } and COUNT { ... }: `subquery`
  Exists,
  CountSubquery,
  // all(x IN xs WHERE p): `text` is x, operands[0] is xs, operands[1] is p if has_filter
  All,
  Any,
  None,
  Single,
  // [x IN xs WHERE p | e]: `text` is x; operands[0] xs, then p if has_filter, then e if has_result
  ListComprehension,
  // (a)-[:USES]->(b) as a condition: `pattern`
  PatternPredicate,
};

enum class ComparisonOperator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

struct Subquery;
struct PathPattern;
struct MeasuredGraph;

struct Expression {
  ExpressionKind kind = ExpressionKind::Null;
  bool boolean = false;
  bool distinct = false;
  bool has_from = false;     // Slice
  bool has_to = false;       // Slice
  bool has_subject = false;  // Case
  bool has_else = false;     // Case
  bool has_filter = false;   // All, Any, None, Single, ListComprehension
  bool has_result = false;   // ListComprehension
  bool parenthesised = false;
  int depth = 1;  // of this tree, subqueries included; at most kMaxTreeDepth
  TextPlace place;
  TextPlace text_place;  // of `text` alone
  std::int64_t integer = 0;
  double number = 0;
  std::string text;
  std::vector<Expression> operands;
  std::vector<ComparisonOperator> comparisons;
  std::unique_ptr<LabelExpression> label;
  std::unique_ptr<PathPattern> pattern;
  std::unique_ptr<Subquery> subquery;
  std::unique_ptr<MeasuredGraph> over;

  Expression();
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;
  ~Expression();
};

// ---- patterns ---------------------------------------------------------------------------------

struct PropertyEntry {
  Name key;
  Expression value;
};

// (name:label "entity" | $entity | {key: value} WHERE filter), each part optional.
struct NodePattern {
  TextPlace place;
  std::optional<Name> variable;
  std::optional<LabelExpression> label;
  std::optional<Expression> entity;  // String or Parameter: an entity constant, found by name key
  std::vector<PropertyEntry> properties;
  std::optional<Expression> filter;
};

enum class Direction { Right, Left, Either };  // -[]->, <-[]-, and -[]- or <-[]->

// *, *2, *1..3, *..3, *0..
struct Quantifier {
  TextPlace place;
  std::optional<std::int64_t> min;  // absent: not written
  std::optional<std::int64_t> max;  // *2 has both equal
};

struct EdgePattern {
  TextPlace place;
  Direction direction = Direction::Either;
  std::optional<Name> variable;
  std::optional<LabelExpression> label;
  std::optional<Quantifier> quantifier;
  std::vector<PropertyEntry> properties;
  std::optional<Expression> filter;
};

enum class PathMode { Default, Walk, Trail };
enum class PathSearch { None, AnyShortest, AllShortest };

// nodes.size() == edges.size() + 1; edges[i] joins nodes[i] and nodes[i + 1].
struct PathPattern {
  TextPlace place;
  std::optional<Name> variable;
  PathMode mode = PathMode::Default;
  PathSearch search = PathSearch::None;
  std::vector<NodePattern> nodes;
  std::vector<EdgePattern> edges;
};

// ---- document sets and evidence ---------------------------------------------------------------

struct DocumentSet {
  enum class Kind {
    All,        // ALL
    Where,      // WHERE condition[0], over document properties
    Keys,       // 'key', 'key': `keys`, String expressions
    Parameter,  // $docs: `name` without $
    Named,      // a set made by LET: `name`
    Union,      // operands[0], operands[1]
    Intersect,
    Except,
  };
  Kind kind = Kind::All;
  int depth = 1;  // of this tree; at most kMaxTreeDepth
  TextPlace place;
  Name name;
  std::vector<Expression> keys;
  std::vector<Expression> condition;
  std::vector<DocumentSet> operands;
};

// IN LANGUAGE zh | 'zh' | $lang
struct Language {
  Name name;  // the code, or the parameter's name
  bool parameter = false;
};

struct Evidence {
  enum class Kind {
    SupportedBy,     // `comparison` (>= when none is written) values[0] `unit`
    InLanguage,      // `languages`
    InDocuments,     // `documents`
    Confidence,      // `comparison` values[0]
    AsOf,            // values[0]
    During,          // values[0] TO values[1]
    Modality,        // `names`; empty for ANY
    InSameDocument,  // `alias` if AS
    InSamePassage,
    Asserted,
    Denied,
    Disputed,
  };
  Kind kind = Kind::Asserted;
  TextPlace place;
  ComparisonOperator comparison = ComparisonOperator::GreaterOrEqual;
  std::vector<Expression> values;
  Name unit;  // DOCUMENTS, LANGUAGES, PASSAGES, SOURCES: any name, the binder decides
  std::vector<Language> languages;
  std::optional<DocumentSet> documents;
  std::vector<Name> names;
  std::optional<Name> alias;
};

// ---- clauses ----------------------------------------------------------------------------------

struct MatchClause {
  TextPlace place;
  bool optional = false;
  std::vector<PathPattern> paths;
  std::vector<Evidence> evidence;
  std::optional<Expression> where;
};

// `source_text` is the expression exactly as written: the column's name when AS is absent.
struct ProjectionItem {
  TextPlace place;
  Expression expression;
  std::optional<Name> alias;
  std::string source_text;
};

struct SortItem {
  TextPlace place;
  Expression expression;
  bool descending = false;
  std::string source_text;
};

struct Projection {
  TextPlace place;
  bool distinct = false;
  bool star = false;  // * before the items, if any
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order_by;
  std::optional<Expression> skip;
  std::optional<Expression> limit;
};

struct WithClause {
  TextPlace place;
  Projection projection;
  std::optional<Expression> where;
};

struct UnwindClause {
  TextPlace place;
  Expression list;
  Name variable;
};

// SEARCH 'text' IN LANGUAGE zh AS passage, score LIMIT 20
struct SearchClause {
  TextPlace place;
  Expression text;
  std::vector<Language> languages;
  Name passage;
  std::optional<Name> score;
  std::optional<Expression> limit;
};

using Clause = std::variant<MatchClause, WithClause, UnwindClause, SearchClause>;

// CITE a, b AS column LIMIT 2; no variable means all.
struct Cite {
  TextPlace place;
  std::vector<Name> variables;
  std::optional<Name> alias;
  std::optional<Expression> limit;
};

struct ReturnClause {
  TextPlace place;
  Projection projection;
  std::optional<Cite> cite;
};

// EXISTS { MATCH ... } or EXISTS { (a)-->(b) IN LANGUAGE ko WHERE ... }; the short form is one
// MatchClause. With UNION and its like there are several parts, each with a RETURN.
struct SubqueryPart {
  TextPlace place;
  std::vector<Clause> clauses;
  std::optional<ReturnClause> result;
};
enum class SetOperator { Union, UnionAll, Intersect, IntersectAll, Except, ExceptAll };
// parts.size() == operators.size() + 1; read from left to right.
struct Subquery {
  TextPlace place;
  std::vector<SubqueryPart> parts;
  std::vector<SetOperator> operators;
};

// The graph that a measure is taken of: OVER { ... } BY weight.
struct MeasuredGraph {
  TextPlace place;
  Subquery graph;
  std::optional<Expression> weight;
  std::string graph_text;  // exactly as written between the braces
  std::string weight_text;
};

// ---- statements -------------------------------------------------------------------------------

struct SingleQuery {
  TextPlace place;
  std::optional<DocumentSet> from;
  std::vector<Clause> clauses;
  ReturnClause result;
};

// parts.size() == operators.size() + 1; read from left to right.
struct Query {
  TextPlace place;
  std::vector<SingleQuery> parts;
  std::vector<SetOperator> operators;
  std::vector<TextPlace> operator_places;
};

struct Trace {
  TextPlace place;
  std::optional<DocumentSet> from;
  std::optional<Name> variable;  // TRACE p = a TO b
  NodePattern start;
  NodePattern end;
  std::optional<LabelExpression> through;
  std::optional<std::int64_t> within;  // hops
  TextPlace within_place;
  std::vector<Evidence> evidence;
  std::optional<Expression> where;
  std::optional<Expression> top;
  std::optional<Projection> projection;
  std::optional<Cite> cite;
};

struct Compare {
  TextPlace place;
  std::vector<DocumentSet> sets;       // two or more, in written order
  std::vector<std::string> set_texts;  // each exactly as written: its column's name
  std::vector<MatchClause> matches;
  ReturnClause result;
};

using Question = std::variant<Query, Trace, Compare>;

enum class QuestionMode { Run, Explain, Profile };

struct QuestionStatement {
  QuestionMode mode = QuestionMode::Run;
  Question question;
};

// EXPORT TO 'file' AS format WITH EVIDENCE query; the question is a Query or a Trace.
struct ExportStatement {
  std::string file;
  TextPlace file_place;
  std::optional<Name> format;
  bool with_evidence = false;
  Question question;
};

// LET name = value, LET $name = value, LET name = DOCUMENTS set: exactly one of the two is there.
struct LetStatement {
  Name name;
  bool parameter = false;
  std::optional<Expression> value;
  std::optional<DocumentSet> documents;
};

struct ShowStatement {
  Name what;
  std::optional<Expression> like;
  std::optional<Name> in;
  std::optional<Expression> limit;
};

// DESCRIBE Firm, DESCRIBE 'Huawei', DESCRIBE (:Firm "Huawei"): exactly one is there.
struct DescribeStatement {
  std::optional<Name> name;
  std::optional<Expression> text;
  std::optional<NodePattern> node;
};

// SET max_hops = 6; a bare word is an Expression of kind Variable.
struct SetStatement {
  Name option;
  Expression value;
};

struct HelpStatement {
  std::optional<Name> topic;
};

struct Statement {
  TextPlace place;
  std::variant<QuestionStatement, ExportStatement, LetStatement, ShowStatement, DescribeStatement,
               SetStatement, HelpStatement>
      body;
  std::string source_text;  // as written, without the semicolon
};

// A text of no statement (blank or only comments) is a Script without statements.
struct Script {
  std::vector<Statement> statements;
};

inline Expression::Expression() = default;
inline Expression::Expression(Expression&&) noexcept = default;
inline Expression& Expression::operator=(Expression&&) noexcept = default;
inline Expression::~Expression() = default;

}  // namespace sarye::ast
