#include "engine/graph/literature_update.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "engine/graph/columns.h"
#include "engine/graph/conflict_patch.h"
#include "engine/graph/document_keys.h"
#include "engine/graph/edge_patch.h"
#include "engine/graph/id_table.h"
#include "engine/graph/identity_state.h"
#include "engine/graph/literature_builder.h"
#include "engine/graph/node_patch.h"
#include "engine/graph/speaker_patch.h"
#include "engine/graph/text_index_patch.h"
#include "engine/graph/touched_documents.h"
#include "engine/graph/truth_store.h"
#include "engine/graph/view_patch.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

bool is_same_entity(const GlobalEntity& a, const GlobalEntity& b) {
  const auto same_names = [](const EntityName& x, const EntityName& y) {
    return x.tag == y.tag && x.kind == y.kind && x.text == y.text;
  };
  const auto same_properties = [](const auto& x, const auto& y) {
    return x.first == y.first && encode_property(x.second) == encode_property(y.second);
  };
  return std::tie(a.type, a.key, a.display, a.source, a.kind, a.mentions) ==
             std::tie(b.type, b.key, b.display, b.source, b.kind, b.mentions) &&
         std::equal(a.names.begin(), a.names.end(), b.names.begin(), b.names.end(), same_names) &&
         std::equal(a.properties.begin(), a.properties.end(), b.properties.begin(),
                    b.properties.end(), same_properties);
}

class LiteratureUpdate {
 public:
  LiteratureUpdate(UpdateRequest request, Store& store, StepClock& clock)
      : request_(std::move(request)),
        before_(request_.before),
        store_(store),
        clock_(clock),
        ids_(IdTable::on_demand(before_)),
        touched_(before_, request_.manifest.ontology, request_.decisions, ids_),
        documents_(touched_.all()) {}

  Result<std::optional<UpdateOutcome>> run() {
    auto fits = touched_.find(request_.pending, request_.most_documents);
    if (!fits) return fits.error();
    if (!*fits) return std::optional<UpdateOutcome>();
    clock_.lap("truth and identity");
    UpdateOutcome outcome;
    outcome.manifest = request_.manifest;
    WriteBatch last;
    clear_pending(last, request_.pending);
    ViewPatch patch(store_, before_);
    if (!documents_.empty()) {
      if (auto done = build(); !done) return done.error();
      clock_.lap("nodes and edges");
      if (auto done = write(patch, outcome.manifest); !done) return done.error();
    }
    if (auto done = patch.finish(last); !done) return done.error();
    clock_.lap("last commit");
    outcome.changes.rows_written = patch.rows_written();
    outcome.changes.rows_erased = patch.rows_erased();
    outcome.changes.rows_kept = patch.rows_kept();
    return std::optional(std::move(outcome));
  }

 private:
  // --- nodes and edges of the touched documents

  // What entities of both identities are, as one list.
  void merge_entities() {
    for (const TouchedIdentity* identity : {&touched_.named(), &touched_.observed()}) {
      for (const GlobalEntity& entity : identity->old_entities().all) {
        old_entities_[{entity.type, entity.key}] = &entity;
      }
      for (const GlobalEntity& entity : identity->new_entities().all) entities_.push_back(entity);
    }
    std::sort(entities_.begin(), entities_.end(), [](const GlobalEntity& a, const GlobalEntity& b) {
      return std::tie(a.type, a.key) < std::tie(b.type, b.key);
    });
    std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> places;
    for (std::uint32_t i = 0; i < entities_.size(); ++i) {
      places[{entities_[i].type, entities_[i].key}] = i;
    }
    for (const TouchedIdentity* identity : {&touched_.named(), &touched_.observed()}) {
      const TouchedIdentity::Entities& is = identity->new_entities();
      for (const auto& [unit, entity] : is.of_unit) {
        entity_of_[unit] = places.at({is.all[entity].type, is.all[entity].key});
      }
    }
  }

