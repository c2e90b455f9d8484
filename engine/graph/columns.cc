#include "engine/graph/columns.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <unordered_set>

#include "engine/graph/value_codec.h"
#include "engine/store/byte_codec.h"
#include "engine/store/packed_column.h"

namespace sarye {

namespace {

// How integers are written: their differences to the smallest, in 32 bits where they fit.
constexpr std::uint8_t kNarrow = 0;
constexpr std::uint8_t kWide = 1;

// What is written in place of ColumnKind::String where the order by text follows.
constexpr std::uint8_t kStringsByText = static_cast<std::uint8_t>(ColumnKind::Any) + 1;

ColumnKind kind_of(std::span<const ColumnCell> cells) {
  if (cells.empty()) return ColumnKind::Empty;
  const ValueType type = cells.front().value->type();
  for (const ColumnCell& cell : cells) {
    if (cell.value->type() != type) return ColumnKind::Any;
  }
  switch (type) {
    case ValueType::Integer:
      return ColumnKind::Integer;
    case ValueType::Float:
      return ColumnKind::Float;
    case ValueType::String:
      return ColumnKind::String;
    case ValueType::Boolean:
      return ColumnKind::Boolean;
    case ValueType::Date:
      return ColumnKind::Date;
    case ValueType::Node:
      return ColumnKind::Node;
    default:
      return ColumnKind::Any;
  }
}

std::int64_t integer_of(const Value& value) {
  switch (value.type()) {
    case ValueType::Integer:
      return value.integer();
    case ValueType::Boolean:
      return value.boolean() ? 1 : 0;
    case ValueType::Date:
      return value.date().days;
    default:
      return static_cast<std::int64_t>(value.node().value);
  }
}

void write_integers(std::string& out, std::span<const ColumnCell> cells) {
  std::int64_t low = integer_of(*cells.front().value);
  std::int64_t high = low;
  for (const ColumnCell& cell : cells) {
    low = std::min(low, integer_of(*cell.value));
    high = std::max(high, integer_of(*cell.value));
  }
  const std::uint64_t spread = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  ByteWriter writer(out);
  if (spread <= 0xFFFFFFFFu) {
    writer.u8(kNarrow).zigzag(low);
    std::vector<std::uint32_t> values;
    values.reserve(cells.size());
    for (const ColumnCell& cell : cells) {
      values.push_back(static_cast<std::uint32_t>(
          static_cast<std::uint64_t>(integer_of(*cell.value)) - static_cast<std::uint64_t>(low)));
    }
    pack_u32(out, values);
  } else {
    writer.u8(kWide);
    for (const ColumnCell& cell : cells) {
      writer.u64(static_cast<std::uint64_t>(integer_of(*cell.value)));
    }
  }
}

void write_strings(std::string& out, std::span<const std::string_view> strings) {
  std::vector<std::uint32_t> sizes;
  sizes.reserve(strings.size());
  std::size_t bytes = 0;
  for (const std::string_view text : strings) {
    sizes.push_back(static_cast<std::uint32_t>(text.size()));
    bytes += text.size();
  }
  pack_u32(out, sizes);
  out.reserve(out.size() + bytes + 8 * strings.size());  // and the order by text
  for (const std::string_view text : strings) out += text;
}

// A dictionary pays when values repeat: at most every second one is new.
std::vector<std::string_view> dictionary_of(std::span<const ColumnCell> cells) {
  if (cells.size() < 4) return {};
  std::unordered_set<std::string_view> seen;
  seen.reserve(cells.size() / 2 + 1);
  for (const ColumnCell& cell : cells) {
    seen.insert(cell.value->string());
    if (seen.size() * 2 > cells.size()) return {};
  }
  std::vector<std::string_view> distinct(seen.begin(), seen.end());
  std::sort(distinct.begin(), distinct.end());
  return distinct;
}

// Places of the strings, in order of text, then of place.
std::vector<std::uint32_t> order_of(std::span<const std::string_view> strings) {
  std::vector<std::uint32_t> order(strings.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int c = strings[a].compare(strings[b]);
    return c != 0 ? c < 0 : a < b;
  });
  return order;
}

}  // namespace

std::uint64_t beginning_of(std::string_view text) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < kBeginningBytes; ++i) {
    out = out << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  }
  return out;
}

std::pair<std::uint64_t, std::uint64_t> beginnings_with(std::string_view prefix) {
  const std::uint64_t low = beginning_of(prefix);
  const bool is_short = prefix.size() < kBeginningBytes;
  return {low, low | (is_short ? ~std::uint64_t{0} >> (8 * prefix.size()) : 0)};
}

