// Ten thousand texts put to a session: the queries of our own cases and documents, damaged in many
// ways, and what chance makes of the grammar. Each has an answer or an error, soon.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/long_tests.h"
#include "tests/support/sarye_texts.h"
#include "tools/sarye/session.h"

using namespace sarye;
using Json = nlohmann::json;

namespace {

using Random = std::mt19937;
const std::string kSource = SARYE_SOURCE_DIR;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Queries of .case files and of the language's page.
std::vector<std::string> seeds() {
  std::vector<std::string> out;
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(kSource + "/tests/queries")) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::istringstream lines(content(path));
    std::string query;
    bool inside = false;
    static const std::vector<std::string> kEnds = {"rows", "error", "fails",   "columns",
                                                   "set",  "plan",  "notices", "cites"};
    for (std::string line; std::getline(lines, line);) {
      if (line == "query") {
        inside = true;
        query.clear();
      } else if (inside && (std::find(kEnds.begin(), kEnds.end(), line) != kEnds.end())) {
        inside = false;
        out.push_back(query);
      } else if (inside) {
        query += (query.empty() ? "" : "\n") + line;
      }
    }
  }
  std::istringstream page(content(kSource + "/grammar/README.md"));
  bool code = false;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("```", 0) == 0) {
      code = !code;
    } else if (code && line.rfind("//", 0) != 0) {
      out.push_back(line);
    }
  }
  return out;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> out;
  for (const char c : text) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
    const bool joins = letter && !out.empty() &&
                       (std::isalnum(static_cast<unsigned char>(out.back().back())) != 0 ||
                        (out.back().back() & 0x80) != 0);
    if (joins) {
      out.back() += c;
    } else {
      out.emplace_back(1, c);
    }
  }
  return out;
}

// The same shape with another number, text, name or sign: mostly still a query.
std::string retold(Random& random, const std::string& text,
                   const std::vector<std::string>& others) {
  const auto kind = [](const std::string& word) {
    const auto c = static_cast<unsigned char>(word[0]);
    if (std::isdigit(c) != 0) return 1;
    if (std::isalpha(c) != 0) return 2;
    return std::string("+-*/%^<>=").find(word[0]) != std::string::npos ? 3 : 0;
  };
  std::vector<std::string> words = words_of(text);
  std::vector<std::string> more = words_of(others[random() % others.size()]);
  for (const char* number : {"0", "1", "9223372036854775807", "2.5", "null"})
    more.push_back(number);
  for (unsigned n = 1 + random() % 2; n > 0; --n) {
    std::string& word = words[random() % words.size()];
    const std::string& other = more[random() % more.size()];
    const bool number = kind(word) == 1 && (kind(other) == 1 || other == "null");
    if (kind(word) != 0 && (number || kind(word) == kind(other))) word = other;
  }
  std::string out;
  for (const std::string& word : words) out += word;
  return out;
}

// Clauses by chance over variables that are there.
std::string sentence(Random& random, const GrammarTexts& grammar) {
  static const std::vector<std::string> kBefore = {
      "MATCH (a)-[r]->(b) WITH *, 2 AS k, a AS f, [1, null, 3] AS x, b AS n MATCH p = (f)--() ",
      "UNWIND [1, 2.5, null, 'a'] AS k WITH k, [k, [k]] AS x, k AS a, k AS b, k AS r, k AS n, "
      "k AS f, k AS p ",
      "OPTIONAL MATCH (a:Nothing)-[r]->(b) MATCH (f)-[x*1..2]->(n) MATCH p = (f)-->() "
      "WITH *, size(x) AS k "};
  std::string out = kBefore[random() % kBefore.size()];
  for (unsigned n = random() % 3; n > 0; --n)
    out += grammar.text(random, "clause", 9 + static_cast<int>(random() % 8));
  return out + grammar.text(random, "returnClause", 9 + static_cast<int>(random() % 8));
}

