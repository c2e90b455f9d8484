// Questions about evidence as plain data: what the naive evaluator reads, and the text that the
// engine is asked. `random_query` makes one that fits the families of naive_graph.h.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/naive_graph.h"

namespace sarye::naive {

struct DocumentSet {
  enum class Kind { All, Key, LanguageIs, LanguageIsNot, YearFrom, Union, Except, Intersect };
  Kind kind = Kind::All;
  std::string text;  // a key or a language
  int year = 0;
  std::vector<DocumentSet> of;

  std::string written() const {
    switch (kind) {
      case Kind::All:
        return "ALL";
      case Kind::Key:
        return "'" + text + "'";
      case Kind::LanguageIs:
        return "(WHERE language = '" + text + "')";
      case Kind::LanguageIsNot:
        return "(WHERE language <> '" + text + "')";
      case Kind::YearFrom:
        return "(WHERE year >= " + std::to_string(year) + ")";
      case Kind::Union:
        return "(" + of[0].written() + " UNION " + of[1].written() + ")";
      case Kind::Except:
        return "(" + of[0].written() + " EXCEPT " + of[1].written() + ")";
      case Kind::Intersect:
        return "(" + of[0].written() + " INTERSECT " + of[1].written() + ")";
    }
    return {};
  }
};

inline const std::array<const char*, 6>& signs() {
  static constexpr std::array<const char*, 6> kSigns = {"=", "<>", "<", "<=", ">", ">="};
  return kSigns;
}

struct Words {
  struct Confidence {
    std::string sign;
    int tenths = 0;
  };
  struct Support {
    std::string sign;  // empty: at least
    int count = 0;
    std::string unit;
  };
  std::vector<std::vector<std::string>> languages;  // each IN LANGUAGE
  std::vector<DocumentSet> documents;
  std::vector<Confidence> confidence;
  std::vector<DateSpan> times;
  bool asserted = false;
  bool denied = false;
  bool disputed = false;
  bool any_modality = false;
  std::vector<std::string> modalities;
  std::vector<Support> support;
  std::string same;                 // DOCUMENT, PASSAGE
  std::string same_name;            // AS d
  std::vector<std::string> pieces;  // the words as written

  std::string written() const {
    std::string out;
    for (const std::string& piece : pieces) out += " " + piece;
    return out;
  }
};

struct NodeAsk {
  std::string name;
  std::vector<std::string> types;  // empty: any
  std::string constant;

  std::string written() const {
    std::string out = "(" + name;
    for (std::size_t i = 0; i < types.size(); ++i) out += (i == 0 ? ":" : "|") + types[i];
    if (!constant.empty()) out += " \"" + constant + "\"";
    return out + ")";
  }
};

struct EdgeAsk {
  std::string name;
  std::vector<std::string> relations;  // families or kinds; empty: any
  int direction = 1;                   // 1 right, -1 left, 0 either
  bool quantified = false;
  int min = 1;
  int max = 1;

  std::string written() const {
    std::string inside = name;
    for (std::size_t i = 0; i < relations.size(); ++i)
      inside += (i == 0 ? ":" : "|") + relations[i];
    if (quantified) inside += "*" + std::to_string(min) + ".." + std::to_string(max);
    return (direction < 0 ? "<-[" : "-[") + inside + (direction > 0 ? "]->" : "]-");
  }
};

struct Path {
  std::vector<NodeAsk> nodes;  // one more than edges
  std::vector<EdgeAsk> edges;

  std::string written() const {
    std::string out = nodes[0].written();
    for (std::size_t i = 0; i < edges.size(); ++i)
      out += edges[i].written() + nodes[i + 1].written();
    return out;
  }
};

struct Match {
  bool optional = false;
  std::vector<Path> paths;
  Words words;
  // WHERE [NOT] EXISTS { path words }, or a bare pattern when it says no words.
  std::unique_ptr<Match> exists;
  bool negated = false;
  // WHERE docs(name) >= number
  std::string tested;
  int least = 0;

  std::string written() const {
    std::string out = optional ? " OPTIONAL MATCH " : " MATCH ";
    for (std::size_t i = 0; i < paths.size(); ++i) out += (i == 0 ? "" : ", ") + paths[i].written();
    out += words.written();
    if (exists) {
      out += negated ? " WHERE NOT EXISTS {" : " WHERE EXISTS {";
      out += exists->written() + " }";
    } else if (!tested.empty()) {
      out += " WHERE docs(" + tested + ") >= " + std::to_string(least);
    }
    return out;
  }
};

struct Query {
  std::vector<DocumentSet> from;  // one at most
  std::vector<Match> matches;
  bool carries = false;              // a WITH between the clauses, passing everything on
  std::string unwinds;               // UNWIND assertions(name) AS s
  std::vector<std::string> columns;  // "docs r", "name a", "field kind", "count", "exists"
  std::unique_ptr<Match> counted;    // COUNT { ... } as the last column
  std::string cites;

