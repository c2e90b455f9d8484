// The head of a document: its title, authors, abstract, and the metadata that the text itself
// gives.
#pragma once

#include "ingest/stage/stage.h"

namespace sarye {

// Marks the blocks at the front as Title and Author, and what stands under an abstract's heading,
// or behind "Abstract:", as Abstract; what stands under the heading of a list of references as
// Reference.
void mark_document_head(std::vector<Block>& blocks);

// Fills what the metadata lacks from the text: title, authors, language, and the date that the head
// of the document states ("Published: 2026-04-15"). A file's time is never looked at.
class DocumentHead final : public Stage {
 public:
  std::string_view name() const override { return "document_head"; }
  std::vector<Layer> needs() const override { return {Layer::Blocks}; }
  std::vector<Layer> adds() const override { return {Layer::Document}; }
  Result<void> run(AnnotatedText& text) const override;
};

}  // namespace sarye
