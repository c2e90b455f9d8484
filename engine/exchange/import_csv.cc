#include "engine/exchange/import_csv.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/base/helper_threads.h"
#include "engine/exchange/csv_rows.h"
#include "engine/exchange/csv_table.h"
#include "engine/exchange/edge_header.h"
#include "engine/exchange/given_ids.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

namespace fs = std::filesystem;

// Blocks of rows that are encoded side by side while those before are taken.
constexpr std::size_t kBlocksAhead = 16;

Error bad_schema(const fs::path& file, const std::string& why) {
  return {ErrorCode::Rejected, file.filename().string() + ":1: " + why,
          "nothing was imported; correct the file and import again"};
}

// nodes_TYPE.csv, edges_RELATION.csv
std::string name_of(const fs::path& file) {
  return nfc(file.stem().string().substr(6));
}

class CsvFolder final : public ImportPieces {
 public:
  explicit CsvFolder(const fs::path& folder) : folder_(folder) {}

  Result<void> open() {
    std::error_code error;
    if (!fs::is_directory(folder_, error)) {
      return Error{ErrorCode::NotFound, folder_.string() + " is not a folder",
                   "give the folder that holds nodes_TYPE.csv and edges_RELATION.csv"};
    }
    std::vector<fs::path> nodes;
    std::vector<fs::path> edges;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with(".csv")) continue;
      if (name.starts_with("nodes_")) nodes.push_back(entry.path());
      if (name.starts_with("edges_")) edges.push_back(entry.path());
    }
    if (nodes.empty()) {
      return Error{ErrorCode::NotFound, "there is no nodes_TYPE.csv in " + folder_.string(),
                   "each file holds the nodes of one type, with an id column"};
    }
    std::sort(nodes.begin(), nodes.end());
    std::sort(edges.begin(), edges.end());
    if (auto done = read_schema(); !done) return done;
    if (auto done = scan_all(
            nodes, nodes_, [&](CsvFile& file) { return scan_nodes(file); },
            [&](CsvFile& file) { return take_ids(file); });
        !done) {
      return done;
    }
    // Edges are written while they are checked, by the number of their relation.
    for (const fs::path& file : edges) graph_.relation_number(name_of(file));
    if (auto done = scan_all(
            edges, edges_, [&](CsvFile& file) { return scan_edges(file); },
            [&](CsvFile& file) { return take_relation(file); });
        !done) {
      return done;
    }
    number_properties();
    lay_out();
    return {};
  }

  void rewind() override {
    if (!is_begun_) return;
    is_begun_ = false;
    ahead_.reset();
    window_.clear();
    at_ = 0;
    next_ = 0;
    lay_out();
  }

  Result<bool> next(std::string& piece) override {
    is_begun_ = true;
    while (at_ == window_.size()) {
      if (next_ >= pieces_.size() && !ahead_) return false;
      if (auto done = move_window(); !done) return done.error();
    }
    piece.swap(window_[at_++]);
    return true;
  }

  // Ends of edges are numbers that come in any order, texts of nodes are words that come again.
  std::uint64_t half() const override {
    constexpr std::uint64_t kTimesSlower = 3;
    const std::uint64_t nodes = bytes_of(pieces_.begin(), pieces_.begin() + edges_at_);
    const std::uint64_t edges = bytes_of(pieces_.begin() + edges_at_, pieces_.end());
    const std::uint64_t all = nodes + kTimesSlower * edges;
    return nodes < all / 2 ? nodes + (all / 2 - nodes) / kTimesSlower : all / 2;
  }
  std::uint64_t nodes() const override { return node_count_; }
  std::vector<std::uint64_t> edges() const override { return edge_counts_; }

 private:
  // A part of the whole: a text, which is given away, or the rows of a block.
  struct Piece {
    const CsvFile* file = nullptr;
    const CsvBlock* block = nullptr;
    std::string text;
  };
  // Pieces that are encoded by a helper.
  struct Ahead {
    std::vector<std::string> window;
    Result<void> done;
    ScopedHelp help;  // ends before what it writes to
  };

  Result<void> read_schema() {
    const fs::path file = folder_ / "schema.json";
    std::error_code error;
    if (!fs::exists(file, error)) return {};
    std::ifstream in(file, std::ios::binary);
    if (!in) {
      return Error{ErrorCode::NotFound, file.string() + " cannot be read", "check path and rights"};
    }
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (json.is_discarded() || !json.contains("edges") || !json["edges"].is_object()) {
      return bad_schema(file, "expected {\"edges\": {\"RELATION\": [\"From\", \"To\"]}}");
    }
    for (const auto& [relation, ends] : json["edges"].items()) {
      if (!ends.is_array() || ends.size() < 2 || !ends[0].is_string() || !ends[1].is_string()) {
        return bad_schema(file, relation + " needs [\"From\", \"To\"]");
      }
      told_[nfc(relation)] = {nfc(ends[0].get<std::string>()), nfc(ends[1].get<std::string>())};
    }
    return {};
  }

  // The largest first, so that nobody waits for it in the end.
  static std::vector<std::size_t> by_size(const std::vector<fs::path>& paths) {
    std::vector<std::uintmax_t> sizes;
    std::error_code ignored;
    for (const fs::path& path : paths) sizes.push_back(fs::file_size(path, ignored));
    std::vector<std::size_t> order(paths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
    return order;
  }

  // Files are scanned side by side, and then taken in their order up to the first error.
  template <typename Scan, typename Take>
  static Result<void> scan_all(const std::vector<fs::path>& paths, std::vector<CsvFile>& files,
                               Scan scan, Take take) {
    files.resize(paths.size());
    std::vector<Result<void>> done(paths.size());
    const std::vector<std::size_t> order = by_size(paths);
    std::atomic<std::size_t> begun = 0;
    tbb::parallel_for(std::size_t{0}, paths.size(), [&](std::size_t) {
      const std::size_t i = order[begun++];
      auto table = CsvTable::open(paths[i]);
      if (!table) {
        done[i] = table.error();
        return;
      }
      files[i].table = std::move(*table);
      done[i] = scan(files[i]);
    });
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (files[i].table.header().empty()) return done[i];
      // What two rows have wrong may stand before what one row has.
      if (auto taken = take(files[i]); !taken) return taken;
      if (!done[i]) return done[i];
    }
    return {};
  }

  static Result<void> scan_nodes(CsvFile& file) {
    const std::vector<std::string>& header = file.table.header();
    const auto id_at = std::find(header.begin(), header.end(), "id");
    if (id_at == header.end()) return file.table.rejected(1, "there is no id column");
    file.id_column = static_cast<std::size_t>(id_at - header.begin());
    std::vector<std::size_t> all;
    for (std::size_t c = 0; c < header.size(); ++c) all.push_back(c);
    file.properties = PropertyColumns(std::move(all), header);
    return file.table.scan([&](const CsvTable::Fields& row, std::size_t line) -> Result<void> {
      const auto id = whole_number(row[file.id_column]);
      if (!id) {
        return file.table.rejected(
            line, "the id " + std::string(row[file.id_column]) + " is not a whole number");
      }
      file.ids.push_back(*id);
      file.properties.look_at(row);
      return {};
    });
  }

  Result<void> take_ids(CsvFile& file) {
    const std::string type = name_of(file.table.file());
    file.type = graph_.type_number(type);
    const std::size_t taken = ids_[type].set(file.ids, static_cast<std::uint32_t>(node_count_));
    if (taken < file.ids.size()) {
      auto line = file.table.line_of(taken);
      if (!line) return line.error();
      return file.table.rejected(*line,
                                 "the id " + std::to_string(file.ids[taken]) + " stands twice");
    }
    node_count_ += file.ids.size();
    std::vector<std::int64_t>().swap(file.ids);
    return {};
  }

  const GivenIds& ids_of(std::string_view type) const {
    static const GivenIds none;
    const auto found = ids_.find(type);
    return found == ids_.end() ? none : found->second;
  }

  Result<void> scan_edges(CsvFile& file) {
    const std::string relation = name_of(file.table.file());
    std::vector<std::string> header = file.table.header();
    std::optional<Ends> ends;
    EdgeFile& edges = file.edges;
    edges.columns = edge_columns(header, ends);
    if (const auto told = told_.find(relation); told != told_.end()) ends = told->second;
    if (!ends) ends = known_ends(relation);
    if (!ends) {
      return file.table.rejected(1, "nothing says which types " + relation +
                                        " joins: write the header as "
                                        "src:FROM,dst:TO, or a schema.json");
    }
    if (edges.columns.source == EdgeColumns::kNone || edges.columns.target == EdgeColumns::kNone) {
      return file.table.rejected(1, "the columns src and dst are needed");
    }
    file.is_edges = true;
    edges.relation = graph_.relation_number(relation);
    edges.ends = *ends;
    edges.sources = &ids_of(ends->from);
    edges.targets = &ids_of(ends->to);
    edges.documents = &ids_of("Document");
    edges.passages = &ids_of("Passage");
    std::vector<std::size_t> properties = property_columns(edges.columns, header.size());
    // How properties are written is known when all rows were seen.
    if (properties.empty()) file.kept.begin(kept_bytes_);
    file.properties = PropertyColumns(std::move(properties), std::move(header));
    return file.table.scan([&](const CsvTable::Fields& row, std::size_t line) -> Result<void> {
      if (std::string* kept = file.kept.next_row()) {
        ByteWriter to(*kept);
        if (auto done = edges.write(file.table, row, line, &to); !done) return done;
        file.properties.write(row, to);
        return {};
      }
      if (auto done = edges.write(file.table, row, line, nullptr); !done) return done;
      file.properties.look_at(row);
      return {};
    });
  }

  Result<void> take_relation(CsvFile& file) {
    const std::string relation = name_of(file.table.file());
    if (relation == "COMPETES_WITH" || relation == "PARTNERS_WITH") {
      graph_.symmetric.push_back(relation);
    }
    edge_counts_.push_back(file.table.rows());
    return {};
  }

  // Names in the order in which nodes and edges have them first.
  void number_properties() {
    std::map<std::string, std::uint64_t> numbers;
    for (const std::vector<CsvFile>* files : {&nodes_, &edges_}) {
      for (const CsvFile& file : *files) {
        for (std::string& name : file.properties.names()) {
          if (numbers.try_emplace(name, numbers.size()).second) names_.push_back(std::move(name));
        }
      }
    }
    for (std::vector<CsvFile>* files : {&nodes_, &edges_}) {
      for (CsvFile& file : *files) file.properties.set_numbers(numbers);
    }
  }

  // All pieces in their order. Rows that were kept are there once; later the file is read again.
  void lay_out() {
    pieces_.clear();
    pieces_.push_back({nullptr, nullptr, encode_import_head(graph_, names_, node_count_)});
    for (const CsvFile& file : nodes_) add_blocks(file);
    edges_at_ = static_cast<std::ptrdiff_t>(pieces_.size());
    std::string count;
    ByteWriter(count).varint(
        std::accumulate(edge_counts_.begin(), edge_counts_.end(), std::uint64_t{0}));
    pieces_.push_back({nullptr, nullptr, std::move(count)});
    for (CsvFile& file : edges_) {
      std::vector<std::string> kept = file.kept.take();
      if (kept.empty()) add_blocks(file);
      for (std::string& rows : kept) pieces_.push_back({nullptr, nullptr, std::move(rows)});
    }
  }

  // About.
  template <typename Iterator>
  static std::uint64_t bytes_of(Iterator begin, Iterator end) {
    return std::accumulate(begin, end, std::uint64_t{0}, [](std::uint64_t sum, const Piece& piece) {
      return sum + (piece.block != nullptr ? piece.block->bytes : piece.text.size());
    });
  }

  void add_blocks(const CsvFile& file) {
    for (const CsvBlock& block : file.table.blocks()) pieces_.push_back({&file, &block, {}});
  }

  // The next pieces from the helper, who goes on with those behind them.
  Result<void> move_window() {
    window_.clear();
    at_ = 0;
    if (ahead_) {
      ahead_->help.finish();
      window_.swap(ahead_->window);
      const Result<void> done = ahead_->done;
      ahead_.reset();
      if (!done) return done;
    } else if (auto done = encode(next_, window_); !done) {
      return done;
    }
    next_ += window_.size();
    if (next_ >= pieces_.size()) return {};
    ahead_ = std::make_unique<Ahead>();
    const auto work = [this, ahead = ahead_.get(), first = next_] {
      ahead->done = encode(first, ahead->window);
    };
    try {
      ahead_->help.start(work);
    } catch (const std::system_error&) {
      ahead_.reset();  // no thread to be had
    }
    return {};
  }

  Result<void> encode(std::size_t first, std::vector<std::string>& window) {
    window.resize(std::min(kBlocksAhead, pieces_.size() - first));
    std::vector<Result<void>> done(window.size());
    tbb::parallel_for(std::size_t{0}, window.size(), [&](std::size_t i) {
      Piece& piece = pieces_[first + i];
      if (piece.block == nullptr) {
        window[i].swap(piece.text);
      } else {
        done[i] = piece.file->encode(*piece.block, window[i]);
      }
    });
    for (const Result<void>& one : done) {
      if (!one) return one;
    }
    return {};
  }

  fs::path folder_;
  ImportedGraph graph_;                               // names alone
  std::map<std::string, GivenIds, std::less<>> ids_;  // by type
  std::map<std::string, Ends> told_;
  std::vector<CsvFile> nodes_;
  std::vector<CsvFile> edges_;
  std::uint64_t node_count_ = 0;
  std::vector<std::uint64_t> edge_counts_;
  std::atomic<std::size_t> kept_bytes_ = 0;
  std::vector<std::string> names_;  // of properties
  std::vector<Piece> pieces_;
  std::ptrdiff_t edges_at_ = 0;  // among the pieces
  bool is_begun_ = false;
  std::size_t next_ = 0;  // behind those of the window
  std::vector<std::string> window_;
  std::size_t at_ = 0;
  std::unique_ptr<Ahead> ahead_;  // behind all that the helper reads
};

}  // namespace

Result<std::unique_ptr<ImportPieces>> open_csv_folder(const fs::path& folder) {
  auto opened = std::make_unique<CsvFolder>(folder);
  if (auto done = opened->open(); !done) return done.error();
  return std::unique_ptr<ImportPieces>(std::move(opened));
}

}  // namespace sarye
