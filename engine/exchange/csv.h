// Rows of CSV as RFC 4180 has it: fields in quotes may hold commas, line breaks and doubled quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

class CsvReader {
 public:
  // `text` is borrowed and starts with a row; `line` is the number of its first line.
  explicit CsvReader(std::string_view text, std::size_t line = 1) : text_(text), next_line_(line) {}

  // The next row's fields in `fields`; false at the end. Empty lines are passed over. A field lies
  // in the text, or in this reader until the following call.
  bool next(std::vector<std::string_view>& fields);

  std::size_t line() const { return line_; }  // 1-based, of the row that `next` gave
  // Whether the text ended inside of quotes, so that the last row took all that was left.
  bool ends_in_quotes() const { return ends_in_quotes_; }
  // Where the row behind it starts, in bytes, and its line: another reader can go on there.
  std::size_t next_byte() const { return at_; }
  std::size_t next_line() const { return next_line_; }

 private:
  // A field that had to be put together: its place in the row, and its end in joined_.
  struct Joined {
    std::size_t field;
    std::size_t end;
  };

  std::string_view plain_field();
  bool plain_fields(std::vector<std::string_view>& fields);
  bool quoted_field(std::string_view& field);
  void join_field();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t next_line_;
  bool ends_in_quotes_ = false;
  std::string joined_;
  std::vector<Joined> joined_fields_;
};

// Appends `field`, in quotes when it needs them.
void append_csv_field(std::string& out, std::string_view field, char separator = ',');

}  // namespace sarye
