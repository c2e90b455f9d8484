// Views that are brought up to date say what views that are made anew say, byte for byte.
#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/graph/manifest.h"
#include "engine/graph/publish.h"
#include "engine/graph/truth_store.h"
#include "engine/graph/verify.h"
#include "engine/store/memory_store.h"
#include "engine/store/sha256.h"
#include "tests/support/catch.h"
#include "tests/support/long_tests.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

using Random = std::mt19937;

std::uint32_t below(Random& random, std::uint32_t limit) {
  return static_cast<std::uint32_t>(random() % limit);
}
bool chance(Random& random, std::uint32_t one_in) {
  return below(random, one_in) == 0;
}

// Few names, so that entities of many documents meet, part and change their keys.
const char* const kNames[] = {
    "Hanbit", "HB", "Hanbit Battery", "hanbit-battery", "Apex", "Apex Foods", "AF",
    "Zeta",   "--", "Zeta Group",     "Alpha 5"};
const char* const kKeys[] = {"hanbit", "apex", "apex-foods", "zeta", "hb"};
const char* const kSpeakers[] = {"a manager", "a rival", "an analyst"};

class RandomText {
 public:
  RandomText(Random& random, int number) : random_(random) {
    truth_.metadata.key = "text-" + std::to_string(number);
    truth_.metadata.language = chance(random, 4) ? "ko" : "en";
    if (chance(random, 2)) truth_.metadata.title = "On Title " + std::to_string(below(random, 3));
    if (chance(random, 3)) truth_.metadata.work = "work-" + std::to_string(below(random, 2));
    if (chance(random, 2)) truth_.metadata.date = Date::from_civil(2020 + number, 1, 2);
    truth_.fingerprint = "f" + std::to_string(below(random, 3));
    const int sentences = 1 + static_cast<int>(below(random, 4));
    for (int i = 0; i < sentences; ++i) add_sentence();
    truth_.sha256 = sha256(truth_.source);
  }
  DocumentTruth& truth() { return truth_; }

 private:
  template <std::size_t size>
  std::string one_of(const char* const (&choices)[size]) {
    return choices[below(random_, size)];
  }

  std::uint32_t entity(const std::string& type, std::string& text, std::uint32_t begin) {
    LocalEntity made;
    made.type = type;
    std::string surface = one_of(kNames);
    if (type == "Document") {
      surface = chance(random_, 2) ? "text-" + std::to_string(below(random_, 5))
                                   : "On Title " + std::to_string(below(random_, 3));
    } else if (chance(random_, 3)) {
      made.key = one_of(kKeys);
      made.names.push_back({NameTag::En, NameKind::Official, made.key + " Limited"});
    }
    if (chance(random_, 4)) made.kind = chance(random_, 2) ? "company" : "group";
    made.names.push_back({NameTag::Unknown, NameKind::Surface, surface});
    if (chance(random_, 4)) {  // two names of one thing, as the text says
      made.names.push_back({NameTag::Unknown, NameKind::Acronym, one_of(kNames)});
    }
    if (type == "Firm" && chance(random_, 4)) made.properties["industry"].text = one_of(kKeys);
    truth_.entities.push_back(std::move(made));
    const auto number = static_cast<std::uint32_t>(truth_.entities.size() - 1);
    const auto at = begin + static_cast<std::uint32_t>(text.size());
    truth_.mentions.push_back({static_cast<std::uint32_t>(truth_.passages.size()),
                               number,
                               {at, at + static_cast<std::uint32_t>(surface.size())},
                               "test"});
    text += surface + " ";
    return number;
  }

  LocalAssertion& state(const std::string& family, std::uint32_t subject, std::uint32_t object,
                        ByteRange quote) {
    LocalAssertion& made = truth_.assertions.emplace_back();
    made.family = family;
    made.subject = subject;
    made.object = object;
    made.evidence.passage = static_cast<std::uint32_t>(truth_.passages.size() - 1);
    made.evidence.quote = quote;
    if (chance(random_, 5)) made.polarity = Polarity::Denied;
    if (chance(random_, 5)) made.modality = Modality::Required;
    if (chance(random_, 3)) made.attribution = one_of(kSpeakers);
    if (chance(random_, 4)) made.qualifiers["status"] = chance(random_, 2) ? "ended" : "current";
    return made;
  }

  void add_sentence() {
    const auto begin = static_cast<std::uint32_t>(truth_.source.size());
    std::string text;
    const std::uint32_t firm = entity("Firm", text, begin);
    const std::uint32_t sort = below(random_, 6);
    static const char* const kTypes[] = {"Firm",   "Strategy", "Mechanism",
                                         "Metric", "Document", "Product"};
    std::uint32_t object = 0;
    if (sort == 3) {
      LocalEntity metric;
      metric.type = "Metric";
      metric.names.push_back({NameTag::Unknown, NameKind::Surface, "sales"});
      metric.properties["measure"].text = "revenue";
      metric.properties["period"].text = chance(random_, 2) ? "2024" : "2025";
      auto& value = metric.properties["value"];
      value.kind = chance(random_, 4) ? PropertyValue::Kind::Integer : PropertyValue::Kind::Float;
      value.integer = 100 + static_cast<std::int64_t>(below(random_, 3));
      value.number = static_cast<double>(value.integer);
      truth_.entities.push_back(std::move(metric));
      object = static_cast<std::uint32_t>(truth_.entities.size() - 1);
    } else {
      object = entity(kTypes[sort], text, begin);
    }
    text += "word" + std::to_string(below(random_, 6)) + ".";
    Passage passage;
    passage.language = chance(random_, 2) ? Language::English : Language::Korean;
    passage.text = text;
    passage.bytes = {begin, begin + static_cast<std::uint32_t>(text.size())};
    passage.line_begin = passage.line_end = static_cast<std::uint32_t>(truth_.passages.size() + 1);
    const ByteRange quote = passage.bytes;
    truth_.source += text + "\n";
    truth_.passages.push_back(std::move(passage));
    const int times = chance(random_, 4) ? 2 : 1;  // the same words read twice
    for (int i = 0; i < times; ++i) {
      switch (sort) {
        case 0:
          state("COMPETES_WITH", firm, object, quote);
          break;
        case 1:
          state("PURSUES", firm, object, quote);
          break;
        case 2:
          state("HAS_INPUT", object, firm, quote).qualifiers["order"] =
              std::to_string(below(random_, 3));
          break;
        case 3:
          state("OBSERVED_FOR", object, firm, quote);
          break;
        case 4:
          truth_.about.push_back(
              {"CITES",
               object,
               900,
               {static_cast<std::uint32_t>(truth_.passages.size() - 1), quote, {}, "test"}});
          break;
        default:
          state("OFFERS", firm, object, quote).kind = "LAUNCHES";
      }
    }
    if (chance(random_, 3)) {
      truth_.about.push_back(
          {"STUDIES",
           firm,
           800,
           {static_cast<std::uint32_t>(truth_.passages.size() - 1), quote, {}, "test"}});
    }
  }

