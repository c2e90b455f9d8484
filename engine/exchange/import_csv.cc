#include "engine/exchange/import_csv.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <future>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "engine/base/helper_threads.h"
#include "engine/exchange/csv.h"
#include "engine/exchange/csv_table.h"
#include "engine/exchange/edge_header.h"
#include "engine/exchange/given_ids.h"

namespace sarye {

namespace {

namespace fs = std::filesystem;

Error bad_schema(const fs::path& file, const std::string& why) {
  return {ErrorCode::Rejected, file.filename().string() + ":1: " + why,
          "nothing was imported; correct the file and import again"};
}

// Empty fields are absent.
void add_property(PropertyList& properties, const std::string& name, std::string_view field,
                  bool is_integer) {
  if (field.empty()) return;
  if (is_integer) {
    properties.emplace_back(name, Value(*whole_number(field)));
  } else {
    properties.emplace_back(name, Value(field));
  }
}

std::uint32_t place(const GivenIds& ids, std::string_view field) {
  const auto id = whole_number(field);
  return id ? ids.place(*id) : GivenIds::kNone;
}

// What the columns say of the document behind the row.
Result<void> read_assertion(const CsvTable& table, std::size_t line,
                            const std::vector<std::string_view>& row, const EdgeColumns& columns,
                            const GivenIds& documents, const GivenIds& passages,
                            ImportedEdge& edge) {
  const auto given = [&row](std::size_t c) { return c != EdgeColumns::kNone && !row[c].empty(); };
  if (!given(columns.document)) return {};
  const auto no_such = [&](const char* type, std::size_t c) {
    return table.rejected(
        line, std::string("there is no ") + type + " with the id " + std::string(row[c]));
  };
  edge.document = place(documents, row[columns.document]);
  if (edge.document == GivenIds::kNone) return no_such("Document", columns.document);
  if (given(columns.passage)) {
    edge.passage = place(passages, row[columns.passage]);
    if (edge.passage == GivenIds::kNone) return no_such("Passage", columns.passage);
  }
  if (given(columns.year)) {
    edge.year = static_cast<std::int32_t>(whole_number(row[columns.year]).value_or(0));
  }
  if (given(columns.language)) edge.language = parse_language(row[columns.language]);
  if (given(columns.confidence)) {
    // In percent, as bulk data has it.
    const auto percent = whole_number(row[columns.confidence]).value_or(100);
    edge.confidence = static_cast<std::int16_t>(std::clamp<std::int64_t>(percent, 0, 100) * 10);
  }
  return {};
}

class FolderReader {
 public:
  explicit FolderReader(const fs::path& folder) : folder_(folder) {}

  Result<ImportedGraph> read() {
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
    if (auto done = read_schema(); !done) return done.error();
    auto done = each_table(nodes, node_table, [&](CsvTable& table) { return add_nodes(table); });
    if (!done) return done.error();
    reserve_edges(edges);
    done = each_table(edges, edge_table, [&](CsvTable& table) { return add_edges(table); });
    if (!done) return done.error();
    return std::move(graph_);
  }

 private:
  // nodes_TYPE.csv, edges_RELATION.csv
  static std::string name_of(const fs::path& file) { return file.stem().string().substr(6); }

  static Result<CsvTable> node_table(const fs::path& file) {
    auto table = CsvTable::read(file);
    if (!table) return table.error();
    std::vector<std::size_t> all;
    for (std::size_t c = 0; c < table->header().size(); ++c) all.push_back(c);
    table->scan(all);
    return table;
  }

  static Result<CsvTable> edge_table(const fs::path& file) {
    auto table = CsvTable::read(file);
    if (!table) return table.error();
    std::vector<std::string> header = table->header();
    std::optional<Ends> told;
    const EdgeColumns columns = edge_columns(header, told);
    table->scan(property_columns(columns, header.size()));
    return table;
  }

