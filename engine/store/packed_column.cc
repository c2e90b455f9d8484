#include "engine/store/packed_column.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

namespace sarye {
namespace {

constexpr std::size_t kBlock = 128;
constexpr std::size_t kLanes = 4;
constexpr std::size_t kRows = kBlock / kLanes;
constexpr std::uint8_t kPlain = 0;
constexpr std::uint8_t kSorted = 1;

static_assert(std::endian::native == std::endian::little,
              "packed words are little-endian on disk; this machine needs a swap here");

using Block = std::array<std::uint32_t, kBlock>;

constexpr std::uint32_t mask_of(int bits) {
  return bits == 32 ? 0xFFFFFFFFu : (std::uint32_t{1} << bits) - 1;
}

// A full block: value i lies in lane i % 4, and each lane is a stream of `Bits`-wide fields over
// its own 32-bit words, which are interleaved. The four lanes do the same at the same time, which
// compilers turn into vector instructions.
template <int Bits>
void unpack_block(const char* in, std::uint32_t* out) {
  if constexpr (Bits == 0) {
    std::fill_n(out, kBlock, 0u);
  } else {
    std::array<std::uint32_t, kLanes * Bits> words;
    std::memcpy(words.data(), in, sizeof(words));
    constexpr std::uint32_t mask = mask_of(Bits);
    for (std::size_t row = 0; row < kRows; ++row) {
      const std::size_t bit = row * Bits;
      const std::size_t word = bit / 32;
      const int shift = static_cast<int>(bit % 32);
      if (shift + Bits <= 32) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          out[row * kLanes + lane] = words[word * kLanes + lane] >> shift & mask;
        }
      } else {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          out[row * kLanes + lane] = (words[word * kLanes + lane] >> shift |
                                      words[(word + 1) * kLanes + lane] << (32 - shift)) &
                                     mask;
        }
      }
    }
  }
}

using Unpacker = void (*)(const char*, std::uint32_t*);
template <std::size_t... Bits>
constexpr std::array<Unpacker, sizeof...(Bits)> unpackers(std::index_sequence<Bits...>) {
  return {&unpack_block<static_cast<int>(Bits)>...};
}
constexpr auto kUnpack = unpackers(std::make_index_sequence<33>());

// The words of a full block.
template <int Bits>
void pack_block(const std::uint32_t* values, std::uint32_t* words) {
  if constexpr (Bits > 0) {
    std::fill_n(words, kLanes * Bits, 0u);
    for (std::size_t row = 0; row < kRows; ++row) {
      const std::size_t bit = row * Bits;
      const std::size_t word = bit / 32;
      const int shift = static_cast<int>(bit % 32);
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        words[word * kLanes + lane] |= values[row * kLanes + lane] << shift;
      }
      if (shift + Bits > 32) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          words[(word + 1) * kLanes + lane] = values[row * kLanes + lane] >> (32 - shift);
        }
      }
    }
  }
}

using Packer = void (*)(const std::uint32_t*, std::uint32_t*);
template <std::size_t... Bits>
constexpr std::array<Packer, sizeof...(Bits)> packers(std::index_sequence<Bits...>) {
  return {&pack_block<static_cast<int>(Bits)>...};
}
constexpr auto kPack = packers(std::make_index_sequence<33>());

// The last, shorter block: one stream of fields, lowest bit first.
std::size_t tail_bytes(std::size_t n, int bits) {
  return (n * static_cast<std::size_t>(bits) + 7) / 8;
}

void pack_tail(std::string& out, const std::uint32_t* values, std::size_t n, int bits) {
  std::array<char, kBlock * 4> bytes;
  std::size_t size = 0;
  std::uint64_t pending = 0;
  int filled = 0;
  for (std::size_t i = 0; i < n; ++i) {
    pending |= std::uint64_t{values[i]} << filled;
    filled += bits;
    for (; filled >= 8; filled -= 8, pending >>= 8) bytes[size++] = static_cast<char>(pending);
  }
  if (filled > 0) bytes[size++] = static_cast<char>(pending);
  out.append(bytes.data(), size);
}

