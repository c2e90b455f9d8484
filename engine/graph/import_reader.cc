#include "engine/graph/import_reader.h"

#include <algorithm>
#include <utility>

#include "engine/graph/value_codec.h"

namespace sarye {

namespace {

// As many bytes are there when a record is begun: most records are whole then.
constexpr std::size_t kAhead = std::size_t{16} << 10;

constexpr std::size_t kReadAhead = std::size_t{1} << 20;

std::vector<std::string> read_names(ByteReader& in) {
  std::vector<std::string> names;
  const std::size_t count = in.count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) names.emplace_back(in.string());
  return names;
}

// Passes over what `write_value` wrote.
ValueType skip_value(ByteReader& in, int depth = 0) {
  const auto type = static_cast<ValueType>(in.u8());
  switch (type) {
    case ValueType::Null:
      break;
    case ValueType::Boolean:
      in.u8();
      break;
    case ValueType::Integer:
    case ValueType::Date:
    case ValueType::Node:
      in.varint();
      break;
    case ValueType::Float:
      in.f64();
      break;
    case ValueType::String:
      in.string();
      break;
    case ValueType::List: {
      if (depth >= 8) in.fail();
      const std::size_t size = in.count();
      for (std::size_t i = 0; i < size && in.ok(); ++i) skip_value(in, depth + 1);
      break;
    }
    default:
      in.fail();
  }
  return type;
}

void skip_properties(ByteReader& in, std::size_t names, std::vector<WrittenProperty>& properties) {
  properties.clear();
  const std::size_t count = in.count(2);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t number = in.varint();
    if (number >= names) return in.fail();
    properties.push_back({static_cast<std::uint32_t>(number), skip_value(in)});
  }
}

std::uint32_t none_or(std::uint64_t number) {
  return number == 0 ? ImportedEdge::kNone : static_cast<std::uint32_t>(number - 1);
}

// Document and what goes with it.
void read_assertion(ByteReader& in, WrittenEdge& edge) {
  edge.document = none_or(in.varint());
  if (edge.document == ImportedEdge::kNone) return;
  edge.passage = none_or(in.varint());
  edge.year = static_cast<std::int32_t>(in.zigzag());
  edge.language = static_cast<Language>(in.u8());
  edge.confidence = static_cast<std::int16_t>(in.varint());
}

Error bad_index() {
  return Error{ErrorCode::Damaged, "an imported graph names nodes or types that it has not",
               "run `sarye verify`; restore the store from a backup"};
}

}  // namespace

PropertyList read_properties(ByteReader& in, const std::vector<std::string>& names) {
  PropertyList out;
  const std::size_t count = in.count(2);
  out.reserve(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t number = in.varint();
    if (number >= names.size()) {
      in.fail();
      break;
    }
    out.emplace_back(names[static_cast<std::size_t>(number)], read_value(in));
  }
  return out;
}

Result<ImportReader> ImportReader::open(const Snapshot& snapshot, std::uint32_t number) {
  ImportReader out;
  out.blocks_ = std::make_unique<TruthBlocks>(snapshot, import_prefix(number), TruthKind::Source);
  out.own_ = std::make_unique<std::string>();
  if (auto done = out.read_head(); !done) return done.error();
  return out;
}

Result<ImportReader> ImportReader::open_ahead(const Snapshot& snapshot, std::uint32_t number) {
  ImportReader out;
  out.blocks_ = std::make_unique<TruthBlocks>(snapshot, import_prefix(number), TruthKind::Source);
  out.own_ = std::make_unique<std::string>();
  out.ahead_ = std::make_unique<OneAhead<std::string>>(
      [blocks = out.blocks_.get()]() -> Result<std::optional<std::string>> {
        std::string bytes;
        while (bytes.size() < kReadAhead) {
          auto more = blocks->next(bytes);
          if (!more) return more.error();
          if (!*more) break;
        }
        return bytes.empty() ? std::optional<std::string>() : std::move(bytes);
      });
  if (auto done = out.read_head(); !done) return done.error();
  return out;
}

Result<ImportReader> ImportReader::over(std::string_view bytes) {
  ImportReader out;
  out.buffer_ = bytes;
  out.ended_ = true;
  if (auto done = out.read_head(); !done) return done.error();
  return out;
}

// One block more behind what is left. False: there is none.
Result<bool> ImportReader::fill() {
  if (ended_) return false;
  own_->erase(0, at_);
  buffer_begin_ += at_;
  at_ = 0;
  auto more = ahead_ ? take_ahead() : blocks_->next(*own_);
  buffer_ = *own_;
  if (!more) return more;
  ended_ = !*more;
  return more;
}

