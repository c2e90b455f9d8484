// One CSV file in memory, cut into blocks of rows that can be read side by side.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

// nullopt: not a whole number of 64 bits.
std::optional<std::int64_t> whole_number(std::string_view field);

struct CsvBlock {
  std::string_view text;      // whole rows; lives with the table
  std::size_t line = 0;       // 1-based, of its first line
  std::size_t first_row = 0;  // of the file, without the header
  std::size_t rows = 0;
};

class CsvTable {
 public:
  // Reads the file and its first line. Errors: NotFound; Rejected when the file has no line.
  static Result<CsvTable> read(const std::filesystem::path& file);

  // Finds the blocks, and of the columns in `asked` those that are `integer`: where each value
  // that is there is a whole number. Call once, before these are asked for.
  void scan(const std::vector<std::size_t>& asked);

  const std::filesystem::path& file() const { return file_; }
  const std::vector<std::string>& header() const { return header_; }
  const std::vector<CsvBlock>& blocks() const { return blocks_; }
  std::size_t rows() const { return rows_; }
  bool is_integer(std::size_t column) const { return integer_[column]; }

  // Rejected, with file and line.
  Error rejected(std::size_t line, const std::string& why) const;
  Error wrong_width(std::size_t line, std::size_t fields) const;

 private:
  std::filesystem::path file_;
  std::unique_ptr<char[]> bytes_;  // stays where it is when the table is moved
  std::string_view text_;
  std::size_t body_ = 0;  // where the first row behind the header starts
  std::size_t body_line_ = 1;
  std::vector<std::string> header_;
  std::vector<CsvBlock> blocks_;
  std::size_t rows_ = 0;
  std::vector<bool> integer_;
};

}  // namespace sarye
