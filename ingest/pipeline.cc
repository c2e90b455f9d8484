#include "ingest/pipeline.h"

#include <iterator>
#include <set>
#include <string>

namespace sarye {
namespace {

constexpr std::string_view kLayerNames[] = {
    "Clean",    "Blocks",     "Sentences", "Words",   "Times",     "Names",   "Aliases",
    "Concepts", "Quantities", "Tables",    "Metrics", "Relations", "Document"};
static_assert(std::size(kLayerNames) == static_cast<std::size_t>(Layer::Document) + 1);

}  // namespace

Result<Pipeline> Pipeline::make(std::vector<std::unique_ptr<Stage>> stages) {
  std::set<Layer> present;
  for (const auto& stage : stages) {
    for (Layer layer : stage->needs()) {
      if (present.contains(layer)) continue;
      return Error{ErrorCode::Internal,
                   "stage " + std::string(stage->name()) + " needs the layer " +
                       std::string(kLayerNames[static_cast<std::size_t>(layer)]) +
                       ", which no stage before it adds",
                   "change the order in the recipe"};
    }
    for (Layer layer : stage->adds()) present.insert(layer);
  }
  return Pipeline(std::move(stages));
}

Result<void> Pipeline::run(AnnotatedText& text) const {
  for (const auto& stage : stages_) {
    auto done = stage->run(text);
    if (done) continue;
    Error error = done.error();
    error.message =
        text.file_name + ": " + error.message + " (in stage " + std::string(stage->name()) + ")";
    return error;
  }
  return {};
}

}  // namespace sarye
