// SEARCH: the passages that fit a question, best first. Equal scores come in the order of stable
// keys.
#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/executor/document_sets.h"
#include "engine/executor/expression.h"
#include "engine/executor/mentions.h"
#include "engine/executor/operators.h"
#include "engine/executor/runtime_error.h"
#include "engine/executor/text_predicates.h"

namespace sarye {

namespace {

using Hit = GraphView::TextHit;

class SearchOperator final : public Operator {
 public:
  SearchOperator(QueryContext& context, const plan::SearchPassages& plan, OperatorPtr input)
      : Operator(context), plan_(plan.search), evaluator_(context) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (auto done = prepare(); !done) return done.error();
    std::vector<NodeId> passages;
    std::vector<Value> scores;
    std::vector<std::uint32_t> parents;
    for (;;) {
      while (row_ < rows_.size() && passages.size() < kBatchRows) {
        if (!is_open_) {
          if (auto done = open(texts_.value(row_)); !done) {
            return with_place(done.error(), plan_.text);
          }
        }
        auto more = give(passages, scores);
        if (!more) return more.error();
        parents.resize(passages.size(), row_);
        if (*more) continue;
        is_open_ = false;
        ++row_;
      }
      if (!passages.empty()) break;
      auto more = input().next(rows_);
      if (!more || !*more) return more;
      row_ = 0;
      auto texts = evaluator_.column(plan_.text, rows_);
      if (!texts) return texts.error();
      texts_ = std::move(*texts);
    }
    out = rows_.gather(std::move(parents));
    out.set(plan_.passage, BatchColumn::of_nodes(std::move(passages)));
    if (plan_.score != kNoSlot) out.set(plan_.score, BatchColumn::of_values(std::move(scores)));
    return true;
  }

  void rewind() override {
    rows_ = Batch();
    row_ = 0;
    is_open_ = false;
  }

  Result<void> prepare() {
    if (prepared_) return {};
    auto bits = document_bits(context_, plan_.document_sets);
    if (!bits) return bits.error();
    documents_ = std::move(*bits);
    if (plan_.limit) {
      auto limit = row_count(evaluator_, *plan_.limit, "LIMIT");
      if (!limit) return limit.error();
      limit_ = *limit;
    }
    const NodeType* type = context_.graph.ontology().find_type("Passage");
    if (type != nullptr) type_ = type->id;
    prepared_ = true;
    return {};
  }

  // Makes the hits of one row ready. Rows with the text of the one before share what was found:
  // `best_` is what was taken from the heap already, in order.
  Result<void> open(const Value& text) {
    next_ = 0;
    is_open_ = true;
    if (text.is_null() || !type_ || limit_ == 0) {
      searched_.reset();
      best_.clear();
      heap_.clear();
      return {};
    }
    if (text.type() != ValueType::String) return wrong_type("SEARCH", "a string", text);
    if (searched_ && *searched_ == text.string()) return {};
    searched_.reset();
    best_.clear();
    heap_.clear();
    auto query = text_query_of(text.string());
    if (!query) {
      Error error = query.error();
      if (plan_.text.kind != ExprKind::Literal && plan_.text.kind != ExprKind::Parameter) {
        error.hint += "; text from the data is searched as it is in quotes: '\"' + x + '\"'";
      }
      return error;
    }
    auto hits = context_.graph.search(*query, &context_.budget);
    if (!hits) return hits.error();
    heap_ = std::move(*hits);
    if (auto ok = hold(heap_.size() * 2 * sizeof(Hit), "SEARCH"); !ok) return ok;
    std::make_heap(heap_.begin(), heap_.end(), is_worse);
    searched_ = text.string();
    return {};
  }

  static bool is_worse(const Hit& a, const Hit& b) { return b.is_better_than(a); }

  // Appends hits of the row at hand until the batch is full (true) or they end.
  Result<bool> give(std::vector<NodeId>& passages, std::vector<Value>& scores) {
    for (; next_ < limit_ && passages.size() < kBatchRows; ++next_) {
      while (next_ >= best_.size()) {
        if (heap_.empty()) return false;
        auto found = take_best();
        if (!found) return found;
      }
      passages.emplace_back(*type_, best_[next_].passage);
      if (plan_.score != kNoSlot) scores.emplace_back(best_[next_].score);
    }
    return next_ < limit_;
  }

  // Moves the best hit that is left to `best_`, if the languages and documents let it through.
  Result<bool> take_best() {
    std::pop_heap(heap_.begin(), heap_.end(), is_worse);
    const Hit hit = heap_.back();
    heap_.pop_back();
    if (plan_.languages != 0 || documents_) {
      if (++tested_ % 1024 == 0) {
        if (auto ok = context_.budget.check(); !ok) return ok.error();
      }
      const PassageTest test(context_, plan_.languages, documents_ ? &*documents_ : nullptr);
      auto passes = test.passes(hit.passage);
      if (!passes || !*passes) return passes;
    }
    best_.push_back(hit);
    return true;
  }

  const BoundSearch& plan_;
  Evaluator evaluator_;
  bool prepared_ = false;
  std::optional<DocumentBits> documents_;
  std::optional<TypeId> type_;
  std::uint64_t limit_ = std::numeric_limits<std::uint64_t>::max();

  Batch rows_;  // of the input
  BatchColumn texts_;
  std::uint32_t row_ = 0;
  bool is_open_ = false;                 // the hits of `row_` are ready
  std::optional<std::string> searched_;  // the text that `best_` and `heap_` are of
  std::vector<Hit> best_;
  std::vector<Hit> heap_;
  std::size_t next_ = 0;  // of best_, for the row at hand
  std::uint64_t tested_ = 0;
};

}  // namespace

OperatorPtr make_search(QueryContext& context, const plan::SearchPassages& plan,
                        OperatorPtr input) {
  return std::make_unique<SearchOperator>(context, plan, std::move(input));
}

}  // namespace sarye
