#include "engine/syntax/tree_builder.h"

#include <utility>

#include "SaryeLexer.h"
#include "SaryeParser.h"
#include "antlr4-runtime.h"
#include "engine/syntax/expression_builder.h"

namespace sarye {

namespace {

using sarye_grammar::SaryeLexer;
using P = sarye_grammar::SaryeParser;
using antlr4::tree::ParseTree;

// Statements, clauses and patterns; expressions are the base's.
class TreeBuilder final : public ExpressionBuilder {
 public:
  using ExpressionBuilder::ExpressionBuilder;

  ast::Statement statement(P::StatementContext* ctx) {
    ast::Statement out;
    out.place = place(ctx);
    out.source_text = written(ctx);
    if (auto* question = ctx->question()) {
      ast::QuestionStatement body;
      if (ctx->EXPLAIN() != nullptr) body.mode = ast::QuestionMode::Explain;
      if (ctx->PROFILE() != nullptr) body.mode = ast::QuestionMode::Profile;
      if (question->query() != nullptr) body.question = query(question->query());
      if (question->trace() != nullptr) body.question = trace(question->trace());
      if (question->compare() != nullptr) body.question = compare(question->compare());
      out.body = std::move(body);
    } else if (auto* to_file = ctx->exportStatement()) {
      out.body = export_statement(to_file);
    } else if (auto* let = ctx->letStatement()) {
      out.body = let_statement(let);
    } else if (auto* show = ctx->showStatement()) {
      ast::ShowStatement body;
      body.what = name(show->subject());
      if (show->sum() != nullptr) body.like = expression(show->sum());
      if (show->language() != nullptr) body.in = language(show->language()).name;
      body.limit = maybe(show->expr());
      out.body = std::move(body);
    } else if (auto* describe = ctx->describeStatement()) {
      ast::DescribeStatement body;
      if (describe->node() != nullptr) body.node = node(describe->node());
      if (describe->STRING() != nullptr) body.text = string(describe->STRING());
      if (describe->label() != nullptr) body.name = name(describe->label());
      out.body = std::move(body);
    } else if (auto* set = ctx->setStatement()) {
      out.body = ast::SetStatement{name(set->option()), expression(set->expr())};
    } else if (auto* help = ctx->helpStatement()) {
      ast::HelpStatement body;
      if (auto* topic = help->topic()) {
        body.topic = topic->STRING() != nullptr
                         ? ast::Name{string(topic->STRING()).text, place(topic), true}
                         : name(topic);
      }
      out.body = std::move(body);
    }
    return out;
  }

 private:
  template <typename Context>
  std::vector<ast::Name> names(const std::vector<Context*>& contexts) const {
    std::vector<ast::Name> out;
    for (auto* ctx : contexts) out.push_back(name(ctx));
    return out;
  }

  // ---- statements

  ast::Question query_or_trace(P::QueryContext* query_ctx, P::TraceContext* trace_ctx) {
    if (query_ctx != nullptr) return query(query_ctx);
    return trace(trace_ctx);
  }

  ast::ExportStatement export_statement(P::ExportStatementContext* ctx) {
    ast::ExportStatement out;
    out.file = string(ctx->STRING()).text;
    out.file_place = place(ctx->STRING());
    out.format = maybe_name(ctx->format());
    out.with_evidence = ctx->EVIDENCE() != nullptr;
    out.question = query_or_trace(ctx->query(), ctx->trace());
    return out;
  }

  ast::LetStatement let_statement(P::LetStatementContext* ctx) {
    ast::LetStatement out;
    out.parameter = ctx->PARAMETER() != nullptr;
    out.name = out.parameter ? parameter_name(ctx->PARAMETER()) : name(ctx->newName());
    if (ctx->docset() != nullptr) out.documents = document_set(ctx->docset());
    out.value = maybe(ctx->expr());
    return out;
  }

