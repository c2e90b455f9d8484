#include "engine/graph/literature_input.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>

#include "engine/graph/identity.h"
#include "engine/graph/identity_state.h"
#include "engine/graph/literature_builder.h"
#include "engine/graph/whole_identity.h"

namespace sarye {

Result<BuildInput> literature_input(Ontology ontology, std::vector<StoredDocument> stored,
                                    IdTable& ids) {
  // By key; documents that share one by their bytes.
  std::sort(stored.begin(), stored.end(), [](const StoredDocument& a, const StoredDocument& b) {
    return std::tie(a.truth.metadata.key, a.record.sha256) <
           std::tie(b.truth.metadata.key, b.record.sha256);
  });
  std::vector<LiteratureDocument> documents;
  const auto key_of = [&](std::size_t d) -> const std::string& {
    return d < documents.size() ? documents[d].truth.metadata.key : stored[d].truth.metadata.key;
  };
  for (std::size_t d = 0; d < stored.size(); ++d) {
    const bool is_shared = (d > 0 && key_of(d - 1) == key_of(d)) ||
                           (d + 1 < stored.size() && key_of(d + 1) == key_of(d));
    std::string key =
        document_key(stored[d].truth.metadata.key, stored[d].record.sha256, is_shared);
    documents.push_back(
        {std::move(stored[d].record), std::move(stored[d].truth), std::move(key), {}});
  }
  std::vector<const DocumentTruth*> truths;
  for (const LiteratureDocument& document : documents) truths.push_back(&document.truth);
  WholeIdentity identity(truths);
  for (std::size_t d = 0; d < documents.size(); ++d) {
    documents[d].entity_of = identity.entities_of(d);
  }

  BuildInput input;
  input.ontology = std::move(ontology);
  LiteratureBuilder builder(input, identity.entities(), ids);
  auto done = builder.add_entities([](std::size_t) { return true; });
  if (!done) return done.error();
  done = builder.add_documents(std::move(documents));
  if (!done) return done.error();
  std::map<std::string, std::uint32_t> works;
  std::map<std::string_view, std::size_t> titles;  // the first document with each
  for (std::size_t d = 0; d < builder.documents().size(); ++d) {
    const DocumentMetadata& metadata = builder.documents()[d].truth.metadata;
    const std::uint32_t offset = builder.node_of_document(d).offset();
    const auto [at, is_new] = works.try_emplace(work_of(metadata), offset);
    at->second = std::min(at->second, offset);
    for (const std::string* text : {&metadata.key, &metadata.title}) {
      if (!text->empty()) titles.try_emplace(*text, d);
    }
  }
  builder.set_works(std::move(works));
  builder.set_document_named([&](const GlobalEntity& entity) -> Result<std::optional<NodeId>> {
    std::optional<std::size_t> first;
    for (const EntityName& name : entity.names) {
      const auto at = titles.find(name.text);
      if (at != titles.end()) first = std::min(first.value_or(at->second), at->second);
    }
    if (!first) return std::optional<NodeId>();
    return std::optional(builder.node_of_document(*first));
  });
  done = builder.add_edges();
  if (!done) return done.error();
  builder.add_conflicts();

  StateRows rows;
  SharedCounts counts;
  for (std::size_t d = 0; d < builder.documents().size(); ++d) {
    const DocumentFootprint footprint = footprint_of(builder, d, std::move(identity.share(d)));
    add_document_rows(footprint, rows);
    counts.add(footprint);
    for (const std::string& speaker : footprint.speakers) {
      const std::uint32_t place = ids.offset_of(kSpeakerIds, speaker);
      if (input.attributions.size() <= place) input.attributions.resize(place + 1);
      input.attributions[place] = speaker;
    }
  }
  if (auto read = ids.status(); !read) return read.error();
  add_shared_rows(counts, rows);
  input.state.assign(std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  return input;
}

}  // namespace sarye
