// Folders of CSV with more rows than one block holds.
#include "engine/exchange/import_csv.h"

#include <tbb/global_control.h>

#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace sarye;

namespace {

constexpr int kRows = 60000;  // several blocks of each file

void write(const test::TempDir& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder / name, std::ios::binary) << text;
}

std::string all_pieces(ImportPieces& pieces) {
  std::string whole;
  std::string piece;
  pieces.rewind();
  while (true) {
    auto more = pieces.next(piece);
    REQUIRE(more);
    if (!*more) return whole;
    whole += piece;
  }
}

// Texts with line breaks in quotes in every row, so that wherever blocks end, some lie around it.
std::string things(const std::string& last = {}) {
  std::string text = "id,name,note,size\n";
  for (int i = 0; i < kRows; ++i) {
    text += std::to_string(i * 3) + ",thing " + std::to_string(i) + ",\"a \"\"note\"\"\nof " +
            std::to_string(i) + "\"," + (i % 7 == 0 ? "" : std::to_string(i)) + "\n";
  }
  return text + last;
}

std::string links(const std::string& last = {}) {
  std::string text = "src:Thing,dst:Thing,weight\n";
  for (int i = 0; i < kRows; ++i) {
    text += std::to_string(i * 3) + "," + std::to_string((kRows - 1 - i) * 3) + "," +
            std::to_string(i % 5) + "\n";
  }
  return text + last;
}

Result<ImportedGraph> read_csv_folder(const std::filesystem::path& folder) {
  auto opened = open_csv_folder(folder);
  if (!opened) return opened.error();
  return decode_import(all_pieces(**opened));
}

std::string refusal(const std::string& nodes, const std::string& edges) {
  test::TempDir folder;
  write(folder, "nodes_Thing.csv", nodes);
  write(folder, "edges_LINKS.csv", edges);
  const auto graph = read_csv_folder(folder.path());
  return graph ? std::string() : graph.error().message;
}

}  // namespace

TEST_CASE("rows of all blocks are there, in their order, for any number of threads", "[import]") {
  test::TempDir folder;
  write(folder, "nodes_Thing.csv", things());
  write(folder, "edges_LINKS.csv", links());
  std::vector<std::string> encoded;
  for (const std::size_t threads : {1, 2, 5}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    const auto graph = read_csv_folder(folder.path());
    REQUIRE(graph);
    REQUIRE(graph->nodes.size() == kRows);
    REQUIRE(graph->edges.size() == kRows);
    bool right = true;
    for (int i = 0; i < kRows; ++i) {
      const ImportedNode& node = graph->nodes[static_cast<std::size_t>(i)];
      const ImportedEdge& edge = graph->edges[static_cast<std::size_t>(i)];
      right = right && node.id == i * 3 && node.properties.size() == (i % 7 == 0 ? 3u : 4u) &&
              node.properties[2].second.string() == "a \"note\"\nof " + std::to_string(i) &&
              edge.source == static_cast<std::uint32_t>(i) &&
              edge.target == static_cast<std::uint32_t>(kRows - 1 - i) &&
              edge.properties[0].second.integer() == i % 5;
    }
    CHECK(right);
    encoded.push_back(all_pieces(*encode_import(*graph)));
    CHECK(all_pieces(**open_csv_folder(folder.path())) == encoded.back());
  }
  CHECK(encoded[0] == encoded[1]);
  CHECK(encoded[0] == encoded[2]);
}

TEST_CASE("an error in a late row is told with its line, and the first one of the file",
          "[import]") {
  const std::string nodes_end = std::to_string(2 * kRows + 2);  // a row takes two lines
  const std::string edges_end = std::to_string(kRows + 2);
  CHECK(refusal(things("7\n"), links()) ==
        "nodes_Thing.csv:" + nodes_end + ": 1 fields, the header has 4");
  CHECK(refusal(things("x,y,z,1\n"), links()) ==
        "nodes_Thing.csv:" + nodes_end + ": the id x is not a whole number");
  CHECK(refusal(things("15000,y,z,1\nno\n"), links()) ==
        "nodes_Thing.csv:" + nodes_end + ": the id 15000 stands twice");
  CHECK(refusal(things("no\n15000,y,z,1\n"), links()) ==
        "nodes_Thing.csv:" + nodes_end + ": 1 fields, the header has 4");
  // It would take all rows behind it for one text.
  CHECK(refusal(things("7,y,\"z,1\n9,y,z,1\n"), links()) ==
        "nodes_Thing.csv:" + nodes_end + ": a quotation mark in the row is not closed");
  CHECK(refusal("id,\"name\n1,a\n", links()) ==
        "nodes_Thing.csv:1: a quotation mark in the row is not closed");
  CHECK(refusal(things(), links("3,1,0\n1,3,0\n")) ==
        "edges_LINKS.csv:" + edges_end + ": there is no Thing with the id 1");
}

TEST_CASE("a column is of whole numbers or of texts, wherever the first text stands", "[import]") {
  test::TempDir folder;
  write(folder, "nodes_Thing.csv", things("-9223372036854775808,y,z,many\n"));
  const auto graph = read_csv_folder(folder.path());
  REQUIRE(graph);
  CHECK(graph->nodes[1].properties[3].second.string() == "1");
  CHECK(graph->nodes.back().properties[3].second.string() == "many");
}

