// Runs tests/texts/{ko,zh,en}/*.case: a text, and the mentions and edges it should yield, each line
// `+ Type surface`, `- Type surface` (must not be found), `= surface | other name` (one entity),
// `> SUBJECT FAMILY OBJECT` (an edge between entities with these surfaces or names; an underscore
// in the subject is a space).
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "tests/ingest/extracted.h"

using namespace sarye;
using namespace sarye::test;

namespace {

struct TextCase {
  std::string text;
  std::vector<std::string> expected;
};

TextCase read_case(const std::filesystem::path& path) {
  std::ifstream in(path);
  TextCase out;
  std::string line;
  bool in_text = false;
  while (std::getline(in, line)) {
    if (line == "text") {
      in_text = true;
    } else if (line == "expect") {
      in_text = false;
    } else if (in_text) {
      out.text += line + "\n";
    } else if (!line.empty() && line[0] != '#') {
      out.expected.push_back(line);
    }
  }
  return out;
}

std::set<std::string> surfaces(const DocumentTruth& truth, std::uint32_t entity) {
  std::set<std::string> out;
  for (const Mention& mention : truth.mentions) {
    if (mention.entity == entity) {
      out.insert(truth.source.substr(mention.bytes.begin, mention.bytes.size()));
    }
  }
  for (const EntityName& name : truth.entities[entity].names) out.insert(name.text);
  return out;
}

bool has_mention(const DocumentTruth& truth, const std::string& type, const std::string& surface) {
  return std::any_of(truth.mentions.begin(), truth.mentions.end(), [&](const Mention& mention) {
    return truth.entities[mention.entity].type == type &&
           truth.source.substr(mention.bytes.begin, mention.bytes.size()) == surface;
  });
}

}  // namespace

TEST_CASE("What a text tells of as a cause alone is a mechanism", "[ingest][texts]") {
  const std::string text = "대외 환경 악화로 제과업계의 이익률이 하락했다.\n";
  auto truth = corpus_extractor().extract_bytes(text, "cause.txt");
  REQUIRE(truth);
  const auto cause =
      std::find_if(truth->entities.begin(), truth->entities.end(), [](const LocalEntity& entity) {
        return std::any_of(entity.names.begin(), entity.names.end(),
                           [](const EntityName& name) { return name.text == "대외 환경 악화"; });
      });
  REQUIRE(cause != truth->entities.end());
  CHECK(cause->type == "Mechanism");
}

TEST_CASE("What becomes of a policy is a policy where it leads to something", "[ingest][texts]") {
  const std::string text = "유약 보조금이 폐지되면서 공방 수익성이 나빠졌다.\n";
  auto truth = corpus_extractor().extract_bytes(text, "policy.txt");
  REQUIRE(truth);
  CHECK(has_mention(*truth, "Policy", "유약 보조금이 폐지"));
}

TEST_CASE("What is called a policy is told of whatever is said of it", "[ingest][texts]") {
  const auto rule_of = [](const std::string& text, const std::string& surface) {
    const DocumentTruth truth = extracted(text + "\n");
    for (const Mention& mention : truth.mentions) {
      if (truth.source.substr(mention.bytes.begin, mention.bytes.size()) == surface) {
        return mention.rule;
      }
    }
    return std::string("none");
  };
  CHECK(rule_of("도자 관세가 화제다.", "도자 관세") == "called");
  CHECK(rule_of("Nobody expected kiln subsidies.", "kiln subsidies") == "called");
  CHECK(rule_of("陶瓷关税是热门话题。", "陶瓷关税") == "called");
  CHECK(rule_of("도자 특허가 화제다.", "도자 특허") == "head");
  CHECK(rule_of("법적 규제가 화제다.", "법적 규제") == "none");
  CHECK(rule_of("两家工厂的利润都来自政策。", "来自政策") != "called");
}

