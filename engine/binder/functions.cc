#include "engine/binder/functions.h"

#include <algorithm>
#include <array>
#include <string>

namespace sarye {
namespace {

using Kind = StaticType::Kind;

constexpr std::uint32_t bit(Kind kind) {
  return 1u << static_cast<int>(kind);
}
constexpr std::uint32_t kAll = 0;
constexpr std::uint32_t kNode = bit(Kind::Node);
constexpr std::uint32_t kEdge = bit(Kind::Edge);
constexpr std::uint32_t kPath = bit(Kind::Path);
constexpr std::uint32_t kList = bit(Kind::List);
constexpr std::uint32_t kString = bit(Kind::String);
constexpr std::uint32_t kNumber = bit(Kind::Integer) | bit(Kind::Float) | bit(Kind::Number);
constexpr std::uint32_t kHasProperties = kNode | kEdge | bit(Kind::Assertion);
constexpr std::uint32_t kEvidence = kEdge | kNode | kList | kPath;

using F = FunctionId;

// Sorted by name without regard to case. range() accepts anything in the text: openCypher checks
// its arguments on the data.
constexpr std::array kFunctions = {
    FunctionInfo{
        F::Abs, "abs", 1, 1, false, {kNumber}, Kind::Unknown, "the number without its sign"},
    FunctionInfo{F::Acos, "acos", 1, 1, false, {kNumber}, Kind::Float, "arc cosine in radians"},
    FunctionInfo{F::Asin, "asin", 1, 1, false, {kNumber}, Kind::Float, "arc sine in radians"},
    FunctionInfo{F::Assertions,
                 "assertions",
                 1,
                 1,
                 false,
                 {kEvidence},
                 Kind::List,
                 "the surviving assertions of an edge, for UNWIND"},
    FunctionInfo{F::Atan, "atan", 1, 1, false, {kNumber}, Kind::Float, "arc tangent in radians"},
    FunctionInfo{F::Atan2,
                 "atan2",
                 2,
                 2,
                 false,
                 {kNumber, kNumber},
                 Kind::Float,
                 "angle of the point (x, y), called with y, x"},
    FunctionInfo{
        F::Avg, "avg", 1, 1, true, {kAll}, Kind::Number, "mean of the values that are not null"},
    FunctionInfo{F::Betweenness,
                 "betweenness",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Float,
                 "the share of shortest paths between other nodes that lead through a node"},
    FunctionInfo{F::Ceil, "ceil", 1, 1, false, {kNumber}, Kind::Float, "rounded up"},
    FunctionInfo{F::CheapestPath,
                 "cheapestPath",
                 2,
                 2,
                 false,
                 {kNode, kNode},
                 Kind::Path,
                 "the path from one node to another with the least sum of BY"},
    FunctionInfo{F::Closeness,
                 "closeness",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Float,
                 "how near a node is to those that reach it, 0 to 1 (Wasserman and Faust)"},
    FunctionInfo{F::Coalesce,
                 "coalesce",
                 1,
                 -1,
                 false,
                 {kAll},
                 Kind::Unknown,
                 "the first argument that is not null"},
    FunctionInfo{F::Collect,
                 "collect",
                 1,
                 1,
                 true,
                 {kAll},
                 Kind::List,
                 "a list of the values that are not null"},
    FunctionInfo{F::Community,
                 "community",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Integer,
                 "the number of a node's community, by label propagation; 1 is the largest"},
    FunctionInfo{F::Component,
                 "component",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Integer,
                 "the number of a node's connected component; 1 is the largest"},
    FunctionInfo{F::Confidence,
                 "confidence",
                 1,
                 1,
                 false,
                 {kEvidence},
                 Kind::Float,
                 "how sure the surviving assertions make the edge together, 0 to 1"},
    FunctionInfo{F::Cos, "cos", 1, 1, false, {kNumber}, Kind::Float, "cosine of radians"},
    FunctionInfo{F::Count,
                 "count",
                 1,
                 1,
                 true,
                 {kAll},
                 Kind::Integer,
                 "how many values are not null; count(*): how many rows"},
    FunctionInfo{F::Degree,
                 "degree",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Number,
                 "how many edges a node has, in and out; with BY the sum of their weights"},
    FunctionInfo{F::Distance,
                 "distance",
                 2,
                 2,
                 false,
                 {kNode, kNode},
                 Kind::Number,
                 "the fewest hops from one node to another; with BY the least sum"},
    FunctionInfo{
        F::Docs, "docs", 1, 1, false, {kEvidence}, Kind::Integer, "how many works state the edge"},
    FunctionInfo{F::Documents,
                 "documents",
                 1,
                 1,
                 false,
                 {kEvidence},
                 Kind::List,
                 "keys of the documents that state the edge, sorted"},
    FunctionInfo{F::E, "e", 0, 0, false, {kAll}, Kind::Float, "2.718281828459045"},
    FunctionInfo{
        F::EndNode, "endNode", 1, 1, false, {kEdge}, Kind::Node, "the node an edge leads to"},
    FunctionInfo{F::Excerpt,
                 "excerpt",
                 1,
                 2,
                 false,
                 {kString | kNode, kString},
                 Kind::String,
                 "where p of SEARCH 'words' AS p has the words, marked; or a text and the words"},
    FunctionInfo{
        F::Exists, "exists", 1, 1, false, {kAll}, Kind::Boolean, "whether a property is there"},
    FunctionInfo{F::Exp, "exp", 1, 1, false, {kNumber}, Kind::Float, "e to the power of a number"},
    FunctionInfo{F::Floor, "floor", 1, 1, false, {kNumber}, Kind::Float, "rounded down"},
    FunctionInfo{F::Head, "head", 1, 1, false, {kList}, Kind::Unknown, "the first element"},
    FunctionInfo{F::Id,
                 "id",
                 1,
                 1,
                 false,
                 {kNode | kEdge},
                 Kind::Integer,
                 "number of a node or edge, within one generation of the store"},
    FunctionInfo{F::InDegree,
                 "inDegree",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Number,
                 "how many edges lead to a node; with BY the sum of their weights"},
    FunctionInfo{F::KCore,
                 "kcore",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Integer,
                 "the greatest k such that a node is in a k-core"},
    FunctionInfo{F::Keys,
                 "keys",
                 1,
                 1,
                 false,
                 {kHasProperties},
                 Kind::List,
                 "names of the properties, sorted"},
    FunctionInfo{
        F::Labels, "labels", 1, 1, false, {kNode}, Kind::List, "the type of a node, in a list"},
    FunctionInfo{F::Langs,
                 "langs",
                 1,
                 1,
                 false,
                 {kEvidence},
                 Kind::List,
                 "languages of the passages that state the edge, sorted"},
    FunctionInfo{F::Last, "last", 1, 1, false, {kList}, Kind::Unknown, "the last element"},
    FunctionInfo{
        F::Left, "left", 2, 2, false, {kString, kNumber}, Kind::String, "the first n characters"},
    FunctionInfo{
        F::Length, "length", 1, 1, false, {kPath}, Kind::Integer, "how many edges a path has"},
    FunctionInfo{F::Log, "log", 1, 1, false, {kNumber}, Kind::Float, "natural logarithm"},
    FunctionInfo{F::Log10, "log10", 1, 1, false, {kNumber}, Kind::Float, "decimal logarithm"},
    FunctionInfo{F::LTrim,
                 "lTrim",
                 1,
                 1,
                 false,
                 {kString},
                 Kind::String,
                 "without white space at the start"},
    FunctionInfo{F::Max, "max", 1, 1, true, {kAll}, Kind::Unknown, "the greatest value"},
    FunctionInfo{F::Min, "min", 1, 1, true, {kAll}, Kind::Unknown, "the least value"},
    FunctionInfo{F::Names, "names", 1, 1, false, {kNode}, Kind::List, "every name of an entity"},
    FunctionInfo{
        F::Nodes, "nodes", 1, 1, false, {kPath}, Kind::List, "the nodes of a path, in order"},
    FunctionInfo{F::OutDegree,
                 "outDegree",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Number,
                 "how many edges leave a node; with BY the sum of their weights"},
    FunctionInfo{F::PageRank,
                 "pagerank",
                 1,
                 1,
                 false,
                 {kNode},
                 Kind::Float,
                 "a node's PageRank (damping 0.85); all of a graph add up to 1"},
    FunctionInfo{F::PercentileCont,
                 "percentileCont",
                 2,
                 2,
                 true,
                 {kAll, kAll},
                 Kind::Number,
                 "percentile (0 to 1), between two values where needed"},
    FunctionInfo{F::PercentileDisc,
                 "percentileDisc",
                 2,
                 2,
                 true,
                 {kAll, kAll},
                 Kind::Number,
                 "percentile (0 to 1), one of the values"},
    FunctionInfo{F::Pi, "pi", 0, 0, false, {kAll}, Kind::Float, "3.141592653589793"},
    FunctionInfo{F::Properties,
                 "properties",
                 1,
                 1,
                 false,
                 {kHasProperties},
                 Kind::List,
                 "the properties, as a list of [name, value]"},
    FunctionInfo{F::Quotes,
                 "quotes",
                 1,
                 1,
                 false,
                 {kEvidence},
                 Kind::List,
                 "the sentences that state the edge, sorted"},
    FunctionInfo{F::Range,
                 "range",
                 2,
                 3,
                 false,
                 {kAll, kAll, kAll},
                 Kind::List,
                 "the integers from, to, by step; both ends included"},
    FunctionInfo{
        F::Relationships, "relationships", 1, 1, false, {kPath}, Kind::List, "the edges of a path"},
    FunctionInfo{F::Replace,
                 "replace",
                 3,
                 3,
                 false,
                 {kString, kString, kString},
                 Kind::String,
                 "every occurrence of one text replaced by another"},
    FunctionInfo{F::Reverse,
                 "reverse",
                 1,
                 1,
                 false,
                 {kList | kString},
                 Kind::Unknown,
                 "a list or text turned round"},
    FunctionInfo{
        F::Right, "right", 2, 2, false, {kString, kNumber}, Kind::String, "the last n characters"},
    FunctionInfo{F::Round,
                 "round",
                 1,
                 2,
                 false,
                 {kNumber, kNumber},
                 Kind::Float,
                 "rounded to the nearest, or to n digits"},
    FunctionInfo{
        F::RTrim, "rTrim", 1, 1, false, {kString}, Kind::String, "without white space at the end"},
    FunctionInfo{F::Sign, "sign", 1, 1, false, {kNumber}, Kind::Integer, "-1, 0 or 1"},
    FunctionInfo{F::Sin, "sin", 1, 1, false, {kNumber}, Kind::Float, "sine of radians"},
    FunctionInfo{F::Size,
                 "size",
                 1,
                 1,
                 false,
                 {kList | kString},
                 Kind::Integer,
                 "elements of a list, characters of a text"},
    FunctionInfo{F::Split,
                 "split",
                 2,
                 2,
                 false,
                 {kString, kString},
                 Kind::List,
                 "the parts between a separator"},
    FunctionInfo{F::Sqrt, "sqrt", 1, 1, false, {kNumber}, Kind::Float, "square root"},
    FunctionInfo{F::Stances,
                 "stances",
                 1,
                 1,
                 false,
                 {kEvidence},
                 Kind::List,
                 "polarity and modality of the surviving assertions, sorted"},
    FunctionInfo{
        F::StartNode, "startNode", 1, 1, false, {kEdge}, Kind::Node, "the node an edge comes from"},
    FunctionInfo{
        F::StDev, "stDev", 1, 1, true, {kAll}, Kind::Float, "standard deviation of a sample"},
    FunctionInfo{
        F::StDevP, "stDevP", 1, 1, true, {kAll}, Kind::Float, "standard deviation of a population"},
    FunctionInfo{F::Substring,
                 "substring",
                 2,
                 3,
                 false,
                 {kString, kNumber, kNumber},
                 Kind::String,
                 "from position n (0 is the first), m characters"},
    FunctionInfo{
        F::Sum, "sum", 1, 1, true, {kAll}, Kind::Number, "sum of the values that are not null"},
    FunctionInfo{F::Support,
                 "support",
                 1,
                 1,
                 false,
                 {kEvidence},
                 Kind::Integer,
                 "how many assertions survive"},
    FunctionInfo{F::Tail, "tail", 1, 1, false, {kList}, Kind::Unknown, "all but the first element"},
    FunctionInfo{F::Tan, "tan", 1, 1, false, {kNumber}, Kind::Float, "tangent of radians"},
    FunctionInfo{F::ToBoolean,
                 "toBoolean",
                 1,
                 1,
                 false,
                 {kAll},
                 Kind::Boolean,
                 "'true' and 'false' as Booleans"},
    FunctionInfo{
        F::ToFloat, "toFloat", 1, 1, false, {kAll}, Kind::Float, "a number or a text as a Float"},
    FunctionInfo{F::ToInteger,
                 "toInteger",
                 1,
                 1,
                 false,
                 {kAll},
                 Kind::Integer,
                 "a number or a text as an Integer"},
    FunctionInfo{F::ToLower, "toLower", 1, 1, false, {kString}, Kind::String, "in lower case"},
    FunctionInfo{F::ToString, "toString", 1, 1, false, {kAll}, Kind::String, "a value as text"},
    FunctionInfo{F::ToUpper, "toUpper", 1, 1, false, {kString}, Kind::String, "in upper case"},
    FunctionInfo{F::Trim,
                 "trim",
                 1,
                 1,
                 false,
                 {kString},
                 Kind::String,
                 "without white space around"},
    // Of a node only where an ontology gives every node one type; the binder adds that.
    FunctionInfo{F::Type,
                 "type",
                 1,
                 1,
                 false,
                 {kEdge},
                 Kind::String,
                 "the relation of an edge; in a literature store also the type of a node"},
};

constexpr FunctionInfo kCountStar{F::CountStar,  "count(*)",     0, 0, true, {kAll},
                                  Kind::Integer, "how many rows"};

char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool less_any_case(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return lower_case(x) < lower_case(y); });
}

}  // namespace