Result<bool> ImportReader::take_ahead() {
  auto bytes = ahead_->next();
  if (!bytes) return bytes.error();
  if (*bytes) *own_ += **bytes;
  return bytes->has_value();
}

// Calls read(in) at the next record, again with more bytes when they end in it.
template <typename Read>
Result<void> ImportReader::record(Read read) {
  while (buffer_.size() - at_ < kAhead) {
    auto more = fill();
    if (!more) return more.error();
    if (!*more) break;
  }
  while (true) {
    ByteReader in(buffer_.substr(at_));
    read(in);
    if (in.ok()) {
      at_ = buffer_.size() - in.left();
      return {};
    }
    auto more = fill();
    if (!more) return more.error();
    if (!*more) return in.finish("an imported graph");
  }
}

Result<void> ImportReader::read_head() {
  std::uint64_t version = 0;
  const auto read = [&](ByteReader& in) {
    version = in.varint();
    types_ = read_names(in);
    relations_ = read_names(in);
    symmetric_ = read_names(in);
    names_ = read_names(in);
    nodes_ = in.varint();
  };
  auto done = record(read);
  if (version > kImportRecordVersion) {
    return Error{ErrorCode::VersionMismatch, "an imported graph was stored by a newer release",
                 "use a newer release of sarye"};
  }
  return done;
}

Result<bool> ImportReader::next_node(WrittenNode& node, std::vector<WrittenProperty>& properties) {
  if (nodes_read_ == nodes_) return false;
  const auto read = [&](ByteReader& in) {
    node.type = static_cast<std::uint16_t>(in.varint());
    node.id = in.zigzag();
    node.key = in.string();
    const std::size_t left = in.left();
    const std::size_t begin = buffer_.size() - left;
    skip_properties(in, names_.size(), properties);
    node.properties = buffer_.substr(begin, left - in.left());
  };
  if (auto done = record(read); !done) return done.error();
  if (node.type >= types_.size()) return bad_index();
  ++nodes_read_;
  return true;
}

Result<void> ImportReader::begin_edges() {
  in_edges_ = true;
  return record([&](ByteReader& in) { edges_ = in.varint(); });
}

Result<bool> ImportReader::next_edge(WrittenEdge& edge, std::vector<WrittenProperty>& properties) {
  if (!in_edges_) {
    if (auto done = begin_edges(); !done) return done.error();
  }
  if (edges_read_ == edges_) {
    while (!ended_) {
      auto more = fill();
      if (!more) return more.error();
    }
    if (auto whole = ByteReader(buffer_.substr(at_)).finish("an imported graph"); !whole) {
      return whole.error();
    }
    return false;
  }
  const auto read = [&](ByteReader& in) {
    edge = WrittenEdge();
    edge.source = in.varint32();
    edge.target = in.varint32();
    edge.relation = static_cast<std::uint16_t>(in.varint());
    edge.id = in.zigzag();
    read_assertion(in, edge);
    const std::size_t left = in.left();
    skip_properties(in, names_.size(), properties);
    edge.properties = buffer_.substr(buffer_.size() - left, left - in.left());
  };
  if (auto done = record(read); !done) return done.error();
  const auto is_node = [&](std::uint32_t i) { return i == ImportedEdge::kNone || i < nodes_; };
  if (edge.source >= nodes_ || edge.target >= nodes_ || !is_node(edge.document) ||
      !is_node(edge.passage) || edge.relation >= relations_.size() ||
      static_cast<int>(edge.language) >= kLanguageCount || edge.confidence < 0 ||
      edge.confidence > 1000) {
    return bad_index();
  }
  ++edges_read_;
  return true;
}

Result<void> ImportReader::go_to(std::uint64_t place, std::uint64_t node) {
  nodes_read_ = node;
  if (place >= buffer_begin_ && place <= buffer_begin_ + buffer_.size()) {
    at_ = static_cast<std::size_t>(place - buffer_begin_);
    return {};
  }
  own_->clear();
  buffer_ = *own_;
  ended_ = false;
  buffer_begin_ = blocks_->go_to(place);
  at_ = 0;
  while (buffer_.size() < place - buffer_begin_) {
    auto more = blocks_->next(*own_);
    buffer_ = *own_;
    if (!more) return more.error();
    if (!*more) return ByteReader({}).finish("an imported graph");
  }
  at_ = static_cast<std::size_t>(place - buffer_begin_);
  return {};
}

}  // namespace sarye
