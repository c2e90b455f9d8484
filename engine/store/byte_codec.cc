#include "engine/store/byte_codec.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace sarye {
namespace {

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

template <typename T>
void append_big_endian(std::string& out, T v) {
  for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(v >> shift & 0xFF));
  }
}

template <typename T>
T read_big_endian(std::string_view bytes) {
  T v = 0;
  for (char c : bytes) v = static_cast<T>(v << 8 | static_cast<unsigned char>(c));
  return v;
}

}  // namespace

ByteWriter& ByteWriter::u8(std::uint8_t v) {
  out_.push_back(static_cast<char>(v));
  return *this;
}

ByteWriter& ByteWriter::u16(std::uint16_t v) {
  append_big_endian(out_, v);
  return *this;
}

ByteWriter& ByteWriter::u32(std::uint32_t v) {
  append_big_endian(out_, v);
  return *this;
}

ByteWriter& ByteWriter::u64(std::uint64_t v) {
  append_big_endian(out_, v);
  return *this;
}

ByteWriter& ByteWriter::ordered_i64(std::int64_t v) {
  return u64(static_cast<std::uint64_t>(v) ^ kSign);
}

ByteWriter& ByteWriter::ordered_f64(double v) {
  if (std::isnan(v)) return u64(std::numeric_limits<std::uint64_t>::max());
  if (v == 0) v = 0;  // -0.0 too
  const auto bits = std::bit_cast<std::uint64_t>(v);
  return u64((bits & kSign) != 0 ? ~bits : bits | kSign);
}

ByteWriter& ByteWriter::ordered_string(std::string_view v) {
  for (char c : v) {
    out_.push_back(c);
    if (c == '\0') out_.push_back('\xFF');
  }
  out_.push_back('\0');
  out_.push_back('\x01');
  return *this;
}

ByteWriter& ByteWriter::long_varint(std::uint64_t v) {
  std::array<char, 10> bytes;
  std::size_t count = 0;
  for (; v >= 0x80; v >>= 7) bytes[count++] = static_cast<char>(v | 0x80);
  bytes[count++] = static_cast<char>(v);
  out_.append(bytes.data(), count);
  return *this;
}

ByteWriter& ByteWriter::zigzag(std::int64_t v) {
  return varint(static_cast<std::uint64_t>(v) << 1 ^ static_cast<std::uint64_t>(v >> 63));
}

ByteWriter& ByteWriter::f64(double v) {
  return u64(std::bit_cast<std::uint64_t>(v));
}

ByteWriter& ByteWriter::string(std::string_view v) {
  varint(v.size());
  return raw(v);
}

ByteWriter& ByteWriter::raw(std::string_view v) {
  out_.append(v);
  return *this;
}

void ByteReader::fail() {
  ok_ = false;
  at_ = bytes_.size();
}

bool ByteReader::need(std::size_t size) {
  if (size <= left() && ok_) return true;
  fail();
  return false;
}

std::string_view ByteReader::raw(std::size_t size) {
  if (!need(size)) return {};
  const std::string_view taken = bytes_.substr(at_, size);
  at_ += size;
  return taken;
}

std::string_view ByteReader::rest() {
  return raw(left());
}

std::uint8_t ByteReader::u8() {
  if (!need(1)) return 0;
  return static_cast<std::uint8_t>(bytes_[at_++]);
}
std::uint16_t ByteReader::u16() {
  return read_big_endian<std::uint16_t>(raw(2));
}
std::uint32_t ByteReader::u32() {
  return read_big_endian<std::uint32_t>(raw(4));
}
std::uint64_t ByteReader::u64() {
  return read_big_endian<std::uint64_t>(raw(8));
}

std::int64_t ByteReader::ordered_i64() {
  const std::uint64_t bits = u64();
  return ok_ ? static_cast<std::int64_t>(bits ^ kSign) : 0;
}

double ByteReader::ordered_f64() {
  const std::uint64_t bits = u64();
  if (!ok_) return 0;
  if (bits == std::numeric_limits<std::uint64_t>::max()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::bit_cast<double>((bits & kSign) != 0 ? bits ^ kSign : ~bits);
}

std::string ByteReader::ordered_string() {
  std::string out;
  while (true) {
    const char c = static_cast<char>(u8());
    if (ok_ && c != '\0') {
      out.push_back(c);
      continue;
    }
    const std::uint8_t mark = u8();
    if (!ok_ || (mark != 0x01 && mark != 0xFF)) {
      fail();
      return {};
    }
    if (mark == 0x01) return out;
    out.push_back('\0');
  }
}

std::uint64_t ByteReader::long_varint() {
  std::uint64_t v = 0;
  std::size_t at = at_;
  // Up to four bytes are read as one number where there are so many.
  std::uint32_t word = 0;
  if (std::endian::native == std::endian::little && left() >= sizeof(word)) {
    std::memcpy(&word, bytes_.data() + at, sizeof(word));
    const std::uint32_t ends = ~word & 0x80808080u;
    if (ends != 0) {
      word &= ends ^ (ends - 1);  // up to the first byte that ends it
      at_ += static_cast<std::size_t>(std::countr_zero(ends)) / 8 + 1;
      return (word & 0x7Fu) | (word >> 1 & 0x7Fu << 7) | (word >> 2 & 0x7Fu << 14) |
             (word >> 3 & 0x7Fu << 21);
    }
  }
  for (int shift = 0; shift < 64 && at < bytes_.size(); shift += 7) {
    const auto byte = static_cast<std::uint8_t>(bytes_[at++]);
    if (shift == 63 && byte > 1) break;
    v |= std::uint64_t{byte & 0x7Fu} << shift;
    if (byte >= 0x80) continue;
    at_ = at;
    return v;
  }
  fail();
  return 0;
}

std::uint32_t ByteReader::varint32() {
  const std::uint64_t v = varint();
  if (v <= std::numeric_limits<std::uint32_t>::max()) return static_cast<std::uint32_t>(v);
  fail();
  return 0;
}

std::int64_t ByteReader::zigzag() {
  const std::uint64_t v = varint();
  return static_cast<std::int64_t>(v >> 1 ^ (~(v & 1) + 1));
}

double ByteReader::f64() {
  return std::bit_cast<double>(u64());
}

std::string_view ByteReader::string() {
  const std::uint64_t size = varint();
  if (size > left()) {
    fail();
    return {};
  }
  return raw(static_cast<std::size_t>(size));
}

std::size_t ByteReader::count(std::size_t bytes_each) {
  const std::uint64_t n = varint();
  if (bytes_each != 0 && n > left() / bytes_each) {
    fail();
    return 0;
  }
  return static_cast<std::size_t>(n);
}

Result<void> ByteReader::finish(std::string_view what) const {
  if (ok_ && at_end()) return {};
  std::string message = "store damaged: " + std::string(what);
  message += ok_ ? " has " + std::to_string(left()) + " bytes too many"
                 : " ends too early or is not well formed";
  return Error{ErrorCode::Damaged, std::move(message),
               "run `sarye verify`, then restore a backup or load again"};
}

}  // namespace sarye
