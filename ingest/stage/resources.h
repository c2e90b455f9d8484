// The language resources that an analysis runs on: ontology, gazetteer, frames and the other files
// of the data directory. Loaded once, read by every stage, never changed afterwards; shared by
// threads without a lock.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/ontology.h"
#include "ingest/lexicon/concept_lexicon.h"
#include "ingest/lexicon/frames.h"
#include "ingest/lexicon/gazetteer.h"
#include "ingest/lexicon/josa.h"
#include "ingest/tagger/lac_tagger.h"

namespace sarye {

class Resources {
 public:
  // Reads `ontology/`, `lexicon/` and `frames/` below `directory`, and the Chinese tagger in
  // `tagger_folder`; an empty one: work without.
  // Errors: NotFound  no such directory, or it holds no ontology; no tagger in `tagger_folder`
  //         Rejected  a file in it is not well formed; with file and line
  static Result<std::unique_ptr<Resources>> load(const std::filesystem::path& directory,
                                                 const std::filesystem::path& tagger_folder = {});

  // Where the resources are: SARYE_DATA if it is set; else ../share/sarye beside the executable's
  // folder; else a folder `corpus` beside or above the executable (a source tree).
  // Errors: NotFound, naming every place that was tried.
  static Result<std::filesystem::path> find_directory();

  // Where the Chinese tagger is: SARYE_ZH_TAGGER if it is set (`off`: none); else where Debian's
  // python3-jieba puts it, if that is installed; else empty.
  static std::filesystem::path find_tagger();

  const std::filesystem::path& directory() const { return directory_; }
  const Ontology& ontology() const { return ontology_; }
  const Gazetteer& gazetteer() const { return gazetteer_; }
  const Frames& frames() const { return frames_; }
  const JosaTable& josa() const { return josa_; }
  const HeadNouns& heads() const { return heads_; }
  const Thesaurus& thesaurus() const { return thesaurus_; }
  const GenericPhrases& generic_phrases() const { return generic_phrases_; }

  const LacTagger* tagger() const { return tagger_.get(); }  // nullptr: none

  // The text of one file by its path below the directory with forward slashes
  // (`lexicon/heads.txt`); empty when there is none. Lives as long as this object.
  std::string_view file(std::string_view path) const;
  // The paths below `folder` (`frames/`), sorted.
  std::vector<std::string> files_in(std::string_view folder) const;
  // The files below `lexicon/` whose first line names `kind` (`gazetteer`, `heads`, `josa`), sorted
  // by name. Lives as long as this object.
  std::vector<LexiconFile> lexicon_files(std::string_view kind) const;

  // The version, ICU's version, a hash of every resource file and one of the tagger's files: what
  // "same input, same bytes" includes.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  Resources() = default;
  Result<void> read_all_but_gazetteer(const std::filesystem::path& tagger_folder);

  std::filesystem::path directory_;
  std::map<std::string, std::string, std::less<>> files_;
  Ontology ontology_;
  Gazetteer gazetteer_;
  Frames frames_;
  JosaTable josa_;
  HeadNouns heads_;
  Thesaurus thesaurus_;
  GenericPhrases generic_phrases_;
  std::unique_ptr<LacTagger> tagger_;
  std::string fingerprint_;
};

}  // namespace sarye
