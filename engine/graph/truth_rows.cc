#include "engine/graph/truth_rows.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/graph/text_halves.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{60} << 10;
// What may wait in memory while what lies behind it is written too; and less than so much is
// written by one thread.
constexpr std::uint64_t kMostWaiting = std::uint64_t{256} << 20;
constexpr std::uint64_t kFew = std::uint64_t{8} << 20;
constexpr std::string_view kStaged = "u";  // in Table::Meta; the prefix of the rows behind it

std::string kind_prefix(const std::string& prefix, TruthKind kind) {
  return prefix + static_cast<char>(kind);
}

std::string block_key(const std::string& prefix, TruthKind kind, std::size_t block) {
  std::string key = kind_prefix(prefix, kind);
  ByteWriter(key).u32(static_cast<std::uint32_t>(block));
  return key;
}

// A text that comes in pieces as rows, one a block.
class BlockRows {
 public:
  using Next = std::function<Result<bool>(std::string& piece)>;

  BlockRows(const std::string& prefix, TruthKind kind, std::uint64_t first, Next next)
      : prefix_(prefix), kind_(kind), block_(first), next_(std::move(next)) {}

  Result<bool> operator()(std::string_view& key, std::string_view& value) {
    if (bytes_.size() - at_ < kBlockBytes) {
      bytes_.erase(0, std::exchange(at_, 0));
      while (!ended_ && bytes_.size() < kBlockBytes) {
        auto more = next_(piece_);
        if (!more) return more;
        ended_ = !*more;
        if (*more) bytes_ += piece_;
      }
      std::string().swap(piece_);
      if (bytes_.empty()) return false;
    }
    key_ = block_key(prefix_, kind_, static_cast<std::size_t>(block_++));
    key = key_;
    value = std::string_view(bytes_).substr(at_, kBlockBytes);
    at_ += value.size();
    return true;
  }

 private:
  std::string prefix_;
  TruthKind kind_;
  std::uint64_t block_;
  Next next_;
  std::string key_;
  std::string piece_;
  std::string bytes_;  // those before `at_` were given
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace

std::string document_prefix(DocumentId document) {
  std::string key = "d";
  ByteWriter(key).u32(document.value);
  return key;
}

std::string import_prefix(std::uint32_t number) {
  std::string key = "g";
  ByteWriter(key).u32(number);
  return key;
}

void put_truth(WriteBatch& batch, const std::string& prefix, TruthKind kind,
               std::string_view bytes) {
  for (std::size_t block = 0; block * kBlockBytes < bytes.size(); ++block) {
    batch.put(Table::Truth, block_key(prefix, kind, block),
              bytes.substr(block * kBlockBytes, kBlockBytes));
  }
}

TruthBlocks::TruthBlocks(const Snapshot& snapshot, const std::string& prefix, TruthKind kind)
    : snapshot_(snapshot), prefix_(prefix), kind_(kind) {}

Result<bool> TruthBlocks::next(std::string& bytes) {
  if (cursor_ == nullptr) {
    ScanOptions options;
    options.prefetch = true;
    const KeyRange range{block_key(prefix_, kind_, static_cast<std::size_t>(block_)),
                         KeyRange::prefix(kind_prefix(prefix_, kind_)).end};
    auto cursor = snapshot_.scan(Table::Truth, range, options);
    if (!cursor) return cursor.error();
    cursor_ = std::move(*cursor);
    last_bytes_ = kBlockBytes;
  }
  auto more = cursor_->next();
  if (!more || !*more) return more;
  if (cursor_->key() != block_key(prefix_, kind_, static_cast<std::size_t>(block_)) ||
      last_bytes_ != kBlockBytes) {
    return Error{ErrorCode::Damaged, "a block of a document is missing or out of place",
                 "run `sarye verify`; restore the store from a backup"};
  }
  last_bytes_ = cursor_->value().size();
  bytes += cursor_->value();
  ++block_;
  return true;
}

std::uint64_t TruthBlocks::go_to(std::uint64_t byte) {
  cursor_.reset();
  block_ = byte / kBlockBytes;
  return block_ * kBlockBytes;
}

Result<std::string> read_truth(const Snapshot& snapshot, const std::string& prefix,
                               TruthKind kind) {
  TruthBlocks blocks(snapshot, prefix, kind);
  std::string bytes;
  while (true) {
    auto more = blocks.next(bytes);
    if (!more) return more.error();
    if (!*more) return bytes;
  }
}

Result<std::string> read_source(const Snapshot& snapshot, DocumentId document, ByteRange range) {
  if (range.begin >= range.end) return std::string();
  const std::string prefix = document_prefix(document);
  const std::size_t first = range.begin / kBlockBytes;
  const std::size_t last = (range.end - 1) / kBlockBytes;
  std::vector<std::string> keys;
  for (std::size_t block = first; block <= last; ++block) {
    keys.push_back(block_key(prefix, TruthKind::Source, block));
  }
  auto blocks = snapshot.multi_get(Table::Truth, keys);
  if (!blocks) return blocks.error();
  std::string bytes;
  for (const std::optional<std::string>& block : *blocks) {
    if (block) bytes += *block;
  }
  const std::size_t skip = range.begin - first * kBlockBytes;
  if (bytes.size() < skip + range.size()) {
    return Error{ErrorCode::NotFound, "the source of document " + std::to_string(document.value) +
                                          " ends before byte " + std::to_string(range.end)};
  }
  return bytes.substr(skip, range.size());
}

Result<std::string> read_source(const Snapshot& snapshot, DocumentId document) {
  return read_truth(snapshot, document_prefix(document), TruthKind::Source);
}

Result<std::size_t> erase_staged(Store& store) {
  const std::unique_ptr<Snapshot> snapshot = store.snapshot();
  auto cursor = snapshot->scan(Table::Meta, kStaged);
  if (!cursor) return cursor.error();
  WriteBatch batch;
  std::size_t runs = 0;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) break;
    const std::string_view key = (*cursor)->key();
    batch.erase_prefix(Table::Truth, key.substr(kStaged.size()));
    batch.erase(Table::Meta, key);
    ++runs;
  }
  if (runs == 0) return runs;
  if (auto done = store.commit(batch); !done) return done.error();
  return runs;
}

