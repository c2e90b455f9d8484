// What the surviving assertions of an edge say. A list of edges (a path's, or r of [r*1..3]) and a
// path are taken edge by edge: counts add up, lists are united, and confidence is that of the
// weakest.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "engine/executor/evidence.h"
#include "engine/executor/functions.h"
#include "engine/executor/runtime_error.h"

namespace sarye {

namespace {

using Arguments = std::span<const Value>;

// Calls f(edge) for every edge that `v` stands for; f returns Result<void>.
template <typename F>
Result<void> each_edge(const char* function, const Value& v, F&& f) {
  if (v.type() == ValueType::Edge) return f(v.edge());
  if (v.type() == ValueType::Path) {
    for (const EdgeValue& edge : v.path().edges) {
      if (auto done = f(edge); !done) return done;
    }
    return {};
  }
  if (v.type() == ValueType::List) {
    for (const Value& item : v.items()) {
      if (item.type() != ValueType::Edge) return wrong_type(function, "edges", item);
      if (auto done = f(item.edge()); !done) return done;
    }
    return {};
  }
  return wrong_type(function, "an edge or a path", v);
}

Result<Value> support(const FunctionContext& context, Arguments a) {
  std::int64_t sum = 0;
  auto done = each_edge("support", a[0], [&](const EdgeValue& edge) -> Result<void> {
    auto rows = context.evidence.rows(edge.id);
    if (!rows) return rows.error();
    if (rows->empty()) {
      ++sum;
      return {};
    }
    return context.evidence.each_survivor(edge.id, edge.filter,
                                          [&sum](const AssertionChunk&, std::uint32_t) { ++sum; });
  });
  if (!done) return done.error();
  return Value(sum);
}

Result<Value> docs(const FunctionContext& context, Arguments a) {
  std::vector<std::uint32_t> works;
  auto done = each_edge("docs", a[0], [&](const EdgeValue& edge) {
    return context.evidence.each_survivor(edge.id, edge.filter,
                                          [&works](const AssertionChunk& chunk, std::uint32_t row) {
                                            works.push_back(chunk.work[row]);
                                          });
  });
  if (!done) return done.error();
  std::sort(works.begin(), works.end());
  works.erase(std::unique(works.begin(), works.end()), works.end());
  return Value(static_cast<std::int64_t>(works.size()));
}

Result<Value> confidence(const FunctionContext& context, Arguments a) {
  int weakest = 1000;
  auto done = each_edge("confidence", a[0], [&](const EdgeValue& edge) -> Result<void> {
    auto all = context.evidence.summary(edge.id, edge.filter);
    if (!all) return all.error();
    weakest = std::min(weakest, all->confidence);
    return {};
  });
  if (!done) return done.error();
  return Value(weakest / 1000.0);
}

Value sorted_list(std::set<std::string> texts) {
  std::vector<Value> out;
  for (const std::string& text : texts) out.emplace_back(text);
  return Value::list(std::move(out));
}

Result<Value> documents(const FunctionContext& context, Arguments a) {
  std::set<std::string> keys;
  auto done = each_edge("documents", a[0], [&](const EdgeValue& edge) -> Result<void> {
    auto offsets = context.evidence.documents(edge.id, edge.filter);
    if (!offsets) return offsets.error();
    for (const std::uint32_t offset : *offsets) {
      const auto node = context.evidence.document_node(offset);
      if (!node) continue;
      auto key = context.graph.property(*node, "key");
      if (!key) return key.error();
      if (key->type() == ValueType::String) {
        keys.insert(key->string());
        continue;
      }
      auto stable = context.graph.stable_key(*node);
      if (!stable) return stable.error();
      keys.insert(std::move(*stable));
    }
    return {};
  });
  if (!done) return done.error();
  return sorted_list(std::move(keys));
}

Result<Value> langs(const FunctionContext& context, Arguments a) {
  std::set<std::string> codes;
  auto done = each_edge("langs", a[0], [&](const EdgeValue& edge) {
    return context.evidence.each_survivor(
        edge.id, edge.filter, [&codes](const AssertionChunk& chunk, std::uint32_t row) {
          codes.emplace(language_code(static_cast<Language>(chunk.language[row])));
        });
  });
  if (!done) return done.error();
  return sorted_list(std::move(codes));
}

// `asserted stated`, `denied planned`, ...
Result<Value> stances(const FunctionContext& context, Arguments a) {
  std::set<std::string> found;
  auto done = each_edge("stances", a[0], [&](const EdgeValue& edge) {
    return context.evidence.each_survivor(
        edge.id, edge.filter, [&found](const AssertionChunk& chunk, std::uint32_t row) {
          std::string stance(polarity_name(static_cast<Polarity>(chunk.polarity[row])));
          stance += ' ';
          stance += modality_name(static_cast<Modality>(chunk.modality[row]));
          found.insert(std::move(stance));
        });
  });
  if (!done) return done.error();
  return sorted_list(std::move(found));
}

Result<Value> quotes(const FunctionContext& context, Arguments a) {
  std::set<std::string> texts;
  Result<void> read;
  auto done = each_edge("quotes", a[0], [&](const EdgeValue& edge) {
    return context.evidence.each_survivor(edge.id, edge.filter,
                                          [&](const AssertionChunk& chunk, std::uint32_t row) {
                                            auto quote = quote_of(context.graph, chunk, row);
                                            if (!quote) {
                                              read = quote.error();
                                            } else if (!quote->empty()) {
                                              texts.insert(std::move(*quote));
                                            }
                                          });
  });
  if (!done) return done.error();
  if (!read) return read.error();
  return sorted_list(std::move(texts));
}

Result<Value> assertions(const FunctionContext& context, Arguments a) {
  std::vector<Value> out;
  auto done = each_edge("assertions", a[0], [&](const EdgeValue& edge) -> Result<void> {
    auto rows = context.evidence.rows(edge.id);
    if (!rows) return rows.error();
    return context.evidence.each_survivor(
        edge.id, edge.filter, [&](const AssertionChunk&, std::uint32_t row) {
          out.emplace_back(AssertionValue{edge.id, row - rows->begin});
        });
  });
  if (!done) return done.error();
  return Value::list(std::move(out));
}

constexpr std::array kEvidenceFunctions = {
    FunctionEntry{FunctionId::Support, support},
    FunctionEntry{FunctionId::Docs, docs},
    FunctionEntry{FunctionId::Documents, documents},
    FunctionEntry{FunctionId::Langs, langs},
    FunctionEntry{FunctionId::Confidence, confidence},
    FunctionEntry{FunctionId::Stances, stances},
    FunctionEntry{FunctionId::Quotes, quotes},
    FunctionEntry{FunctionId::Assertions, assertions},
};

}  // namespace

std::span<const FunctionEntry> evidence_functions() {
  return kEvidenceFunctions;
}

}  // namespace sarye
