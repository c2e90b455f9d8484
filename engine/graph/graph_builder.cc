#include "engine/graph/graph_builder.h"

#include <algorithm>
#include <optional>

#include "engine/base/heap.h"
#include "engine/graph/columns.h"
#include "engine/graph/view_parts.h"
#include "engine/graph/view_sections.h"

namespace sarye {

namespace {

Result<void> write_attributions(const BuildInput& input, Manifest& manifest, ViewWriter& writer) {
  const auto count = static_cast<std::uint32_t>(input.attributions.size());
  for (std::uint32_t begin = 0; begin < count; begin += kRangeSize) {
    const std::uint32_t end = std::min(count, begin + kRangeSize);
    std::vector<Value> texts;
    std::vector<ColumnCell> cells;
    texts.reserve(end - begin);
    for (std::uint32_t i = begin; i < end; ++i) {
      if (input.attributions[i].empty()) continue;
      texts.emplace_back(input.attributions[i]);
      cells.push_back({i - begin, &texts.back()});
      ++manifest.attribution_texts;
    }
    writer.parts(string_range_key(begin >> kRangeBits), encode_column(cells));
  }
  return writer.end_section(Table::Graph, view_prefix(View::Strings));
}

// The text index to go on from. nullopt: there is none, or none that could be relied on.
Result<std::optional<TextStatistics>> known_text_index(const Snapshot& snapshot, bool rebuild) {
  if (rebuild) return std::optional<TextStatistics>();
  auto unfinished = views_are_unfinished(snapshot);
  if (!unfinished) return unfinished.error();
  if (*unfinished) return std::optional<TextStatistics>();
  auto manifest = read_manifest(snapshot);
  if (!manifest) return manifest.error();
  if (!*manifest) return std::optional<TextStatistics>();
  return std::optional(std::move((*manifest)->text));
}

}  // namespace

Result<ViewChanges> write_views(BuildInput input, Store& store, bool rebuild) {
  const auto by_id = [](const BuildNode& a, const BuildNode& b) { return a.id < b.id; };
  if (!std::is_sorted(input.nodes.begin(), input.nodes.end(), by_id)) {
    std::sort(input.nodes.begin(), input.nodes.end(), by_id);
  }
  Manifest manifest;
  manifest.generation = input.generation;
  manifest.literature = input.literature;
  manifest.truth_digest = input.truth_digest;
  manifest.attributions = static_cast<std::uint32_t>(input.attributions.size());
  manifest.document_properties = input.document_properties;

  ViewChanges changes;
  ViewWriter writer(store);
  const std::unique_ptr<Snapshot> before = store.snapshot();
  auto known = known_text_index(*before, rebuild);
  if (!known) return known.error();
  TextIndexWriter texts(*before, *known ? &**known : nullptr);
  add_texts(input, texts);
  if (auto done = texts.build(); !done) return done.error();
  auto nodes = build_node_views(input, manifest);
  if (!nodes) return nodes.error();
  if (auto done = write_node_views(std::move(*nodes), writer); !done) return done.error();
  auto text = texts.write(writer);
  if (!text) return text.error();
  manifest.text = std::move(*text);
  return_freed_memory();
  auto edges = build_edge_views(input, manifest);
  if (!edges) return edges.error();
  changes.edges = edges->edges;
  changes.assertions = edges->assertions;
  if (auto done = write_edge_views(std::move(*edges), writer); !done) return done.error();
  if (auto done = write_attributions(input, manifest, writer); !done) return done.error();
  for (auto& [key, value] : input.state) writer.row(std::move(key), std::move(value));
  if (auto done = writer.end_section(Table::Graph, kIdentityView); !done) {
    return done.error();
  }

  manifest.ontology = std::move(input.ontology);
  writer.parts(view_prefix(View::Manifest), encode_manifest(manifest));
  if (auto done = writer.end_section(Table::Graph, view_prefix(View::Manifest)); !done) {
    return done.error();
  }
  if (auto done = writer.finish(); !done) return done.error();
  if (!input.after.empty()) {
    if (auto done = store.commit(input.after); !done) return done.error();
  }
  changes.nodes = input.nodes.size();
  changes.rows_written = writer.rows_written();
  changes.rows_erased = writer.rows_erased();
  changes.rows_kept = writer.rows_kept();
  return changes;
}

}  // namespace sarye