  // Takes one file after the other, while the next one is read.
  template <typename Read, typename Take>
  static Result<void> each_table(const std::vector<fs::path>& files, Read read, Take take) {
    std::vector<std::optional<Result<CsvTable>>> tables(files.size());
    std::future<void> ahead;
    const auto start = [&](std::size_t i) {
      if (i == files.size()) return;
      ahead = HelperThreads::of_process().start([&, i] { tables[i] = read(files[i]); });
    };
    start(0);
    for (std::size_t i = 0; i < files.size(); ++i) {
      ahead.get();
      start(i + 1);
      Result<CsvTable>& table = *tables[i];
      Result<void> done = table ? take(*table) : Result<void>(table.error());
      tables[i].reset();
      if (done) continue;
      if (ahead.valid()) ahead.get();
      return done;
    }
    return {};
  }

  struct Stopped {
    std::size_t rows = 0;  // of the block, before the error
    std::optional<Error> error;
  };

  // Calls read_row(fields, row, line) for the rows of all blocks, blocks side by side, each until
  // its first error.
  template <typename ReadRow>
  static std::vector<Stopped> each_row(const CsvTable& table, ReadRow read_row) {
    std::vector<Stopped> blocks(table.blocks().size());
    tbb::parallel_for(std::size_t{0}, blocks.size(), [&](std::size_t i) {
      const CsvBlock& block = table.blocks()[i];
      CsvReader reader(block.text, block.line);
      std::vector<std::string_view> fields;
      for (std::size_t& row = blocks[i].rows; reader.next(fields); ++row) {
        const Result<void> done =
            fields.size() == table.header().size()
                ? read_row(fields, block.first_row + row, reader.line())
                : Result<void>(table.wrong_width(reader.line(), fields.size()));
        if (done) continue;
        blocks[i].error = done.error();
        return;
      }
    });
    return blocks;
  }

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
      told_[relation] = {ends[0].get<std::string>(), ends[1].get<std::string>()};
    }
    return {};
  }

  Result<void> add_nodes(const CsvTable& table) {
    const std::vector<std::string>& header = table.header();
    const auto id_at = std::find(header.begin(), header.end(), "id");
    if (id_at == header.end()) return table.rejected(1, "there is no id column");
    const auto id_column = static_cast<std::size_t>(id_at - header.begin());
    const std::string name = name_of(table.file());
    const std::uint16_t type = graph_.type_number(name);
    const std::size_t first = graph_.nodes.size();
    graph_.nodes.resize(first + table.rows());
    std::vector<std::int64_t> ids(table.rows());
    const auto blocks =
        each_row(table,
                 [&](const std::vector<std::string_view>& row, std::size_t at,
                     std::size_t line) -> Result<void> {
                   const auto id = whole_number(row[id_column]);
                   if (!id) {
                     return table.rejected(
                         line, "the id " + std::string(row[id_column]) + " is not a whole number");
                   }
                   ids[at] = *id;
                   ImportedNode& node = graph_.nodes[first + at];
                   node.type = type;
                   node.id = *id;
                   node.properties.reserve(header.size());
                   for (std::size_t c = 0; c < header.size(); ++c) {
                     add_property(node.properties, header[c], row[c], table.is_integer(c));
                   }
                   return {};
                 });
    // The first error of the file, be it of a row or of two.
    const auto stopped = std::find_if(blocks.begin(), blocks.end(),
                                      [](const Stopped& block) { return block.error.has_value(); });
    if (stopped != blocks.end()) {
      const auto index = static_cast<std::size_t>(stopped - blocks.begin());
      ids.resize(table.blocks()[index].first_row + stopped->rows);
    }
    const std::size_t taken = ids_[name].set(ids, static_cast<std::uint32_t>(first));
    if (taken < ids.size()) {
      return table.rejected(line_of(table, taken),
                            "the id " + std::to_string(ids[taken]) + " stands twice");
    }
    if (stopped != blocks.end()) return *stopped->error;
    return {};
  }