  std::string written() const {
    std::string out = from.empty() ? "" : "FROM " + from[0].written();
    for (std::size_t i = 0; i < matches.size(); ++i) {
      if (i > 0 && carries) out += " WITH *";
      out += matches[i].written();
    }
    if (!unwinds.empty()) out += " UNWIND assertions(" + unwinds + ") AS s";
    out += " RETURN ";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string& column = columns[i];
      const std::string what = column.substr(0, column.find(' '));
      const std::string of = column.substr(column.find(' ') + 1);
      out += i == 0 ? "" : ", ";
      if (what == "name") {
        out += of + ".name";
      } else if (what == "key" || what == "text") {
        out += of + "." + what;
      } else if (what == "field") {
        out += "s." + of;
      } else {
        out += what + "(" + of + ")";
      }
      out += " AS c" + std::to_string(i);
    }
    if (counted) out += ", COUNT {" + counted->written() + " } AS counted";
    if (!cites.empty()) out += " CITE " + cites;
    return out;
  }
};

// ---- chance -----------------------------------------------------------------------------------

inline DocumentSet random_set(Random& random, const Graph& graph, int depth = 0) {
  using Kind = DocumentSet::Kind;
  DocumentSet out;
  const int choice = number(random, depth > 1 ? 5 : 8);
  out.kind = static_cast<Kind>(choice);
  static const std::vector<std::string> kLanguages = {"ko", "zh", "en"};
  out.text =
      out.kind == Kind::Key ? one_of(random, graph.documents).key : one_of(random, kLanguages);
  out.year = 2018 + number(random, 6);
  if (choice >= 5) {
    out.of.push_back(random_set(random, graph, depth + 1));
    out.of.push_back(random_set(random, graph, depth + 1));
  }
  return out;
}

// `about_edges`: words that a node alone does not take may stand.
inline Words random_words(Random& random, const Graph& graph, bool about_edges, bool may_share) {
  static const std::vector<std::string> kLanguages = {"ko", "zh", "en"};
  static const std::vector<std::string> kModalities = {"stated",   "planned",  "forecast",
                                                       "possible", "required", "recommended"};
  static const std::vector<std::string> kUnits = {"DOCUMENTS", "LANGUAGES", "PASSAGES", "SOURCES"};
  Words out;
  // Few at a time, or nothing is left to compare.
  static constexpr std::array<int, 8> kHowMany = {0, 0, 0, 1, 1, 1, 2, 3};
  for (int i = kHowMany[random() % kHowMany.size()]; i > 0; --i) {
    const auto sign = [&] { return std::string(signs()[random() % signs().size()]); };
    switch (number(random, about_edges ? 11 : 2)) {
      case 0: {
        if (!out.languages.empty()) break;
        std::vector<std::string> some = {one_of(random, kLanguages)};
        if (random() % 2 == 0) some.push_back(one_of(random, kLanguages));
        out.pieces.push_back("IN LANGUAGE " + some[0] + (some.size() > 1 ? ", " + some[1] : ""));
        out.languages.push_back(some);
        break;
      }
      case 1:
        out.documents.push_back(random_set(random, graph));
        out.pieces.push_back("IN DOCUMENTS " + out.documents.back().written());
        break;
      case 2: {
        std::string said = sign();
        if (said == "<>") said = ">=";
        const int tenths = number(random, 11);
        out.confidence.push_back({said, tenths});
        out.pieces.push_back("CONFIDENCE " + said + " " +
                             (tenths == 10 ? "1" : "0." + std::to_string(tenths)));
        break;
      }
      case 3: {
        const int year = 2017 + number(random, 8);
        if (random() % 2 == 0) {
          out.times.push_back(DateSpan::of_year(year));
          out.pieces.push_back("AS OF " + std::to_string(year));
        } else {
          const Date day = Date::from_civil(year, 6, 15);
          out.times.push_back({day.days, day.days});
          out.pieces.push_back("AS OF DATE '" + day.to_string() + "'");
        }
        break;
      }
      case 4: {
        const int year = 2017 + number(random, 7);
        const int last = year + number(random, 3);
        out.times.push_back(
            {Date::from_civil(year, 1, 1).days, Date::from_civil(last, 12, 31).days});
        out.pieces.push_back("DURING " + std::to_string(year) + " TO " + std::to_string(last));
        break;
      }
      case 5:
        out.asserted = true;
        out.pieces.push_back("ASSERTED");
        break;
      case 6:
        out.denied = true;
        out.pieces.push_back("DENIED");
        break;
      case 7:
        if (!out.modalities.empty() || out.any_modality) break;
        if (random() % 2 == 0) {
          out.any_modality = true;
          out.pieces.push_back("MODALITY ANY");
        } else {
          out.modalities = {one_of(random, kModalities), one_of(random, kModalities)};
          out.pieces.push_back("MODALITY " + out.modalities[0] + ", " + out.modalities[1]);
        }
        break;
      case 8: {
        const std::string said = random() % 3 == 0 ? std::string() : sign();
        const int count = number(random, 4);
        const std::string& unit = one_of(random, kUnits);
        out.support.push_back({said, count, unit});
        out.pieces.push_back("SUPPORTED BY " + (said.empty() ? "" : said + " ") +
                             std::to_string(count) + " " + unit);
        break;
      }
      case 9:
        out.disputed = true;
        out.pieces.push_back("DISPUTED");
        break;
      default:
        if (!may_share || !out.same.empty()) break;
        out.same = random() % 2 == 0 ? "DOCUMENT" : "PASSAGE";
        out.pieces.push_back("IN SAME " + out.same);
        if (random() % 2 == 0) {
          out.same_name = "d";
          out.pieces.back() += " AS d";
        }
    }
  }
  return out;
}

