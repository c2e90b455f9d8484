#include "engine/exchange/csv_rows.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/base/language.h"
#include "engine/exchange/csv.h"
#include "engine/model/value.h"

namespace sarye {

namespace {

// A whole number as it is shown: `005930` is a code, not a number.
bool is_plain_whole_number(std::string_view field) {
  const std::string_view digits = field.substr(field.starts_with('-') ? 1 : 0);
  if (digits.starts_with('0') && field.size() > 1) return false;
  return whole_number(field).has_value();
}

// `1.5`, `-2`, `3e-5`; no more digits without a point than a float holds.
std::optional<double> decimal_number(std::string_view field) {
  constexpr std::size_t kExactDigits = 15;
  const std::string_view digits = field.substr(field.starts_with('-') ? 1 : 0);
  if (digits.find_first_not_of("0123456789.eE+-") != digits.npos) return std::nullopt;
  if (digits.size() > 1 && digits[0] == '0' && digits[1] != '.') return std::nullopt;
  if (digits.size() > kExactDigits && digits.find('.') == digits.npos) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return value;
}

std::uint32_t place(const GivenIds& ids, std::string_view field) {
  const auto id = whole_number(field);
  return id ? ids.place(*id) : GivenIds::kNone;
}

}  // namespace

PropertyColumns::PropertyColumns(std::vector<std::size_t> columns,
                                 std::vector<std::string> header) {
  for (const std::size_t c : columns) {
    columns_.push_back({c, std::move(header[c]), ValueType::Integer, kNone, 0});
  }
}

void PropertyColumns::look_at(const CsvTable::Fields& row) {
  for (Column& column : columns_) {
    const std::string_view field = row[column.at];
    if (field.empty()) continue;
    if (column.first_row == kNone) column.first_row = rows_;
    if (column.type == ValueType::Integer && !is_plain_whole_number(field)) {
      column.type = ValueType::Float;
    }
    if (column.type == ValueType::Float && !decimal_number(field)) column.type = ValueType::String;
  }
  ++rows_;
}

std::vector<std::string> PropertyColumns::names() const {
  std::vector<std::tuple<std::uint64_t, std::size_t, std::string>> found;
  for (const Column& column : columns_) {
    if (column.first_row != kNone) found.emplace_back(column.first_row, column.at, column.name);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (auto& [row, at, name] : found) names.push_back(std::move(name));
  return names;
}

void PropertyColumns::set_numbers(const std::map<std::string, std::uint64_t>& numbers) {
  for (Column& column : columns_) {
    const auto known = numbers.find(column.name);
    if (known != numbers.end()) column.number = known->second;
  }
}

bool PropertyColumns::write(const CsvTable::Fields& row, ByteWriter& out) const {
  std::size_t count = 0;
  for (const Column& column : columns_) count += row[column.at].empty() ? 0 : 1;
  out.varint(count);
  for (const Column& column : columns_) {
    const std::string_view field = row[column.at];
    if (field.empty()) continue;
    if (column.first_row == kNone) return false;
    out.varint(column.number);
    out.u8(static_cast<std::uint8_t>(column.type));
    if (column.type == ValueType::String) {
      out.string(field);
    } else if (column.type == ValueType::Float) {
      const auto number = decimal_number(field);
      if (!number) return false;
      out.f64(*number);
    } else {
      const auto number = whole_number(field);
      if (!number) return false;
      out.zigzag(*number);
    }
  }
  return true;
}

Result<void> EdgeFile::write(const CsvTable& table, const CsvTable::Fields& row, std::size_t line,
                             ByteWriter* to) const {
  const auto no_such = [&](const std::string& type, std::size_t c) {
    return table.rejected(line, "there is no " + type + " with the id " + std::string(row[c]));
  };
  const std::uint32_t source = place(*sources, row[columns.source]);
  if (source == GivenIds::kNone) return no_such(ends.from, columns.source);
  const std::uint32_t target = place(*targets, row[columns.target]);
  if (target == GivenIds::kNone) return no_such(ends.to, columns.target);
  const auto given = [&row](std::size_t c) { return c != EdgeColumns::kNone && !row[c].empty(); };
  FewBytes said;
  said.varint(source).varint(target).varint(relation).zigzag(-1);
  if (!given(columns.document)) {
    if (to != nullptr) to->raw(said.varint(0).view());
    return {};
  }
  const std::uint32_t document = place(*documents, row[columns.document]);
  if (document == GivenIds::kNone) return no_such("Document", columns.document);
  std::uint64_t passage = 0;  // with one added
  if (given(columns.passage)) {
    const std::uint32_t at = place(*passages, row[columns.passage]);
    if (at == GivenIds::kNone) return no_such("Passage", columns.passage);
    passage = std::uint64_t{at} + 1;
  }
  if (to == nullptr) return {};
  std::int32_t year = 0;
  if (given(columns.year)) {
    year = static_cast<std::int32_t>(whole_number(row[columns.year]).value_or(0));
  }
  Language language = Language::Unknown;
  if (given(columns.language)) language = parse_language(row[columns.language]);
  std::int64_t confidence = 1000;
  if (given(columns.confidence)) {
    // In percent, as bulk data has it.
    const auto percent = whole_number(row[columns.confidence]).value_or(100);
    confidence = std::clamp<std::int64_t>(percent, 0, 100) * 10;
  }
  said.varint(std::uint64_t{document} + 1).varint(passage).zigzag(year);
  said.u8(static_cast<std::uint8_t>(language)).varint(static_cast<std::uint64_t>(confidence));
  to->raw(said.view());
  return {};
}

Result<void> CsvFile::encode(const CsvBlock& block, std::string& out) const {
  auto bytes = table.read(block);
  if (!bytes) return bytes.error();
  out.reserve(bytes->size() + bytes->size() / 4);
  ByteWriter to(out);
  CsvReader reader(*bytes, block.line);
  CsvTable::Fields row;
  std::uint64_t rows = 0;
  for (; reader.next(row); ++rows) {
    if (row.size() != table.header().size()) return table.changed();
    if (is_edges) {
      if (!edges.write(table, row, reader.line(), &to)) return table.changed();
    } else {
      const auto id = whole_number(row[id_column]);
      if (!id) return table.changed();
      to.varint(type).zigzag(*id).string({});
    }
    if (!properties.write(row, to)) return table.changed();
  }
  if (rows != table.rows_of(block)) return table.changed();
  return {};
}

}  // namespace sarye
