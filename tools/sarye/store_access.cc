#include "tools/sarye/store_access.h"

#include "engine/graph/publish.h"
#include "engine/graph/truth_store.h"
#include "engine/text/unicode.h"
#include "tools/sarye/command.h"

namespace sarye {

namespace {

constexpr const char* kResourcesName = "resources";

}  // namespace

Result<std::unique_ptr<Resources>> load_resources() {
  auto directory = Resources::find_directory();
  if (!directory) return directory.error();
  return Resources::load(*directory);
}

Result<void> make_store(const std::filesystem::path& directory, StoreKind kind,
                        const Resources& resources) {
  StoreFormat format = current_format();
  format.icu = icu_version();
  format.unicode = unicode_version();
  if (kind == StoreKind::Literature) format.resources[kResourcesName] = resources.fingerprint();
  if (auto made = create_store(directory, format); !made) return made;
  auto generation = write_and_publish(directory, [&](StoreWriter& writer) -> Result<void> {
    if (kind == StoreKind::Open) return {};
    WriteBatch batch;
    put_ontology(batch, resources.ontology().to_text());
    return writer.store().commit(batch);
  });
  if (!generation) return generation.error();
  return {};
}

Result<void> check_resources(const StoreFormat& format, const Resources& resources) {
  const auto stored = format.resources.find(kResourcesName);
  if (stored == format.resources.end() || stored->second == resources.fingerprint()) return {};
  return Error{ErrorCode::VersionMismatch,
               "the store was made with other language resources (" + stored->second.substr(0, 12) +
                   ") than are installed (" + resources.fingerprint().substr(0, 12) +
                   "): the same text would give other results",
               "make a new store with `sarye init` and load the texts into it"};
}

Result<std::uint64_t> write_and_publish(const std::filesystem::path& directory,
                                        const std::function<Result<void>(StoreWriter&)>& work) {
  auto writer = open_writer(directory, command_line());
  if (!writer) return writer.error();
  const Result<void> done = work(**writer);
  auto views = publish_views((*writer)->store());
  if (!done) {
    if (views) (void)(*writer)->publish();
    return done.error();
  }
  if (!views) return views.error();
  return (*writer)->publish();
}

}  // namespace sarye
