#include "engine/executor/evidence.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace sarye {

namespace {

void sort_unique(std::vector<std::uint32_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

std::size_t DocumentBits::count() const {
  std::size_t n = 0;
  for (const std::uint64_t word : words_) n += static_cast<std::size_t>(std::popcount(word));
  return n;
}

void DocumentBits::unite(const DocumentBits& other) {
  if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
}

void DocumentBits::subtract(const DocumentBits& other) {
  for (std::size_t i = 0; i < words_.size() && i < other.words_.size(); ++i) {
    words_[i] &= ~other.words_[i];
  }
}

void DocumentBits::intersect(const DocumentBits& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    words_[i] &= i < other.words_.size() ? other.words_[i] : 0;
  }
}

bool CompiledFilter::passes_words(const AssertionChunk& chunk, std::size_t row) const {
  if ((words.polarity >> chunk.polarity[row] & 1) == 0) return false;
  if ((words.modality >> chunk.modality[row] & 1) == 0) return false;
  if (words.languages != 0 && (words.languages >> chunk.language[row] & 1) == 0) return false;
  if (chunk.confidence[row] < words.min_confidence ||
      chunk.confidence[row] > words.max_confidence) {
    return false;
  }
  if (documents && !documents->contains(chunk.document[row])) return false;
  if (!words.kinds.empty() &&
      !std::binary_search(words.kinds.begin(), words.kinds.end(), RelationId(chunk.kind[row]))) {
    return false;
  }
  for (const DateSpan& time : words.times) {
    if (!time.overlaps(DateSpan{chunk.from[row], chunk.to[row]})) return false;
  }
  return true;
}

bool CompiledFilter::is_of_first_level() const {
  if (documents || words.polarity != kPolarityAsserted || words.modality != kModalityDefault ||
      words.min_confidence != 0 || words.max_confidence != 1000 || !words.times.empty() ||
      !words.kinds.empty()) {
    return false;
  }
  return words.languages == 0 ||
         (std::has_single_bit(words.languages) &&
          EvidenceCounts::place_of(static_cast<Language>(std::countr_zero(words.languages))));
}

Result<std::optional<EvidenceReader::FirstLevel>> EvidenceReader::first_level(EdgeId edge,
                                                                              FilterId id) const {
  const CompiledFilter& wanted = filters_[id];
  if (!wanted.is_of_first_level()) return std::optional<FirstLevel>();
  if (!has_last_counts_ || last_count_table_ != edge.table() || last_count_range_ != edge.range()) {
    auto chunk = graph_->counts(edge.table(), edge.range());
    if (!chunk) return chunk.error();
    last_count_table_ = edge.table();
    last_count_range_ = edge.range();
    last_counts_ = *chunk;
    has_last_counts_ = true;
  }
  // Nothing in sight: level 2 knows whether the edge is plain.
  if (last_counts_ == nullptr || edge.index() >= last_counts_->edges() ||
      last_counts_->nothing_visible(edge.index())) {
    return std::optional<FirstLevel>();
  }
  const EvidenceCounts& counts = *last_counts_;
  FirstLevel out;
  if (wanted.words.languages == 0) {
    out.support = counts.all_support(edge.index());
    out.works = counts.all_works[edge.index()];
    out.languages = std::popcount(counts.languages[edge.index()]);
  } else {
    const std::size_t place =
        *EvidenceCounts::place_of(static_cast<Language>(std::countr_zero(wanted.words.languages)));
    out.support = counts.support[place][edge.index()];
    out.works = counts.works[place][edge.index()];
    out.languages = out.support > 0 ? 1 : 0;
  }
  return std::optional(out);
}

Result<EvidenceReader::Rows> EvidenceReader::rows(EdgeId edge) const {
  if (!has_last_ || last_table_ != edge.table() || last_range_ != edge.range()) {
    auto chunk = graph_->assertions(edge.table(), edge.range());
    if (!chunk) return chunk.error();
    last_table_ = edge.table();
    last_range_ = edge.range();
    last_chunk_ = *chunk;
    has_last_ = true;
  }
  if (last_chunk_ == nullptr || edge.index() >= last_chunk_->edges()) return Rows{};
  return Rows{last_chunk_, last_chunk_->first[edge.index()], last_chunk_->first[edge.index() + 1]};
}

Result<void> EvidenceReader::work_out(EdgeId edge, FilterId id) const {
  const CompiledFilter& wanted = filters_[id];
  const bool plain = wanted.keeps_plain(graph_->edge_table(edge.table()).family);
  if (wanted.words.is_one_language() && !plain) {
    const auto language = static_cast<Language>(std::countr_zero(wanted.words.languages));
    auto kept = graph_->edges_in_language(edge.table(), edge.range(), language);
    if (!kept) return kept.error();
    if (*kept != nullptr) survivors_->lend(edge, id, (*kept)->words);
    return {};
  }
  if (wanted.is_of_first_level()) {
    auto counts = graph_->counts(edge.table(), edge.range());
    if (!counts) return counts.error();
    if (*counts == nullptr || !survivors_->should_make(edge, id, (*counts)->edges())) return {};
    const AssertionChunk* assertions = nullptr;
    for (std::size_t e = 0; e < (*counts)->edges(); ++e) {
      if (!(*counts)->nothing_visible(e)) continue;
      auto read = graph_->assertions(edge.table(), edge.range());
      if (!read) return read.error();
      assertions = *read;
      break;
    }
    survivors_->make_from_counts(edge, id, wanted, **counts, assertions, plain);
    return {};
  }
  auto assertions = graph_->assertions(edge.table(), edge.range());
  if (!assertions) return assertions.error();
  if (*assertions == nullptr || !survivors_->should_make(edge, id, (*assertions)->edges()))
    return {};
  survivors_->make(edge, id, wanted, **assertions, plain);
  return {};
}

Result<bool> EvidenceReader::look_up(EdgeId edge, FilterId id) const {
  if (auto done = work_out(edge, id); !done) return done.error();
  if (const Survival known = survivors_->known(edge, id); known != Survival::Unknown) {
    return known == Survival::Yes;
  }
  auto counted = first_level(edge, id);
  if (!counted) return counted.error();
  if (*counted) return (*counted)->support > 0;
  auto all = rows(edge);
  if (!all) return all.error();
  const CompiledFilter& wanted = filters_[id];
  if (all->empty()) return wanted.keeps_plain(graph_->edge_table(edge.table()).family);
  for (std::uint32_t row = all->begin; row < all->end; ++row) {
    if (wanted.passes(*all->chunk, row)) return true;
  }
  return false;
}

Result<EvidenceSummary> EvidenceReader::summary(EdgeId edge, FilterId id) const {
  auto all = rows(edge);
  if (!all) return all.error();
  EvidenceSummary out;
  if (all->empty()) {
    out.support = 1;
    out.confidence = 1000;
    return out;
  }
  const CompiledFilter& wanted = filters_[id];
  const AssertionChunk& chunk = *all->chunk;
  std::vector<std::pair<std::uint32_t, int>> by_work;  // work, confidence
  std::vector<std::uint32_t> seen_passages;
  std::vector<std::uint64_t> speakers;
  std::uint8_t seen_languages = 0;
  std::uint8_t polarities = 0;
  for (std::uint32_t row = all->begin; row < all->end; ++row) {
    if (!wanted.passes(chunk, row)) continue;
    ++out.support;
    by_work.emplace_back(chunk.work[row], chunk.confidence[row]);
    if (chunk.passage[row] != AssertionChunk::kNoPassage)
      seen_passages.push_back(chunk.passage[row]);
    // A named speaker is one wherever quoted; without one the work speaks through its authors.
    speakers.push_back(chunk.attribution[row] != 0 ? std::uint64_t{1} << 32 | chunk.attribution[row]
                                                   : chunk.work[row]);
    seen_languages |= static_cast<std::uint8_t>(1u << chunk.language[row]);
    polarities |= static_cast<std::uint8_t>(1u << chunk.polarity[row]);
  }
  sort_unique(seen_passages);
  std::sort(speakers.begin(), speakers.end());
  speakers.erase(std::unique(speakers.begin(), speakers.end()), speakers.end());
  std::sort(by_work.begin(), by_work.end());
  double doubt = 1.0;
  for (std::size_t i = 0; i < by_work.size(); ++i) {
    if (i + 1 < by_work.size() && by_work[i + 1].first == by_work[i].first) continue;
    ++out.works;  // the last of a work has its greatest confidence
    doubt *= 1.0 - by_work[i].second / 1000.0;
  }
  out.languages = std::popcount(seen_languages);
  out.passages = static_cast<std::int64_t>(seen_passages.size());
  out.sources = static_cast<std::int64_t>(speakers.size());
  out.disputed = polarities == (kPolarityAsserted | kPolarityDenied);
  out.confidence = static_cast<int>(std::lround((1.0 - doubt) * 1000.0));
  return out;
}

std::int64_t EvidenceSummary::count(SupportUnit unit) const {
  switch (unit) {
    case SupportUnit::Documents:
      return works;
    case SupportUnit::Languages:
      return languages;
    case SupportUnit::Passages:
      return passages;
    case SupportUnit::Sources:
      return sources;
  }
  return 0;
}

Result<std::int64_t> EvidenceReader::count(EdgeId edge, FilterId id, SupportUnit unit) const {
  if (unit == SupportUnit::Documents || unit == SupportUnit::Languages) {
    auto counted = first_level(edge, id);
    if (!counted) return counted.error();
    if (*counted) return unit == SupportUnit::Documents ? (*counted)->works : (*counted)->languages;
  }
  auto all = summary(edge, id);
  if (!all) return all.error();
  return all->count(unit);
}

Result<std::int64_t> EvidenceReader::support(EdgeId edge, FilterId id) const {
  auto counted = first_level(edge, id);
  if (!counted) return counted.error();
  if (*counted) return (*counted)->support;
  auto all = rows(edge);
  if (!all) return all.error();
  if (all->empty()) return std::int64_t{1};
  std::int64_t n = 0;
  for (std::uint32_t row = all->begin; row < all->end; ++row) {
    n += filters_[id].passes(*all->chunk, row) ? 1 : 0;
  }
  return n;
}

Result<bool> EvidenceReader::passes_tests(EdgeId edge, FilterId id, const EdgeTests& tests,
                                          std::int64_t* units) const {
  if (tests.disputed) {
    auto all = summary(edge, id);
    if (!all) return all.error();
    if (!all->disputed) return false;
  }
  for (const SupportTest& test : tests.supported_by) {
    auto counted = count(edge, id, test.unit);
    if (!counted) return counted.error();
    const std::int64_t n = *counted;
    bool holds = false;
    switch (test.comparison) {
      case ComparisonKind::Equal:
        holds = n == test.count;
        break;
      case ComparisonKind::NotEqual:
        holds = n != test.count;
        break;
      case ComparisonKind::Less:
        holds = n < test.count;
        break;
      case ComparisonKind::LessOrEqual:
        holds = n <= test.count;
        break;
      case ComparisonKind::Greater:
        holds = n > test.count;
        break;
      case ComparisonKind::GreaterOrEqual:
        holds = n >= test.count;
        break;
    }
    if (!holds) {
      if (units != nullptr) *units = n;
      return false;
    }
  }
  return true;
}

Result<std::vector<std::uint32_t>> EvidenceReader::documents(EdgeId edge, FilterId id) const {
  std::vector<std::uint32_t> out;
  auto done = each_survivor(edge, id, [&out](const AssertionChunk& chunk, std::uint32_t row) {
    out.push_back(chunk.document[row]);
  });
  if (!done) return done.error();
  sort_unique(out);
  return out;
}

Result<std::vector<std::uint32_t>> EvidenceReader::passages(EdgeId edge, FilterId id) const {
  std::vector<std::uint32_t> out;
  auto done = each_survivor(edge, id, [&out](const AssertionChunk& chunk, std::uint32_t row) {
    if (chunk.passage[row] != AssertionChunk::kNoPassage) out.push_back(chunk.passage[row]);
  });
  if (!done) return done.error();
  sort_unique(out);
  return out;
}

EvidenceReader::EvidenceReader(const GraphView& graph, std::span<const CompiledFilter> filters,
                               std::shared_ptr<Survivors> survivors)
    : graph_(&graph),
      filters_(filters),
      documents_(nodes_of_type("Document")),
      passages_(nodes_of_type("Passage")),
      survivors_(std::move(survivors)) {}

EvidenceReader::NodesOfType EvidenceReader::nodes_of_type(std::string_view name) const {
  const NodeType* type = graph_->ontology().find_type(name);
  return type == nullptr ? NodesOfType() : NodesOfType{type->id, graph_->node_limit(type->id)};
}

std::optional<NodeId> EvidenceReader::document_node(std::uint32_t offset) const {
  if (offset >= documents_.limit) return std::nullopt;
  return NodeId(documents_.type, offset);
}

std::optional<NodeId> EvidenceReader::passage_node(std::uint32_t offset) const {
  if (offset >= passages_.limit) return std::nullopt;
  return NodeId(passages_.type, offset);
}

std::string_view polarity_name(Polarity polarity) {
  return polarity == Polarity::Asserted ? "asserted" : "denied";
}

std::string_view modality_name(Modality modality) {
  static constexpr std::array<std::string_view, 6> kNames = {"stated",   "planned",  "forecast",
                                                             "possible", "required", "recommended"};
  return kNames[static_cast<std::size_t>(modality)];
}

Result<std::string> quote_of(const GraphView& graph, const AssertionChunk& chunk, std::size_t row) {
  const ByteRange bytes{chunk.quote_begin[row], chunk.quote_end[row]};
  if (bytes.empty()) return std::string();
  return graph.source_slice(chunk.document[row], bytes);
}

Result<Value> assertion_field(const GraphView& graph, const EvidenceReader& evidence,
                              const AssertionValue& assertion, std::string_view name) {
  auto all = evidence.rows(assertion.edge);
  if (!all) return all.error();
  if (all->begin + assertion.row >= all->end) return Value();
  const AssertionChunk& chunk = *all->chunk;
  const std::size_t row = all->begin + assertion.row;
  const auto document = evidence.document_node(chunk.document[row]);
  if (name == "document") return document ? Value(*document) : Value();
  if (name == "work") {
    if (!document) return Value();
    auto work = graph.property(*document, "work");
    if (!work || !work->is_null()) return work;
    return graph.property(*document, "key");
  }
  if (name == "passage") {
    if (chunk.passage[row] == AssertionChunk::kNoPassage) return Value();
    const auto passage = evidence.passage_node(chunk.passage[row]);
    return passage ? Value(*passage) : Value();
  }
  if (name == "language") return Value(language_code(static_cast<Language>(chunk.language[row])));
  if (name == "year") {
    if (chunk.from[row] == DateSpan::kOpenBegin) return Value();
    return Value(std::int64_t{Date{chunk.from[row]}.year()});
  }
  if (name == "kind") return Value(graph.ontology().relation(RelationId(chunk.kind[row])).name);
  if (name == "polarity") return Value(polarity_name(static_cast<Polarity>(chunk.polarity[row])));
  if (name == "modality") return Value(modality_name(static_cast<Modality>(chunk.modality[row])));
  if (name == "attribution") {
    if (chunk.attribution[row] == 0) return Value();
    auto text = graph.attribution_text(chunk.attribution[row]);
    if (!text) return text.error();
    return Value(std::move(*text));
  }
  if (name == "confidence") return Value(chunk.confidence[row] / 1000.0);
  if (name == "quote") {
    auto quote = quote_of(graph, chunk, row);
    if (!quote) return quote.error();
    return quote->empty() ? Value() : Value(std::move(*quote));
  }
  if (name == "page") {
    if (chunk.passage[row] == AssertionChunk::kNoPassage) return Value();
    auto place = graph.place(chunk.passage[row]);
    if (!place) return place.error();
    return place->page == 0 ? Value() : Value(std::int64_t{place->page});
  }
  if (name == "from") {
    return chunk.from[row] == DateSpan::kOpenBegin ? Value() : Value(Date{chunk.from[row]});
  }
  if (name == "to")
    return chunk.to[row] == DateSpan::kOpenEnd ? Value() : Value(Date{chunk.to[row]});
  auto qualifiers = graph.qualifiers(assertion.edge, assertion.row);
  if (!qualifiers) return qualifiers.error();
  for (auto& [key, text] : *qualifiers) {
    if (key == name) return Value(std::move(text));
  }
  return Value();
}

}  // namespace sarye
