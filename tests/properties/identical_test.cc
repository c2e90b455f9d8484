// One question, one answer: whatever the planner may do, however many threads and however small the
// cache, the rows are the same and so is a refusal.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/exchange/value_text.h"
#include "tests/support/catch.h"
#include "tests/support/long_tests.h"
#include "tests/support/naive_query.h"

using namespace sarye;

namespace {

using naive::Random;
using Texts = std::vector<std::string>;

const std::string& one(Random& random, const Texts& choices) {
  return naive::one_of(random, choices);
}
bool chance(Random& random, unsigned one_in) {
  return random() % one_in == 0;
}

std::unique_ptr<OpenGraph> random_open(Random& random) {
  std::vector<OpenNode> nodes;
  const int count = 3 + naive::number(random, 5);
  for (int i = 0; i < count; ++i) {
    OpenNode node{i, chance(random, 3) ? "M" : "N", {}};
    if (!chance(random, 4))
      node.properties.emplace_back("n", Value(std::int64_t{naive::number(random, 4)}));
    if (!chance(random, 3)) {
      static const Texts kWords = {"a", "ab", "b", ""};
      node.properties.emplace_back("s", Value(one(random, kWords)));
    }
    nodes.push_back(std::move(node));
  }
  std::vector<OpenEdge> edges;
  for (int i = 0, all = 2 + naive::number(random, 10); i < all; ++i) {
    edges.push_back({i,
                     naive::number(random, count),
                     naive::number(random, count),
                     chance(random, 3) ? "S" : "R",
                     {{"w", Value(std::int64_t{naive::number(random, 3)})}}});
  }
  return open_graph(nodes, edges);
}

// Says questions about one store, and remembers what it has named.
class Speaker {
 public:
  Speaker(Random& random, const naive::Graph* literature) : random_(random), of_(literature) {}

  std::string question() {
    std::string out = part();
    static const Texts kSigns = {" UNION ",  " UNION ALL ",  " INTERSECT ",
                                 " EXCEPT ", " EXCEPT ALL ", " INTERSECT ALL "};
    if (!chance(random_, 6)) return out;
    // Both sides give one text or number.
    return single() + one(random_, kSigns) + single();
  }

 private:
  bool literary() const { return of_ != nullptr; }

  void forget() {
    names_ = {};
    paths_.clear();
    numbers_.clear();
  }

  std::string single() {
    forget();
    return start() + clauses() + " RETURN " + value() + " AS v";
  }

  std::string part() {
    forget();
    std::string out = start() + clauses();
    switch (random_() % 5) {
      case 0:
        return out + " RETURN " + value() + " AS v, count(*) AS c, " + aggregate() + " AS g" +
               ordered("v");
      case 1:
        return out + " RETURN " + aggregate() + " AS g, count(*) + 1 AS c";
      case 2:
        return out + " RETURN DISTINCT " + value() + " AS v" + ordered("v");
      case 3:
        return out + " RETURN " + value() + " AS v, " + value() + " AS w" + ordered("v, w") +
               cite();
      default:
        return out + " RETURN " + value() + " AS v" + (chance(random_, 2) ? cite() : ordered("v"));
    }
  }

  std::string start() {
    if (!literary() || !chance(random_, 6)) return {};
    return "FROM " + naive::random_set(random_, *of_).written();
  }

  std::string clauses() {
    std::string out = chance(random_, 8) ? " UNWIND [0, 1, null, 2] AS k" : "";
    if (!out.empty()) numbers_.push_back("k");
    out += match(false);
    if (chance(random_, 3)) out += match(chance(random_, 2));
    if (chance(random_, 4)) out += with();
    if (chance(random_, 6)) out += unwind();
    return out;
  }

