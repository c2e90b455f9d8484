#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "engine/graph/apply_decisions.h"
#include "engine/graph/decision_words.h"
#include "engine/graph/stable_key.h"
#include "engine/model/suggestion.h"
#include "engine/text/script.h"

namespace sarye {

namespace {

constexpr std::array<std::string_view, 10> kVerbs = {
    "accept", "alias", "merge", "split", "distinct", "type", "reject", "set", "stopword", "v1"};
constexpr std::array<std::string_view, 4> kNotes = {"at", "by", "reason", "source"};

Error decision_error(std::string what, std::string hint = {}) {
  return Error{ErrorCode::Rejected, std::move(what), std::move(hint)};
}

bool is_note(std::string_view name) {
  return std::find(kNotes.begin(), kNotes.end(), name) != kNotes.end();
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// What the script of a name says about its language.
NameTag decision_tag(std::string_view name) {
  const ScriptCounts counts = count_scripts(name);
  if (counts[Script::Hangul] > 0) return NameTag::Ko;
  if (counts[Script::Kana] > 0) return NameTag::Ja;
  if (counts[Script::Han] > 0) {
    return han_form(name) == HanForm::Traditional ? NameTag::ZhHant : NameTag::ZhHans;
  }
  return counts[Script::Latin] > 0 ? NameTag::En : NameTag::Unknown;
}

class LineParser {
 public:
  LineParser(std::vector<DecisionWord> words, const Ontology& ontology)
      : words_(std::move(words)), ontology_(ontology) {}

  Result<std::vector<Decision>> run() {
    const std::string verb = words_.front().text;
    at_ = 1;
    Result<void> done;
    if (words_.front().kind != DecisionWord::Kind::Word) {
      return decision_error("the line does not start with a decision", verbs_hint());
    }
    if (verb == "accept") {
      done = accept();
    } else if (verb == "alias") {
      done = alias();
    } else if (verb == "merge") {
      done = merge();
    } else if (verb == "split") {
      done = split();
    } else if (verb == "distinct") {
      done = distinct();
    } else if (verb == "type") {
      done = type();
    } else if (verb == "reject") {
      done = reject();
    } else if (verb == "set") {
      done = set();
    } else if (verb == "stopword") {
      done = stopword();
    } else {
      const std::string_view near =
          nearest_name(verb, std::vector<std::string_view>(kVerbs.begin(), kVerbs.end() - 1));
      return decision_error(
          "there is no decision " + verb,
          near.empty() ? verbs_hint() : "did you mean " + std::string(near) + "?");
    }
    if (!done) return done.error();
    if (at_ < words_.size()) {
      return decision_error("\"" + words_[at_].text + "\" does not belong here");
    }
    if (out_.empty()) out_.push_back(decision_);
    if (auto good = check_figures(); !good) return good.error();
    return std::move(out_);
  }

 private:
  static std::string verbs_hint() {
    return "decisions: accept, alias, merge, split, distinct, type, reject, set, stopword";
  }

  // A figure is what it says: it has no names, and is not the same as another.
  Result<void> check_figures() const {
    for (const Decision& d : out_) {
      const bool about_names = d.kind == DecisionKind::AcceptEntity ||
                               d.kind == DecisionKind::Alias || d.kind == DecisionKind::Merge ||
                               d.kind == DecisionKind::Split || d.kind == DecisionKind::Type;
      if (!about_names) continue;
      if (d.entity.type == "Metric" || d.other.type == "Metric" || d.type == "Metric") {
        return decision_error("figures have no names and are not merged",
                              "`set metric:… value=…` corrects one, `reject edge` takes one out");
      }
    }
    return {};
  }

  bool next_is(DecisionWord::Kind kind) const {
    return at_ < words_.size() && words_[at_].kind == kind;
  }

  bool take_word(std::string_view text) {
    if (!next_is(DecisionWord::Kind::Word) || words_[at_].text != text) return false;
    ++at_;
    return true;
  }

  Result<EntityRef> key_of(const std::string& text) const {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) {
      return decision_error(
          "\"" + text + "\" is no key of an entity",
          "a key is a type and a name: firm:deepseek; `x.key` shows it in a query");
    }
    const std::string prefix = text.substr(0, colon);
    for (const NodeType& type : ontology_.types()) {
      if (type.is_abstract || type.key_prefix != prefix) continue;
      if (type.is_system) {
        return decision_error("a " + type.name + " is no entity that decisions are about");
      }
      return EntityRef{type.name, key_part(name_of_key_part(text.substr(colon + 1)))};
    }
    std::vector<std::string_view> known;
    for (const NodeType& type : ontology_.types()) {
      if (!type.is_abstract && !type.is_system) known.push_back(type.key_prefix);
    }
    const std::string_view near = nearest_name(prefix, known);
    return decision_error("there is no type with the prefix " + prefix + ":",
                          near.empty() ? "" : "did you mean " + std::string(near) + ":?");
  }

  Result<void> take_key(EntityRef& out, std::string_view what) {
    if (!next_is(DecisionWord::Kind::Word)) {
      return decision_error("the key of " + std::string(what) + " is missing");
    }
    auto key = key_of(words_[at_].text);
    if (!key) return key.error();
    ++at_;
    out = std::move(*key);
    return {};
  }

  Result<void> take_names(std::size_t at_least) {
    while (next_is(DecisionWord::Kind::Quoted)) {
      const DecisionWord& word = words_[at_++];
      if (word.text.empty()) return decision_error("a name is empty");
      EntityName name{decision_tag(word.text), NameKind::Official, word.text};
      if (!word.tag.empty()) {
        const auto tag = parse_name_tag(word.tag == "zh" ? "zh-Hans" : word.tag);
        if (!tag) {
          return decision_error("@" + word.tag + " is no language",
                                "languages: ko, zh, zh-Hans, zh-Hant, en, ja");
        }
        if (word.tag != "zh" || language_of(name.tag) != Language::Chinese) name.tag = *tag;
      }
      decision_.names.push_back(std::move(name));
    }
    if (decision_.names.size() < at_least) {
      return decision_error("a name in quotes is missing");
    }
    return {};
  }

  Result<void> take_values(std::string_view verb, bool edge, bool properties) {
    while (next_is(DecisionWord::Kind::Value)) {
      const DecisionWord& word = words_[at_++];
      if (!seen_.insert(word.name).second) {
        return decision_error(word.name + "= is there twice");
      }
      if (is_note(word.name)) {
        if (word.name == "at" && !Date::parse(word.text)) {
          return decision_error("at=" + word.text + " is no day", "a day is 2026-11-21");
        }
        decision_.notes[word.name] = word.text;
      } else if (edge && word.name == "doc") {
        if (auto done = take_document(word.text); !done) return done;
      } else if (edge && word.name == "quote") {
        if (auto done = take_quote(word.text); !done) return done;
      } else if (edge && (word.name == "from" || word.name == "to")) {
        auto key = key_of(word.text);
        if (!key) return key.error();
        (word.name == "from" ? decision_.from : decision_.to) = std::move(*key);
      } else if (edge && word.name == "rel") {
        const Relation* relation = ontology_.find_relation(word.text);
        if (relation == nullptr) return unknown_relation(word.text);
        decision_.relation = relation->name;
      } else if (properties) {
        decision_.values[word.name] = word.text;
      } else {
        return decision_error(word.name + "= does not belong to " + std::string(verb));
      }
    }
    return {};
  }

  Error unknown_relation(const std::string& name) const {
    std::vector<std::string_view> known;
    for (const Relation& relation : ontology_.relations()) known.push_back(relation.name);
    const std::string_view near = nearest_name(name, known);
    return decision_error("there is no relation " + name,
                          near.empty() ? "`sarye show STORE relations` lists them"
                                       : "did you mean " + std::string(near) + "?");
  }

  Result<void> take_document(const std::string& text) {
    if (text.starts_with("sha256:") && (text.size() < 7 + 16 || !is_hex(text.substr(7)))) {
      return decision_error(
          "doc=" + text + " is no document",
          "a document is its work, its key, or sha256: and at least 16 digits of 0-9 and a-f");
    }
    decision_.document = text;
    return {};
  }

  Result<void> take_quote(const std::string& text) {
    if (text.starts_with("q:")) {
      decision_.quote.hash = text.substr(2);
      if (decision_.quote.hash.size() != 16 || !is_hex(decision_.quote.hash)) {
        return decision_error("quote=" + text + " is no hash of a quote",
                              "q: and 16 digits of 0-9 and a-f, or the words in quotes");
      }
      return {};
    }
    decision_.quote.text = text;
    return {};
  }

  Result<void> need_place(std::string_view verb, bool relation) {
    if (decision_.document.empty()) {
      return decision_error(std::string(verb) + " needs doc=", "doc= and the document's work");
    }
    if (decision_.quote == QuoteRef()) return decision_error(std::string(verb) + " needs quote=");
    if (relation && decision_.relation.empty()) {
      return decision_error(std::string(verb) + " needs rel=");
    }
    return {};
  }

  Result<void> accept() {
    if (take_word("entity")) {
      decision_.kind = DecisionKind::AcceptEntity;
      if (auto done = take_key(decision_.entity, "the entity"); !done) return done;
      if (auto done = take_names(0); !done) return done;
      return take_values("accept entity", false, false);
    }
    if (!take_word("edge")) {
      return decision_error("what is accepted is missing", "accept entity KEY, or accept edge");
    }
    decision_.kind = DecisionKind::AcceptEdge;
    if (auto done = take_values("accept edge", true, true); !done) return done;
    if (auto done = need_place("accept edge", true); !done) return done;
    return check_edge();
  }

  // What an edge that a person states may say: its ends, its stance, its qualifiers.
  Result<void> check_edge() {
    const Relation* kind = ontology_.find_relation(decision_.relation);
    const Relation& family = ontology_.relation(kind->family);
    if (family.plain) return decision_error(family.name + " is not stated by a sentence");
    const bool ends = !decision_.from.type.empty() && !decision_.to.type.empty();
    if (ends) {
      const TypeId from = ontology_.find_type(decision_.from.type)->id;
      const TypeId to = ontology_.find_type(decision_.to.type)->id;
      if (!ontology_.allows(family.id, from, to) &&
          !(family.symmetric && ontology_.allows(family.id, to, from))) {
        return decision_error(
            family.name + " does not lead from " + decision_.from.type + " to " + decision_.to.type,
            "`sarye show STORE " + family.name + "` tells what it joins");
      }
    }
    static const std::map<std::string, std::vector<std::string_view>> stances = {
        {"polarity", {"asserted", "denied"}},
        {"modality", {"stated", "planned", "forecast", "possible", "required", "recommended"}}};
    for (const auto& [name, value] : decision_.values) {
      if (name == "attribution") continue;
      const auto stance = stances.find(name);
      std::vector<std::string> allowed;
      bool known = stance != stances.end();
      if (known) allowed.assign(stance->second.begin(), stance->second.end());
      for (const Qualifier& qualifier : family.qualifiers) {
        if (qualifier.name != name) continue;
        known = true;
        allowed = qualifier.values;
      }
      if (!known) return decision_error(family.name + " has no " + name);
      if (auto done = one_of(name, value, allowed); !done) return done;
    }
    return {};
  }

  static Result<void> one_of(const std::string& name, const std::string& value,
                             const std::vector<std::string>& allowed) {
    if (allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) {
      return {};
    }
    std::string list;
    for (const std::string& one : allowed) list += (list.empty() ? "" : ", ") + one;
    return decision_error(name + "=" + value + " is not known", name + " is one of " + list);
  }

  Result<void> alias() {
    decision_.kind = DecisionKind::Alias;
    if (auto done = take_key(decision_.entity, "the entity"); !done) return done;
    if (auto done = take_names(1); !done) return done;
    return take_values("alias", false, false);
  }

  // One decision for each that goes into the first.
  Result<void> merge() {
    decision_.kind = DecisionKind::Merge;
    if (auto done = take_key(decision_.entity, "the entity that stays"); !done) return done;
    if (!next_is(DecisionWord::Kind::Arrow) || words_[at_].text != "<-") {
      return decision_error("<- is missing", "merge STAYS <- GOES");
    }
    ++at_;
    std::vector<EntityRef> others;
    do {
      EntityRef other;
      if (auto done = take_key(other, "the entity that goes into it"); !done) return done;
      if (other == decision_.entity) {
        return decision_error(to_key(other, ontology_) + " is merged with itself");
      }
      others.push_back(std::move(other));
    } while (next_is(DecisionWord::Kind::Word));
    if (auto done = take_values("merge", false, false); !done) return done;
    for (EntityRef& other : others) {
      decision_.other = std::move(other);
      out_.push_back(decision_);
    }
    return {};
  }

  Result<void> split() {
    decision_.kind = DecisionKind::Split;
    if (auto done = take_key(decision_.entity, "the entity"); !done) return done;
    take_word("mention");
    if (auto done = take_values("split", true, false); !done) return done;
    if (!next_is(DecisionWord::Kind::Arrow) || words_[at_].text != "->") {
      return decision_error("-> is missing", "split KEY doc=WORK quote=\"words\" -> OTHER_KEY");
    }
    ++at_;
    if (auto done = take_key(decision_.other, "what the words name"); !done) return done;
    if (auto done = take_values("split", true, false); !done) return done;
    if (auto done = need_place("split", false); !done) return done;
    if (!decision_.quote.hash.empty()) {
      return decision_error("split needs the words themselves, not their hash");
    }
    if (decision_.other == decision_.entity) {
      return decision_error("the two keys are the same");
    }
    return {};
  }

  Result<void> distinct() {
    decision_.kind = DecisionKind::Distinct;
    if (auto done = take_key(decision_.entity, "the first entity"); !done) return done;
    if (auto done = take_key(decision_.other, "the second entity"); !done) return done;
    if (decision_.other == decision_.entity) {
      return decision_error(to_key(decision_.other, ontology_) + " is not different from itself");
    }
    if (decision_.other < decision_.entity) std::swap(decision_.entity, decision_.other);
    return take_values("distinct", false, false);
  }

  Result<void> type() {
    decision_.kind = DecisionKind::Type;
    if (next_is(DecisionWord::Kind::Quoted)) {
      if (auto done = take_names(1); !done) return done;
    } else if (auto done = take_key(decision_.entity, "the entity"); !done) {
      return done;
    }
    if (!next_is(DecisionWord::Kind::Arrow) || words_[at_].text != "->") {
      return decision_error("-> is missing", "type \"NAME\" -> firm");
    }
    ++at_;
    if (!next_is(DecisionWord::Kind::Word)) return decision_error("the new type is missing");
    const std::string& wanted = words_[at_++].text;
    std::vector<std::string_view> known;
    for (const NodeType& type : ontology_.types()) {
      if (type.is_abstract || type.is_system) continue;
      known.push_back(type.key_prefix);
      if (type.key_prefix == wanted || type.name == wanted) decision_.type = type.name;
    }
    if (decision_.type.empty()) {
      const std::string_view near = nearest_name(wanted, known);
      return decision_error("there is no type " + wanted,
                            near.empty() ? "" : "did you mean " + std::string(near) + "?");
    }
    return take_values("type", false, false);
  }

  Result<void> reject() {
    if (!take_word("edge")) {
      return decision_error("what is rejected is missing",
                            "reject edge doc=WORK quote=… rel=RELATION; a word that is no name is "
                            "`stopword \"WORD\"`");
    }
    decision_.kind = DecisionKind::RejectEdge;
    if (auto done = take_values("reject edge", true, false); !done) return done;
    return need_place("reject edge", true);
  }

  Result<void> set() {
    decision_.kind = DecisionKind::Set;
    if (auto done = take_key(decision_.entity, "the entity"); !done) return done;
    if (auto done = take_values("set", false, true); !done) return done;
    if (decision_.values.empty()) return decision_error("what is set is missing", "set KEY name=…");
    const NodeType& type = *ontology_.find_type(decision_.entity.type);
    // USD:million is a currency and a unit.
    if (const auto unit = decision_.values.find("unit"); unit != decision_.values.end()) {
      if (unit->second.size() > 4 && unit->second[3] == ':') {
        decision_.values["currency"] = unit->second.substr(0, 3);
        unit->second.erase(0, 4);
      }
    }
    for (const auto& [name, value] : decision_.values) {
      if (name == "name") continue;
      if (name == "kind") {
        if (auto done = one_of(name, value, type.kinds); !done) return done;
        continue;
      }
      const PropertyType* property = ontology_.find_property(type.id, name);
      if (property != nullptr && property->name == name) continue;
      std::vector<std::string_view> known = {"name", "kind"};
      for (const PropertyType& one : type.properties) known.push_back(one.name);
      const std::string_view near = nearest_name(name, known);
      return decision_error("a " + type.name + " has no property " + name,
                            near.empty() ? "" : "did you mean " + std::string(near) + "?");
    }
    return {};
  }

  Result<void> stopword() {
    decision_.kind = DecisionKind::Stopword;
    if (auto done = take_names(1); !done) return done;
    return take_values("stopword", false, false);
  }

  std::vector<DecisionWord> words_;
  const Ontology& ontology_;
  std::size_t at_ = 0;
  std::set<std::string> seen_;
  Decision decision_;
  std::vector<Decision> out_;
};

}  // namespace

Result<std::vector<Decision>> parse_decision_line(std::string_view line, const Ontology& ontology) {
  auto words = decision_words(line);
  if (!words) return words.error();
  if (words->empty()) return std::vector<Decision>();
  return LineParser(std::move(*words), ontology).run();
}

}  // namespace sarye
