// The functions of the language: their names, how many arguments they take, what they take and
// give.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/binder/static_type.h"

namespace sarye {

enum class FunctionId : std::uint8_t {
  // aggregates
  CountStar,
  Count,
  Sum,
  Avg,
  Min,
  Max,
  Collect,
  PercentileDisc,
  PercentileCont,
  StDev,
  StDevP,
  // graph
  Id,
  Type,
  Labels,
  Keys,
  Properties,
  StartNode,
  EndNode,
  Nodes,
  Relationships,
  Length,
  Names,
  // evidence
  Assertions,
  Support,
  Docs,
  Documents,
  Langs,
  Confidence,
  Stances,
  Quotes,
  // lists
  Size,
  Range,
  Reverse,
  Head,
  Last,
  Tail,
  // any
  Coalesce,
  Exists,
  // conversion
  ToBoolean,
  ToInteger,
  ToFloat,
  ToString,
  // numbers
  Abs,
  Ceil,
  Floor,
  Round,
  Sign,
  Sqrt,
  Exp,
  Log,
  Log10,
  Sin,
  Cos,
  Tan,
  Asin,
  Acos,
  Atan,
  Atan2,
  Pi,
  E,
  // strings
  ToLower,
  ToUpper,
  Substring,
  Split,
  Trim,
  LTrim,
  RTrim,
  Replace,
  Left,
  Right,
  Excerpt,  // bound with two arguments always
  // measures of a graph
  Degree,
  InDegree,
  OutDegree,
  PageRank,
  Betweenness,
  Closeness,
  Component,
  KCore,
  Community,
  Distance,
  CheapestPath,
};

// Functions of nodes that take OVER { ... }: their value depends on a whole graph.
constexpr bool is_measure(FunctionId id) {
  return id >= FunctionId::Degree && id <= FunctionId::CheapestPath;
}
// Whether BY has a meaning: as a strength (degree, PageRank, community), or as a length.
constexpr bool takes_weight(FunctionId id) {
  return is_measure(id) && id != FunctionId::Component && id != FunctionId::KCore;
}

struct FunctionInfo {
  FunctionId id;
  std::string_view name;  // as documents write it: toInteger
  int min_arguments;
  int max_arguments;  // -1: any number
  bool aggregate;
  // What is refused in the text (openCypher checks only some functions then; the others fail on the
  // data). By argument: a bit 1 << StaticType::Kind for each kind that fits; 0: everything does.
  std::uint32_t accepts[3];
  StaticType::Kind result;  // Unknown: depends on the arguments, see `result_type`
  std::string_view help;    // one line
};

std::span<const FunctionInfo> functions();  // sorted by name, without regard to case
const FunctionInfo& function_info(FunctionId id);
// Without regard to case; nullptr: no such. `length`, `relationships` and `rels` are as in
// openCypher.
const FunctionInfo* find_function_info(std::string_view name);
StaticType result_type(FunctionId id, std::span<const StaticType> arguments);

}  // namespace sarye