  std::string match(bool optional) {
    std::string out = optional ? " OPTIONAL MATCH " : " MATCH ";
    const bool named = chance(random_, 5);
    std::string path = "p" + std::to_string(made_++);
    if (named) out += path + " = ";
    const bool shortest = !literary() && chance(random_, 10);
    if (shortest) {
      const std::string a = new_node();
      const std::string b = new_node();
      out += chance(random_, 2) ? "ANY SHORTEST " : "ALL SHORTEST ";
      out += "(" + a + ")-[" + (chance(random_, 2) ? ":R" : "") + "*1..4]-(" + b + ")";
    } else {
      out += pattern();
      if (chance(random_, 6)) out += ", " + pattern();
    }
    if (named) paths_.push_back(path);
    if (literary() && !optional) out += naive::random_words(random_, *of_, true, false).written();
    if (chance(random_, 2)) out += " WHERE " + condition(2);
    return out;
  }

  std::string new_node() {
    names_.nodes.emplace_back("n" + std::to_string(made_++), "");
    return names_.nodes.back().first;
  }

  std::string pattern() {
    if (literary()) {
      names_.made = made_;
      const std::string out = naive::random_path(random_, names_, 2, false).written();
      made_ = names_.made;
      return out;
    }
    std::string out = node();
    for (int i = 1 + naive::number(random_, 2); i > 0; --i) out += edge() + node();
    return out;
  }
  std::string node() {
    static const Texts kAsks = {"",     "",        "",          ":N",           ":M",
                                ":N|M", " {n: 1}", " {s: 'a'}", ":N WHERE true"};
    if (!names_.nodes.empty() && chance(random_, 3)) return "(" + node_name() + ")";
    return "(" + new_node() + one(random_, kAsks) + ")";
  }
  std::string edge() {
    static const Texts kAsks = {"", "", ":R", ":S|R", " {w: 1}", ":R*1..2", "*0..2", ":R*2"};
    const std::string& asks = one(random_, kAsks);
    const std::string name = "r" + std::to_string(made_++);
    (asks.find('*') == std::string::npos ? names_.edges : names_.lists).push_back(name);
    const std::string inside = "[" + name + asks + "]";
    switch (random_() % 3) {
      case 0:
        return "-" + inside + "->";
      case 1:
        return "<-" + inside + "-";
      default:
        return "-" + inside + "-";
    }
  }

  std::string node_name() { return naive::one_of(random_, names_.nodes).first; }
  std::string property() {
    if (literary()) return ".name";
    return chance(random_, 3) ? ".s" : ".n";
  }

  // ---- conditions and values

  std::string condition(int depth) {
    if (depth > 0 && chance(random_, 3)) {
      static const Texts kJoins = {" AND ", " OR ", " XOR "};
      return "(" + condition(depth - 1) + one(random_, kJoins) + condition(depth - 1) + ")";
    }
    if (depth > 0 && chance(random_, 6)) return "NOT " + condition(depth - 1);
    const std::string a = node_name();
    const std::string b = node_name();
    const std::string relation = literary() ? "" : chance(random_, 2) ? "[:R]" : "[:S]";
    Texts all = {
        a + property() + " < " + b + property(),
        a + property() + " = " + b + property(),
        a + property() + " IS NULL",
        a + " <> " + b,
        a + (literary() ? ":Firm" : ":N"),
        "(" + a + ")-" + relation + "-()",
        "EXISTS { (" + a + ")-" + relation + "->(x) WHERE x <> " + b + " }",
        "EXISTS { MATCH (" + a + ")-->(x) RETURN x UNION MATCH (" + b + ")<--(x) RETURN x }",
        "COUNT { (" + a + ")--() } > 1",
        "any(x IN [" + a + ", " + b + "] WHERE (x)-->())"};
    if (!literary()) {
      all.push_back(a + ".n IN [1, 2, null]");
      all.push_back(a + ".n >= 1");
      all.push_back(a + ".s STARTS WITH 'a'");
    }
    if (!names_.edges.empty()) {
      const std::string& r = one(random_, names_.edges);
      all.push_back(literary() ? "docs(" + r + ") > 1" : r + ".w > 0");
    }
    if (!names_.lists.empty()) {
      const std::string& l = one(random_, names_.lists);
      all.push_back("size(" + l + ") < 2");
      all.push_back(literary() ? "all(q IN " + l + " WHERE support(q) > 0)"
                               : "none(q IN " + l + " WHERE q.w = 2)");
    }
    if (!numbers_.empty()) all.push_back(one(random_, numbers_) + " >= 1");
    return one(random_, all);
  }

