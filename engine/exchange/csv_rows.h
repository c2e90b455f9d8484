// Rows of the two sorts of CSV files as records of an imported graph.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/exchange/csv_table.h"
#include "engine/exchange/edge_header.h"
#include "engine/exchange/given_ids.h"
#include "engine/exchange/kept_rows.h"
#include "engine/model/value.h"
#include "engine/store/byte_codec.h"

namespace sarye {

// The columns of a file that are properties, and what a first reading of all rows tells of them.
class PropertyColumns {
 public:
  PropertyColumns() = default;
  PropertyColumns(std::vector<std::size_t> columns, std::vector<std::string> header);

  // Rows in their order.
  void look_at(const CsvTable::Fields& row);
  // The names of those with a value, in the order in which rows have them first.
  std::vector<std::string> names() const;

  // `names` of the whole graph give the numbers by which properties are written.
  void set_numbers(const std::map<std::string, std::uint64_t>& numbers);
  // Empty fields are absent. Where all of a column are whole numbers, they are written as such, and
  // where all are decimal ones, as floats; `005930` is neither. False: one is none, though it was
  // when rows were looked at.
  bool write(const CsvTable::Fields& row, ByteWriter& out) const;

 private:
  struct Column {
    std::size_t at;  // in the row
    std::string name;
    ValueType type = ValueType::Integer;  // of all rows so far; else Float, else String
    std::uint64_t first_row = kNone;
    std::uint64_t number = 0;
  };
  static constexpr std::uint64_t kNone = static_cast<std::uint64_t>(-1);

  std::vector<Column> columns_;
  std::uint64_t rows_ = 0;
};

// One file of edges.
struct EdgeFile {
  EdgeColumns columns;
  std::uint64_t relation = 0;
  const GivenIds* sources = nullptr;
  const GivenIds* targets = nullptr;
  const GivenIds* documents = nullptr;
  const GivenIds* passages = nullptr;
  Ends ends;

  // What the row says, but for its properties; `to` may be null. Errors: Rejected, with the line.
  Result<void> write(const CsvTable& table, const CsvTable::Fields& row, std::size_t line,
                     ByteWriter* to) const;
};

// One file of nodes or edges.
struct CsvFile {
  CsvTable table;
  PropertyColumns properties;
  bool is_edges = false;
  std::uint64_t type = 0;         // of nodes
  std::size_t id_column = 0;      // of nodes
  std::vector<std::int64_t> ids;  // of nodes, until all files were scanned
  EdgeFile edges;
  KeptRows kept;  // of edges without properties

  // Appends the records of a block that was found without an error. Errors: Rejected when the file
  // is not what it was.
  Result<void> encode(const CsvBlock& block, std::string& out) const;
};

}  // namespace sarye