TEST_CASE("What a body is called tells of which kind it is", "[ingest][texts]") {
  const std::string text = "한울바다대학교와 국가소재전략위원회는 협약을 맺었다.\n";
  auto truth = corpus_extractor().extract_bytes(text, "kinds.txt");
  REQUIRE(truth);
  std::set<std::string> kinds;
  for (const LocalEntity& entity : truth->entities) {
    if (entity.type == "Agency") kinds.insert(entity.kind);
  }
  CHECK(kinds == std::set<std::string>{"", "university"});
}

TEST_CASE("Each case text yields the mentions and edges it names", "[ingest][texts]") {
  std::vector<std::filesystem::path> cases;
  for (const char* language : {"ko", "zh", "en"}) {
    const auto folder = std::filesystem::path(SARYE_SOURCE_DIR) / "tests" / "texts" / language;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".case") cases.push_back(entry.path());
    }
  }
  std::sort(cases.begin(), cases.end());
  REQUIRE_FALSE(cases.empty());
  for (const auto& path : cases) {
    const TextCase one = read_case(path);
    auto truth = corpus_extractor().extract_bytes(one.text, path.filename().string());
    INFO(path.string());
    REQUIRE(truth);
    for (const std::string& line : one.expected) {
      INFO(line);
      std::istringstream words(line.substr(2));
      if (line[0] == '+' || line[0] == '-') {
        std::string type;
        std::string surface;
        words >> type >> std::ws;
        std::getline(words, surface);
        CHECK(has_mention(*truth, type, surface) == (line[0] == '+'));
      } else if (line[0] == '=') {
        const std::size_t bar = line.find(" | ");
        REQUIRE(bar != std::string::npos);
        const std::string a = line.substr(2, bar - 2);
        const std::string b = line.substr(bar + 3);
        bool together = false;
        for (std::uint32_t e = 0; e < truth->entities.size(); ++e) {
          const auto names = surfaces(*truth, e);
          together = together || (names.contains(a) && names.contains(b));
        }
        CHECK(together);
      } else if (line[0] == '>') {
        std::string subject;
        std::string family;
        std::string object;
        words >> subject >> family >> std::ws;
        std::getline(words, object);
        std::replace(subject.begin(), subject.end(), '_', ' ');
        const bool found = std::any_of(
            truth->assertions.begin(), truth->assertions.end(), [&](const LocalAssertion& edge) {
              return edge.family == family && surfaces(*truth, edge.subject).contains(subject) &&
                     surfaces(*truth, edge.object).contains(object);
            });
        CHECK(found);
      }
    }
  }
}

TEST_CASE("Quotes and mentions are slices of the original inside their passage",
          "[ingest][texts]") {
  const auto folder = std::filesystem::path(SARYE_SOURCE_DIR) / "corpus" / "cases";
  int documents = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto ending = entry.path().extension();
    if (ending != ".txt" && ending != ".md") continue;
    ++documents;
    INFO(entry.path().string());
    auto truth = corpus_extractor().extract_file(entry.path());
    REQUIRE(truth);
    CHECK_FALSE(truth->mentions.empty());
    CHECK(truth->metadata.date_source != DateSource::None);
    std::vector<bool> used(truth->entities.size(), false);
    bool inside = true;
    for (const Mention& mention : truth->mentions) {
      const ByteRange passage = truth->passages[mention.passage].bytes;
      inside = inside && passage.contains(mention.bytes) && !mention.bytes.empty();
      used[mention.entity] = true;
    }
    for (const LocalAssertion& edge : truth->assertions) {
      const ByteRange passage = truth->passages[edge.evidence.passage].bytes;
      inside = inside && passage.contains(edge.evidence.quote) && !edge.evidence.quote.empty();
      inside =
          inside && (edge.evidence.cue.empty() || edge.evidence.quote.contains(edge.evidence.cue));
      used[edge.subject] = used[edge.object] = true;
    }
    CHECK(inside);
    CHECK(std::count(used.begin(), used.end(), false) == 0);
    // The same bytes give the same truth.
    auto again = corpus_extractor().extract_file(entry.path());
    REQUIRE(again);
    CHECK(again->mentions.size() == truth->mentions.size());
    CHECK(again->assertions.size() == truth->assertions.size());
    CHECK(again->fingerprint == truth->fingerprint);
  }
  CHECK(documents > 0);
}
