#include "engine/graph/truth_store.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/graph/truth_codec.h"
#include "engine/graph/truth_rows.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

constexpr std::uint64_t kRecordVersion = 1;
constexpr char kRegister = 'd';  // id → record
constexpr char kByHash = 'h';    // hash → id
constexpr char kByKey = 'k';     // key, id → nothing: versions of one document
constexpr char kPending = 'p';   // id → nothing: views are yet to be told
constexpr std::string_view kSequenceKey = "nsequence";
constexpr std::string_view kOntologyKey = "ontology";

std::string register_key(DocumentId id) {
  std::string key(1, kRegister);
  ByteWriter(key).u32(id.value);
  return key;
}

std::string pending_key(DocumentId id) {
  std::string key(1, kPending);
  ByteWriter(key).u32(id.value);
  return key;
}

std::string by_key_prefix(std::string_view key) {
  std::string row(1, kByKey);
  ByteWriter(row).ordered_string(key);
  return row;
}

std::string by_key_row(std::string_view key, DocumentId id) {
  std::string row = by_key_prefix(key);
  ByteWriter(row).u32(id.value);
  return row;
}

std::string_view hash_bytes(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string hash_key(const Sha256& hash) {
  return std::string(1, kByHash) + std::string(hash_bytes(hash));
}

std::string encode_record(const DocumentRecord& record) {
  std::string bytes;
  ByteWriter(bytes)
      .varint(kRecordVersion)
      .raw(hash_bytes(record.sha256))
      .varint(record.sequence)
      .string(record.key)
      .string(record.title)
      .string(record.work)
      .string(record.language)
      .string(record.file_name)
      .string(record.fingerprint)
      .varint(record.source_bytes)
      .varint(record.passages)
      .varint(record.assertions)
      .u8(record.removed ? 1 : 0)
      .string(record.reason);
  return bytes;
}

Result<DocumentRecord> decode_record(std::string_view key, std::string_view bytes) {
  ByteReader id(key.substr(1));
  DocumentRecord out;
  out.id = DocumentId(id.u32());
  ByteReader in(bytes);
  if (const std::uint64_t version = in.varint(); in.ok() && version > kRecordVersion) {
    return Error{ErrorCode::VersionMismatch, "the register of documents is of a newer release",
                 "use a newer release of sarye"};
  }
  const std::string_view hash = in.raw(out.sha256.size());
  std::copy(hash.begin(), hash.end(), out.sha256.begin());
  out.sequence = in.varint();
  out.key = in.string();
  out.title = in.string();
  out.work = in.string();
  out.language = in.string();
  out.file_name = in.string();
  out.fingerprint = in.string();
  out.source_bytes = in.varint32();
  out.passages = in.varint32();
  out.assertions = in.varint32();
  out.removed = in.u8() != 0;
  out.reason = in.string();
  if (!id.ok()) in.fail();
  if (auto whole = in.finish("the register of documents"); !whole) return whole.error();
  return out;
}

Result<std::optional<DocumentRecord>> record_of(const Snapshot& snapshot, DocumentId id) {
  const std::string key = register_key(id);
  auto bytes = snapshot.get(Table::Meta, key);
  if (!bytes) return bytes.error();
  if (!*bytes) return std::optional<DocumentRecord>();
  auto record = decode_record(key, **bytes);
  if (!record) return record.error();
  return std::optional(std::move(*record));
}

Result<DocumentId> next_document_id(const Snapshot& snapshot) {
  ScanOptions options;
  options.limit = 1;
  options.reverse = true;
  auto cursor = snapshot.scan(Table::Meta, std::string_view(&kRegister, 1), options);
  if (!cursor) return cursor.error();
  auto more = (*cursor)->next();
  if (!more) return more.error();
  if (!*more) return DocumentId(0);
  ByteReader key((*cursor)->key().substr(1));
  return DocumentId(key.u32() + 1);
}

Result<std::uint64_t> next_sequence(const Snapshot& snapshot) {
  auto value = snapshot.get(Table::Meta, kSequenceKey);
  if (!value) return value.error();
  if (!*value) return std::uint64_t{1};
  ByteReader in(**value);
  return in.u64() + 1;
}

// The newest of the versions of one document counts.
void mark_superseded(std::vector<DocumentRecord>& out) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> newest;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i].removed) continue;
    const auto [at, first] = newest.try_emplace({out[i].key, out[i].language}, i);
    if (first) continue;
    const bool is_newer = out[i].sequence > out[at->second].sequence;
    out[is_newer ? at->second : i].superseded = true;
    if (is_newer) at->second = i;
  }
}

