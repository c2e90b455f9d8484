// Which assertions of an edge a query sees, and what the survivors say. Words on a MATCH filter
// assertions first; an edge survives when one is left (DECISIONS 13). Every function of an edge
// sees the same survivors, because its filter travels with it (EdgeValue::filter).
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/survivors.h"
#include "engine/graph/graph_view.h"
#include "engine/model/document.h"
#include "engine/model/value.h"

namespace sarye {

// A set of documents as one bit for each offset of the Document type; made once a query.
class DocumentBits {
 public:
  explicit DocumentBits(std::uint32_t limit = 0) : words_((limit + 63) / 64) {}
  void add(std::uint32_t offset) {
    if (offset / 64 >= words_.size()) words_.resize(offset / 64 + 1);
    words_[offset / 64] |= std::uint64_t{1} << (offset % 64);
  }
  bool contains(std::uint32_t offset) const {
    return offset / 64 < words_.size() && (words_[offset / 64] >> (offset % 64) & 1) != 0;
  }
  std::size_t count() const;
  void unite(const DocumentBits& other);
  void intersect(const DocumentBits& other);
  void subtract(const DocumentBits& other);

 private:
  std::vector<std::uint64_t> words_;
};

// One row of the query's table of filters, with its document sets worked out.
struct CompiledFilter {
  EvidenceFilter words;
  std::optional<DocumentBits> documents;  // all document sets of `words` at once
  bool is_default = true;                 // the counts of the first level answer it

  bool passes(const AssertionChunk& chunk, std::size_t row) const {
    return is_default ? is_default_visible(static_cast<Polarity>(chunk.polarity[row]),
                                           static_cast<Modality>(chunk.modality[row]))
                      : passes_words(chunk, row);
  }
  // The default filter, or that in one language which level 1 counts (DECISIONS 17).
  bool is_of_first_level() const;
  // Whether an edge without assertions survives.
  // An edge without assertions has no kind: it is of its family, where that is meant as a whole.
  bool keeps_plain(RelationId family) const {
    return !words.drops_plain &&
           (words.kinds.empty() ||
            std::binary_search(words.kinds.begin(), words.kinds.end(), family));
  }

 private:
  bool passes_words(const AssertionChunk& chunk, std::size_t row) const;
};

// What the survivors of one edge say together.
struct EvidenceSummary {
  std::int64_t support = 0;  // assertions; 1 for an edge without any
  std::int64_t works = 0;
  std::int64_t languages = 0;
  std::int64_t passages = 0;
  std::int64_t sources = 0;  // distinct attributed speakers; else works stand for their authors
  bool disputed = false;     // both polarities survive
  int confidence = 0;        // 0..1000: noisy-or over works of each work's greatest

  std::int64_t count(SupportUnit unit) const;
};

// Reads assertions of edges. Keeps the chunk it used last: one thread each, cheap to make.
class EvidenceReader {
 public:
  // Both are borrowed. `filters` has the default-visible filter at 0.
  EvidenceReader(const GraphView& graph, std::span<const CompiledFilter> filters)
      : EvidenceReader(graph, filters, std::make_shared<Survivors>(graph, filters.size())) {}
  // For another thread, which shares what is known of edges that survive.
  EvidenceReader another() const { return EvidenceReader(*graph_, filters_, survivors_); }

  const CompiledFilter& filter(FilterId id) const { return filters_[id]; }
  std::size_t filter_count() const { return filters_.size(); }

  // The assertions of one edge: rows [begin, end) of a chunk; none for a plain edge.
  struct Rows {
    const AssertionChunk* chunk = nullptr;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool empty() const { return begin == end; }
  };
  Result<Rows> rows(EdgeId edge) const;
  // The same where they lie in the chunk that was used last; false: nobody knows yet.
  bool at_hand(EdgeId edge, Rows& out) const {
    if (last_chunk_ == nullptr || last_table_ != edge.table() || last_range_ != edge.range() ||
        edge.index() >= last_chunk_->edges()) {
      return false;
    }
    const std::uint32_t* first = last_chunk_->first.data() + edge.index();
    out = Rows{last_chunk_, first[0], first[1]};
    return true;
  }

