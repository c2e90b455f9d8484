#include "engine/exchange/import_csv.h"

#include <tbb/parallel_for.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <unordered_map>

#include "engine/exchange/csv.h"

namespace sarye {

namespace {

namespace fs = std::filesystem;

struct Ends {
  std::string from;
  std::string to;
};

// The relations of the layout that bulk data usually comes in, where the files do not tell.
const std::map<std::string, Ends>& known_ends() {
  static const std::map<std::string, Ends> kEnds = {
      {"PURSUES", {"Firm", "Strategy"}},
      {"USES", {"Firm", "Resource"}},
      {"OFFERS", {"Firm", "Product"}},
      {"COMPETES_WITH", {"Firm", "Firm"}},
      {"PARTNERS_WITH", {"Firm", "Firm"}},
      {"CONSTRAINS", {"Policy", "Firm"}},
      {"PROMOTES", {"Policy", "Strategy"}},
      {"LEADS_TO", {"Strategy", "Effect"}},
      {"WORKS_THROUGH", {"Strategy", "Mechanism"}},
      {"FACES", {"Firm", "Environment"}},
      {"ISSUES", {"Agency", "Policy"}},
      {"LOCATED_IN", {"Firm", "Place"}},
      {"CITES", {"Document", "Document"}},
      {"PART_OF", {"Passage", "Document"}},
      {"MENTIONS", {"Passage", "Firm"}},
  };
  return kEnds;
}

Result<std::string> read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return Error{ErrorCode::NotFound, path.string() + " cannot be read", "check path and rights"};
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::optional<std::int64_t> to_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

Error rejected(const fs::path& file, std::size_t line, const std::string& why) {
  return {ErrorCode::Rejected, file.filename().string() + ":" + std::to_string(line) + ": " + why,
          "nothing was imported; correct the file and import again"};
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
    if (auto done = read_all_nodes(nodes); !done) return done.error();
    if (auto done = read_all_edges(edges); !done) return done.error();
    return std::move(graph_);
  }

 private:
  using Ids = std::unordered_map<std::int64_t, std::uint32_t>;

  // One file, read by itself; node indexes count from its first row.
  struct NodeFile {
    std::vector<ImportedNode> nodes;
    Ids ids;
    Result<void> done;
  };
  struct EdgeFile {
    std::vector<ImportedEdge> edges;
    bool is_symmetric = false;
    Result<void> done;
  };

