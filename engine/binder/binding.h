// The binder's inside: one object binds one statement. Its member functions stand in files by idea:
// names, expressions, static checks, patterns, evidence, document sets, projections, clauses.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/binder.h"
#include "engine/binder/errors.h"
#include "engine/binder/scope.h"

namespace sarye::binding {

using Kind = StaticType::Kind;

// What an edge's labels stand for.
struct RelationSet {
  bool any = true;                   // nothing was written
  std::vector<RelationId> families;  // sorted; of `any`: those that a wildcard matches
  std::vector<RelationId> kinds;     // sorted; the kinds that count; empty: all
};

// Where an expression stands decides what it may hold.
struct Place {
  // Aggregates are collected here; nullptr: they are not allowed, because of `why_no_aggregate`.
  std::vector<BoundAggregate>* aggregates = nullptr;
  const char* why_no_aggregate = "here";
  bool inside_aggregate = false;
  bool condition = false;  // a pattern may stand as a condition: WHERE and its AND, OR, XOR, NOT
  bool documents = false;  // inside a document set: names are document properties
};

class Binding {
 public:
  Binding(const Catalog& catalog, const BindOptions& options);

  Result<BoundQuery> query(const ast::Query& query);
  // binding_trace.cc
  Result<BoundQuery> trace(const ast::Trace& trace);
  // binding_compare.cc
  Result<BoundQuery> compare(const ast::Compare& compare);

  // binding_documents.cc
  Result<BoundDocumentSet> document_set(const ast::DocumentSet& set);
  // binding_names.cc
  Result<std::vector<TypeId>> types_of(const ast::LabelExpression& label);
  Result<RelationSet> relations_of(const ast::LabelExpression& label);
  Result<std::vector<NodeId>> entities(const ast::Expression& entity,
                                       const std::vector<TypeId>* types, TextPlace place);
  // binding_constants.cc: literals, parameters and simple arithmetic, now. Parameters that it reads
  // are fixed.
  Result<Value> constant(const ast::Expression& e);
  Result<BoundExpression> expression(const ast::Expression& e, const Place& at);

 private:
  // ---- binding_names.cc
  const NodeType* find_type(const ast::Name& name);
  const Relation* find_relation(const ast::Name& name);
  Result<PropertyRef> property_of_type(const StaticType& type, const std::string& name,
                                       TextPlace place);
  Result<PropertyRef> node_property(const std::vector<TypeId>& types, const std::string& name,
                                    TextPlace place);
  Result<PropertyRef> edge_property(const std::vector<RelationId>& families,
                                    const std::string& name, TextPlace place);
  std::vector<TypeId> all_types(bool with_system) const;
  std::vector<RelationId> wildcard_families() const;
  StaticType property_type(const StaticType& base, const PropertyRef& property) const;
  Result<std::uint8_t> language_mask(std::span<const ast::Language> languages);

  // ---- binding_expression.cc
  Result<BoundExpression> variable_reference(const ast::Expression& e, const Place& at);
  Result<BoundExpression> parameter(const std::string& name, TextPlace place);
  Result<BoundExpression> call(const ast::Expression& e, const Place& at);
  Result<BoundExpression> aggregate(const FunctionInfo& info, const ast::Expression& e,
                                    const Place& at);
  Result<BoundExpression> has_label(const ast::Expression& e, const Place& at);
  Result<BoundExpression> comparison(const ast::Expression& e, const Place& at);
  Result<BoundExpression> case_of(const ast::Expression& e, const Place& at);
  Result<BoundExpression> over_list(const ast::Expression& e, const Place& at);
  Result<BoundExpression> subquery(const ast::Expression& e, const Place& at);

  // ---- binding_subquery.cc
  BoundExpression add_subquery(BoundSubquery subquery, StaticType type, TextPlace place);
  Result<void> subquery_parts(const ast::Subquery& written, BoundSubquery& out);
  BoundExpression collected(BoundExpression over_list);
  std::vector<Slot> outer_slots(const BoundSubquery& subquery) const;
  Result<void> operands(const ast::Expression& e, const Place& at, BoundExpression& out);
  Result<void> condition(const ast::Expression& e, std::vector<BoundExpression>& out,
                         const char* clause);

