// The truth of documents in a store: what each text says, and the register of texts. A document is
// in the store completely or not at all; what it says never depends on others (DECISIONS 1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"
#include "engine/store/store.h"

namespace sarye {

// One line of the register.
struct DocumentRecord {
  DocumentId id;
  Sha256 sha256{};
  std::uint64_t sequence = 0;  // order of arrival: the newest of several versions counts
  std::string key;             // of the metadata
  std::string title;
  std::string work;  // as the metadata has it: may be empty
  std::string language;
  std::string file_name;
  std::string fingerprint;
  std::uint32_t source_bytes = 0;
  std::uint32_t passages = 0;
  std::uint32_t assertions = 0;
  bool removed = false;     // a tombstone: id, hash and reason alone are kept
  std::string reason;       // why it was removed
  bool superseded = false;  // a newer version of the same document is loaded; not in the views
};

// Every document ever stored, by id, tombstones and older versions too. Two texts are versions of
// one document when their keys and main languages are equal. Errors: Damaged; those of the store.
Result<std::vector<DocumentRecord>> list_documents(const Snapshot& snapshot);
// The document with these bytes, a tombstone too.
Result<std::optional<DocumentRecord>> find_by_sha256(const Snapshot& snapshot, const Sha256& hash);
// The line of a document; a tombstone too. `superseded` is not told.
Result<std::optional<DocumentRecord>> find_document(const Snapshot& snapshot, DocumentId id);
// Documents in the store with this key, newest first, older versions too.
Result<std::vector<DocumentRecord>> find_by_key(const Snapshot& snapshot, std::string_view key);

enum class StoredAs : std::uint8_t { Added, Unchanged, Reanalysed, NewVersion };
struct StoreOutcome {
  DocumentId id;
  StoredAs as = StoredAs::Added;
};

// Stores a document in one synced batch (over 8 MiB: staged, and visible with the last commit). The
// same bytes with the same fingerprint change nothing; with another one they replace what was
// known. Errors: Damaged when the truth points outside of itself; those of the store.
Result<StoreOutcome> store_document(Store& store, const DocumentTruth& truth);

// Takes a document out, but for a tombstone. Errors: NotFound; those of the store.
Result<void> remove_document(Store& store, DocumentId id, std::string_view reason);

// All of it, the source included. Errors: NotFound; Damaged.
Result<DocumentTruth> read_document(const Snapshot& snapshot, DocumentId id);

// The building blocks of `store_document`, for tests: rows of the truth, without the register.
void put_document(WriteBatch& batch, DocumentId id, const DocumentTruth& truth);

// Documents that were stored, replaced or removed since views were made last. Whoever brings the
// views up to date adds to its last commit that they are not pending any more.
Result<std::vector<DocumentId>> pending_documents(const Snapshot& snapshot);
void clear_pending(WriteBatch& batch, const std::vector<DocumentId>& documents);
void clear_all_pending(WriteBatch& batch);

// The ontology of a literature store, kept from `init` on.
void put_ontology(WriteBatch& batch, std::string_view text);
// nullopt: an open store. Errors: Damaged.
Result<std::optional<std::string>> read_ontology_text(const Snapshot& snapshot);

}  // namespace sarye