  Result<std::optional<NodeId>> document_named(const GlobalEntity& entity) const {
    std::optional<std::tuple<std::string, Sha256, std::uint32_t>> first;  // key, hash, node
    const auto offer = [&](const std::string& key, const Sha256& hash, std::uint32_t node) {
      std::tuple offered(key, hash, node);
      if (!first || offered < *first) first = std::move(offered);
    };
    for (const EntityName& name : entity.names) {
      for (const auto& [id, document] : documents_) {
        if (!document.record) continue;
        const DocumentMetadata& metadata = document.truth.metadata;
        if (name.text == metadata.key || name.text == metadata.title) {
          offer(metadata.key, document.record->sha256, document.node);
        }
      }
      const std::string prefix = title_prefix(name.text);
      auto cursor = before_.scan(Table::Graph, std::string_view(prefix));
      if (!cursor) return cursor.error();
      while (true) {
        auto more = (*cursor)->next();
        if (!more) return more.error();
        if (!*more) break;
        ByteReader key((*cursor)->key().substr(prefix.size()));
        ByteReader value((*cursor)->value());
        const std::string metadata_key = key.ordered_string();
        Sha256 hash{};
        const std::string_view bytes = key.raw(hash.size());
        std::copy(bytes.begin(), bytes.end(), hash.begin());
        const std::uint32_t node = value.u32();
        if (documents_.count(value.u32()) > 0) continue;
        offer(metadata_key, hash, node);
        break;  // they stand in their order
      }
    }
    if (!first) return std::optional<NodeId>();
    const NodeType* type = request_.manifest.ontology.find_type("Document");
    return std::optional(NodeId(type->id, std::get<2>(*first)));
  }

  Result<void> build() {
    merge_entities();
    input_.ontology = request_.manifest.ontology;
    builder_ = std::make_unique<LiteratureBuilder>(input_, entities_, ids_);
    auto done = builder_->add_entities([&](std::size_t i) {
      const auto was = old_entities_.find({entities_[i].type, entities_[i].key});
      return was == old_entities_.end() || !is_same_entity(*was->second, entities_[i]);
    });
    if (!done) return done;
    std::vector<LiteratureDocument> documents;
    for (TouchedDocument* document : touched_.in_order()) {
      order_.push_back(document);
      LiteratureDocument& made = documents.emplace_back();
      made.record = *document->record;
      made.truth = document->truth;
      made.key = document->node_key;
      for (const std::string& unit : document->observed.unit_of) {
        made.entity_of.push_back(entity_of_.at(unit));
      }
    }
    done = builder_->add_documents(std::move(documents));
    if (!done) return done;
    builder_->set_works(touched_.works());
    builder_->set_document_named(
        [this](const GlobalEntity& entity) { return document_named(entity); });
    done = builder_->add_edges();
    if (!done) return done;
    std::sort(input_.nodes.begin(), input_.nodes.end(),
              [](const BuildNode& a, const BuildNode& b) { return a.id < b.id; });
    return find_gone();
  }

  Result<void> find_gone() {
    const Ontology& ontology = input_.ontology;
    const TypeId document_type = ontology.find_type("Document")->id;
    const TypeId passage_type = ontology.find_type("Passage")->id;
    std::set<NodeId> gone;
    for (const auto& [id, document] : documents_) {
      if (!document.before) continue;
      gone.insert(NodeId(document_type, document.before->node));
      for (const std::uint32_t passage : document.before->passages) {
        gone.insert(NodeId(passage_type, passage));
      }
    }
    sources_ = gone;
    std::set<std::pair<std::string, std::string>> now;
    for (const GlobalEntity& entity : entities_) now.emplace(entity.type, entity.key);
    for (const auto& [key, entity] : old_entities_) {
      if (now.count(key) > 0 || entity->type == "Document") continue;
      const NodeType* type = ontology.find_type(entity->type);
      if (type == nullptr) continue;
      gone.insert(
          NodeId(type->id, ids_.offset_of(type->name, type->key_prefix + ":" + entity->key)));
    }
    for (const BuildNode& node : input_.nodes) gone.erase(node.id);
    gone_.assign(gone.begin(), gone.end());
    return ids_.status();
  }

  // --- views

