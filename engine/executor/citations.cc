#include "engine/executor/citations.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/executor/mentions.h"

namespace sarye {

Result<std::string> CitationBook::document_key(std::uint32_t offset) {
  const auto known = document_keys_.find(offset);
  if (known != document_keys_.end()) return known->second;
  const auto node = context_.evidence.document_node(offset);
  std::string key;
  if (node) {
    auto property = context_.graph.property(*node, "key");
    if (!property) return property.error();
    if (property->type() == ValueType::String) {
      key = property->string();
    } else {
      auto stable = context_.graph.stable_key(*node);
      if (!stable) return stable;
      key = std::move(*stable);
    }
  }
  document_keys_.emplace(offset, key);
  return key;
}

Result<void> CitationBook::add_assertion(const AssertionValue& assertion,
                                         std::vector<Source>& out) {
  auto rows = context_.evidence.rows(assertion.edge);
  if (!rows) return rows.error();
  const std::uint32_t row = rows->begin + assertion.row;
  if (row >= rows->end) return {};
  auto key = document_key(rows->chunk->document[row]);
  if (!key) return key.error();
  Source source;
  source.confidence = rows->chunk->confidence[row];
  source.document = std::move(*key);
  source.begin = rows->chunk->quote_begin[row];
  source.assertion = assertion;
  out.push_back(std::move(source));
  return {};
}

// A Metric was made by the assertions that observe it; any other node by its mentions.
Result<void> CitationBook::add_node(NodeId node, std::vector<Source>& out) {
  const Relation* observed = context_.graph.ontology().find_relation("OBSERVED_FOR");
  const std::size_t before = out.size();
  if (observed != nullptr) {
    for (const EdgeTableId table :
         context_.graph.tables_of(observed->id, node.type(), std::nullopt)) {
      auto list = context_.graph.neighbours(table, Direction::Out, node.offset());
      if (!list) return list.error();
      for (std::size_t i = 0; i < list->size(); ++i) {
        const EdgeId edge = list->edge(i);
        auto rows = context_.evidence.rows(edge);
        if (!rows) return rows.error();
        for (std::uint32_t row = rows->begin; row < rows->end; ++row) {
          auto done = add_assertion(AssertionValue{edge, row - rows->begin}, out);
          if (!done) return done;
          // The same cell observes a firm and one of its parts: one source.
          const bool known = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(before),
                                         out.end() - 1, [&out](const Source& other) {
                                           return other.document == out.back().document &&
                                                  other.begin == out.back().begin;
                                         });
          if (known) out.pop_back();
        }
      }
    }
  }
  if (out.size() > before) return {};
  auto passages = passages_mentioning(context_, node);
  if (!passages) return passages.error();
  for (const std::uint32_t passage : *passages) {
    auto place = context_.graph.place(passage);
    if (!place) return place.error();
    auto key = document_key(place->document);
    if (!key) return key.error();
    Source source;
    source.document = std::move(*key);
    source.begin = passage;
    source.passage = passage;
    source.is_mention = true;
    out.push_back(std::move(source));
  }
  return {};
}

Result<void> CitationBook::add_sources(const std::vector<Value>& cited, std::vector<Source>& out) {
  for (const Value& item : cited) {
    auto done = item.type() == ValueType::Assertion ? add_assertion(item.assertion(), out)
                : item.type() == ValueType::Node    ? add_node(item.node(), out)
                                                    : Result<void>();
    if (!done) return done;
  }
  return {};
}

void CitationBook::put_in_order(std::vector<Source>& sources) {
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    return std::tuple(std::string_view(a.document), a.begin, a.key()) <
           std::tuple(std::string_view(b.document), b.begin, b.key());
  });
  sources.erase(std::unique(sources.begin(), sources.end(),
                            [](const Source& a, const Source& b) { return a.key() == b.key(); }),
                sources.end());
}

Result<std::vector<std::uint32_t>> CitationBook::cite(const Value& cited, std::uint64_t limit) {
  std::vector<std::uint32_t> numbers;
  if (cited.type() != ValueType::List) return numbers;
  std::vector<std::vector<Source>> sides(1);
  if (auto done = add_sources(cited.items(), sides[0]); !done) return done.error();
  for (const Value& item : cited.items()) {
    if (item.type() != ValueType::List) continue;
    if (auto done = add_sources(item.items(), sides.emplace_back()); !done) return done.error();
  }
  std::size_t longest = 0;
  for (std::vector<Source>& side : sides) {
    put_in_order(side);
    longest = std::max(longest, side.size());
  }
  std::vector<Source> sources;
  std::set<decltype(sources[0].key())> picked;
  for (std::size_t turn = 0; turn < longest; ++turn) {
    for (const std::vector<Source>& side : sides) {
      if (turn >= side.size() || sources.size() >= limit) continue;
      if (picked.insert(side[turn].key()).second) sources.push_back(side[turn]);
    }
  }
  put_in_order(sources);
  for (const Source& source : sources) {
    auto number = number_of(source);
    if (!number) return number.error();
    numbers.push_back(*number);
  }
  return numbers;
}

