// Makes a bound query fit for other literals of its text: those that are only compared or counted
// with become parameters, so that a plan that was made once serves every text of the same shape.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/binder/bound_query.h"
#include "engine/model/value.h"
#include "engine/syntax/literal_shape.h"

namespace sarye {

inline constexpr std::uint16_t kNotLifted = 0xFFFFu;

// `literals` are those of the text that `query` was bound from. Gives for each the index of its
// parameter in BoundQuery::parameters, or kNotLifted where the value shaped the query: entity
// constants, document sets, evidence words, hops, names of columns and whatever stands in what is
// returned. Lifted are those in WHERE, in {property: value}, in SKIP and in LIMIT.
std::vector<std::uint16_t> lift_literals(BoundQuery& query,
                                         const std::vector<PlainLiteral>& literals);

// The value of a literal of `text`, which is UTF-8; a String in NFC, as the parser gives it.
Value plain_value(std::string_view text, const PlainLiteral& literal);

}  // namespace sarye
