#include "engine/graph/evidence_columns.h"

#include <algorithm>

#include "engine/store/byte_codec.h"
#include "engine/store/packed_column.h"

namespace sarye {

namespace {

constexpr std::uint8_t kConstant = 0;
constexpr std::uint8_t kPacked = 1;

// Signed days as unsigned numbers of the same order.
constexpr std::uint32_t kDayBias = 0x80000000u;

// A column whose rows are all equal is one number, however long it is.
void write_column(std::string& out, const std::vector<std::uint32_t>& values) {
  ByteWriter writer(out);
  const bool constant = std::all_of(values.begin(), values.end(),
                                    [&](std::uint32_t v) { return v == values.front(); });
  if (constant) {
    writer.u8(kConstant).varint(values.empty() ? 0 : values.front());
  } else {
    writer.u8(kPacked);
    pack_u32(out, values);
  }
}

template <typename T>
void write_narrow(std::string& out, const std::vector<T>& values) {
  write_column(out, std::vector<std::uint32_t>(values.begin(), values.end()));
}

void write_days(std::string& out, const std::vector<std::int32_t>& days) {
  std::vector<std::uint32_t> values;
  values.reserve(days.size());
  for (const std::int32_t day : days) {
    values.push_back(static_cast<std::uint32_t>(day) ^ kDayBias);
  }
  write_column(out, values);
}

class ColumnReader {
 public:
  ColumnReader(ByteReader& in, std::size_t rows) : in_(in), rows_(rows) {}

  void read(std::vector<std::uint32_t>& out) {
    const std::uint8_t form = in_.u8();
    if (form == kConstant) {
      const std::uint32_t value = in_.varint32();
      if (in_.ok()) out.assign(rows_, value);
    } else if (form != kPacked || !unpack_u32(in_, out) || out.size() != rows_) {
      in_.fail();
    }
  }

  template <typename T>
  void read_narrow(std::vector<T>& out, std::uint32_t largest) {
    read(wide_);
    out.clear();
    if (!in_.ok()) return;
    out.reserve(rows_);
    for (const std::uint32_t value : wide_) {
      if (value > largest) {
        in_.fail();
        return;
      }
      out.push_back(static_cast<T>(value));
    }
  }

  void read_days(std::vector<std::int32_t>& out) {
    read(wide_);
    out.clear();
    if (!in_.ok()) return;
    out.reserve(rows_);
    for (const std::uint32_t value : wide_) {
      out.push_back(static_cast<std::int32_t>(value ^ kDayBias));
    }
  }

