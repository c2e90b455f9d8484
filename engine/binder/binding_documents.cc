// Document sets: predicates over the properties of documents, and names that LET gave them.
#include <algorithm>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

// ko, zh, en, ja: the documents in that language, unless LET gave the name another meaning.
std::optional<BoundDocumentSet> language_set(const std::string& name) {
  if (name != "ko" && name != "zh" && name != "en" && name != "ja") return std::nullopt;
  BoundExpression property;
  property.kind = ExprKind::DocumentProperty;
  property.property.name = "language";
  property.type = Kind::String;
  BoundExpression equal;
  equal.kind = ExprKind::Compare;
  equal.type = Kind::Boolean;
  equal.operands.push_back(std::move(property));
  equal.operands.push_back(literal(Value(std::string_view(name))));
  BoundDocumentSet out;
  out.kind = BoundDocumentSet::Kind::Where;
  out.text = name;
  out.condition.push_back(std::move(equal));
  return out;
}

Result<void> add_key(const Value& value, TextPlace place, BoundDocumentSet& out) {
  if (value.type() != ValueType::String) {
    return semantic("InvalidArgumentType", place, "a document is named by its key, a String",
                    "SHOW documents lists the keys");
  }
  out.keys.push_back(value.string());
  out.text += (out.text.empty() ? "'" : ", '") + value.string() + "'";
  return {};
}

// Puts the values of parameters where the parameters are: a set made by LET outlives its query.
void fix_parameters(BoundExpression& e, std::vector<BoundParameter>& parameters) {
  if (e.kind == ExprKind::Parameter) {
    BoundParameter& parameter = parameters[e.index];
    parameter.fixed = true;
    e.kind = ExprKind::Literal;
    e.value = parameter.value;
  }
  for (BoundExpression& operand : e.operands) fix_parameters(operand, parameters);
}

}  // namespace

std::uint16_t Binding::intern(BoundDocumentSet set) {
  out_.document_sets.push_back(std::move(set));
  return static_cast<std::uint16_t>(out_.document_sets.size() - 1);
}

Result<BoundDocumentSet> Binding::document_set(const ast::DocumentSet& set) {
  using Syntax = ast::DocumentSet::Kind;
  using Bound = BoundDocumentSet::Kind;
  BoundDocumentSet out;
  switch (set.kind) {
    case Syntax::All:
      out.text = "ALL";
      return out;
    case Syntax::Where: {
      Place at;
      at.documents = true;
      at.why_no_aggregate = "in a document set";
      auto condition = expression(set.condition[0], at);
      if (!condition) return condition.error();
      if (auto ok = check_boolean(*condition, "WHERE"); !ok) return ok.error();
      fix_parameters(*condition, out_.parameters);
      out.kind = Bound::Where;
      out.text = "WHERE " + to_text(*condition, out_);
      out.condition.push_back(std::move(*condition));
      return out;
    }
    case Syntax::Keys:
      out.kind = Bound::Keys;
      for (const ast::Expression& key : set.keys) {
        auto value = constant(key);
        if (!value) return value.error();
        if (auto ok = add_key(*value, key.place, out); !ok) return ok.error();
      }
      return out;
    case Syntax::Parameter: {
      auto bound = parameter(set.name.text, set.name.place);
      if (!bound) return bound.error();
      BoundParameter& given = out_.parameters[bound->index];
      given.fixed = true;
      out.kind = Bound::Keys;
      if (given.value.type() != ValueType::List) {
        if (auto ok = add_key(given.value, set.name.place, out); !ok) return ok.error();
        return out;
      }
      for (const Value& item : given.value.items()) {
        if (auto ok = add_key(item, set.name.place, out); !ok) return ok.error();
      }
      return out;
    }
    case Syntax::Named: {
      if (options_.document_sets != nullptr) {
        const auto found = options_.document_sets->find(set.name.text);
        if (found != options_.document_sets->end()) {
          out = found->second;
          out.text = set.name.text;
          return out;
        }
      }
      if (auto of_language = language_set(set.name.text)) return std::move(*of_language);
      std::vector<std::string_view> known = {"ko", "zh", "en", "ja"};
      if (options_.document_sets != nullptr) {
        for (const auto& [name, known_set] : *options_.document_sets) known.push_back(name);
      }
      std::string hint = did_you_mean(set.name.text, known);
      if (hint.empty()) {
        hint = "LET " + set.name.text + " = DOCUMENTS WHERE year >= 2020 makes one";
      }
      return semantic("UnknownDocumentSet", set.name.place,
                      "no document set is called " + set.name.text, std::move(hint));
    }
    case Syntax::Union:
    case Syntax::Intersect:
    case Syntax::Except:
      break;
  }
  out.kind = set.kind == Syntax::Union       ? Bound::Union
             : set.kind == Syntax::Intersect ? Bound::Intersect
                                             : Bound::Except;
  const char* word = set.kind == Syntax::Union       ? " UNION "
                     : set.kind == Syntax::Intersect ? " INTERSECT "
                                                     : " EXCEPT ";
  for (const ast::DocumentSet& operand : set.operands) {
    auto bound = document_set(operand);
    if (!bound) return bound.error();
    out.text += (out.operands.empty() ? "" : word) + bound->text;
    out.operands.push_back(std::move(*bound));
  }
  out.text = "(" + out.text + ")";
  return out;
}

}  // namespace sarye::binding