std::string encode_column(std::span<const ColumnCell> cells, bool by_text) {
  std::string out;
  ByteWriter writer(out);
  ColumnKind kind = kind_of(cells);
  std::vector<std::string_view> dictionary;
  if (kind == ColumnKind::String) {
    dictionary = dictionary_of(cells);
    if (!dictionary.empty()) kind = ColumnKind::Dictionary;
  }
  const std::uint32_t size = cells.empty() ? 0 : cells.back().row + 1;
  const bool ordered = by_text && kind == ColumnKind::String;
  writer.u8(ordered ? kStringsByText : static_cast<std::uint8_t>(kind)).varint(size);
  if (size == 0) return out;
  const bool all = cells.size() == size;
  writer.u8(all ? 1 : 0);
  if (!all) {
    std::vector<std::uint32_t> rows;
    rows.reserve(cells.size());
    for (const ColumnCell& cell : cells) rows.push_back(cell.row);
    pack_sorted_u32(out, rows);
  }
  switch (kind) {
    case ColumnKind::Integer:
    case ColumnKind::Boolean:
    case ColumnKind::Date:
    case ColumnKind::Node:
      write_integers(out, cells);
      break;
    case ColumnKind::Float:
      for (const ColumnCell& cell : cells) writer.f64(cell.value->floating());
      break;
    case ColumnKind::Dictionary: {
      std::vector<std::uint32_t> codes;
      codes.reserve(cells.size());
      for (const ColumnCell& cell : cells) {
        const auto at = std::lower_bound(dictionary.begin(), dictionary.end(),
                                         std::string_view(cell.value->string()));
        codes.push_back(static_cast<std::uint32_t>(at - dictionary.begin()));
      }
      write_strings(out, dictionary);
      pack_u32(out, codes);
      break;
    }
    case ColumnKind::String: {
      std::vector<std::string_view> strings;
      strings.reserve(cells.size());
      for (const ColumnCell& cell : cells) strings.push_back(cell.value->string());
      write_strings(out, strings);
      if (ordered) pack_u32(out, order_of(strings));
      break;
    }
    case ColumnKind::Any:
      for (const ColumnCell& cell : cells) write_value(writer, *cell.value);
      break;
    case ColumnKind::Empty:
      break;
  }
  return out;
}

Value Column::at(std::uint32_t row) const {
  if (!has(row)) return Value();
  switch (kind_) {
    case ColumnKind::Integer:
      return Value(integers_[row]);
    case ColumnKind::Float:
      return Value(floats_[row]);
    case ColumnKind::String:
    case ColumnKind::Dictionary:
      return Value(text(row));
    case ColumnKind::Boolean:
      return Value(integers_[row] != 0);
    case ColumnKind::Date:
      return Value(Date{static_cast<std::int32_t>(integers_[row])});
    case ColumnKind::Node: {
      NodeId node;
      node.value = static_cast<std::uint64_t>(integers_[row]);
      return Value(node);
    }
    case ColumnKind::Any:
      return values_[row];
    case ColumnKind::Empty:
      break;
  }
  return Value();
}

std::optional<std::span<const std::uint32_t>> Column::rows_with_prefix(
    std::string_view prefix) const {
  if (kind_ != ColumnKind::String || by_text_.empty()) return std::nullopt;
  // Most of the halving is done on the first bytes, which lie together; what begins like the prefix
  // there is asked in full.
  const auto [low, high] = beginnings_with(prefix);
  const auto first = std::lower_bound(beginnings_.begin(), beginnings_.end(), low);
  const auto last = std::upper_bound(first, beginnings_.end(), high);
  const auto row_at = [this](auto place) {
    return by_text_.begin() + (place - beginnings_.begin());
  };
  const auto begin = std::partition_point(row_at(first), row_at(last),
                                          [&](std::uint32_t row) { return text(row) < prefix; });
  const auto end = std::partition_point(
      begin, row_at(last), [&](std::uint32_t row) { return text(row).starts_with(prefix); });
  return std::span<const std::uint32_t>(begin, end);
}

// All texts are searched as one: what is found over the end of one is in none.
void Column::find_rows_with(std::string_view part, std::vector<std::uint32_t>& out) const {
  if (kind_ != ColumnKind::String) return;
  if (part.empty()) {
    for (std::uint32_t row = 0; row < size_; ++row) {
      if (has(row)) out.push_back(row);
    }
    return;
  }
  find_rows_with(part, 0, bytes_.size(), out);
}

void Column::find_rows_with(std::string_view part, std::size_t begin, std::size_t end,
                            std::vector<std::uint32_t>& out) const {
  // What begins before `end` ends before this.
  const std::size_t last = std::min(bytes_.size(), end + part.size() - 1);
  for (std::size_t at = begin; at + part.size() <= last;) {
    const void* hit = memmem(bytes_.data() + at, last - at, part.data(), part.size());
    if (hit == nullptr) return;
    const auto place = static_cast<std::size_t>(static_cast<const char*>(hit) - bytes_.data());
    const auto text_end = std::upper_bound(ends_.begin(), ends_.end(), place);
    if (place + part.size() <= *text_end) {
      const auto row = static_cast<std::uint32_t>(text_end - ends_.begin() - 1);
      if (out.empty() || out.back() != row) out.push_back(row);
      at = *text_end;
    } else {
      at = place + 1;
    }
  }
}

std::uint64_t Column::memory_bytes() const {
  return sizeof(Column) + present_.capacity() * 8 + integers_.capacity() * 8 +
         floats_.capacity() * 8 + codes_.capacity() * 4 + ends_.capacity() * 4 +
         by_text_.capacity() * 4 + beginnings_.capacity() * 8 + bytes_.capacity() +
         values_.capacity() * sizeof(Value);
}

