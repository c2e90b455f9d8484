#include "ingest/extractor.h"

#include <utility>

#include "ingest/readers/metadata.h"
#include "ingest/readers/source_reader.h"
#include "ingest/relations/assertion_builder.h"

namespace sarye {

Result<Extractor> Extractor::make(const Resources& resources, const RecipeOptions& options) {
  auto pipeline = make_recipe(resources, options);
  if (!pipeline) return pipeline.error();
  return Extractor(resources, std::move(*pipeline));
}

Result<AnnotatedText> Extractor::annotate(std::string bytes, std::string_view file_name,
                                          DocumentMetadata metadata) const {
  auto source = read_source_bytes(std::move(bytes), file_name);
  if (!source) return source.error();
  fill_metadata(metadata, std::move(source->metadata));
  source->metadata = std::move(metadata);
  return annotate(std::move(*source));
}

Result<AnnotatedText> Extractor::annotate(ReadSource source) const {
  AnnotatedText text;
  text.file_name = std::move(source.file_name);
  text.raw = std::move(source.raw);
  text.outlined = source.outlined;
  text.encoding = std::move(source.encoding);
  text.notes = std::move(source.notes);
  text.metadata = std::move(source.metadata);
  if (text.metadata.key.empty()) {
    text.metadata.key = std::filesystem::path(text.file_name).stem().string();
  }
  auto done = pipeline_.run(text);
  if (!done) return done.error();
  if (text.metadata.title.empty()) text.metadata.title = text.metadata.key;
  return text;
}

Result<DocumentTruth> Extractor::finish(Result<AnnotatedText> annotated) const {
  if (!annotated) return annotated.error();
  DocumentTruth truth = build_truth(std::move(*annotated), resources_->ontology());
  truth.fingerprint = resources_->fingerprint();
  return truth;
}

Result<DocumentTruth> Extractor::extract_bytes(std::string bytes, std::string_view file_name,
                                               DocumentMetadata metadata) const {
  return finish(annotate(std::move(bytes), file_name, std::move(metadata)));
}

Result<ReadSource> Extractor::read_file(const std::filesystem::path& path) {
  auto source = read_source_file(path);
  if (!source) return source.error();
  auto metadata = read_metadata(path, std::move(source->metadata));
  if (!metadata) return metadata.error();
  source->metadata = std::move(*metadata);
  return source;
}

Result<DocumentTruth> Extractor::extract(ReadSource source) const {
  return finish(annotate(std::move(source)));
}

Result<DocumentTruth> Extractor::extract_file(const std::filesystem::path& path) const {
  auto source = read_file(path);
  if (!source) return source.error();
  return extract(std::move(*source));
}

Result<DocumentTruth> extract_file(const std::filesystem::path& path, const Resources& resources) {
  auto extractor = Extractor::make(resources);
  if (!extractor) return extractor.error();
  return extractor->extract_file(path);
}

Result<DocumentTruth> extract_bytes(std::string bytes, std::string_view file_name,
                                    const Resources& resources, DocumentMetadata metadata) {
  auto extractor = Extractor::make(resources);
  if (!extractor) return extractor.error();
  return extractor->extract_bytes(std::move(bytes), file_name, std::move(metadata));
}

}  // namespace sarye