// Gives names to what is asked and remembers them.
struct Names {
  std::vector<std::pair<std::string, std::string>> nodes;  // name, type (empty: any)
  std::vector<std::string> edges;
  std::vector<std::string> lists;
  int made = 0;
};

// A path that the families allow, from a node that is known or a new one.
inline Path random_path(Random& random, Names& names, int longest, bool may_name_system) {
  Path out;
  const auto ask = [&](const std::string& type) {
    NodeAsk node;
    node.name = "n" + std::to_string(names.made++);
    const bool typed = type == "Passage" || random() % 3 != 0;
    if (typed) node.types.push_back(type);
    if (typed && random() % 12 == 0 && type != "Passage") {
      node.constant = type + " " + std::to_string(number(random, 2));
    }
    names.nodes.emplace_back(node.name, type);
    return node;
  };
  std::string at;
  auto known = names.nodes;
  std::erase_if(known, [&](const auto& node) {
    return node.second.empty() || (node.second == "Passage" && !may_name_system);
  });
  if (!known.empty() && random() % 4 != 0) {
    const auto [name, type] = one_of(random, known);
    out.nodes.push_back({name, {}, {}});
    at = type;
  } else {
    static const std::vector<std::string> kTypes = {"Firm",    "Firm",   "Strategy",
                                                    "Product", "Effect", "Resource"};
    at = one_of(random, kTypes);
    out.nodes.push_back(ask(at));
  }
  for (int i = 1 + number(random, longest); i > 0; --i) {
    std::vector<std::pair<const Family*, bool>> choices;  // forwards
    for (const Family& family : families()) {
      if (std::string(family.name) == "MENTIONS" && !may_name_system) continue;
      for (const char* type : family.from) {
        if (at == type) choices.emplace_back(&family, true);
      }
      for (const char* type : family.to) {
        if (at == type) choices.emplace_back(&family, false);
      }
    }
    const auto [family, forwards] = one_of(random, choices);
    EdgeAsk edge;
    const bool mentions = std::string(family->name) == "MENTIONS";
    if (mentions || random() % 4 != 0) {
      edge.relations.push_back(family->kinds.empty() || random() % 2 == 0
                                   ? family->name
                                   : one_of(random, family->kinds));
      if (!mentions && random() % 5 == 0) edge.relations.push_back("OFFERS");
    }
    edge.direction = random() % 4 == 0 ? 0 : forwards ? 1 : -1;
    const std::string to = one_of(random, forwards ? family->to : family->from);
    if (random() % 6 == 0 && !mentions) {
      edge.quantified = true;
      edge.min = number(random, 3);
      edge.max = edge.min + number(random, 2);
      edge.name = "l" + std::to_string(names.made++);
      names.lists.push_back(edge.name);
    } else {
      edge.name = "r" + std::to_string(names.made++);
      names.edges.push_back(edge.name);
    }
    out.edges.push_back(edge);
    NodeAsk next = ask(to);
    if (edge.quantified) {
      // Where it ends is anybody's guess.
      next.types.clear();
      next.constant.clear();
      names.nodes.back().second = "";
      out.nodes.push_back(next);
      break;
    }
    out.nodes.push_back(next);
    at = to;
  }
  return out;
}

