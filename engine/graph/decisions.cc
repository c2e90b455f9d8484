#include "engine/graph/decisions.h"

#include <algorithm>
#include <utility>

#include "engine/graph/decision_words.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::size_t kMostMistakes = 20;

bool needs_quotes(std::string_view text) {
  return text.empty() || text.find_first_of(" \t\r\n\"\\#=") != std::string_view::npos;
}

std::string value_text(std::string_view text) {
  return needs_quotes(text) ? in_quotes(text) : std::string(text);
}

std::string_view verb_text(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::AcceptEntity:
      return "accept entity";
    case DecisionKind::AcceptEdge:
      return "accept edge";
    case DecisionKind::Alias:
      return "alias";
    case DecisionKind::Merge:
      return "merge";
    case DecisionKind::Split:
      return "split";
    case DecisionKind::Distinct:
      return "distinct";
    case DecisionKind::Type:
      return "type";
    case DecisionKind::RejectEdge:
      return "reject edge";
    case DecisionKind::Set:
      return "set";
    case DecisionKind::Stopword:
      return "stopword";
  }
  return "";
}

}  // namespace

std::string to_key(const EntityRef& ref, const Ontology& ontology) {
  const NodeType* type = ontology.find_type(ref.type);
  return (type == nullptr ? ref.type : type->key_prefix) + ":" + ref.part;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string to_line(const Decision& decision, const Ontology& ontology) {
  std::string out(verb_text(decision.kind));
  const auto add = [&out](std::string_view word) { (out += ' ') += word; };
  const auto add_value = [&](std::string_view name, std::string_view value) {
    add(std::string(name) + "=" + value_text(value));
  };
  if (!decision.entity.type.empty()) add(to_key(decision.entity, ontology));
  for (const EntityName& name : decision.names) {
    std::string word = in_quotes(name.text);
    if (name.tag != NameTag::Unknown && decision.kind != DecisionKind::Stopword &&
        decision.kind != DecisionKind::Type) {
      word += "@" + std::string(name_tag_code(name.tag));
    }
    add(word);
  }
  if (decision.kind == DecisionKind::Merge) add("<- " + to_key(decision.other, ontology));
  if (decision.kind == DecisionKind::Distinct) add(to_key(decision.other, ontology));
  if (decision.kind == DecisionKind::Type) {
    const NodeType* type = ontology.find_type(decision.type);
    add("-> " + (type == nullptr ? decision.type : type->key_prefix));
  }
  if (!decision.document.empty()) add_value("doc", decision.document);
  if (!decision.quote.hash.empty()) {
    add("quote=q:" + decision.quote.hash);
  } else if (!decision.quote.text.empty()) {
    add("quote=" + in_quotes(decision.quote.text));
  }
  if (decision.kind == DecisionKind::Split) add("-> " + to_key(decision.other, ontology));
  if (!decision.relation.empty()) add_value("rel", decision.relation);
  if (!decision.from.type.empty()) add_value("from", to_key(decision.from, ontology));
  if (!decision.to.type.empty()) add_value("to", to_key(decision.to, ontology));
  for (const auto& [name, value] : decision.values) add_value(name, value);
  // Who and when, then why.
  for (const char* name : {"by", "at", "reason", "source"}) {
    const auto note = decision.notes.find(name);
    if (note != decision.notes.end()) add_value(name, note->second);
  }
  return out;
}

std::string Decisions::to_text(const Ontology& ontology) const {
  std::string out = "v1\n";
  for (const Decision& decision : all) out += to_line(decision, ontology) + "\n";
  return out;
}

Result<Decisions> Decisions::parse(std::string_view text, std::string_view file,
                                   const Ontology& ontology) {
  Decisions out;
  std::vector<std::pair<int, Error>> mistakes;
  if (const auto bad = first_invalid_byte(text)) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(*bad), '\n');
    return Error{ErrorCode::Rejected,
                 std::string(file) + ":" + std::to_string(line) + ": the line is not UTF-8",
                 "save the file as UTF-8"};
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  bool has_version = false;
  int line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view content = text.substr(at, end - at);
    at = end + 1;
    ++line;
    if (!has_version) {
      const auto words = decision_words(content);
      if (words && words->empty()) continue;
      if (!words || words->size() != 1 || words->front().text != "v1") {
        return Error{ErrorCode::Rejected,
                     std::string(file) + ":" + std::to_string(line) +
                         ": a file of decisions begins with the line v1",
                     "v1 is the version of its notation"};
      }
      has_version = true;
      continue;
    }
    auto parsed = parse_decision_line(content, ontology);
    if (!parsed) {
      mistakes.emplace_back(line, parsed.error());
      continue;
    }
    for (Decision& decision : *parsed) {
      decision.line = line;
      out.all.push_back(std::move(decision));
    }
  }
  for (const Contradiction& found : contradictions(out.all, ontology)) {
    mistakes.emplace_back(found.line, Error{ErrorCode::Rejected, found.what + " on line " +
                                                                     std::to_string(found.other)});
  }
  if (!mistakes.empty()) {
    std::stable_sort(mistakes.begin(), mistakes.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Error error{ErrorCode::Rejected, {}, {}};
    for (std::size_t i = 0; i < mistakes.size() && i < kMostMistakes; ++i) {
      const auto& [number, mistake] = mistakes[i];
      if (i > 0) error.message += "\n";
      error.message += std::string(file) + ":" + std::to_string(number) + ": " + mistake.message;
      if (mistakes.size() > 1 && !mistake.hint.empty()) error.message += " (" + mistake.hint + ")";
    }
    if (mistakes.size() > kMostMistakes) {
      error.message += "\nand " + std::to_string(mistakes.size() - kMostMistakes) + " more";
    }
    error.hint = mistakes.size() == 1 ? mistakes.front().second.hint : "no decision was used";
    return error;
  }
  // By what they say: the order of lines has no meaning, and saying a thing twice is saying it.
  std::vector<std::pair<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < out.all.size(); ++i) {
    order.emplace_back(to_line(out.all[i], ontology), i);
  }
  std::sort(order.begin(), order.end());
  Decisions sorted;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && order[i].first == order[i - 1].first) continue;
    sorted.all.push_back(std::move(out.all[order[i].second]));
  }
  return sorted;
}

}  // namespace sarye
