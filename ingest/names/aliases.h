// Other names that a document itself gives: X(Y), X（Y）, 이하 Y, 以下简称“Y”, hereafter Y, X
// (formerly Y). The unknown side joins the entity of the known one; two known entities are never
// joined.
#pragma once

#include "ingest/stage/resources.h"
#include "ingest/stage/stage.h"

namespace sarye {

class Aliases final : public Stage {
 public:
  explicit Aliases(const Resources& resources) : resources_(resources) {}
  std::string_view name() const override { return "aliases"; }
  std::vector<Layer> needs() const override { return {Layer::Blocks, Layer::Names}; }
  std::vector<Layer> adds() const override { return {Layer::Aliases}; }
  Result<void> run(AnnotatedText& text) const override;

 private:
  const Resources& resources_;
};

}  // namespace sarye
