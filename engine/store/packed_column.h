// Columns of 32-bit integers as few bytes: blocks of 128 values, each with its own smallest value
// and width in bits (frame of reference), or for ascending data the differences of neighbours.
// Equal values give equal bytes on every machine. FORMAT.md has the layout.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/store/byte_codec.h"

namespace sarye {

// Appends `values`, their count included.
void pack_u32(std::string& out, std::span<const std::uint32_t> values);

// The same for values that never fall; smaller when they are dense.
void pack_sorted_u32(std::string& out, std::span<const std::uint32_t> values);

// Reads a column of either form into `out`, which it replaces. False, with `in` failed and `out`
// empty, when the bytes are damaged; memory taken is bounded by the bytes that are there.
bool unpack_u32(ByteReader& in, std::vector<std::uint32_t>& out);

}  // namespace sarye
