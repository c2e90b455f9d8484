#include "engine/null_notice.h"

namespace sarye {

std::vector<std::string> null_notices(const QueryResult& result, const BoundQuery& query) {
  std::vector<std::string> out;
  for (const OperatorReport& report : result.operators) {
    for (const NullDrop& drop : report.profile.null_drops) {
      if (drop.absent == nullptr) continue;
      const std::string property = to_text(*drop.absent, query);
      const std::string rows =
          drop.rows == 1 ? "1 row was" : std::to_string(drop.rows) + " rows were";
      out.push_back(rows + " dropped by WHERE " + to_text(*drop.predicate, query) + " because " +
                    property + " is absent; to keep such rows add OR " + property + " IS NULL");
    }
  }
  return out;
}

}  // namespace sarye
