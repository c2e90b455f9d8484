// What a chain of hops weighs: its confidence first, then its length, in one whole number, so that
// the same chains have the same order on every machine. Confidences multiply; weights add, because
// the weight of a hop is the logarithm of 1000 / confidence, as a sum over the prime factors. So
// chains whose products are equal weigh exactly the same, in whatever order their hops stand; and
// the order of two products is the true one where they differ by more than 1 part in 10^10.
#pragma once

#include <cstdint>
#include <limits>

namespace sarye {

inline constexpr std::uint32_t kMaxChainHops = 100;

// Smaller is better: confidence in the upper bits, hops in the lower 7.
struct ChainWeight {
  std::uint64_t value = 0;

  auto operator<=>(const ChainWeight&) const = default;
  std::uint32_t hops() const { return static_cast<std::uint32_t>(value & 0x7F); }
};

// There is no chain.
inline constexpr ChainWeight kNoChain{std::numeric_limits<std::uint64_t>::max()};

// Of one hop; `confidence` is 0 to 1000. A hop of confidence 0 weighs more than any chain without
// one: such chains come last, by how many such hops they have, then by the product of the others.
ChainWeight hop_weight(int confidence);

// Of one chain that goes on in another. At most kMaxChainHops in all.
ChainWeight operator+(ChainWeight a, ChainWeight b);

}  // namespace sarye
