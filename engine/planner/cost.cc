#include "engine/planner/cost.h"

#include <algorithm>
#include <bitset>
#include <cmath>

namespace sarye {
namespace {

// Guesses where statistics say nothing; they only need to put plans in a sensible order.
constexpr double kEqualUnknown = 0.1;
constexpr double kRange = 0.3;
constexpr double kTextTest = 0.1;
constexpr double kOther = 0.5;
constexpr double kMaxTrails = 1e9;

}  // namespace

Estimator::Estimator(const BoundQuery& query, const Catalog& catalog)
    : query_(query), catalog_(catalog) {
  for (const EdgeTableInfo& info : catalog.edge_tables()) {
    if (info.id.value >= tables_.size()) tables_.resize(info.id.value + std::size_t{1}, nullptr);
    tables_[info.id.value] = &info;
  }
}

double Estimator::nodes(const std::vector<TypeId>& types) const {
  double out = 0;
  for (const TypeId type : types) out += static_cast<double>(catalog_.node_count(type));
  return out;
}

double Estimator::degree(const std::vector<plan::EdgeStep>& steps,
                         const std::vector<TypeId>& from) const {
  double edges = 0;
  for (const plan::EdgeStep& step : steps) {
    if (const EdgeTableInfo* info = table(step.table)) edges += static_cast<double>(info->edges);
  }
  return edges / std::max(1.0, nodes(from));
}

double Estimator::equality(const std::vector<TypeId>& types, const std::string& property) const {
  double weighted = 0;
  double all = 0;
  for (const TypeId type : types) {
    const auto count = static_cast<double>(catalog_.node_count(type));
    auto distinct = static_cast<double>(catalog_.distinct_values(type, property));
    if (distinct == 0 && (property == "name" || property == "key" || property == "id")) {
      distinct = count;
    }
    all += count;
    weighted += distinct > 0 ? count / distinct : count * kEqualUnknown;
  }
  return all > 0 ? std::min(1.0, weighted / all) : kEqualUnknown;
}

double Estimator::selectivity(const BoundExpression& predicate) const {
  switch (predicate.kind) {
    case ExprKind::Compare: {
      if (predicate.comparison == ComparisonKind::NotEqual) return 0.9;
      if (predicate.comparison != ComparisonKind::Equal) return kRange;
      for (const BoundExpression& side : predicate.operands) {
        if (side.kind != ExprKind::Property || side.operands[0].kind != ExprKind::Variable)
          continue;
        const StaticType& type = query_.slots[side.operands[0].slot].type;
        if (type.kind == StaticType::Kind::Node && !type.node_types.empty()) {
          return equality(type.node_types, side.property.name);
        }
      }
      return kEqualUnknown;
    }
    case ExprKind::Contains:
    case ExprKind::StartsWith:
    case ExprKind::EndsWith:
    case ExprKind::Matches:
    case ExprKind::RegexMatches:
    case ExprKind::IsNull:
      return kTextTest;
    case ExprKind::IsNotNull:
      return 0.9;
    case ExprKind::Not:
      return std::max(0.05, 1 - selectivity(predicate.operands[0]));
    case ExprKind::And: {
      double out = 1;
      for (const BoundExpression& operand : predicate.operands) out *= selectivity(operand);
      return out;
    }
    case ExprKind::Or: {
      double out = 1;
      for (const BoundExpression& operand : predicate.operands) out *= 1 - selectivity(operand);
      return 1 - out;
    }
    default:
      return kOther;
  }
}

double Estimator::evidence(FilterId id, const EdgeTests& tests) const {
  const EvidenceFilter& filter = query_.filters[id];
  double out = 1;
  if (filter.languages != 0) {
    out *= std::min(1.0, 0.4 * static_cast<double>(std::bitset<8>(filter.languages).count()));
  }
  for (std::size_t i = 0; i < filter.document_sets.size(); ++i) out *= 0.5;
  if (filter.min_confidence > 0 || filter.max_confidence < 1000) out *= 0.7;
  for (std::size_t i = 0; i < filter.times.size(); ++i) out *= 0.6;
  if ((filter.polarity & kPolarityAsserted) == 0) out *= 0.1;
  if (!filter.kinds.empty()) out *= 0.5;
  for (const SupportTest& test : tests.supported_by) {
    if (test.count > 1)
      out *= std::pow(0.4, static_cast<double>(std::min<std::int64_t>(test.count, 5) - 1));
  }
  if (tests.disputed) out *= 0.05;
  return out;
}

double Estimator::trails(double degree, std::uint32_t min, std::uint32_t max) const {
  constexpr std::uint32_t kDeepest = 12;
  // What a text asks for may be millions of hops: those before the first that counts are a power.
  const std::uint32_t first = std::max(min, 1u);
  const std::uint32_t deepest = std::min(max, std::max(first, kDeepest));
  double level = std::pow(degree, first - 1.0);
  double sum = min == 0 ? 1 : 0;
  for (std::uint32_t hop = first; hop <= deepest && sum < kMaxTrails; ++hop) {
    level *= degree;
    if (level < 1e-6) break;
    sum += level;
  }
  return std::min(sum, kMaxTrails);
}

}  // namespace sarye
