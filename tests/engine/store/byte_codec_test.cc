#include "engine/store/byte_codec.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/store/packed_column.h"
#include "engine/store/sha256.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

template <typename T, typename Write>
void check_order(std::vector<T> ascending, Write write) {
  std::string before;
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    std::string bytes;
    ByteWriter writer(bytes);
    write(writer, ascending[i]);
    if (i > 0) CHECK(before < bytes);
    before = bytes;
  }
}

std::vector<std::uint32_t> unpacked(const std::string& bytes, bool& fine) {
  ByteReader reader(bytes);
  std::vector<std::uint32_t> values;
  fine = unpack_u32(reader, values) && reader.at_end();
  return values;
}

}  // namespace

TEST_CASE("what goes into a key keeps its order as bytes", "[codec]") {
  check_order<std::int64_t>({std::numeric_limits<std::int64_t>::min(), -300, -1, 0, 1, 255, 256,
                             std::numeric_limits<std::int64_t>::max()},
                            [](ByteWriter& w, std::int64_t v) { w.ordered_i64(v); });
  check_order<double>({-std::numeric_limits<double>::infinity(), -1e300, -2.5, -1e-310, 0, 1e-310,
                       1, 2.5, std::numeric_limits<double>::infinity(), std::nan("")},
                      [](ByteWriter& w, double v) { w.ordered_f64(v); });
  check_order<std::uint32_t>({0, 1, 255, 256, 65536, 0xFFFFFFFF},
                             [](ByteWriter& w, std::uint32_t v) { w.u32(v); });
  // What follows the string must not disturb the order of the strings.
  const std::string zero("\0", 1);
  check_order<std::string>(
      {"", zero, zero + zero, zero + "a", "a", "a" + zero, "a" + zero + "b", "ab", "b", "\xFF"},
      [](ByteWriter& w, const std::string& v) {
        w.ordered_string(v).u8(v.size() % 2 == 0 ? 0xFF : 0x00);
      });
}

TEST_CASE("a reader gives back what was written", "[codec]") {
  std::string bytes;
  ByteWriter(bytes)
      .u8(7)
      .u16(0xBEEF)
      .u32(0xDEADBEEF)
      .u64(0x0123456789ABCDEF)
      .ordered_i64(-5)
      .ordered_f64(-0.0)
      .ordered_string(std::string("a\0b", 3))
      .varint(0)
      .varint(127)
      .varint(128)
      .varint(~std::uint64_t{0})
      .zigzag(std::numeric_limits<std::int64_t>::min())
      .zigzag(63)
      .f64(-0.0)
      .string("가")
      .raw("zz");
  ByteReader in(bytes);
  CHECK(in.u8() == 7);
  CHECK(in.u16() == 0xBEEF);
  CHECK(in.u32() == 0xDEADBEEF);
  CHECK(in.u64() == 0x0123456789ABCDEF);
  CHECK(in.ordered_i64() == -5);
  CHECK_FALSE(std::signbit(in.ordered_f64()));
  CHECK(in.ordered_string() == std::string("a\0b", 3));
  CHECK(in.varint() == 0);
  CHECK(in.varint() == 127);
  CHECK(in.varint() == 128);
  CHECK(in.varint() == ~std::uint64_t{0});
  CHECK(in.zigzag() == std::numeric_limits<std::int64_t>::min());
  CHECK(in.zigzag() == 63);
  CHECK(std::signbit(in.f64()));
  CHECK(in.string() == "가");
  CHECK(in.rest() == "zz");
  CHECK(in.finish("a record"));
}

TEST_CASE("damaged bytes fail and say so", "[codec]") {
  SECTION("a length beyond the end") {
    std::string bytes;
    ByteWriter(bytes).varint(1'000'000'000'000).raw("short");
    ByteReader in(bytes);
    CHECK(in.string().empty());
    CHECK(in.u32() == 0);
    auto finished = in.finish("the record of document 3");
    REQUIRE_FALSE(finished);
    CHECK(finished.error().code == ErrorCode::Damaged);
    CHECK(finished.error().message.find("document 3") != std::string::npos);
  }
  SECTION("bytes left over") {
    ByteReader in("ab");
    in.u8();
    CHECK_FALSE(in.finish("x"));
  }
  SECTION("a varint that does not end, or is over 64 bits") {
    CHECK(ByteReader(std::string(11, '\xFF')).varint() == 0);
    std::string over(9, '\xFF');
    over.push_back('\x02');
    ByteReader in(over);
    in.varint();
    CHECK_FALSE(in.ok());
  }
  SECTION("a count that cannot be true") {
    std::string bytes;
    ByteWriter(bytes).varint(4).raw("abc");
    ByteReader in(bytes);
    CHECK(in.count() == 0);
    CHECK_FALSE(in.ok());
  }
  SECTION("a string without its end, and one with a wrong mark") {
    ByteReader open_end("abc");
    CHECK(open_end.ordered_string().empty());
    CHECK_FALSE(open_end.ok());
    ByteReader wrong(std::string_view("a\0b", 3));
    CHECK(wrong.ordered_string().empty());
    CHECK_FALSE(wrong.ok());
  }
}

TEST_CASE("packed columns of every width and length come back", "[codec]") {
  std::mt19937 random(1);
  for (int bits = 0; bits <= 32; ++bits) {
    for (std::size_t n : {0u, 1u, 2u, 127u, 128u, 129u, 300u}) {
      std::vector<std::uint32_t> values(n);
      for (auto& v : values)
        v = bits == 0 ? 42 : static_cast<std::uint32_t>(random()) >> (32 - bits);
      std::string bytes;
      pack_u32(bytes, values);
      bool fine = false;
      CHECK(unpacked(bytes, fine) == values);
      CHECK(fine);
      std::sort(values.begin(), values.end());
      std::string sorted;
      pack_sorted_u32(sorted, values);
      CHECK(unpacked(sorted, fine) == values);
      CHECK(fine);
    }
  }
}

TEST_CASE("packing pays: dense ascending ids take about a bit each", "[codec]") {
  std::vector<std::uint32_t> ids(12'800);
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = 1'000'000 + static_cast<std::uint32_t>(i);
  std::string bytes;
  pack_sorted_u32(bytes, ids);
  CHECK(bytes.size() < ids.size() / 8 + 100 * 6);
  std::string constant;
  pack_u32(constant, std::vector<std::uint32_t>(12'800, 7));
  CHECK(constant.size() < 300);
}

TEST_CASE("a damaged column fails, takes no memory, and reads no other bytes", "[codec]") {
  std::vector<std::uint32_t> values(1000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint32_t>(i * i);
  std::string bytes;
  pack_u32(bytes, values);
  bool fine = true;
  for (std::size_t cut = 0; cut < bytes.size(); cut += 7) {
    CHECK(unpacked(bytes.substr(0, cut), fine).empty());
    CHECK_FALSE(fine);
  }
  std::string huge;
  ByteWriter(huge).u8(0).varint(std::uint64_t{1} << 60).u8(0).u8(0);
  CHECK(unpacked(huge, fine).empty());
  CHECK_FALSE(fine);
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    std::string flipped = bytes;
    flipped[random() % flipped.size()] ^= static_cast<char>(1 << random() % 8);
    unpacked(flipped, fine);  // any answer, within its bytes: sanitizers watch
  }
}

TEST_CASE("SHA-256 gives the digests of FIPS 180-4", "[codec]") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
