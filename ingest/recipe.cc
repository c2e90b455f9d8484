#include "ingest/recipe.h"

#include <memory>
#include <utility>
#include <vector>

#include "ingest/stages/aliases.h"
#include "ingest/stages/blocks.h"
#include "ingest/stages/clean.h"
#include "ingest/stages/concepts.h"
#include "ingest/stages/document_head.h"
#include "ingest/stages/metrics.h"
#include "ingest/stages/names.h"
#include "ingest/stages/quantities.h"
#include "ingest/stages/relations.h"
#include "ingest/stages/sentences.h"
#include "ingest/stages/tables.h"
#include "ingest/stages/times.h"
#include "ingest/stages/words.h"

namespace sarye {

Result<Pipeline> make_recipe(const Resources& resources) {
  auto metrics = Metrics::make(resources);
  if (!metrics) return metrics.error();
  auto concepts = Concepts::make(resources);
  if (!concepts) return concepts.error();
  auto relations = Relations::make(resources);
  if (!relations) return relations.error();

  std::vector<std::unique_ptr<Stage>> stages;
  stages.push_back(std::make_unique<Clean>());
  stages.push_back(std::make_unique<Blocks>());
  stages.push_back(std::make_unique<DocumentHead>());
  stages.push_back(std::make_unique<Sentences>());
  stages.push_back(std::make_unique<Words>(resources));
  stages.push_back(std::make_unique<Times>());
  stages.push_back(std::make_unique<Names>(resources));
  stages.push_back(std::make_unique<Aliases>(resources));
  stages.push_back(std::make_unique<Quantities>());
  stages.push_back(std::make_unique<Tables>());
  stages.push_back(std::move(*metrics));
  stages.push_back(std::move(*concepts));
  stages.push_back(std::move(*relations));
  return Pipeline::make(std::move(stages));
}

}  // namespace sarye