Error no_such_document(DocumentId id) {
  return Error{ErrorCode::NotFound,
               "there is no document with the number " + std::to_string(id.value),
               "`sarye docs STORE` lists the documents"};
}

}  // namespace

Result<std::vector<DocumentRecord>> list_documents(const Snapshot& snapshot) {
  ScanOptions options;
  options.prefetch = true;
  auto cursor = snapshot.scan(Table::Meta, std::string_view(&kRegister, 1), options);
  if (!cursor) return cursor.error();
  std::vector<DocumentRecord> out;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) break;
    auto record = decode_record((*cursor)->key(), (*cursor)->value());
    if (!record) return record.error();
    out.push_back(std::move(*record));
  }
  mark_superseded(out);
  return out;
}

Result<std::optional<DocumentRecord>> find_by_sha256(const Snapshot& snapshot, const Sha256& hash) {
  auto value = snapshot.get(Table::Meta, hash_key(hash));
  if (!value) return value.error();
  if (!*value) return std::optional<DocumentRecord>();
  ByteReader in(**value);
  return record_of(snapshot, DocumentId(in.u32()));
}

Result<std::vector<DocumentRecord>> find_by_key(const Snapshot& snapshot, std::string_view key) {
  const std::string prefix = by_key_prefix(key);
  auto cursor = snapshot.scan(Table::Meta, std::string_view(prefix));
  if (!cursor) return cursor.error();
  std::vector<DocumentRecord> out;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) break;
    ByteReader id((*cursor)->key().substr(prefix.size()));
    auto record = record_of(snapshot, DocumentId(id.u32()));
    if (!record) return record.error();
    if (!id.ok() || !*record || (*record)->removed || (*record)->key != key) {
      return Error{ErrorCode::Damaged, "the keys of documents and their register differ",
                   "run `sarye verify`; restore the store from a backup"};
    }
    out.push_back(std::move(**record));
  }
  mark_superseded(out);
  std::sort(out.begin(), out.end(), [](const DocumentRecord& a, const DocumentRecord& b) {
    return a.sequence > b.sequence;
  });
  return out;
}

Result<std::optional<DocumentRecord>> find_document(const Snapshot& snapshot, DocumentId id) {
  return record_of(snapshot, id);
}

Result<std::vector<DocumentId>> pending_documents(const Snapshot& snapshot) {
  auto cursor = snapshot.scan(Table::Meta, std::string_view(&kPending, 1));
  if (!cursor) return cursor.error();
  std::vector<DocumentId> out;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return out;
    ByteReader key((*cursor)->key().substr(1));
    out.emplace_back(key.u32());
  }
}

void clear_pending(WriteBatch& batch, const std::vector<DocumentId>& documents) {
  for (const DocumentId id : documents) batch.erase(Table::Meta, pending_key(id));
}

void clear_all_pending(WriteBatch& batch) {
  batch.erase_prefix(Table::Meta, std::string(1, kPending));
}

void put_document(WriteBatch& batch, DocumentId id, const DocumentTruth& truth) {
  const std::string prefix = document_prefix(id);
  batch.erase_prefix(Table::Truth, prefix);
  put_truth(batch, prefix, TruthKind::Source, truth.source);
  for (const TruthKind kind : kRecordKinds) {
    put_truth(batch, prefix, kind, encode_truth(truth, kind));
  }
}

