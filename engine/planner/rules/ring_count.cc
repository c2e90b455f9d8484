#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

using plan::RingCount;

bool is_among(const std::vector<Slot>& slots, Slot slot) {
  return slot != kNoSlot && std::find(slots.begin(), slots.end(), slot) != slots.end();
}

bool read_only(const std::vector<BoundExpression>& predicates, Slot a, Slot b) {
  return std::all_of(predicates.begin(), predicates.end(), [&](const BoundExpression& predicate) {
    const std::vector<Slot> slots = slots_of(predicate);
    return std::all_of(slots.begin(), slots.end(), [&](Slot s) { return s == a || s == b; });
  });
}

// Whether one of the conditions holds of no node that is both: a < b of one property, or a <> b.
bool keep_apart(const std::vector<BoundExpression>& predicates, Slot a, Slot b) {
  const auto variable_of = [](const BoundExpression& e, bool property) {
    const BoundExpression& variable = property ? e.operands[0] : e;
    return variable.kind == ExprKind::Variable ? variable.slot : kNoSlot;
  };
  return std::any_of(predicates.begin(), predicates.end(), [&](const BoundExpression& predicate) {
    if (predicate.kind != ExprKind::Compare) return false;
    const BoundExpression& left = predicate.operands[0];
    const BoundExpression& right = predicate.operands[1];
    const bool strict = predicate.comparison == ComparisonKind::Less ||
                        predicate.comparison == ComparisonKind::Greater;
    const bool of_property = left.kind == ExprKind::Property && right.kind == ExprKind::Property &&
                             left.property.name == right.property.name &&
                             left.property.by_type.empty() && right.property.by_type.empty();
    const bool of_nodes = predicate.comparison == ComparisonKind::NotEqual &&
                          left.kind == ExprKind::Variable && right.kind == ExprKind::Variable;
    if (!(strict && of_property) && !of_nodes) return false;
    const Slot x = variable_of(left, of_property);
    const Slot y = variable_of(right, of_property);
    return (x == a && y == b) || (x == b && y == a);
  });
}

// Whether one of the conditions puts a before b by the property: a < b or b > a.
bool puts_before(const std::vector<BoundExpression>& predicates, Slot a, Slot b,
                 std::string_view property) {
  return std::any_of(predicates.begin(), predicates.end(), [&](const BoundExpression& predicate) {
    if (predicate.kind != ExprKind::Compare) return false;
    const bool less = predicate.comparison == ComparisonKind::Less;
    if (!less && predicate.comparison != ComparisonKind::Greater) return false;
    const BoundExpression& before = predicate.operands[less ? 0 : 1];
    const BoundExpression& behind = predicate.operands[less ? 1 : 0];
    const auto is_of = [property](const BoundExpression& e, Slot slot) {
      return e.kind == ExprKind::Property && e.property.name == property &&
             e.property.by_type.empty() && e.operands[0].kind == ExprKind::Variable &&
             e.operands[0].slot == slot;
    };
    return is_of(before, a) && is_of(behind, b);
  });
}

BoundExpression with_slot(BoundExpression e, Slot before, Slot now) {
  if (e.kind == ExprKind::Variable && e.slot == before) e.slot = now;
  for (BoundExpression& operand : e.operands) operand = with_slot(std::move(operand), before, now);
  return e;
}

// Where conditions along a way put its middle between its ends, they put these apart: says so.
void order_ends(RingCount& ring, const RingCount::Way& way) {
  for (const BoundExpression& last : way.last_predicates) {
    const std::string_view by = last.operands[0].property.name;
    const bool up = puts_before(way.predicates, ring.from, way.middle, by) &&
                    puts_before({last}, way.middle, ring.to, by);
    const bool down = puts_before(way.predicates, way.middle, ring.from, by) &&
                      puts_before({last}, ring.to, way.middle, by);
    if (up || down) ring.predicates.push_back(with_slot(last, way.middle, ring.from));
  }
}

// The edges that `slots` name must be among `known`.
bool all_among(const std::vector<Slot>& slots, std::initializer_list<Slot> known) {
  return std::all_of(slots.begin(), slots.end(), [&](Slot slot) {
    return std::find(known.begin(), known.end(), slot) != known.end();
  });
}

