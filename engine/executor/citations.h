// From the cited assertions and nodes of rows to numbered sources.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/query_context.h"
#include "engine/executor/result.h"

namespace sarye {

class CitationBook {
 public:
  explicit CitationBook(const QueryContext& context) : context_(context) {}

  // The numbers of a row's sources: greatest confidence first, then by document key, then by place;
  // at most `limit`. What was cited before keeps its number. Of a list of lists, all are cited
  // together; with a limit each of them by turns gives its first, so that all sides are heard.
  Result<std::vector<std::uint32_t>> cite(const Value& cited, std::uint64_t limit);
  std::vector<Citation> take() { return std::move(citations_); }

 private:
  // A source before it is known to be shown.
  struct Source {
    int confidence = 0;
    std::string document;
    std::uint32_t begin = 0;  // of the quote; of a mention: the passage's offset
    AssertionValue assertion;
    std::uint32_t passage = AssertionChunk::kNoPassage;
    bool is_mention = false;
    auto key() const { return std::tuple(is_mention, assertion.edge, assertion.row, passage); }
  };

  Result<void> add_sources(const std::vector<Value>& cited, std::vector<Source>& out);
  static void put_in_order(std::vector<Source>& sources);
  Result<void> add_assertion(const AssertionValue& assertion, std::vector<Source>& out);
  Result<void> add_node(NodeId node, std::vector<Source>& out);
  Result<std::uint32_t> number_of(const Source& source);
  Result<Citation> described(const Source& source);
  Result<std::string> document_key(std::uint32_t offset);
  Result<void> describe_document(std::uint32_t offset, Citation& out);

  const QueryContext& context_;
  std::vector<Citation> citations_;
  std::map<std::tuple<bool, EdgeId, std::uint32_t, std::uint32_t>, std::uint32_t> numbers_;
  std::map<std::uint32_t, std::string> document_keys_;
};

}  // namespace sarye