namespace {

// The strings of a column: their ends and bytes. False when the bytes are damaged.
bool read_strings(ByteReader& in, std::vector<std::uint32_t>& ends, std::string& bytes) {
  std::vector<std::uint32_t> sizes;
  if (!unpack_u32(in, sizes)) return false;
  ends.assign(1, 0);
  ends.reserve(sizes.size() + 1);
  std::uint64_t total = 0;
  for (const std::uint32_t size : sizes) {
    total += size;
    if (total > in.left()) {
      in.fail();
      return false;
    }
    ends.push_back(static_cast<std::uint32_t>(total));
  }
  bytes = in.raw(static_cast<std::size_t>(total));
  return in.ok();
}

}  // namespace

Result<Column> Column::decode(std::string_view bytes, std::uint32_t max_rows) {
  ByteReader in(bytes);
  Column out;
  std::uint8_t kind = in.u8();
  const bool ordered = kind == kStringsByText;
  if (ordered) kind = static_cast<std::uint8_t>(ColumnKind::String);
  const std::uint32_t size = in.varint32();
  if (kind > static_cast<std::uint8_t>(ColumnKind::Any) || size > max_rows) in.fail();
  const Error damaged{ErrorCode::Damaged, "a property column cannot be read",
                      "run `sarye rebuild`"};
  if (!in.ok()) return damaged;
  out.kind_ = static_cast<ColumnKind>(kind);
  out.size_ = size;
  if (size == 0) {
    if (!in.at_end()) return damaged;
    return out;
  }
  const bool all = in.u8() != 0;
  std::vector<std::uint32_t> rows;
  if (!all) {
    if (!unpack_u32(in, rows)) return damaged;
    out.present_.assign((size + 63) / 64, 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] >= size || (i > 0 && rows[i] <= rows[i - 1])) return damaged;
      out.present_[rows[i] >> 6] |= std::uint64_t{1} << (rows[i] & 63);
    }
  }
  const std::size_t count = all ? size : rows.size();
  out.count_ = static_cast<std::uint32_t>(count);
  const auto row_of = [&](std::size_t i) { return all ? i : std::size_t{rows[i]}; };
  switch (out.kind_) {
    case ColumnKind::Integer:
    case ColumnKind::Boolean:
    case ColumnKind::Date:
    case ColumnKind::Node: {
      out.integers_.assign(size, 0);
      if (in.u8() == kNarrow) {
        const std::uint64_t low = static_cast<std::uint64_t>(in.zigzag());
        std::vector<std::uint32_t> values;
        if (!unpack_u32(in, values) || values.size() != count) return damaged;
        for (std::size_t i = 0; i < count; ++i) {
          out.integers_[row_of(i)] = static_cast<std::int64_t>(low + values[i]);
        }
      } else {
        for (std::size_t i = 0; i < count && in.ok(); ++i) {
          out.integers_[row_of(i)] = static_cast<std::int64_t>(in.u64());
        }
      }
      break;
    }
    case ColumnKind::Float:
      out.floats_.assign(size, 0);
      for (std::size_t i = 0; i < count && in.ok(); ++i) out.floats_[row_of(i)] = in.f64();
      break;
    case ColumnKind::Dictionary: {
      std::vector<std::uint32_t> codes;
      if (!read_strings(in, out.ends_, out.bytes_) || !unpack_u32(in, codes)) return damaged;
      if (codes.size() != count) return damaged;
      out.codes_.assign(size, 0);
      for (std::size_t i = 0; i < count; ++i) {
        if (codes[i] + 1 >= out.ends_.size()) return damaged;
        out.codes_[row_of(i)] = codes[i];
      }
      break;
    }
    case ColumnKind::String: {
      std::vector<std::uint32_t> ends;
      if (!read_strings(in, ends, out.bytes_) || ends.size() != count + 1) return damaged;
      if (all) {
        out.ends_ = std::move(ends);
      } else {
        out.ends_.assign(size + 1, 0);
        for (std::size_t row = 0, i = 0; row < size; ++row) {
          if (i < count && rows[i] == row) ++i;
          out.ends_[row + 1] = ends[i];
        }
      }
      if (!ordered) break;
      if (!unpack_u32(in, out.by_text_) || out.by_text_.size() != count) return damaged;
      for (std::uint32_t& place : out.by_text_) {
        if (place >= count) return damaged;
        place = static_cast<std::uint32_t>(row_of(place));
      }
      out.beginnings_.reserve(count);
      for (const std::uint32_t row : out.by_text_) {
        out.beginnings_.push_back(beginning_of(out.text(row)));
      }
      break;
    }
    case ColumnKind::Any:
      out.values_.resize(size);
      for (std::size_t i = 0; i < count && in.ok(); ++i) out.values_[row_of(i)] = read_value(in);
      break;
    case ColumnKind::Empty:
      break;
  }
  if (!in.ok() || !in.at_end()) return damaged;
  return out;
}

}  // namespace sarye
