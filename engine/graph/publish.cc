#include "engine/graph/publish.h"

#include <optional>
#include <string>
#include <vector>

#include "engine/graph/curation.h"
#include "engine/graph/import_input.h"
#include "engine/graph/literature_input.h"
#include "engine/graph/manifest.h"
#include "engine/graph/truth_rows.h"
#include "engine/graph/truth_store.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"
#include "engine/store/sha256.h"

namespace sarye {

namespace {

// What the truth consists of, as far as the views can show it.
struct TruthState {
  std::optional<std::string> ontology;  // of a literature store
  std::vector<DocumentRecord> documents;
  std::vector<ImportRecord> imports;
  std::string decisions;  // of people, about how the truth is seen

  std::string digest() const {
    std::string bytes;
    ByteWriter out(bytes);
    const auto add_hash = [&](const Sha256& hash) {
      out.raw(std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
    };
    out.varint(kViewFormat).string(ontology.value_or(std::string()));
    for (const DocumentRecord& record : documents) {
      out.u32(record.id.value).string(record.key).string(record.fingerprint);
      add_hash(record.sha256);
    }
    for (const ImportRecord& record : imports) {
      out.u32(record.number);
      add_hash(record.sha256);
    }
    if (!decisions.empty()) out.string(decisions);
    return to_hex(sha256(bytes));
  }
};

Result<TruthState> read_state(const Snapshot& snapshot) {
  TruthState state;
  auto ontology = read_ontology_text(snapshot);
  if (!ontology) return ontology.error();
  state.ontology = std::move(*ontology);
  auto documents = list_documents(snapshot);
  if (!documents) return documents.error();
  for (DocumentRecord& record : *documents) {
    if (!record.removed && !record.superseded) state.documents.push_back(std::move(record));
  }
  auto imports = list_imports(snapshot);
  if (!imports) return imports.error();
  state.imports = std::move(*imports);
  auto decisions = read_decisions_text(snapshot);
  if (!decisions) return decisions.error();
  state.decisions = std::move(*decisions);
  return state;
}

Result<BuildInput> read_literature(const Snapshot& snapshot, const TruthState& state,
                                   IdTable& ids) {
  auto ontology = Ontology::parse(*state.ontology, "ontology of the store");
  if (!ontology) return ontology.error();
  auto decisions = read_decisions(snapshot, *ontology);
  if (!decisions) return decisions.error();
  std::vector<StoredDocument> documents;
  for (const DocumentRecord& record : state.documents) {
    auto truth = read_document(snapshot, record.id);
    if (!truth) return truth.error();
    if (!is_curation(record)) decisions->apply(*truth);
    documents.push_back({record, std::move(*truth)});
  }
  return literature_input(std::move(*ontology), std::move(documents), ids);
}

Result<BuildInput> read_imports(const Snapshot& snapshot, const TruthState& state, IdTable& ids) {
  std::vector<ImportedGraph> graphs;
  for (const ImportRecord& record : state.imports) {
    auto graph = read_import(snapshot, record.number);
    if (!graph) return graph.error();
    graphs.push_back(std::move(*graph));
  }
  return import_input(std::move(graphs), ids);
}

}  // namespace

Result<PublishReport> publish(Store& store, bool rebuild) {
  if (auto clean = erase_staged(store); !clean) return clean.error();
  if (auto curated = refresh_curation(store); !curated) return curated.error();
  const std::unique_ptr<Snapshot> snapshot = store.snapshot();
  auto state = read_state(*snapshot);
  if (!state) return state.error();
  const std::string digest = state->digest();
  auto manifest = read_manifest(*snapshot);
  if (!manifest && !rebuild) return manifest.error();
  const bool has_views = manifest && manifest->has_value();

  PublishReport report;
  report.documents = state->documents.size();
  report.generation = has_views ? (*manifest)->generation : 0;
  auto unfinished = views_are_unfinished(*snapshot);
  if (!unfinished) return unfinished.error();
  const bool is_current = has_views && !*unfinished && (*manifest)->truth_digest == digest;
  if (is_current && !rebuild) return report;

  auto ids = IdTable::read(*snapshot);
  if (!ids) return ids.error();
  auto input = state->ontology ? read_literature(*snapshot, *state, *ids)
                               : read_imports(*snapshot, *state, *ids);
  if (!input) return input.error();
  if (!is_current) ++report.generation;
  input->generation = report.generation;
  input->truth_digest = digest;

  // Offsets are truth: they are kept before anything refers to them.
  std::vector<WriteBatch> batches;
  ids->put_new(batches);
  for (const WriteBatch& batch : batches) {
    if (auto done = store.commit(batch); !done) return done.error();
  }
  auto views = write_views(std::move(*input), store, rebuild);
  if (!views) return views.error();
  report.changed = views->rows_written + views->rows_erased > 0;
  report.views = *views;
  return report;
}

}  // namespace sarye
