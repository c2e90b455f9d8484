#include "ingest/lexicon/concept_lexicon.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "ingest/lexicon/josa.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(std::string(SARYE_SOURCE_DIR "/corpus/") + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const Ontology& concept_ontology() {
  static const Ontology read = *Ontology::parse(content_of("ontology/sarye.ontology"));
  return read;
}

template <typename T>
T read_or_fail(Result<T> read) {
  if (!read) FAIL(read.error().message << "\n" << read.error().hint);
  return std::move(*read);
}

HeadNouns shipped_heads() {
  const std::string text = content_of("lexicon/heads.txt");
  const LexiconFile file{"lexicon/heads.txt", text};
  return read_or_fail(HeadNouns::read({&file, 1}, concept_ontology()));
}

// All files below lexicon/ that hold concepts, as the analysis reads them.
Thesaurus shipped_thesaurus() {
  std::map<std::string, std::string> texts;
  const std::filesystem::path root = SARYE_SOURCE_DIR "/corpus/lexicon";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = "lexicon/" + entry.path().lexically_relative(root).generic_string();
    std::string text = content_of(path);
    if (lexicon_kind(text) == "thesaurus") texts.emplace(path, std::move(text));
  }
  std::vector<LexiconFile> files;
  for (const auto& [path, text] : texts) files.push_back({path, text});
  return read_or_fail(Thesaurus::read(files, concept_ontology()));
}

JosaTable shipped_josa() {
  const std::string text = content_of("lexicon/ko-josa.txt");
  return read_or_fail(JosaTable::read({"lexicon/ko-josa.txt", text}));
}

template <typename T>
std::string message_of(const Result<T>& read) {
  return read ? "no error" : read.error().message;
}

std::string heads_error(const std::string& rows) {
  const std::string text = "sarye heads 1\n" + rows;
  const LexiconFile file{"h", text};
  return message_of(HeadNouns::read({&file, 1}, concept_ontology()));
}

std::string thesaurus_error(const std::string& rows) {
  const std::string text = "sarye thesaurus 1\n" + rows;
  const LexiconFile file{"t", text};
  return message_of(Thesaurus::read({&file, 1}, concept_ontology()));
}

std::string type_of_heaviest(const HeadNouns& heads, std::string_view word, Language language) {
  const auto found = heads.find(word, language);
  return found.empty() ? "none" : concept_ontology().type(found[0]->type).name;
}

}  // namespace

TEST_CASE("Every concept type has head nouns in three languages", "[lexicon][heads]") {
  const HeadNouns heads = shipped_heads();
  std::map<std::pair<std::string, Language>, int> counts;
  for (const HeadNoun& head : heads.all())
    ++counts[{concept_ontology().type(head.type).name, head.language}];
  for (const NodeType& type : concept_ontology().types()) {
    if (!type.is_concept) continue;
    CAPTURE(type.name);
    CHECK(counts[{type.name, Language::Korean}] >= 10);
    CHECK(counts[{type.name, Language::Chinese}] >= 10);
    CHECK(counts[{type.name, Language::English}] >= 10);
    CHECK(counts[{type.name, Language::Korean}] + counts[{type.name, Language::Chinese}] +
              counts[{type.name, Language::English}] >=
          40);
  }
  CHECK(type_of_heaviest(heads, "전략", Language::Korean) == "Strategy");
  CHECK(type_of_heaviest(heads, "機制", Language::Chinese) == "Mechanism");
  CHECK(type_of_heaviest(heads, "Barriers to Entry", Language::English) == "EnvironmentFactor");
  CHECK(type_of_heaviest(heads, "전략", Language::English) == "none");
  CHECK(heads.find("자원", Language::Korean).at(0)->generic_alone);
  CHECK(heads.find("관세", Language::Korean).at(0)->generic_alone);
  CHECK(heads.find("관세", Language::Korean).at(0)->tells);
  CHECK(!heads.find("자원", Language::Korean).at(0)->tells);
  CHECK(!heads.find("자사우대", Language::Korean).at(0)->generic_alone);
}

TEST_CASE("Mistakes in head nouns are told with their line", "[lexicon][heads]") {
  CHECK(heads_error("type Strategy\nko | 9 | 전략*, 전술\n") == "no error");
  CHECK(heads_error("type Stratgy\n").find("h:2: expected `type NAME`") == 0);
  CHECK(heads_error("ko | 9 | 전략\n").find("h:2:") == 0);
  CHECK(heads_error("type Strategy\nfr | 9 | plan\n").find("`fr` is no language") !=
        std::string::npos);
  CHECK(heads_error("type Strategy\nko | 11 | 전략\n").find("`11` is no weight") !=
        std::string::npos);
  CHECK(heads_error("type Strategy\nko | 9 | 전략\nko | 8 | 전략*\n")
            .find("h:4: `전략` stands twice for Strategy") == 0);
  CHECK(heads_error("type Strategy\nko | 9 | 전략,,전술\n").find("a head is missing") !=
        std::string::npos);
}

