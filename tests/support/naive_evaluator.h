// What the language says of evidence, computed as it is said: every edge is tried everywhere, every
// assertion is looked at, nothing is planned and nothing is kept. It shares no code with the
// executor, so that the two can be held against each other.
//
//   An edge has assertions. The words of a MATCH (and FROM) filter assertions, for every edge bound
//   in it, each hop too; an edge survives if one assertion is left. Then its tests are asked.
//   Without words an edge reads what is asserted, and stated, planned or forecast. A plain edge has
//   no assertion: any word drops it. Functions and citations see the survivors alone.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/value.h"
#include "tests/support/naive_query.h"

namespace sarye::naive {

class Evaluator {
 public:
  Evaluator(const Graph& graph, const Query& query) : graph_(graph), query_(query) {}

  // Each row as one line: columns, then what it cites. Sorted.
  std::vector<std::string> rows() {
    std::vector<std::string> out;
    matches(0, {}, [&](const Row& row) {
      if (query_.unwinds.empty()) {
        out.push_back(line(row, nullptr));
        return;
      }
      const Bound& bound = row.at(query_.unwinds);
      if (bound.kind != Bound::Kind::Edge) return;
      for (const Assertion* said : survivors(edge(bound.edges[0]), *bound.filter))
        out.push_back(line(row, said));
    });
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  // The words of one MATCH for one of its edges.
  struct Filter {
    const Words* words = nullptr;
    std::set<std::string> kinds;  // empty: all
    std::set<std::string> whole;  // families that are meant as a whole
  };
  struct Bound {
    enum class Kind { Null, Node, Edge, Edges };
    Kind kind = Kind::Null;
    int node = -1;
    std::vector<int> edges;
    std::shared_ptr<const Filter> filter;
  };
  using Row = std::map<std::string, Bound>;
  using Emit = std::function<void(const Row&)>;

  const Edge& edge(int place) const { return graph_.edges[static_cast<std::size_t>(place)]; }
  const Node& node(int place) const { return graph_.nodes[static_cast<std::size_t>(place)]; }
  const Document& document(int place) const {
    return graph_.documents[static_cast<std::size_t>(place)];
  }

  // ---- documents and assertions

  static bool holds(const std::string& sign, long a, long b) {
    if (sign == "=") return a == b;
    if (sign == "<>") return a != b;
    if (sign == "<") return a < b;
    if (sign == "<=") return a <= b;
    if (sign == ">") return a > b;
    return a >= b;
  }

  bool is_in(const DocumentSet& set, const Document& d) const {
    using Kind = DocumentSet::Kind;
    switch (set.kind) {
      case Kind::All:
        return true;
      case Kind::Key:
        return d.key == set.text;
      case Kind::LanguageIs:
        return d.language == set.text;
      case Kind::LanguageIsNot:
        return d.language != set.text;
      case Kind::YearFrom:
        return d.date && d.date->year() >= set.year;
      case Kind::Union:
        return is_in(set.of[0], d) || is_in(set.of[1], d);
      case Kind::Except:
        return is_in(set.of[0], d) && !is_in(set.of[1], d);
      case Kind::Intersect:
        return is_in(set.of[0], d) && is_in(set.of[1], d);
    }
    return false;
  }
  bool is_in_all(const Words& words, const Document& d) const {
    for (const DocumentSet& set : query_.from) {
      if (!is_in(set, d)) return false;
    }
    for (const DocumentSet& set : words.documents) {
      if (!is_in(set, d)) return false;
    }
    return true;
  }
  static bool language_fits(const Words& words, const std::string& language) {
    for (const auto& some : words.languages) {
      if (std::find(some.begin(), some.end(), language) == some.end()) return false;
    }
    return true;
  }

  DateSpan time_of(const Assertion& said) const {
    if (said.stated_time) return *said.stated_time;
    DateSpan out;
    if (document(said.document).date) out.from = document(said.document).date->days;
    return out;
  }

  bool passes(const Assertion& said, const Filter& filter) const {
    const Words& words = *filter.words;
    const bool both = words.disputed || (words.asserted && words.denied);
    if (!both && said.denied != words.denied) return false;
    if (!words.any_modality) {
      std::vector<std::string> wanted = words.modalities;
      if (wanted.empty()) wanted = {"stated", "planned", "forecast"};
      if (std::find(wanted.begin(), wanted.end(), said.modality) == wanted.end()) return false;
    }
    if (!language_fits(words, said.language)) return false;
    if (!is_in_all(words, document(said.document))) return false;
    for (const Words::Confidence& test : words.confidence) {
      if (!holds(test.sign, said.confidence, test.tenths * 100L)) return false;
    }
    const DateSpan own = time_of(said);
    for (const DateSpan& time : words.times) {
      if (own.to < time.from || time.to < own.from) return false;
    }
    return filter.kinds.empty() || filter.kinds.count(said.kind) != 0;
  }

  std::vector<const Assertion*> survivors(const Edge& of, const Filter& filter) const {
    std::vector<const Assertion*> out;
    for (const Assertion& said : of.said) {
      if (passes(said, filter)) out.push_back(&said);
    }
    return out;
  }

  // A named speaker is one wherever quoted; else the work speaks.
  static std::string speaker(const Assertion& said, const Document& of) {
    return said.attribution.empty() ? "work " + of.work : "by " + said.attribution;
  }

  long count(const std::vector<const Assertion*>& said, const std::string& unit) const {
    std::set<std::string> distinct;
    for (const Assertion* one : said) {
      const Document& of = document(one->document);
      if (unit == "DOCUMENTS") distinct.insert(of.work);
      if (unit == "LANGUAGES") distinct.insert(one->language);
      if (unit == "PASSAGES" && one->passage >= 0) distinct.insert(std::to_string(one->passage));
      if (unit == "SOURCES") distinct.insert(speaker(*one, of));
    }
    return static_cast<long>(distinct.size());
  }

  bool counts(const Edge& of, const Filter& filter) const {
    const Words& words = *filter.words;
    if (of.said.empty()) {
      const bool wanted = filter.kinds.empty() || filter.whole.count(of.family) != 0;
      return words.pieces.empty() && query_.from.empty() && wanted;
    }
    const auto left = survivors(of, filter);
    if (left.empty()) return false;
    bool asserted = false;
    bool denied = false;
    for (const Assertion* said : left) (said->denied ? denied : asserted) = true;
    if (words.disputed && !(asserted && denied)) return false;
    for (const Words::Support& test : words.support) {
      if (!holds(test.sign.empty() ? ">=" : test.sign, count(left, test.unit), test.count))
        return false;
    }
    return true;
  }

  // ---- patterns

  void matches(std::size_t i, const Row& row, const Emit& emit) {
    if (i == query_.matches.size()) {
      emit(row);
      return;
    }
    match(query_.matches[i], row, [&](const Row& next) { matches(i + 1, next, emit); });
  }

  void match(const Match& asked, const Row& row, const Emit& emit) {
    bool any = false;
    path(asked, 0, row, {}, [&](const Row& found) {
      if (!condition(asked, found)) return;
      any = true;
      emit(found);
    });
    if (any || !asked.optional) return;
    Row nothing = row;
    for (const Path& one : asked.paths) {
      for (const NodeAsk& n : one.nodes) nothing.emplace(n.name, Bound{});
      for (const EdgeAsk& e : one.edges) nothing.emplace(e.name, Bound{});
    }
    emit(nothing);
  }

  bool condition(const Match& asked, const Row& row) {
    if (asked.exists) {
      bool found = false;
      match(*asked.exists, row, [&](const Row&) { found = true; });
      return found != asked.negated;
    }
    if (asked.tested.empty()) return true;
    const Bound& of = row.at(asked.tested);
    if (of.kind == Bound::Kind::Null) return false;
    return count(survivors(edge(of.edges[0]), *of.filter), "DOCUMENTS") >= asked.least;
  }

  void path(const Match& asked, std::size_t i, const Row& row, const std::vector<int>& used,
            const Emit& emit) {
    if (i == asked.paths.size()) {
      shared(asked, row, used, emit);
      return;
    }
    const Path& one = asked.paths[i];
    const NodeAsk& first = one.nodes[0];
    for (int n = 0; n < static_cast<int>(graph_.nodes.size()); ++n) {
      Row next = row;
      if (!bind(first, n, next)) continue;
      if (one.edges.empty() && row.count(first.name) == 0 && !mentioned(n, asked.words)) continue;
      steps(asked, i, 0, n, next, used, emit);
    }
  }

  bool bind(const NodeAsk& asked, int n, Row& row) const {
    const Node& of = node(n);
    const auto known = row.find(asked.name);
    if (known != row.end()) {
      return known->second.kind == Bound::Kind::Node && known->second.node == n;
    }
    if (asked.types.empty() && (of.type == "Passage" || of.type == "Document")) return false;
    if (!asked.types.empty() &&
        std::find(asked.types.begin(), asked.types.end(), of.type) == asked.types.end()) {
      return false;
    }
    if (!asked.constant.empty() && asked.constant != of.name) return false;
    Bound bound;
    bound.kind = Bound::Kind::Node;
    bound.node = n;
    row[asked.name] = bound;
    return true;
  }

  // A node alone is filtered by its mentions.
  bool mentioned(int n, const Words& words) const {
    if (query_.from.empty() && words.languages.empty() && words.documents.empty()) return true;
    for (const Edge& one : graph_.edges) {
      if (one.family != "MENTIONS" || one.to != n) continue;
      const Node& passage = node(one.from);
      if (language_fits(words, passage.language) && is_in_all(words, document(passage.document)))
        return true;
    }
    return false;
  }

  std::shared_ptr<const Filter> filter_of(const EdgeAsk& asked, const Words& words) const {
    auto out = std::make_shared<Filter>();
    out->words = &words;
    bool restricted = false;
    for (const std::string& name : asked.relations) {
      const Family& of = family(name);
      if (name == of.name) {
        out->whole.insert(name);
        out->kinds.insert(name);
        out->kinds.insert(of.kinds.begin(), of.kinds.end());
      } else {
        out->kinds.insert(name);
        restricted = true;
      }
    }
    if (!restricted) out->kinds.clear();
    return out;
  }

  bool fits(const EdgeAsk& asked, const Edge& of) const {
    if (asked.relations.empty()) return of.family != "MENTIONS";
    return std::any_of(asked.relations.begin(), asked.relations.end(),
                       [&](const std::string& name) { return of.family == family(name).name; });
  }

  // Where an edge leads from `at` as it is asked. A loop leads once, and a symmetric relation does
  // not read the arrow.
  std::vector<int> ends(const EdgeAsk& asked, const Edge& of, int at) const {
    const bool either = asked.direction == 0 || family(of.family).symmetric;
    std::vector<int> out;
    if ((either || asked.direction > 0) && of.from == at) out.push_back(of.to);
    if ((either || asked.direction < 0) && of.to == at && !(either && of.from == of.to))
      out.push_back(of.from);
    return out;
  }

  void steps(const Match& asked, std::size_t i, std::size_t k, int at, const Row& row,
             const std::vector<int>& used, const Emit& emit) {
    const Path& one = asked.paths[i];
    if (k == one.edges.size()) {
      path(asked, i + 1, row, used, emit);
      return;
    }
    const EdgeAsk& wanted = one.edges[k];
    const auto filter = filter_of(wanted, asked.words);
    if (wanted.quantified) {
      hops(asked, i, k, at, row, used, {}, filter, emit);
      return;
    }
    for (int e = 0; e < static_cast<int>(graph_.edges.size()); ++e) {
      if (std::find(used.begin(), used.end(), e) != used.end()) continue;
      if (!fits(wanted, edge(e)) || !counts(edge(e), *filter)) continue;
      for (const int to : ends(wanted, edge(e), at)) {
        Row next = row;
        if (!bind(one.nodes[k + 1], to, next)) continue;
        Bound bound;
        bound.kind = Bound::Kind::Edge;
        bound.edges = {e};
        bound.filter = filter;
        next[wanted.name] = bound;
        std::vector<int> more = used;
        more.push_back(e);
        steps(asked, i, k + 1, to, next, more, emit);
      }
    }
  }

  void hops(const Match& asked, std::size_t i, std::size_t k, int at, const Row& row,
            const std::vector<int>& used, const std::vector<int>& trail,
            const std::shared_ptr<const Filter>& filter, const Emit& emit) {
    const Path& one = asked.paths[i];
    const EdgeAsk& wanted = one.edges[k];
    const int length = static_cast<int>(trail.size());
    if (length >= wanted.min) {
      Row next = row;
      if (bind(one.nodes[k + 1], at, next)) {
        Bound bound;
        bound.kind = Bound::Kind::Edges;
        bound.edges = trail;
        bound.filter = filter;
        next[wanted.name] = bound;
        steps(asked, i, k + 1, at, next, used, emit);
      }
    }
    if (length == wanted.max) return;
    for (int e = 0; e < static_cast<int>(graph_.edges.size()); ++e) {
      if (std::find(used.begin(), used.end(), e) != used.end()) continue;
      if (!fits(wanted, edge(e)) || !counts(edge(e), *filter)) continue;
      for (const int to : ends(wanted, edge(e), at)) {
        std::vector<int> more = used;
        more.push_back(e);
        std::vector<int> longer = trail;
        longer.push_back(e);
        hops(asked, i, k, to, row, more, longer, filter, emit);
      }
    }
  }

  // IN SAME: all edges of the MATCH share one document or passage.
  void shared(const Match& asked, const Row& row, const std::vector<int>&, const Emit& emit) {
    if (asked.words.same.empty()) {
      emit(row);
      return;
    }
    const bool of_passages = asked.words.same == "PASSAGE";
    std::optional<std::set<int>> common;
    for (const Path& one : asked.paths) {
      for (const EdgeAsk& wanted : one.edges) {
        const Bound& bound = row.at(wanted.name);
        for (const int e : bound.edges) {
          std::set<int> own;
          for (const Assertion* said : survivors(edge(e), *bound.filter)) {
            if (!of_passages) own.insert(said->document);
            if (of_passages && said->passage >= 0) own.insert(said->passage);
          }
          std::set<int> both;
          for (const int source : own) {
            if (!common || common->count(source) != 0) both.insert(source);
          }
          common = both;
        }
      }
    }
    if (!common || common->empty()) return;
    if (asked.words.same_name.empty()) {
      emit(row);
      return;
    }
    for (const int source : *common) {
      Row next = row;
      Bound bound;
      bound.kind = Bound::Kind::Node;
      bound.node = source;
      if (!of_passages) {
        for (int n = 0; n < static_cast<int>(graph_.nodes.size()); ++n) {
          if (node(n).type == "Document" && node(n).document == source) bound.node = n;
        }
      }
      next[asked.words.same_name] = bound;
      emit(next);
    }
  }

  // ---- what is shown

  static std::string list(const std::set<std::string>& texts) {
    std::string out = "[";
    for (const std::string& text : texts) out += (out.size() > 1 ? ", " : "") + text;
    return out + "]";
  }

  std::string function(const std::string& what, const Bound& of) const {
    long support = 0;
    double weakest = 1;
    std::set<std::string> works;
    std::set<std::string> keys;
    std::set<std::string> languages;
    std::set<std::string> stances;
    std::set<std::string> quotes;
    for (const int e : of.edges) {
      const auto left = survivors(edge(e), *of.filter);
      support += edge(e).said.empty() ? 1 : static_cast<long>(left.size());
      std::map<std::string, int> best;  // of each work
      for (const Assertion* said : left) {
        const Document& in = document(said->document);
        works.insert(in.work);
        keys.insert(in.key);
        languages.insert(said->language);
        stances.insert((said->denied ? "denied " : "asserted ") + said->modality);
        if (!said->quote.empty()) quotes.insert(said->quote);
        best[in.work] = std::max(best[in.work], said->confidence);
      }
      double doubt = 1;
      for (const auto& [work, confidence] : best) doubt *= 1 - confidence / 1000.0;
      if (!edge(e).said.empty()) weakest = std::min(weakest, std::round((1 - doubt) * 1000) / 1000);
    }
    if (what == "support") return std::to_string(support);
    if (what == "docs") return std::to_string(works.size());
    if (what == "documents") return list(keys);
    if (what == "langs") return list(languages);
    if (what == "stances") return list(stances);
    if (what == "quotes") return list(quotes);
    if (what == "size") return std::to_string(of.edges.size());
    return format_float(weakest);
  }

  std::string field(const std::string& name, const Assertion& said) const {
    const Document& in = document(said.document);
    const DateSpan time = time_of(said);
    if (name == "work") return in.work;
    if (name == "language") return said.language;
    if (name == "kind") return said.kind;
    if (name == "polarity") return said.denied ? "denied" : "asserted";
    if (name == "modality") return said.modality;
    if (name == "attribution") return said.attribution.empty() ? "null" : said.attribution;
    if (name == "quote") return said.quote.empty() ? "null" : said.quote;
    if (name == "confidence") return format_float(said.confidence / 1000.0);
    if (name == "to") return time.to == DateSpan::kOpenEnd ? "null" : Date{time.to}.to_string();
    if (time.from == DateSpan::kOpenBegin) return "null";
    return name == "year" ? std::to_string(Date{time.from}.year()) : Date{time.from}.to_string();
  }

  std::string line(const Row& row, const Assertion* said) {
    std::string out;
    for (const std::string& column : query_.columns) {
      const std::string what = column.substr(0, column.find(' '));
      const std::string of = column.substr(column.find(' ') + 1);
      if (what == "field") {
        out += field(of, *said) + "|";
        continue;
      }
      const Bound& bound = row.at(of);
      if (bound.kind == Bound::Kind::Null) {
        out += "null|";
      } else if (what == "name" || what == "key" || what == "text") {
        out += node(bound.node).name + "|";
      } else {
        out += function(what, bound) + "|";
      }
    }
    if (query_.counted) {
      long n = 0;
      match(*query_.counted, row, [&](const Row&) { ++n; });
      out += std::to_string(n) + "|";
    }
    if (query_.cites.empty()) return out;
    const Bound& cited = row.at(query_.cites);
    std::multiset<std::string> sources;
    for (const int e : cited.edges) {
      for (const Assertion* one : survivors(edge(e), *cited.filter)) {
        sources.insert(document(one->document).key + " '" + one->quote + "' " +
                       std::to_string(one->confidence) + (one->denied ? " denied" : ""));
      }
    }
    for (const std::string& source : sources) out += "{" + source + "}";
    return out;
  }

  const Graph& graph_;
  const Query& query_;
};

}  // namespace sarye::naive
