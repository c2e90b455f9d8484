#include "engine/exchange/csv.h"

namespace sarye {

bool CsvReader::next(std::vector<std::string>& fields) {
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
    if (text_[at_] == '\n') ++next_line_;
    ++at_;
  }
  if (at_ >= text_.size()) return false;
  line_ = next_line_;
  std::size_t count = 0;
  const auto field = [&]() -> std::string& {
    if (count == fields.size()) fields.emplace_back();
    fields[count].clear();
    return fields[count++];
  };
  std::string* current = &field();
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"' && current->empty()) {
      ++at_;
      while (at_ < text_.size()) {
        if (text_[at_] == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          *current += '"';
          at_ += 2;
        } else if (text_[at_] == '"') {
          ++at_;
          break;
        } else {
          if (text_[at_] == '\n') ++next_line_;
          *current += text_[at_++];
        }
      }
    } else if (c == separator_) {
      ++at_;
      current = &field();
    } else if (c == '\n') {
      ++at_;
      ++next_line_;
      break;
    } else {
      // The plain part of a field in one piece.
      const std::size_t begin = at_;
      while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
      std::string_view piece = text_.substr(begin, at_ - begin);
      if (piece.ends_with('\r')) piece.remove_suffix(1);
      *current += piece;
    }
  }
  fields.resize(count);
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
