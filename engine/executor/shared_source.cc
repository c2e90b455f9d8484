// IN SAME DOCUMENT, IN SAME PASSAGE: all edges of a row are stated in one.
#include <algorithm>
#include <iterator>

#include "engine/executor/operators.h"

namespace sarye {

namespace {

class SharedSourceOperator final : public Operator {
 public:
  SharedSourceOperator(QueryContext& context, const plan::SharedSourceTest& plan, OperatorPtr input)
      : Operator(context), plan_(plan) {
    adopt(std::move(input));
  }

 private:
  // The edges of one slot, and what those of all slots up to it share.
  struct Prefix {
    std::vector<EdgeValue> edges;
    std::vector<std::uint32_t> shared;
    bool any = false;  // an edge so far: a quantified one may have none
    bool complete = false;
  };

  static bool same_edges(const Value& value, const std::vector<EdgeValue>& edges) {
    return value.type() == ValueType::Edge && edges.size() == 1 && value.edge().id == edges[0].id &&
           value.edge().filter == edges[0].filter;
  }

  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> parents;
      std::vector<NodeId> sources;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        auto shared = shared_by(out, row);
        if (!shared) return shared.error();
        if (shared->empty()) continue;
        if (plan_.shared.alias == kNoSlot) {
          parents.push_back(row);
          continue;
        }
        for (const std::uint32_t offset : *shared) {
          const auto node = plan_.shared.passage ? context_.evidence.passage_node(offset)
                                                 : context_.evidence.document_node(offset);
          if (!node) continue;
          parents.push_back(row);
          sources.push_back(*node);
        }
      }
      if (parents.empty()) continue;
      out = out.gather(std::move(parents));
      if (plan_.shared.alias != kNoSlot) {
        out.set(plan_.shared.alias, BatchColumn::of_nodes(std::move(sources)));
      }
      return true;
    }
  }
  void rewind() override {}

  // Offsets of the documents (passages) that all of the row's edges share, ascending. Rows that
  // follow each other mostly have their first edges in common: what these share is kept.
  Result<std::span<const std::uint32_t>> shared_by(const Batch& rows, std::uint32_t row) {
    std::size_t known = 0;
    if (prefixes_.size() == plan_.edges.size()) {
      while (known < prefixes_.size() && prefixes_[known].complete &&
             same_edges(rows.column(plan_.edges[known]).value(row), prefixes_[known].edges)) {
        ++known;
      }
    }
    prefixes_.resize(plan_.edges.size());
    for (std::size_t i = known; i < prefixes_.size(); ++i) {
      Prefix& prefix = prefixes_[i];
      const Prefix* before = i == 0 ? nullptr : &prefixes_[i - 1];
      if (auto done = extend(rows.column(plan_.edges[i]).value(row), before, prefix); !done) {
        return done.error();
      }
      if (prefix.any && prefix.shared.empty()) {
        for (std::size_t later = i + 1; later < prefixes_.size(); ++later) {
          prefixes_[later].complete = false;
        }
        return std::span<const std::uint32_t>();
      }
    }
    return std::span<const std::uint32_t>(prefixes_.back().shared);
  }

  // What the edges of one slot share with each other and with `before` (nullptr: they are first).
  Result<void> extend(const Value& value, const Prefix* before, Prefix& prefix) {
    prefix.complete = false;
    prefix.edges.clear();
    if (value.type() == ValueType::Edge) prefix.edges.push_back(value.edge());
    if (value.type() == ValueType::List) {
      for (const Value& item : value.items()) {
        if (item.type() == ValueType::Edge) prefix.edges.push_back(item.edge());
      }
    }
    prefix.any = before != nullptr && before->any;
    prefix.shared.clear();
    if (prefix.any) prefix.shared = before->shared;
    for (const EdgeValue& edge : prefix.edges) {
      auto sources = plan_.shared.passage ? context_.evidence.passages(edge.id, edge.filter)
                                          : context_.evidence.documents(edge.id, edge.filter);
      if (!sources) return sources.error();
      if (!prefix.any) {
        prefix.shared = std::move(*sources);
        prefix.any = true;
      } else {
        both_.clear();
        std::set_intersection(prefix.shared.begin(), prefix.shared.end(), sources->begin(),
                              sources->end(), std::back_inserter(both_));
        prefix.shared.swap(both_);
      }
      if (prefix.shared.empty()) break;
    }
    prefix.complete = true;
    return {};
  }
  const plan::SharedSourceTest& plan_;
  std::vector<Prefix> prefixes_;  // of the row before
  std::vector<std::uint32_t> both_;
};

}  // namespace

OperatorPtr make_shared_source(QueryContext& context, const plan::SharedSourceTest& plan,
                               OperatorPtr input) {
  return std::make_unique<SharedSourceOperator>(context, plan, std::move(input));
}

}  // namespace sarye
