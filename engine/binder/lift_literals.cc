#include "engine/binder/lift_literals.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "engine/text/unicode.h"

namespace sarye {

namespace {

ValueType type_of(PlainLiteral::Kind kind) {
  switch (kind) {
    case PlainLiteral::Kind::Integer:
      return ValueType::Integer;
    case PlainLiteral::Kind::Float:
      return ValueType::Float;
    default:
      return ValueType::String;
  }
}

class Lifter {
 public:
  Lifter(BoundQuery& query, const std::vector<PlainLiteral>& literals)
      : query_(query), literals_(literals), lifted_(literals.size(), kNotLifted) {}

  std::vector<std::uint16_t> all() {
    for (BoundPart& each : query_.parts) part(each);
    // Those inside of a measured graph stay as they are: graphs of equal text are one.
    if (!query_.graphs.empty()) return std::move(lifted_);
    for (BoundSubquery& subquery : query_.subqueries) {
      part(subquery.part);
      for (BoundPart& next : subquery.more) part(next);
    }
    return std::move(lifted_);
  }

 private:
  void part(BoundPart& part) {
    for (BoundClause& clause : part.clauses) {
      if (auto* match = std::get_if<BoundMatch>(&clause)) {
        each(match->predicates);
        for (PatternEdge& edge : match->edges) each(edge.hop_predicates);
      } else if (auto* projection = std::get_if<BoundProjection>(&clause)) {
        each(projection->where);
        if (projection->skip) expression(*projection->skip);
        if (projection->limit) expression(*projection->limit);
      }
    }
  }

  void each(std::vector<BoundExpression>& expressions) {
    for (BoundExpression& e : expressions) expression(e);
  }

  // Where the value of an operand decides what kind of expression stands there, it stays.
  void expression(BoundExpression& e) {
    switch (e.kind) {
      case ExprKind::Literal:
        literal(e);
        return;
      case ExprKind::Index:
      case ExprKind::Call:
      case ExprKind::RegexMatches:
      case ExprKind::Matches:
        return;
      default:
        each(e.operands);
    }
  }

  // The place tells which literal of the text it is; a folded sign or a date has another place or
  // type. One literal may be bound twice: both then read one parameter.
  void literal(BoundExpression& e) {
    const auto found = std::lower_bound(
        literals_.begin(), literals_.end(), e.place.byte_begin,
        [](const PlainLiteral& known, std::size_t begin) { return known.begin < begin; });
    if (found == literals_.end() || found->begin != e.place.byte_begin ||
        found->end != e.place.byte_end || type_of(found->kind) != e.value.type()) {
      return;
    }
    std::uint16_t& index = lifted_[static_cast<std::size_t>(found - literals_.begin())];
    if (index == kNotLifted) {
      if (query_.parameters.size() >= kNotLifted) return;
      index = static_cast<std::uint16_t>(query_.parameters.size());
      query_.parameters.push_back({{}, e.value, true});
    }
    e.kind = ExprKind::Parameter;
    e.index = index;
  }

  BoundQuery& query_;
  const std::vector<PlainLiteral>& literals_;
  std::vector<std::uint16_t> lifted_;
};

}  // namespace

std::vector<std::uint16_t> lift_literals(BoundQuery& query,
                                         const std::vector<PlainLiteral>& literals) {
  return Lifter(query, literals).all();
}

Value plain_value(std::string_view text, const PlainLiteral& literal) {
  const std::string_view written = text.substr(literal.begin, literal.end - literal.begin);
  const char* const end = written.data() + written.size();
  if (literal.kind == PlainLiteral::Kind::Integer) {
    std::int64_t value = 0;
    std::from_chars(written.data(), end, value);
    return Value(value);
  }
  if (literal.kind == PlainLiteral::Kind::Float) {
    double value = 0;
    std::from_chars(written.data(), end, value);
    return Value(value);
  }
  const std::string_view inside = written.substr(1, written.size() - 2);
  return is_ascii(inside) ? Value(inside) : Value(nfc(inside));
}

}  // namespace sarye
