#include "engine/model/ontology_reader.h"

#include <algorithm>
#include <charconv>

#include "engine/model/ontology_words.h"
#include "engine/model/suggestion.h"

namespace sarye {

namespace {

// The words that may begin a line below each thing, for messages.
constexpr std::string_view kTopWords = "version, open, property, type, relation";
constexpr std::string_view kTypeWords = "key, names, kinds, property";
constexpr std::string_view kRelationWords = "names, joins, qualifier, kind, property (open only)";

int code_points(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool is_sign(const OntologyToken& token) {
  return token.is_sign(",") || token.is_sign("|") || token.is_sign(":") || token.is_sign("->");
}

// `EnvironmentFactor` to environment-factor: a key prefix where the file gives none.
std::string prefix_of(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      if (!out.empty()) out += '-';
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

Result<Ontology> Ontology::parse(std::string_view text, std::string_view file) {
  return OntologyReader(file).read(text);
}

Error OntologyReader::rejected(std::string message, std::string hint, std::size_t byte) const {
  Error error{ErrorCode::Rejected, file_ + ":" + std::to_string(line_) + ": " + message,
              std::move(hint)};
  TextPlace place;
  place.line = line_;
  place.column = 1 + code_points(std::string_view(line_text_).substr(0, byte));
  error.place = place;
  return error;
}

Result<Ontology> OntologyReader::read(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  bool has_header = false;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line_;
    line_text_ = line;
    auto tokens = ontology_tokens(line);
    if (!tokens) return rejected(tokens.error().message, tokens.error().hint);
    if (tokens->empty()) continue;
    auto done = has_header ? statement(*tokens) : header(line);
    if (!done) return done.error();
    has_header = true;
  }
  if (!has_header) {
    line_ = 1;
    return rejected("the file is empty", "an ontology begins with `sarye ontology 1`");
  }
  auto done = finish();
  if (!done) return done.error();
  return std::move(ontology_);
}

Result<void> OntologyReader::header(std::string_view line) {
  auto tokens = ontology_tokens(line);
  const bool ours =
      tokens->size() == 3 && (*tokens)[0].text == "sarye" && (*tokens)[1].text == "ontology";
  if (!ours) {
    return rejected("expected `sarye ontology 1`, found `" + std::string(line) + "`",
                    "the first line names the format and its version");
  }
  if ((*tokens)[2].text != "1") {
    return rejected("format version " + (*tokens)[2].text + " is not known to this release",
                    "it reads version 1", (*tokens)[2].byte);
  }
  return {};
}

Result<void> OntologyReader::statement(const Tokens& tokens) {
  const std::string& word = tokens[0].text;
  if (word == "type") return read_type(tokens);
  if (word == "relation") return read_relation(tokens);
  const bool in_relation = section_ == Section::Relation || section_ == Section::Kind;
  if (word == "version" && section_ == Section::Top) {
    if (tokens.size() != 2) return rejected("`version` takes one word", "version 2026.11");
    if (has_version_) return rejected("`version` stands twice", "keep one", tokens[0].byte);
    ontology_.version_ = tokens[1].text;
    has_version_ = true;
    return {};
  }
  if (word == "open" && section_ == Section::Top && tokens.size() == 1) {
    ontology_.closed_ = false;
    return {};
  }
  if (word == "property" && (!in_relation || !ontology_.closed_)) return read_property(tokens);
  if (word == "names" && section_ != Section::Top) return read_names(tokens);
  if (word == "kinds" && section_ == Section::Type) return read_kinds(tokens);
  if (word == "key" && section_ == Section::Type) {
    if (tokens.size() != 2) return rejected("`key` takes one word", "key firm");
    ontology_.types_.back().key_prefix = tokens[1].text;
    return {};
  }
  if (word == "joins" && in_relation) return read_joins(tokens);
  if (word == "qualifier" && in_relation) return read_qualifier(tokens);
  if (word == "kind") return read_kind(tokens);

  const std::string_view allowed = section_ == Section::Top    ? kTopWords
                                   : section_ == Section::Type ? kTypeWords
                                                               : kRelationWords;
  const std::vector<std::string_view> known = {"version",  "open",  "property", "type",
                                               "relation", "names", "kinds",    "key",
                                               "joins",    "kind",  "qualifier"};
  const std::string_view near = nearest_name(word, known);
  std::string hint = near.empty() || near == word ? "" : "did you mean " + std::string(near) + "? ";
  return rejected("unexpected `" + word + "`",
                  hint + "allowed here: " + std::string(allowed) +
                      (section_ == Section::Top ? "" : ", type, relation"),
                  tokens[0].byte);
}

Result<void> OntologyReader::claim(
    std::unordered_map<std::string, std::pair<std::string, int>>& taken, const std::string& name,
    const std::string& owner, std::size_t byte, std::string_view what) const {
  const auto [at, is_new] = taken.emplace(name, std::pair(owner, line_));
  if (is_new || at->second.first == owner) return {};
  return rejected("`" + name + "` is a name of " + owner + " and of " + at->second.first +
                      " (line " + std::to_string(at->second.second) + ")",
                  "a name may mean one " + std::string(what) + " only: choose another word", byte);
}

Result<void> OntologyReader::read_type(const Tokens& tokens) {
  section_ = Section::Type;
  if (tokens.size() < 2 || is_sign(tokens[1])) {
    return rejected("a type needs a name", "type Firm parent Organisation");
  }
  if (ontology_.types_.size() >= 0xFFFF)
    return rejected("more than 65535 types", "divide the data");
  const std::string& name = tokens[1].text;
  if (type_names_.count(name) != 0) {
    return rejected("`" + name + "` is taken already by " + type_names_.at(name).first + " (line " +
                        std::to_string(type_names_.at(name).second) + ")",
                    "choose another name", tokens[1].byte);
  }
  type_names_.emplace(name, std::pair(name, line_));
  NodeType type;
  type.id = TypeId(static_cast<std::uint16_t>(ontology_.types_.size()));
  type.name = name;
  type.key_prefix = ontology_.closed_ ? prefix_of(name) : name;
  for (std::size_t at = 2; at < tokens.size(); ++at) {
    const std::string& word = tokens[at].text;
    if (word == "abstract") {
      type.is_abstract = true;
    } else if (word == "concept") {
      type.is_concept = true;
    } else if (word == "system") {
      type.is_system = true;
    } else if (word == "parent" && at + 1 < tokens.size()) {
      parents_.push_back({type.id.value, {tokens[++at]}, {}, line_, line_text_});
    } else {
      return rejected("unexpected `" + word + "` after type " + name,
                      "allowed: abstract, concept, system, parent TYPE", tokens[at].byte);
    }
  }
  ontology_.types_.push_back(std::move(type));
  return {};
}

Result<void> OntologyReader::read_prior(const Tokens& tokens, std::size_t& at, int& prior) const {
  const std::string text = at + 1 < tokens.size() ? tokens[at + 1].text : "";
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), prior);
  if (code != std::errc() || end != text.data() + text.size() || prior < 0 || prior > 1000) {
    return rejected("`prior` takes a whole number from 0 to 1000, found `" + text + "`",
                    "prior 700", tokens[at].byte);
  }
  ++at;
  return {};
}

Result<void> OntologyReader::read_relation(const Tokens& tokens) {
  section_ = Section::Relation;
  if (tokens.size() < 2 || is_sign(tokens[1])) {
    return rejected("a relation needs a name", "relation OFFERS prior 750");
  }
  if (ontology_.relations_.size() >= 0xFFFF) return rejected("more than 65535 relations", "");
  Relation relation;
  relation.id = RelationId(static_cast<std::uint16_t>(ontology_.relations_.size()));
  relation.family = relation.id;
  relation.name = tokens[1].text;
  if (relation_names_.count(relation.name) != 0) {
    return rejected("`" + relation.name + "` is taken already by " +
                        relation_names_.at(relation.name).first + " (line " +
                        std::to_string(relation_names_.at(relation.name).second) + ")",
                    "choose another name", tokens[1].byte);
  }
  relation_names_.emplace(relation.name, std::pair(relation.name, line_));
  for (std::size_t at = 2; at < tokens.size(); ++at) {
    const std::string& word = tokens[at].text;
    if (word == "symmetric") {
      relation.symmetric = true;
    } else if (word == "plain") {
      relation.plain = true;
    } else if (word == "prior") {
      auto done = read_prior(tokens, at, relation.prior);
      if (!done) return done;
    } else {
      return rejected("unexpected `" + word + "` after relation " + relation.name,
                      "allowed: symmetric, plain, prior NUMBER", tokens[at].byte);
    }
  }
  ontology_.relations_.push_back(std::move(relation));
  ontology_.relation_properties_.emplace_back();
  return {};
}

Result<void> OntologyReader::read_kind(const Tokens& tokens) {
  if (ontology_.relations_.empty() || section_ == Section::Top || section_ == Section::Type) {
    return rejected("a kind stands below the relation whose kind it is",
                    "relation OFFERS, and below it: kind LAUNCHES");
  }
  if (tokens.size() < 2 || is_sign(tokens[1]))
    return rejected("a kind needs a name", "kind LAUNCHES");
  const Relation above = ontology_.relations_.back();
  Relation kind;
  kind.id = RelationId(static_cast<std::uint16_t>(ontology_.relations_.size()));
  kind.family = above.family;
  kind.name = tokens[1].text;
  kind.prior = ontology_.relations_[above.family.value].prior;
  if (relation_names_.count(kind.name) != 0) {
    return rejected("`" + kind.name + "` is taken already by " +
                        relation_names_.at(kind.name).first + " (line " +
                        std::to_string(relation_names_.at(kind.name).second) + ")",
                    "choose another name", tokens[1].byte);
  }
  relation_names_.emplace(kind.name, std::pair(kind.name, line_));
  for (std::size_t at = 2; at < tokens.size(); ++at) {
    if (tokens[at].text != "prior") {
      return rejected("unexpected `" + tokens[at].text + "` after kind " + kind.name,
                      "allowed: prior NUMBER", tokens[at].byte);
    }
    auto done = read_prior(tokens, at, kind.prior);
    if (!done) return done;
  }
  section_ = Section::Kind;
  ontology_.relations_.push_back(std::move(kind));
  ontology_.relation_properties_.emplace_back();
  return {};
}

Result<std::vector<SchemaName>> OntologyReader::names_from(const Tokens& tokens,
                                                           std::size_t at) const {
  std::vector<SchemaName> names;
  while (at < tokens.size()) {
    const auto tag = parse_name_tag(tokens[at].text);
    if (!tag || tokens[at].quoted) {
      return rejected("`" + tokens[at].text + "` is no language of names",
                      "names go by language: ko 기업, 회사 | zh 企业 | en firm", tokens[at].byte);
    }
    for (++at;; ++at) {
      const std::size_t byte = at < tokens.size() ? tokens[at].byte : line_text_.size();
      std::string name;
      std::size_t words = 0;
      for (; at < tokens.size() && !tokens[at].is_sign(",") && !tokens[at].is_sign("|"); ++at) {
        if (words++ > 0) name += ' ';
        name += tokens[at].text;
      }
      if (words == 0) return rejected("a name is missing", "ko 기업, 회사 | en firm", byte);
      names.push_back({*tag, std::move(name)});
      if (at == tokens.size() || tokens[at].is_sign("|")) break;
    }
    if (at < tokens.size() && ++at == tokens.size()) {
      return rejected("nothing follows the last `|`", "remove it, or name another language");
    }
  }
  return names;
}

Result<void> OntologyReader::read_names(const Tokens& tokens) {
  auto names = names_from(tokens, 1);
  if (!names) return names.error();
  if (names->empty())
    return rejected("`names` without a name", "names ko 기업 | zh 企业 | en firm");
  const bool of_type = section_ == Section::Type;
  const std::string owner =
      of_type ? ontology_.types_.back().name : ontology_.relations_.back().name;
  auto& taken = of_type ? type_names_ : relation_names_;
  for (const SchemaName& name : *names) {
    auto done = claim(taken, name.text, owner, tokens[0].byte, of_type ? "type" : "relation");
    if (!done) return done;
  }
  auto& list = of_type ? ontology_.types_.back().names : ontology_.relations_.back().names;
  list.insert(list.end(), names->begin(), names->end());
  return {};
}

Result<void> OntologyReader::read_kinds(const Tokens& tokens) {
  std::vector<std::string>& kinds = ontology_.types_.back().kinds;
  for (std::size_t at = 1; at < tokens.size(); at += 2) {
    const std::string& kind = tokens[at].text;
    if (is_sign(tokens[at]))
      return rejected("a kind is missing", "kinds company, group", tokens[at].byte);
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) {
      return rejected("the kind `" + kind + "` stands twice", "keep one", tokens[at].byte);
    }
    kinds.push_back(kind);
    if (at + 1 < tokens.size() && !tokens[at + 1].is_sign(",")) {
      return rejected("expected `,` between kinds, found `" + tokens[at + 1].text + "`",
                      "kinds company, group", tokens[at + 1].byte);
    }
  }
  return {};
}

}  // namespace sarye
