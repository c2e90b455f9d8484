#include "engine/syntax/suggestion.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sarye {

namespace {

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

constexpr const char* kReadOnly =
    "queries only read: texts come in with `sarye load`, graphs with `sarye import`";
constexpr const char* kShortest = "write MATCH p = ANY SHORTEST (a)-[*]-(b)";
constexpr const char* kComment = "a comment starts with // or stands in /* */";
constexpr const char* kNoProcedures =
    "there are no procedures: measures are functions, SHOW lists what a store has";

constexpr const char* kJoin = "name the same variable in two patterns: MATCH (a)-->(b), (b)-->(c)";
constexpr const char* kCollect = "write collect(...)";
constexpr const char* kCoalesce = "write coalesce(a, b)";
constexpr const char* kCase = "write CASE WHEN a THEN b ELSE c END";
constexpr const char* kDate = "write DATE '2025-01-20'; its parts are .year, .month and .day";
constexpr const char* kSize = "write size(...)";

// What other query languages call it. Sorted by bytes.
constexpr std::pair<std::string_view, const char*> kHabits[] = {
    {"!", "write NOT"},
    {"!==", "write <>"},
    {"#", kComment},
    {"&", "a node has one type: ask for alternatives with |, or add a condition to WHERE"},
    {"&&", "write AND"},
    {"--", kComment},
    {"==", "write = for equality"},
    {"===", "write = for equality"},
    {"ADD", kReadOnly},
    {"ALLSHORTESTPATHS", "write MATCH p = ALL SHORTEST (a)-[*]-(b)"},
    {"ALTER", kReadOnly},
    {"ANYSHORTESTPATH", kShortest},
    {"ARRAY_AGG", kCollect},
    {"AVERAGE", "write avg(...)"},
    {"BETWEEN", "write low <= x AND x <= high"},
    {"CALL", kNoProcedures},
    {"CARDINALITY", kSize},
    {"CAST", "write toInteger(x), toFloat(x) or toString(x)"},
    {"CHAR_LENGTH", kSize},
    {"CONCAT", "write a + b, or toString(a) + b"},
    {"CREATE", kReadOnly},
    {"CROSS", kJoin},
    {"DATE", kDate},
    {"DATETIME", kDate},
    {"DECODE", kCase},
    {"DELETE", kReadOnly},
    {"DETACH", kReadOnly},
    {"DROP", kReadOnly},
    {"EMPTY", "write size(x) = 0 of a list or text, IS NULL of what is absent"},
    {"EXEC", kNoProcedures},
    {"EXECUTE", kNoProcedures},
    {"FETCH", "write LIMIT"},
    {"FILTER", "write WHERE, after MATCH or WITH"},
    {"FIND", "write MATCH"},
    {"FOREACH", "write UNWIND list AS x"},
    {"GET", "write MATCH"},
    {"GROUP", "rows are grouped by what stands beside an aggregate: RETURN f.name, count(*)"},
    {"GROUP_CONCAT", kCollect},
    {"HAVING", "write WITH f, count(*) AS n WHERE n > 1"},
    {"IF", kCase},
    {"IFNULL", kCoalesce},
    {"IIF", kCase},
    {"ILIKE", "write CONTAINS, STARTS WITH, or =~ '(?i)...'"},
    {"INNER", kJoin},
    {"INSERT", kReadOnly},
    {"ISNULL", "write IS NULL"},
    {"JOIN", kJoin},
    {"LCASE", "write toLower(...)"},
    {"LEFT", "write OPTIONAL MATCH"},
    {"LEN", kSize},
    {"LIKE", "write CONTAINS, STARTS WITH, ENDS WITH, or =~ with a regular expression"},
    {"LISTAGG", kCollect},
    {"LOAD", kReadOnly},
    {"LOWER", "write toLower(...)"},
    {"MEAN", "write avg(...)"},
    {"MERGE", kReadOnly},
    {"MINUS", "write EXCEPT between two queries"},
    {"NOTNULL", "write IS NOT NULL"},
    {"NULLIF", "write CASE WHEN a = b THEN null ELSE a END"},
    {"NULLS", "null is the greatest value: ORDER BY x DESC puts it first"},
    {"NVL", kCoalesce},
    {"OFFSET", "write SKIP"},
    {"OUTER", "write OPTIONAL MATCH"},
    {"OVER",
     "OVER { pattern } stands in a measure; for windows write WITH and an aggregate, then go on"},
    {"REGEXP", "write =~"},
    {"REMOVE", kReadOnly},
    {"RLIKE", "write =~"},
    {"SELECT", "a query ends with what it wants: MATCH (f:Firm) RETURN f.name"},
    {"SET", kReadOnly},
    {"SHORTESTPATH", kShortest},
    {"SORT", "write ORDER BY"},
    {"START", "write MATCH"},
    {"STRING_AGG", kCollect},
    {"SUBSTR", "write substring(text, from, length)"},
    {"SWITCH", kCase},
    {"TOP", "write LIMIT behind RETURN; TOP belongs to TRACE"},
    {"TO_DATE", kDate},
    {"TRUNCATE", kReadOnly},
    {"UCASE", "write toUpper(...)"},
    {"UNIQUE", "write DISTINCT"},
    {"UPDATE", kReadOnly},
    {"UPPER", "write toUpper(...)"},
    {"USE", "the store is named when the shell is started: sarye repl STORE"},
    {"VALUES", "write UNWIND [...] AS x"},
    {"WHERE", "WHERE stands behind MATCH or WITH: MATCH ... WHERE ... RETURN ..."},
    {"YIELD", kNoProcedures},
    {"|",
     "a | joins types and relations, or stands in [x IN xs | x.name]; conditions are joined by OR"},
    {"||", "write OR, or + to join texts"},
    {"~", "write =~"},
    {"、", "write ,"},
    {"。", "write ;"},
};

}  // namespace

int keyword_distance(std::string_view a, std::string_view b) {
  // Rows of the matrix of prefixes; the one before last is needed for swaps.
  std::vector<int> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int differs = upper(a[i - 1]) == upper(b[j - 1]) ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + differs});
      if (i > 1 && j > 1 && upper(a[i - 1]) == upper(b[j - 2]) &&
          upper(a[i - 2]) == upper(b[j - 1])) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string nearest_keyword(std::string_view word, const std::vector<std::string>& keywords) {
  constexpr std::size_t kLongestKeyword = 16;
  if (word.size() > kLongestKeyword) return {};
  std::string nearest;
  int best = word.size() <= 4 ? 2 : 3;
  for (const std::string& keyword : keywords) {
    const int distance = keyword_distance(word, keyword);
    if (distance < best && distance < static_cast<int>(keyword.size()) - 1) {
      best = distance;
      nearest = keyword;
    }
  }
  return nearest;
}

std::string habit_hint(std::string_view word) {
  std::string key;
  for (char c : word) key += upper(c);
  const auto at = std::lower_bound(
      std::begin(kHabits), std::end(kHabits), std::string_view(key),
      [](const auto& entry, std::string_view sought) { return entry.first < sought; });
  return at != std::end(kHabits) && at->first == key ? at->second : "";
}

}  // namespace sarye
