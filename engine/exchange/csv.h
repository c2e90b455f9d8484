// Rows of CSV as RFC 4180 has it: fields in quotes may hold commas, line breaks and doubled quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

class CsvReader {
 public:
  explicit CsvReader(std::string_view text, char separator = ',')
      : text_(text), separator_(separator) {}

  // The next row's fields in `fields`; false at the end. Empty lines are passed over.
  bool next(std::vector<std::string>& fields);
  std::size_t line() const { return line_; }  // 1-based, of the row that `next` gave

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t next_line_ = 1;
  char separator_;
};

// Appends `field`, in quotes when it needs them.
void append_csv_field(std::string& out, std::string_view field, char separator = ',');

}  // namespace sarye
