// A folder of CSV files as a graph: nodes_TYPE.csv with an `id` column, edges_RELATION.csv with
// `src` and `dst`. Rows with a `doc` column are assertions of that Document.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/base/result.h"
#include "engine/graph/imported_graph.h"

namespace sarye {

// Reads all files and checks each row; the pieces are then made from the files, which must stay as
// they are, some blocks of rows at a time.
//
// Which types a relation joins is told by `schema.json` in the folder ({"edges": {"USES": ["Firm",
// "Resource"]}}), else by the header (`src:Firm,dst:Resource`), else known for the relations of the
// common layout. Columns of whole numbers become integers, empty fields are absent.
// Errors: NotFound   no such folder, or no nodes_*.csv in it
//         Rejected   with file and line: an unknown id, a column that is missing, unknown end types
Result<std::unique_ptr<ImportPieces>> open_csv_folder(const std::filesystem::path& folder);

}  // namespace sarye