 private:
  ByteReader& in_;
  std::size_t rows_;
  std::vector<std::uint32_t> wide_;
};

Error damaged_assertions() {
  return Error{ErrorCode::Damaged, "a chunk of assertions cannot be read", "run `sarye rebuild`"};
}

}  // namespace

std::uint64_t AssertionChunk::memory_bytes() const {
  return sizeof(AssertionChunk) + first.capacity() * 4 +
         rows() * (7 * sizeof(std::uint32_t) + 2 * sizeof(std::int32_t) + 2 * 2 + 4);
}

std::string encode_assertions(const AssertionChunk& chunk) {
  std::string out;
  pack_sorted_u32(out, chunk.first);
  write_column(out, chunk.document);
  // The number of a work is most often that of the document itself.
  std::vector<std::uint32_t> work_difference(chunk.rows());
  for (std::size_t i = 0; i < chunk.rows(); ++i) {
    work_difference[i] = chunk.work[i] ^ chunk.document[i];
  }
  write_column(out, work_difference);
  write_column(out, chunk.passage);
  write_narrow(out, chunk.language);
  write_narrow(out, chunk.kind);
  write_narrow(out, chunk.polarity);
  write_narrow(out, chunk.modality);
  write_narrow(out, chunk.confidence);
  write_days(out, chunk.from);
  write_days(out, chunk.to);
  write_narrow(out, chunk.time_is_stated);
  write_column(out, chunk.attribution);
  write_column(out, chunk.quote_begin);
  std::vector<std::uint32_t> lengths(chunk.rows());
  for (std::size_t i = 0; i < chunk.rows(); ++i) {
    lengths[i] = chunk.quote_end[i] - chunk.quote_begin[i];
  }
  write_column(out, lengths);
  return out;
}

Result<AssertionChunk> decode_assertions(std::string_view bytes) {
  ByteReader in(bytes);
  AssertionChunk out;
  if (!unpack_u32(in, out.first)) return damaged_assertions();
  if (!std::is_sorted(out.first.begin(), out.first.end()) ||
      (!out.first.empty() && out.first.front() != 0)) {
    return damaged_assertions();
  }
  // Constant columns make rows without bytes; the offsets bound them only by their last value, so a
  // limit stands in for the bytes: no chunk has more rows than edge numbers can count.
  const std::size_t rows = out.first.empty() ? 0 : out.first.back();
  if (rows > (std::size_t{1} << 28)) return damaged_assertions();
  ColumnReader columns(in, rows);
  columns.read(out.document);
  columns.read(out.work);
  columns.read(out.passage);
  columns.read_narrow(out.language, kLanguageCount - 1);
  columns.read_narrow(out.kind, 0xFFFF);
  columns.read_narrow(out.polarity, static_cast<std::uint32_t>(Polarity::Denied));
  columns.read_narrow(out.modality, static_cast<std::uint32_t>(Modality::Recommended));
  columns.read_narrow(out.confidence, 1000);
  columns.read_days(out.from);
  columns.read_days(out.to);
  columns.read_narrow(out.time_is_stated, 1);
  columns.read(out.attribution);
  columns.read(out.quote_begin);
  columns.read(out.quote_end);
  if (!in.ok() || !in.at_end()) return damaged_assertions();
  for (std::size_t i = 0; i < rows; ++i) {
    out.work[i] ^= out.document[i];
    if (out.quote_end[i] > 0xFFFFFFFFu - out.quote_begin[i]) return damaged_assertions();
    out.quote_end[i] += out.quote_begin[i];
  }
  return out;
}

const QualifierList* QualifierChunk::of_row(std::uint32_t row) const {
  const auto at = std::lower_bound(rows.begin(), rows.end(), row);
  return at == rows.end() || *at != row ? nullptr
                                        : &lists[static_cast<std::size_t>(at - rows.begin())];
}

std::uint64_t QualifierChunk::memory_bytes() const {
  std::uint64_t bytes = sizeof(QualifierChunk) + rows.capacity() * 4;
  for (const QualifierList& list : lists) {
    for (const auto& [name, value] : list) bytes += 80 + name.size() + value.size();
  }
  return bytes;
}

std::string encode_qualifiers(const QualifierChunk& chunk) {
  std::string out;
  pack_sorted_u32(out, chunk.rows);
  ByteWriter writer(out);
  for (const QualifierList& list : chunk.lists) {
    writer.varint(list.size());
    for (const auto& [name, value] : list) writer.string(name).string(value);
  }
  return out;
}

Result<QualifierChunk> decode_qualifiers(std::string_view bytes) {
  ByteReader in(bytes);
  QualifierChunk out;
  if (unpack_u32(in, out.rows)) {
    for (std::size_t i = 0; i < out.rows.size() && in.ok(); ++i) {
      QualifierList& list = out.lists.emplace_back();
      const std::size_t size = in.count(2);
      for (std::size_t j = 0; j < size && in.ok(); ++j) {
        std::string name(in.string());
        list.emplace_back(std::move(name), in.string());
      }
    }
  }
  if (!in.ok() || !in.at_end() || !std::is_sorted(out.rows.begin(), out.rows.end())) {
    return Error{ErrorCode::Damaged, "a chunk of qualifiers cannot be read", "run `sarye rebuild`"};
  }
  return out;
}

}  // namespace sarye
