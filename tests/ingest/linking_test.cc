// Runs tests/links/*.case: texts that are loaded together, and which of their names are one entity.
//   text              begins a document; several may stand in one case
//   = TYPE a | b      one entity of the type has both names
//   ! TYPE a | TYPE b both are found, and no entity has both names
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "engine/graph/graph_view.h"
#include "engine/graph/publish.h"
#include "engine/store/memory_store.h"
#include "ingest/loader.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

struct LinkCase {
  std::vector<std::string> texts;
  std::vector<std::string> expected;
};

std::vector<LinkCase> read_link_cases(const std::filesystem::path& path) {
  std::vector<LinkCase> cases;
  std::ifstream in(path);
  std::string line;
  bool in_text = false;
  while (std::getline(in, line)) {
    if (line == "case") {
      cases.emplace_back();
      in_text = false;
    } else if (line == "text") {
      cases.back().texts.emplace_back();
      in_text = true;
    } else if (line == "expect") {
      in_text = false;
    } else if (in_text) {
      cases.back().texts.back() += line + "\n";
    } else if (!line.empty() && line[0] != '#') {
      cases.back().expected.push_back(line);
    }
  }
  return cases;
}

// The case's texts in a store of their own, in the order given or turned around.
class Loaded {
 public:
  Loaded(const LinkCase& one, const Resources& resources, bool reversed) {
    WriteBatch batch;
    put_ontology(batch, resources.ontology().to_text());
    REQUIRE(store_.commit(batch));
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 0; i < one.texts.size(); ++i) {
      files.push_back(folder_ / ("text" + std::to_string(i) + ".txt"));
      std::ofstream(files.back()) << one.texts[i];
    }
    if (reversed) std::reverse(files.begin(), files.end());
    for (const auto& file : files) tiny::must(load_texts(store_, resources, {file}, {}), "load");
    tiny::must(publish(store_), "publish");
    view_ = tiny::must(GraphView::open(store_.snapshot()), "view");
  }

  std::set<std::string> find(const std::string& type, const std::string& name) const {
    const NodeType* known = view_->ontology().find_type(type);
    REQUIRE(known != nullptr);
    std::set<std::string> out;
    for (const EntityMatch& match : tiny::must(view_->find_entities(known->id, name), "find")) {
      out.insert(match.key);
    }
    return out;
  }

 private:
  test::TempDir folder_;
  MemoryStore store_;
  std::unique_ptr<GraphView> view_;
};

std::pair<std::string, std::string> type_and_name(const std::string& text) {
  const std::size_t space = text.find(' ');
  return {text.substr(0, space), text.substr(space + 1)};
}

void check(const Loaded& loaded, const std::string& line) {
  const std::size_t bar = line.find(" | ");
  REQUIRE(bar != std::string::npos);
  const auto [type, a] = type_and_name(line.substr(2, bar - 2));
  const bool one = line[0] == '=';
  const auto [other_type, b] =
      one ? std::make_pair(type, line.substr(bar + 3)) : type_and_name(line.substr(bar + 3));
  const auto first = loaded.find(type, a);
  const auto second = loaded.find(other_type, b);
  INFO(line);
  CHECK(first.size() == 1);
  CHECK(second.size() == 1);
  CHECK((first == second && type == other_type) == one);
}

}  // namespace

TEST_CASE("Names that mean one thing are one entity, and others are not", "[ingest][links]") {
  const auto resources = tiny::must(Resources::load(SARYE_SOURCE_DIR "/corpus"), "corpus");
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(SARYE_SOURCE_DIR "/tests/links")) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  int same = 0;
  int different = 0;
  for (const auto& file : files) {
    INFO(file.string());
    for (const LinkCase& one : read_link_cases(file)) {
      INFO(one.texts.front().substr(0, 60));
      for (const bool reversed : {false, true}) {
        if (reversed && one.texts.size() == 1) continue;
        const Loaded loaded(one, *resources, reversed);
        for (const std::string& line : one.expected) check(loaded, line);
      }
      for (const std::string& line : one.expected) ++(line[0] == '=' ? same : different);
    }
  }
  CHECK(same >= 35);
  CHECK(different >= 38);
}
