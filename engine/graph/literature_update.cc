#include "engine/graph/literature_update.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "engine/graph/curation.h"
#include "engine/graph/columns.h"
#include "engine/graph/conflict_patch.h"
#include "engine/graph/document_keys.h"
#include "engine/graph/edge_patch.h"
#include "engine/graph/id_table.h"
#include "engine/graph/identity_state.h"
#include "engine/graph/literature_builder.h"
#include "engine/graph/node_patch.h"
#include "engine/graph/speaker_patch.h"
#include "engine/graph/stable_key.h"
#include "engine/graph/text_index_patch.h"
#include "engine/graph/touched_identity.h"
#include "engine/graph/truth_store.h"
#include "engine/graph/view_patch.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"
#include "engine/text/name_key.h"

namespace sarye {

namespace {

// A document that changes, or whose surroundings do.
struct TouchedDocument {
  std::optional<DocumentFootprint> before;  // as it is in the views
  std::optional<DocumentRecord> record;     // as it is to be
  DocumentTruth truth;
  std::string node_key;
  DocumentShare names;     // its share of units, without observations
  DocumentShare observed;  // and of observations
  std::uint32_t node = 0;

  // Whether it is another text, or has another key; else only what surrounds it changed.
  bool is_changed() const {
    return !before || !record || before->sha256 != record->sha256 ||
           before->fingerprint != record->fingerprint || before->node_key != node_key;
  }
};

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
        named_(before_),
        observed_(before_) {}

