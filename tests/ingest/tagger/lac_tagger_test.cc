// The tagger of python3-jieba, where that package is installed; elsewhere these cases say so and
// check nothing. No other test depends on it.
#include "ingest/tagger/lac_tagger.h"

#include <filesystem>
#include <fstream>
#include <set>

#include "ingest/extractor.h"
#include "tests/support/catch.h"

namespace sarye {
namespace {

bool is_installed() {
  if (std::filesystem::is_directory(LacTagger::kDebianFolder)) return true;
  WARN("python3-jieba is not installed: the Chinese tagger is not tested");
  return false;
}

const LacTagger& tagger() {
  static const auto made = LacTagger::load(std::string(LacTagger::kDebianFolder));
  if (!made) FAIL(made.error().message);
  return **made;
}

std::string tagged(std::string_view sentence) {
  std::string out;
  for (const TaggedRange& word : tagger().tag(sentence)) {
    out += (out.empty() ? "" : " ") +
           std::string(sentence.substr(word.bytes.begin, word.bytes.size())) + "/" +
           std::string(word.tag);
  }
  return out;
}

// The firms of tests/ingest/tagger/unknown_firms.txt that an analysis finds. Each line is a
// sentence, a tabulator and the firms in it.
struct Found {
  int due = 0;
  int found = 0;
  int others = 0;  // firms that no line names
};

Found unknown_firms(const std::filesystem::path& tagger_folder) {
  const std::filesystem::path source = SARYE_SOURCE_DIR;
  auto resources = Resources::load(source / "corpus", tagger_folder);
  REQUIRE(resources);
  auto extractor = Extractor::make(**resources);
  REQUIRE(extractor);
  std::ifstream in(source / "tests/ingest/tagger/unknown_firms.txt");
  std::string text;
  std::set<std::string> due;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (line.empty() || line[0] == '#') continue;
    text += line.substr(0, tab) + "\n";
    std::string rest = tab == std::string::npos ? "" : line.substr(tab + 1);
    for (std::size_t at = 0; !rest.empty(); rest.erase(0, at == std::string::npos ? at : at + 1)) {
      at = rest.find(' ');
      due.insert(rest.substr(0, at));
    }
  }
  auto truth = extractor->extract_bytes(text, "unknown_firms.txt");
  REQUIRE(truth);
  std::set<std::string> names;
  for (const Mention& mention : truth->mentions) {
    const LocalEntity& entity = truth->entities[mention.entity];
    if (entity.type != "Firm" || !entity.key.empty()) continue;
    names.insert(truth->source.substr(mention.bytes.begin, mention.bytes.size()));
  }
  Found out;
  out.due = static_cast<int>(due.size());
  for (const std::string& name : names) ++(due.contains(name) ? out.found : out.others);
  return out;
}

}  // namespace

TEST_CASE("The tagger sees words, firms and places of a Chinese sentence", "[ingest][tagger]") {
  if (!is_installed()) return;
  CHECK(tagged("英伟达和台积电在上海合作。") ==
        "英伟达/ORG 和/c 台积电/ORG 在/p 上海/LOC 合作/v 。/w");
  CHECK(tagged("") == "");
  // The words cover the sentence, spaces left out, and a sign is a word of its own.
  const std::string sentence = "共同开发 钠离子电池。";
  std::string all;
  for (const TaggedRange& word : tagger().tag(sentence)) {
    all += sentence.substr(word.bytes.begin, word.bytes.size());
  }
  CHECK(all == "共同开发钠离子电池。");
  CHECK(tagged(sentence).ends_with(" 。/w"));
}

TEST_CASE("Traditional characters, capitals and full-width signs are read as plain ones",
          "[ingest][tagger]") {
  if (!is_installed()) return;
  const auto tags = [](std::string_view sentence) {
    std::string out;
    for (const TaggedRange& word : tagger().tag(sentence)) {
      out += std::string(word.tag) + std::to_string(word.bytes.begin) + " ";
    }
    return out;
  };
  CHECK(tags("輝達與臺積電擴大合作") == tags("辉达与台积电扩大合作"));
  CHECK(tags("OPENAI发布新模型") == tags("openai发布新模型"));
}

TEST_CASE("The same sentence gets the same words each time, alone or after others",
          "[ingest][tagger]") {
  if (!is_installed()) return;
  const std::string sentence = "动力电池企业加快在欧洲建厂，以避免关税的影响。";
  const std::string first = tagged(sentence);
  tagged("别的句子");
  CHECK(tagged(sentence) == first);
  // A text longer than one reading of the network.
  std::string longer;
  for (int i = 0; i < 60; ++i) longer += sentence;
  std::size_t bytes = 0;
  for (const TaggedRange& word : tagger().tag(longer)) bytes += word.bytes.size();
  CHECK(bytes == longer.size());
}

TEST_CASE("Firms that no list has are found by the tagger's word and another sign",
          "[ingest][tagger]") {
  if (!is_installed()) return;
  const Found with = unknown_firms(std::string(LacTagger::kDebianFolder));
  const Found without = unknown_firms({});
  INFO("with the tagger " << with.found << " of " << with.due << " and " << with.others
                          << " others, without " << without.found << " and " << without.others);
  CHECK(with.found * 100 >= with.due * 60);
  CHECK(with.found >= without.found + 8);
  CHECK(with.others <= 3);
}

TEST_CASE("The tagger's files are a part of the fingerprint of resources", "[ingest][tagger]") {
  if (!is_installed()) return;
  const std::filesystem::path corpus = SARYE_SOURCE_DIR "/corpus";
  auto without = Resources::load(corpus);
  auto with = Resources::load(corpus, std::string(LacTagger::kDebianFolder));
  REQUIRE(without);
  REQUIRE(with);
  CHECK((*with)->fingerprint() == (*without)->fingerprint() + " lac/" + (*with)->tagger()->hash());
  CHECK((*without)->tagger() == nullptr);
}

TEST_CASE("A folder without a tagger is an error that names what is missing", "[ingest][tagger]") {
  auto none = Resources::load(SARYE_SOURCE_DIR "/corpus", SARYE_SOURCE_DIR "/corpus");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::NotFound);
  CHECK(none.error().message.find("word_emb") != std::string::npos);
}

}  // namespace sarye
