#include "engine/shown_names.h"

#include <map>
#include <set>

namespace sarye {

namespace {

// What the slots of a query were made of, as far as names go through them.
class NameSlots {
 public:
  explicit NameSlots(const BoundQuery& query) : query_(query) {
    for (const BoundPart& part : query.parts) {
      for (const BoundClause& clause : part.clauses) {
        if (const auto* list = std::get_if<BoundUnwind>(&clause)) made_[list->slot] = &list->list;
        const auto* projection = std::get_if<BoundProjection>(&clause);
        if (projection == nullptr) continue;
        for (const auto* columns : {&projection->keys, &projection->columns}) {
          for (const BoundColumn& column : *columns) {
            const bool passed = column.expression.kind == ExprKind::Variable &&
                                column.expression.slot == column.slot;
            if (!passed) made_[column.slot] = &column.expression;
          }
        }
        for (const BoundAggregate& aggregate : projection->aggregates) {
          const bool keeps = aggregate.function == FunctionId::Collect ||
                             aggregate.function == FunctionId::Min ||
                             aggregate.function == FunctionId::Max;
          if (keeps) made_[aggregate.slot] = &aggregate.arguments[0];
        }
      }
    }
  }

  // Columns of every part that hold names.
  std::set<std::string> columns() const {
    std::set<std::string> out;
    for (const auto& [name, slot] : query_.columns) {
      bool all = true;
      for (const BoundPart& part : query_.parts) {
        for (const BoundColumn& column : std::get<BoundProjection>(part.clauses.back()).columns) {
          if (column.name == name) all = all && is_name(column.expression, 0);
        }
      }
      if (all) out.insert(name);
    }
    return out;
  }

 private:
  bool is_name(const BoundExpression& e, int depth) const {
    if (e.kind == ExprKind::Property) {
      return e.property.name == "name" && e.operands[0].type.kind == StaticType::Kind::Node;
    }
    if (e.kind != ExprKind::Variable || depth > 50) return false;
    const auto made = made_.find(e.slot);
    return made != made_.end() && is_name(*made->second, depth + 1);
  }

  const BoundQuery& query_;
  std::map<Slot, const BoundExpression*> made_;
};

class Shower {
 public:
  explicit Shower(const GraphView& graph) : graph_(graph) {}

  Result<Value> shown(const Value& value) {
    if (value.type() == ValueType::List) {
      std::vector<Value> items;
      for (const Value& item : value.items()) {
        auto one = shown(item);
        if (!one) return one;
        items.push_back(std::move(*one));
      }
      return Value::list(std::move(items));
    }
    if (value.type() != ValueType::String) return value;
    const auto [at, is_new] = known_.try_emplace(value.string(), value);
    if (!is_new) return at->second;
    auto matches = graph_.find_entities(std::nullopt, value.string());
    if (!matches) return matches.error();
    const EntityMatch* only = nullptr;
    int found = 0;
    for (const EntityMatch& match : *matches) {
      if (match.name != value.string()) continue;
      only = &match;
      ++found;
    }
    if (found != 1) return at->second;
    auto name = graph_.shown_name(only->node);
    if (!name) return name.error();
    at->second = Value(std::move(*name));
    return at->second;
  }

 private:
  const GraphView& graph_;
  std::map<std::string, Value> known_;
};

}  // namespace

Result<void> show_names_in(QueryResult& result, const BoundQuery& query, const GraphView& graph) {
  const std::set<std::string> names = NameSlots(query).columns();
  Shower shower(graph);
  for (std::size_t c = 0; c < result.columns.size(); ++c) {
    if (names.count(result.columns[c]) == 0 || result.cite_column == c) continue;
    for (auto& row : result.rows) {
      auto shown = shower.shown(row[c]);
      if (!shown) return shown.error();
      row[c] = std::move(*shown);
    }
  }
  return {};
}

}  // namespace sarye