std::span<const FunctionInfo> functions() {
  return kFunctions;
}

const FunctionInfo& function_info(FunctionId id) {
  static const auto by_id = [] {
    std::array<const FunctionInfo*, 256> out{};
    for (const FunctionInfo& info : kFunctions) out[static_cast<std::size_t>(info.id)] = &info;
    out[static_cast<std::size_t>(F::CountStar)] = &kCountStar;
    return out;
  }();
  return *by_id[static_cast<std::size_t>(id)];
}

const FunctionInfo* find_function_info(std::string_view name) {
  const auto found = std::lower_bound(kFunctions.begin(), kFunctions.end(), name,
                                      [](const FunctionInfo& info, std::string_view text) {
                                        return less_any_case(info.name, text);
                                      });
  if (found == kFunctions.end() || less_any_case(name, found->name)) return nullptr;
  return &*found;
}

StaticType result_type(FunctionId id, std::span<const StaticType> arguments) {
  const auto first = [&] { return arguments.empty() ? StaticType() : arguments[0]; };
  switch (id) {
    case F::Abs:
    case F::Min:
    case F::Max:
    case F::Reverse:
    case F::Tail:
      return first();
    case F::Head:
    case F::Last:
      return first().kind == Kind::List ? first().element_type() : StaticType();
    case F::Collect:
      return StaticType::list_of(first());
    case F::Coalesce: {
      StaticType out(Kind::Null);
      for (const StaticType& argument : arguments) out = join_types(out, argument);
      return out;
    }
    case F::Nodes:
      return StaticType::list_of(Kind::Node);
    case F::Relationships:
      return StaticType::list_of(Kind::Edge);
    case F::Assertions:
      return StaticType::list_of(Kind::Assertion);
    case F::Range:
      return StaticType::list_of(Kind::Integer);
    case F::Labels:
    case F::Keys:
    case F::Names:
    case F::Documents:
    case F::Langs:
    case F::Stances:
    case F::Quotes:
    case F::Split:
      return StaticType::list_of(Kind::String);
    default:
      return function_info(id).result;
  }
}

}  // namespace sarye
