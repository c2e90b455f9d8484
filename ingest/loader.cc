#include "ingest/loader.h"

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <thread>

#include "engine/store/sha256.h"
#include "ingest/extractor.h"

namespace sarye {

namespace {

namespace fs = std::filesystem;

// What a browser saves beside NAME.html: scripts, frames and pictures in NAME_files.
bool is_page_parts(const fs::path& folder) {
  const std::string name = folder.string();
  if (!name.ends_with("_files")) return false;
  const std::string page = name.substr(0, name.size() - 6);
  std::error_code error;
  return fs::is_regular_file(page + ".html", error) || fs::is_regular_file(page + ".htm", error);
}

// A document is analysed again when what is known about it from beside its text changes, not only
// its text or the resources.
std::string metadata_digest(const DocumentMetadata& m) {
  std::string all = m.key + '\0' + m.title + '\0' + m.work + '\0' + m.doi + '\0' + m.language +
                    '\0' + m.kind + '\0' + m.publisher + '\0';
  if (m.date) all += m.date->to_string() + (m.date_is_year ? "y" : "d");
  for (const std::string& author : m.authors) all += '\0' + author;
  for (const auto& [name, value] : m.extra) all += '\0' + name + '\0' + value;
  return to_hex(sha256(all)).substr(0, 16);
}

struct Item {
  FileReport report;
  std::unique_ptr<DocumentTruth> truth;  // empty: rejected
  std::optional<Error> failure;          // of the store
};

void describe(DocumentTruth truth, const Ontology& ontology, Item& item) {
  item.report.key = truth.metadata.key;
  item.report.language = truth.metadata.language;
  item.report.passages = static_cast<std::uint32_t>(truth.passages.size());
  item.report.mentions = static_cast<std::uint32_t>(truth.mentions.size());
  item.report.entities = static_cast<std::uint32_t>(truth.entities.size());
  item.report.assertions = static_cast<std::uint32_t>(truth.assertions.size());
  item.report.review = static_cast<std::uint32_t>(truth.review.size());
  item.report.summary = summarize(truth, ontology);
  item.truth = std::make_unique<DocumentTruth>(std::move(truth));
}

// What a text says as `store` has it; nullopt: something that it depends on is another than it was.
// Errors: those of the store.
Result<std::optional<DocumentTruth>> stored_truth(const ReadSource& source,
                                                  const std::string& fingerprint,
                                                  const Snapshot& store) {
  auto known = find_by_sha256(store, sha256(source.raw));
  if (!known) return known.error();
  if (!*known || (*known)->removed || (*known)->fingerprint != fingerprint) {
    return std::optional<DocumentTruth>();
  }
  auto truth = read_document(store, (*known)->id);
  if (!truth) return truth.error();
  return std::optional(std::move(*truth));
}

Item analyse(const fs::path& path, const Extractor& extractor, const Ontology& ontology,
             const Snapshot& store) {
  Item item;
  item.report.path = path.string();
  const auto rejected = [&](const Error& error) {
    item.report.message = error.message;
    item.report.hint = error.hint;
    return std::move(item);
  };
  auto source = Extractor::read_file(path);
  if (!source) return rejected(source.error());
  const std::string fingerprint = extractor.fingerprint() + "+" + metadata_digest(source->metadata);
  auto truth = stored_truth(*source, fingerprint, store);
  if (!truth) {
    item.failure = truth.error();
    return item;
  }
  if (!*truth) {
    auto analysed = extractor.extract(std::move(*source));
    if (!analysed) return rejected(analysed.error());
    *truth = std::move(*analysed);
    (*truth)->fingerprint = fingerprint;
  }
  describe(std::move(**truth), ontology, item);
  return item;
}

// The document in `store` that has this text under a key before its own; nullopt: none. One text is
// one document: it keeps the least of its keys, so that the order of loading does not show. Where
// the key is the same, the metadata were corrected, and the later ones count.
// Errors: those of the store.
Result<std::optional<DocumentRecord>> under_another_key(const Snapshot& store,
                                                        const DocumentTruth& truth,
                                                        const std::string& analysis) {
  auto known = find_by_sha256(store, truth.sha256);
  if (!known) return known.error();
  if (*known && ((*known)->removed || (*known)->key >= truth.metadata.key ||
                 !(*known)->fingerprint.starts_with(analysis + "+"))) {
    known->reset();
  }
  return known;
}

FileOutcome outcome_of(StoredAs as) {
  switch (as) {
    case StoredAs::Added:
      return FileOutcome::Added;
    case StoredAs::Unchanged:
      return FileOutcome::Unchanged;
    case StoredAs::Reanalysed:
      return FileOutcome::Reanalysed;
    case StoredAs::NewVersion:
      return FileOutcome::NewVersion;
  }
  return FileOutcome::Added;
}

}  // namespace

std::string_view outcome_word(FileOutcome outcome) {
  switch (outcome) {
    case FileOutcome::Added:
      return "added";
    case FileOutcome::Unchanged:
      return "unchanged";
    case FileOutcome::Reanalysed:
      return "analysed again";
    case FileOutcome::NewVersion:
      return "new version";
    case FileOutcome::Rejected:
      return "rejected";
  }
  return "rejected";
}

std::size_t LoadReport::count(FileOutcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(),
                    [outcome](const FileReport& file) { return file.outcome == outcome; }));
}

