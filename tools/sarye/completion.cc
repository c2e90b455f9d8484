#include "tools/sarye/completion.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "engine/binder/functions.h"
#include "engine/help.h"
#include "engine/syntax/expected.h"
#include "engine/text/unicode.h"
#include "tools/sarye/output.h"

namespace sarye {

namespace {

constexpr std::size_t kMostNames = 60;

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '$';
}

// Where the text stands inside quotes, and of which kind.
struct OpenQuote {
  bool open = false;
  char sign = 0;
  std::size_t begin = 0;  // of the quoted text
};

OpenQuote open_quote(std::string_view text) {
  OpenQuote quote;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote.open) {
      if (c == '\\')
        ++i;
      else if (c == quote.sign)
        quote.open = false;
    } else if (c == '"' || c == '\'' || c == '`') {
      quote = {true, c, i + 1};
    } else if (c == '/' && i + 1 < text.size() && text[i + 1] == '/') {
      i = std::min(text.find('\n', i), text.size());
    }
  }
  return quote;
}

// The word that follows the colon behind `variable`, as in (f:Firm.
std::string label_of(std::string_view text, std::string_view variable) {
  std::string found;
  for (std::size_t at = text.find(variable); at != std::string_view::npos && !variable.empty();
       at = text.find(variable, at + 1)) {
    std::size_t end = at + variable.size();
    if (at > 0 && is_word_byte(text[at - 1])) continue;
    if (end >= text.size() || text[end] != ':') continue;
    const std::size_t begin = ++end;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    found = text.substr(begin, end - begin);
  }
  return found;
}

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

std::vector<std::string> variables_of(std::string_view text) {
  std::set<std::string> found;
  const auto word_from = [&](std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    if (end > begin && text[begin] != '$')
      found.insert(std::string(text.substr(begin, end - begin)));
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' && i > 0 && is_word_byte(text[i - 1])) continue;  // a function's
    if (text[i] == '(' || text[i] == '[') word_from(i + 1);
    if (i + 4 < text.size() && to_lower(text.substr(i, 4)) == " as ") word_from(i + 4);
  }
  return {found.begin(), found.end()};
}

class Collector {
 public:
  Collector(std::string_view before, std::string_view word, const Engine& engine)
      : before_(before),
        word_(word),
        folded_(fold_case(word)),
        engine_(engine),
        ontology_(engine.graph().ontology()) {}

  void add(std::string_view candidate) {
    if (!candidate.empty() && fold_case(candidate).starts_with(folded_)) {
      found_.insert(std::string(candidate));
    }
  }

  // Names in the language that is being typed come with the English ones.
  void add_named(std::string_view name, const std::vector<SchemaName>& names) {
    add(name);
    if (is_ascii(word_)) return;
    for (const SchemaName& other : names) add(other.text);
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
        for (const NodeType& type : ontology_.types()) add_named(type.name, type.names);
        return;
      case ExpectationKind::Relation:
        for (const Relation& relation : ontology_.relations()) {
          add_named(relation.name, relation.names);
        }
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
        for (const char* code : {"en", "ko", "zh"}) add(code);
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

  std::vector<std::string> take() { return {found_.begin(), found_.end()}; }

 private:
  // Of the type of the variable in front of the dot where that is known, else of all.
  void add_properties() {
    std::size_t end = before_.size();
    while (end > 0 && before_[end - 1] == ' ') --end;
    const NodeType* type = nullptr;
    if (end > 0 && before_[end - 1] == '.') {
      std::size_t begin = end - 1;
      while (begin > 0 && is_word_byte(before_[begin - 1])) --begin;
      type = type_named(ontology_, label_of(before_, before_.substr(begin, end - 1 - begin)));
    }
    add("name");
    for (const NodeType& other : ontology_.types()) {
      if (type != nullptr && other.id != type->id) continue;
      for (const PropertyType& property : other.properties) {
        add_named(property.name, property.names);
      }
    }
  }

  std::string_view before_;
  std::string_view word_;
  std::string folded_;
  const Engine& engine_;
  const Ontology& ontology_;
  std::set<std::string> found_;
};

std::string escaped(std::string_view name, char sign) {
  std::string out;
  for (const char c : name) {
    if (c == sign || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// Entities whose names begin with what stands in the quotes.
std::vector<std::string> entities(std::string_view before, const OpenQuote& quote,
                                  const Engine& engine) {
  const std::string_view typed = before.substr(quote.begin);
  const auto type = type_before(before.substr(0, quote.begin - 1), engine.graph().ontology());
  auto matches = engine.graph().names_with_prefix(type, typed, kMostNames);
  if (!matches) return {};
  std::set<std::string> names;
  for (const EntityMatch& match : *matches) names.insert(escaped(match.name, quote.sign));
  std::vector<std::string> out(names.begin(), names.end());
  if (out.size() == 1) out.front() += quote.sign;
  return out;
}

}  // namespace

Completion complete_statement(std::string_view before, std::size_t line_begin,
                              const Engine& engine) {
  Completion completion;
  const OpenQuote quote = open_quote(before);
  if (quote.open) {
    if (quote.begin < line_begin) return completion;
    completion.from = quote.begin - line_begin;
    completion.candidates = entities(before, quote, engine);
    return completion;
  }
  std::size_t begin = before.size();
  while (begin > line_begin && is_word_byte(before[begin - 1])) --begin;
  const std::string_view word = before.substr(begin);
  Collector collector(before.substr(0, begin), word, engine);
  for (const Expectation& expected : expected_after(before.substr(0, begin))) {
    collector.add_expected(expected);
  }
  completion.from = begin - line_begin;
  completion.candidates = collector.take();
  return completion;
}

}  // namespace sarye
