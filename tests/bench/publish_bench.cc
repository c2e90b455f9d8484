// What it costs to add one paper of some fifty pages to a store of N documents: its commit, and
// each step of publishing it. The N documents are made here from a vocabulary of our own, with
// names that many texts share (the more often, the smaller their number) and names that few texts
// have; no text is analysed, so what is timed is the store alone.
//
//   cmake --preset release -DSARYE_BUILD_BENCH=ON && cmake --build --preset release
//   build/release/tests/publish_bench 10000 [DIRECTORY]
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "engine/graph/publish.h"
#include "engine/graph/truth_store.h"
#include "engine/store/generation.h"
#include "engine/store/sha256.h"

using namespace sarye;
using Clock = std::chrono::steady_clock;

namespace {

template <typename T>
T must(Result<T> result, const char* what) {
  if (!result) {
    std::fprintf(stderr, "%s: %s\n", what, result.error().message.c_str());
    std::exit(1);
  }
  return std::move(*result);
}

void must(const Result<void>& result, const char* what) {
  if (result) return;
  std::fprintf(stderr, "%s: %s\n", what, result.error().message.c_str());
  std::exit(1);
}

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// The most memory that the process had since the last call, where the system lets it be reset.
double peak_megabytes(bool reset) {
  std::ifstream status("/proc/self/status");
  std::string line;
  double peak = 0;
  while (std::getline(status, line)) {
    if (line.rfind("VmHWM:", 0) == 0) peak = std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  if (reset) std::ofstream("/proc/self/clear_refs") << "5";
  return peak;
}

double now_megabytes() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind("VmRSS:", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

const char* const kSyllables[] = {"ka", "ren", "to", "mil", "sa",  "vor", "ne", "dal",
                                  "io", "pra", "lu", "sen", "tar", "wi",  "zo", "han"};
const char* const kWords[] = {"the",      "plant",   "supply",   "market",   "report",  "new",
                              "line",     "price",   "demand",   "quarter",  "capital", "agency",
                              "policy",   "battery", "network",  "customer", "model",   "license",
                              "export",   "share",   "partner",  "growth",   "service", "factory",
                              "research", "chain",   "contract", "rival",    "launch",  "product",
                              "margin",   "region",  "labour",   "energy",   "design",  "platform"};

// A name for each number, always the same.
std::string name_of(const char* sort, std::uint64_t number) {
  std::string name;
  for (std::uint64_t rest = number * 2654435761u % 1000003u, i = 0; i < 3; ++i, rest /= 16) {
    name += kSyllables[rest % 16];
  }
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name + " " + sort + " " + std::to_string(number);
}

class Maker {
 public:
  Maker(std::uint64_t documents, std::uint64_t seed)
      : shared_(40 + documents / 20), random_(seed) {}

  // `blocks` paragraphs of `words` words each.
  DocumentTruth document(std::uint64_t number, int blocks, int words) {
    DocumentTruth truth;
    truth.metadata.key = "paper-" + std::to_string(number);
    truth.metadata.title = "On " + name_of("Matter", number);
    truth.metadata.language = "en";
    truth.metadata.date = Date::from_civil(2000 + static_cast<int>(number % 26), 1, 1);
    truth.metadata.date_is_year = true;
    truth.fingerprint = "bench";
    number_ = number;
    entities_.clear();
    for (int block = 0; block < blocks; ++block) add_block(truth, words);
    truth.sha256 = sha256(truth.source);
    return truth;
  }

 private:
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  // The smaller the number, the more texts have it.
  std::uint64_t popular() {
    const double u = static_cast<double>(random_() % 1000000) / 1e6;
    return static_cast<std::uint64_t>(std::pow(static_cast<double>(shared_), u)) - 1;
  }

  std::uint32_t entity(DocumentTruth& truth, const std::string& type) {
    const bool is_own = below(4) == 0;  // a name that no other text has
    const std::uint64_t number = is_own ? 1000000 + number_ * 100 + below(20) : popular();
    const std::string id = type + std::to_string(number);
    const auto known = entities_.find(id);
    if (known != entities_.end()) return known->second;
    LocalEntity made;
    made.type = type;
    const std::string surface = name_of(type == "Firm" ? "Works" : "Item", number);
    if (!is_own && number % 3 == 0) {
      made.key = "known-" + std::to_string(number);
      made.names.push_back({NameTag::En, NameKind::Official, surface + " Limited"});
      made.names.push_back({NameTag::En, NameKind::Short, surface});
    }
    made.names.push_back({NameTag::Unknown, NameKind::Surface, surface});
    truth.entities.push_back(std::move(made));
    const auto at = static_cast<std::uint32_t>(truth.entities.size() - 1);
    entities_.emplace(id, at);
    return at;
  }

  void mention(DocumentTruth& truth, std::string& text, std::uint32_t begin, std::uint32_t entity) {
    const std::string& name = truth.entities[entity].names.back().text;
    const auto at = begin + static_cast<std::uint32_t>(text.size());
    truth.mentions.push_back({static_cast<std::uint32_t>(truth.passages.size()),
                              entity,
                              {at, at + static_cast<std::uint32_t>(name.size())},
                              "bench"});
    text += name;
  }

  void add_block(DocumentTruth& truth, int words) {
    const auto begin = static_cast<std::uint32_t>(truth.source.size());
    std::string text;
    const std::uint32_t subject = entity(truth, "Firm");
    static const char* const kObjects[] = {"Firm", "Product", "Strategy", "Resource"};
    static const char* const kFamilies[] = {"COMPETES_WITH", "OFFERS", "PURSUES", "DEPENDS_ON"};
    const std::uint64_t sort = below(4);
    const std::uint32_t object = entity(truth, kObjects[sort]);
    mention(truth, text, begin, subject);
    for (int i = 0; i < words; ++i) {
      text += ' ';
      text += below(8) == 0 ? name_of("", below(20000)) : kWords[below(std::size(kWords))];
      if (i == words / 2) {
        text += ' ';
        mention(truth, text, begin, object);
      }
    }
    Passage passage;
    passage.language = Language::English;
    passage.headings = {"Part " + std::to_string(truth.passages.size() / 10)};
    passage.page = static_cast<std::uint32_t>(truth.passages.size() / 10 + 1);
    passage.line_begin = passage.line_end = static_cast<std::uint32_t>(truth.passages.size() + 1);
    passage.bytes = {begin, begin + static_cast<std::uint32_t>(text.size())};
    passage.text = text;
    truth.source += text + "\n";
    truth.passages.push_back(std::move(passage));
    if (subject != object && below(2) == 0) {
      LocalAssertion& stated = truth.assertions.emplace_back();
      stated.family = kFamilies[sort];
      stated.subject = subject;
      stated.object = object;
      if (below(10) == 0) stated.attribution = "speaker " + std::to_string(popular());
      stated.evidence.passage = static_cast<std::uint32_t>(truth.passages.size() - 1);
      stated.evidence.quote = truth.passages.back().bytes;
    }
    if (below(10) == 0) add_figure(truth, subject);
  }

  void add_figure(DocumentTruth& truth, std::uint32_t firm) {
    LocalEntity metric;
    metric.type = "Metric";
    metric.names.push_back({NameTag::Unknown, NameKind::Surface, "sales"});
    const auto text = [&](const char* name, std::string value) {
      metric.properties[name].text = std::move(value);
    };
    text("measure", "revenue");
    text("period", std::to_string(2000 + below(26)));
    text("unit", "USD million");
    metric.properties["value"].kind = PropertyValue::Kind::Float;
    metric.properties["value"].number = static_cast<double>(below(100000));
    truth.entities.push_back(std::move(metric));
    LocalAssertion& stated = truth.assertions.emplace_back();
    stated.family = "OBSERVED_FOR";
    stated.subject = static_cast<std::uint32_t>(truth.entities.size() - 1);
    stated.object = firm;
    stated.evidence.passage = static_cast<std::uint32_t>(truth.passages.size() - 1);
    stated.evidence.quote = truth.passages.back().bytes;
  }

  std::uint64_t shared_;
  std::mt19937_64 random_;
  std::uint64_t number_ = 0;
  std::map<std::string, std::uint32_t> entities_;
};

void print(const char* what, const PublishReport& report, double commit, double publish,
           double checkpoint) {
  std::printf("%-22s commit %8.1f ms, publish %9.1f ms, generation %7.1f ms; rows written %llu\n",
              what, commit, publish, checkpoint,
              static_cast<unsigned long long>(report.views.rows_written));
  for (const auto& [step, spent] : report.steps) std::printf("    %-28s %9.1f ms\n", step, spent);
}

}  // namespace

int main(int count, char** arguments) {
  const std::uint64_t documents = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1000;
  const std::filesystem::path directory =
      count > 2 ? arguments[2] : std::filesystem::temp_directory_path() / "publish_bench.db";
  std::filesystem::remove_all(directory);
  must(create_store(directory, current_format()), "create");
  auto writer = must(open_writer(directory, "publish_bench"), "open");
  Store& store = writer->store();
  {
    std::ifstream file(std::string(SARYE_SOURCE_DIR) + "/corpus/ontology/sarye.ontology");
    std::ostringstream text;
    text << file.rdbuf();
    WriteBatch batch;
    put_ontology(batch, text.str());
    must(store.commit(batch), "ontology");
  }
  Maker maker(documents, 7);
  auto start = Clock::now();
  for (std::uint64_t i = 0; i < documents; ++i) {
    must(store_document(store, maker.document(i, 8, 25)), "store_document");
  }
  std::printf("%llu documents stored in %.1f s, %.0f MB of memory\n",
              static_cast<unsigned long long>(documents), milliseconds_since(start) / 1000,
              peak_megabytes(true));
  start = Clock::now();
  auto report = must(publish(store), "publish");
  double publish_time = milliseconds_since(start);
  start = Clock::now();
  must(writer->publish(), "generation");
  print("all at once", report, 0, publish_time, milliseconds_since(start));
  std::printf("    peak %.0f MB; the store has %.0f MB\n", peak_megabytes(true),
              static_cast<double>(must(store.approximate_bytes(), "size")) / 1e6);
  std::fflush(stdout);

  const auto change = [&](const char* what, auto work) {
    const double before = now_megabytes();
    peak_megabytes(true);
    auto begin = Clock::now();
    work();
    const double commit = milliseconds_since(begin);
    begin = Clock::now();
    auto changed = must(publish(store), "publish");
    const double spent = milliseconds_since(begin);
    begin = Clock::now();
    must(writer->publish(), "generation");
    print(what, changed, commit, spent, milliseconds_since(begin));
    std::printf("    memory before %.0f MB, peak %.0f MB\n", before, peak_megabytes(true));
    std::fflush(stdout);
  };
  const DocumentTruth paper = maker.document(documents, 500, 80);
  std::printf("a paper of %zu bytes, %zu entities, %zu mentions, %zu assertions\n",
              paper.source.size(), paper.entities.size(), paper.mentions.size(),
              paper.assertions.size());
  StoreOutcome stored;
  change("a paper of 50 pages", [&] { stored = must(store_document(store, paper), "store"); });
  const DocumentTruth note = maker.document(documents + 1, 8, 25);
  change("a short text", [&] { must(store_document(store, note), "store"); });
  change("the paper removed",
         [&] { must(remove_document(store, stored.id, "a benchmark"), "remove"); });
  writer.reset();
  if (count <= 2) std::filesystem::remove_all(directory);
  return 0;
}
