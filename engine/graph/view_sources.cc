// GraphView: places in the sources, and full-text search.
#include <algorithm>

#include "engine/graph/graph_builder.h"
#include "engine/graph/graph_view_impl.h"
#include "engine/graph/text_index.h"
#include "engine/graph/truth_rows.h"

namespace sarye {

Result<std::string> GraphView::source_slice(std::uint32_t document_offset, ByteRange bytes) const {
  if (bytes.empty()) return std::string();
  auto id = impl_->integer(NodeId(impl_->document_type, document_offset),
                           internal_column::kDocumentId, -1);
  if (!id) return id.error();
  if (!impl_->has_documents || *id < 0) {
    return Error{ErrorCode::NotFound, "this document has no source text in the store"};
  }
  return read_source(*impl_->snapshot, DocumentId(static_cast<std::uint32_t>(*id)), bytes);
}

Result<GraphView::PassagePlace> GraphView::place(std::uint32_t passage_offset) const {
  PassagePlace out;
  if (!impl_->has_passages) return out;
  const NodeId passage(impl_->passage_type, passage_offset);
  Error error;
  bool failed = false;
  const auto read = [&](std::string_view name) {
    auto value = impl_->integer(passage, name, 0);
    if (value) return static_cast<std::uint32_t>(*value);
    if (!failed) error = value.error();
    failed = true;
    return 0u;
  };
  out.document = read(internal_column::kDocument);
  out.page = read(internal_column::kPage);
  out.page_inferred = read(internal_column::kPageInferred) != 0;
  out.line_begin = read(internal_column::kLineBegin);
  out.line_end = read(internal_column::kLineEnd);
  if (failed) return error;
  return out;
}

Result<std::uint32_t> GraphView::line_of(std::uint32_t document_offset, std::uint32_t byte) const {
  std::shared_ptr<const std::vector<std::uint32_t>> starts;
  {
    const std::lock_guard lock(impl_->lines_mutex);
    const auto known = impl_->line_starts.find(document_offset);
    if (known != impl_->line_starts.end()) starts = known->second;
  }
  if (starts == nullptr) {
    auto id = impl_->integer(NodeId(impl_->document_type, document_offset),
                             internal_column::kDocumentId, -1);
    if (!id) return id.error();
    if (!impl_->has_documents || *id < 0) return 0u;
    auto source = read_source(*impl_->snapshot, DocumentId(static_cast<std::uint32_t>(*id)));
    if (!source) return source.error();
    // LF, CR LF and a lone CR end a line.
    std::vector<std::uint32_t> lines{0};
    for (std::size_t i = 0; i < source->size(); ++i) {
      const char c = (*source)[i];
      const bool ends =
          c == '\n' || (c == '\r' && (i + 1 == source->size() || (*source)[i + 1] != '\n'));
      if (ends) lines.push_back(static_cast<std::uint32_t>(i + 1));
    }
    starts = std::make_shared<const std::vector<std::uint32_t>>(std::move(lines));
    const std::lock_guard lock(impl_->lines_mutex);
    impl_->line_starts.emplace(document_offset, starts);
  }
  const auto after = std::upper_bound(starts->begin(), starts->end(), byte);
  return static_cast<std::uint32_t>(after - starts->begin());
}

Result<std::vector<GraphView::TextHit>> GraphView::search(const TextQuery& query,
                                                          Budget* budget) const {
  std::vector<TextHit> out;
  if (!impl_->has_passages) return out;
  auto found = search_text(*impl_->snapshot, impl_->manifest.text, query, budget);
  if (!found) return found.error();
  auto places = key_order(impl_->passage_type);
  if (!places) return places.error();
  out.reserve(found->size());
  for (const TextMatch& match : *found) {
    if (match.passage >= places->size()) continue;
    out.push_back({match.passage, (*places)[match.passage], match.score});
  }
  return out;
}

Result<std::vector<std::uint64_t>> GraphView::passages_with(const TextQuery& query,
                                                            Budget* budget) const {
  if (!impl_->has_passages) return std::vector<std::uint64_t>(query.words.size(), 0);
  return count_passages(*impl_->snapshot, impl_->manifest.text, query, budget);
}

}  // namespace sarye