TEST_CASE("a column of decimal numbers is of floats, and a code with leading zeros is a text",
          "[import]") {
  test::TempDir folder;
  write(folder, "nodes_Thing.csv",
        "id,share,code,exponent,large,point,version\n"
        "1,0.5,005930,2e-3,1.5,.,1.5\n"
        "2,-3,000660,7,9007199254740993,.5,1.5.1\n"
        "3,,12,,1,1,\n");
  const auto graph = read_csv_folder(folder.path());
  REQUIRE(graph);
  const PropertyList& first = graph->nodes[0].properties;
  CHECK(first[0].second.integer() == 1);
  CHECK(first[1].second.floating() == 0.5);
  CHECK(first[2].second.string() == "005930");
  CHECK(first[3].second.floating() == 0.002);
  CHECK(first[4].second.string() == "1.5");
  CHECK(first[5].second.string() == ".");
  CHECK(first[6].second.string() == "1.5");
  CHECK(graph->nodes[1].properties[1].second.floating() == -3.0);
  CHECK(graph->nodes[1].properties[3].second.floating() == 7.0);
  CHECK(graph->nodes[2].properties[1].second.string() == "12");
}

TEST_CASE("names and texts of a folder are composed, and a byte order mark is no text",
          "[import]") {
  const std::string apart = "\u1112\u1161\u11AB";  // as macOS writes 한
  test::TempDir folder;
  write(folder, "nodes_" + apart + ".csv", "\uFEFFid," + apart + "\n1,e\u0301 \u30AB\u3099\n");
  write(folder, "edges_" + apart + "X.csv", "src:" + apart + ",dst:" + apart + "\n1,1\n");
  const auto graph = read_csv_folder(folder.path());
  REQUIRE(graph);
  CHECK(graph->types == std::vector<std::string>{"한"});
  CHECK(graph->relations == std::vector<std::string>{"한X"});
  CHECK(graph->nodes[0].properties[1].first == "한");
  CHECK(graph->nodes[0].properties[1].second.string() == "é ガ");
}

TEST_CASE("a folder that is not UTF-8 is refused with the line", "[import]") {
  const std::string what = ": the row is not UTF-8: save the file as UTF-8 (CSV UTF-8 in Excel)";
  CHECK(refusal("id,name\n1,a\n2,\xC7\xD1\n", links()) == "nodes_Thing.csv:3" + what);
  CHECK(refusal("id,\xC7\xD1\n1,a\n", links()) == "nodes_Thing.csv:1" + what);
  CHECK(refusal(std::string("\xFF\xFEi\0d\0\n\0", 8), links()) == "nodes_Thing.csv:1" + what);
}

TEST_CASE("ids may lie far apart", "[import]") {
  test::TempDir folder;
  write(folder, "nodes_Thing.csv",
        "id\n9223372036854775807\n-9223372036854775808\n0\n-1\n1000000007\n");
  write(folder, "edges_LINKS.csv",
        "src:Thing,dst:Thing\n-9223372036854775808,9223372036854775807\n1000000007,-1\n");
  const auto graph = read_csv_folder(folder.path());
  REQUIRE(graph);
  CHECK(graph->edges[0].source == 1);
  CHECK(graph->edges[0].target == 0);
  CHECK(graph->edges[1].source == 4);
  CHECK(graph->edges[1].target == 3);
  CHECK(refusal("id\n1\n2\n", "src:Thing,dst:Thing\n1,9223372036854775807\n") ==
        "edges_LINKS.csv:2: there is no Thing with the id 9223372036854775807");
}

TEST_CASE(
    "rows that were kept while they were checked are what the file says when it is read again",
    "[import]") {
  test::TempDir folder;
  write(folder, "nodes_Thing.csv", things());
  write(folder, "nodes_Document.csv", "id\n4\n5\n6\n");
  std::string text = "src:Thing,dst:Thing,doc,year,conf\n";
  for (int i = 0; i < kRows; ++i) {
    text += std::to_string(i * 3) + "," + std::to_string((kRows - 1 - i) * 3) + "," +
            (i % 4 == 3 ? "" : std::to_string(i % 4 + 4)) + "," + std::to_string(1990 + i % 30) +
            ",\"" + std::to_string(i % 101) + "\"\n";
  }
  write(folder, "edges_SAYS.csv", text);
  write(folder, "edges_LINKS.csv", links());
  auto opened = open_csv_folder(folder.path());
  REQUIRE(opened);
  const std::string kept = all_pieces(**opened);
  CHECK(kept == all_pieces(**opened));
  const auto graph = decode_import(kept);
  REQUIRE(graph);
  REQUIRE(graph->edges.size() == 2 * kRows);
  const ImportedEdge& late = graph->edges[2 * kRows - 2];
  CHECK(late.document != ImportedEdge::kNone);
  CHECK(late.confidence == (kRows - 2) % 101 * 10);
  CHECK(kept == all_pieces(*encode_import(*graph)));
}

TEST_CASE("ids one behind the other are found, and none before or behind them", "[import]") {
  const std::string nodes = "id\n-1\n0\n1\n2\n";
  CHECK(refusal(nodes, "src:Thing,dst:Thing\n-1,2\n0,1\n") == "");
  CHECK(refusal(nodes, "src:Thing,dst:Thing\n-2,2\n") ==
        "edges_LINKS.csv:2: there is no Thing with the id -2");
  CHECK(refusal(nodes, "src:Thing,dst:Thing\n0,3\n") ==
        "edges_LINKS.csv:2: there is no Thing with the id 3");
}
