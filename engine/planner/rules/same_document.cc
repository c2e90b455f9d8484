#include <algorithm>
#include <utility>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

constexpr double kFewWalkedRows = 1024;

double table_rows(const plan::EdgeAccess& access, const Catalog& catalog) {
  double sum = 0;
  for (const plan::EdgeStep& step : access.steps) {
    for (const EdgeTableInfo& table : catalog.edge_tables()) {
      if (table.id == step.table) sum += static_cast<double>(table.edges);
    }
  }
  return sum;
}

// A pattern without a bound node, all of whose edges share a document that is asked for: walked
// from its first node it visits far more pairs of edges than documents state together.
void take_by_document(PlanPtr& root, const Catalog& catalog) {
  const auto* test = std::get_if<plan::SharedSourceTest>(&root->op);
  if (test == nullptr || test->shared.passage || test->shared.alias == kNoSlot) return;
  plan::SameDocument made;
  made.document = test->shared.alias;
  double walked = 0;
  double stated = 0;
  std::vector<Slot> edges;
  PlanPtr* link = &root->inputs[0];
  PlanNode* at = link->get();
  for (;; link = &at->inputs[0], at = link->get()) {
    if (auto* expand = std::get_if<plan::Expand>(&at->op)) {
      walked += at->rows;
      stated += table_rows(expand->access, catalog);
      edges.push_back(expand->edge);
      made.steps.push_back({expand->from, expand->edge, expand->to, expand->into, expand->access});
      made.predicates.insert(made.predicates.end(), expand->predicates.begin(),
                             expand->predicates.end());
    } else if (const auto* filter = std::get_if<plan::Filter>(&at->op)) {
      made.predicates.insert(made.predicates.end(), filter->predicates.begin(),
                             filter->predicates.end());
    } else if (const auto* early = std::get_if<plan::SharedSourceTest>(&at->op)) {
      if (early->shared.passage || early->shared.alias != kNoSlot) return;
    } else {
      break;
    }
  }
  const auto* scan = std::get_if<plan::NodeScan>(&at->op);
  const NodeType* documents = catalog.ontology().find_type("Document");
  if (scan == nullptr || documents == nullptr || made.steps.empty() ||
      !std::holds_alternative<plan::SingleRow>(at->inputs[0]->op)) {
    return;
  }
  std::vector<Slot> tested = test->edges;
  std::sort(tested.begin(), tested.end());
  std::sort(edges.begin(), edges.end());
  if (tested != edges || walked < kFewWalkedRows || walked < 2 * stated) return;
  std::reverse(made.steps.begin(), made.steps.end());
  if (made.steps[0].from != scan->slot || made.steps[0].into) return;
  made.types = scan->types;
  at->op = plan::NodeScan{made.document, {documents->id}};
  at->rows = static_cast<double>(catalog.node_count(documents->id));
  PlanPtr scanned = std::move(*link);
  root->inputs[0] = std::move(scanned);
  root->op = std::move(made);
}

}  // namespace

void same_document(PlanPtr& root, const Catalog& catalog) {
  for (PlanPtr& input : root->inputs) same_document(input, catalog);
  take_by_document(root, catalog);
}

}  // namespace sarye::rules
