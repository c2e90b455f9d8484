// Stages in an order that was checked: each finds the layers it needs.
#pragma once

#include <memory>
#include <vector>

#include "engine/base/result.h"
#include "ingest/stage/stage.h"

namespace sarye {

class Pipeline {
 public:
  // Errors: Internal, naming the stage and the layer that nothing before it adds.
  static Result<Pipeline> make(std::vector<std::unique_ptr<Stage>> stages);

  // Runs every stage on `text`, in order. Any thread; the pipeline is not changed.
  // Errors: those of the stages, with the stage's name.
  Result<void> run(AnnotatedText& text) const;

  const std::vector<std::unique_ptr<Stage>>& stages() const { return stages_; }

 private:
  explicit Pipeline(std::vector<std::unique_ptr<Stage>> stages) : stages_(std::move(stages)) {}
  std::vector<std::unique_ptr<Stage>> stages_;
};

}  // namespace sarye