  std::string value() {
    Texts all = {"1", "'x'"};
    for (int i = 0; i < 3 && !names_.nodes.empty(); ++i) {
      const std::string a = node_name();
      all.insert(all.end(), {a + property(), a + property(), a + property(), a,
                             "CASE WHEN (" + a + ")-->() THEN 'out' ELSE null END",
                             "COUNT { (" + a + ")--(x) }", "[x IN [1, 2, null] WHERE x <> 1 | x]",
                             "[y IN [" + a + "] | EXISTS { (y)--() }]"});
    }
    if (!names_.edges.empty()) {
      const std::string& r = one(random_, names_.edges);
      all.insert(all.end(), {"type(" + r + ")", r});
      all.push_back(literary() ? "docs(" + r + ")" : r + ".w");
      if (literary()) all.insert(all.end(), {"quotes(" + r + ")", "stances(" + r + ")"});
    }
    if (!names_.lists.empty()) all.push_back("size(" + one(random_, names_.lists) + ")");
    if (!paths_.empty()) {
      const std::string& p = one(random_, paths_);
      all.insert(all.end(),
                 {"length(" + p + ")", p, "[x IN nodes(" + p + ") | x" + property() + "]"});
    }
    if (!numbers_.empty()) all.push_back(one(random_, numbers_));
    return one(random_, all);
  }

  std::string aggregate() {
    if (names_.nodes.empty()) return "count(*)";
    const std::string a = node_name();
    Texts all = {"count(" + a + ")",
                 "count(DISTINCT " + a + property() + ")",
                 "min(" + a + property() + ")",
                 "max(" + a + property() + ")",
                 "size(collect(" + a + "))",
                 "sum(COUNT { (" + a + ")-->() })"};
    if (literary()) {
      all.push_back("collect(" + a + ".name)");
      all.push_back("collect(DISTINCT " + a + ")");
    }
    if (!names_.edges.empty()) {
      all.push_back((literary() ? "sum(support(" : "sum((") + one(random_, names_.edges) +
                    (literary() ? "))" : ").w)"));
    }
    return one(random_, all);
  }

  // A WITH passes some nodes on, alone or with a count.
  std::string with() {
    if (names_.nodes.empty()) return {};
    const auto kept = naive::one_of(random_, names_.nodes);
    const std::string number = "k" + std::to_string(made_++);
    std::string out = " WITH ";
    switch (random_() % 3) {
      case 0:
        out += kept.first + ", count(*) AS " + number;
        break;
      case 1:
        out += "DISTINCT " + kept.first + ", " + kept.first + property() + " IS NULL AS " + number;
        break;
      default:
        out += "*, COUNT { (" + kept.first + ")-->() } AS " + number;
        numbers_.push_back(number);
        return out + (chance(random_, 2) ? " WHERE " + number + " > 0" : "");
    }
    forget();
    names_.nodes.push_back(kept);
    numbers_.push_back(number);
    if (chance(random_, 2)) out += " WHERE " + kept.first + property() + " IS NOT NULL";
    return out;
  }

  std::string unwind() {
    const std::string name = "u" + std::to_string(made_++);
    if (!paths_.empty() && chance(random_, 2)) {
      const std::string out = " UNWIND nodes(" + one(random_, paths_) + ") AS " + name;
      names_.nodes.emplace_back(name, "");
      return out;
    }
    numbers_.push_back(name);
    return " UNWIND range(0, 2) AS " + name;
  }

  // LIMIT only where the order leaves nothing open; a literature's rows always have one.
  std::string ordered(const std::string& columns) {
    std::string out = chance(random_, 2) ? " ORDER BY " + columns : "";
    if ((!out.empty() || literary()) && chance(random_, 3))
      out += chance(random_, 2) ? " LIMIT 3" : " SKIP 1 LIMIT 2";
    return out;
  }
  std::string cite() {
    if (!literary() || names_.edges.empty() || !chance(random_, 3)) return {};
    return " CITE " + one(random_, names_.edges) + (chance(random_, 2) ? " LIMIT 2" : "");
  }

