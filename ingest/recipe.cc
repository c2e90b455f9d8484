#include "ingest/recipe.h"

#include <algorithm>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ingest/concepts/concepts.h"
#include "ingest/concepts/parallel_keywords.h"
#include "ingest/document/blocks.h"
#include "ingest/document/clean.h"
#include "ingest/document/document_head.h"
#include "ingest/document/sentences.h"
#include "ingest/document/words.h"
#include "ingest/metrics/metrics.h"
#include "ingest/metrics/quantities.h"
#include "ingest/metrics/tables.h"
#include "ingest/metrics/times.h"
#include "ingest/names/aliases.h"
#include "ingest/names/names.h"
#include "ingest/relations/relations.h"

namespace sarye {
namespace {

// Stands in the place of a stage that is left out: others find its layers, empty.
class LeftOut final : public Stage {
 public:
  explicit LeftOut(std::unique_ptr<Stage> stage) : stage_(std::move(stage)) {}
  std::string_view name() const override { return stage_->name(); }
  std::vector<Layer> needs() const override { return stage_->needs(); }
  std::vector<Layer> adds() const override { return stage_->adds(); }
  Result<void> run(AnnotatedText&) const override { return {}; }

 private:
  std::unique_ptr<Stage> stage_;
};

}  // namespace

const std::vector<std::string_view>& optional_parts() {
  static const std::vector<std::string_view> parts = {"aliases",       "concepts", "discovery",
                                                      "document_head", "metrics",  "relations",
                                                      "tables",        "times",    "words"};
  return parts;
}

Result<Pipeline> make_recipe(const Resources& resources, const RecipeOptions& options) {
  for (const std::string& part : options.without) {
    const auto& parts = optional_parts();
    if (std::find(parts.begin(), parts.end(), part) != parts.end()) continue;
    std::string known;
    for (std::string_view name : parts) known += (known.empty() ? "" : ", ") + std::string(name);
    return Error{ErrorCode::Usage, "no part `" + part + "` can be left out", "parts: " + known};
  }
  // The names take most of the time; the other stages are made beside them.
  auto names = std::async(std::launch::async, [&] {
    return std::make_unique<Names>(resources, !options.without.contains("discovery"));
  });
  auto metrics = Metrics::make(resources);
  if (!metrics) return metrics.error();

  std::vector<std::unique_ptr<Stage>> stages;
  stages.push_back(std::make_unique<Clean>());
  stages.push_back(std::make_unique<Blocks>());
  stages.push_back(std::make_unique<DocumentHead>());
  stages.push_back(std::make_unique<Sentences>());
  stages.push_back(std::make_unique<Words>(resources));
  stages.push_back(std::make_unique<Times>());
  const std::size_t place_of_names = stages.size();
  stages.emplace_back();
  stages.push_back(std::make_unique<Aliases>(resources));
  stages.push_back(std::make_unique<Quantities>());
  stages.push_back(std::make_unique<Tables>());
  stages.push_back(std::move(*metrics));
  stages.push_back(std::make_unique<Concepts>(resources));
  stages.push_back(std::make_unique<ParallelKeywords>());
  stages.push_back(std::make_unique<Relations>(resources));
  stages[place_of_names] = names.get();
  for (std::unique_ptr<Stage>& stage : stages) {
    if (options.without.contains(stage->name())) {
      stage = std::make_unique<LeftOut>(std::move(stage));
    }
  }
  return Pipeline::make(std::move(stages));
}

}  // namespace sarye
