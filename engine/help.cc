#include "engine/help.h"

#include <array>

namespace sarye {

namespace {

struct Topic {
  std::string_view name;
  std::string_view text;
};

constexpr std::array<Topic, 18> kTopics = {{
    {"cite",
     "RETURN ... CITE [r, s] [LIMIT n]\n"
     "Adds numbered footnotes: for each row the sentences that the named edges, paths or nodes "
     "rest\n"
     "on (all of them without names), at most n a row.\n"
     "  MATCH (f:Firm \"DeepSeek\")-[r:PURSUES]->(s:Strategy) RETURN s.name CITE r LIMIT 2;\n"},
    {"describe",
     "DESCRIBE (:Firm \"DeepSeek\") | DESCRIBE \"DeepSeek\" | DESCRIBE Firm | DESCRIBE OFFERS\n"
     "The card of an entity, a type or a relation.\n"},
    {"entities",
     "(f:Firm \"딥시크\") is the entity any of whose names, in any language or script, is 딥시크.\n"
     "{name: '...'} and = compare the shown name letter by letter.\n"},
    {"evidence",
     "Behind a MATCH, any of: SUPPORTED BY >= n DOCUMENTS|LANGUAGES|PASSAGES|SOURCES,\n"
     "IN LANGUAGE ko, IN DOCUMENTS set, CONFIDENCE >= 0.7, AS OF DATE '2024-06-30',\n"
     "DURING 2018 TO 2022, MODALITY planned | ANY, ASSERTED, DENIED, DISPUTED, IN SAME DOCUMENT.\n"
     "They keep what texts state in that way; counts come after all filters.\n"},
    {"explain",
     "EXPLAIN query | PROFILE query\n"
     "How a query would be carried out, with estimates; PROFILE runs it and gives rows and "
     "time.\n"},
    {"export",
     "EXPORT TO 'file.graphml' AS graphml [WITH EVIDENCE] query\n"
     "Writes the nodes and edges that the query returns.\n"
     "  EXPORT TO 'deepseek.graphml' AS graphml WITH EVIDENCE\n"
     "  MATCH p = (:Firm \"DeepSeek\")-[*1..2]-(x) RETURN p;\n"},
    {"from",
     "FROM ko MATCH ... reads Korean documents alone; FROM WHERE year >= 2024 MATCH ...\n"
     "ko, zh and en stand for the documents of a language; LET makes sets of your own.\n"},
    {"functions", "SHOW functions lists them with a line each.\n"},
    {"keys",
     "Tab completes words, types and names; Ctrl-C cancels a query; Ctrl-D leaves.\n"
     "A query ends with ; and may go over several lines.\n"},
    {"let",
     "LET recent = DOCUMENTS WHERE year >= 2024; LET $name = 'DeepSeek';\n"
     "Names a document set or a parameter for the session.\n"},
    {"match",
     "MATCH (f:Firm)-[r:PURSUES]->(s:Strategy), (f)-[:COMPETES_WITH]-(g:Firm) WHERE ... RETURN "
     "...\n"
     "-[:A|B]-> either relation, -[r]- any relation both ways, -[*1..3]-> one to three steps.\n"
     "Without evidence words a pattern sees what is asserted as stated, planned or forecast.\n"},
    {"measures",
     "pagerank(f), betweenness(f OVER { (:Firm)-[:COMPETES_WITH]-(:Firm) }) are columns like "
     "others;\n"
     "also degree, inDegree, outDegree, closeness, component, kcore, community, distance(a, b),\n"
     "cheapestPath(a, b). BY gives each edge of the braces a weight: distance(a, b OVER\n"
     "{ (:Firm)-[r]-(:Firm) } BY 1.0 / docs(r)). EXPLAIN shows what a measure costs.\n"},
    {"parameters", "$name in a query; sarye query --param name=value, or LET $name = value.\n"},
    {"return",
     "RETURN [DISTINCT] items [ORDER BY ...] [SKIP n] [LIMIT n] [CITE ...]\n"
     "count, collect, min, max, sum, avg group by the other items.\n"},
    {"set", "SET max_rows = 1000; SHOW options lists all options.\n"},
    {"show",
     "SHOW types | relations | properties [IN type] | names [LIKE 'text'] [IN type] | documents |\n"
     "functions | options | sets | parameters | statistics [LIMIT n]\n"},
    {"supported",
     "SUPPORTED BY >= 2 DOCUMENTS counts works: a translation is not a second witness.\n"
     "LANGUAGES, PASSAGES and SOURCES (speakers) are the other units.\n"},
    {"where",
     "WHERE s.name CONTAINS 'open' AND docs(r) >= 2 AND NOT EXISTS { (f)-[:HAS]->(:Resource) }\n"
     "support, docs, documents, langs, confidence, stances and quotes tell about an edge's "
     "evidence.\n"},
}};

}  // namespace

std::vector<std::string_view> help_topics() {
  std::vector<std::string_view> names;
  for (const Topic& topic : kTopics) names.push_back(topic.name);
  return names;
}

std::string help_text(std::string_view topic) {
  if (topic.empty()) {
    std::string text = "Topics (HELP topic):\n ";
    std::size_t column = 1;
    for (const Topic& t : kTopics) {
      if (column + t.name.size() + 1 > 78) {
        text += "\n ";
        column = 1;
      }
      text += " " + std::string(t.name);
      column += t.name.size() + 1;
    }
    return text + "\n";
  }
  std::string lower(topic);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  for (const Topic& t : kTopics) {
    if (t.name == lower) return std::string(t.text);
  }
  return {};
}

}  // namespace sarye
