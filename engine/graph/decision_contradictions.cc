// Decisions that cannot both hold. Order has no meaning, so neither of them wins.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/graph/decisions.h"
#include "engine/text/name_key.h"

namespace sarye {

namespace {

class Finder {
 public:
  Finder(const std::vector<Decision>& decisions, const Ontology& ontology)
      : decisions_(decisions), ontology_(ontology) {}

  std::vector<Contradiction> run() {
    for (const Decision& decision : decisions_) {
      switch (decision.kind) {
        case DecisionKind::Merge:
          merge(decision);
          break;
        case DecisionKind::Type:
          type(decision);
          break;
        case DecisionKind::Set:
          set(decision);
          break;
        case DecisionKind::Split:
          once("split\t" + key(decision.entity) + "\t" + place(decision), key(decision.other),
               decision, "the words name " + key(decision.other) + " here and something else");
          break;
        case DecisionKind::AcceptEdge:
        case DecisionKind::RejectEdge:
          edge(decision);
          break;
        case DecisionKind::AcceptEntity:
        case DecisionKind::Alias:
        case DecisionKind::Stopword:
          names(decision);
          break;
        case DecisionKind::Distinct:
          break;
      }
    }
    rings();
    distinct();
    std::sort(out_.begin(), out_.end(), [](const Contradiction& a, const Contradiction& b) {
      return std::tie(a.line, a.other, a.what) < std::tie(b.line, b.other, b.what);
    });
    return std::move(out_);
  }

 private:
  struct Said {
    std::string value;
    int line;
  };

  std::string key(const EntityRef& ref) const {
    return ref.type.empty() ? std::string("*") : to_key(ref, ontology_);
  }

  static std::string place(const Decision& d) {
    return d.document + "\t" + d.quote.text + "\t" + d.quote.hash;
  }

  void found(int a, int b, std::string what) {
    out_.push_back({std::max(a, b), std::min(a, b), std::move(what)});
  }

  // `subject` has one value.
  void once(const std::string& subject, const std::string& value, const Decision& d,
            std::string what) {
    const auto [at, is_new] = said_.try_emplace(subject, Said{value, d.line});
    if (!is_new && at->second.value != value) found(d.line, at->second.line, std::move(what));
  }

  void merge(const Decision& d) {
    once("merge\t" + key(d.other), key(d.entity), d,
         key(d.other) + " goes into " + key(d.entity) + " here and into another");
    goes_.try_emplace(key(d.other), key(d.entity), d.line);
  }

  void type(const Decision& d) {
    const std::string subject =
        d.names.empty() ? key(d.entity) : "\"" + d.names.front().text + "\"";
    const std::string folded = d.names.empty() ? subject : name_key(d.names.front().text);
    once("type\t" + folded, d.type, d, subject + " is a " + d.type + " here and something else");
  }

  void set(const Decision& d) {
    for (const auto& [name, value] : d.values) {
      once("set\t" + key(d.entity) + "\t" + name, value, d,
           name + " of " + key(d.entity) + " is " + value + " here and something else");
    }
  }

  void edge(const Decision& d) {
    const bool accepts = d.kind == DecisionKind::AcceptEdge;
    const std::string subject =
        "edge\t" + place(d) + "\t" + d.relation + "\t" + key(d.from) + "\t" + key(d.to);
    once(subject, accepts ? "accepted" : "rejected", d,
         "the edge " + d.relation +
             (accepts ? " is accepted here and rejected" : " is rejected here and accepted"));
  }

  void names(const Decision& d) {
    const bool stops = d.kind == DecisionKind::Stopword;
    for (const EntityName& name : d.names) {
      once("name\t" + name_key(name.text), stops ? "none" : "name", d,
           "\"" + name.text + "\" is " +
               (stops ? "no name here and a name" : "a name here and no name"));
    }
  }

  // Where `from` ends after all merges; empty in a ring.
  std::string end_of(const std::string& from) const {
    std::string at = from;
    for (std::size_t steps = 0; steps <= goes_.size(); ++steps) {
      const auto next = goes_.find(at);
      if (next == goes_.end()) return at;
      at = next->second.first;
    }
    return {};
  }

  void rings() {
    std::set<std::string> told;
    for (const auto& [from, to] : goes_) {
      if (told.contains(from)) continue;
      std::string at = from;
      int first = to.second;
      int last = to.second;
      bool ring = false;
      std::vector<std::string> passed;
      for (std::size_t steps = 0; steps <= goes_.size(); ++steps) {
        const auto next = goes_.find(at);
        if (next == goes_.end()) break;
        passed.push_back(at);
        first = std::min(first, next->second.second);
        last = std::max(last, next->second.second);
        at = next->second.first;
        if (at == from) {
          ring = true;
          break;
        }
      }
      if (!ring) continue;
      told.insert(passed.begin(), passed.end());
      found(last, first, from + " goes into itself, together with the merge");
    }
  }

  void distinct() {
    for (const Decision& d : decisions_) {
      if (d.kind != DecisionKind::Distinct) continue;
      const std::string a = end_of(key(d.entity));
      if (a.empty() || a != end_of(key(d.other))) continue;
      const auto merged =
          goes_.contains(key(d.entity)) ? goes_.find(key(d.entity)) : goes_.find(key(d.other));
      const bool here = merged->second.second < d.line;
      found(d.line, merged->second.second,
            here ? key(d.entity) + " and " + key(d.other) + " are distinct here and merged"
                 : key(d.entity) + " and " + key(d.other) + " are merged here and distinct");
    }
  }

  const std::vector<Decision>& decisions_;
  const Ontology& ontology_;
  std::map<std::string, Said> said_;
  std::map<std::string, std::pair<std::string, int>> goes_;
  std::vector<Contradiction> out_;
};

}  // namespace

std::vector<Contradiction> contradictions(const std::vector<Decision>& decisions,
                                          const Ontology& ontology) {
  return Finder(decisions, ontology).run();
}

}  // namespace sarye
