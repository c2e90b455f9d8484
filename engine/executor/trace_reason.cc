#include "engine/executor/trace_reason.h"

#include <algorithm>
#include <optional>

#include "engine/executor/edge_walk.h"
#include "engine/executor/node_marks.h"
#include "engine/executor/trace_graph.h"

namespace sarye {

namespace {

using Nodes = std::vector<NodeId>;

std::string hops_text(std::uint32_t hops) {
  return std::to_string(hops) + (hops == 1 ? " hop" : " hops");
}

// Hops of the shortest chain that `plan` allows, however long; nullopt: there is none.
Result<std::optional<std::uint32_t>> shortest(QueryContext& context, const plan::Trace& plan,
                                              const Nodes& starts, const Nodes& ends) {
  const EdgeWalk walk(context, plan.access);
  NodeMarks seen(context.graph);
  OperatorProfile uncounted;
  Nodes level = starts;
  for (const NodeId node : starts) seen.set(node, 0);
  for (std::uint32_t hops = 1; !level.empty(); ++hops) {
    Nodes next;
    bool arrived = false;
    std::size_t at = 0;
    for (const NodeId node : level) {
      if (at++ % 256 == 0) {
        if (auto ok = context.budget.check(); !ok) return ok.error();
      }
      auto done = walk.each(node, uncounted, [&](const EdgeValue&, NodeId other) {
        if (other == node) return;
        // Both a start and an end: the ways from the other starts count.
        const bool is_end = std::binary_search(ends.begin(), ends.end(), other);
        arrived = arrived || (is_end && !(starts.size() == 1 && other == starts[0]));
        if (seen.has(other)) return;
        seen.set(other, hops);
        if (is_let_through(plan, other)) next.push_back(other);
      });
      if (!done) return done.error();
      if (arrived) return std::optional(hops);
    }
    level = std::move(next);
  }
  return std::optional<std::uint32_t>();
}

Result<std::string> name_of(const QueryContext& context, const Nodes& nodes, const char* what) {
  if (nodes.size() == 1) return context.graph.display_name(nodes[0]);
  return "the " + std::to_string(nodes.size()) + " " + what;
}

}  // namespace

Result<std::string> why_no_chain(QueryContext& context, const plan::Trace& plan,
                                 const Nodes& starts, const Nodes& ends) {
  auto from = name_of(context, starts, "starts");
  if (!from) return from;
  auto to = name_of(context, ends, "ends");
  if (!to) return to;
  if (starts.size() == 1 && starts == ends) {
    return *from + " is both start and end, and a chain visits no node twice";
  }
  const std::string within =
      "no chain of at most " + hops_text(plan.max_hops) + " leads from " + *from + " to " + *to;
  auto found = shortest(context, plan, starts, ends);
  if (!found) return found.error();
  if (*found) {
    if (**found > plan.max_hops) {
      return within + "; the shortest has " + hops_text(**found) + ": WITHIN " +
             std::to_string(**found) + " HOPS";
    }
    return within + " and is stated in one " +
           (plan.shared && plan.shared->passage ? "passage: without IN SAME PASSAGE"
                                                : "document: without IN SAME DOCUMENT") +
           " the shortest has " + hops_text(**found);
  }
  plan::Trace open = plan;
  open.through.reset();
  if (plan.through) {
    auto around = shortest(context, open, starts, ends);
    if (!around) return around.error();
    if (*around) {
      return "no chain from " + *from + " to " + *to +
             " runs only THROUGH such nodes; without THROUGH the shortest has " +
             hops_text(**around);
    }
  }
  open.access.filter = 0;
  open.access.tests = {};
  if (plan.access.filter != 0 || !plan.access.tests.empty()) {
    auto unfiltered = shortest(context, open, starts, ends);
    if (!unfiltered) return unfiltered.error();
    if (*unfiltered) {
      return "the evidence words leave no chain from " + *from + " to " + *to +
             "; without them the shortest has " + hops_text(**unfiltered);
    }
  }
  auto back = shortest(context, open, ends, starts);
  if (!back) return back.error();
  std::string out = "no chain of any length leads from " + *from + " to " + *to;
  if (*back) out += "; one of " + hops_text(**back) + " leads back, from " + *to + " to " + *from;
  return out;
}

}  // namespace sarye
