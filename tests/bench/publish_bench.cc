// What it costs to add one paper of some fifty pages to a store of N documents, to load it once
// more, to add a short text and to take the paper out again: opening the store, the commit, each
// step of publishing, and the new generation. No text is analysed (made_documents.h), so what is
// timed is the store alone. Each change is made by a store that was just opened, as a command does.
//
//   cmake --preset release -DSARYE_BUILD_BENCH=ON && cmake --build --preset release
//   build/release/tests/publish_bench FOLDER 1000 10000 100000
//
// Stores are made in FOLDER where they are not there yet, and every run works on a copy.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/graph/publish.h"
#include "engine/graph/truth_store.h"
#include "engine/store/generation.h"
#include "tests/bench/made_documents.h"

using namespace sarye;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

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

// `name` of /proc/self/`file`: kilobytes of status, bytes of io.
double own_number(const char* file, const std::string& name) {
  std::ifstream lines(std::string("/proc/self/") + file);
  std::string line;
  while (std::getline(lines, line)) {
    if (line.starts_with(name + ":")) return std::strtod(line.c_str() + name.size() + 1, nullptr);
  }
  return 0;
}

void reset_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

// Of this thread alone, which makes the views: what a publish costs where others use the machine.
double thread_milliseconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

double cpu_milliseconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return of(used.ru_utime) + of(used.ru_stime);
}

// One of each: what is told of a change.
struct Times {
  std::string what;
  double open = 0;
  double commit = 0;
  double publish = 0;
  double publish_cpu = 0;
  double generation = 0;
};

class Bench {
 public:
  Bench(fs::path folder, std::uint64_t documents)
      : folder_(std::move(folder)), documents_(documents), made_(documents, 7) {}

  std::vector<Times> run() {
    const fs::path store = folder_ / (std::to_string(documents_) + ".db");
    if (!fs::exists(store / "FORMAT")) make(store);
    trial_ = folder_ / "trial.db";
    fs::remove_all(trial_);
    fs::copy(store, trial_, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    const DocumentTruth paper = made_.document(documents_, 500, 50);
    const DocumentTruth note = made_.document(documents_ + 1, 8, 25);
    std::printf(
        "%llu documents; a paper of %zu passages, %zu bytes, %zu entities, %zu mentions, %zu "
        "assertions\n",
        static_cast<unsigned long long>(documents_), paper.passages.size(), paper.source.size(),
        paper.entities.size(), paper.mentions.size(), paper.assertions.size());
    DocumentId id;
    change("a paper of 50 pages",
           [&](Store& live) { id = must(store_document(live, paper), "store").id; });
    change("the same again", [&](Store& live) { must(store_document(live, paper), "store"); });
    change("a short text", [&](Store& live) { must(store_document(live, note), "store"); });
    change("the paper removed",
           [&](Store& live) { must(remove_document(live, id, "a benchmark"), "remove"); });
    fs::remove_all(trial_);
    return times_;
  }

 private:
  void make(const fs::path& store) {
    fs::create_directories(folder_);
    const fs::path draft = folder_ / "draft.db";
    fs::remove_all(draft);
    must(create_store(draft, current_format()), "create");
    auto writer = must(open_writer(draft, "publish_bench"), "open");
    Store& live = writer->store();
    {
      std::ifstream file(std::string(SARYE_SOURCE_DIR) + "/corpus/ontology/sarye.ontology");
      std::ostringstream text;
      text << file.rdbuf();
      WriteBatch batch;
      put_ontology(batch, text.str());
      must(live.commit(batch), "ontology");
    }
    auto start = Clock::now();
    for (std::uint64_t i = 0; i < documents_; ++i) {
      must(store_document(live, made_.document(i, 8, 25)), "store_document");
    }
    std::printf("%llu documents stored in %.1f s\n", static_cast<unsigned long long>(documents_),
                milliseconds_since(start) / 1000);
    std::fflush(stdout);
    reset_peak();
    start = Clock::now();
    const PublishReport report = must(publish(live), "publish");
    const double spent = milliseconds_since(start);
    must(writer->publish(), "generation");
    std::printf("    published in %.1f s, peak %.0f MB; the store has %.0f MB, %llu rows\n",
                spent / 1000, own_number("status", "VmHWM") / 1024,
                static_cast<double>(must(live.approximate_bytes(), "size")) / 1e6,
                static_cast<unsigned long long>(report.views.rows_written));
    std::fflush(stdout);
    writer.reset();
    fs::rename(draft, store);
  }

  template <typename Work>
  void change(const char* what, Work work) {
    const double cpu = cpu_milliseconds();
    const double read = own_number("io", "rchar");
    const double written = own_number("io", "wchar");
    reset_peak();
    Times& times = times_.emplace_back();
    times.what = what;
    auto start = Clock::now();
    const auto lap = [&] {
      const double spent = milliseconds_since(start);
      start = Clock::now();
      return spent;
    };
    auto writer = must(open_writer(trial_, "publish_bench"), "open");
    times.open = lap();
    work(writer->store());
    times.commit = lap();
    const double thread = thread_milliseconds();
    const PublishReport report = must(publish(writer->store()), "publish");
    times.publish = lap();
    times.publish_cpu = thread_milliseconds() - thread;
    if (report.changed) must(writer->publish(), "generation");
    times.generation = lap();
    writer.reset();
    const double closed = lap();
    std::printf(
        "%-22s open %6.1f ms, commit %6.1f, publish %7.1f (CPU %7.1f), generation %6.1f, closing "
        "%6.1f\n",
        what, times.open, times.commit, times.publish, times.publish_cpu, times.generation, closed);
    for (const auto& [step, spent] : report.steps)
      std::printf("    %-24s %9.1f\n", step.c_str(), spent);
    std::printf("    rows written %llu; read %.1f MB, written %.1f MB; CPU %.0f ms; peak %.0f MB\n",
                static_cast<unsigned long long>(report.views.rows_written),
                (own_number("io", "rchar") - read) / 1e6,
                (own_number("io", "wchar") - written) / 1e6, cpu_milliseconds() - cpu,
                own_number("status", "VmHWM") / 1024);
    std::fflush(stdout);
  }

  fs::path folder_;
  std::uint64_t documents_;
  MadeDocuments made_;
  fs::path trial_;
  std::vector<Times> times_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "publish_bench FOLDER DOCUMENTS...\n");
    return 2;
  }
  std::vector<std::pair<std::string, std::vector<Times>>> all;
  for (int i = 2; i < count; ++i) {
    Bench bench(arguments[1], std::strtoull(arguments[i], nullptr, 10));
    all.emplace_back(arguments[i], bench.run());
  }
  std::printf("\n%10s  %-22s %8s %8s %8s %8s %10s  (ms)\n", "documents", "", "open", "commit",
              "publish", "its CPU", "generation");
  for (const auto& [documents, times] : all) {
    for (const Times& one : times) {
      std::printf("%10s  %-22s %8.1f %8.1f %8.1f %8.1f %10.1f\n", documents.c_str(),
                  one.what.c_str(), one.open, one.commit, one.publish, one.publish_cpu,
                  one.generation);
    }
  }
  return 0;
}
