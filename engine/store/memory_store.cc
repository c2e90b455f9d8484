#include "engine/store/memory_store.h"

#include <array>
#include <mutex>
#include <utility>

namespace sarye {
namespace {

// A treap whose nodes never change once made: an insertion copies the path from the root, O(log n)
// nodes, and shares all the rest. The priority of a node is a hash of its key, so the shape depends
// on the set of keys alone, and depth is logarithmic for any order of insertion.
struct Node;
using Tree = std::shared_ptr<const Node>;

struct Node {
  std::shared_ptr<const Row> row;
  std::uint64_t priority;
  Tree left, right;
};

std::uint64_t priority_of(std::string_view key) {
  std::uint64_t h = 0xCBF29CE484222325u;  // FNV-1a, then the finisher of MurmurHash3
  for (char c : key) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  h = (h ^ h >> 33) * 0xFF51AFD7ED558CCDu;
  h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53u;
  return h ^ h >> 33;
}

Tree with(const Node& node, Tree left, Tree right) {
  return std::make_shared<const Node>(
      Node{node.row, node.priority, std::move(left), std::move(right)});
}

// Keys before `key`, and the others.
std::pair<Tree, Tree> split(const Tree& tree, std::string_view key) {
  if (tree == nullptr) return {};
  if (std::string_view(tree->row->key) < key) {
    auto [low, high] = split(tree->right, key);
    return {with(*tree, tree->left, std::move(low)), std::move(high)};
  }
  auto [low, high] = split(tree->left, key);
  return {std::move(low), with(*tree, std::move(high), tree->right)};
}

// All keys of `low` are before all keys of `high`.
Tree join(const Tree& low, const Tree& high) {
  if (low == nullptr) return high;
  if (high == nullptr) return low;
  if (low->priority > high->priority) return with(*low, low->left, join(low->right, high));
  return with(*high, join(low, high->left), high->right);
}

Tree insert(const Tree& tree, const std::shared_ptr<const Row>& row, std::uint64_t priority) {
  if (tree == nullptr) return std::make_shared<const Node>(Node{row, priority, nullptr, nullptr});
  const int order = row->key.compare(tree->row->key);
  if (order == 0) {
    return std::make_shared<const Node>(Node{row, tree->priority, tree->left, tree->right});
  }
  if (priority > tree->priority) {
    auto [low, high] = split(tree, row->key);
    return std::make_shared<const Node>(Node{row, priority, std::move(low), std::move(high)});
  }
  if (order < 0) return with(*tree, insert(tree->left, row, priority), tree->right);
  return with(*tree, tree->left, insert(tree->right, row, priority));
}

const Row* find(const Tree& tree, std::string_view key) {
  const Node* node = tree.get();
  while (node != nullptr) {
    const int order = key.compare(node->row->key);
    if (order == 0) return node->row.get();
    node = order < 0 ? node->left.get() : node->right.get();
  }
  return nullptr;
}

Tree erase(const Tree& tree, std::string_view key) {
  const int order = key.compare(tree->row->key);
  if (order == 0) return join(tree->left, tree->right);
  if (order < 0) return with(*tree, erase(tree->left, key), tree->right);
  return with(*tree, tree->left, erase(tree->right, key));
}

Tree erase_range(const Tree& tree, const KeyRange& range) {
  auto [low, rest] = split(tree, range.begin);
  if (range.end.empty()) return low;
  return join(low, split(rest, range.end).second);
}

std::uint64_t bytes_of(const Tree& tree) {
  if (tree == nullptr) return 0;
  return sizeof(Node) + sizeof(Row) + tree->row->key.size() + tree->row->value.size() +
         bytes_of(tree->left) + bytes_of(tree->right);
}

using Tables = std::array<Tree, kTableCount>;
std::size_t memory_index(Table table) {
  return static_cast<std::size_t>(table);
}

class TreeCursor final : public Cursor {
 public:
  TreeCursor(Tree root, KeyRange range, const ScanOptions& options)
      : root_(std::move(root)), range_(std::move(range)), options_(options) {
    // The path to the first row: those on the stack come later than what lies ahead of them.
    const Node* node = root_.get();
    while (node != nullptr) {
      const std::string_view key = node->row->key;
      if (options_.reverse) {
        const bool inside = range_.end.empty() || key < range_.end;
        if (inside) path_.push_back(node);
        node = inside ? node->right.get() : node->left.get();
      } else {
        const bool inside = key >= range_.begin;
        if (inside) path_.push_back(node);
        node = inside ? node->left.get() : node->right.get();
      }
    }
  }