  // ---- binding_types.cc
  Result<void> check_operands(const ast::Expression& e, BoundExpression& out) const;
  Result<void> check_boolean(const BoundExpression& e, std::string_view what) const;
  Result<void> check_arguments(const FunctionInfo& info, const ast::Expression& e,
                               const BoundExpression& out) const;

  // ---- binding_clauses.cc
  // `is_alone`: no set operation joins it to others, so its rows may keep an order.
  Result<BoundPart> part(const ast::SingleQuery& query, bool is_alone = false);
  Result<void> clause(const ast::Clause& clause, BoundPart& out);
  Result<void> unwind(const ast::UnwindClause& clause, BoundPart& out);
  Result<void> set_columns(const ast::Query& query);
  Result<std::vector<std::pair<std::string, Slot>>> merged_columns(
      std::span<const BoundProjection* const> parts, std::span<const TextPlace> places);

  // ---- binding_compare.cc
  Result<BoundProjection> compare_set(const ast::Compare& written, std::size_t i,
                                      BoundCompare::Set& out);
  Result<void> compare_items(const ast::Projection& written, BoundProjection& out);
  void compare_steps(const BoundMatch& match, BoundCompare::Set& out) const;
  Result<void> compare_result(const ast::ReturnClause& written, const BoundProjection& first,
                              const Scope& before, BoundCompare& out);
  void both_polarities(BoundCompare& out);
  // ---- binding_search.cc
  Result<void> search(const ast::SearchClause& clause, BoundPart& out);
  Result<void> check_search_text(const BoundExpression& text) const;
  void keep_rank(const BoundProjection& projection);
  void order_by_rank(BoundProjection& result);
  Result<BoundExpression> excerpt(const ast::Expression& e, BoundExpression out);

  // ---- binding_pattern.cc
  Result<BoundMatch> match(const ast::MatchClause& clause);
  // Two passes: first every variable of the MATCH is declared (`introduces`: new ones may be), then
  // what its elements ask for is bound, which may read any of them.
  struct Written {
    std::vector<std::pair<const ast::NodePattern*, std::uint16_t>> nodes;
    std::vector<std::pair<const ast::EdgePattern*, std::uint16_t>> edges;
  };
  Result<void> path(const ast::PathPattern& path, bool introduces, BoundMatch& out,
                    Written& written);
  Result<std::uint16_t> node(const ast::NodePattern& node, bool introduces, BoundMatch& out);
  Result<std::uint16_t> edge(const ast::EdgePattern& edge, const ast::PathPattern& path,
                             bool introduces, BoundMatch& out);
  Result<void> relations(const ast::EdgePattern& edge, PatternEdge& out);
  Result<void> quantifier(const ast::EdgePattern& edge, PatternEdge& out);
  Result<void> details(const Written& written, BoundMatch& out);
  Result<void> node_details(const ast::NodePattern& node, PatternNode& bound, BoundMatch& out);
  Result<void> edge_details(const ast::EdgePattern& edge, PatternEdge& bound, BoundMatch& out);
  Result<void> properties(std::span<const ast::PropertyEntry> entries, Slot slot,
                          std::vector<BoundExpression>& out);
  void note_foreign_where(const ast::Expression& where, std::size_t first, const BoundMatch& bound);
  Result<BoundSubquery> pattern_condition(const ast::PathPattern& pattern);

  // ---- binding_trace.cc
  Result<void> trace_ends(const ast::Trace& trace, BoundTrace& out);
  void trace_measures(BoundTrace& out);
  Result<void> through(const ast::LabelExpression& label, BoundTrace& out);
  Result<BoundProjection> trace_columns(const ast::Trace& trace, const BoundTrace& bound);

