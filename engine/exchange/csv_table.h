// One CSV file, read in blocks of rows: once to find them, and then any number of times, side by
// side.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

// nullopt: not a whole number of 64 bits.
std::optional<std::int64_t> any_whole_number(std::string_view field);
// Up to eight digits at once: they stand in one number, the last in its highest byte. nullopt: not
// all are digits.
inline std::optional<std::int64_t> few_digits(std::string_view field) {
  const char* at = field.data();
  const std::size_t size = field.size();       // 1 to 8
  const std::size_t lacking = 8 * (8 - size);  // bits
  std::uint64_t digits = 0;
  if (size >= 4) {  // the first four and the last four
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, at, sizeof(first));
    std::memcpy(&last, at + size - sizeof(last), sizeof(last));
    digits = std::uint64_t{first} << lacking | std::uint64_t{last} << 32;
  } else {
    const auto byte = [at](std::size_t i) {
      return std::uint64_t{static_cast<unsigned char>(at[i])};
    };
    digits =
        byte(0) << lacking | byte(size / 2) << (lacking + 8 * (size / 2)) | byte(size - 1) << 56;
  }
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  digits -= kOnes * '0' << lacking;
  if (((digits | (digits + kOnes * (0x7F - 9))) & kOnes << 7) != 0) return std::nullopt;
  digits = digits * 10 + (digits >> 8);  // pairs, in every second byte
  constexpr std::uint64_t kPairs = 0x000000FF000000FFu;
  const std::uint64_t value = (digits & kPairs) * (100 + (std::uint64_t{1000000} << 32)) +
                              (digits >> 16 & kPairs) * (1 + (std::uint64_t{10000} << 32));
  return static_cast<std::int64_t>(value >> 32);
}

inline std::optional<std::int64_t> whole_number(std::string_view field) {
  constexpr std::size_t kFits = 18;  // digits
  if (field.empty() || field.size() > kFits) return any_whole_number(field);
  if constexpr (std::endian::native == std::endian::little) {
    if (field.size() <= 8) {
      const auto value = few_digits(field);
      return value ? value : any_whole_number(field);
    }
  }
  std::int64_t value = 0;
  for (const char c : field) {
    const auto digit = static_cast<unsigned char>(c - '0');
    if (digit > 9) return any_whole_number(field);
    value = value * 10 + digit;
  }
  return value;
}

struct CsvBlock {
  std::uint64_t begin = 0;      // in bytes of the file
  std::size_t bytes = 0;        // whole rows
  std::size_t line = 0;         // 1-based, of its first line
  std::uint64_t first_row = 0;  // of the file, without the header
};

class CsvTable {
 public:
  using Fields = std::vector<std::string_view>;

  // Reads the first line, behind a byte order mark. Errors: NotFound; Rejected when the file has
  // none.
  static Result<CsvTable> open(const std::filesystem::path& file);

  // Reads all rows, finds the blocks, and calls check(fields, line) for each row, whose fields are
  // as many as those of the header, up to the first error. Call once. Errors: NotFound; Rejected
  // for a row that is not UTF-8 or of another width; those of `check`.
  Result<void> scan(const std::function<Result<void>(const Fields&, std::size_t line)>& check);

  const std::filesystem::path& file() const { return file_; }
  const std::vector<std::string>& header() const { return header_; }
  const std::vector<CsvBlock>& blocks() const { return blocks_; }
  std::uint64_t rows() const { return rows_; }         // that were checked without an error
  std::uint64_t rows_of(const CsvBlock& block) const;  // one of blocks()

  // The bytes of a block, in NFC. Errors: Rejected when the file is not what it was.
  Result<std::string> read(const CsvBlock& block) const;
  // The line of a row. Errors: those of `read`.
  Result<std::size_t> line_of(std::uint64_t row) const;

  // Rejected, with file and line.
  Error rejected(std::size_t line, const std::string& why) const;
  Error changed() const;  // the file is not what it was when it was scanned

 private:
  std::filesystem::path file_;
  std::uint64_t body_ = 0;  // where the first row behind the header starts
  std::size_t body_line_ = 1;
  std::vector<std::string> header_;
  std::vector<CsvBlock> blocks_;
  std::uint64_t rows_ = 0;
};

}  // namespace sarye
