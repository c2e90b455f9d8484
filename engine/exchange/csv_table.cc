#include "engine/exchange/csv_table.h"

#include <charconv>
#include <fstream>
#include <utility>

#include "engine/exchange/csv.h"

namespace sarye {

namespace {

constexpr std::size_t kBlockRows = 4096;

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view field) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc() || end != field.data() + field.size() || field.empty()) {
    return std::nullopt;
  }
  return value;
}

Error CsvTable::rejected(std::size_t line, const std::string& why) const {
  return {ErrorCode::Rejected, file_.filename().string() + ":" + std::to_string(line) + ": " + why,
          "nothing was imported; correct the file and import again"};
}

Error CsvTable::wrong_width(std::size_t line, std::size_t fields) const {
  return rejected(
      line, std::to_string(fields) + " fields, the header has " + std::to_string(header_.size()));
}

Result<CsvTable> CsvTable::read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const std::streamoff size = in ? static_cast<std::streamoff>(in.tellg()) : -1;
  if (size < 0) {
    return Error{ErrorCode::NotFound, file.string() + " cannot be read", "check path and rights"};
  }
  CsvTable out;
  out.file_ = file;
  out.bytes_ = std::make_unique_for_overwrite<char[]>(static_cast<std::size_t>(size) + 1);
  in.seekg(0);
  in.read(out.bytes_.get(), size);
  out.text_ = std::string_view(out.bytes_.get(), static_cast<std::size_t>(in.gcount()));
  CsvReader reader(out.text_);
  std::vector<std::string_view> fields;
  if (!reader.next(fields)) {
    return out.rejected(1, "the file is empty; the first line names the columns");
  }
  out.header_.assign(fields.begin(), fields.end());
  out.body_ = reader.next_byte();
  out.body_line_ = reader.next_line();
  return out;
}

void CsvTable::scan(const std::vector<std::size_t>& asked) {
  integer_.assign(header_.size(), true);
  CsvReader reader(text_.substr(body_), body_line_);
  std::vector<std::string_view> fields;
  CsvBlock block{{}, body_line_, 0, 0};
  std::size_t begin = 0;
  const auto end_block = [&] {
    block.text = text_.substr(body_ + begin, reader.next_byte() - begin);
    blocks_.push_back(block);
    begin = reader.next_byte();
    block = {{}, reader.next_line(), rows_, 0};
  };
  while (reader.next(fields)) {
    for (const std::size_t c : asked) {
      if (c < fields.size() && integer_[c] && !fields[c].empty() && !whole_number(fields[c])) {
        integer_[c] = false;
      }
    }
    ++rows_;
    if (++block.rows == kBlockRows) end_block();
  }
  if (block.rows > 0) end_block();
}

}  // namespace sarye