TEST_CASE("One concept answers to its wordings in three languages", "[lexicon][thesaurus]") {
  const Thesaurus thesaurus = shipped_thesaurus();
  CHECK(thesaurus.entries().size() >= 1000);
  std::map<std::string, int> of_type;
  for (const ThesaurusEntry& entry : thesaurus.entries())
    ++of_type[concept_ontology().type(entry.type).name];
  for (const char* type :
       {"Strategy", "Resource", "Policy", "Mechanism", "EnvironmentFactor", "Effect", "Concept"}) {
    CAPTURE(type);
    CHECK(of_type[type] >= 60);
  }
  const auto key_of = [&](std::string_view wording) {
    const auto found = thesaurus.worded(wording);
    return found.size() == 1 ? found[0]->key : std::to_string(found.size()) + " entries";
  };
  for (const char* wording :
       {"오픈소스 전략", "오픈소스전략", "开源战略", "開源戰略", "Open-Source Strategy"}) {
    CHECK(key_of(wording) == "strategy:open-source-strategy");
  }
  CHECK(key_of("자원혁신 메커니즘") == "mechanism:resource-innovation-mechanism");
  CHECK(key_of("飞轮效应") == key_of("플라이휠 효과"));
  CHECK(key_of("内部规模经济") != key_of("外部规模经济"));
  CHECK(key_of("搭售") == key_of("끼워팔기"));
  CHECK(thesaurus.find("resource:compute") != nullptr);
  // Spelling, the other Chinese script, and words of Taiwan.
  for (const char* wording :
       {"경쟁 우위", "경쟁우위", "竞争优势", "競爭優勢", "Competitive Advantage"}) {
    CHECK(key_of(wording) == "effect:competitive-advantage");
  }
  CHECK(key_of("반덤핑 관세") == key_of("反傾銷稅"));
  CHECK(key_of("通膨") == key_of("인플레이션"));
  CHECK(key_of("全固態電池") == key_of("전고체 배터리"));
  CHECK(key_of("후발자 우위") != key_of("선발자 우위"));
  CHECK(key_of("기술이전") != key_of("기술 유출"));
}

TEST_CASE("Mistakes in the thesaurus are told with their line", "[lexicon][thesaurus]") {
  CHECK(thesaurus_error("type Strategy\na | cost | 가 | 甲 | x\n") == "no error");
  CHECK(thesaurus_error("type Strategy\na | cots | 가 | 甲 | x\n")
            .find("t:3: `cots` is no kind of Strategy") == 0);
  CHECK(
      thesaurus_error("type Strategy\na | cost | 가 |  | x\n").find("lacks a wording in zh-Hans") !=
      std::string::npos);
  CHECK(thesaurus_error("type Strategy\na | cost | 가 | 가격 | x\n").find("`가격` has Hangul") !=
        std::string::npos);
  CHECK(thesaurus_error("type Strategy\na | cost | 가 | 戰略 | x\n")
            .find("`戰略` is written in Traditional characters") != std::string::npos);
  CHECK(thesaurus_error("type Strategy\na | cost | 战略 | 战略 | x\n")
            .find("`战略` has letters that are not Korean") != std::string::npos);
  CHECK(thesaurus_error("type Strategy\na | cost | 가 | 甲 | 전략\n")
            .find("`전략` has letters that are not Latin") != std::string::npos);
  CHECK(thesaurus_error("type Strategy\na | cost | 가 | 甲 | x\na | cost | 나 | 乙 | y\n")
            .find("`strategy:a` stands twice") != std::string::npos);
  CHECK(thesaurus_error("type Strategy\na | cost | 가 | 甲 | x y\nb | cost | 나 | 乙 | x-y\n")
            .find("`x-y` is a wording of strategy:b and of strategy:a") != std::string::npos);
}

TEST_CASE("Phrases that name nothing are known, however they are spaced", "[lexicon][generic]") {
  const std::string text = content_of("lexicon/generic.txt");
  const LexiconFile file{"lexicon/generic.txt", text};
  const GenericPhrases generic = read_or_fail(GenericPhrases::read({&file, 1}));
  CHECK(generic.contains("기존연구"));
  CHECK(generic.contains("Research Gap"));
  CHECK(generic.contains("研究結果"));
  CHECK(!generic.contains("오픈소스 전략"));
}

TEST_CASE("A word is no head where none ends as it does", "[lexicon][heads]") {
  const HeadNouns heads = shipped_heads();
  for (const HeadNoun& head : heads.all()) CHECK(heads.may_end(head.text, head.language));
  CHECK(heads.may_end("經營戰略", Language::Chinese));  // by its Simplified form
  CHECK_FALSE(heads.may_end("很", Language::Chinese));
  CHECK_FALSE(heads.may_end("뷁", Language::Korean));
}

TEST_CASE("A particle is cut only where the sound before it allows it", "[lexicon][josa]") {
  const JosaTable josa = shipped_josa();
  CHECK(josa.all().size() >= 110);
  const auto longest = [&](std::string_view word) {
    const auto found = josa.endings(word);
    return found.empty() ? std::string("none") : found[0]->text;
  };
  CHECK(longest("딥시크는") == "는");
  CHECK(longest("전략은") == "은");
  CHECK(longest("전략는") == "none");
  CHECK(longest("네이버을") == "none");
  CHECK(longest("서울로") == "로");
  CHECK(longest("미국로") == "none");
  CHECK(longest("시장에서의") == "에서의");
  CHECK(longest("기업들에게") == "들에게");
  CHECK(longest("AWS는") == "는");
  CHECK(longest("는") == "none");
  CHECK(josa.find("으로부터의")->role == JosaRole::Genitive);
}