  static std::size_t line_of(const CsvTable& table, std::size_t row) {
    const auto behind = std::find_if(table.blocks().begin(), table.blocks().end(),
                                     [&](const CsvBlock& block) { return block.first_row > row; });
    const CsvBlock& block = *std::prev(behind);
    CsvReader reader(block.text, block.line);
    std::vector<std::string_view> fields;
    for (std::size_t at = block.first_row; at <= row; ++at) reader.next(fields);
    return reader.line();
  }

  // Room for all edges at once: lines are rows, but for those in quotes.
  void reserve_edges(const std::vector<fs::path>& files) {
    std::size_t lines = 0;
    std::array<char, 1 << 16> buffer;
    for (const fs::path& file : files) {
      std::ifstream in(file, std::ios::binary);
      while (in) {
        in.read(buffer.data(), buffer.size());
        lines += static_cast<std::size_t>(
            std::count(buffer.begin(), buffer.begin() + in.gcount(), '\n'));
      }
    }
    graph_.edges.reserve(lines);
  }

  const GivenIds& ids_of(std::string_view type) const {
    static const GivenIds none;
    const auto found = ids_.find(type);
    return found == ids_.end() ? none : found->second;
  }

  Result<void> add_edges(const CsvTable& table) {
    const std::string relation = name_of(table.file());
    std::vector<std::string> header = table.header();
    std::optional<Ends> ends;
    const EdgeColumns columns = edge_columns(header, ends);
    if (const auto told = told_.find(relation); told != told_.end()) ends = told->second;
    if (!ends) {
      ends = known_ends(relation);
      if (!ends) {
        return table.rejected(1, "nothing says which types " + relation +
                                     " joins: write the header as "
                                     "src:FROM,dst:TO, or a schema.json");
      }
    }
    if (columns.source == EdgeColumns::kNone || columns.target == EdgeColumns::kNone) {
      return table.rejected(1, "the columns src and dst are needed");
    }
    if (relation == "COMPETES_WITH" || relation == "PARTNERS_WITH") {
      graph_.symmetric.push_back(relation);
    }
    const std::uint16_t number = graph_.relation_number(relation);
    const std::vector<std::size_t> properties = property_columns(columns, header.size());
    const GivenIds& sources = ids_of(ends->from);
    const GivenIds& targets = ids_of(ends->to);
    const GivenIds& documents = ids_of("Document");
    const GivenIds& passages = ids_of("Passage");
    const std::size_t first = graph_.edges.size();
    graph_.edges.resize(first + table.rows());
    const auto blocks = each_row(
        table,
        [&](const std::vector<std::string_view>& row, std::size_t at,
            std::size_t line) -> Result<void> {
          ImportedEdge& edge = graph_.edges[first + at];
          edge.relation = number;
          edge.source = place(sources, row[columns.source]);
          edge.target = place(targets, row[columns.target]);
          if (edge.source == GivenIds::kNone || edge.target == GivenIds::kNone) {
            const bool has_source = edge.source != GivenIds::kNone;
            return table.rejected(
                line, "there is no " + (has_source ? ends->to : ends->from) + " with the id " +
                          std::string(row[has_source ? columns.target : columns.source]));
          }
          if (auto done = read_assertion(table, line, row, columns, documents, passages, edge);
              !done) {
            return done;
          }
          for (const std::size_t c : properties) {
            add_property(edge.properties, header[c], row[c], table.is_integer(c));
          }
          return {};
        });
    for (const Stopped& block : blocks) {
      if (block.error) return *block.error;
    }
    return {};
  }

  fs::path folder_;
  ImportedGraph graph_;
  std::map<std::string, GivenIds, std::less<>> ids_;  // by type
  std::map<std::string, Ends> told_;
};

}  // namespace

Result<ImportedGraph> read_csv_folder(const fs::path& folder) {
  return FolderReader(folder).read();
}

}  // namespace sarye