  // The files side by side, taken over in the order of their names; the first error of that order.
  Result<void> read_all_nodes(const std::vector<fs::path>& files) {
    std::vector<NodeFile> read(files.size());
    std::vector<std::uint16_t> numbers;
    for (const fs::path& file : files) numbers.push_back(graph_.type_number(name_of(file)));
    tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) {
      read[i].done = read_nodes(files[i], numbers[i], read[i]);
    });
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!read[i].done) return read[i].done;
      const auto first = static_cast<std::uint32_t>(graph_.nodes.size());
      for (auto& [id, index] : read[i].ids) index += first;
      ids_[name_of(files[i])] = std::move(read[i].ids);
      move_to(graph_.nodes, read[i].nodes);
    }
    return {};
  }

  Result<void> read_all_edges(const std::vector<fs::path>& files) {
    std::vector<EdgeFile> read(files.size());
    std::vector<std::uint16_t> numbers;
    for (const fs::path& file : files) numbers.push_back(graph_.relation_number(name_of(file)));
    tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) {
      read[i].done = read_edges(files[i], numbers[i], read[i]);
    });
    std::size_t rows = 0;
    for (const EdgeFile& file : read) rows += file.edges.size();
    graph_.edges.reserve(rows);
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!read[i].done) return read[i].done;
      if (read[i].is_symmetric) graph_.symmetric.push_back(name_of(files[i]));
      move_to(graph_.edges, read[i].edges);
    }
    return {};
  }

  // nodes_TYPE.csv, edges_RELATION.csv
  static std::string name_of(const fs::path& file) { return file.stem().string().substr(6); }

  template <typename T>
  static void move_to(std::vector<T>& all, std::vector<T>& part) {
    all.insert(all.end(), std::make_move_iterator(part.begin()),
               std::make_move_iterator(part.end()));
    std::vector<T>().swap(part);
  }

  Result<void> read_schema() {
    const fs::path file = folder_ / "schema.json";
    std::error_code error;
    if (!fs::exists(file, error)) return {};
    auto text = read_all(file);
    if (!text) return text.error();
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (json.is_discarded() || !json.contains("edges") || !json["edges"].is_object()) {
      return rejected(file, 1, "expected {\"edges\": {\"RELATION\": [\"From\", \"To\"]}}");
    }
    for (const auto& [relation, ends] : json["edges"].items()) {
      if (!ends.is_array() || ends.size() < 2 || !ends[0].is_string() || !ends[1].is_string()) {
        return rejected(file, 1, relation + " needs [\"From\", \"To\"]");
      }
      told_[relation] = {ends[0].get<std::string>(), ends[1].get<std::string>()};
    }
    return {};
  }

  // Whole-number columns become integers: decided over the file, so that one column has one kind.
  static std::vector<bool> integer_columns(std::string_view text, std::size_t columns) {
    std::vector<bool> integer(columns, true);
    CsvReader reader(text);
    std::vector<std::string> row;
    reader.next(row);
    while (reader.next(row)) {
      for (std::size_t c = 0; c < row.size() && c < columns; ++c) {
        if (integer[c] && !row[c].empty() && !to_integer(row[c])) integer[c] = false;
      }
    }
    return integer;
  }

  static Value field_value(const std::string& field, bool integer) {
    if (field.empty()) return Value();
    if (integer) return Value(*to_integer(field));
    return Value(field);
  }

  Result<void> read_nodes(const fs::path& file, std::uint16_t type, NodeFile& out) const {
    auto text = read_all(file);
    if (!text) return text.error();
    CsvReader reader(*text);
    std::vector<std::string> header;
    if (!reader.next(header))
      return rejected(file, 1, "the file is empty; the first line names the columns");
    const auto id_at = std::find(header.begin(), header.end(), "id");
    if (id_at == header.end()) return rejected(file, 1, "there is no id column");
    const auto id_column = static_cast<std::size_t>(id_at - header.begin());
    const std::vector<bool> integer = integer_columns(*text, header.size());
    std::vector<std::string> row;
    while (reader.next(row)) {
      if (row.size() != header.size()) {
        return rejected(file, reader.line(),
                        std::to_string(row.size()) + " fields, the header has " +
                            std::to_string(header.size()));
      }
      const auto id = to_integer(row[id_column]);
      if (!id)
        return rejected(file, reader.line(), "the id " + row[id_column] + " is not a whole number");
      ImportedNode node;
      node.type = type;
      node.id = *id;
      for (std::size_t c = 0; c < header.size(); ++c) {
        Value value = field_value(row[c], integer[c]);
        if (!value.is_null()) node.properties.emplace_back(header[c], std::move(value));
      }
      if (!out.ids.emplace(*id, static_cast<std::uint32_t>(out.nodes.size())).second) {
        return rejected(file, reader.line(), "the id " + row[id_column] + " stands twice");
      }
      out.nodes.push_back(std::move(node));
    }
    return {};
  }

  struct EdgeColumns {
    std::size_t source = kNone, target = kNone, document = kNone, passage = kNone, year = kNone,
                language = kNone, confidence = kNone;
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  };

  static EdgeColumns edge_columns(std::vector<std::string>& header, std::optional<Ends>& ends) {
    EdgeColumns columns;
    Ends told;
    for (std::size_t c = 0; c < header.size(); ++c) {
      const std::size_t colon = header[c].find(':');
      const std::string name = header[c].substr(0, colon);
      const std::string type =
          colon == std::string::npos ? std::string() : header[c].substr(colon + 1);
      if (name == "src")
        columns.source = c, told.from = type;
      else if (name == "dst")
        columns.target = c, told.to = type;
      else if (name == "doc")
        columns.document = c;
      else if (name == "passage")
        columns.passage = c;
      else if (name == "year")
        columns.year = c;
      else if (name == "lang")
        columns.language = c;
      else if (name == "conf")
        columns.confidence = c;
      header[c] = name;
    }
    if (!told.from.empty() && !told.to.empty()) ends = told;
    // Without a document the other columns are properties like any.
    if (columns.document == EdgeColumns::kNone) {
      columns.passage = columns.year = columns.language = columns.confidence = EdgeColumns::kNone;
    }
    return columns;
  }

  static std::vector<std::size_t> property_columns(const EdgeColumns& columns, std::size_t count) {
    const std::array<std::size_t, 7> known = {columns.source,    columns.target, columns.document,
                                              columns.passage,   columns.year,   columns.language,
                                              columns.confidence};
    std::vector<std::size_t> out;
    for (std::size_t c = 0; c < count; ++c) {
      if (std::find(known.begin(), known.end(), c) == known.end()) out.push_back(c);
    }
    return out;
  }

  std::optional<std::uint32_t> node_of(const std::string& type, const std::string& field) const {
    const auto ids = ids_.find(type);
    const auto id = to_integer(field);
    if (ids == ids_.end() || !id) return std::nullopt;
    const auto at = ids->second.find(*id);
    return at == ids->second.end() ? std::nullopt : std::optional(at->second);
  }

  Result<void> read_edges(const fs::path& file, std::uint16_t number, EdgeFile& out) const {
    auto text = read_all(file);
    if (!text) return text.error();
    const std::string relation = name_of(file);
    CsvReader reader(*text);
    std::vector<std::string> header;
    if (!reader.next(header))
      return rejected(file, 1, "the file is empty; the first line names the columns");
    std::optional<Ends> ends;
    const EdgeColumns columns = edge_columns(header, ends);
    if (const auto told = told_.find(relation); told != told_.end()) ends = told->second;
    if (!ends) {
      const auto known = known_ends().find(relation);
      if (known == known_ends().end()) {
        return rejected(file, 1,
                        "nothing says which types " + relation +
                            " joins: write the header as "
                            "src:FROM,dst:TO, or a schema.json");
      }
      ends = known->second;
    }
    if (columns.source == EdgeColumns::kNone || columns.target == EdgeColumns::kNone) {
      return rejected(file, 1, "the columns src and dst are needed");
    }
    out.is_symmetric = relation == "COMPETES_WITH" || relation == "PARTNERS_WITH";
    const std::vector<std::size_t> properties = property_columns(columns, header.size());
    const std::vector<bool> integer =
        properties.empty() ? std::vector<bool>() : integer_columns(*text, header.size());
    out.edges.reserve(static_cast<std::size_t>(std::count(text->begin(), text->end(), '\n')));
    std::vector<std::string> row;
    while (reader.next(row)) {
      if (row.size() != header.size()) {
        return rejected(file, reader.line(),
                        std::to_string(row.size()) + " fields, the header has " +
                            std::to_string(header.size()));
      }
      ImportedEdge edge;
      edge.relation = number;
      const auto source = node_of(ends->from, row[columns.source]);
      const auto target = node_of(ends->to, row[columns.target]);
      if (!source || !target) {
        return rejected(file, reader.line(),
                        "there is no " + (source ? ends->to : ends->from) + " with the id " +
                            (source ? row[columns.target] : row[columns.source]));
      }
      edge.source = *source;
      edge.target = *target;
      if (auto done = read_assertion(file, reader.line(), row, columns, edge); !done) return done;
      for (const std::size_t c : properties) {
        Value value = field_value(row[c], integer[c]);
        if (!value.is_null()) edge.properties.emplace_back(header[c], std::move(value));
      }
      out.edges.push_back(std::move(edge));
    }
    return {};
  }

  Result<void> read_assertion(const fs::path& file, std::size_t line,
                              const std::vector<std::string>& row, const EdgeColumns& columns,
                              ImportedEdge& edge) const {
    const auto given = [&row](std::size_t c) { return c != EdgeColumns::kNone && !row[c].empty(); };
    if (!given(columns.document)) return {};
    const auto document = node_of("Document", row[columns.document]);
    if (!document)
      return rejected(file, line, "there is no Document with the id " + row[columns.document]);
    edge.document = *document;
    if (given(columns.passage)) {
      const auto passage = node_of("Passage", row[columns.passage]);
      if (!passage)
        return rejected(file, line, "there is no Passage with the id " + row[columns.passage]);
      edge.passage = *passage;
    }
    if (given(columns.year)) {
      edge.year = static_cast<std::int32_t>(to_integer(row[columns.year]).value_or(0));
    }
    if (given(columns.language)) edge.language = parse_language(row[columns.language]);
    if (given(columns.confidence)) {
      // In percent, as bulk data has it.
      const auto percent = to_integer(row[columns.confidence]).value_or(100);
      edge.confidence = static_cast<std::int16_t>(std::clamp<std::int64_t>(percent, 0, 100) * 10);
    }
    return {};
  }

  fs::path folder_;
  ImportedGraph graph_;
  std::map<std::string, Ids> ids_;
  std::map<std::string, Ends> told_;
};

}  // namespace

Result<ImportedGraph> read_csv_folder(const fs::path& folder) {
  return FolderReader(folder).read();
}

}  // namespace sarye
