#include "tools/sarye/completion.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/binder/functions.h"
#include "engine/help.h"
#include "engine/model/shown_names.h"
#include "engine/node_listing.h"
#include "engine/syntax/expected.h"
#include "engine/text/unicode.h"
#include "tools/sarye/completion_context.h"
#include "tools/sarye/output.h"

namespace sarye {

namespace {

constexpr std::size_t kMostNames = 60;

const NodeType* type_named(const Ontology& ontology, std::string_view name) {
  if (name.empty()) return nullptr;
  const NodeType* type = ontology.find_type(name);
  return type != nullptr ? type : ontology.find_type_any_case(name);
}

// The type in front of quotes: (:Firm "…
std::optional<TypeId> type_before(std::string_view text, const Ontology& ontology) {
  const std::size_t node = text.rfind('(');
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || (node != std::string_view::npos && colon < node))
    return {};
  std::size_t end = colon + 1;
  while (end < text.size() && is_word_byte(text[end])) ++end;
  const NodeType* type = type_named(ontology, text.substr(colon + 1, end - colon - 1));
  if (type == nullptr) return {};
  return type->id;
}

class Collector {
 public:
  Collector(std::string_view before, std::string_view word, const Engine& engine)
      : before_(before),
        word_(word),
        folded_(fold_case(word)),
        engine_(engine),
        ontology_(engine.graph().ontology()) {}

  // Those of rank 0 stand first.
  void add(std::string_view candidate, int rank = 0) {
    if (candidate.empty() || !fold_case(candidate).starts_with(folded_)) return;
    const auto [at, is_new] = found_.try_emplace(std::string(candidate), rank);
    if (!is_new) at->second = std::min(at->second, rank);
  }

  // Names in the language that is being typed come with the English ones.
  void add_named(std::string_view name, const std::vector<SchemaName>& names, int rank = 0) {
    add(name, rank);
    if (is_ascii(word_)) return;
    for (const SchemaName& other : names) add(other.text, rank);
  }

  void add_expected(const Expectation& expected) {
    switch (expected.kind) {
      case ExpectationKind::Keyword:
      case ExpectationKind::Unit:
      case ExpectationKind::Modality:
        // Keywords are offered when something is typed, or when nothing else fits.
        add(expected.text);
        return;
      case ExpectationKind::Type:
        add_types();
        return;
      case ExpectationKind::Relation:
        add_relations();
        return;
      case ExpectationKind::Property:
        add_properties();
        return;
      case ExpectationKind::Variable:
        for (const std::string& variable : variables_of(before_)) add(variable);
        return;
      case ExpectationKind::Function:
        for (const FunctionInfo& function : functions()) add(std::string(function.name) + "(");
        return;
      case ExpectationKind::DocumentSet:
        for (const auto& [name, set] : engine_.document_sets()) add(name);
        return;
      case ExpectationKind::Language:
        // SHOW ... IN names a type or a relation.
        if (to_lower(last_statement(before_).substr(0, 5)) == "show ") {
          add_types();
          add_relations();
          return;
        }
        for (const char* code : {"en", "ja", "ko", "zh"}) add(code);
        return;
      case ExpectationKind::Format:
        add("graphml");
        return;
      case ExpectationKind::Subject:
        for (const char* subject : {"documents", "functions", "names", "options", "parameters",
                                    "properties", "relations", "sets", "statistics", "types"}) {
          add(subject);
        }
        return;
      case ExpectationKind::Option:
        for (const Settings::Entry& entry : Settings().entries()) add(entry.name);
        return;
      case ExpectationKind::Topic:
        for (const std::string_view topic : help_topics()) add(topic);
        return;
      default:
        return;
    }
  }

  // What an option takes, behind SET option =.
  void add_option_words(std::string_view option) {
    if (option == "names") {
      for (const auto& [word, which] : kShownNames) add(word);
    } else if (option == "optimise" || option == "strict_names") {
      add("on");
      add("off");
    }
  }

  // By rank, then by bytes.
  std::vector<std::string> take() {
    std::vector<std::string> out;
    for (const int rank : {0, 1}) {
      for (const auto& [text, own] : found_) {
        if (own == rank) out.push_back(text);
      }
    }
    return out;
  }

 private:
  void add_types() {
    for (const NodeType& type : ontology_.types()) add_named(type.name, type.names);
  }

  // Those that may leave (or, of <-[, reach) the node at hand come first.
  void add_relations() {
    const EdgeStart start = edge_start(before_);
    const NodeType* type = start.in_edge ? type_named(ontology_, start.label) : nullptr;
    std::vector<TypeId> own;
    if (type != nullptr) own = ontology_.concrete_types(type->id);
    for (const Relation& relation : ontology_.relations()) {
      const bool fits =
          std::any_of(relation.endpoints.begin(), relation.endpoints.end(), [&](const auto& ends) {
            const auto is_own = [&](TypeId id) {
              return std::find(own.begin(), own.end(), id) != own.end();
            };
            return relation.symmetric ? is_own(ends.first) || is_own(ends.second)
                                      : is_own(start.turned ? ends.second : ends.first);
          });
      add_named(relation.name, relation.names, type == nullptr || fits ? 0 : 1);
    }
  }