  Result<void> write(ViewPatch& patch, Manifest& manifest) {
    std::vector<WriteBatch> batches;
    ids_.put_new(batches);  // offsets are truth: they are kept before anything refers to them
    for (const WriteBatch& batch : batches) {
      if (auto done = store_.commit(batch); !done) return done;
    }
    clock_.lap("ids");
    if (auto done = write_text(patch, manifest); !done) return done;
    clock_.lap("text index");
    if (auto done = patch_nodes(input_, gone_, manifest, patch); !done) return done;
    clock_.lap("views of nodes");
    if (auto done = write_edges(patch, manifest); !done) return done;
    if (auto done = write_state(patch, manifest); !done) return done;
    ++manifest.generation;
    for (const auto& [id, document] : documents_) {
      if (const auto& was = document.before) {
        request_.digest.subtract(was->id, was->key, was->fingerprint, was->sha256);
      }
      if (const auto& is = document.record) {
        request_.digest.add(is->id, is->key, is->fingerprint, is->sha256);
      }
    }
    manifest.truth_digest = request_.digest.text();
    auto done = patch.parts(Table::Graph, view_prefix(View::Manifest), encode_manifest(manifest));
    clock_.lap("state and manifest");
    return done;
  }

  Result<void> write_text(ViewPatch& patch, Manifest& manifest) {
    const TypeId type = input_.ontology.find_type("Passage")->id;
    TextChanges changes;
    for (const BuildNode& node : input_.nodes) {
      if (node.id.type() != type) continue;
      for (const auto& [name, value] : node.properties) {
        if (name == "text") changes.texts[node.id.offset()] = value.string();
      }
    }
    for (const NodeId node : gone_) {
      if (node.type() == type) changes.gone.insert(node.offset());
    }
    std::optional<std::uint32_t> range;
    Column column;
    return patch_text_index(
        changes,
        [&](std::uint32_t passage) -> Result<std::string> {
          if (range != passage >> kRangeBits) {
            range = passage >> kRangeBits;
            column = Column();
            auto bytes = read_parts(before_, Table::Graph, node_column_key(type, "text", *range));
            if (!bytes) return bytes.error();
            if (*bytes) {
              auto decoded = Column::decode(**bytes, kRangeSize);
              if (!decoded) return decoded.error();
              column = std::move(*decoded);
            }
          }
          return std::string(column.text(passage & (kRangeSize - 1)));
        },
        manifest.text, patch);
  }

  Result<void> write_edges(ViewPatch& patch, Manifest& manifest) {
    DocumentKeys keys(before_, input_.ontology);
    for (const TouchedDocument* document : order_) keys.set(document->node, document->node_key);
    EdgePatch edges(
        input_.ontology, [&](std::uint32_t a, std::uint32_t b) { return keys.compare(a, b); },
        patch);
    EdgePatch::Gone gone;
    for (const auto& [id, document] : documents_) {
      if (document.before) gone.documents.insert(document.before->node);
    }
    gone.sources = sources_;
    if (const Relation* family = input_.ontology.find_relation("CONFLICTS_WITH")) {
      gone.except = family->family;
    }
    if (auto done = edges.run(input_, gone, manifest); !done) return done;
    clock_.lap("views of edges");
    ConflictPatch conflicts(before_, input_.ontology, ids_);
    for (const auto& [id, document] : documents_) {
      if (document.before) conflicts.subtract(document.before->observations);
    }
    for (std::size_t d = 0; d < order_.size(); ++d) {
      conflicts.add(builder_->observations_of(d));
    }
    if (auto done = conflicts.run(edges, manifest); !done) return done;
    clock_.lap("contradictions");
    if (auto done = keys.status(); !done) return done;
    return ids_.status();
  }