Result<StoreOutcome> store_document(Store& store, const DocumentTruth& truth) {
  if (auto good = check_truth(truth); !good) return good.error();
  const std::unique_ptr<Snapshot> before = store.snapshot();
  auto known = find_by_sha256(*before, truth.sha256);
  if (!known) return known.error();
  StoreOutcome outcome;
  DocumentRecord record;
  if (*known && !(*known)->removed) {
    outcome.id = (*known)->id;
    if ((*known)->fingerprint == truth.fingerprint) {
      outcome.as = StoredAs::Unchanged;
      return outcome;
    }
    outcome.as = StoredAs::Reanalysed;
    record.sequence = (*known)->sequence;
  } else {
    auto sequence = next_sequence(*before);
    if (!sequence) return sequence.error();
    record.sequence = *sequence;
    auto same_key = find_by_key(*before, truth.metadata.key);
    if (!same_key) return same_key.error();
    for (const DocumentRecord& other : *same_key) {
      if (other.language == truth.metadata.language) outcome.as = StoredAs::NewVersion;
    }
    if (*known) {
      outcome.id = (*known)->id;  // it was removed, and comes back
    } else {
      auto id = next_document_id(*before);
      if (!id) return id.error();
      outcome.id = *id;
    }
  }
  record.id = outcome.id;
  record.sha256 = truth.sha256;
  record.key = truth.metadata.key;
  record.title = truth.metadata.title;
  record.work = truth.metadata.work.empty() ? truth.metadata.doi : truth.metadata.work;
  record.language = truth.metadata.language;
  record.file_name = truth.file_name;
  record.fingerprint = truth.fingerprint;
  record.source_bytes = static_cast<std::uint32_t>(truth.source.size());
  record.passages = static_cast<std::uint32_t>(truth.passages.size());
  record.assertions = static_cast<std::uint32_t>(truth.assertions.size() + truth.about.size());

  const DocumentId old_id = outcome.id;
  const bool is_replaced = outcome.as == StoredAs::Reanalysed;
  WriteBatch batch;
  put_document(batch, outcome.id, truth);
  if (is_replaced && batch.bytes() > kMaxBatchBytes) {
    // It takes several commits: written beside the old one, which stays until the last of them.
    auto id = next_document_id(*before);
    if (!id) return id.error();
    outcome.id = *id;
    record.id = *id;
    batch.clear();
    put_document(batch, outcome.id, truth);
  }
  auto done =
      commit_staged(store, document_prefix(outcome.id), std::move(batch), [&](WriteBatch& last) {
        if (outcome.id != old_id) {
          last.erase_prefix(Table::Truth, document_prefix(old_id));
          last.erase(Table::Meta, register_key(old_id));
          last.put(Table::Meta, pending_key(old_id), {});
        }
        std::string id;
        ByteWriter(id).u32(outcome.id.value);
        std::string sequence;
        ByteWriter(sequence).u64(record.sequence);
        last.put(Table::Meta, register_key(outcome.id), encode_record(record));
        last.put(Table::Meta, pending_key(outcome.id), {});
        last.put(Table::Meta, hash_key(truth.sha256), id);
        if (*known && !(*known)->removed) {
          last.erase(Table::Meta, by_key_row((*known)->key, old_id));
        }
        last.put(Table::Meta, by_key_row(record.key, outcome.id), {});
        if (!is_replaced) last.put(Table::Meta, kSequenceKey, sequence);
      });
  if (!done) return done.error();
  return outcome;
}

Result<void> remove_document(Store& store, DocumentId id, std::string_view reason) {
  auto known = record_of(*store.snapshot(), id);
  if (!known) return known.error();
  if (!*known || (*known)->removed) return no_such_document(id);
  DocumentRecord tombstone;
  tombstone.id = id;
  tombstone.sha256 = (*known)->sha256;
  tombstone.sequence = (*known)->sequence;
  tombstone.removed = true;
  tombstone.reason = reason;
  WriteBatch batch;
  batch.erase_prefix(Table::Truth, document_prefix(id));
  batch.put(Table::Meta, register_key(id), encode_record(tombstone));
  batch.erase(Table::Meta, by_key_row((*known)->key, id));
  batch.put(Table::Meta, pending_key(id), {});
  return store.commit(batch);
}

Result<DocumentTruth> read_document(const Snapshot& snapshot, DocumentId id) {
  auto record = record_of(snapshot, id);
  if (!record) return record.error();
  if (!*record || (*record)->removed) return no_such_document(id);
  DocumentTruth truth;
  const std::string prefix = document_prefix(id);
  for (const TruthKind kind : kRecordKinds) {
    auto bytes = read_truth(snapshot, prefix, kind);
    if (!bytes) return bytes.error();
    if (auto read = decode_truth(*bytes, kind, truth); !read) return read.error();
  }
  auto source = read_source(snapshot, id);
  if (!source) return source.error();
  truth.source = std::move(*source);
  if (truth.source.size() != (*record)->source_bytes) {
    return Error{ErrorCode::Damaged,
                 "the source of document " + (*record)->key + " is not as long as it was",
                 "run `sarye verify`; restore the store from a backup"};
  }
  if (auto good = check_truth(truth); !good) return good.error();
  return truth;
}

void put_ontology(WriteBatch& batch, std::string_view text) {
  for (auto& [key, value] : cut_into_parts(kOntologyKey, text)) {
    batch.put(Table::Meta, key, value);
  }
}

Result<std::optional<std::string>> read_ontology_text(const Snapshot& snapshot) {
  return read_parts(snapshot, Table::Meta, kOntologyKey);
}

}  // namespace sarye
