// Values of properties as bytes: scalars, node references and lists of them.
#pragma once

#include <string>

#include "engine/model/value.h"
#include "engine/store/byte_codec.h"

namespace sarye {

// Null, booleans, numbers, strings, dates, nodes and lists of these. Edges, paths and assertions
// are never properties; they are written as null.
void write_value(ByteWriter& out, const Value& value);
// Gives null and fails the reader when the bytes are damaged or lists lie over 8 deep.
Value read_value(ByteReader& in, int depth = 0);

}  // namespace sarye
