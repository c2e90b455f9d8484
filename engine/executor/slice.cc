// SKIP and LIMIT. Nothing is asked of the input once the limit is full.
#include <limits>

#include "engine/executor/expression.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class SliceOperator final : public Operator {
 public:
  SliceOperator(QueryContext& context, const plan::Slice& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (!ready_) {
      skip_ = 0;
      left_ = std::numeric_limits<std::uint64_t>::max();
      if (plan_.skip) {
        auto n = row_count(evaluator_, *plan_.skip, "SKIP");
        if (!n) return n.error();
        skip_ = *n;
      }
      if (plan_.limit) {
        auto n = row_count(evaluator_, *plan_.limit, "LIMIT");
        if (!n) return n.error();
        left_ = *n;
      }
      ready_ = true;
    }
    while (left_ > 0) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      if (skip_ >= out.size()) {
        skip_ -= out.size();
        continue;
      }
      const std::uint64_t n = std::min<std::uint64_t>(out.size() - skip_, left_);
      if (skip_ > 0 || n < out.size()) {
        std::vector<std::uint32_t> rows;
        for (std::uint64_t i = 0; i < n; ++i) rows.push_back(static_cast<std::uint32_t>(skip_ + i));
        out = out.gather(std::move(rows));
      }
      skip_ = 0;
      left_ -= n;
      return true;
    }
    return false;
  }
  void rewind() override { ready_ = false; }

  const plan::Slice& plan_;
  Evaluator evaluator_;
  bool ready_ = false;
  std::uint64_t skip_ = 0;
  std::uint64_t left_ = 0;
};

}  // namespace

OperatorPtr make_slice(QueryContext& context, const plan::Slice& plan, OperatorPtr input) {
  return std::make_unique<SliceOperator>(context, plan, std::move(input));
}

}  // namespace sarye
