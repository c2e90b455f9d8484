#include <utility>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {

void top_k(PlanPtr& root) {
  for (PlanPtr& input : root->inputs) top_k(input);
  auto* slice = std::get_if<plan::Slice>(&root->op);
  if (slice == nullptr || !slice->limit) return;
  auto* sort = std::get_if<plan::Sort>(&root->inputs[0]->op);
  if (sort == nullptr) return;
  plan::TopK top{std::move(*sort), std::move(slice->skip), std::move(*slice->limit)};
  PlanPtr below = std::move(root->inputs[0]->inputs[0]);
  root->op = std::move(top);
  root->inputs[0] = std::move(below);
}

}  // namespace sarye::rules
