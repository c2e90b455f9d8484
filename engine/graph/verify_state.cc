#include "engine/graph/verify_state.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/graph/identity_state.h"
#include "engine/graph/view_parts.h"
#include "engine/graph/view_rows.h"
#include "engine/graph/view_summary.h"

namespace sarye {

Result<void> check_identity_state(const Snapshot& snapshot,
                                  const std::vector<DocumentRecord>& documents,
                                  const Budget* budget, const TellProblem& tell) {
  StateRows expected;
  SharedCounts counts;
  for (const DocumentRecord& record : documents) {
    if (record.removed || record.superseded) continue;
    if (budget != nullptr) {
      if (auto ok = budget->check(); !ok) return ok;
    }
    auto bytes = read_parts(snapshot, Table::Graph, footprint_key(record.id));
    if (!bytes) {
      tell("document " + record.key + ": " + bytes.error().message);
      continue;
    }
    if (!*bytes) {
      tell("the views do not say what document " + record.key + " adds to them");
      continue;
    }
    auto footprint = decode_footprint(record.id, **bytes);
    if (!footprint) {
      tell("document " + record.key + ": " + footprint.error().message);
      continue;
    }
    if (footprint->sha256 != record.sha256 || footprint->fingerprint != record.fingerprint) {
      tell("the views have another state of document " + record.key + "; run `sarye rebuild`");
    }
    add_document_rows(*footprint, expected);
    counts.add(*footprint);
  }
  add_shared_rows(counts, expected);
  auto cursor = snapshot.scan(Table::Graph, kIdentityView);
  if (!cursor) return cursor.error();
  std::size_t wrong = 0;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) break;
    const auto row = expected.find(std::string((*cursor)->key()));
    if (row == expected.end() || row->second != (*cursor)->value()) ++wrong;
    if (row != expected.end()) expected.erase(row);
  }
  wrong += expected.size();
  if (wrong > 0) {
    tell(std::to_string(wrong) + " rows of what documents add to entities are wrong or missing");
  }
  return {};
}

Result<void> check_summaries(const Snapshot& snapshot, const Manifest& manifest,
                             const TellProblem& tell) {
  Manifest added = manifest;  // with the statistics that the summaries add up to
  std::map<TypeId, TypeFold> types;
  auto cursor = snapshot.scan(Table::Graph, kColumnSummaryView);
  if (!cursor) return cursor.error();
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) break;
    TypeId type;
    std::string name;
    std::uint32_t range = 0;
    auto summary = decode_column_summary((*cursor)->value());
    if (!summary || !parse_column_summary_key((*cursor)->key(), type, name, range) ||
        type.value >= manifest.types.size()) {
      tell("the summary of a column cannot be read");
      continue;
    }
    types[type].add(name, range, *summary);
  }
  for (std::size_t i = 0; i < added.types.size(); ++i) {
    const auto type = types.find(TypeId(static_cast<std::uint16_t>(i)));
    added.types[i] = type == types.end() ? TypeStatistics() : type->second.statistics();
  }
  for (TableStatistics& table : added.tables) {
    const EdgeTableKey key{table.info.family, table.info.from, table.info.to};
    const EdgeTableId id = table.info.id;
    auto bytes = read_parts(snapshot, Table::Graph, table_summary_key(key));
    if (!bytes) return bytes.error();
    auto summary = decode_table_summary(*bytes ? std::string_view(**bytes) : std::string_view());
    if (!summary) {
      tell("the summary of a table of edges cannot be read");
      continue;
    }
    table = summary->statistics(key);
    table.info.id = id;
  }
  if (encode_manifest(added) != encode_manifest(manifest)) {
    tell("the summaries of chunks do not add up to the statistics");
  }
  return {};
}

}  // namespace sarye
