#include "ingest/stage/resources.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iterator>
#include <system_error>

#include "engine/store/sha256.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

// Raised whenever the analysis itself gives other results for the same text and resources.
constexpr std::string_view kAnalysisVersion = "sarye-extract/1";

bool has_ontology(const std::filesystem::path& directory) {
  std::error_code failed;
  return std::filesystem::is_directory(directory / "ontology", failed);
}

std::filesystem::path executable_folder() {
  std::error_code failed;
  const auto executable = std::filesystem::read_symlink("/proc/self/exe", failed);
  return failed ? std::filesystem::path() : executable.parent_path();
}

}  // namespace

Result<std::filesystem::path> Resources::find_directory() {
  std::string tried;
  if (const char* given = std::getenv("SARYE_DATA"); given != nullptr && *given != '\0') {
    if (has_ontology(given)) return std::filesystem::path(given);
    return Error{ErrorCode::NotFound,
                 std::string("SARYE_DATA is ") + given + ", which holds no folder `ontology`",
                 "let SARYE_DATA name the folder with ontology, lexicon and frames, or unset it"};
  }
  const std::filesystem::path folder = executable_folder();
  std::vector<std::filesystem::path> places = {folder / ".." / "share" / "sarye"};
  for (auto above = folder; !above.empty() && above != above.root_path();
       above = above.parent_path()) {
    places.push_back(above / "corpus");
  }
  for (const auto& place : places) {
    if (has_ontology(place)) return place.lexically_normal();
    tried += (tried.empty() ? "" : ", ") + place.lexically_normal().string();
  }
  return Error{ErrorCode::NotFound, "the language resources were not found; tried " + tried,
               "set SARYE_DATA to the folder with ontology, lexicon and frames"};
}

std::filesystem::path Resources::find_tagger() {
  if (const char* given = std::getenv("SARYE_ZH_TAGGER"); given != nullptr && *given != '\0') {
    return given == std::string_view("off") ? std::filesystem::path()
                                            : std::filesystem::path(given);
  }
  std::error_code failed;
  const std::filesystem::path usual = LacTagger::kDebianFolder;
  return std::filesystem::is_directory(usual, failed) ? usual : std::filesystem::path();
}

Result<std::unique_ptr<Resources>> Resources::load(const std::filesystem::path& directory,
                                                   const std::filesystem::path& tagger_folder) {
  std::unique_ptr<Resources> resources(new Resources());
  resources->directory_ = directory;
  std::error_code failed;
  for (const char* folder : {"ontology", "lexicon", "frames"}) {
    const auto below = directory / folder;
    if (!std::filesystem::is_directory(below, failed)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(below, failed)) {
      if (!entry.is_regular_file() || entry.path().extension() == ".md") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::string text(in ? entry.file_size(failed) : 0, '\0');
      in.read(text.data(), static_cast<std::streamsize>(text.size()));
      if (!in) {
        return Error{ErrorCode::Rejected, entry.path().string() + ": cannot be read",
                     "check its permissions"};
      }
      resources->files_.emplace(entry.path().lexically_relative(directory).generic_string(),
                                std::move(text));
    }
  }

  const auto ontologies = resources->files_in("ontology/");
  if (ontologies.size() != 1) {
    return Error{ErrorCode::NotFound,
                 directory.string() + " holds " + std::to_string(ontologies.size()) +
                     " files below `ontology`, where one is due",
                 "give the folder that holds ontology, lexicon and frames"};
  }
  auto ontology = Ontology::parse(resources->file(ontologies[0]), ontologies[0]);
  if (!ontology) return ontology.error();
  resources->ontology_ = std::move(*ontology);

  // The gazetteer takes as long as all the others together: they are read side by side.
  auto gazetteer = std::async(std::launch::async, [&] {
    return Gazetteer::read(resources->lexicon_files("gazetteer"), resources->ontology_);
  });
  const auto others = resources->read_all_but_gazetteer(tagger_folder);
  auto names = gazetteer.get();
  if (!names) return names.error();
  if (!others) return others.error();
  resources->gazetteer_ = std::move(*names);

  std::string all;
  for (const auto& [path, text] : resources->files_) {
    all += path + '\0' + to_hex(sha256(text)) + '\n';
  }
  resources->fingerprint_ = std::string(kAnalysisVersion) + " icu/" + icu_version() + " data/" +
                            to_hex(sha256(all)).substr(0, 32);
  if (resources->tagger_) resources->fingerprint_ += " lac/" + resources->tagger_->hash();
  return resources;
}

Result<void> Resources::read_all_but_gazetteer(const std::filesystem::path& tagger_folder) {
  for (const LexiconFile& file : lexicon_files("josa")) {
    auto josa = JosaTable::read(file);
    if (!josa) return josa.error();
    josa_ = std::move(*josa);
  }
  auto heads = HeadNouns::read(lexicon_files("heads"), ontology_);
  if (!heads) return heads.error();
  heads_ = std::move(*heads);
  auto thesaurus = Thesaurus::read(lexicon_files("thesaurus"), ontology_);
  if (!thesaurus) return thesaurus.error();
  thesaurus_ = std::move(*thesaurus);
  auto generic = GenericPhrases::read(lexicon_files("generic"));
  if (!generic) return generic.error();
  generic_phrases_ = std::move(*generic);

  for (const std::string& path : files_in("frames/")) {
    auto added = frames_.add(file(path), path, ontology_);
    if (!added) return added.error();
  }

  if (tagger_folder.empty()) return {};
  auto tagger = LacTagger::load(tagger_folder);
  if (!tagger) return tagger.error();
  tagger_ = std::move(*tagger);
  return {};
}

std::string_view Resources::file(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> Resources::files_in(std::string_view folder) const {
  std::vector<std::string> paths;
  for (auto at = files_.lower_bound(folder); at != files_.end() && at->first.starts_with(folder);
       ++at) {
    paths.push_back(at->first);
  }
  return paths;
}

std::vector<LexiconFile> Resources::lexicon_files(std::string_view kind) const {
  std::vector<LexiconFile> found;
  for (const auto& [path, text] : files_) {
    if (path.starts_with("lexicon/") && lexicon_kind(text) == kind) found.push_back({path, text});
  }
  return found;
}

}  // namespace sarye