  // ---- binding_endpoints.cc
  Result<void> narrow_types(BoundMatch& match);
  bool narrow_by(const PatternEdge& edge, BoundMatch& match) const;
  Error impossible(const PatternEdge& edge, const std::vector<TypeId>& left,
                   const std::vector<TypeId>& right) const;

  // ---- binding_evidence.cc
  Result<void> evidence(std::span<const ast::Evidence> words, BoundMatch& out);
  Result<void> evidence_word(const ast::Evidence& word, EvidenceFilter& filter, BoundMatch& out);
  Result<void> confidence(const ast::Evidence& word, EvidenceFilter& filter);
  Result<DateSpan> time_of(const ast::Expression& e);
  Result<void> lone_nodes(const EvidenceFilter& filter, std::span<const ast::Evidence> words,
                          BoundMatch& out);
  FilterId intern(const EvidenceFilter& filter);
  std::uint16_t intern(BoundDocumentSet set);

  // ---- binding_projection.cc
  Result<BoundProjection> projection(const ast::Projection& projection, bool is_return,
                                     const std::optional<ast::Expression>* where,
                                     const ast::Cite* cite);
  Result<void> plain_columns(const ast::Projection& projection, BoundProjection& out);
  Result<void> grouped_columns(const ast::Projection& projection, BoundProjection& out);
  Result<void> regroup(BoundExpression& e, const BoundProjection& out,
                       std::vector<Slot>& inner) const;
  Result<void> order_and_where(const ast::Projection& projection, BoundProjection& out,
                               const Scope& before, const Scope& after,
                               const std::optional<ast::Expression>* where);
  Result<void> only_projected(BoundExpression& e, const BoundProjection& out,
                              std::vector<Slot>& inner) const;
  Result<std::optional<BoundExpression>> row_count(const std::optional<ast::Expression>& e,
                                                   const char* word);
  Result<void> bind_cite(const ast::Cite& cite, const Scope& before, const Scope& after,
                         BoundProjection& out);
  Result<std::string> column_name(const ast::ProjectionItem& item, bool is_return) const;

  // ---- binding_measures.cc
  Result<BoundExpression> measure(const FunctionInfo& info, const ast::Expression& e,
                                  const Place& at);
  // The index of the graph that a call is over; made unless there is one of the same text.
  Result<std::uint16_t> measured_graph(const ast::Expression& call);
  Result<void> whole_graph(TextPlace place, BoundGraph& out);
  Result<void> graph_of(const ast::MeasuredGraph& written, BoundGraph& out);
  void graph_sources(const BoundPart& part, BoundGraph& out);
  Result<void> graph_weight(const ast::Expression& written, BoundGraph& out);
  Error not_of_the_graph(const ast::Name& name) const;
  bool is_outside(const std::string& name) const {
    return outside_ != nullptr && outside_->find(name) != kNoSlot;
  }

  Slot new_slot(std::string name, StaticType type);
  const StaticType& type_of(Slot slot) const { return out_.slots[slot].type; }
  std::string variable_hint(std::string_view written) const;

  const Catalog& catalog_;
  const Ontology& ontology_;
  const BindOptions& options_;
  BoundQuery out_;
  Scope scope_;
  std::vector<std::pair<Slot, BoundExpression>> searched_;  // passages of a SEARCH, and its text
  std::vector<Slot> ranks_;  // scores in whose order the rows of the part still are
  std::vector<std::uint16_t> from_;      // FROM of the part at hand
  std::vector<std::string> graph_keys_;  // what each of out_.graphs was made of
  const Scope* outside_ = nullptr;       // inside of a measure's braces: what they cannot name
  std::vector<Slot> citable_;            // edges bound so far in the part, for a CITE without names
};

bool contains_aggregate(const ast::Expression& e);
// Splits AND at the top.
void add_conjuncts(BoundExpression e, std::vector<BoundExpression>& out);

}  // namespace sarye::binding
