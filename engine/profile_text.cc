#include "engine/profile_text.h"

#include <cstdio>
#include <map>

namespace sarye {

std::string profile_text(const QueryResult& result, const Plan& plan, const BoundQuery& query,
                         const GraphView& graph) {
  // EXPLAIN prints one operator a line in the order of the reports; those that the builder added
  // stand in no plan and are left out.
  std::vector<const OperatorReport*> reports;
  for (const OperatorReport& report : result.operators) {
    if (report.node != nullptr) reports.push_back(&report);
  }
  std::string out;
  std::size_t next = 0;
  const std::string lines = explain(plan, query, graph);
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t to = std::min(lines.find('\n', from), lines.size());
    out += lines.substr(from, to - from);
    if (next < reports.size()) {
      const OperatorProfile& profile = reports[next++]->profile;
      char buffer[80];
      const double milliseconds = static_cast<double>(profile.nanoseconds) / 1e6;
      if (std::holds_alternative<plan::MeasureGraph>(reports[next - 1]->node->op)) {
        std::snprintf(buffer, sizeof buffer, "  | %llu nodes, %llu edges, %.2f ms",
                      static_cast<unsigned long long>(profile.graph_nodes),
                      static_cast<unsigned long long>(profile.graph_edges), milliseconds);
      } else {
        std::snprintf(buffer, sizeof buffer, "  | %llu rows, %.2f ms",
                      static_cast<unsigned long long>(profile.rows), milliseconds);
      }
      out += buffer;
    }
    out += '\n';
    from = to + 1;
  }
  return out;
}

}  // namespace sarye
