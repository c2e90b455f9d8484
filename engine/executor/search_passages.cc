// SEARCH: passages that hold all words, best first.
#include <algorithm>
#include <limits>

#include "engine/executor/document_sets.h"
#include "engine/executor/expression.h"
#include "engine/executor/mentions.h"
#include "engine/executor/operators.h"
#include "engine/executor/runtime_error.h"
#include "engine/executor/text_predicates.h"

namespace sarye {

namespace {

class SearchOperator final : public Operator {
 public:
  SearchOperator(QueryContext& context, const plan::SearchPassages& plan, OperatorPtr input)
      : Operator(context), plan_(plan.search), evaluator_(context) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (!prepared_) {
      auto bits = document_bits(context_, plan_.document_sets);
      if (!bits) return bits.error();
      documents_ = std::move(*bits);
      if (plan_.limit) {
        auto limit = row_count(evaluator_, *plan_.limit, "LIMIT");
        if (!limit) return limit.error();
        limit_ = *limit;
      }
      prepared_ = true;
    }
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      auto texts = evaluator_.column(plan_.text, out);
      if (!texts) return texts.error();
      std::vector<NodeId> passages;
      std::vector<Value> scores;
      std::vector<std::uint32_t> parents;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        auto found = search(texts->value(row), passages, scores);
        if (!found) return found.error();
        parents.resize(passages.size(), row);
      }
      if (passages.empty()) continue;
      out = out.gather(std::move(parents));
      out.set(plan_.passage, BatchColumn::of_nodes(std::move(passages)));
      if (plan_.score != kNoSlot) out.set(plan_.score, BatchColumn::of_values(std::move(scores)));
      return true;
    }
  }
  void rewind() override {}

  Result<void> search(const Value& text, std::vector<NodeId>& passages,
                      std::vector<Value>& scores) {
    if (text.is_null()) return {};
    if (text.type() != ValueType::String) return wrong_type("SEARCH", "a string", text);
    const NodeType* type = context_.graph.ontology().find_type("Passage");
    if (type == nullptr) return {};
    // What the filters drop is not known to the index, so it is asked for everything then.
    const bool filtered = plan_.languages != 0 || documents_.has_value();
    const std::size_t asked = filtered || limit_ > std::numeric_limits<std::uint32_t>::max()
                                  ? std::numeric_limits<std::uint32_t>::max()
                                  : static_cast<std::size_t>(limit_);
    if (limit_ == 0) return {};
    auto hits = context_.graph.search(without_and(text.string()), asked);
    if (!hits) return hits.error();
    const PassageTest test(context_, plan_.languages, documents_ ? &*documents_ : nullptr);
    std::uint64_t given = 0;
    for (const GraphView::TextHit& hit : *hits) {
      if (given == limit_) break;
      if (filtered) {
        auto passes = test.passes(hit.passage);
        if (!passes) return passes.error();
        if (!*passes) continue;
      }
      ++given;
      passages.emplace_back(type->id, hit.passage);
      if (plan_.score != kNoSlot) scores.emplace_back(hit.score);
    }
    return {};
  }

  const BoundSearch& plan_;
  Evaluator evaluator_;
  bool prepared_ = false;
  std::optional<DocumentBits> documents_;
  std::uint64_t limit_ = std::numeric_limits<std::uint64_t>::max();
};

}  // namespace

OperatorPtr make_search(QueryContext& context, const plan::SearchPassages& plan,
                        OperatorPtr input) {
  return std::make_unique<SearchOperator>(context, plan, std::move(input));
}

}  // namespace sarye