  Result<void> write_state(ViewPatch& patch, Manifest& manifest) {
    StateRows from;
    StateRows to;
    Counted<std::string> speakers_before;
    Counted<std::string> speakers_after;
    Observations observed_before;
    Observations observed_after;
    const auto count = [](const DocumentFootprint& document, Counted<std::string>& speakers,
                          Observations& observed) {
      for (const std::string& speaker : document.speakers) ++speakers[speaker];
      for (const auto& [what, value] : document.observations) {
        observed[what].value = value.value;
        observed[what].count += value.count;
      }
    };
    for (const auto& [id, document] : documents_) {
      if (!document.before) continue;
      add_document_rows(*document.before, from);
      count(*document.before, speakers_before, observed_before);
    }
    for (std::size_t d = 0; d < order_.size(); ++d) {
      DocumentShare share = std::move(order_[d]->names);
      share.units.merge(order_[d]->observed.units);
      const DocumentFootprint now = footprint_of(*builder_, d, std::move(share));
      add_document_rows(now, to);
      count(now, speakers_after, observed_after);
    }
    for (const TouchedIdentity* identity : {&touched_.named(), &touched_.observed()}) {
      for (const auto& [key, unit] : identity->changed()) {
        if (unit.before != nullptr) add_unit_rows(key, *unit.before, from);
        if (unit.after != nullptr) add_unit_rows(key, *unit.after, to);
      }
    }
    auto done = change_counts(speakers_before, speakers_after, from, to);
    if (!done) return done;
    done = change_observations(observed_before, observed_after, from, to);
    if (!done) return done;
    done = patch.rows(Table::Graph, from, to);
    if (!done) return done;

    std::map<std::uint32_t, std::optional<std::string>> speakers;  // by number, less one
    for (const auto* side : {&speakers_before, &speakers_after}) {
      for (const auto& [text, ignored] : *side) {
        const bool is_there = to.find(speaker_key(text)) != to.end();
        speakers[ids_.offset_of(kSpeakerIds, text)] = is_there ? std::optional(text) : std::nullopt;
      }
    }
    if (auto read = ids_.status(); !read) return read;
    return patch_speakers(speakers, manifest, patch);
  }

  // Rows that count what other documents have too.
  Result<void> change_counts(const Counted<std::string>& before, const Counted<std::string>& after,
                             StateRows& from, StateRows& to) const {
    std::set<std::string> texts;
    for (const auto* side : {&before, &after}) {
      for (const auto& [text, count] : *side) texts.insert(text);
    }
    for (const std::string& text : texts) {
      const std::string key = speaker_key(text);
      auto bytes = before_.get(Table::Graph, key);
      if (!bytes) return bytes.error();
      std::uint64_t count = 0;
      if (*bytes) {
        from[key] = **bytes;
        auto known = decode_count(**bytes);
        if (!known) return known.error();
        count = *known;
      }
      const auto less = before.find(text);
      const auto more = after.find(text);
      count -= less == before.end() ? 0 : less->second;
      count += more == after.end() ? 0 : more->second;
      if (count > 0) to[key] = encode_count(count);
    }
    return {};
  }

  Result<void> change_observations(const Observations& before, const Observations& after,
                                   StateRows& from, StateRows& to) const {
    std::set<std::pair<ObservedSubject, std::string>> places;
    for (const auto* side : {&before, &after}) {
      for (const auto& [place, value] : *side) places.insert(place);
    }
    for (const auto& place : places) {
      const std::string key = observation_prefix(place.first) + place.second;
      const std::string reverse = observed_by_prefix(place.second) + place.first;
      auto bytes = before_.get(Table::Graph, key);
      if (!bytes) return bytes.error();
      ObservedValue value;
      if (*bytes) {
        from[key] = **bytes;
        from[reverse];
        auto known = decode_observed(**bytes);
        if (!known) return known.error();
        value = *known;
      }
      const auto less = before.find(place);
      const auto more = after.find(place);
      value.count -= less == before.end() ? 0 : less->second.count;
      if (more != after.end()) {
        value.value = more->second.value;
        value.count += more->second.count;
      }
      if (value.count == 0) continue;
      to[key] = encode_observed(value);
      to[reverse];
    }
    return {};
  }

  UpdateRequest request_;
  const Snapshot& before_;
  Store& store_;
  StepClock& clock_;
  IdTable ids_;
  TouchedDocuments touched_;
  TouchedDocuments::ById& documents_;

  BuildInput input_;
  std::map<std::pair<std::string, std::string>, const GlobalEntity*> old_entities_;
  std::vector<GlobalEntity> entities_;
  std::map<std::string, std::uint32_t> entity_of_;  // by unit
  std::unique_ptr<LiteratureBuilder> builder_;
  std::vector<TouchedDocument*> order_;  // those of builder_
  std::set<NodeId> sources_;             // Documents and Passages whose plain edges go
  std::vector<NodeId> gone_;             // nodes
};

}  // namespace

Result<std::optional<UpdateOutcome>> update_literature(UpdateRequest request, Store& store,
                                                       StepClock& clock) {
  return LiteratureUpdate(std::move(request), store, clock).run();
}

}  // namespace sarye
