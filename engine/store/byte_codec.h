// Numbers and strings as bytes. In keys: big-endian and order-preserving, so that the order of
// bytes is the order of the values. In values: varints and strings with their length. The reader is
// bounds- checked: whatever the bytes are, it answers or fails, and what it gave before it failed
// is zeros or prefixes, never memory of others.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace sarye {

// Appends to a string, which it borrows.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  // Big-endian, fixed width: for keys (and for values where the width is known).
  ByteWriter& u8(std::uint8_t v);
  ByteWriter& u16(std::uint16_t v);
  ByteWriter& u32(std::uint32_t v);
  ByteWriter& u64(std::uint64_t v);
  // Signed and floating numbers whose bytes are ordered as the numbers are. -0.0 is written as 0.0,
  // a NaN behind all numbers.
  ByteWriter& ordered_i64(std::int64_t v);
  ByteWriter& ordered_f64(double v);
  // A string inside a key, with more of the key behind it: 0x00 becomes 0x00 0xFF, and 0x00 0x01
  // ends it.
  ByteWriter& ordered_string(std::string_view v);

  // For values.
  ByteWriter& varint(std::uint64_t v) {  // LEB128, 1 to 10 bytes
    if (v >= 0x80) return long_varint(v);
    out_.push_back(static_cast<char>(v));
    return *this;
  }
  ByteWriter& zigzag(std::int64_t v);
  ByteWriter& f64(double v);               // the 8 bytes of its bits, exact
  ByteWriter& string(std::string_view v);  // varint length, then the bytes
  ByteWriter& raw(std::string_view v);     // the bytes alone

 private:
  ByteWriter& long_varint(std::uint64_t v);
  std::string& out_;
};

// The same for few numbers, into bytes on the stack.
class FewBytes {
 public:
  static constexpr std::size_t kMost = 128;

  FewBytes& varint(std::uint64_t v) {
    assert(size_ + 10 <= kMost);
    for (; v >= 0x80; v >>= 7) bytes_[size_++] = static_cast<char>(v | 0x80);
    bytes_[size_++] = static_cast<char>(v);
    return *this;
  }
  FewBytes& zigzag(std::int64_t v) {
    return varint(static_cast<std::uint64_t>(v) << 1 ^ static_cast<std::uint64_t>(v >> 63));
  }
  FewBytes& u8(std::uint8_t v) {
    bytes_[size_++] = static_cast<char>(v);
    return *this;
  }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, kMost> bytes_;
  std::size_t size_ = 0;
};

// Reads what ByteWriter wrote. After the first failure every read gives zero or an empty string and
// ok() is false, so a record can be read whole and checked once.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  std::int64_t ordered_i64();
  double ordered_f64();
  std::string ordered_string();

  std::uint64_t varint() {
    if (at_ < bytes_.size()) {
      const auto byte = static_cast<std::uint8_t>(bytes_[at_]);
      if (byte < 0x80) {
        ++at_;
        return byte;
      }
    }
    return long_varint();
  }
  std::uint32_t varint32();  // fails over 2^32 - 1
  std::int64_t zigzag();
  double f64();
  std::string_view string();               // borrows the bytes that are read
  std::string_view raw(std::size_t size);  // borrows
  std::string_view rest();                 // all that is left; borrows

  // A varint that says how many items follow, of at least `bytes_each` bytes each: fails when they
  // cannot fit, so that a damaged count never reserves memory.
  std::size_t count(std::size_t bytes_each = 1);

  std::size_t left() const { return bytes_.size() - at_; }
  bool at_end() const { return at_ == bytes_.size(); }
  bool ok() const { return ok_; }
  void fail();

  // Errors: Damaged when a read failed or bytes are left over; the message names `what`.
  Result<void> finish(std::string_view what) const;

 private:
  std::uint64_t long_varint();
  bool need(std::size_t size);
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace sarye