bool LoadReport::changed() const {
  return std::any_of(files.begin(), files.end(), [](const FileReport& file) {
    return file.outcome != FileOutcome::Unchanged && file.outcome != FileOutcome::Rejected;
  });
}

std::vector<fs::path> collect_texts(const std::vector<std::string>& arguments) {
  std::set<fs::path> files;
  for (const std::string& argument : arguments) {
    std::error_code error;
    if (!fs::is_directory(argument, error)) {
      files.insert(fs::path(argument).lexically_normal());
      continue;
    }
    // What cannot be read inside a folder is left to the reading of its files.
    fs::recursive_directory_iterator it(argument, fs::directory_options::skip_permission_denied,
                                        error);
    for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
      if (it->is_regular_file(error) && is_source_name(it->path())) {
        files.insert(it->path().lexically_normal());
      } else if (it->is_directory(error) && is_page_parts(it->path())) {
        it.disable_recursion_pending();
      }
    }
  }
  return {files.begin(), files.end()};
}

Result<LoadReport> load_texts(Store& store, const Resources& resources,
                              const std::vector<fs::path>& files, const LoadOptions& options) {
  auto extractor = Extractor::make(resources);
  if (!extractor) return extractor.error();

  LoadReport report;
  std::optional<Error> failure;
  const std::unique_ptr<Snapshot> before = store.snapshot();
  KnownEntities known(*before, resources.ontology());
  std::size_t next = 0;
  const int threads = options.threads > 0
                          ? options.threads
                          : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const auto cancelled = [&options] {
    return options.cancel != nullptr && options.cancel->cancelled();
  };
  const auto tell = [&](FileReport file) {
    report.files.push_back(std::move(file));
    if (options.on_file) options.on_file(report.files.back(), report.files.size(), files.size());
  };
  const auto commit = [&](Item item) {
    if (failure) return;
    if (item.failure) {
      failure = std::move(item.failure);
      return;
    }
    if (item.truth) {
      auto other = under_another_key(*store.snapshot(), *item.truth, extractor->fingerprint());
      if (!other) {
        failure = other.error();
        return;
      }
      if (*other) {
        item.report.notes.push_back(item.truth->file_name + " has the same text as " +
                                    (*other)->file_name + " and stays one document with it");
        item.report.key = (*other)->key;
        item.report.outcome = FileOutcome::Unchanged;
        tell(std::move(item.report));
        return;
      }
      auto stored = store_document(store, *item.truth);
      if (!stored) {
        failure = stored.error();
        return;
      }
      item.report.outcome = outcome_of(stored->as);
      // Of a text that was there before, the views cannot tell whose entities they are.
      if (stored->as == StoredAs::Added) {
        auto elsewhere = known.count(*item.truth);
        if (!elsewhere) {
          failure = elsewhere.error();
          return;
        }
        item.report.summary.elsewhere = *elsewhere;
      }
      known.add(*item.truth);
    }
    tell(std::move(item.report));
  };
  // Texts are analysed side by side and committed in order, so that the store's log is the same
  // for any number of threads.
  tbb::task_arena arena(threads);
  arena.execute([&] {
    tbb::parallel_pipeline(
        static_cast<std::size_t>(threads) * 2,
        tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                            [&](tbb::flow_control& control) -> std::size_t {
                                              if (next == files.size() || failure || cancelled()) {
                                                control.stop();
                                                return 0;
                                              }
                                              return next++;
                                            }) &
            tbb::make_filter<std::size_t, std::shared_ptr<Item>>(
                tbb::filter_mode::parallel,
                [&](std::size_t number) {
                  return std::make_shared<Item>(
                      analyse(files[number], *extractor, resources.ontology(), *before));
                }) &
            tbb::make_filter<std::shared_ptr<Item>, void>(
                tbb::filter_mode::serial_in_order,
                [&](std::shared_ptr<Item> item) { commit(std::move(*item)); }));
  });
  if (failure) return *failure;
  report.interrupted = report.files.size() < files.size();
  return report;
}

}  // namespace sarye
