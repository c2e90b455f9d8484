// A file in, its truth out: read, annotated by the recipe, built. Nothing here touches a store.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/model/document.h"
#include "ingest/pipeline.h"
#include "ingest/readers/source_reader.h"
#include "ingest/recipe.h"
#include "ingest/stage/resources.h"

namespace sarye {

class Extractor {
 public:
  // `resources` must outlive the extractor. Errors: those of make_recipe.
  static Result<Extractor> make(const Resources& resources, const RecipeOptions& options = {});

  // Any thread. Errors: Rejected, when the file is nothing that can be read, or its metadata is not
  // well formed; the message names the file, the place and what to do.
  Result<DocumentTruth> extract_file(const std::filesystem::path& path) const;
  // The same in two steps, for those who look at what was read first.
  static Result<ReadSource> read_file(const std::filesystem::path& path);
  Result<DocumentTruth> extract(ReadSource source) const;
  // Of the language resources: with the source and its metadata, what a truth depends on.
  const std::string& fingerprint() const { return resources_->fingerprint(); }
  // The same for bytes in memory; `metadata.key` empty: the file's name without its ending.
  Result<DocumentTruth> extract_bytes(std::string bytes, std::string_view file_name,
                                      DocumentMetadata metadata = {}) const;
  // The layers before they become truth; for tests and for `sarye extract --layers`.
  Result<AnnotatedText> annotate(std::string bytes, std::string_view file_name,
                                 DocumentMetadata metadata = {}) const;
  Result<AnnotatedText> annotate(ReadSource source) const;

 private:
  Extractor(const Resources& resources, Pipeline pipeline)
      : resources_(&resources), pipeline_(std::move(pipeline)) {}
  Result<DocumentTruth> finish(Result<AnnotatedText> annotated) const;

  const Resources* resources_;
  Pipeline pipeline_;
};

// One file with a pipeline of its own; for many files make one Extractor.
Result<DocumentTruth> extract_file(const std::filesystem::path& path, const Resources& resources);
Result<DocumentTruth> extract_bytes(std::string bytes, std::string_view file_name,
                                    const Resources& resources, DocumentMetadata metadata = {});

}  // namespace sarye