bool same_steps(const plan::EdgeAccess& a, bool a_turned, const plan::EdgeAccess& b,
                bool b_turned) {
  const auto is_in_b = [&](plan::EdgeStep step) {
    step.forward = step.forward != (a_turned != b_turned);
    return std::find(b.steps.begin(), b.steps.end(), step) != b.steps.end();
  };
  return a.steps.size() == b.steps.size() && a.filter == b.filter && a.tests == b.tests &&
         std::all_of(a.steps.begin(), a.steps.end(), is_in_b);
}

// Whether both ways have a middle and whatever may be the one's may be the other's.
bool are_alike(const RingCount::Way& one, const RingCount::Way& two) {
  if (one.middle == kNoSlot || one.last_turned) return false;
  const std::vector<TypeId>& middles = one.first.to_types;
  const bool same_types =
      two.first.to_types == middles &&
      (two.last_turned ? two.last.to_types.empty() || two.last.to_types == middles
                       : two.last.to_types == one.last.to_types);
  if (!same_types || !same_steps(one.first, false, two.first, false) ||
      !same_steps(one.last, false, two.last, two.last_turned) ||
      one.first_by_support != two.first_by_support || one.last_by_support != two.last_by_support ||
      one.predicates.size() != two.predicates.size()) {
    return false;
  }
  return std::all_of(one.predicates.begin(), one.predicates.end(), [&](const BoundExpression& e) {
    const BoundExpression turned = with_slot(e, one.middle, two.middle);
    return std::any_of(
        two.predicates.begin(), two.predicates.end(),
        [&](const BoundExpression& other) { return same_expression(turned, other); });
  });
}

// How a condition tells the middles of the ring apart; Any: not so that pairs could be counted.
RingCount::Middles apart_by(const BoundExpression& condition, const BoundQuery& query,
                            const Catalog& catalog) {
  if (condition.kind != ExprKind::Compare) return RingCount::Middles::Any;
  const BoundExpression& left = condition.operands[0];
  const BoundExpression& right = condition.operands[1];
  const bool differ = condition.comparison == ComparisonKind::NotEqual;
  const bool before = condition.comparison == ComparisonKind::Less ||
                      condition.comparison == ComparisonKind::Greater;
  if (differ && left.kind == ExprKind::Variable && right.kind == ExprKind::Variable) {
    return RingCount::Middles::Different;
  }
  const auto type_of = [&](const BoundExpression& e) -> std::optional<TypeId> {
    if (e.kind != ExprKind::Property || !e.property.by_type.empty() ||
        e.operands[0].kind != ExprKind::Variable) {
      return std::nullopt;
    }
    const StaticType& type = query.slots[e.operands[0].slot].type;
    if (type.kind != StaticType::Kind::Node || type.node_types.size() != 1) return std::nullopt;
    return type.node_types.front();
  };
  const auto type = type_of(left);
  if (!type || type != type_of(right) || left.property.name != right.property.name ||
      (!differ && !before)) {
    return RingCount::Middles::Any;
  }
  const auto ascends = catalog.ascends(*type, left.property.name);
  if (!ascends || !*ascends) return RingCount::Middles::Any;
  return differ ? RingCount::Middles::Different : RingCount::Middles::Ordered;
}

