// Where the truth of documents and of imported graphs lies: Table::Truth, keyed by (owner, kind,
// part), so that removing one is erasing a prefix, and what belongs together is read in one scan.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/store/store.h"

namespace sarye {

enum class TruthKind : char {
  About = 'b',
  Aliases = 'l',
  Assertions = 'a',
  Entities = 'e',
  Head = 'm',  // metadata
  Mentions = 'n',
  Passages = 'p',
  Review = 'r',
  Source = 's',  // the original bytes, cut at every kSourceBlock
};

std::string document_prefix(DocumentId document);
std::string import_prefix(std::uint32_t number);

// `bytes` as rows of at most 64 KiB below `prefix` and `kind`.
void put_truth(WriteBatch& batch, const std::string& prefix, TruthKind kind,
               std::string_view bytes);
// All parts together; empty when there is none.
Result<std::string> read_truth(const Snapshot& snapshot, const std::string& prefix, TruthKind kind);

// The same block by block.
class TruthBlocks {
 public:
  // The snapshot is borrowed.
  TruthBlocks(const Snapshot& snapshot, const std::string& prefix, TruthKind kind);
  // Appends the next block to `bytes`. False: there is none. Errors: Damaged; those of the store.
  Result<bool> next(std::string& bytes);
  // Goes on at the block that holds this byte. Returns where the block begins.
  std::uint64_t go_to(std::uint64_t byte);

 private:
  const Snapshot& snapshot_;
  std::string prefix_;
  TruthKind kind_;
  std::uint64_t block_ = 0;
  std::size_t last_bytes_ = 0;  // of the block before
  std::unique_ptr<Cursor> cursor_;
};

// The bytes `range` of a document's source, of which only the blocks that it touches are read.
// Errors: NotFound when the source ends before; Damaged.
Result<std::string> read_source(const Snapshot& snapshot, DocumentId document, ByteRange range);
// The whole source. Errors: those of the store.
Result<std::string> read_source(const Snapshot& snapshot, DocumentId document);

// Commits `batch`, whose rows lie below `prefix`, and then what `record` adds, which makes it part
// of the store. Up to 8 MiB that is one commit. A larger batch is written in several before the
// record: until that is there nobody reads them, and a line in Table::Meta tells that they are
// staged. What earlier runs left so is erased first. Errors: those of the store.
Result<void> commit_staged(Store& store, const std::string& prefix, WriteBatch batch,
                           const std::function<void(WriteBatch&)>& record);

// The same for one kind of truth of any size, whose pieces `next` gives one after the other (false:
// there are no more), so that it need not be there at once. Much of it is written by two threads:
// `half` is how many bytes one of them is to write, about, while the other writes those behind them.
// Errors: those of `next` too.
Result<void> commit_truth(Store& store, const std::string& prefix, TruthKind kind,
                          std::uint64_t half,
                          const std::function<Result<bool>(std::string& piece)>& next,
                          const std::function<void(WriteBatch&)>& record);

// Erases rows that a run staged and, because it was killed, never made part of the store. Returns
// how many runs had left some. Errors: those of the store.
Result<std::size_t> erase_staged(Store& store);

}  // namespace sarye