Result<void> commit_staged(Store& store, const std::string& prefix, WriteBatch batch,
                           const std::function<void(WriteBatch&)>& record) {
  if (auto clean = erase_staged(store); !clean) return clean.error();
  if (batch.bytes() > kMaxBatchBytes) {
    const std::string staged = std::string(kStaged) + prefix;
    WriteBatch part;
    part.put(Table::Meta, staged, {});
    for (const WriteBatch::Change& change : batch.changes()) {
      switch (change.kind) {
        case WriteBatch::Kind::Put:
          part.put(change.table, change.key, change.value);
          break;
        case WriteBatch::Kind::Erase:
          part.erase(change.table, change.key);
          break;
        case WriteBatch::Kind::ErasePrefix:
          part.erase_prefix(change.table, change.key);
          break;
      }
      if (part.bytes() > kMaxBatchBytes - kMaxValueBytes) {
        if (auto done = store.commit(part); !done) return done;
        part.clear();
      }
    }
    batch = std::move(part);
    batch.erase(Table::Meta, staged);
  }
  record(batch);
  return store.commit(batch);
}

Result<void> commit_truth(Store& store, const std::string& prefix, TruthKind kind,
                          std::uint64_t half,
                          const std::function<Result<bool>(std::string& piece)>& next,
                          const std::function<void(WriteBatch&)>& record) {
  std::string bytes;  // what is not written yet
  std::string piece;
  bool ended = false;
  const auto read = [&](std::size_t size) -> Result<void> {
    while (!ended && bytes.size() < size) {
      auto more = next(piece);
      if (!more) return more.error();
      ended = !*more;
      if (*more) bytes += piece;
    }
    return {};
  };
  if (auto done = read(kMaxBatchBytes - kMaxValueBytes); !done) return done;
  if (ended && bytes.size() < kMaxBatchBytes - kMaxValueBytes) {
    WriteBatch batch;
    batch.erase_prefix(Table::Truth, prefix);
    put_truth(batch, prefix, kind, bytes);
    return commit_staged(store, prefix, std::move(batch), record);
  }
  if (auto clean = erase_staged(store); !clean) return clean.error();
  const std::string staged = std::string(kStaged) + prefix;
  WriteBatch mark;
  mark.put(Table::Meta, staged, {});
  if (auto done = store.commit(mark); !done) return done;
  const std::uint64_t first_blocks =
      half < kFew ? 2 * kFew / kBlockBytes : std::min(half, kMostWaiting) / kBlockBytes;
  TextHalves halves(
      [&](std::string& to) -> Result<bool> {
        if (!bytes.empty()) {
          to = std::exchange(bytes, {});
          return true;
        }
        return ended ? Result<bool>(false) : next(to);
      },
      first_blocks* kBlockBytes);
  std::vector<SortedRows> tables;
  for (const bool is_first : {true, false}) {
    BlockRows rows(prefix, kind, is_first ? 0 : first_blocks, [&halves, is_first](std::string& to) {
      return is_first ? halves.next_of_first(to) : halves.next_of_second(to);
    });
    tables.push_back({Table::Truth, std::move(rows)});
  }
  if (auto done = store.add_sorted(std::move(tables)); !done) return done;
  WriteBatch last;
  last.erase(Table::Meta, staged);
  record(last);
  return store.commit(last);
}

}  // namespace sarye
