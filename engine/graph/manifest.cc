#include "engine/graph/manifest.h"

#include <optional>

#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

void write_table(ByteWriter& out, const TableStatistics& table) {
  const EdgeTableInfo& info = table.info;
  out.varint(info.family.value).varint(info.from.value).varint(info.to.value);
  out.varint(info.edges).varint(info.assertions).varint(info.sources).varint(info.targets);
  out.u8(static_cast<std::uint8_t>((info.parallel ? 1 : 0) | (info.plain ? 2 : 0)));
  out.varint(table.source_limit).varint(table.target_limit).varint(table.document_limit);
  out.varint(table.qualified).varint(table.columns.size());
  for (const PropertyStatistics& column : table.columns) {
    out.string(column.name).varint(column.values);
  }
}

TableStatistics read_table(ByteReader& in) {
  TableStatistics table;
  table.info.family = RelationId(static_cast<std::uint16_t>(in.varint()));
  table.info.from = TypeId(static_cast<std::uint16_t>(in.varint()));
  table.info.to = TypeId(static_cast<std::uint16_t>(in.varint()));
  table.info.edges = in.varint();
  table.info.assertions = in.varint();
  table.info.sources = in.varint();
  table.info.targets = in.varint();
  const std::uint8_t flags = in.u8();
  table.info.parallel = (flags & 1) != 0;
  table.info.plain = (flags & 2) != 0;
  table.source_limit = in.varint32();
  table.target_limit = in.varint32();
  table.document_limit = in.varint32();
  table.qualified = in.varint();
  const std::size_t columns = in.count(2);
  for (std::size_t i = 0; i < columns && in.ok(); ++i) {
    PropertyStatistics& column = table.columns.emplace_back();
    column.name = in.string();
    column.values = in.varint();
  }
  return table;
}

}  // namespace

std::string encode_manifest(const Manifest& manifest) {
  std::string bytes;
  ByteWriter out(bytes);
  out.varint(kViewFormat).varint(manifest.generation).u8(manifest.literature ? 1 : 0);
  out.string(manifest.truth_digest).string(manifest.ontology.to_text());
  out.varint(manifest.types.size());
  for (const TypeStatistics& type : manifest.types) {
    out.varint(type.limit).varint(type.count).u8(type.offsets_in_key_order ? 1 : 0);
    out.varint(type.columns.size());
    for (const PropertyStatistics& column : type.columns) {
      out.string(column.name).varint(column.values).varint(column.distinct);
    }
  }
  out.varint(manifest.tables.size());
  for (const TableStatistics& table : manifest.tables) write_table(out, table);
  out.varint(manifest.document_properties.size());
  for (const std::string& name : manifest.document_properties) out.string(name);
  out.varint(manifest.attributions).varint(manifest.attribution_texts);
  out.varint(manifest.text.passages).varint(manifest.text.terms);
  out.varint(manifest.text.segments.size());
  for (const TextSegment& segment : manifest.text.segments) {
    out.varint(segment.number).varint(segment.passages).varint(segment.removed);
  }
  return bytes;
}

Result<Manifest> decode_manifest(std::string_view bytes) {
  ByteReader in(bytes);
  Manifest out;
  const std::uint64_t format = in.varint();
  if (in.ok() && format > kViewFormat) {
    return Error{ErrorCode::VersionMismatch,
                 "the views of this store have format " + std::to_string(format) +
                     ", this release reads up to " + std::to_string(kViewFormat),
                 "use a newer release of sarye"};
  }
  out.generation = in.varint();
  out.literature = in.u8() != 0;
  out.truth_digest = in.string();
  auto ontology = Ontology::parse(in.string(), "ontology of the store");
  if (!ontology) return ontology.error();
  out.ontology = std::move(*ontology);
  const std::size_t types = in.count(4);
  for (std::size_t i = 0; i < types && in.ok(); ++i) {
    TypeStatistics& type = out.types.emplace_back();
    type.limit = in.varint32();
    type.count = in.varint();
    type.offsets_in_key_order = in.u8() != 0;
    const std::size_t columns = in.count(3);
    for (std::size_t j = 0; j < columns && in.ok(); ++j) {
      PropertyStatistics& column = type.columns.emplace_back();
      column.name = in.string();
      column.values = in.varint();
      column.distinct = in.varint();
    }
  }
  const std::size_t tables = in.count(8);
  for (std::size_t i = 0; i < tables && in.ok(); ++i) {
    out.tables.push_back(read_table(in));
    EdgeTableInfo& info = out.tables.back().info;
    info.id = EdgeTableId(static_cast<std::uint16_t>(i));
    if (info.family.value >= out.ontology.relations().size() ||
        info.from.value >= out.ontology.types().size() ||
        info.to.value >= out.ontology.types().size()) {
      in.fail();
    }
  }
  const std::size_t names = in.count();
  for (std::size_t i = 0; i < names && in.ok(); ++i) {
    out.document_properties.emplace_back(in.string());
  }
  out.attributions = in.varint32();
  out.attribution_texts = in.varint32();
  out.text.passages = in.varint();
  out.text.terms = in.varint();
  const std::size_t segments = in.count(3);
  for (std::size_t i = 0; i < segments && in.ok(); ++i) {
    TextSegment& segment = out.text.segments.emplace_back();
    segment.number = in.varint32();
    segment.passages = in.varint();
    segment.removed = in.varint();
  }
  if (out.types.size() != out.ontology.types().size()) in.fail();
  if (auto whole = in.finish("the manifest of the views"); !whole) return whole.error();
  return out;
}

Result<std::optional<Manifest>> read_manifest(const Snapshot& snapshot) {
  auto bytes = read_parts(snapshot, Table::Graph, view_prefix(View::Manifest));
  if (!bytes) return bytes.error();
  if (!*bytes) return std::optional<Manifest>();
  auto manifest = decode_manifest(**bytes);
  if (!manifest) return manifest.error();
  return std::optional(std::move(*manifest));
}

}  // namespace sarye
