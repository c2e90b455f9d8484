#include "engine/graph/publish.h"

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/base/heap.h"
#include "engine/base/helper_threads.h"
#include "engine/graph/curation.h"
#include "engine/graph/id_table.h"
#include "engine/graph/import_input.h"
#include "engine/graph/literature_input.h"
#include "engine/graph/literature_update.h"
#include "engine/graph/manifest.h"
#include "engine/graph/truth_digest.h"
#include "engine/graph/truth_rows.h"
#include "engine/graph/truth_store.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"
#include "engine/store/sha256.h"

namespace sarye {

namespace {

// What all views of a store depend on, whatever its documents are.
std::string base_of(std::string_view ontology, std::string_view decisions,
                    const std::vector<ImportRecord>& imports) {
  std::string bytes;
  ByteWriter out(bytes);
  out.varint(kViewFormat).string(ontology);
  for (const ImportRecord& record : imports) {
    out.u32(record.number);
    out.raw({reinterpret_cast<const char*>(record.sha256.data()), record.sha256.size()});
  }
  if (!decisions.empty()) out.string(decisions);
  return bytes;
}

class Publisher {
 public:
  Publisher(Store& store, const PublishOptions& options)
      : store_(store), options_(options), clock_(report_.steps) {}

  Result<PublishReport> run() {
    if (auto clean = erase_staged(store_); !clean) return clean.error();
    if (auto curated = refresh_curation(store_); !curated) return curated.error();
    before_ = store_.snapshot();
    auto ontology = read_ontology_text(*before_);
    if (!ontology) return ontology.error();
    ontology_ = std::move(*ontology);
    auto imports = list_imports(*before_);
    if (!imports) return imports.error();
    imports_ = std::move(*imports);
    auto decisions = read_decisions_text(*before_);
    if (!decisions) return decisions.error();
    if (ontology_ && !decisions->empty()) {
      auto parsed = Ontology::parse(*ontology_, "ontology of the store");
      if (!parsed) return parsed.error();
      auto set = read_decisions(*before_, *parsed);
      if (!set) return set.error();
      decisions_.emplace(std::move(*set));
    }
    base_ = base_of(ontology_.value_or(std::string()), *decisions, imports_);
    auto pending = pending_documents(*before_);
    if (!pending) return pending.error();
    pending_ = std::move(*pending);
    auto unfinished = views_are_unfinished(*before_);
    if (!unfinished) return unfinished.error();
    auto manifest = read_manifest(*before_);
    if (!manifest && !options_.rebuild) return manifest.error();
    const bool has_views = manifest && manifest->has_value();
    if (has_views) report_.generation = (*manifest)->generation;
    // Views that can be gone on from: whole, of this format and of the same ontology.
    std::optional<TruthDigest> known;
    if (has_views && !*unfinished) {
      known = TruthDigest::of_same_base((*manifest)->truth_digest, base_);
    }
    clock_.lap("what changed");
    if (known && !options_.rebuild) {
      auto done = go_on(**manifest, std::move(*known));
      if (!done) return done.error();
      if (*done) return std::move(report_);
    }
    if (auto done = make_anew(!known || !pending_.empty()); !done) return done.error();
    return std::move(report_);
  }