  Result<bool> next() override {
    if (options_.budget != nullptr && rows_ % 256 == 0) {
      if (auto fine = options_.budget->check(); !fine) return fine.error();
    }
    if (path_.empty() || (options_.limit != 0 && rows_ == options_.limit)) return false;
    const Node* node = path_.back();
    const std::string_view key = node->row->key;
    if (options_.reverse ? key < range_.begin : !range_.end.empty() && key >= range_.end) {
      path_.clear();
      return false;
    }
    path_.pop_back();
    row_ = node->row.get();
    ++rows_;
    const Node* down = options_.reverse ? node->left.get() : node->right.get();
    while (down != nullptr) {
      path_.push_back(down);
      down = options_.reverse ? down->right.get() : down->left.get();
    }
    return true;
  }

  std::string_view key() const override { return row_->key; }
  std::string_view value() const override { return row_->value; }

 private:
  Tree root_;
  KeyRange range_;
  ScanOptions options_;
  std::vector<const Node*> path_;
  const Row* row_ = nullptr;
  std::uint64_t rows_ = 0;
};

class MemorySnapshot final : public Snapshot {
 public:
  explicit MemorySnapshot(Tables tables) : tables_(std::move(tables)) {}

  Result<std::optional<std::string>> get(Table table, std::string_view key) const override {
    const Row* row = find(tables_[memory_index(table)], key);
    if (row == nullptr) return std::optional<std::string>();
    return std::optional<std::string>(row->value);
  }

  Result<std::vector<std::optional<std::string>>> multi_get(Table table,
                                                            std::span<const std::string> keys,
                                                            const Budget* budget) const override {
    std::vector<std::optional<std::string>> values(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (budget != nullptr && i % 256 == 0) {
        if (auto fine = budget->check(); !fine) return fine.error();
      }
      const Row* row = find(tables_[memory_index(table)], keys[i]);
      if (row != nullptr) values[i] = row->value;
    }
    return values;
  }

  Result<std::unique_ptr<Cursor>> scan(Table table, const KeyRange& range,
                                       const ScanOptions& options) const override {
    return std::unique_ptr<Cursor>(
        std::make_unique<TreeCursor>(tables_[memory_index(table)], range, options));
  }

 private:
  Tables tables_;
};

}  // namespace

struct MemoryStore::State {
  mutable std::mutex mutex;  // guards the four roots, not the trees, which never change
  Tables tables;
};

MemoryStore::MemoryStore() : state_(std::make_unique<State>()) {}
MemoryStore::~MemoryStore() = default;

std::unique_ptr<Snapshot> MemoryStore::snapshot() const {
  const std::lock_guard lock(state_->mutex);
  return std::make_unique<MemorySnapshot>(state_->tables);
}

Result<void> MemoryStore::commit(const WriteBatch& batch) {
  Tables tables = [this] {
    const std::lock_guard lock(state_->mutex);
    return state_->tables;
  }();
  for (const WriteBatch::Change& change : batch.changes()) {
    Tree& tree = tables[memory_index(change.table)];
    switch (change.kind) {
      case WriteBatch::Kind::Put:
        if (change.value.size() > kMaxValueBytes) return value_too_large(change);
        tree = insert(tree, std::make_shared<const Row>(Row{change.key, change.value}),
                      priority_of(change.key));
        break;
      case WriteBatch::Kind::Erase:
        if (find(tree, change.key) != nullptr) tree = erase(tree, change.key);
        break;
      case WriteBatch::Kind::ErasePrefix:
        tree = change.key.empty() ? nullptr : erase_range(tree, KeyRange::prefix(change.key));
        break;
    }
  }
  const std::lock_guard lock(state_->mutex);
  state_->tables.swap(tables);
  return {};
}

Result<void> MemoryStore::checkpoint(const std::filesystem::path& directory) {
  return Error{ErrorCode::Usage,
               "a store in memory has no files to share with " + directory.string(),
               "use a store on disk, or export"};
}

Result<std::uint64_t> MemoryStore::approximate_bytes() const {
  const Tables tables = [this] {
    const std::lock_guard lock(state_->mutex);
    return state_->tables;
  }();
  std::uint64_t bytes = 0;
  for (const Tree& tree : tables) bytes += bytes_of(tree);
  return bytes;
}

void MemoryStore::clear() {
  Tables empty;
  const std::lock_guard lock(state_->mutex);
  state_->tables.swap(empty);
}

}  // namespace sarye