  // Of the variable in front of the dot, or of the element whose brackets are open, where its type
  // or relation is known; else of all types.
  void add_properties() {
    const std::string variable = variable_before_dot(before_);
    const std::string label =
        variable.empty() ? open_element_label(before_) : label_of(before_, variable);
    if (!variable.empty() && is_assertion(variable)) {
      for (const char* field :
           {"attribution", "confidence", "document", "from", "kind", "language", "modality", "page",
            "passage", "polarity", "quote", "to", "work", "year"}) {
        add(field);
      }
      return;
    }
    const Relation* relation = label.empty() ? nullptr : ontology_.find_relation(label);
    const NodeType* type = type_named(ontology_, label);
    if (relation != nullptr && type == nullptr) {
      for (const PropertyType& property : ontology_.relation_properties(relation->family)) {
        add_named(property.name, property.names);
      }
      add("kind");
      return;
    }
    add("name");
    add("key");
    for (const NodeType& other : ontology_.types()) {
      if (type != nullptr && other.id != type->id) continue;
      for (const PropertyType& property : other.properties) {
        add_named(property.name, property.names);
      }
    }
  }

  // UNWIND assertions(r) AS a
  bool is_assertion(const std::string& variable) const {
    const std::string text = to_lower(before_);
    const std::size_t call = text.rfind("assertions(");
    if (call == std::string::npos) return false;
    const std::size_t close = text.find(") as ", call);
    return close != std::string::npos &&
           text.compare(close + 5, variable.size(), to_lower(variable)) == 0;
  }

  std::string_view before_;
  std::string_view word_;
  std::string folded_;
  const Engine& engine_;
  const Ontology& ontology_;
  std::map<std::string, int> found_;  // to rank
};

std::string escaped(std::string_view name, char sign) {
  std::string out;
  for (const char c : name) {
    if (c == sign || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// A syllable that an input method has not finished: 딥싴 on the way to 딥시크, 딥ㅅ on the way to
// 딥시. Gives the text without what is only begun; empty: the last sign is no Hangul, or nothing is
// left.
std::string without_begun_syllable(std::string_view typed) {
  std::size_t last = typed.size();
  while (last > 0 && (static_cast<unsigned char>(typed[last - 1]) & 0xC0) == 0x80) --last;
  if (last == 0) return {};
  std::size_t at = --last;
  const char32_t c = decode(typed, at);
  std::string out(typed.substr(0, last));
  if (c >= 0x3131 && c <= 0x3163) return out;  // a letter alone
  constexpr char32_t kFirst = 0xAC00;
  constexpr char32_t kFinals = 28;
  if (c < kFirst || c > 0xD7A3 || (c - kFirst) % kFinals == 0) return {};
  append_utf8(out, c - (c - kFirst) % kFinals);
  return out;
}

// Entities whose names begin with what stands in the quotes.
std::vector<std::string> entities(std::string_view before, const OpenQuote& quote,
                                  const Engine& engine) {
  std::string typed(before.substr(quote.begin));
  const auto type = type_before(before.substr(0, quote.begin - 1), engine.graph().ontology());
  auto matches = engine.graph().names_with_prefix(type, typed, kMostNames);
  if (matches && matches->empty()) {
    typed = without_begun_syllable(typed);
    if (!typed.empty()) matches = engine.graph().names_with_prefix(type, typed, kMostNames);
  }
  if (!matches) return {};
  std::set<std::string> names;
  for (const EntityMatch& match : *matches) names.insert(escaped(match.name, quote.sign));
  return {names.begin(), names.end()};
}

// Documents whose keys begin so.
std::vector<std::string> document_keys(std::string_view typed, char sign, const Engine& engine) {
  const NodeType* type = engine.graph().ontology().find_type("Document");
  if (type == nullptr) return {};
  auto nodes = nodes_by_key(engine.graph(), type->id);
  if (!nodes) return {};
  std::set<std::string> keys;
  for (const auto& [stable_key, node] : *nodes) {
    auto key = engine.graph().property(node, "key");
    if (!key || key->type() != ValueType::String) continue;
    if (fold_case(key->string()).starts_with(fold_case(typed))) {
      keys.insert(escaped(key->string(), sign));
    }
    if (keys.size() == kMostNames) break;
  }
  return {keys.begin(), keys.end()};
}

// What stands in quotes is an entity, or a document where a document set is asked for.
std::vector<std::string> quoted(std::string_view before, const OpenQuote& quote,
                                const Engine& engine) {
  if (quote.sign == '`') return {};
  bool document = false;
  for (const Expectation& expected : expected_after(before.substr(0, quote.begin - 1))) {
    document = document || expected.kind == ExpectationKind::DocumentKey;
  }
  std::vector<std::string> out = document
                                     ? document_keys(before.substr(quote.begin), quote.sign, engine)
                                     : entities(before, quote, engine);
  if (out.size() == 1) out.front() += quote.sign;
  return out;
}

// "SET names =": names.
std::string option_before(std::string_view before) {
  std::string text = to_lower(last_statement(before));
  if (!text.starts_with("set ")) return {};
  text.erase(0, 4);
  while (!text.empty() && (text.back() == ' ' || text.back() == '=')) text.pop_back();
  return text;
}

}  // namespace

Completion complete_statement(std::string_view before, std::size_t line_begin,
                              const Engine& engine) {
  Completion completion;
  const OpenQuote quote = open_quote(before);
  if (quote.open) {
    if (quote.begin < line_begin) return completion;
    completion.from = quote.begin - line_begin;
    completion.candidates = quoted(before, quote, engine);
    return completion;
  }
  std::size_t begin = before.size();
  while (begin > line_begin && is_word_byte(before[begin - 1])) --begin;
  const std::string_view word = before.substr(begin);
  Collector collector(before.substr(0, begin), word, engine);
  const std::string option = option_before(before.substr(0, begin));
  collector.add_option_words(option);
  for (const Expectation& expected : expected_after(before.substr(0, begin))) {
    collector.add_expected(expected);
  }
  completion.from = begin - line_begin;
  completion.candidates = collector.take();
  return completion;
}

}  // namespace sarye
