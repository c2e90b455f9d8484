// A folder of CSV files as a graph: nodes_TYPE.csv with an `id` column, edges_RELATION.csv with
// `src` and `dst`. Rows with a `doc` column are assertions of that Document.
#pragma once

#include <filesystem>

#include "engine/base/result.h"
#include "engine/graph/imported_graph.h"

namespace sarye {

// Which types a relation joins is told by `schema.json` in the folder ({"edges": {"USES": ["Firm",
// "Resource"]}}), else by the header (`src:Firm,dst:Resource`), else known for the relations of the
// common layout. Columns of whole numbers become integers, empty fields are absent.
// Errors: NotFound   no such folder, or no nodes_*.csv in it
//         Rejected   with file and line: an unknown id, a column that is missing, unknown end types
Result<ImportedGraph> read_csv_folder(const std::filesystem::path& folder);

}  // namespace sarye
