// SEARCH, the texts that SEARCH, MATCHES and excerpt ask for, and the order in which a SEARCH puts
// rows.
#include <algorithm>
#include <utility>

#include "engine/binder/binding.h"
#include "engine/text/text_query.h"
#include "engine/text/unicode.h"

namespace sarye::binding {
namespace {

// The place of bytes of a string's value in the query: where the literal has neither escapes nor
// signs that change in normal form, its bytes are those of the value, between quotes.
TextPlace place_inside(const TextPlace& literal, const std::string& value,
                       const TextPlace& inside) {
  const std::size_t written = literal.byte_end - literal.byte_begin;
  const std::size_t quotes = written < value.size() ? 0 : written - value.size();
  if (quotes != 2 && quotes != 6) return literal;  // ' ' or " ", or the three bytes of “ and ”
  TextPlace out = literal;
  out.byte_begin = literal.byte_begin + quotes / 2 + inside.byte_begin;
  out.byte_end = literal.byte_begin + quotes / 2 + inside.byte_end;
  out.line = literal.line + inside.line - 1;
  out.column = inside.line == 1 ? literal.column + inside.column : inside.column;
  return out;
}

}  // namespace

Result<void> Binding::check_search_text(const BoundExpression& text) const {
  if (text.kind != ExprKind::Literal || text.value.type() != ValueType::String) return {};
  const std::string& value = text.value.string();
  auto query = parse_text_query(value);
  if (query) return {};
  Error error = query.error();
  if (error.place) error.place = place_inside(text.place, value, *error.place);
  return error;
}

Result<void> Binding::search(const ast::SearchClause& written, BoundPart& out) {
  BoundSearch bound;
  Place at;
  at.why_no_aggregate = "in SEARCH";
  auto text = expression(written.text, at);
  if (!text) return text.error();
  if (!text->type.may_be(Kind::String)) {
    return semantic("InvalidArgumentType", written.text.place,
                    "SEARCH needs a String, this is " + describe(text->type));
  }
  if (auto ok = check_search_text(*text); !ok) return ok;
  bound.text = std::move(*text);
  auto mask = language_mask(written.languages);
  if (!mask) return mask.error();
  bound.languages = *mask;
  bound.document_sets = from_;
  const auto introduce = [&](const ast::Name& name, StaticType type, Slot& slot) -> Result<void> {
    if (scope_.find(name.text) != kNoSlot) {
      return semantic("VariableAlreadyBound", name.place, name.text + " is bound already",
                      "give it another name");
    }
    slot = new_slot(name.text, std::move(type));
    scope_.add(name.text, slot);
    return {};
  };
  const NodeType* passage = ontology_.find_type("Passage");
  const StaticType type =
      passage != nullptr ? StaticType::node({passage->id}) : StaticType(Kind::Node);
  if (auto ok = introduce(written.passage, type, bound.passage); !ok) return ok.error();
  if (written.score) {
    if (auto ok = introduce(*written.score, Kind::Float, bound.score); !ok) return ok.error();
  } else {
    bound.score = new_slot("", Kind::Float);  // for the order of rows
  }
  auto limit = row_count(written.limit, "LIMIT");
  if (!limit) return limit.error();
  bound.limit = std::move(*limit);
  searched_.emplace_back(bound.passage, bound.text);
  ranks_.push_back(bound.score);
  out.clauses.emplace_back(std::move(bound));
  return {};
}

// Rows that a SEARCH found come best first, unless another order was asked for or rows were merged.
void Binding::keep_rank(const BoundProjection& projection) {
  if (projection.aggregating || projection.distinct || !projection.order_by.empty()) {
    ranks_.clear();
  }
}

void Binding::order_by_rank(BoundProjection& result) {
  keep_rank(result);
  for (const Slot score : ranks_) {
    result.order_by.push_back({variable(score, Kind::Float), true});
  }
}

// excerpt(p) gets the text of the SEARCH that found p.
Result<BoundExpression> Binding::excerpt(const ast::Expression& e, BoundExpression out) {
  constexpr const char* kOther = "say which: excerpt(p.text, 'words') takes any text";
  if (out.operands.size() == 1) {
    const BoundExpression& subject = out.operands[0];
    const auto found = std::find_if(searched_.rbegin(), searched_.rend(), [&](const auto& one) {
      return subject.kind == ExprKind::Variable && one.first == subject.slot;
    });
    if (found == searched_.rend()) {
      return semantic("InvalidArgumentValue", subject.place,
                      "no SEARCH found this, so excerpt does not know which words to show", kOther);
    }
    for (const Slot slot : slots_of(found->second)) {
      const auto& names = scope_.names();
      const bool is_there = std::any_of(names.begin(), names.end(),
                                        [&](const auto& one) { return one.second == slot; });
      if (is_there) continue;
      return semantic(
          "UndefinedVariable", e.place,
          "the words of the SEARCH are gone here: " + out_.slots[slot].name + " was not passed on",
          "pass it on in WITH, or " + std::string(kOther));
    }
    BoundExpression text = found->second;
    text.place = e.place;
    out.operands.push_back(std::move(text));
  } else if (auto ok = check_search_text(out.operands[1]); !ok) {
    return ok.error();
  }
  if (out.operands[0].type.kind == Kind::Node) {
    BoundExpression text;
    text.kind = ExprKind::Property;
    text.place = out.operands[0].place;
    auto property = property_of_type(out.operands[0].type, "text", text.place);
    if (!property) return property.error();
    text.property = std::move(*property);
    text.type = property_type(out.operands[0].type, text.property);
    text.operands.push_back(std::move(out.operands[0]));
    out.operands[0] = std::move(text);
  }
  return out;
}

}  // namespace sarye::binding