// Takes the conditions on both nodes out of `predicates`.
void take_between(std::vector<BoundExpression>& predicates, Slot a, Slot b,
                  std::vector<BoundExpression>& taken) {
  for (std::size_t i = 0; i < predicates.size();) {
    const std::vector<Slot> slots = slots_of(predicates[i]);
    if (slots.size() == 2 && is_among(slots, a) && is_among(slots, b)) {
      taken.push_back(std::move(predicates[i]));
      predicates.erase(predicates.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

// Edges that must differ are different ones whatever is found, since of the nodes that would have
// to be one, conditions say that they are not.
bool edges_differ(const RingCount& ring) {
  const RingCount::Way& one = ring.ways[0];
  const RingCount::Way& two = ring.ways[1];
  const auto must_differ = [](const plan::EdgeAccess& a, Slot a_edge, const plan::EdgeAccess& b,
                              Slot b_edge) {
    return is_among(a.distinct_from, b_edge) || is_among(b.distinct_from, a_edge);
  };
  const bool ends_apart = keep_apart(ring.predicates, ring.from, ring.to);
  const auto middle_apart = [&](const RingCount::Way& way) {
    return way.middle != kNoSlot && keep_apart(way.predicates, ring.from, way.middle);
  };
  for (const RingCount::Way& way : ring.ways) {
    if (way.middle == kNoSlot) continue;
    if (must_differ(way.first, way.first_edge, way.last, way.last_edge) && !ends_apart)
      return false;
  }
  // Both last edges end alike: they differ only where the nodes before them do.
  if (one.middle == kNoSlot) {
    if (must_differ(one.last, one.last_edge, two.first, two.first_edge) &&
        !keep_apart(two.last_predicates, two.middle, ring.to)) {
      return false;
    }
    return !must_differ(one.last, one.last_edge, two.last, two.last_edge) || middle_apart(two);
  }
  if (ring.middles == RingCount::Middles::Any &&
      (must_differ(one.first, one.first_edge, two.first, two.first_edge) ||
       must_differ(one.last, one.last_edge, two.last, two.last_edge))) {
    return false;
  }
  // (from, middle) and (other middle, to) are one edge where the other middle is `from` too.
  const auto cross_apart = [&](const RingCount::Way& way, const RingCount::Way& other) {
    return !must_differ(way.first, way.first_edge, other.last, other.last_edge) ||
           (ends_apart && middle_apart(other));
  };
  return cross_apart(one, two) && cross_apart(two, one);
}

// The way over a middle that two edges share.
RingCount::Way way_of(Slot middle, const plan::Intersection::Arm& first,
                      const plan::Intersection::Arm& last,
                      const std::vector<BoundExpression>& predicates) {
  RingCount::Way way;
  way.middle = middle;
  way.first = first.access;
  way.first_edge = first.edge;
  way.first_by_support = first.by_support;
  way.last = last.access;
  way.last_edge = last.edge;
  way.last_by_support = last.by_support;
  way.predicates = predicates;
  return way;
}

// The way of an expansion to a middle and an arm from there.
std::optional<RingCount::Way> way_over(const plan::Expand& expand,
                                       const plan::Intersection::Arm& arm,
                                       const std::vector<BoundExpression>& predicates) {
  if (expand.into || expand.from == expand.to || expand.to != arm.from ||
      !read_only(predicates, expand.from, expand.to)) {
    return std::nullopt;
  }
  return way_of(expand.to, {expand.from, expand.edge, expand.access, expand.by_support}, arm,
                predicates);
}

// The ways of a ring that `meeting` and what is below it list; returns what is below the ring,
// nullptr where it is none. Middles are both reached from `from`, or one of them is what the
// meeting fills.
PlanPtr* take_ways(const plan::Intersection& meeting, PlanNode& nearest, RingCount& ring) {
  const auto* last = std::get_if<plan::Expand>(&nearest.op);
  if (last == nullptr) return nullptr;
  const bool on_first = meeting.arms[0].from == last->to;
  const plan::Intersection::Arm& arm = meeting.arms[on_first ? 0 : 1];
  const plan::Intersection::Arm& other = meeting.arms[on_first ? 1 : 0];
  if (arm.from != last->to || other.from == last->to) return nullptr;
  PlanPtr* rest = &nearest.inputs[0];
  const auto* before = std::get_if<plan::Expand>(&(*rest)->op);
  const bool is_chain = before != nullptr && before->to == last->from && before->from == other.from;
  ring.from = is_chain ? before->from : last->from;
  ring.to = is_chain ? last->to : meeting.to;
  ring.predicates = is_chain ? last->predicates : meeting.predicates;
  std::vector<BoundExpression> of_last_edge;
  if (!is_chain) take_between(ring.predicates, last->to, meeting.to, of_last_edge);
  if (!read_only(ring.predicates, ring.from, ring.to)) return nullptr;
  if (is_chain) {
    // from - b - to and from - what is met - to.
    auto way = way_over(*before, {last->from, last->edge, last->access, last->by_support},
                        before->predicates);
    std::vector<BoundExpression> of_met = meeting.predicates;
    take_between(of_met, before->to, meeting.to, ring.between);
    if (!way || last->into || !read_only(of_met, ring.from, meeting.to)) return nullptr;
    ring.ways[0] = std::move(*way);
    ring.ways[1] = way_of(meeting.to, other, arm, of_met);
    ring.ways[1].last_turned = true;
    return &(*rest)->inputs[0];
  }
  std::vector<BoundExpression> of_last = last->predicates;
  if (before != nullptr) take_between(of_last, before->to, last->to, ring.between);
  auto way = way_over(*last, arm, of_last);
  if (!way) return nullptr;
  ring.ways[1] = std::move(*way);
  if (other.from == ring.from) {
    if (!ring.between.empty()) return nullptr;
    ring.ways[0].last = other.access;
    ring.ways[0].last_edge = other.edge;
    ring.ways[0].last_by_support = other.by_support;
    ring.ways[1].last_predicates = std::move(of_last_edge);
    return rest;
  }
  if (!of_last_edge.empty()) return nullptr;
  if (before == nullptr || before->from != ring.from || before->to == last->to) return nullptr;
  auto first_way = way_over(*before, other, before->predicates);
  if (!first_way) return nullptr;
  ring.ways[0] = std::move(*first_way);
  return &(*rest)->inputs[0];
}

// Puts the count of a ring in the place of the operators that list it, where `needed` has nothing
// that they fill.
void count_ring(PlanPtr& input, const std::vector<Slot>& needed, const BoundQuery& query,
                const Catalog& catalog) {
  const auto* found = std::get_if<plan::Intersection>(&input->op);
  if (found == nullptr || !found->other_than.empty() || is_among(needed, found->to)) return;
  RingCount ring;
  plan::Intersection meeting = *found;
  if (meeting.arms.size() == 1 && meeting.tests.size() == 1) {
    // What is tested may close a ring too.
    const plan::Intersection::Test test = std::move(meeting.tests.front());
    meeting.tests.clear();
    meeting.arms.push_back({test.from, kNoSlot, test.access, false});
    ring.closing = test.wants_none ? RingCount::Closing::None : RingCount::Closing::Some;
  }
  if (meeting.arms.size() != 2 || !meeting.tests.empty()) return;
  PlanNode& nearest = *input->inputs[0];
  PlanPtr* rest = take_ways(meeting, nearest, ring);
  if (rest == nullptr) return;
  if (ring.closing != RingCount::Closing::Each && ring.ways[0].middle != kNoSlot) return;
  for (const RingCount::Way& each : ring.ways) {
    for (const Slot slot : {each.middle, each.first_edge, each.last_edge}) {
      if (is_among(needed, slot)) return;
    }
    for (const plan::EdgeAccess* access : {&each.first, &each.last}) {
      if (!all_among(access->distinct_from, {ring.ways[0].first_edge, ring.ways[0].last_edge,
                                             ring.ways[1].first_edge, ring.ways[1].last_edge})) {
        return;
      }
    }
  }
  if (!ring.between.empty()) {
    if (ring.between.size() > 1 || !are_alike(ring.ways[0], ring.ways[1])) return;
    ring.middles = apart_by(ring.between.front(), query, catalog);
    if (ring.middles == RingCount::Middles::Any) return;
  }
  for (const BoundExpression& condition : ring.ways[1].last_predicates) {
    if (apart_by(condition, query, catalog) != RingCount::Middles::Ordered) return;
  }
  order_ends(ring, ring.ways[1]);
  if (ring.closing == RingCount::Closing::None) {
    // Ends without an edge are not listed, so that nothing could be asked of them.
    for (const BoundExpression& condition : ring.predicates) {
      if (apart_by(condition, query, catalog) != RingCount::Middles::Ordered) return;
    }
  }
  if (!edges_differ(ring)) return;
  for (RingCount::Way& each : ring.ways) {
    each.first.distinct_from.clear();
    each.last.distinct_from.clear();
  }
  PlanPtr below = std::move(*rest);
  input->rows = below->rows;
  input->op = std::move(ring);
  input->inputs.clear();
  input->inputs.push_back(std::move(below));
}

}  // namespace

void ring_count(PlanPtr& root, const BoundQuery& query, const Catalog& catalog) {
  for (PlanPtr& input : root->inputs) ring_count(input, query, catalog);
  const auto* aggregate = std::get_if<plan::Aggregate>(&root->op);
  if (aggregate == nullptr) return;
  std::vector<Slot> needed;
  const auto need = [&](const BoundExpression& e) {
    const std::vector<Slot> slots = slots_of(e);
    needed.insert(needed.end(), slots.begin(), slots.end());
  };
  for (const BoundColumn& key : aggregate->keys) need(key.expression);
  for (const BoundAggregate& each : aggregate->aggregates) {
    for (const BoundExpression& argument : each.arguments) need(argument);
  }
  count_ring(root->inputs[0], needed, query, catalog);
}

}  // namespace sarye::rules