 private:
  // False: it is too much. What was done until then is in `store_` and in `before_`.
  Result<bool> go_on(Manifest manifest, TruthDigest digest) {
    const auto documents_in = [&](const Manifest& of) {
      const NodeType* type = of.ontology.find_type("Document");
      return type == nullptr || !ontology_ ? std::uint64_t{0} : of.types[type->id.value].count;
    };
    report_.documents = documents_in(manifest);
    if (pending_.empty()) return true;
    if (!ontology_) return false;
    const std::size_t at_once = std::max<std::size_t>(options_.documents_at_once, 1);
    for (std::size_t begin = 0; begin < pending_.size(); begin += at_once) {
      const std::size_t end = std::min(begin + at_once, pending_.size());
      const std::uint64_t share =
          options_.share_of_documents == 0 ? 0 : report_.documents / options_.share_of_documents;
      auto updated = update_literature({*before_,
                                        manifest,
                                        digest,
                                        {pending_.begin() + static_cast<std::ptrdiff_t>(begin),
                                         pending_.begin() + static_cast<std::ptrdiff_t>(end)},
                                        std::max(options_.few_documents, share),
                                        decisions_ ? &*decisions_ : nullptr},
                                       store_, clock_);
      if (!updated) return updated.error();
      if (!*updated) return false;
      manifest = std::move((*updated)->manifest);
      report_.generation = manifest.generation;
      report_.documents = documents_in(manifest);
      report_.views.rows_written += (*updated)->changes.rows_written;
      report_.views.rows_erased += (*updated)->changes.rows_erased;
      report_.views.rows_kept += (*updated)->changes.rows_kept;
      if (end == pending_.size()) break;
      before_ = store_.snapshot();
      digest = TruthDigest::of_same_base(manifest.truth_digest, base_).value_or(digest);
      return_freed_memory();
    }
    count_edges(manifest);
    report_.changed = report_.views.rows_written + report_.views.rows_erased > 0;
    return true;
  }

  void count_edges(const Manifest& manifest) {
    for (const TypeStatistics& type : manifest.types) report_.views.nodes += type.count;
    for (const TableStatistics& table : manifest.tables) {
      report_.views.edges += table.info.edges;
      report_.views.assertions += table.info.assertions;
    }
  }

  Result<void> make_anew(bool is_new) {
    report_.made_anew = true;
    auto ids = IdTable::read(*before_);
    if (!ids) return ids.error();
    TruthDigest digest(base_);
    auto input = ontology_ ? read_literature(*ids, digest)
                           : import_input(*before_, imports_, *ids, options_.stored);
    if (!input) return input.error();
    if (is_new) ++report_.generation;
    input->generation = report_.generation;
    input->truth_digest = digest.text();
    clear_all_pending(input->after);
    clock_.lap("truth, identity and input");
    // Offsets are truth: they are kept before anything refers to them.
    Result<void> kept;
    ScopedHelp keeping;
    const auto keep = [&] { kept = ids->store_new(store_); };
    try {
      keeping.start(keep);
    } catch (const std::system_error&) {
      keep();  // no thread to be had
    }
    input->before_rows = [&] {
      keeping.finish();
      return kept;
    };
    auto views = write_views(std::move(*input), store_, options_.rebuild);
    if (!views) return views.error();
    clock_.lap("views");
    report_.changed = views->rows_written + views->rows_erased > 0;
    report_.views = *views;
    return {};
  }

  Result<BuildInput> read_literature(IdTable& ids, TruthDigest& digest) {
    auto ontology = Ontology::parse(*ontology_, "ontology of the store");
    if (!ontology) return ontology.error();
    auto records = list_documents(*before_);
    if (!records) return records.error();
    std::vector<StoredDocument> documents;
    for (DocumentRecord& record : *records) {
      if (record.removed || record.superseded) continue;
      auto truth = read_document(*before_, record.id);
      if (!truth) return truth.error();
      if (decisions_ && !is_curation(record)) decisions_->apply(*truth);
      digest.add(record.id, record.key, record.fingerprint, record.sha256);
      documents.push_back({std::move(record), std::move(*truth)});
    }
    report_.documents = documents.size();
    return literature_input(std::move(*ontology), std::move(documents), ids);
  }

  Store& store_;
  const PublishOptions& options_;
  PublishReport report_;
  StepClock clock_;
  std::unique_ptr<Snapshot> before_;
  std::optional<std::string> ontology_;   // of a literature store
  std::optional<DecisionSet> decisions_;  // none: nobody decided anything
  std::vector<ImportRecord> imports_;
  std::vector<DocumentId> pending_;
  std::string base_;
};

}  // namespace

Result<PublishReport> publish(Store& store, const PublishOptions& options) {
  return Publisher(store, options).run();
}

}  // namespace sarye
