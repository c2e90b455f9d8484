// One step of the analysis of a text. A stage says which layers it needs and which it adds, so that
// a pipeline can be checked when it is built.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

class Stage {
 public:
  virtual ~Stage() = default;
  virtual std::string_view name() const = 0;
  virtual std::vector<Layer> needs() const = 0;
  virtual std::vector<Layer> adds() const = 0;
  // Adds its layers to `text`. Deterministic; depends on `text` and the stage's own resources only.
  virtual Result<void> run(AnnotatedText& text) const = 0;
};

}  // namespace sarye