Result<std::uint32_t> CitationBook::number_of(const Source& source) {
  const auto known = numbers_.find(source.key());
  if (known != numbers_.end()) return known->second;
  auto citation = described(source);
  if (!citation) return citation.error();
  const auto number = static_cast<std::uint32_t>(citations_.size() + 1);
  citation->number = number;
  auto ok = context_.budget.check();
  if (!ok) return ok.error();
  citations_.push_back(std::move(*citation));
  numbers_.emplace(source.key(), number);
  return number;
}

Result<void> CitationBook::describe_document(std::uint32_t offset, Citation& out) {
  const auto node = context_.evidence.document_node(offset);
  if (!node) return {};
  auto title = context_.graph.property(*node, "title");
  if (!title) return title.error();
  if (title->type() == ValueType::String) out.title = title->string();
  auto year = context_.graph.property(*node, "year");
  if (!year) return year.error();
  if (year->type() == ValueType::Integer) out.year = year->integer();
  auto authors = context_.graph.property(*node, "authors");
  if (!authors) return authors.error();
  if (authors->type() == ValueType::String) out.authors.push_back(authors->string());
  if (authors->type() == ValueType::List) {
    for (const Value& author : authors->items()) {
      if (author.type() == ValueType::String) out.authors.push_back(author.string());
    }
  }
  return {};
}

Result<Citation> CitationBook::described(const Source& source) {
  const GraphView& graph = context_.graph;
  Citation out;
  out.document = source.document;
  out.is_mention = source.is_mention;
  std::uint32_t passage = source.passage;
  std::uint32_t document = 0;
  ByteRange quote;
  if (!source.is_mention) {
    auto rows = context_.evidence.rows(source.assertion.edge);
    if (!rows) return rows.error();
    const AssertionChunk& chunk = *rows->chunk;
    const std::uint32_t row = rows->begin + source.assertion.row;
    document = chunk.document[row];
    passage = chunk.passage[row];
    quote = {chunk.quote_begin[row], chunk.quote_end[row]};
    out.language = static_cast<Language>(chunk.language[row]);
    out.polarity = static_cast<Polarity>(chunk.polarity[row]);
    out.modality = static_cast<Modality>(chunk.modality[row]);
    out.confidence = chunk.confidence[row];
    auto text = quote_of(graph, chunk, row);
    if (!text) return text.error();
    out.quote = std::move(*text);
    if (chunk.attribution[row] != 0) {
      auto speaker = graph.attribution_text(chunk.attribution[row]);
      if (!speaker) return speaker.error();
      out.attribution = std::move(*speaker);
    }
    const EdgeTableInfo& table = graph.edge_table(source.assertion.edge.table());
    auto ends = graph.ends(source.assertion.edge);
    if (!ends) return ends.error();
    auto from = graph.shown_name(NodeId(table.from, ends->first));
    if (!from) return from.error();
    auto to = graph.shown_name(NodeId(table.to, ends->second));
    if (!to) return to.error();
    out.edge =
        *from + " -" + graph.ontology().relation(RelationId(chunk.kind[row])).name + "-> " + *to;
  }
  const auto passage_node = passage == AssertionChunk::kNoPassage
                                ? std::nullopt
                                : context_.evidence.passage_node(passage);
  if (passage_node) {
    out.passage = *passage_node;
    auto place = graph.place(passage);
    if (!place) return place.error();
    out.page = place->page;
    out.page_inferred = place->page_inferred;
    out.line_begin = place->line_begin;
    out.line_end = place->line_end;
    if (source.is_mention) {
      document = place->document;
      auto text = graph.property(*passage_node, "text");
      if (!text) return text.error();
      if (text->type() == ValueType::String) out.quote = text->string();
      auto language = graph.property(*passage_node, "language");
      if (!language) return language.error();
      if (language->type() == ValueType::String) out.language = parse_language(language->string());
    }
  }
  if (!quote.empty()) {
    auto first = graph.line_of(document, quote.begin);
    if (!first) return first.error();
    auto last = graph.line_of(document, quote.end - 1);
    if (!last) return last.error();
    out.line_begin = *first;
    out.line_end = *last;
  }
  auto done = describe_document(document, out);
  if (!done) return done.error();
  return out;
}

}  // namespace sarye