std::string full_width(char c) {
  const int code = 0xFF01 + (static_cast<unsigned char>(c) - 0x21);
  return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

std::string damaged(Random& random, std::string text, const std::vector<std::string>& others) {
  for (unsigned n = 1 + random() % 3; n > 0 && !text.empty(); --n) {
    const std::size_t at = random() % text.size();
    const std::string& other = others[random() % others.size()];
    switch (random() % 8) {
      case 0:  // a byte, any byte
        text[at] = static_cast<char>(random() % 256);
        break;
      case 1:
        text.erase(at, 1 + random() % 6);
        break;
      case 2:  // twice
        text.insert(at, text.substr(at, 1 + random() % 20));
        break;
      case 3:  // the end of another
        text = text.substr(0, at) + (other.empty() ? "" : other.substr(random() % other.size()));
        break;
      case 4: {  // words exchanged
        std::vector<std::string> words = words_of(text);
        const std::vector<std::string> more = words_of(other);
        words[random() % words.size()] = more.empty() ? "" : more[random() % more.size()];
        std::swap(words[random() % words.size()], words[random() % words.size()]);
        text.clear();
        for (const std::string& word : words) text += word;
        break;
      }
      case 5: {  // UTF-8 cut, over-long, of a surrogate, beyond the last plane
        static const std::vector<std::string> kBad = {
            "\xE2\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\x80"};
        text.insert(at, kBad[random() % kBad.size()]);
        break;
      }
      case 6:  // as an input method writes it
        if (text[at] > ' ' && text[at] < 0x7F) text.replace(at, 1, full_width(text[at]));
        break;
      default: {
        static const std::vector<std::string> kOdd = {"(((((((((", "[[[[[[[[",
                                                      "`",         "'",
                                                      "\"",        "\\u12",
                                                      "..",        "*",
                                                      "$x",        "9999999999999999999",
                                                      "/*",        "//",
                                                      "{",         "NOT NOT ",
                                                      "- - -",     std::string(1, '\0'),
                                                      " IS NULL",  "|",
                                                      "=~ '(a+)+'"};
        text.insert(at, kOdd[random() % kOdd.size()]);
      }
    }
  }
  return text;
}

// EXPORT would write files and SET lift the limits of what follows.
bool is_harmless(const std::string& text) {
  std::string upper = text;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper.find("EXPORT") == std::string::npos && upper.find("SET") == std::string::npos;
}

class Asker {
 public:
  Asker() {
    answer({{"op", "open"}, {"dir", ":memory:"}, {"create", true}});
    Json nodes = Json::array();
    Json edges = Json::array();
    for (int i = 0; i < 8; ++i) {
      nodes.push_back({{"id", i},
                       {"labels",
                        {i % 3 == 0   ? "B"
                         : i % 3 == 1 ? "A"
                                      : "Firm"}},
                       {"properties", {{"n", i % 4}, {"name", "한빛 " + std::to_string(i)}}}});
    }
    for (int i = 0; i < 16; ++i) {
      edges.push_back({{"id", i},
                       {"src", i * 5 % 8},
                       {"dst", i * 3 % 8},
                       {"type", i % 3 == 0   ? "S"
                                : i % 3 == 1 ? "R"
                                             : "PURSUES"},
                       {"properties", {{"w", i % 3}}}});
    }
    answer({{"op", "import"}, {"nodes", nodes}, {"edges", edges}});
    for (const char* limit :
         {"SET timeout = 300", "SET max_memory = 128", "SET max_rows = 100000"}) {
      answer({{"op", "query"}, {"text", limit}});
    }
  }

  // The answer's line as JSON; a text that is no UTF-8 is told so.
  Json answer(const Json& request) {
    return Json::parse(
        session_.answer(request.dump(-1, ' ', false, Json::error_handler_t::ignore)));
  }
  Json ask(const std::string& text) {
    return answer({{"id", 1},
                   {"op", "query"},
                   {"text", text},
                   {"params", {{"x", 1}, {"y", {"ko", nullptr, 2.5}}}},
                   {"options", {{"strict_names", false}, {"timeout", 300}, {"max_memory", 128}}}});
  }
  // The bytes as they are, which JSON would not take.
  std::string ask_bytes(const std::string& text) {
    std::string quoted;
    for (const char c : text) {
      if (c == '"' || c == '\\') quoted += '\\';
      if (static_cast<unsigned char>(c) < 0x20) {
        quoted += ' ';
      } else {
        quoted += c;
      }
    }
    // With options, a SET in the text ends with it; the limits above stay.
    return session_.answer(
        "{\"id\":1,\"op\":\"query\",\"options\":{\"strict_names\":false,\"timeout\":300,\"max_memory\":128},\"text\":\"" + quoted +
        "\"}");
  }

 private:
  Session session_;
};

}  // namespace

TEST_CASE("Any text put to a session has an answer or an error, within a second",
          "[fuzz][session]") {
  const std::vector<std::string> good = seeds();
  REQUIRE(good.size() > 300);
  const GrammarTexts sentences = sarye_texts();
  REQUIRE(sentences.rule_count() > 60);
  const int count = test::long_tests() ? 200000 : 10000;
  Asker asker;
  Random random(23);
  int answered = 0;
  int refused = 0;
  for (int i = 0; i < count; ++i) {
    std::string text = good[random() % good.size()];
    switch (i % 8) {
      case 0:
        text = sentences.text(random, "script", 14 + static_cast<int>(random() % 12));
        break;
      case 1:
      case 2:
        text = sentence(random, sentences);
        break;
      case 3:
        text = damaged(random, damaged(random, text, good), good);
        break;
      case 4:
      case 5:
        text = damaged(random, text, good);
        break;
      default:
        text = retold(random, text, good);
    }
    if (!is_harmless(text)) continue;
    INFO("text " << i << ": " << text);
    // Of the processor: what else the machine does is not the session's.
    const std::clock_t start = std::clock();
    // Bytes that are no UTF-8 go as they are: JSON would not write them.
    if (i % 3 != 0) {
      const Json answer = asker.ask(text);
      (answer["ok"] == true ? answered : refused) += 1;
      if (answer["ok"] != true) {
        CHECK(answer["error"]["code"] != "Internal");
        CHECK_FALSE(answer["error"]["message"].get<std::string>().empty());
      }
    } else {
      CHECK(asker.ask_bytes(text).rfind("{\"id\":", 0) == 0);
    }
    const double took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    CHECK(took < 1.0);
  }
  // Neither all nonsense nor all sense.
  CHECK(answered > count / 50);
  CHECK(refused > count / 50);
}
