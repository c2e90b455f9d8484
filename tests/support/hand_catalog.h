// A catalog made by hand, so that a query can be bound and planned in a test that opens no store: a
// small closed ontology with counts, or an open schema that grows as a test says.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/catalog.h"
#include "engine/model/suggestion.h"

namespace sarye::test {

inline constexpr std::string_view kHandOntology = R"(sarye ontology 1
version test
property name string ko 이름 | zh 名称 | en name
type Firm
  names ko 기업, 회사 | zh 企业 | en firm
  property founded integer ko 설립연도
type Strategy concept
  names ko 전략 | zh 战略 | en strategy
type Resource concept
  names ko 자원 | zh 资源 | en resource
type Product
  names ko 제품 | zh 产品 | en product
type Policy
  names ko 정책 | zh 政策 | en policy
  property year integer
type Effect concept
type Document system
  property key string
  property year integer
  property language string
type Passage system
  property text string
  property document any
relation PURSUES
  names ko 추구하다
  joins Firm -> Strategy
  qualifier status: adopted, planned
relation HAS
  joins Firm -> Resource
relation OFFERS
  joins Firm -> Product
  kind DEVELOPS
  kind LAUNCHES
relation COMPETES_WITH symmetric
  joins Firm -> Firm
relation SUPPLIES
  joins Firm -> Firm
relation PROMOTES
  joins Policy -> Firm, Strategy
relation CONSTRAINS
  joins Policy -> Firm, Strategy, Resource
relation LEADS_TO
  joins Strategy, Resource, Effect -> Effect
relation MENTIONS plain
  joins Passage -> Firm, Strategy, Policy
)";

class HandCatalog final : public Catalog {
 public:
  explicit HandCatalog(Ontology ontology) : ontology_(std::move(ontology)) {}

  // The ontology above, a thousand firms and so on, and two firms by their names.
  static HandCatalog literature() {
    HandCatalog out(std::move(*Ontology::parse(kHandOntology, "hand")));
    out.count("Firm", 1000).count("Strategy", 50).count("Resource", 200).count("Product", 500);
    out.count("Policy", 20).count("Effect", 100).count("Document", 300).count("Passage", 9000);
    out.table("PURSUES", "Firm", "Strategy", 2000).table("HAS", "Firm", "Resource", 3000);
    out.table("OFFERS", "Firm", "Product", 800).table("COMPETES_WITH", "Firm", "Firm", 600);
    out.table("SUPPLIES", "Firm", "Firm", 900).table("PROMOTES", "Policy", "Firm", 40);
    out.table("CONSTRAINS", "Policy", "Resource", 30).table("LEADS_TO", "Strategy", "Effect", 70);
    out.table("MENTIONS", "Passage", "Firm", 20000, true);
    out.entity("Firm", 7, "firm:deepseek", {"DeepSeek", "딥시크", "深度求索"});
    out.entity("Firm", 8, "firm:huawei", {"Huawei", "화웨이", "华为"});
    out.entity("Firm", 9, "firm:delta-us", {"Delta"});
    out.entity("Firm", 10, "firm:delta-tw", {"Delta"});
    return out;
  }
  // No type, no relation: `count` and `table` add them.
  static HandCatalog open() { return HandCatalog(Ontology::open_schema()); }

  HandCatalog& count(std::string_view type, std::uint64_t nodes) {
    counts_[type_id(type)] = nodes;
    return *this;
  }
  HandCatalog& table(std::string_view family, std::string_view from, std::string_view to,
                     std::uint64_t edges, bool plain = false) {
    EdgeTableInfo info;
    info.id = EdgeTableId(static_cast<std::uint16_t>(tables_.size()));
    const Relation* relation = ontology_.find_relation(family);
    info.family = relation != nullptr ? relation->id : ontology_.add_relation(family);
    info.from = type_id(from);
    info.to = type_id(to);
    if (!ontology_.closed()) ontology_.add_endpoint(info.family, info.from, info.to);
    info.edges = edges;
    info.assertions = plain ? 0 : edges;
    info.plain = plain;
    tables_.push_back(info);
    return *this;
  }
  HandCatalog& entity(std::string_view type, std::uint32_t offset, std::string key,
                      std::vector<std::string> names) {
    entities_.push_back({NodeId(type_id(type), offset), std::move(key), std::move(names)});
    return *this;
  }
  HandCatalog& distinct(std::string_view type, std::string property, std::uint64_t values) {
    distinct_[{type_id(type), std::move(property)}] = values;
    return *this;
  }

  const Ontology& ontology() const override { return ontology_; }
  std::uint64_t generation() const override { return 1; }
  std::uint64_t node_count(TypeId type) const override {
    const auto found = counts_.find(type);
    return found == counts_.end() ? 0 : found->second;
  }
  std::span<const EdgeTableInfo> edge_tables() const override { return tables_; }
  Result<std::vector<EntityMatch>> find_entities(std::optional<TypeId> type,
                                                 std::string_view name) const override {
    return matching(
        type, [&](const std::string& known) { return known == name; }, 100);
  }
  Result<std::vector<EntityMatch>> names_like(std::optional<TypeId> type, std::string_view name,
                                              std::size_t limit) const override {
    return matching(
        type, [&](const std::string& known) { return edit_distance(known, name) <= 2; }, limit);
  }
  Result<std::vector<EntityMatch>> names_with_prefix(std::optional<TypeId> type,
                                                     std::string_view prefix,
                                                     std::size_t limit) const override {
    return matching(
        type, [&](const std::string& known) { return known.starts_with(prefix); }, limit);
  }
  Result<bool> ascends(TypeId, std::string_view) const override { return false; }
  std::uint64_t distinct_values(TypeId type, std::string_view property) const override {
    const auto found = distinct_.find({type, std::string(property)});
    return found == distinct_.end() ? 0 : found->second;
  }
  std::vector<std::string> document_properties() const override {
    return {"key", "title", "language", "year", "journal"};
  }

 private:
  struct Entity {
    NodeId node;
    std::string key;
    std::vector<std::string> names;
  };

  TypeId type_id(std::string_view name) {
    const NodeType* type = ontology_.find_type(name);
    return type != nullptr ? type->id : ontology_.add_type(name);
  }
  template <typename Fits>
  std::vector<EntityMatch> matching(std::optional<TypeId> type, Fits fits,
                                    std::size_t limit) const {
    std::vector<EntityMatch> out;
    for (const Entity& entity : entities_) {
      if (type && entity.node.type() != *type) continue;
      if (std::none_of(entity.names.begin(), entity.names.end(), fits)) continue;
      out.push_back({entity.node, entity.key, entity.names[0], 1});
    }
    std::sort(out.begin(), out.end(),
              [](const EntityMatch& a, const EntityMatch& b) { return a.key < b.key; });
    if (out.size() > limit) out.resize(limit);
    return out;
  }

  Ontology ontology_;
  std::map<TypeId, std::uint64_t> counts_;
  std::map<std::pair<TypeId, std::string>, std::uint64_t> distinct_;
  std::vector<EdgeTableInfo> tables_;
  std::vector<Entity> entities_;
};

}  // namespace sarye::test