  Random& random_;
  const naive::Graph* of_;
  naive::Names names_;
  Texts paths_;
  Texts numbers_;
  int made_ = 0;
};

struct Outcome {
  Texts rows;
  std::string error;  // its name
  std::string message;
};

Outcome outcome(Engine& engine, const std::string& text, bool optimise, int threads) {
  engine.settings().optimise = optimise;
  engine.settings().threads = threads;
  // Whatever can be shared is, at once: these graphs are small.
  engine.settings().sharing = {0, 1, std::chrono::microseconds(0)};
  Outcome out;
  auto answer = engine.ask(text);
  if (!answer) {
    out.error = answer.error().name.empty() ? "limit" : answer.error().name;
    out.message = answer.error().message;
    return out;
  }
  for (const auto& row : answer->table.rows) {
    std::string line;
    for (const Value& value : row) {
      line +=
          value.is_null() ? "null|" : tiny::must(value_text(value, engine.graph()), "value") + "|";
    }
    out.rows.push_back(std::move(line));
  }
  for (const Citation& cited : answer->table.citations)
    out.rows.push_back(std::to_string(cited.number) + " " + cited.document + ": " + cited.quote);
  return out;
}

struct Tally {
  int asked = 0;
  int with_rows = 0;
  int refused = 0;
};

void compare(Engine& large, Engine& small, const std::string& text, bool ordered, Tally& tally) {
  Outcome first = outcome(large, text, true, 1);
  ++tally.asked;
  tally.with_rows += first.rows.empty() ? 0 : 1;
  tally.refused += first.error.empty() ? 0 : 1;
  if (!ordered) std::sort(first.rows.begin(), first.rows.end());
  const auto same = [&](Engine& engine, bool optimise, int threads, const char* how) {
    Outcome other = outcome(engine, text, optimise, threads);
    if (!ordered) std::sort(other.rows.begin(), other.rows.end());
    if (other.rows == first.rows && other.error == first.error) return;
    INFO(text << "\n" << how << "\n" << first.message << "\n" << other.message);
    CHECK(other.error == first.error);
    CHECK(other.rows == first.rows);
  };
  same(large, false, 1, "without rules");
  same(large, true, 3, "three threads");
  same(small, true, 1, "without cache");
  same(small, false, 2, "without rules, cache, on two threads");
}

int rounds(int usual) {
  return test::long_tests() ? usual * 20 : usual;
}

void expect_variety(const Tally& tally) {
  CHECK(tally.with_rows * 5 > tally.asked);
  CHECK(tally.refused * 3 < tally.asked);
}

std::unique_ptr<Engine> engine_over(const Store& store, std::uint64_t cache_bytes) {
  EngineOptions options;
  options.cache_bytes = cache_bytes;
  auto engine = tiny::must(Engine::over(store, options), "engine");
  engine->settings().limits.timeout_ms = 10000;
  return engine;
}

}  // namespace

TEST_CASE("An open store gives equal rows under every plan, thread count and cache",
          "[properties][identical]") {
  Tally tally;
  for (int seed = 1; seed <= rounds(50); ++seed) {
    Random random(static_cast<unsigned>(seed));
    const auto graph = random_open(random);
    auto large = engine_over(graph->store(), std::uint64_t{256} << 20);
    auto small = engine_over(graph->store(), 0);
    for (int i = 0; i < 24; ++i) {
      const std::string text = Speaker(random, nullptr).question();
      compare(*large, *small, text, text.find("ORDER BY") != std::string::npos, tally);
    }
  }
  expect_variety(tally);
}

TEST_CASE("A literature store gives the same bytes under every plan, thread count and cache",
          "[properties][identical]") {
  Tally tally;
  for (int seed = 1; seed <= rounds(50); ++seed) {
    Random random(static_cast<unsigned>(seed) + 7000);
    const naive::Graph graph = naive::random_literature(random);
    const auto poured = naive::poured(graph);
    poured->view();
    auto large = engine_over(poured->store(), std::uint64_t{256} << 20);
    auto small = engine_over(poured->store(), 0);
    for (int i = 0; i < 24; ++i)
      compare(*large, *small, Speaker(random, &graph).question(), true, tally);
  }
  expect_variety(tally);
}