  ast::Query query(P::QueryContext* ctx) {
    ast::Query out;
    out.place = place(ctx);
    for (auto* part : ctx->single()) {
      ast::SingleQuery single;
      single.place = place(part);
      if (part->fromClause() != nullptr) single.from = document_set(part->fromClause()->docset());
      for (auto* one : part->clause()) single.clauses.push_back(clause(one));
      single.result = return_clause(part->returnClause());
      out.parts.push_back(std::move(single));
    }
    for (auto* sign : ctx->setOperator()) {
      out.operators.push_back(set_operator(sign));
      out.operator_places.push_back(place(sign));
    }
    return out;
  }

  static ast::SetOperator set_operator(P::SetOperatorContext* sign) {
    const bool all = sign->ALL() != nullptr;
    using Operator = ast::SetOperator;
    if (sign->UNION() != nullptr) return all ? Operator::UnionAll : Operator::Union;
    if (sign->INTERSECT() != nullptr) return all ? Operator::IntersectAll : Operator::Intersect;
    return all ? Operator::ExceptAll : Operator::Except;
  }

  ast::Trace trace(P::TraceContext* ctx) {
    ast::Trace out;
    out.place = place(ctx);
    if (ctx->fromClause() != nullptr) out.from = document_set(ctx->fromClause()->docset());
    out.variable = maybe_name(ctx->newName());
    out.start = node(ctx->node(0));
    out.end = node(ctx->node(1));
    if (ctx->labelExpr() != nullptr) out.through = label(ctx->labelExpr());
    if (auto* hops = ctx->INTEGER()) {
      out.within = integer(hops);
      out.within_place = place(hops);
    }
    for (auto* word : ctx->evidence()) out.evidence.push_back(evidence(word));
    out.where = where(ctx->where());
    out.top = maybe(ctx->expr());
    if (ctx->projection() != nullptr) out.projection = projection(ctx->projection());
    if (ctx->cite() != nullptr) out.cite = cite(ctx->cite());
    return out;
  }

  ast::Compare compare(P::CompareContext* ctx) {
    ast::Compare out;
    out.place = place(ctx);
    for (auto* set : ctx->docset()) {
      out.sets.push_back(document_set(set));
      out.set_texts.push_back(written(set));
    }
    for (auto* match : ctx->matchClause()) out.matches.push_back(match_clause(match));
    out.result = return_clause(ctx->returnClause());
    return out;
  }

  // ---- clauses

  ast::Clause clause(P::ClauseContext* ctx) {
    if (auto* match = ctx->matchClause()) return match_clause(match);
    if (auto* with = ctx->withClause()) {
      return ast::WithClause{place(with), projection(with->projection()), where(with->where())};
    }
    if (auto* unwind = ctx->unwindClause()) {
      return ast::UnwindClause{place(unwind), expression(unwind->expr()), name(unwind->newName())};
    }
    auto* search = ctx->searchClause();
    ast::SearchClause out;
    out.place = place(search);
    out.text = expression(search->sum());
    if (search->languages() != nullptr) out.languages = languages(search->languages());
    out.passage = name(search->newName(0));
    out.score = maybe_name(search->newName(1));
    out.limit = maybe(search->expr());
    return out;
  }

  ast::MatchClause match_clause(P::MatchClauseContext* ctx) {
    ast::MatchClause out;
    out.place = place(ctx);
    out.optional = ctx->OPTIONAL() != nullptr;
    for (auto* one : ctx->pattern()) out.paths.push_back(pattern(one));
    for (auto* word : ctx->evidence()) out.evidence.push_back(evidence(word));
    out.where = where(ctx->where());
    return out;
  }

  std::optional<ast::Expression> where(P::WhereContext* ctx) {
    return maybe(ctx == nullptr ? nullptr : ctx->expr());
  }

  ast::Projection projection(P::ProjectionContext* ctx) {
    ast::Projection out;
    out.place = place(ctx);
    out.distinct = ctx->DISTINCT() != nullptr;
    out.star = ctx->STAR() != nullptr;
    for (auto* one : ctx->item()) {
      ast::ProjectionItem item;
      item.place = place(one);
      item.expression = value(one->expr());
      item.alias = maybe_name(one->newName());
      item.source_text = written(one->expr());
      out.items.push_back(std::move(item));
    }
    for (auto* one : ctx->sortItem()) {
      ast::SortItem item;
      item.place = place(one);
      item.expression = value(one->expr());
      item.descending = one->DESC() != nullptr || one->DESCENDING() != nullptr;
      item.source_text = written(one->expr());
      out.order_by.push_back(std::move(item));
    }
    const auto bounds = ctx->expr();
    std::size_t next = 0;
    if (ctx->SKIP_() != nullptr) out.skip = expression(bounds[next++]);
    if (ctx->LIMIT() != nullptr) out.limit = expression(bounds[next]);
    return out;
  }