  Random& random_;
  DocumentTruth truth_;
};

std::vector<Row> rows_of_table(const Store& store, Table table) {
  const auto snapshot = store.snapshot();
  auto cursor = *snapshot->scan(table, KeyRange::all());
  std::vector<Row> rows;
  while (*cursor->next()) {
    rows.push_back({std::string(cursor->key()), std::string(cursor->value())});
  }
  return rows;
}

// The rows of the views; the manifest without the segments of the text index.
std::map<std::string, std::string> views_of(const Store& store) {
  std::map<std::string, std::string> rows;
  for (Row& row : rows_of_table(store, Table::Graph)) {
    if (row.key.front() != 'm') rows.emplace(std::move(row.key), std::move(row.value));
  }
  Manifest manifest = **read_manifest(*store.snapshot());
  manifest.text.segments.clear();
  rows["m"] = encode_manifest(manifest);
  return rows;
}

// What differs, for a message that can be read.
std::string difference(const std::map<std::string, std::string>& a,
                       const std::map<std::string, std::string>& b) {
  for (const auto& [key, value] : a) {
    const auto other = b.find(key);
    if (other == b.end()) return "only there after an update: " + key;
    if (other->second != value) return "different after an update: " + key;
  }
  for (const auto& [key, value] : b) {
    if (a.find(key) == a.end()) return "missing after an update: " + key;
  }
  return {};
}

PublishOptions updates_alone(std::uint64_t documents_at_once = 1000) {
  PublishOptions options;
  options.documents_at_once = documents_at_once;
  options.few_documents = 1000;
  return options;
}

void check_same_as_rebuilt(const MemoryStore& store) {
  MemoryStore copy;
  for (const Table table : {Table::Meta, Table::Truth, Table::Graph, Table::Text}) {
    WriteBatch batch;
    for (const Row& row : rows_of_table(store, table)) batch.put(table, row.key, row.value);
    REQUIRE(copy.commit(batch));
  }
  REQUIRE(publish(copy, true));
  CHECK(difference(views_of(store), views_of(copy)) == "");
}

// One thing that a librarian may do.
std::string change(Random& random, Store& store, std::vector<RandomText>& texts) {
  const std::uint32_t what = below(random, 10);
  const auto records = *list_documents(*store.snapshot());
  std::vector<DocumentId> there;
  for (const DocumentRecord& record : records) {
    if (!record.removed) there.push_back(record.id);
  }
  if (what < 3 && !there.empty()) {
    const DocumentId id = there[below(random, static_cast<std::uint32_t>(there.size()))];
    REQUIRE(remove_document(store, id, "a test"));
    return "remove " + std::to_string(id.value);
  }
  if (what < 5 && !texts.empty()) {  // again: as it was, or analysed with other resources
    RandomText& text = texts[below(random, static_cast<std::uint32_t>(texts.size()))];
    if (chance(random, 2)) text.truth().fingerprint += "+";
    if (chance(random, 4)) text.truth().metadata.key += "-renamed";
    REQUIRE(store_document(store, text.truth()));
    return "again " + text.truth().metadata.key;
  }
  RandomText& text = texts.emplace_back(random, static_cast<int>(below(random, 6)));
  REQUIRE(store_document(store, text.truth()));
  return "load " + text.truth().metadata.key;
}

}  // namespace

TEST_CASE("Views after any changes are those that making them anew gives", "[graph]") {
  const int sequences = test::long_tests() ? 1000 : 60;
  for (int seed = 0; seed < sequences; ++seed) {
    Random random(static_cast<unsigned>(seed));
    MemoryStore store;
    WriteBatch batch;
    put_ontology(batch, tiny::corpus_ontology_text());
    REQUIRE(store.commit(batch));
    REQUIRE(publish(store));
    std::vector<RandomText> texts;
    std::string done;
    for (int step = 0; step < 12; ++step) {
      const int changes = 1 + static_cast<int>(below(random, 3));
      for (int i = 0; i < changes; ++i) done += change(random, store, texts) + ", ";
      const auto report = publish(store, updates_alone(1 + below(random, 3)));
      INFO("seed " << seed << ", step " << step << ": " << done);
      if (!report) INFO(report.error().message);
      REQUIRE(report);
      REQUIRE_FALSE(report->made_anew);
      check_same_as_rebuilt(store);
      REQUIRE(verify_views(*store.snapshot())->problems == std::vector<std::string>{});
      REQUIRE_FALSE(publish(store)->changed);
      done += "published; ";
    }
  }
}
