#include "engine/graph/value_codec.h"

#include <vector>

namespace sarye {

void write_value(ByteWriter& out, const Value& value) {
  const ValueType type = value.type();
  switch (type) {
    case ValueType::Boolean:
      out.u8(static_cast<std::uint8_t>(type)).u8(value.boolean() ? 1 : 0);
      return;
    case ValueType::Integer:
      out.u8(static_cast<std::uint8_t>(type)).zigzag(value.integer());
      return;
    case ValueType::Float:
      out.u8(static_cast<std::uint8_t>(type)).f64(value.floating());
      return;
    case ValueType::String:
      out.u8(static_cast<std::uint8_t>(type)).string(value.string());
      return;
    case ValueType::Date:
      out.u8(static_cast<std::uint8_t>(type)).zigzag(value.date().days);
      return;
    case ValueType::Node:
      out.u8(static_cast<std::uint8_t>(type)).varint(value.node().value);
      return;
    case ValueType::List:
      out.u8(static_cast<std::uint8_t>(type)).varint(value.items().size());
      for (const Value& item : value.items()) write_value(out, item);
      return;
    default:
      out.u8(0);
      return;
  }
}

Value read_value(ByteReader& in, int depth) {
  if (depth > 8) {
    in.fail();
    return Value();
  }
  switch (static_cast<ValueType>(in.u8())) {
    case ValueType::Null:
      return Value();
    case ValueType::Boolean:
      return Value(in.u8() != 0);
    case ValueType::Integer:
      return Value(in.zigzag());
    case ValueType::Float:
      return Value(in.f64());
    case ValueType::String:
      return Value(in.string());
    case ValueType::Date:
      return Value(Date{static_cast<std::int32_t>(in.zigzag())});
    case ValueType::Node: {
      NodeId node;
      node.value = in.varint();
      return Value(node);
    }
    case ValueType::List: {
      const std::size_t size = in.count();
      std::vector<Value> items;
      items.reserve(size);
      for (std::size_t i = 0; i < size && in.ok(); ++i) items.push_back(read_value(in, depth + 1));
      return Value::list(std::move(items));
    }
    default:
      in.fail();
      return Value();
  }
}

}  // namespace sarye
