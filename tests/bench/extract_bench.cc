// How fast texts are analysed: megabytes a second of one core, by language and by stage. The texts
// are those of corpus/cases, each language's put together and repeated to documents of about
// 60 KB, as long as a paper; what is timed is everything between the bytes and the truth, in time
// of the processor, so that others who use the machine count little. Prints medians of several
// runs, beside the limit that the design sets: 5 MB/s.
//
//   cmake --preset release -DSARYE_BUILD_BENCH=ON && cmake --build --preset release
//   build/release/tests/extract_bench [RUNS [LANGUAGE]]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "ingest/readers/text_reader.h"
#include "ingest/recipe.h"
#include "ingest/relations/assertion_builder.h"

using namespace sarye;

namespace {

constexpr int kRuns = 7;  // unless told otherwise
constexpr std::size_t kDocumentBytes = 60'000;
constexpr double kLimit = 5;  // MB/s

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

// The texts of one language behind each other, until there are enough of them.
std::string document_of(const std::string& language) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SARYE_SOURCE_DIR) +
                                                               "/corpus/cases/" + language)) {
    const auto ending = entry.path().extension();
    if (ending == ".txt" || ending == ".md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::string all;
  while (all.size() < kDocumentBytes) {
    for (const auto& file : files) {
      std::ifstream in(file, std::ios::binary);
      std::string text{std::istreambuf_iterator<char>(in), {}};
      if (text.starts_with("---\n")) text = text.substr(text.find("\n---\n", 3) + 5);
      all += text + "\n\n";
    }
  }
  return all;
}

// Seconds by step, in the order of the steps.
using Times = std::vector<std::pair<std::string, double>>;

Times analyse(const Pipeline& pipeline, const Resources& resources, const std::string& bytes) {
  Times times;
  const auto timed = [&times](std::string name, auto&& work) {
    const double start = processor_seconds();
    work();
    times.emplace_back(std::move(name), processor_seconds() - start);
  };
  AnnotatedText text;
  timed("decode", [&] {
    auto source = decode_text(bytes, "bench.txt");
    text.file_name = source->file_name;
    text.raw = std::move(source->raw);
  });
  for (const auto& stage : pipeline.stages()) {
    timed(std::string(stage->name()), [&] { (void)stage->run(text); });
  }
  timed("truth", [&] { (void)build_truth(std::move(text), resources.ontology()); });
  return times;
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::max(1, std::atoi(argv[1])) : kRuns;
  const std::string only = argc > 2 ? argv[2] : "";
  const auto resources = Resources::load(std::filesystem::path(SARYE_SOURCE_DIR) / "corpus");
  if (!resources) {
    std::fprintf(stderr, "%s\n", resources.error().message.c_str());
    return 1;
  }
  const auto pipeline = make_recipe(**resources);
  if (!pipeline) {
    std::fprintf(stderr, "%s\n", pipeline.error().message.c_str());
    return 1;
  }
  std::printf("%-4s %-12s %10s %8s\n", "", "stage", "ms/MB", "MB/s");
  for (const std::string language : {"ko", "zh", "en"}) {
    if (!only.empty() && language != only) continue;
    const std::string bytes = document_of(language);
    const double megabytes = static_cast<double>(bytes.size()) / 1e6;
    std::vector<std::string> order;
    std::map<std::string, std::vector<double>> by_stage;
    std::vector<double> whole;
    for (int run = 0; run < runs; ++run) {
      double sum = 0;
      for (const auto& [stage, seconds] : analyse(*pipeline, **resources, bytes)) {
        if (run == 0) order.push_back(stage);
        by_stage[stage].push_back(seconds);
        sum += seconds;
      }
      whole.push_back(sum);
    }
    for (const std::string& stage : order) {
      const double seconds = median(by_stage[stage]);
      std::printf("%-4s %-12s %10.1f %8.1f\n", language.c_str(), stage.c_str(),
                  1e3 * seconds / megabytes, seconds > 0 ? megabytes / seconds : 0);
    }
    const double seconds = median(whole);
    std::printf("%-4s %-12s %10.1f %8.2f   (limit %.0f)\n", language.c_str(), "all",
                1e3 * seconds / megabytes, megabytes / seconds, kLimit);
  }
  return 0;
}
