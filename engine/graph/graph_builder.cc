#include "engine/graph/graph_builder.h"

#include <tbb/parallel_invoke.h>

#include <algorithm>
#include <optional>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/base/heap.h"
#include "engine/base/helper_threads.h"
#include "engine/base/one_ahead.h"
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

// Calls f(nodes) for all nodes in the order of their ids, some whole ranges at a time.
template <typename F>
Result<void> each_block(BuildInput& input, F f) {
  constexpr std::size_t kAtOnce = std::size_t{16} * kRangeSize;
  if (input.node_blocks) {
    input.node_blocks->rewind();
    using Nodes = std::vector<BuildNode>;
    OneAhead<Nodes> blocks([&]() -> Result<std::optional<Nodes>> {
      auto nodes = input.node_blocks->next();
      if (!nodes) return nodes.error();
      if (nodes->empty()) return std::optional<Nodes>();
      return std::optional(std::move(*nodes));
    });
    Nodes spent;  // to take nodes apart is work too: a helper does it
    ScopedHelp freeing;
    while (true) {
      auto nodes = blocks.next();
      if (!nodes) return nodes.error();
      if (!*nodes) return {};
      if (auto done = f(std::span<BuildNode>(**nodes)); !done) return done;
      freeing.finish();
      spent = std::move(**nodes);
      try {
        freeing.start([&spent] { Nodes().swap(spent); });
      } catch (const std::system_error&) {
        Nodes().swap(spent);  // no thread to be had
      }
    }
  }
  const auto range_at = [&](std::size_t i) { return input.nodes[i].id.value >> kRangeBits; };
  for (std::size_t begin = 0; begin < input.nodes.size();) {
    std::size_t end = std::min(input.nodes.size(), begin + kAtOnce);
    while (end < input.nodes.size() && range_at(end) == range_at(end - 1)) ++end;
    if (auto done = f(std::span(input.nodes).subspan(begin, end - begin)); !done) return done;
    begin = end;
  }
  return {};
}

// The views of nodes and the text index.
Result<void> write_nodes(BuildInput& input, Manifest& manifest, TextIndexWriter texts,
                         ViewWriter& writer, ViewChanges& changes) {
  if (texts.goes_on()) {
    auto compared = each_block(input, [&](std::span<BuildNode> nodes) {
      texts.compare(texts_of(nodes, input.ontology));
      return Result<void>();
    });
    if (!compared) return compared;
  }
  if (auto done = texts.choose(); !done) return done;
  NodeViews views(input.ontology, writer);
  auto done = each_block(input, [&](std::span<BuildNode> nodes) {
    // What one of them does alone is done beside the other.
    Result<void> indexed;
    Result<void> added;
    tbb::parallel_invoke([&] { indexed = texts.index(texts_of(nodes, input.ontology)); },
                         [&] { added = views.add(nodes); });
    if (!indexed) return indexed;
    if (input.node_blocks) return added;  // nodes are freed whole
    for (BuildNode& node : nodes) {       // edges ask for ids and keys alone
      std::vector<std::pair<std::string, Value>>().swap(node.properties);
      std::vector<EntityName>().swap(node.names);
    }
    return added;
  });
  if (!done) return done;
  changes.nodes = views.count();
  if (done = views.finish(manifest); !done) return done;
  auto text = texts.write(writer);
  if (!text) return text.error();
  manifest.text = std::move(*text);
  return {};
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
  const auto begin_rows = [&]() -> Result<void> {
    return input.before_rows ? input.before_rows() : Result<void>();
  };
  if (!writer.holds_all()) {
    if (auto done = begin_rows(); !done) return done.error();
  }
  const std::unique_ptr<Snapshot> before = store.snapshot();
  auto known = known_text_index(*before, rebuild);
  if (!known) return known.error();
  if (auto done =
          write_nodes(input, manifest, {*before, *known ? &**known : nullptr, store.scratch()},
                      writer, changes);
      !done) {
    return done.error();
  }
  return_freed_memory();
  auto edges = write_edge_views(input, manifest, writer);
  if (!edges) return edges.error();
  changes.edges = edges->edges;
  changes.assertions = edges->assertions;
  if (auto done = write_attributions(input, manifest, writer); !done) return done.error();
  for (auto& [key, value] : input.state) writer.row(std::move(key), std::move(value));
  if (auto done = writer.end_section(Table::Graph, kIdentityView); !done) {
    return done.error();
  }

  if (writer.holds_all()) {
    if (auto done = begin_rows(); !done) return done.error();
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
  changes.rows_written = writer.rows_written();
  changes.rows_erased = writer.rows_erased();
  changes.rows_kept = writer.rows_kept();
  return changes;
}

}  // namespace sarye
