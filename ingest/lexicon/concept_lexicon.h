// What finds concepts: head nouns that bear a type (전략, 资源, mechanism), a thesaurus of concepts
// that are known beforehand with their wordings in three languages, and phrases too general to be
// one. corpus/lexicon/README.md describes the files.
#pragma once

#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"
#include "ingest/lexicon/lexicon_file.h"
#include "ingest/lexicon/word_set.h"

namespace sarye {

struct HeadNoun {
  std::string text;  // as written in the file: 전략, 战略, strategy
  Language language = Language::Unknown;
  TypeId type;
  int weight = 0;              // 1 to 10: how surely a phrase with this head is of the type
  bool generic_alone = false;  // alone it names nothing: 자원, 市场, strategy
  bool tells = false;          // what is called so is news, whatever is said of it: 철강 관세
};

class HeadNouns {
 public:
  HeadNouns() = default;
  HeadNouns(HeadNouns&&) noexcept = default;
  HeadNouns& operator=(HeadNouns&&) noexcept = default;
  // Errors: Rejected, with file and line: unknown or abstract type, unknown language, weight
  // outside 1 to 10, one head twice for a type and language.
  static Result<HeadNouns> read(std::span<const LexiconFile> files, const Ontology& ontology);

  // In order of type, language and text.
  std::span<const HeadNoun> all() const { return heads_; }
  // The heads with the same name key, the heaviest first; a word may be a head of several types.
  // Lives as long as this object.
  const std::vector<const HeadNoun*>& find(std::string_view word, Language language) const;
  // Whether some head may end as `word` does: no word for which not is a head, however it begins.
  bool may_end(std::string_view word, Language language) const;

 private:
  std::vector<HeadNoun> heads_;
  struct PerLanguage {
    WordSet keys;
    std::u32string last_characters;                   // of the keys, sorted
    std::vector<std::vector<const HeadNoun*>> heads;  // in order of keys
  };
  std::array<PerLanguage, kLanguageCount> languages_;
};

struct ThesaurusEntry {
  std::string key;  // stable key: strategy:open-source-strategy
  std::string id;
  TypeId type;
  std::string kind;
  std::vector<EntityName> names;  // the first of a language is the preferred one
  std::string file;
  int line = 0;
};

class Thesaurus {
 public:
  Thesaurus() = default;
  // Errors: Rejected, with file and line: unknown type or kind, a key that stands twice, one
  // wording for two entries of a type, a row without a wording in one of the three languages.
  static Result<Thesaurus> read(std::span<const LexiconFile> files, const Ontology& ontology);

  // Sorted by key.
  std::span<const ThesaurusEntry> entries() const { return entries_; }
  const ThesaurusEntry* find(std::string_view key) const;
  // The entries with a wording of the same name key, in order of keys.
  std::vector<const ThesaurusEntry*> worded(std::string_view wording) const;

 private:
  std::vector<ThesaurusEntry> entries_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_wording_;
};

// Phrases that look like a concept and name none: 기존 연구, 优秀成果, "research gap".
class GenericPhrases {
 public:
  GenericPhrases() = default;
  // Errors: Rejected, with file and line: unknown language, an empty phrase.
  static Result<GenericPhrases> read(std::span<const LexiconFile> files);
  bool contains(std::string_view phrase) const;
  std::size_t size() const { return keys_.size(); }

 private:
  std::set<std::string, std::less<>> keys_;
};

}  // namespace sarye
