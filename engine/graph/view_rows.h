// Rows of the views: their keys, and values of any size cut into parts of at most 64 KiB. A view is
// written section by section; rows that are stored already with the same bytes are left alone, and
// rows of the section that no longer exist are erased.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/store/row_sorter.h"
#include "engine/store/store.h"

namespace sarye {

enum class Direction : std::uint8_t { Out, In };

// The first byte of every key in Table::Graph (and Table::Text for the last three).
enum class View : char {
  Adjacency = 'a',      // family, from, to, direction, range
  NodeColumn = 'c',     // type, name, range
  Counts = 'b',         // family, from, to, range
  DocumentEdges = 'd',  // family, from, to, range of documents
  Evidence = 'e',       // family, from, to, range
  Manifest = 'm',
  Names = 'n',            // name key, type, offset
  EdgeColumn = 'p',       // family, from, to, name, range
  Qualifiers = 'q',       // family, from, to, range
  StableKeys = 's',       // stable key
  Strings = 'v',          // range of numbers
  IndexedPassages = 'l',  // segment, range
  Postings = 't',         // segment, term
  RemovedPassages = 'x',  // segment
};

// The endpoints of one edge table, which name it in keys: numbers of tables are those of one
// generation, these stay.
struct EdgeTableKey {
  RelationId family;
  TypeId from;
  TypeId to;
  auto operator<=>(const EdgeTableKey&) const = default;
};

// Prefixes of the rows of one view, and the keys in them.
std::string view_prefix(View view);
std::string adjacency_key(const EdgeTableKey& table, Direction direction, std::uint32_t range);
std::string counts_key(const EdgeTableKey& table, std::uint32_t range);
std::string document_edges_key(const EdgeTableKey& table, std::uint32_t range);
std::string evidence_key(const EdgeTableKey& table, std::uint32_t range);
std::string qualifiers_key(const EdgeTableKey& table, std::uint32_t range);
std::string edge_column_key(const EdgeTableKey& table, std::string_view name, std::uint32_t range);
std::string node_column_key(TypeId type, std::string_view name, std::uint32_t range);
std::string string_range_key(std::uint32_t range);

// A value of any size as rows `key` + part. Part 0 says how many there are.
inline constexpr std::size_t kPartBytes = std::size_t{60} << 10;
std::vector<std::pair<std::string, std::string>> cut_into_parts(std::string_view key,
                                                                std::string_view bytes);
using ViewRows = std::vector<std::pair<std::string, std::string>>;  // key, value
void add_parts(ViewRows& rows, std::string_view key, std::string_view bytes);
// nullopt: there is none. Errors: Damaged when a part is missing; those of the store.
Result<std::optional<std::string>> read_parts(const Snapshot& snapshot, Table table,
                                              std::string_view key);
// The same for many values, in their order, with one request for all that are of one part.
Result<std::vector<std::optional<std::string>>> read_all_parts(const Snapshot& snapshot,
                                                               Table table,
                                                               std::span<const std::string> keys);

// Whether the views bear the mark of a run that was killed while it wrote them.
Result<bool> views_are_unfinished(const Snapshot& snapshot);

// Collects the rows of one section after the other. Commits when 8 MiB are reached and at `finish`.
// Where it takes several commits, the first leaves a mark that the last takes away: views that bear
// it are of a run that was killed. In a store that has no views yet, all is held, and `finish` adds
// it at once. What is too much for memory is held on the store's disk.
class ViewWriter {
 public:
  static constexpr std::size_t kMostHeld = std::size_t{96} << 20;

  // `most_held`: how many bytes are held in memory.
  explicit ViewWriter(Store& store, std::size_t most_held = kMostHeld);

  // Rows come in any order. What fails here is told by the section's end.
  void row(std::string_view key, std::string_view value);
  void rows(const ViewRows& rows);
  void parts(std::string_view key, std::string_view bytes);

  // Makes the rows of `table` below `prefix` exactly those that were added since the last section.
  // Errors: those of the store; Internal when a row lies outside or comes twice.
  Result<void> end_section(Table table, std::string_view prefix);
  // The same for several prefixes at once, in ascending order.
  Result<void> end_sections(Table table, const std::vector<std::string>& prefixes);
  Result<void> finish();
  // Whether the store is not written to before the manifest's section.
  bool holds_all() const { return is_held_; }

  std::uint64_t rows_written() const { return written_; }
  std::uint64_t rows_erased() const { return erased_; }
  std::uint64_t rows_kept() const { return kept_; }

 private:
  // Rows of one table that were held.
  struct Held {
    Table table;
    RowSorter rows;
  };
  RowSorter new_sorter() const;
  Result<void> hold(Table table, RowSorter rows);
  Result<void> let_go();
  Result<void> add_held();
  Result<void> write_section(Table table, std::string_view prefix, const RowSorter& rows);
  Result<void> flush_if_full();

  Store& store_;
  std::unique_ptr<Snapshot> before_;
  WriteBatch batch_;
  std::uint64_t written_ = 0;
  std::uint64_t erased_ = 0;
  std::uint64_t kept_ = 0;
  bool is_marked_ = false;
  bool is_held_ = false;  // there were no views
  std::size_t most_held_;
  std::vector<Held> held_;
  RowSorter rows_;     // of the section
  std::string value_;  // of the row that is added
  Result<void> added_;
};

}  // namespace sarye
