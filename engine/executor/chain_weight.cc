#include "engine/executor/chain_weight.h"

#include <algorithm>
#include <array>
#include <bit>

namespace sarye {

namespace {

// Logarithms to the base of 2 are counted in units of 2^-40.
constexpr int kFractionBits = 40;
// More than kMaxChainHops hops of confidence 1 add up to (997 * 2^40); as many of these fit into 64
// bits above those of the hops.
constexpr std::uint64_t kNever = std::uint64_t{1} << 50;
constexpr int kHopBits = 7;

__extension__ using Wide = unsigned __int128;

// log2(n), rounded down, by squaring the mantissa: a bit a step, in integers only.
constexpr std::uint64_t log2_of(std::uint32_t n) {
  const int whole = std::bit_width(n) - 1;
  std::uint64_t out = static_cast<std::uint64_t>(whole);
  std::uint64_t mantissa = std::uint64_t{n} << (62 - whole);  // 1 to 2, in units of 2^-62
  for (int bit = 0; bit < kFractionBits; ++bit) {
    mantissa = static_cast<std::uint64_t>(Wide{mantissa} * mantissa >> 62);
    const std::uint64_t is_two = mantissa >> 63;
    mantissa >>= is_two;
    out = out << 1 | is_two;
  }
  return out;
}

constexpr std::uint64_t log2_by_factors(std::uint32_t n) {
  std::uint64_t out = 0;
  for (std::uint32_t factor = 2; factor * factor <= n; ++factor) {
    for (; n % factor == 0; n /= factor) out += log2_of(factor);
  }
  return n > 1 ? out + log2_of(n) : out;
}

std::array<std::uint64_t, 1001> make_costs() {
  std::array<std::uint64_t, 1001> out{};
  out[0] = kNever;
  for (std::uint32_t c = 1; c <= 1000; ++c) out[c] = log2_by_factors(1000) - log2_by_factors(c);
  return out;
}

}  // namespace

ChainWeight hop_weight(int confidence) {
  static const std::array<std::uint64_t, 1001> costs = make_costs();
  const std::uint64_t cost = costs[static_cast<std::size_t>(std::clamp(confidence, 0, 1000))];
  return {(cost << kHopBits) + 1};
}

ChainWeight operator+(ChainWeight a, ChainWeight b) {
  return a == kNoChain || b == kNoChain ? kNoChain : ChainWeight{a.value + b.value};
}

}  // namespace sarye
