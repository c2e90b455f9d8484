#include "engine/syntax/expected.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "engine/syntax/grammar_walk.h"

namespace sarye {

namespace {

constexpr int kBottom = -1;

// All ways to be inside the grammar at once. A stack of calls is a list that shares its tails;
// equal stacks have one number, so that equal ways are seen to be one.
class Walker {
 public:
  Walker(const GrammarGraph& grammar, const Vocabulary& words) : grammar_(grammar), words_(words) {
    next_.push_back({grammar_.rule_start[0], kBottom});
    close();
  }

  // Moves over one word; false, and unmoved, when it does not fit.
  bool step(int type) {
    next_.clear();
    for (const Way& way : ways_) {
      for (const auto& arc : grammar_.states[way.state].arcs) {
        if (arc.kind != GrammarGraph::Arc::Kind::Words) continue;
        if (std::binary_search(arc.words.begin(), arc.words.end(), type)) {
          next_.push_back({arc.target, way.stack});
        }
      }
    }
    if (next_.empty()) return false;
    close();
    return true;
  }

  std::vector<Expectation> expected() const {
    std::set<Expectation> found;
    for (const Way& way : ways_) describe(way, found);
    return {found.begin(), found.end()};
  }

 private:
  struct Way {
    int state = 0;
    int stack = kBottom;
  };
  struct Frame {
    int parent = kBottom;
    int follow = 0;
  };

  static std::uint64_t key(int a, int b) {
    return std::uint64_t{static_cast<std::uint32_t>(a)} << 32 | static_cast<std::uint32_t>(b);
  }

  int push(int parent, int follow) {
    const auto [at, fresh] = frame_ids_.try_emplace(key(parent, follow), 0);
    if (fresh) {
      at->second = static_cast<int>(frames_.size());
      frames_.push_back({parent, follow});
    }
    return at->second;
  }

  // From next_ along everything that takes no word, to the states that take one.
  void close() {
    ways_.clear();
    seen_.clear();
    while (!next_.empty()) {
      const Way way = next_.back();
      next_.pop_back();
      if (!seen_.insert(key(way.state, way.stack)).second) continue;
      const auto& state = grammar_.states[way.state];
      if (state.stop) {
        if (way.stack != kBottom) {
          next_.push_back({frames_[way.stack].follow, frames_[way.stack].parent});
        }
        continue;
      }
      bool takes_word = false;
      for (const auto& arc : state.arcs) {
        switch (arc.kind) {
          case GrammarGraph::Arc::Kind::Epsilon:
            next_.push_back({arc.target, way.stack});
            break;
          case GrammarGraph::Arc::Kind::Rule:
            next_.push_back({arc.target, push(way.stack, arc.follow)});
            break;
          case GrammarGraph::Arc::Kind::Words:
            takes_word = true;
            break;
        }
      }
      if (takes_word) ways_.push_back(way);
    }
  }

  const std::string& rule_of(int state) const {
    return grammar_.rule_names[grammar_.states[state].rule];
  }

  void describe(const Way& way, std::set<Expectation>& found) const {
    const std::string& rule = rule_of(way.state);
    if (rule == "name" || rule == "reserved") {
      describe_name(way.stack, found);
      return;
    }
    for (const auto& arc : grammar_.states[way.state].arcs) {
      for (int type : arc.words) describe_word(type, rule, found);
    }
  }

  void describe_word(int type, const std::string& rule, std::set<Expectation>& found) const {
    if (type == kEndOfText) {
      found.insert({ExpectationKind::End});
      return;
    }
    const std::string& name = words_.names[type];
    if (name == "STRING") {
      found.insert({rule == "node"         ? ExpectationKind::Entity
                    : rule == "docsetAtom" ? ExpectationKind::DocumentKey
                    : rule == "language"   ? ExpectationKind::Language
                    : rule == "topic"      ? ExpectationKind::Topic
                                           : ExpectationKind::String});
    } else if (name == "INTEGER" || name == "FLOAT") {
      found.insert({ExpectationKind::Number});
    } else if (name == "PARAMETER") {
      found.insert({ExpectationKind::Parameter});
    } else if (words_.is_keyword(type)) {
      found.insert({ExpectationKind::Keyword, words_.text_of(type)});
    } else {
      found.insert({ExpectationKind::Sign, words_.text_of(type)});
    }
  }

  // A name means what the rule that asks for it says; a label what stands around it.
  void describe_name(int stack, std::set<Expectation>& found) const {
    static const std::unordered_map<std::string, ExpectationKind> kRoles = {
        {"variable", ExpectationKind::Variable},      {"newName", ExpectationKind::NewName},
        {"property", ExpectationKind::Property},      {"function", ExpectationKind::Function},
        {"docsetName", ExpectationKind::DocumentSet}, {"language", ExpectationKind::Language},
        {"format", ExpectationKind::Format},          {"subject", ExpectationKind::Subject},
        {"option", ExpectationKind::Option},          {"topic", ExpectationKind::Topic},
    };
    const std::string& role = rule_of(frames_[stack].follow);
    if (role == "unit") {
      for (const char* word : {"DOCUMENTS", "LANGUAGES", "PASSAGES", "SOURCES"}) {
        found.insert({ExpectationKind::Unit, word});
      }
    } else if (role == "modality") {
      for (const char* word :
           {"forecast", "planned", "possible", "recommended", "required", "stated"}) {
        found.insert({ExpectationKind::Modality, word});
      }
    } else if (role == "label") {
      describe_label(frames_[stack].parent, found);
    } else if (const auto known = kRoles.find(role); known != kRoles.end()) {
      found.insert({known->second});
    }
  }

  void describe_label(int stack, std::set<Expectation>& found) const {
    for (; stack != kBottom; stack = frames_[stack].parent) {
      const std::string& rule = rule_of(frames_[stack].follow);
      if (rule == "labelExpr" || rule == "labelTerm") continue;
      if (rule != "edge") found.insert({ExpectationKind::Type});
      if (rule != "node" && rule != "trace") found.insert({ExpectationKind::Relation});
      return;
    }
  }

  const GrammarGraph& grammar_;
  const Vocabulary& words_;
  std::vector<Frame> frames_;
  std::unordered_map<std::uint64_t, int> frame_ids_;
  std::vector<Way> ways_;  // at states that take a word
  std::vector<Way> next_;
  std::unordered_set<std::uint64_t> seen_;
};

}  // namespace

WalkEnd walk_grammar(const std::vector<Token>& tokens, std::size_t about, bool with_end) {
  std::size_t at = std::min(about, tokens.size() - 1);
  while (at > 0 && vocabulary().text_of(tokens[at - 1].type) != ";") --at;

  WalkEnd end;
  Walker walker(grammar_graph(), vocabulary());
  for (std::size_t words = 0; at < tokens.size(); ++at, ++words) {
    if (tokens[at].type == kEndOfText && !with_end) break;
    if (words == kMaxWalkedWords) return {about, false, {}};
    if (!walker.step(tokens[at].type)) break;
  }
  end.token = at;
  end.expected = walker.expected();
  return end;
}

std::vector<Expectation> expected_after(std::string_view prefix) {
  const auto source = SourceText::read(prefix);
  if (!source) return {};
  const std::vector<Token> tokens = tokenise(*source);
  WalkEnd end = walk_grammar(tokens, tokens.size() - 1, false);
  const bool all_fit = end.exact && tokens[end.token].type == kEndOfText;
  return all_fit ? std::move(end.expected) : std::vector<Expectation>{};
}

}  // namespace sarye