  ast::ReturnClause return_clause(P::ReturnClauseContext* ctx) {
    ast::ReturnClause out{place(ctx), projection(ctx->projection()), {}};
    if (ctx->cite() != nullptr) out.cite = cite(ctx->cite());
    return out;
  }

  ast::Cite cite(P::CiteContext* ctx) {
    return {place(ctx), names(ctx->variable()), maybe_name(ctx->newName()), maybe(ctx->expr())};
  }

  // ---- evidence and document sets

  ast::Language language(P::LanguageContext* ctx) {
    if (ctx->PARAMETER() != nullptr) return {parameter_name(ctx->PARAMETER()), true};
    if (ctx->STRING() != nullptr) return {{string(ctx->STRING()).text, place(ctx), true}, false};
    return {name(ctx), false};
  }
  std::vector<ast::Language> languages(P::LanguagesContext* ctx) {
    std::vector<ast::Language> out;
    for (auto* one : ctx->language()) out.push_back(language(one));
    return out;
  }

  static ast::ComparisonOperator comparison(P::ComparisonContext* ctx) {
    using Operator = ast::ComparisonOperator;
    switch (ctx->start->getType()) {
      case SaryeLexer::EQ:
        return Operator::Equal;
      case SaryeLexer::NEQ:
        return Operator::NotEqual;
      case SaryeLexer::LT:
        return Operator::Less;
      case SaryeLexer::LE:
        return Operator::LessOrEqual;
      case SaryeLexer::GT:
        return Operator::Greater;
      default:
        return Operator::GreaterOrEqual;
    }
  }

  ast::Evidence evidence(P::EvidenceContext* ctx) {
    using EvidenceKind = ast::Evidence::Kind;
    ast::Evidence out;
    out.place = place(ctx);
    if (ctx->comparison() != nullptr) out.comparison = comparison(ctx->comparison());
    for (auto* sum : ctx->sum()) out.values.push_back(expression(sum));
    if (ctx->SUPPORTED() != nullptr) {
      out.kind = EvidenceKind::SupportedBy;
      out.unit = name(ctx->unit());
    } else if (ctx->languages() != nullptr) {
      out.kind = EvidenceKind::InLanguage;
      out.languages = languages(ctx->languages());
    } else if (ctx->docset() != nullptr) {
      out.kind = EvidenceKind::InDocuments;
      out.documents = document_set(ctx->docset());
    } else if (ctx->CONFIDENCE() != nullptr) {
      out.kind = EvidenceKind::Confidence;
    } else if (ctx->OF() != nullptr) {
      out.kind = EvidenceKind::AsOf;
    } else if (ctx->DURING() != nullptr) {
      out.kind = EvidenceKind::During;
    } else if (ctx->MODALITY() != nullptr) {
      out.kind = EvidenceKind::Modality;
      out.names = names(ctx->modality());
    } else if (ctx->SAME() != nullptr) {
      out.kind =
          ctx->DOCUMENT() != nullptr ? EvidenceKind::InSameDocument : EvidenceKind::InSamePassage;
      out.alias = maybe_name(ctx->newName());
    } else if (ctx->ASSERTED() != nullptr) {
      out.kind = EvidenceKind::Asserted;
    } else {
      out.kind = ctx->DENIED() != nullptr ? EvidenceKind::Denied : EvidenceKind::Disputed;
    }
    return out;
  }

  ast::DocumentSet joined(ast::DocumentSet::Kind kind, ast::DocumentSet left,
                          ast::DocumentSet right) {
    ast::DocumentSet out;
    out.kind = kind;
    out.place = left.place;
    out.place.byte_end = right.place.byte_end;
    out.depth = 1 + std::max(left.depth, right.depth);
    note_depth(out.depth, right.place);
    out.operands.push_back(std::move(left));
    out.operands.push_back(std::move(right));
    return out;
  }

