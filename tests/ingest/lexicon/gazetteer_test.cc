#include "ingest/lexicon/gazetteer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/text/name_key.h"
#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::string gazetteer_content(const std::string& path) {
  std::ifstream file(std::string(SARYE_SOURCE_DIR "/corpus/") + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const Ontology& gazetteer_ontology() {
  static const Ontology read = *Ontology::parse(gazetteer_content("ontology/sarye.ontology"));
  return read;
}

const Gazetteer& shipped() {
  static const Gazetteer gazetteer = [] {
    const std::filesystem::path corpus(SARYE_SOURCE_DIR "/corpus");
    std::vector<std::string> names, texts;
    for (const auto& file : std::filesystem::recursive_directory_iterator(corpus / "lexicon")) {
      if (file.path().extension() != ".txt") continue;
      const std::string name = file.path().lexically_relative(corpus).generic_string();
      if (lexicon_kind(gazetteer_content(name)) == "gazetteer") names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) texts.push_back(gazetteer_content(name));
    std::vector<LexiconFile> files;
    for (std::size_t i = 0; i < names.size(); ++i) files.push_back({names[i], texts[i]});
    auto read = Gazetteer::read(files, gazetteer_ontology());
    if (!read) FAIL(read.error().message << "\n" << read.error().hint);
    return std::move(*read);
  }();
  return gazetteer;
}

std::size_t count_of(std::string_view type) {
  std::size_t count = 0;
  for (const GazetteerEntry& entry : shipped().entries()) {
    count += gazetteer_ontology().type(entry.type).name == type ? 1 : 0;
  }
  return count;
}

std::vector<std::string> keys_named(std::string_view name) {
  std::vector<std::string> out;
  for (const GazetteerEntry* entry : shipped().named(name)) out.push_back(entry->key);
  return out;
}

Result<Gazetteer> read_text(const std::string& rows) {
  const std::string text = "sarye gazetteer 1\n" + rows;
  const LexiconFile file{"g.txt", text};
  return Gazetteer::read({&file, 1}, gazetteer_ontology());
}

std::string gazetteer_error(const std::string& rows) {
  auto read = read_text(rows);
  if (read) return "no error";
  CHECK(read.error().code == ErrorCode::Rejected);
  return read.error().message;
}

constexpr const char* kHanbit =
    "type Firm\nhanbit | company | x | 한빛전지 | 韩光 | 韓光 | Hanbit |\n";

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("The shipped gazetteer is well formed and as large as promised", "[lexicon][gazetteer]") {
  CHECK(count_of("Firm") >= 3000);
  CHECK(count_of("Agency") >= 390);
  CHECK(count_of("Product") >= 1000);
  CHECK(count_of("Place") >= 460);
  CHECK(count_of("Policy") >= 240);
  for (const GazetteerEntry& entry : shipped().entries()) {
    CAPTURE(entry.key);
    bool ko = false, hans = false, hant = false, en = false;
    for (const GazetteerName& name : entry.names) {
      ko = ko || name.tag == NameTag::Ko;
      hans = hans || name.tag == NameTag::ZhHans;
      hant = hant || name.tag == NameTag::ZhHant;
      en = en || name.tag == NameTag::En;
    }
    CHECK((ko && hans && hant && en));
    CHECK(!entry.display.empty());
  }
}

TEST_CASE("The numbers of firms that the README gives are those of the files",
          "[lexicon][gazetteer]") {
  std::map<std::string, std::size_t> by_group, by_file;
  std::size_t firms = 0;
  for (const GazetteerEntry& entry : shipped().entries()) {
    if (gazetteer_ontology().type(entry.type).name != "Firm") continue;
    ++firms;
    ++by_group[entry.industry];
    ++by_file[entry.file];
  }
  // Rows of two tables: `| korea | 776 |` below "Economy", `| steel | 60 |` below "Industry".
  const auto rows = [](const std::string& title) {
    std::map<std::string, std::size_t> out;
    std::istringstream lines(gazetteer_content("lexicon/README.md"));
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
      if (line.find("| " + title + " | firms |") == 0) {
        inside = true;
        std::getline(lines, line);
      } else if (inside && line.find("| ") == 0) {
        const std::size_t bar = line.find(" | ");
        out[line.substr(2, bar - 2)] = std::stoul(line.substr(bar + 3));
      } else if (inside) {
        break;
      }
    }
    return out;
  };
  const auto economies = rows("economy");
  const auto industries = rows("industry");
  CHECK(economies.size() == by_file.size());
  for (const auto& [file, count] : by_file) {
    CAPTURE(file);
    const auto row = economies.find(std::filesystem::path(file).stem().string());
    REQUIRE(row != economies.end());
    CHECK(row->second == count);
  }
  CHECK(industries.size() >= 20);
  for (const auto& [industry, count] : industries) {
    CAPTURE(industry);
    CHECK(by_group[industry] == count);
  }
  CHECK(gazetteer_content("lexicon/README.md").find("| Firm | " + std::to_string(firms) + " |") !=
        std::string::npos);
}

