// What a statement costs before its first row: parse, bind and plan of a new text, and finding it
// again when its shape was asked before (engine/statement_cache.h). The questions are those that the
// .case files ask of the corpus. Prints medians in microseconds, beside the limits that the design
// sets: 300 for a new text, 20 for one that is known.
//
//   cmake --preset release -DSARYE_BUILD_BENCH=ON && cmake --build --preset release
//   build/release/tests/statement_bench
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>

#include "engine/binder/binder.h"
#include "engine/planner/plan.h"
#include "engine/statement_cache.h"
#include "engine/syntax/parser.h"
#include "tests/queries/case_file.h"
#include "tests/queries/case_graph.h"

using namespace sarye;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kRuns = 201;
constexpr double kNewLimit = 300;
constexpr double kKnownLimit = 20;

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

double microseconds(const std::function<void()>& work) {
  std::vector<double> values;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = Clock::now();
    work();
    values.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  return median(std::move(values));
}

std::vector<std::string> questions() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SARYE_SOURCE_DIR) +
                                                               "/tests/queries/corpus")) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> out;
  for (const auto& file : files) {
    for (const cases::Case& c : cases::read_cases(file).cases) {
      if (c.said.count("set") == 0 && c.said.count("error") == 0) out.push_back(c.said.at("query"));
    }
  }
  return out;
}

}  // namespace

int main() {
  const auto store = cases::corpus_store();
  const auto view = tiny::must(GraphView::open(store->snapshot(), {}), "view");
  std::printf("%8s %8s %8s %8s %8s  %s\n", "parse", "bind", "plan", "new", "known", "question");
  std::vector<double> fresh;
  std::vector<double> known;
  for (const std::string& text : questions()) {
    const auto statement = parse_statement(text);
    if (!statement) continue;
    const auto bound = bind(*statement, *view, {});
    if (!bound || !std::holds_alternative<BoundQuestion>(*bound)) continue;
    const BoundQuery& query = std::get<BoundQuestion>(*bound).query;
    const double parsing = microseconds([&] { static_cast<void>(parse_statement(text)); });
    const double binding = microseconds([&] { static_cast<void>(bind(*statement, *view, {})); });
    const double planning = microseconds([&] { static_cast<void>(make_plan(query, *view, {})); });
    StatementCache cache;
    auto again = bind(*statement, *view, {});
    cache.insert(StatementCache::key_of(text, {}), text,
                 std::move(std::get<BoundQuestion>(*again).query),
                 [&](const BoundQuery& made) { return make_plan(made, *view, {}); });
    const double finding = microseconds(
        [&] { static_cast<void>(cache.find(StatementCache::key_of(text, {}), text, {})); });
    fresh.push_back(parsing + binding + planning);
    known.push_back(finding);
    std::string shown = text.substr(0, text.find('\n'));
    std::printf("%8.1f %8.1f %8.1f %8.1f %8.1f  %s\n", parsing, binding, planning, fresh.back(),
                finding, shown.c_str());
  }
  if (fresh.empty()) return 1;
  const double worst_fresh = *std::max_element(fresh.begin(), fresh.end());
  const double worst_known = *std::max_element(known.begin(), known.end());
  std::printf(
      "\n%zu questions\nnew text    median %.0f, slowest %.0f; limit %.0f (%.2f, %.2f of it)\n"
      "known text  median %.1f, slowest %.1f; limit %.0f (%.2f, %.2f of it)\n",
      fresh.size(), median(fresh), worst_fresh, kNewLimit, median(fresh) / kNewLimit,
      worst_fresh / kNewLimit, median(known), worst_known, kKnownLimit, median(known) / kKnownLimit,
      worst_known / kKnownLimit);
  return 0;
}