  ast::DocumentSet document_set(P::DocsetContext* ctx) {
    const auto terms = ctx->docsetTerm();
    ast::DocumentSet out = document_term(terms[0]);
    for (std::size_t i = 1; i < terms.size() && !error(); ++i) {
      const bool is_union = word_type(ctx->children[2 * i - 1]) == SaryeLexer::UNION;
      out = joined(is_union ? ast::DocumentSet::Kind::Union : ast::DocumentSet::Kind::Except,
                   std::move(out), document_term(terms[i]));
    }
    return out;
  }

  ast::DocumentSet document_term(P::DocsetTermContext* ctx) {
    const auto atoms = ctx->docsetAtom();
    ast::DocumentSet out = document_atom(atoms[0]);
    for (std::size_t i = 1; i < atoms.size() && !error(); ++i) {
      out = joined(ast::DocumentSet::Kind::Intersect, std::move(out), document_atom(atoms[i]));
    }
    return out;
  }

  ast::DocumentSet document_atom(P::DocsetAtomContext* ctx) {
    using SetKind = ast::DocumentSet::Kind;
    if (ctx->docset() != nullptr) return document_set(ctx->docset());
    ast::DocumentSet out;
    out.place = place(ctx);
    if (ctx->expr() != nullptr) {
      out.kind = SetKind::Where;
      out.condition.push_back(expression(ctx->expr()));
    } else if (ctx->PARAMETER() != nullptr) {
      out.kind = SetKind::Parameter;
      out.name = parameter_name(ctx->PARAMETER());
    } else if (ctx->docsetName() != nullptr) {
      out.kind = SetKind::Named;
      out.name = name(ctx->docsetName());
    } else if (ctx->ALL() == nullptr) {
      out.kind = SetKind::Keys;
      for (auto* key : ctx->STRING()) out.keys.push_back(string(key));
    }
    return out;
  }

  // ---- patterns

  ast::PathPattern path_of(ParseTree* tree) override {
    auto* ctx = static_cast<P::PathExprContext*>(tree);
    ast::PathPattern out;
    add_elements(out, ctx->node(), ctx->edge());
    out.place = place(ctx);
    return out;
  }

  ast::Subquery subquery_of(ParseTree* tree) override {
    auto* ctx = static_cast<P::SubqueryContext*>(tree);
    ast::Subquery out;
    out.place = place(ctx);
    if (!ctx->pattern().empty()) {
      ast::MatchClause match;
      match.place = out.place;
      for (auto* one : ctx->pattern()) match.paths.push_back(pattern(one));
      for (auto* word : ctx->evidence()) match.evidence.push_back(evidence(word));
      match.where = where(ctx->where());
      ast::SubqueryPart& part = out.parts.emplace_back();
      part.place = out.place;
      part.clauses.emplace_back(std::move(match));
    }
    for (auto* written : ctx->subqueryPart()) {
      ast::SubqueryPart& part = out.parts.emplace_back();
      part.place = place(written);
      for (auto* one : written->clause()) part.clauses.push_back(clause(one));
      if (written->returnClause() != nullptr) part.result = return_clause(written->returnClause());
    }
    for (auto* sign : ctx->setOperator()) out.operators.push_back(set_operator(sign));
    return out;
  }

  ast::PathPattern pattern(P::PatternContext* ctx) {
    ast::PathPattern out;
    add_elements(out, ctx->path()->node(), ctx->path()->edge());
    out.place = place(ctx);
    out.variable = maybe_name(ctx->newName());
    if (!ctx->WALK().empty()) out.mode = ast::PathMode::Walk;
    if (!ctx->TRAIL().empty()) out.mode = ast::PathMode::Trail;
    if (!ctx->ANY().empty()) out.search = ast::PathSearch::AnyShortest;
    if (!ctx->ALL().empty()) out.search = ast::PathSearch::AllShortest;
    if (ctx->WALK().size() + ctx->TRAIL().size() > 1 || ctx->SHORTEST().size() > 1) {
      fail(place(ctx), "UnexpectedSyntax", "a path has one mode and one search",
           "keep one of WALK and TRAIL, and one of ANY SHORTEST and ALL SHORTEST");
    }
    return out;
  }

