#include "tools/sarye/store_access.h"

#include <system_error>

#include "engine/graph/curation.h"
#include "engine/graph/manifest.h"
#include "engine/text/unicode.h"
#include "tools/sarye/command.h"

namespace sarye {

namespace {

namespace fs = std::filesystem;

constexpr const char* kResourcesName = "resources";

StoreFormat new_format() {
  StoreFormat format = current_format();
  format.icu = icu_version();
  format.unicode = unicode_version();
  return format;
}

// Whether readers see other views than `live` has.
bool is_behind(const fs::path& directory, const Store& live) {
  auto reader = open_reader(directory);
  if (!reader) return true;
  auto seen = read_manifest(*(*reader)->store().snapshot());
  auto made = read_manifest(*live.snapshot());
  if (!seen || !made || seen->has_value() != made->has_value()) return true;
  return seen->has_value() && ((*seen)->generation != (*made)->generation ||
                               (*seen)->truth_digest != (*made)->truth_digest);
}

}  // namespace

Result<std::unique_ptr<Resources>> load_resources() {
  auto directory = Resources::find_directory();
  if (!directory) return directory.error();
  return Resources::load(*directory, Resources::find_tagger());
}

Result<void> make_literature_store(const fs::path& directory, const Resources& resources,
                                   const std::string& decisions) {
  StoreFormat format = new_format();
  format.resources[kResourcesName] = resources.fingerprint();
  if (auto made = create_store(directory, format); !made) return made;
  auto published = write_and_publish(directory, [&](StoreWriter& writer) -> Result<bool> {
    WriteBatch batch;
    put_ontology(batch, resources.ontology().to_text());
    if (!decisions.empty()) put_decisions_path(batch, decisions);
    if (auto done = writer.store().commit(batch); !done) return done.error();
    return true;
  });
  if (!published) return published.error();
  return {};
}

Result<void> make_open_store(const fs::path& directory) {
  if (auto made = create_store(directory, new_format()); !made) return made;
  auto published = write_and_publish(directory, [](StoreWriter&) { return Result<bool>(true); });
  if (!published) return published.error();
  return {};
}

Result<void> check_resources(const StoreFormat& format, const Resources& resources) {
  const auto stored = format.resources.find(kResourcesName);
  if (stored == format.resources.end()) {
    return Error{ErrorCode::Usage, "this is a store of open data; it takes graphs, not texts",
                 "make a store for texts: sarye init OTHER_STORE"};
  }
  if (stored->second == resources.fingerprint()) return {};
  // Both end in the tagger's hash, where there is one.
  constexpr std::string_view kTagger = " lac/";
  const auto plain = [&](const std::string& print) { return print.substr(0, print.find(kTagger)); };
  if (plain(stored->second) == plain(resources.fingerprint())) {
    const bool with = stored->second.find(kTagger) != std::string::npos;
    const bool other = with && resources.tagger() != nullptr;
    return Error{ErrorCode::VersionMismatch,
                 std::string("the store was made ") +
                     (other  ? "with another Chinese tagger than the one"
                      : with ? "with a Chinese tagger, and none is"
                             : "without the Chinese tagger that is") +
                     " installed here: the same text would give other results",
                 with
                     ? "install python3-jieba, or let SARYE_ZH_TAGGER name the tagger's folder, or "
                       "make a new store with `sarye init`"
                     : "set SARYE_ZH_TAGGER=off, or make a new store with `sarye init`"};
  }
  return Error{ErrorCode::VersionMismatch,
               "the store was made with other language resources (" + stored->second.substr(0, 12) +
                   ") than are in " + resources.directory().string() + " (" +
                   resources.fingerprint().substr(0, 12) +
                   "): the same text would give other results",
               "make a new store with `sarye init` and load the texts into it"};
}

Result<ImportOutcome> add_graph(Store& store, ImportPieces& graph) {
  auto ontology = read_ontology_text(*store.snapshot());
  if (!ontology) return ontology.error();
  if (ontology->has_value()) {
    return Error{ErrorCode::Usage, "this store is for texts; it takes no graphs",
                 "import into a new store: sarye import NEW_STORE FOLDER"};
  }
  return commit_import(store, graph);
}

Result<void> check_store(const fs::path& directory) {
  std::error_code ignored;
  const fs::file_status status = fs::status(directory, ignored);
  if (!fs::exists(status)) {
    return Error{ErrorCode::NotFound, "there is no store at " + directory.string(),
                 "make one with `sarye init " + directory.string() + "`"};
  }
  if (!fs::is_directory(status)) {
    return Error{ErrorCode::NotFound, directory.string() + " is a file, not a store",
                 "a store is a folder; name the folder that `sarye init` made"};
  }
  auto format = read_format(directory);
  if (!format) return format.error();
  return {};
}

Result<Published> write_and_publish(const fs::path& directory,
                                    const std::function<Result<bool>(StoreWriter&)>& work,
                                    const PublishOptions& options) {
  auto writer = open_writer(directory, command_line());
  if (!writer) return writer.error();
  const Result<bool> done = work(**writer);
  auto views = publish((*writer)->store(), options);
  if (!views) return done ? views.error() : done.error();
  Published published;
  published.views = *views;
  published.generation = (*writer)->generation();
  const bool is_new = (done && *done) || views->changed || options.rebuild ||
                      is_behind(directory, (*writer)->store());
  if (is_new) {
    auto generation = (*writer)->publish();
    if (!generation) return done ? generation.error() : done.error();
    published.generation = *generation;
  }
  if (!done) return done.error();
  return published;
}

Result<ImportedInto> import_and_publish(const fs::path& directory, ImportPieces& graph) {
  ImportedInto out;
  StoredImport imported;
  PublishOptions options;
  const auto work = [&](StoreWriter& writer) -> Result<bool> {
    auto stored = add_graph(writer.store(), graph);
    if (!stored) return stored.error();
    out.unchanged = stored->unchanged;
    imported = {stored->number, graph.edges()};
    options.stored = &imported;
    return !out.unchanged;
  };
  auto published = write_and_publish(directory, work, options);
  if (!published) return published.error();
  out.published = *published;
  return out;
}

}  // namespace sarye
