// Runs tests/texts/{ko,zh,en}/*.case: a text, the names that earlier stages would have found, and
// exactly the edges that it states.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "ingest/concepts/concepts.h"
#include "ingest/document/sentences.h"
#include "ingest/metrics/times.h"
#include "ingest/relations/relations.h"
#include "tests/support/catch.h"

namespace sarye {
namespace {

struct Case {
  std::string file;
  int line = 0;
  std::vector<std::string> text;
  std::vector<std::string> names;
  std::vector<std::string> edges;
};

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::vector<Case> cases;
  std::ifstream in(path);
  std::string line;
  std::vector<std::string>* into = nullptr;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (line == "text") {
      cases.push_back({path.filename().string(), number, {}, {}, {}});
      into = &cases.back().text;
    } else if (line == "names") {
      into = &cases.back().names;
    } else if (line == "edges") {
      into = &cases.back().edges;
    } else if (into != nullptr) {
      into->push_back(line);
    }
  }
  return cases;
}

// `◆ X` is a heading, `- X` a bullet below it, anything else a paragraph.
AnnotatedText annotate(const Case& one, Language language) {
  AnnotatedText text;
  std::vector<std::uint32_t> headings;
  for (const std::string& line : one.text) {
    Block block;
    block.language = language;
    block.text = line;
    if (line.rfind("◆ ", 0) == 0) {
      block.kind = PassageKind::Heading;
      block.level = 1;
      block.text = line.substr(4);
      headings = {static_cast<std::uint32_t>(text.blocks.size())};
    } else if (line.rfind("- ", 0) == 0) {
      block.kind = PassageKind::Bullet;
      block.level = 2;
      block.text = line.substr(2);
      block.headings = headings;
      if (!headings.empty()) block.parent = headings.back();
    }
    const auto begin = static_cast<std::uint32_t>(text.clean.size());
    text.clean += block.text + "\n";
    block.bytes = {begin, begin + static_cast<std::uint32_t>(block.text.size())};
    block.pieces = {block.bytes};
    block.text_to_clean = {{0, begin}};
    text.blocks.push_back(std::move(block));
  }
  text.raw = text.clean;
  text.offsets.append(static_cast<std::uint32_t>(text.raw.size()),
                      static_cast<std::uint32_t>(text.raw.size()));
  for (const std::string& name : one.names) {
    const std::size_t space = name.find(' ');
    LocalEntity entity;
    entity.type = name.substr(0, space);
    const std::string surface = name.substr(space + 1);
    entity.names.push_back({NameTag::Unknown, NameKind::Surface, surface});
    const auto index = static_cast<std::uint32_t>(text.entities.size());
    text.entities.push_back(std::move(entity));
    for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
      const std::string& block = text.blocks[b].text;
      for (std::size_t at = block.find(surface); at != std::string::npos;
           at = block.find(surface, at + 1)) {
        TextMention mention;
        mention.entity = index;
        mention.span = {
            b, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + surface.size())}};
        mention.rule = "listed";
        text.mentions.push_back(mention);
      }
    }
  }
  std::sort(text.mentions.begin(), text.mentions.end(),
            [](const TextMention& a, const TextMention& b) { return a.span < b.span; });
  return text;
}

std::string shown(const AnnotatedText& text, const TextAssertion& one) {
  static constexpr const char* kModalities[] = {"stated",   "planned",  "forecast",
                                                "possible", "required", "recommended"};
  std::string out = one.polarity == Polarity::Denied ? "denied " : "";
  if (one.modality != Modality::Stated) {
    out += std::string(kModalities[static_cast<int>(one.modality)]) + " ";
  }
  out += one.kind.empty() ? one.family : one.kind;
  const auto name = [&](std::uint32_t entity) {
    // The wording of the text, not the thesaurus's first name.
    for (const TextMention& mention : text.mentions) {
      if (mention.entity == entity) return std::string(text.text_of(mention.span));
    }
    return text.entities[entity].names[0].text;
  };
  out += " | " + name(one.subject) + " -> " + name(one.object);
  for (const auto& [key, value] : one.qualifiers) out += " {" + key + "=" + value + "}";
  if (one.time) out += " @" + Date{one.time->from}.to_string();
  if (!one.attribution.empty()) out += " (" + one.attribution + ")";
  return out;
}

void run_folder(std::string_view folder, Language language) {
  const std::filesystem::path root = SARYE_SOURCE_DIR;
  static const auto resources = Resources::load(root / "corpus");
  REQUIRE(resources.has_value());
  static const Concepts concepts(**resources);
  static const Relations relations(**resources);
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(root / "tests/texts" / folder)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  REQUIRE_FALSE(paths.empty());
  for (const auto& path : paths) {
    for (const Case& one : read_cases(path)) {
      AnnotatedText text = annotate(one, language);
      REQUIRE(Sentences().run(text).has_value());
      REQUIRE(Times().run(text).has_value());
      REQUIRE(concepts.run(text).has_value());
      REQUIRE(relations.run(text).has_value());
      std::set<std::string> found;
      for (const TextAssertion& assertion : text.assertions) {
        CHECK(text.blocks.size() > assertion.quote.block);
        if (assertion.family != "KIND_OF") found.insert(shown(text, assertion));
      }
      const std::set<std::string> expected(one.edges.begin(), one.edges.end());
      INFO(one.file << ":" << one.line << ": " << one.text.back());
      CHECK(found == expected);
    }
  }
}

}  // namespace

TEST_CASE("Korean sentences state exactly the edges of their cases", "[ingest][relations]") {
  run_folder("ko", Language::Korean);
}

TEST_CASE("Chinese sentences state exactly the edges of their cases", "[ingest][relations]") {
  run_folder("zh", Language::Chinese);
}

TEST_CASE("English sentences state exactly the edges of their cases", "[ingest][relations]") {
  run_folder("en", Language::English);
}

}  // namespace sarye