  // Calls f(chunk, row) for every survivor in the order of rows.
  template <typename F>
  Result<void> each_survivor(EdgeId edge, FilterId id, F&& f) const {
    auto all = rows(edge);
    if (!all) return all.error();
    const CompiledFilter& wanted = filters_[id];
    for (std::uint32_t row = all->begin; row < all->end; ++row) {
      if (wanted.passes(*all->chunk, row)) f(*all->chunk, row);
    }
    return {};
  }

  Result<bool> survives(EdgeId edge, FilterId id) const {
    const Survival known = survivors_->known(edge, id);
    if (known != Survival::Unknown) return known == Survival::Yes;
    return look_up(edge, id);
  }
  // The same of all edges of the edge's range, where it is worked out (Survivors::bits_of).
  const Survivors::Bits* survivors(EdgeId edge, FilterId id) const {
    return survivors_->bits_of(edge, id);
  }
  // Says how many of a table's edges a walk will ask for, of all.
  void expect(EdgeTableId table, FilterId id, double share) const {
    survivors_->expect(table, id, share);
  }
  // Whether the edge, which survives, also passes SUPPORTED BY and DISPUTED. `units`, where asked
  // for: what the SUPPORTED BY that it fails has counted.
  Result<bool> passes_tests(EdgeId edge, FilterId id, const EdgeTests& tests,
                            std::int64_t* units = nullptr) const;
  Result<EvidenceSummary> summary(EdgeId edge, FilterId id) const;
  // One number of the summary, from the counts of level 1 where they can tell it.
  Result<std::int64_t> count(EdgeId edge, FilterId id, SupportUnit unit) const;
  Result<std::int64_t> support(EdgeId edge, FilterId id) const;

  // Documents (or passages) of the survivors, ascending, each once.
  Result<std::vector<std::uint32_t>> documents(EdgeId edge, FilterId id) const;
  Result<std::vector<std::uint32_t>> passages(EdgeId edge, FilterId id) const;

  // The Document or Passage node with an offset; nullopt: the store has no such type.
  std::optional<NodeId> document_node(std::uint32_t offset) const;
  std::optional<NodeId> passage_node(std::uint32_t offset) const;

 private:
  EvidenceReader(const GraphView& graph, std::span<const CompiledFilter> filters,
                 std::shared_ptr<Survivors> survivors);

  // A type's nodes; none, where the store has no such type.
  struct NodesOfType {
    TypeId type;
    std::uint32_t limit = 0;
  };
  NodesOfType nodes_of_type(std::string_view name) const;

  // What the counts of level 1 say of the survivors of an edge. nullopt: they cannot tell.
  struct FirstLevel {
    std::int64_t support = 0;
    std::int64_t works = 0;
    std::int64_t languages = 0;
  };
  Result<std::optional<FirstLevel>> first_level(EdgeId edge, FilterId id) const;
  Result<bool> look_up(EdgeId edge, FilterId id) const;
  // Of all edges of the range, when enough of them were asked for.
  Result<void> work_out(EdgeId edge, FilterId id) const;

  const GraphView* graph_;
  std::span<const CompiledFilter> filters_;
  NodesOfType documents_;
  NodesOfType passages_;
  mutable EdgeTableId last_table_;
  mutable std::uint32_t last_range_ = 0;
  mutable const AssertionChunk* last_chunk_ = nullptr;
  mutable bool has_last_ = false;
  mutable EdgeTableId last_count_table_;
  mutable std::uint32_t last_count_range_ = 0;
  mutable const EvidenceCounts* last_counts_ = nullptr;
  mutable bool has_last_counts_ = false;
  std::shared_ptr<Survivors> survivors_;
};

std::string_view polarity_name(Polarity polarity);  // "asserted", "denied"
std::string_view modality_name(Modality modality);  // "stated", ...

// The fields of `UNWIND assertions(r) AS a`: a.document, .work, .passage, .language, .year, .kind,
// .polarity, .modality, .attribution, .confidence, .quote, .page, .from, .to; null for others.
Result<Value> assertion_field(const GraphView& graph, const EvidenceReader& evidence,
                              const AssertionValue& assertion, std::string_view name);

// The quote's bytes as the author wrote them; empty where an import has none.
Result<std::string> quote_of(const GraphView& graph, const AssertionChunk& chunk, std::size_t row);

}  // namespace sarye
