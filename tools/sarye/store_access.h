// How commands reach a store for writing: made with the ontology and the versions of its resources,
// locked while a command runs, published before it answers.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "engine/base/result.h"
#include "engine/store/generation.h"
#include "ingest/resources.h"

namespace sarye {

// The language resources, from where `Resources::find_directory` finds them.
Result<std::unique_ptr<Resources>> load_resources();

enum class StoreKind { Literature, Open };

// Makes an empty store. A literature store gets a copy of the ontology. Errors: AlreadyExists, Io.
Result<void> make_store(const std::filesystem::path& directory, StoreKind kind,
                        const Resources& resources);

// Errors: VersionMismatch when texts in this store were analysed with other resources: what was
// found in them would differ from what is found now. Open stores take any.
Result<void> check_resources(const StoreFormat& format, const Resources& resources);

// Opens the store for writing, runs `work` on it, brings the views up to date and publishes them.
// When `work` fails after it has committed something, that is published all the same: nothing that
// is durable stays unseen. Returns the newest generation.
Result<std::uint64_t> write_and_publish(const std::filesystem::path& directory,
                                        const std::function<Result<void>(StoreWriter&)>& work);

}  // namespace sarye
