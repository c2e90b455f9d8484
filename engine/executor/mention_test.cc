// Keeps rows whose node is mentioned where the evidence words look.
#include "engine/executor/mentions.h"

#include "engine/executor/operators.h"

namespace sarye {

Result<bool> PassageTest::language_fits(NodeId node) const {
  if (languages_ == 0) return true;
  auto code = context_.graph.property(node, "language");
  if (!code) return code.error();
  if (code->is_null()) {
    code = context_.graph.property(node, "lang");
    if (!code) return code.error();
  }
  if (code->type() != ValueType::String) return false;
  return (languages_ >> static_cast<int>(parse_language(code->string())) & 1) != 0;
}

Result<bool> PassageTest::passes(std::uint32_t passage) const {
  if (documents_ != nullptr) {
    auto place = context_.graph.place(passage);
    if (!place) return place.error();
    if (!documents_->contains(place->document)) return false;
  }
  const auto node = context_.evidence.passage_node(passage);
  return node ? language_fits(*node) : Result<bool>(false);
}

Result<bool> PassageTest::passes_document(std::uint32_t document) const {
  if (documents_ != nullptr && !documents_->contains(document)) return false;
  const auto node = context_.evidence.document_node(document);
  return node ? language_fits(*node) : Result<bool>(false);
}

Result<std::vector<std::uint32_t>> passages_mentioning(const QueryContext& context, NodeId node) {
  std::vector<std::uint32_t> out;
  const Ontology& ontology = context.graph.ontology();
  const NodeType* passage = ontology.find_type("Passage");
  if (passage == nullptr) return out;
  if (node.type() == passage->id) return std::vector<std::uint32_t>{node.offset()};
  const Relation* mentions = ontology.find_relation("MENTIONS");
  if (mentions == nullptr) return out;
  for (const EdgeTableId table : context.graph.tables_of(mentions->id, passage->id, node.type())) {
    auto list = context.graph.neighbours(table, Direction::In, node.offset());
    if (!list) return list.error();
    out.insert(out.end(), list->nodes.begin(), list->nodes.end());
  }
  return out;
}

namespace {

class MentionTestOperator final : public Operator {
 public:
  MentionTestOperator(QueryContext& context, const plan::MentionTest& plan, OperatorPtr input)
      : Operator(context), plan_(plan), test_(make_test(context, plan)) {
    adopt(std::move(input));
    if (const NodeType* type = context.graph.ontology().find_type("Document")) document_ = type->id;
  }

 private:
  static PassageTest make_test(const QueryContext& context, const plan::MentionTest& plan) {
    const CompiledFilter& filter = context.evidence.filter(plan.filter);
    return PassageTest(context, filter.words.languages,
                       filter.documents ? &*filter.documents : nullptr);
  }

  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> kept;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        const NodeId node = out.column(plan_.slot).node(row);
        if (node == null_node()) continue;
        auto passes = mentioned(node);
        if (!passes) return passes;
        if (*passes) kept.push_back(row);
      }
      if (kept.empty()) continue;
      if (kept.size() < out.size()) out = out.gather(std::move(kept));
      return true;
    }
  }
  void rewind() override {}

  Result<bool> mentioned(NodeId node) {
    if (document_ && node.type() == *document_) return test_.passes_document(node.offset());
    auto passages = passages_mentioning(context_, node);
    if (!passages) return passages.error();
    for (const std::uint32_t passage : *passages) {
      auto passes = test_.passes(passage);
      if (!passes || *passes) return passes;
    }
    return false;
  }

  const plan::MentionTest& plan_;
  PassageTest test_;
  std::optional<TypeId> document_;
};

}  // namespace

OperatorPtr make_mention_test(QueryContext& context, const plan::MentionTest& plan,
                              OperatorPtr input) {
  return std::make_unique<MentionTestOperator>(context, plan, std::move(input));
}

}  // namespace sarye