void unpack_tail(std::string_view in, std::uint32_t* out, std::size_t n, int bits) {
  std::array<char, kBlock * 4 + 8> padded{};
  std::memcpy(padded.data(), in.data(), in.size());
  const std::uint64_t mask = mask_of(bits);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t bit = i * static_cast<std::size_t>(bits);
    std::uint64_t word;
    std::memcpy(&word, padded.data() + bit / 8, sizeof(word));
    out[i] = static_cast<std::uint32_t>(word >> (bit % 8) & mask);
  }
}

// What is written of `n` values: the base, and all bits that their differences have.
inline std::pair<std::uint32_t, std::uint32_t> differences(const std::uint32_t* in, std::size_t n,
                                                           std::uint8_t form, Block& out) {
  std::uint32_t base = in[0];
  std::uint32_t all = 0;
  if (form == kSorted) {
    out[0] = 0;
    for (std::size_t i = 1; i < n; ++i) out[i] = in[i] - in[i - 1];
  } else {
    for (std::size_t i = 0; i < n; ++i) base = std::min(base, in[i]);
    for (std::size_t i = 0; i < n; ++i) out[i] = in[i] - base;
  }
  for (std::size_t i = 0; i < n; ++i) all |= out[i];
  return {base, all};
}

void pack(std::string& out, std::span<const std::uint32_t> values, std::uint8_t form) {
  ByteWriter writer(out);
  writer.u8(form).varint(values.size());
  Block block{};
  std::array<std::uint32_t, kLanes * 32> words;
  for (std::size_t begin = 0; begin < values.size(); begin += kBlock) {
    const std::size_t n = std::min(kBlock, values.size() - begin);
    const std::uint32_t* in = values.data() + begin;
    // Of a full block with a count that the compiler knows.
    const auto [base, all] =
        n == kBlock ? differences(in, kBlock, form, block) : differences(in, n, form, block);
    const int bits = std::bit_width(all);
    writer.u8(static_cast<std::uint8_t>(bits)).varint(base);
    if (n == kBlock) {
      kPack[static_cast<std::size_t>(bits)](block.data(), words.data());
      out.append(reinterpret_cast<const char*>(words.data()),
                 kBlock / 8 * static_cast<std::size_t>(bits));
    } else {
      pack_tail(out, block.data(), n, bits);
    }
  }
}

bool unpack_blocks(ByteReader& in, std::uint8_t form, std::vector<std::uint32_t>& out) {
  for (std::size_t begin = 0; begin < out.size(); begin += kBlock) {
    const std::size_t n = std::min(kBlock, out.size() - begin);
    std::uint32_t* values = out.data() + begin;
    const int bits = in.u8();
    const std::uint32_t base = in.varint32();
    if (!in.ok() || bits > 32) return false;
    const std::size_t size =
        n == kBlock ? kBlock / 8 * static_cast<std::size_t>(bits) : tail_bytes(n, bits);
    const std::string_view bytes = in.raw(size);
    if (!in.ok()) return false;
    if (n == kBlock) {
      kUnpack[static_cast<std::size_t>(bits)](bytes.data(), values);
    } else {
      unpack_tail(bytes, values, n, bits);
    }
    if (form == kPlain) {
      for (std::size_t i = 0; i < n; ++i) values[i] += base;
    } else {
      std::uint32_t sum = base;
      for (std::size_t i = 0; i < n; ++i) values[i] = sum += values[i];
    }
  }
  return true;
}

}  // namespace

void pack_u32(std::string& out, std::span<const std::uint32_t> values) {
  pack(out, values, kPlain);
}

void pack_sorted_u32(std::string& out, std::span<const std::uint32_t> values) {
  assert(std::is_sorted(values.begin(), values.end()));
  pack(out, values, kSorted);
}

bool unpack_u32(ByteReader& in, std::vector<std::uint32_t>& out) {
  out.clear();
  const std::uint8_t form = in.u8();
  const std::uint64_t n = in.varint();
  // A block takes two bytes at least, so a damaged count cannot reserve more than 256 times the
  // bytes.
  const std::uint64_t blocks = n / kBlock + (n % kBlock != 0 ? 1 : 0);
  if (!in.ok() || form > kSorted || blocks > in.left() / 2) {
    in.fail();
    return false;
  }
  out.resize(static_cast<std::size_t>(n));
  if (unpack_blocks(in, form, out)) return true;
  out.clear();
  in.fail();
  return false;
}

}  // namespace sarye
