// COMPARE: the matches of every set, gathered by finding; then a count a set, and a verdict.
#include <algorithm>
#include <string>

#include "engine/executor/group_table.h"
#include "engine/executor/operators.h"
#include "engine/executor/witnesses.h"

namespace sarye {

namespace {

// The works of one set that state one finding. Matches add theirs as they come; now and then
// doubles are dropped.
class WorkSet {
 public:
  // Gives the bytes that it grew by.
  std::uint64_t add(std::span<const std::uint32_t> works) {
    const std::size_t before = works_.capacity();
    works_.insert(works_.end(), works.begin(), works.end());
    if (works_.size() > 2 * distinct_ + 16) compact();
    return (works_.capacity() - before) * sizeof(std::uint32_t);
  }
  std::int64_t count() {
    compact();
    return static_cast<std::int64_t>(distinct_);
  }

 private:
  void compact() {
    std::sort(works_.begin(), works_.end());
    works_.erase(std::unique(works_.begin(), works_.end()), works_.end());
    distinct_ = works_.size();
  }

  std::vector<std::uint32_t> works_;
  std::size_t distinct_ = 0;
};

struct Finding {
  std::vector<WorkSet> works;  // by set
  bool disputed = false;
  CitedBySet cited;
  std::uint64_t cited_distinct = 0;
};

class CompareOperator final : public Operator {
 public:
  CompareOperator(QueryContext& context, const plan::Compare& plan, Inputs inputs)
      : Operator(context, std::move(inputs)),
        plan_(plan),
        sets_(plan.compare.sets),
        witnesses_(context, plan.compare),
        groups_(sets_[0].columns.size()) {}

 private:
  Result<bool> produce(Batch& out) override {
    if (!gathered_) {
      for (std::size_t i = 0; i < sets_.size(); ++i) {
        if (auto done = gather(i); !done) return done.error();
      }
      finish();
      gathered_ = true;
    }
    if (given_ == result_.size()) return false;
    const std::size_t end = std::min(result_.size(), given_ + kBatchRows);
    std::vector<std::uint32_t> rows;
    for (std::size_t row = given_; row < end; ++row)
      rows.push_back(static_cast<std::uint32_t>(row));
    out = result_.gather(std::move(rows));
    given_ = end;
    return true;
  }

  void rewind() override {
    gathered_ = false;
    given_ = 0;
    groups_ = GroupTable(sets_[0].columns.size());
    findings_.clear();
    result_ = Batch();
    bytes_ = 0;
  }

  Result<void> gather(std::size_t i) {
    Batch rows;
    std::vector<BatchColumn> columns;
    for (;;) {
      auto more = input(i).next(rows);
      if (!more) return more.error();
      if (!*more) return {};
      columns.clear();
      for (const Slot slot : sets_[i].columns) columns.push_back(rows.column(slot));
      for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row % 256 == 0) {
          if (auto ok = context_.budget.check(); !ok) return ok;
        }
        if (auto done = add(rows, columns, row, i); !done) return done;
      }
      if (auto ok = hold(groups_.bytes() + bytes_, "COMPARE"); !ok) return ok;
    }
  }

  Result<void> add(const Batch& rows, std::span<const BatchColumn> columns, std::size_t row,
                   std::size_t i) {
    auto works = witnesses_.works(rows, row, i);
    if (!works) return works.error();
    if (works->empty()) return {};  // nothing states it
    const std::uint32_t group = groups_.find_or_add(columns, row);
    if (group == findings_.size()) {
      findings_.emplace_back().works.resize(sets_.size());
      bytes_ += sizeof(Finding) + sets_.size() * sizeof(WorkSet);
    }
    Finding& finding = findings_[group];
    bytes_ += finding.works[i].add(*works);
    if (!finding.disputed) {
      auto disputed = witnesses_.disputed(rows, row, i);
      if (!disputed) return disputed.error();
      finding.disputed = *disputed;
    }
    if (plan_.cite_slot == kNoSlot) return {};
    const std::uint64_t before = finding.cited.size();
    if (auto done = witnesses_.cite(rows, row, i, finding.cited); !done) return done;
    bytes_ += (finding.cited.size() - before) * sizeof(Value);
    if (finding.cited.size() > 2 * finding.cited_distinct + 16) {
      bytes_ -= finding.cited.size() * sizeof(Value);
      finding.cited.make_unique();
      finding.cited_distinct = finding.cited.size();
      bytes_ += finding.cited_distinct * sizeof(Value);
    }
    return {};
  }

  void finish() {
    const std::size_t n = findings_.size();
    std::vector<std::vector<Value>> counts(sets_.size());
    std::vector<Value> verdicts;
    std::vector<Value> cited;
    for (Finding& finding : findings_) {
      std::vector<std::int64_t> works;
      for (std::size_t i = 0; i < sets_.size(); ++i) {
        works.push_back(finding.works[i].count());
        counts[i].emplace_back(works.back());
      }
      verdicts.emplace_back(verdict(works, finding.disputed));
      if (plan_.cite_slot == kNoSlot) continue;
      finding.cited.make_unique();
      cited.push_back(finding.cited.lists());
    }
    result_ = Batch(context_.frame, n);
    for (std::size_t k = 0; k < sets_[0].columns.size(); ++k) {
      result_.set(sets_[0].columns[k], groups_.take_column(k));
    }
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      result_.set(sets_[i].count, BatchColumn::of_values(std::move(counts[i])));
    }
    result_.set(plan_.compare.verdict, BatchColumn::of_values(std::move(verdicts)));
    if (plan_.cite_slot != kNoSlot) {
      result_.set(plan_.cite_slot, BatchColumn::of_values(std::move(cited)));
    }
    findings_.clear();
  }

  std::string verdict(const std::vector<std::int64_t>& works, bool disputed) const {
    if (disputed) return "disputed";
    std::string names;
    std::size_t stating = 0;
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      if (works[i] == 0) continue;
      names += (names.empty() ? "" : ", ") + sets_[i].name;
      ++stating;
    }
    if (stating == sets_.size()) return stating == 2 ? "both" : "all";
    return stating == 1 ? names + " only" : names;
  }

  const plan::Compare& plan_;
  const std::vector<BoundCompare::Set>& sets_;
  Witnesses witnesses_;
  GroupTable groups_;
  std::vector<Finding> findings_;  // by group
  std::uint64_t bytes_ = 0;
  bool gathered_ = false;
  Batch result_;
  std::size_t given_ = 0;
};

}  // namespace

OperatorPtr make_compare(QueryContext& context, const plan::Compare& plan,
                         Operator::Inputs inputs) {
  return std::make_unique<CompareOperator>(context, plan, std::move(inputs));
}

}  // namespace sarye