  void add_elements(ast::PathPattern& out, const std::vector<P::NodeContext*>& nodes,
                    const std::vector<P::EdgeContext*>& edges) {
    for (auto* one : nodes) out.nodes.push_back(node(one));
    for (auto* one : edges) out.edges.push_back(edge(one));
  }

  ast::NodePattern node(P::NodeContext* ctx) {
    ast::NodePattern out;
    out.place = place(ctx);
    out.variable = maybe_name(ctx->variable());
    const auto labels = ctx->labelExpr();
    if (!labels.empty()) out.label = label(labels[0]);
    if (labels.size() > 1) several_types(labels[1]);
    if (ctx->STRING() != nullptr) out.entity = string(ctx->STRING());
    if (ctx->PARAMETER() != nullptr) out.entity = parameter(ctx->PARAMETER());
    if (ctx->props() != nullptr) out.properties = properties(ctx->props());
    out.filter = where(ctx->where());
    return out;
  }

  ast::EdgePattern edge(P::EdgeContext* ctx) {
    ast::EdgePattern out;
    out.place = place(ctx);
    const bool left = ctx->LT() != nullptr;
    const bool right = ctx->GT() != nullptr;
    if (left != right) out.direction = left ? ast::Direction::Left : ast::Direction::Right;
    out.variable = maybe_name(ctx->variable());
    if (ctx->labelExpr() != nullptr) out.label = label(ctx->labelExpr());
    if (ctx->quantifier() != nullptr) out.quantifier = quantifier(ctx->quantifier());
    if (ctx->props() != nullptr) out.properties = properties(ctx->props());
    out.filter = where(ctx->where());
    return out;
  }

  ast::Quantifier quantifier(P::QuantifierContext* ctx) {
    ast::Quantifier out;
    out.place = place(ctx);
    bool upper = false;
    for (auto* child : ctx->children) {
      const std::size_t type = word_type(child);
      if (type == SaryeLexer::RANGE) upper = true;
      if (type == SaryeLexer::INTEGER) {
        (upper ? out.max : out.min) = integer(child);
      }
    }
    if (!upper) out.max = out.min;
    return out;
  }

  ast::LabelExpression label_of(ParseTree* tree) override {
    return label(static_cast<P::LabelExprContext*>(tree));
  }

  ast::LabelExpression label(P::LabelExprContext* ctx) {
    const auto terms = ctx->labelTerm();
    if (terms.size() == 1) return label_term(terms[0]);
    ast::LabelExpression out;
    out.kind = ast::LabelExpression::Kind::Or;
    out.place = place(ctx);
    for (auto* term : terms) out.operands.push_back(label_term(term));
    return out;
  }

  ast::LabelExpression label_term(P::LabelTermContext* ctx) {
    if (ctx->labelExpr() != nullptr) return label(ctx->labelExpr());
    ast::LabelExpression out;
    out.place = place(ctx);
    if (ctx->labelTerm() != nullptr) {
      out.kind = ast::LabelExpression::Kind::Not;
      out.operands.push_back(label_term(ctx->labelTerm()));
    } else {
      out.name = name(ctx->label());
    }
    return out;
  }

  std::vector<ast::PropertyEntry> properties(P::PropsContext* ctx) {
    std::vector<ast::PropertyEntry> out;
    const auto keys = ctx->property();
    const auto values = ctx->expr();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      out.push_back({name(keys[i]), value(values[i])});
    }
    return out;
  }
};

}  // namespace

Result<ast::Script> build_script(ParseTree* tree, const SourceText& source) {
  TreeBuilder builder(source);
  ast::Script script;
  for (auto* statement : static_cast<P::ScriptContext*>(tree)->statement()) {
    script.statements.push_back(builder.statement(statement));
    if (builder.error()) return *builder.error();
  }
  return script;
}

}  // namespace sarye