TEST_CASE("One firm answers to its names in every language and script", "[lexicon][gazetteer]") {
  for (const char* name : {"딥시크", "深度求索", "DeepSeek", "deepseek"}) {
    CHECK(keys_named(name) == Strings{"firm:deepseek"});
  }
  CHECK(keys_named("Phantoms Quant") == Strings{"firm:high-flyer"});
  CHECK(keys_named("輝達") == keys_named("엔비디아"));
  CHECK(keys_named("현대중공업") == Strings{"firm:hd-hyundai-heavy"});
  CHECK(keys_named("美 법무부") == Strings{"agency:doj"});
  CHECK(keys_named("프랑스 경쟁당국") == Strings{"agency:autorite-de-la-concurrence"});
  CHECK(keys_named("디지털 시장법") == Strings{"policy:dma"});
  CHECK(shipped().find("firm:deepseek")->parent == "firm:high-flyer");
  CHECK(shipped().find("product:deepseek-r1")->parent == "firm:deepseek");
  CHECK(shipped().find("firm:no-such") == nullptr);
}

TEST_CASE("A name that is a plain word says so", "[lexicon][gazetteer]") {
  const auto flags = [](std::string_view key, std::string_view text) {
    for (const GazetteerName& name : shipped().find(key)->names) {
      if (name.text == text) return name;
    }
    FAIL("no name " << text);
    return GazetteerName{};
  };
  CHECK(flags("firm:apple", "Apple").common);
  CHECK(flags("firm:apple", "Apple").case_sensitive);
  CHECK(flags("firm:apple", "苹果").common);
  CHECK(!flags("firm:nvidia", "엔비디아").common);
  CHECK(flags("firm:aws", "AWS").case_sensitive);
  CHECK(flags("firm:aws", "AWS").kind == NameKind::Acronym);
  CHECK(flags("firm:meta", "Facebook").kind == NameKind::Former);
}

TEST_CASE("Each mistake in a gazetteer is told with its line", "[lexicon][gazetteer]") {
  CHECK(gazetteer_error(kHanbit) == "no error");
  CHECK(gazetteer_error("type Frm\n").find("g.txt:2: no type `Frm`") == 0);
  CHECK(gazetteer_error("type Organisation\n").find("g.txt:2: no type") == 0);
  CHECK(gazetteer_error("type Firm\na | compny | x | 가 | 甲 | 甲 | A |\n")
            .find("g.txt:3: `compny` is no kind of Firm") == 0);
  CHECK(gazetteer_error("type Firm\na | company | x | 가 | 甲 | 甲\n")
            .find("g.txt:3: an entry has 7 or 8 columns") == 0);
  CHECK(gazetteer_error("type Firm\nA b | company | x | 가 | 甲 | 甲 | A |\n").find("is no id") !=
        std::string::npos);
  CHECK(gazetteer_error("type Firm\na | company | x |  | 甲 | 甲 | A |\n")
            .find("empty name in the column ko") != std::string::npos);
  CHECK(gazetteer_error("type Firm\na | company | x | 가 | 가 | 甲 | A |\n")
            .find("the zh-Hans name `가` has Hangul") != std::string::npos);
  CHECK(gazetteer_error("type Firm\na | company | x | 가 | 華為 | 華為 | A |\n")
            .find("Traditional characters") != std::string::npos);
  CHECK(gazetteer_error("type Firm\na | company | x | 가 | 华为 | =hans | A |\n")
            .find("the zh-Hant name `华为` is written in Simplified") != std::string::npos);
  CHECK(gazetteer_error("type Firm\na | company | x | 가 | 甲 | 甲 | 가나 |\n").find("not Latin") !=
        std::string::npos);
  CHECK(gazetteer_error("type Firm\na | company | x | 가^comon | 甲 | 甲 | A |\n")
            .find("`^comon` is no mark") != std::string::npos);
  CHECK(gazetteer_error(std::string(kHanbit) + "hanbit | company | x | 나 | 乙 | 乙 | B |\n")
            .find("g.txt:4: `firm:hanbit` stands twice") == 0);
  CHECK(gazetteer_error(std::string(kHanbit) + "other | company | x | 한빛 전지 | 乙 | 乙 | B |\n")
            .find("g.txt:4: `한빛 전지` is a name of firm:other and of firm:hanbit (g.txt:3)") ==
        0);
  CHECK(gazetteer_error("type Firm\na | company | x | 가 | 甲 | 甲 | A | parent=zz\n")
            .find("the parent `firm:zz` of a has no entry") != std::string::npos);
  CHECK(gazetteer_error("type Firm\na | company | x | 가 | 甲 | 甲 | A | owner=zz\n")
            .find("not known here") != std::string::npos);
  CHECK(
      gazetteer_error("a | company | x | 가 | 甲 | 甲 | A |\n").find("an entry before its type") !=
      std::string::npos);
}

TEST_CASE("An ambiguous name is allowed where every bearer says so", "[lexicon][gazetteer]") {
  auto read = read_text(
      "type Firm\na | company | x | 한빛^ambiguous | 甲 | 甲 | Able |\n"
      "b | company | x | 한빛^ambiguous | 乙 | 乙 | Baker |\n");
  if (!read) FAIL(read.error().message);
  CHECK(read->named("한빛").size() == 2);
  CHECK(gazetteer_error("type Firm\na | company | x | 한빛 | 甲 | 甲 | Able |\n"
                        "b | company | x | 한빛^ambiguous | 乙 | 乙 | Baker |\n") != "no error");
}

TEST_CASE("A type in another file may share a name", "[lexicon][gazetteer]") {
  auto read = read_text(
      std::string(kHanbit) +
      "type Product\nhanbit | app | x | 한빛전지 | 韩光 | 韓光 | Hanbit | maker=hanbit\n");
  if (!read) FAIL(read.error().message);
  CHECK(read->named("Hanbit").size() == 2);
}