  Result<std::optional<UpdateOutcome>> run() {
    if (auto done = find_pending(); !done) return done.error();
    if (!documents_.empty()) {
      auto fits = find_touched();
      if (!fits) return fits.error();
      if (!*fits) return std::optional<UpdateOutcome>();
    }
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
  using Documents = std::map<std::uint32_t, TouchedDocument>;  // by DocumentId

  Result<std::optional<DocumentFootprint>> footprint(DocumentId id) const {
    auto bytes = read_parts(before_, Table::Graph, footprint_key(id));
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<DocumentFootprint>();
    auto decoded = decode_footprint(id, **bytes);
    if (!decoded) return decoded.error();
    return std::optional(std::move(*decoded));
  }

  // Which documents come, go, or are others; those that share their keys are looked at too.
  Result<void> find_pending() {
    std::set<std::string> keys;
    Documents candidates;
    for (const DocumentId id : request_.pending) {
      auto before = footprint(id);
      if (!before) return before.error();
      auto record = find_document(before_, id);
      if (!record) return record.error();
      if (*before) keys.insert((*before)->key);
      if (*record && !(*record)->removed) keys.insert((*record)->key);
      candidates[id.value].before = std::move(*before);
    }
    for (const std::string& key : keys) {
      auto versions = find_by_key(before_, key);
      if (!versions) return versions.error();
      const auto current =
          std::count_if(versions->begin(), versions->end(),
                        [](const DocumentRecord& record) { return !record.superseded; });
      for (DocumentRecord& record : *versions) {
        const auto [at, is_new] = candidates.try_emplace(record.id.value);
        if (is_new) {
          auto before = footprint(record.id);
          if (!before) return before.error();
          at->second.before = std::move(*before);
        }
        if (record.superseded) continue;
        at->second.node_key = document_key(key, record.sha256, current > 1);
        at->second.record = std::move(record);
      }
    }
    for (auto& [id, document] : candidates) {
      if ((!document.before && !document.record) || !document.is_changed()) continue;
      if (auto done = read(document); !done) return done;
      documents_.emplace(id, std::move(document));
    }
    return {};
  }

  // A document that stays what it is, in surroundings that change.
  Result<void> touch(DocumentId id) {
    if (documents_.count(id.value) > 0) return {};
    TouchedDocument document;
    auto before = footprint(id);
    if (!before) return before.error();
    auto record = find_document(before_, id);
    if (!record) return record.error();
    if (!*before || !*record) {
      return Error{ErrorCode::Damaged, "the views know a document that the register has not",
                   "run `sarye rebuild`"};
    }
    document.node_key = (*before)->node_key;
    document.before = std::move(*before);
    document.record = std::move(*record);
    if (auto done = read(document); !done) return done;
    documents_.emplace(id.value, std::move(document));
    return {};
  }

  Result<void> read(TouchedDocument& document) {
    if (!document.record) return {};
    auto truth = read_document(before_, document.record->id);
    if (!truth) return truth.error();
    document.truth = std::move(*truth);
    if (request_.decisions != nullptr && !is_curation(*document.record)) {
      request_.decisions->apply(document.truth);
    }
    document.names = share_of_names(document.truth);
    return {};
  }

  // Goes on until no document is touched any more. False: they are too many.
  Result<bool> find_touched() {
    while (true) {
      const std::size_t before = documents_.size();
      if (before > request_.most_documents) return false;
      if (auto done = resolve_names(); !done) return done.error();
      if (auto done = give_offsets(); !done) return done.error();
      if (auto done = resolve_works(); !done) return done.error();
      if (auto done = resolve_titles(); !done) return done.error();
      if (documents_.size() > before) continue;
      if (auto done = resolve_observations(); !done) return done.error();
      if (documents_.size() == before) return true;
    }
  }

  Result<void> touch_documents_of(const std::string& unit) {
    const std::string prefix = unit_documents_prefix(unit);
    auto cursor = before_.scan(Table::Graph, std::string_view(prefix));
    if (!cursor) return cursor.error();
    while (documents_.size() <= request_.most_documents) {
      auto more = (*cursor)->next();
      if (!more) return more.error();
      if (!*more) break;
      ByteReader key((*cursor)->key().substr(prefix.size()));
      if (auto done = touch(DocumentId(key.u32())); !done) return done;
    }
    return {};
  }

  Result<void> touch_moved(const TouchedIdentity& identity) {
    for (const std::string& unit : identity.moved()) {
      if (auto done = touch_documents_of(unit); !done) return done;
    }
    return {};
  }

  Result<void> resolve_names() {
    named_ = TouchedIdentity(before_);
    std::set<std::string> seeds;
    for (const auto& [id, document] : documents_) {
      if (!document.before) continue;
      for (const auto& [key, unit] : document.before->units) {
        if (unit.sort == IdentityUnit::Sort::Observation) continue;
        seeds.insert(key);
        if (auto done = named_.subtract(key, unit); !done) return done;
      }
    }
    for (const auto& [id, document] : documents_) {
      for (const auto& [key, unit] : document.names.units) {
        seeds.insert(key);
        if (auto done = named_.add(key, unit); !done) return done;
      }
    }
    if (auto done = named_.resolve(seeds); !done) return done;
    if (auto done = touch_moved(named_); !done) return done;
    // What an entity that is a text stands for depends on all its names.
    const auto& old_entities = named_.old_entities();
    const auto& new_entities = named_.new_entities();
    for (const auto& [unit, entity] : old_entities.of_unit) {
      const GlobalEntity& was = old_entities.all[entity];
      const auto now = new_entities.of_unit.find(unit);
      if (was.type != "Document" || now == new_entities.of_unit.end()) continue;
      const auto texts_of = [](const GlobalEntity& of) {
        std::set<std::string> texts;
        for (const EntityName& name : of.names) texts.insert(name.text);
        return texts;
      };
      if (texts_of(was) == texts_of(new_entities.all[now->second])) continue;
      if (auto done = touch_documents_of(unit); !done) return done;
    }
    return {};
  }

  // In the order of keys, as ids are given.
  std::vector<TouchedDocument*> in_order() {
    std::vector<TouchedDocument*> out;
    for (auto& [id, document] : documents_) {
      if (document.record) out.push_back(&document);
    }
    std::sort(out.begin(), out.end(), [](const TouchedDocument* a, const TouchedDocument* b) {
      return std::tie(a->record->key, a->record->sha256) <
             std::tie(b->record->key, b->record->sha256);
    });
    return out;
  }

  Result<void> give_offsets() {
    const NodeType* type = request_.manifest.ontology.find_type("Document");
    if (type == nullptr) {
      return Error{ErrorCode::VersionMismatch, "the ontology has no type Document"};
    }
    for (TouchedDocument* document : in_order()) {
      document->node = ids_.offset_of(type->name, type->key_prefix + ":" + document->node_key);
    }
    return ids_.status();
  }

  // A work has the number of the first of its documents.
  Result<void> resolve_works() {
    std::set<std::string> works;
    for (const auto& [id, document] : documents_) {
      if (document.before) works.insert(document.before->work);
      if (document.record) works.insert(work_of(document.truth.metadata));
    }
    for (const std::string& work : works) {
      const std::string prefix = work_prefix(work);
      std::map<std::uint32_t, DocumentId> before;  // by offset
      auto cursor = before_.scan(Table::Graph, std::string_view(prefix));
      if (!cursor) return cursor.error();
      while (true) {
        auto more = (*cursor)->next();
        if (!more) return more.error();
        if (!*more) break;
        ByteReader key((*cursor)->key().substr(prefix.size()));
        ByteReader value((*cursor)->value());
        const std::uint32_t offset = key.u32();
        before[offset] = DocumentId(value.u32());
      }
      std::set<std::uint32_t> after;
      for (const auto& [offset, id] : before) {
        if (documents_.count(id.value) == 0) after.insert(offset);
      }
      for (const auto& [id, document] : documents_) {
        if (document.record && work_of(document.truth.metadata) == work) {
          after.insert(document.node);
        }
      }
      if (after.empty()) continue;
      works_[work] = *after.begin();
      if (before.empty() || before.begin()->first == *after.begin()) continue;
      for (const auto& [offset, id] : before) {
        if (auto done = touch(id); !done) return done;
      }
    }
    return {};
  }

  // Texts that speak of a document by its key or title mean a node that comes, goes or is another.
  Result<void> resolve_titles() {
    std::set<std::string> texts;
    for (const auto& [id, document] : documents_) {
      if (!document.is_changed()) continue;
      if (document.before) {
        texts.insert(document.before->key);
        texts.insert(document.before->title);
      }
      if (document.record) {
        texts.insert(document.truth.metadata.key);
        texts.insert(document.truth.metadata.title);
      }
    }
    texts.erase(std::string());
    std::set<std::string> seeds;
    for (const std::string& text : texts) {
      auto units = named_.units_with("Document", key_part(name_key(text)));
      if (!units) return units.error();
      seeds.insert(units->begin(), units->end());
    }
    if (seeds.empty()) return {};
    TouchedIdentity meant(before_);
    if (auto done = meant.resolve(seeds); !done) return done;
    for (const auto& [unit, entity] : meant.old_entities().of_unit) {
      if (auto done = touch_documents_of(unit); !done) return done;
    }
    return {};
  }

  Result<void> resolve_observations() {
    observed_ = TouchedIdentity(before_);
    std::set<std::string> seeds;
    const TouchedIdentity::Entities& named = named_.new_entities();
    for (auto& [id, document] : documents_) {
      if (document.before) {
        for (const auto& [key, unit] : document.before->units) {
          if (unit.sort != IdentityUnit::Sort::Observation) continue;
          seeds.insert(key);
          if (auto done = observed_.subtract(key, unit); !done) return done;
        }
      }
    }
    for (auto& [id, document] : documents_) {
      document.observed = {};
      document.observed.unit_of = document.names.unit_of;
      add_observations(
          document.truth,
          [&](std::uint32_t local) -> const std::string& {
            return named.all[named.of_unit.at(document.names.unit_of[local])].base_key;
          },
          document.observed);
      for (const auto& [key, unit] : document.observed.units) {
        seeds.insert(key);
        if (auto done = observed_.add(key, unit); !done) return done;
      }
    }
    if (auto done = observed_.resolve(seeds); !done) return done;
    return touch_moved(observed_);
  }

  // --- nodes and edges of the touched documents

  // What entities of both identities are, as one list.
  void merge_entities() {
    for (const TouchedIdentity* identity : {&named_, &observed_}) {
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
    for (const TouchedIdentity* identity : {&named_, &observed_}) {
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
    for (TouchedDocument* document : in_order()) {
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
    builder_->set_works(works_);
    builder_->set_document_named([this](const GlobalEntity& entity) {
      return document_named(entity);
    });
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
      gone.insert(NodeId(
          type->id, ids_.offset_of(type->name, type->key_prefix + ":" + entity->key)));
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
        input_.ontology,
        [&](std::uint32_t a, std::uint32_t b) { return keys.compare(a, b); }, patch);
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
    for (const TouchedIdentity* identity : {&named_, &observed_}) {
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
        speakers[ids_.offset_of(kSpeakerIds, text)] =
            is_there ? std::optional(text) : std::nullopt;
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
  Documents documents_;
  TouchedIdentity named_;
  TouchedIdentity observed_;
  std::map<std::string, std::uint32_t> works_;

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