inline Query random_query(Random& random, const Graph& graph) {
  Query out;
  Names names;
  if (random() % 6 == 0) out.from.push_back(random_set(random, graph));
  out.carries = random() % 2 == 0;
  const int matches = random() % 4 == 0 ? 2 : 1;
  for (int i = 0; i < matches; ++i) {
    Match match;
    match.optional = i > 0 && random() % 2 == 0;
    // Only nodes whose type is known lead on.
    Names known = names;
    std::erase_if(known.nodes, [](const auto& node) { return node.second.empty(); });
    const std::size_t edges_before = names.edges.size();
    if (i == 0 && random() % 8 == 0) {
      NodeAsk node{"n" + std::to_string(known.made++), {}, {}};
      static const std::vector<std::string> kTypes = {"Firm", "Strategy", "Product", "Resource"};
      node.types.push_back(one_of(random, kTypes));
      known.nodes.emplace_back(node.name, node.types[0]);
      match.paths.push_back({{node}, {}});
      match.words = random_words(random, graph, false, false);
    } else {
      match.paths.push_back(random_path(random, known, 2, true));
      if (random() % 4 == 0) {
        std::erase_if(known.nodes, [](const auto& node) { return node.second.empty(); });
        match.paths.push_back(random_path(random, known, 1, false));
      }
      bool quantified = false;
      for (const Path& path : match.paths) {
        for (const EdgeAsk& edge : path.edges) quantified = quantified || edge.quantified;
      }
      match.words = random_words(random, graph, true, !quantified && i == 0);
    }
    names.made = known.made;
    names.edges = known.edges;
    names.lists = known.lists;
    for (const auto& node : known.nodes) {
      bool there = false;
      for (const auto& other : names.nodes) there = there || other.first == node.first;
      if (!there) names.nodes.push_back(node);
    }
    const auto inner_match = [&] {
      auto inner = std::make_unique<Match>();
      Names fresh = names;
      std::erase_if(fresh.nodes, [](const auto& node) { return node.second.empty(); });
      fresh.made = 100 * (i + 1);
      inner->paths.push_back(random_path(random, fresh, 1, false));
      if (random() % 2 == 0) inner->words = random_words(random, graph, true, false);
      return inner;
    };
    if (random() % 5 == 0) {
      match.exists = inner_match();
      match.negated = random() % 2 == 0;
    } else if (random() % 6 == 0 && names.edges.size() > edges_before) {
      match.tested = names.edges.back();
      match.least = number(random, 3);
    }
    if (i + 1 == matches && random() % 6 == 0) out.counted = inner_match();
    out.matches.push_back(std::move(match));
  }
  static const std::vector<std::string> kFunctions = {"support", "docs",       "documents", "langs",
                                                      "stances", "confidence", "quotes"};
  for (const auto& [name, type] : names.nodes) {
    if (type != "Passage" && random() % 3 != 0) out.columns.push_back("name " + name);
  }
  for (const std::string& edge : names.edges) {
    for (int i = number(random, 3); i > 0; --i)
      out.columns.push_back(one_of(random, kFunctions) + " " + edge);
  }
  for (const std::string& list : names.lists) {
    out.columns.push_back("size " + list);
    static const std::vector<std::string> kOfLists = {"support", "docs", "langs", "documents"};
    out.columns.push_back(one_of(random, kOfLists) + " " + list);
  }
  const Words& shares = out.matches[0].words;
  if (!shares.same_name.empty())
    out.columns.emplace_back(shares.same == "DOCUMENT" ? "key d" : "text d");
  if (!names.edges.empty() && random() % 5 == 0) {
    out.unwinds = one_of(random, names.edges);
    static const std::vector<std::string> kFields = {
        "work", "language", "kind",       "polarity", "modality", "attribution",
        "year", "quote",    "confidence", "from",     "to"};
    for (int i = 3; i > 0; --i) out.columns.push_back("field " + one_of(random, kFields));
  } else if (!names.edges.empty() && random() % 5 == 0) {
    out.cites = one_of(random, names.edges);
  }
  if (out.columns.empty()) out.columns.push_back("name " + names.nodes[0].first);
  return out;
}

}  // namespace sarye::naive
