#include "engine/graph/touched_documents.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/graph/curation.h"
#include "engine/graph/literature_builder.h"
#include "engine/graph/stable_key.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"
#include "engine/text/name_key.h"

namespace sarye {

Result<std::optional<DocumentFootprint>> TouchedDocuments::footprint(DocumentId id) const {
  auto bytes = read_parts(before_, Table::Graph, footprint_key(id));
  if (!bytes) return bytes.error();
  if (!*bytes) return std::optional<DocumentFootprint>();
  auto decoded = decode_footprint(id, **bytes);
  if (!decoded) return decoded.error();
  return std::optional(std::move(*decoded));
}

// Which documents come, go, or are others; those that share their keys are looked at too.
Result<void> TouchedDocuments::find_pending(const std::vector<DocumentId>& pending) {
  std::set<std::string> keys;
  ById candidates;
  for (const DocumentId id : pending) {
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

// A document that stays what it is, mostly, in surroundings that change.
Result<void> TouchedDocuments::touch(DocumentId id) {
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
  // It may wait for a later step: then its turn is now.
  const DocumentRecord& is = **record;
  const DocumentFootprint& was = **before;
  if (is.removed || is.sha256 != was.sha256 || is.fingerprint != was.fingerprint ||
      is.key != was.key) {
    return find_pending({id});
  }
  document.node_key = (*before)->node_key;
  document.before = std::move(*before);
  document.record = std::move(*record);
  if (auto done = read(document); !done) return done;
  documents_.emplace(id.value, std::move(document));
  return {};
}

Result<void> TouchedDocuments::read(TouchedDocument& document) const {
  if (!document.record) return {};
  auto truth = read_document(before_, document.record->id);
  if (!truth) return truth.error();
  document.truth = std::move(*truth);
  if (decisions_ != nullptr && !is_curation(*document.record)) decisions_->apply(document.truth);
  document.names = share_of_names(document.truth);
  return {};
}

Result<bool> TouchedDocuments::find(const std::vector<DocumentId>& pending, std::uint64_t most) {
  most_ = most;
  if (auto done = find_pending(pending); !done) return done.error();
  if (documents_.empty()) return true;
  while (true) {  // until no document is touched any more
    const std::size_t before = documents_.size();
    if (before > most_) return false;
    if (auto done = resolve_names(); !done) return done.error();
    if (auto done = give_offsets(); !done) return done.error();
    if (auto done = resolve_works(); !done) return done.error();
    if (auto done = resolve_titles(); !done) return done.error();
    if (documents_.size() > before) continue;
    if (auto done = resolve_observations(); !done) return done.error();
    if (documents_.size() == before) return true;
  }
}

Result<void> TouchedDocuments::touch_documents_of(const std::string& unit) {
  const std::string prefix = unit_documents_prefix(unit);
  auto cursor = before_.scan(Table::Graph, std::string_view(prefix));
  if (!cursor) return cursor.error();
  while (documents_.size() <= most_) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) break;
    ByteReader key((*cursor)->key().substr(prefix.size()));
    if (auto done = touch(DocumentId(key.u32())); !done) return done;
  }
  return {};
}

Result<void> TouchedDocuments::touch_moved(const TouchedIdentity& identity) {
  for (const std::string& unit : identity.moved()) {
    if (auto done = touch_documents_of(unit); !done) return done;
  }
  return {};
}

Result<void> TouchedDocuments::resolve_names() {
  named_ = TouchedIdentity(rows_);
  std::set<std::string> seeds;
  for (const auto& [id, document] : documents_) {
    for (const auto& [key, unit] : document.names.units) seeds.insert(key);
    if (!document.before) continue;
    for (const auto& [key, unit] : document.before->units) {
      if (unit.sort != IdentityUnit::Sort::Observation) seeds.insert(key);
    }
  }
  if (auto done = rows_.read_units(seeds); !done) return done;
  for (const auto& [id, document] : documents_) {
    if (!document.before) continue;
    for (const auto& [key, unit] : document.before->units) {
      if (unit.sort == IdentityUnit::Sort::Observation) continue;
      if (auto done = named_.subtract(key, unit); !done) return done;
    }
  }
  for (const auto& [id, document] : documents_) {
    for (const auto& [key, unit] : document.names.units) {
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
std::vector<TouchedDocument*> TouchedDocuments::in_order() {
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

Result<void> TouchedDocuments::give_offsets() {
  const NodeType* type = ontology_.find_type("Document");
  if (type == nullptr) {
    return Error{ErrorCode::VersionMismatch, "the ontology has no type Document"};
  }
  for (TouchedDocument* document : in_order()) {
    document->node = ids_.offset_of(type->name, type->key_prefix + ":" + document->node_key);
  }
  return ids_.status();
}

// A work has the number of the first of its documents.
Result<void> TouchedDocuments::resolve_works() {
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
Result<void> TouchedDocuments::resolve_titles() {
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
  TouchedIdentity meant(rows_);
  if (auto done = meant.resolve(seeds); !done) return done;
  for (const auto& [unit, entity] : meant.old_entities().of_unit) {
    if (auto done = touch_documents_of(unit); !done) return done;
  }
  return {};
}

Result<void> TouchedDocuments::resolve_observations() {
  observed_ = TouchedIdentity(rows_);
  std::set<std::string> seeds;
  const TouchedIdentity::Entities& named = named_.new_entities();
  for (auto& [id, document] : documents_) {
    document.observed = {};
    document.observed.unit_of = document.names.unit_of;
    add_observations(
        document.truth,
        [&](std::uint32_t local) -> const std::string& {
          return named.all[named.of_unit.at(document.names.unit_of[local])].base_key;
        },
        document.observed);
    for (const auto& [key, unit] : document.observed.units) seeds.insert(key);
    if (!document.before) continue;
    for (const auto& [key, unit] : document.before->units) {
      if (unit.sort == IdentityUnit::Sort::Observation) seeds.insert(key);
    }
  }
  if (auto done = rows_.read_units(seeds); !done) return done;
  for (const auto& [id, document] : documents_) {
    if (!document.before) continue;
    for (const auto& [key, unit] : document.before->units) {
      if (unit.sort != IdentityUnit::Sort::Observation) continue;
      if (auto done = observed_.subtract(key, unit); !done) return done;
    }
  }
  for (const auto& [id, document] : documents_) {
    for (const auto& [key, unit] : document.observed.units) {
      if (auto done = observed_.add(key, unit); !done) return done;
    }
  }
  if (auto done = observed_.resolve(seeds); !done) return done;
  return touch_moved(observed_);
}

}  // namespace sarye
