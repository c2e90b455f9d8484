// How commands reach a store for writing: made with the ontology and the versions of its resources,
// locked while a command runs, published before it answers.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/imported_graph.h"
#include "engine/graph/publish.h"
#include "engine/graph/truth_store.h"
#include "engine/store/generation.h"
#include "ingest/stage/resources.h"

namespace sarye {

// The language resources, from where `Resources::find_directory` finds them.
Result<std::unique_ptr<Resources>> load_resources();

// Makes an empty literature store with a copy of the ontology, or one of open data.
// `decisions`: see put_decisions_path; empty: the usual place. Errors: AlreadyExists, DiskFull, Io.
Result<void> make_literature_store(const std::filesystem::path& directory,
                                   const Resources& resources, const std::string& decisions = {});
Result<void> make_open_store(const std::filesystem::path& directory);

// Errors: VersionMismatch  texts in this store were analysed with other resources: what was found
// in
//                          them would differ from what is found now
//         Usage            a store of open data, which takes no texts
Result<void> check_resources(const StoreFormat& format, const Resources& resources);

// Stores `graph`, which `publish` makes visible.
// Errors: Usage for a literature store, which takes texts; those of the store.
Result<ImportOutcome> add_graph(Store& store, ImportPieces& graph);

// Errors: NotFound when there is no store at `directory`, with what makes one; VersionMismatch,
// Damaged.
Result<void> check_store(const std::filesystem::path& directory);

struct Published {
  std::uint64_t generation = 0;  // of the directory: the newest one
  PublishReport views;
};

// Opens the store for writing, runs `work` on it, which says whether it changed something, brings
// the views up to date and publishes them. When `work` fails after it has committed something, or
// an earlier command was killed before it published, that is published all the same: nothing that
// is durable stays unseen. Nothing new: no new generation.
Result<Published> write_and_publish(const std::filesystem::path& directory,
                                    const std::function<Result<bool>(StoreWriter&)>& work,
                                    const PublishOptions& options = {});

// Stores `graph` and publishes it. Errors: those of add_graph and write_and_publish.
struct ImportedInto {
  bool unchanged = false;
  Published published;
};
Result<ImportedInto> import_and_publish(const std::filesystem::path& directory,
                                        ImportPieces& graph);

}  // namespace sarye
