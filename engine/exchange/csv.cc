#include "engine/exchange/csv.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace sarye {

namespace {

// Where the next comma or line break stands, or the end.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
  if constexpr (std::endian::native == std::endian::little) {
    // Eight bytes at once: the lowest bit that is set is of the first hit.
    constexpr std::uint64_t kOnes = 0x0101010101010101u;
    const auto zeros = [](std::uint64_t bytes) { return (bytes - kOnes) & ~bytes & kOnes << 7; };
    for (std::uint64_t word = 0; text.size() - at >= sizeof(word); at += sizeof(word)) {
      std::memcpy(&word, text.data() + at, sizeof(word));
      const std::uint64_t hits = zeros(word ^ kOnes * ',') | zeros(word ^ kOnes * '\n');
      if (hits != 0) return at + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
    }
  }
  while (at < text.size() && text[at] != ',' && text[at] != '\n') ++at;
  return at;
}

}  // namespace

// Up to the end of the field or line, without the return that ends a line of Windows.
std::string_view CsvReader::plain_field() {
  const std::size_t begin = at_;
  at_ = end_of_plain(text_, at_);
  std::string_view field = text_.substr(begin, at_ - begin);
  if (field.ends_with('\r')) field.remove_suffix(1);
  return field;
}

// The fields up to one that begins with a quotation mark (false) or to the end of the row.
bool CsvReader::plain_fields(std::vector<std::string_view>& fields) {
  const std::string_view text = text_;
  std::size_t at = at_;
  while (at >= text.size() || text[at] != '"') {
    const std::size_t end = end_of_plain(text, at);
    const std::size_t size = end - at;
    fields.emplace_back(text.data() + at, size > 0 && text[end - 1] == '\r' ? size - 1 : size);
    at = end;
    if (end < text.size()) ++at;
    if (end < text.size() && text[end] != '\n') continue;
    next_line_ += end < text.size() ? 1 : 0;
    at_ = at;
    return true;
  }
  at_ = at;
  return false;
}

// A field that is quoted from end to end, without quotes in it. False: it is not, and nothing was
// read.
bool CsvReader::quoted_field(std::string_view& field) {
  const std::size_t close = text_.find('"', at_ + 1);
  if (close == std::string_view::npos) return false;
  std::size_t end = close + 1;
  if (end < text_.size() && text_[end] == '\r') ++end;
  if (end < text_.size() && text_[end] != ',' && text_[end] != '\n') return false;
  field = text_.substr(at_ + 1, close - at_ - 1);
  next_line_ += static_cast<std::size_t>(std::count(field.begin(), field.end(), '\n'));
  at_ = end;
  return true;
}

// Any field, byte by byte, into joined_.
void CsvReader::join_field() {
  const std::size_t begin = joined_.size();
  while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
    if (text_[at_] != '"' || joined_.size() > begin) {
      joined_ += plain_field();
      continue;
    }
    ++at_;
    ends_in_quotes_ = true;
    while (at_ < text_.size()) {
      if (text_[at_] == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        joined_ += '"';
        at_ += 2;
      } else if (text_[at_] == '"') {
        ++at_;
        ends_in_quotes_ = false;
        break;
      } else {
        if (text_[at_] == '\n') ++next_line_;
        joined_ += text_[at_++];
      }
    }
  }
}

bool CsvReader::next(std::vector<std::string_view>& fields) {
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
    if (text_[at_] == '\n') ++next_line_;
    ++at_;
  }
  if (at_ >= text_.size()) return false;
  line_ = next_line_;
  fields.clear();
  joined_.clear();
  joined_fields_.clear();
  while (!plain_fields(fields)) {
    std::string_view field;
    if (!quoted_field(field)) {
      join_field();
      joined_fields_.push_back({fields.size(), joined_.size()});
    }
    fields.push_back(field);
    if (at_ >= text_.size()) break;
    if (text_[at_++] == '\n') {
      ++next_line_;
      break;
    }
  }
  if (joined_fields_.empty()) return true;
  std::size_t begin = 0;
  for (const Joined& joined : joined_fields_) {
    fields[joined.field] = std::string_view(joined_).substr(begin, joined.end - begin);
    begin = joined.end;
  }
  return true;
}

void append_csv_field(std::string& out, std::string_view field, char separator) {
  const bool plain = field.find_first_of("\"\r\n") == std::string_view::npos &&
                     field.find(separator) == std::string_view::npos;
  if (plain) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace sarye
