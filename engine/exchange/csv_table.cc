#include "engine/exchange/csv_table.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <utility>

#include "engine/exchange/csv.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr std::size_t kMostRowBytes = std::size_t{64} << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kNotUtf8 =
    "the row is not UTF-8: save the file as UTF-8 (CSV UTF-8 in Excel)";
constexpr const char* kNotClosed = "a quotation mark in the row is not closed";

Error cannot_be_read(const std::filesystem::path& file) {
  return {ErrorCode::NotFound, file.string() + " cannot be read", "check path and rights"};
}

// The bytes of a file from some place on, as many as are asked for.
class Window {
 public:
  Window(const std::filesystem::path& file, std::uint64_t begin)
      : in_(file, std::ios::binary), begin_(begin) {
    in_.seekg(static_cast<std::streamoff>(begin));
  }
  bool is_open() const { return in_.is_open(); }
  bool at_end() const { return at_end_; }
  std::uint64_t begin() const { return begin_; }
  std::string_view text() const { return bytes_; }
  // Lets go of the first `count` bytes, and reads more behind those that are left.
  void move(std::size_t count) {
    bytes_.erase(0, count);
    begin_ += count;
    const std::size_t left = bytes_.size();
    bytes_.resize(std::max(2 * left, left + 4 * kBlockBytes));
    in_.read(bytes_.data() + left, static_cast<std::streamsize>(bytes_.size() - left));
    bytes_.resize(left + static_cast<std::size_t>(in_.gcount()));
    at_end_ = !in_;
  }

 private:
  std::ifstream in_;
  std::uint64_t begin_;
  std::string bytes_;
  bool at_end_ = false;
};

}  // namespace

std::optional<std::int64_t> any_whole_number(std::string_view field) {
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

Error CsvTable::changed() const {
  return {ErrorCode::Rejected, file_.filename().string() + " was changed while it was read",
          "import again when nobody writes to it"};
}

Result<CsvTable> CsvTable::open(const std::filesystem::path& file) {
  Window window(file, 0);
  if (!window.is_open()) return cannot_be_read(file);
  CsvTable out;
  out.file_ = file;
  while (true) {
    window.move(0);
    const std::size_t begin = window.text().starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    CsvReader reader(window.text().substr(begin));
    std::vector<std::string_view> fields;
    const bool is_there = reader.next(fields);
    // Up to the last byte that was read it may go on.
    if (begin + reader.next_byte() == window.text().size() && !window.at_end()) continue;
    if (!is_there) return out.rejected(1, "the file is empty; the first line names the columns");
    if (reader.ends_in_quotes()) return out.rejected(1, kNotClosed);
    for (const std::string_view field : fields) {
      if (first_invalid_byte(field)) return out.rejected(1, kNotUtf8);
      out.header_.push_back(nfc(field));
    }
    out.body_ = begin + reader.next_byte();
    out.body_line_ = reader.next_line();
    return out;
  }
}

Result<void> CsvTable::scan(
    const std::function<Result<void>(const Fields&, std::size_t line)>& check) {
  Window window(file_, body_);
  if (!window.is_open()) return cannot_be_read(file_);
  Fields fields;
  CsvBlock block{body_, 0, body_line_, 0};
  std::size_t line = body_line_;  // where the window starts
  const auto end_block = [&](std::uint64_t end, std::size_t next_line) {
    block.bytes = static_cast<std::size_t>(end - block.begin);
    if (rows_ > block.first_row) blocks_.push_back(block);
    block = {end, 0, next_line, rows_};
  };
  for (std::size_t done = 0;;) {
    window.move(done);
    CsvReader reader(window.text(), line);
    done = 0;
    while (reader.next(fields)) {
      // A row that ends with what was read may go on behind it.
      const bool is_whole = reader.next_byte() < window.text().size() || window.at_end();
      if (!is_whole && window.text().size() < kMostRowBytes) break;
      std::string wrong;
      if (first_invalid_byte(window.text().substr(done, reader.next_byte() - done))) {
        wrong = kNotUtf8;
      } else if (!is_whole) {
        wrong = "the row is longer than 64 MiB: is a quotation mark in it not closed?";
      } else if (reader.ends_in_quotes()) {
        wrong = kNotClosed;
      } else if (fields.size() != header_.size()) {
        wrong = std::to_string(fields.size()) + " fields, the header has " +
                std::to_string(header_.size());
      }
      if (!wrong.empty()) {
        const std::size_t at = reader.line();
        end_block(window.begin() + reader.next_byte(), reader.next_line());
        return rejected(at, wrong);
      }
      auto fine = check(fields, reader.line());
      done = reader.next_byte();
      line = reader.next_line();
      if (fine) ++rows_;
      const std::uint64_t end = window.begin() + done;
      if (!fine || end - block.begin >= kBlockBytes) end_block(end, line);
      if (!fine) return fine;
    }
    if (window.at_end()) break;
  }
  end_block(window.begin() + window.text().size(), line);
  return {};
}

std::uint64_t CsvTable::rows_of(const CsvBlock& block) const {
  const bool is_last = &block == &blocks_.back();
  return (is_last ? rows_ : (&block)[1].first_row) - block.first_row;
}

Result<std::string> CsvTable::read(const CsvBlock& block) const {
  std::ifstream in(file_, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(block.begin));
  std::string bytes(block.bytes, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in) return changed();
  return nfc(bytes);
}

Result<std::size_t> CsvTable::line_of(std::uint64_t row) const {
  const auto behind = std::find_if(blocks_.begin(), blocks_.end(),
                                   [&](const CsvBlock& block) { return block.first_row > row; });
  const CsvBlock& block = *std::prev(behind);
  auto bytes = read(block);
  if (!bytes) return bytes.error();
  CsvReader reader(*bytes, block.line);
  Fields fields;
  for (std::uint64_t at = block.first_row; at <= row; ++at) reader.next(fields);
  return reader.line();
}

}  // namespace sarye
